import { useState } from 'react';
import { limits } from '../../../domain/limits.ts';
import type { Tag } from '../../../domain/people/people-views.ts';
import { useWords } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckboxChoice } from '../../ui/fields/choice.tsx';
import { TextField } from '../../ui/fields/field.tsx';

/** Adds tags to people and removes them. `has`: the tags of one person; null for several people. */
export function TagDialog(props: {
  readonly tags: readonly Tag[];
  readonly has: ReadonlySet<string> | null;
  readonly onTag: (tag: string, isOn: boolean) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const { tags, has, onTag, onClose } = props;
  const { text, format } = useWords();
  const [name, setName] = useState('');
  // Of several people only the tags that were pressed here are known.
  const [pressed, setPressed] = useState<ReadonlyMap<string, boolean>>(new Map());
  const set = async (tag: string, isOn: boolean) => {
    setPressed(new Map(pressed).set(tag, isOn));
    await onTag(tag, isOn);
  };
  const make = async () => {
    const plain = name.trim();
    if (plain === '') return;
    setName('');
    await set(plain, true);
  };
  const wanted = name.trim().toLowerCase();
  const shown = tags.filter((tag) => tag.name.toLowerCase().includes(wanted));
  return (
    <Dialog title={text('people.tags')} onClose={onClose}>
      <TextField
        label={text('people.findTag')}
        hint={text('people.findTagHint')}
        value={name}
        onChange={setName}
        onEnter={() => void make()}
        maxLength={limits.nameCharacters}
      />
      {wanted !== '' && !shown.some((tag) => tag.name.toLowerCase() === wanted) && (
        <Button onPress={make}>{text('people.makeTag', { name: name.trim() })}</Button>
      )}
      <ul className="box-list grid gap-2">
        {shown.map((tag) => (
          <li key={tag.id}>
            <CheckboxChoice
              label={
                <span>
                  <bdi>{tag.name}</bdi> <span className="faint number">{format.number(tag.people)}</span>
                </span>
              }
              checked={pressed.get(tag.name) ?? (has === null ? 'mixed' : has.has(tag.name))}
              onChange={(isOn) => void set(tag.name, isOn)}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
