import { useEffect, useRef, useState } from 'react';
import { limits } from '../../../domain/limits.ts';
import { useStore } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields/field.tsx';

/** Asks once, in place of the answers, for the name of the operator, which the history records. */
export function WhoField() {
  const text = useText();
  const saveSettings = useStore((store) => store.saveSettings);
  const [name, setName] = useState('');
  const who = name.trim();
  const save = () => (who === '' ? undefined : saveSettings({ operatorName: who }));
  const field = useRef<HTMLDivElement>(null);
  // It is the only question, so it gets the focus at once.
  useEffect(() => field.current?.querySelector('input')?.focus({ preventScroll: true }), []);
  return (
    <div ref={field} className="who-field grid gap-2">
      <TextField
        label={text('message.whoLabel')}
        hint={text('message.whoHint')}
        value={name}
        onChange={setName}
        onEnter={() => void save()}
        maxLength={limits.nameCharacters}
      />
      <Button disabled={who === ''} onPress={save}>
        {text('message.whoSave')}
      </Button>
    </div>
  );
}
