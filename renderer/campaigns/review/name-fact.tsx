import { useId, useState } from 'react';
import { limits } from '../../../domain/limits.ts';
import { useText } from '../../text.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { directionOf } from '../../ui/fields/field.tsx';
import type { Draft } from '../use-draft.ts';

/** The name by which staff recognise the campaign. The file's name is suggested, but never set by itself. */
export function NameField({ draft }: { draft: Draft }) {
  const text = useText();
  const hintId = useId();
  const { name, list } = draft.detail;
  const [typed, setTyped] = useState(name);
  const proposed = list === null || list.audience !== null ? '' : nameFromFile(list.fileName);
  const rename = (next: string) => {
    setTyped(next);
    // An empty field is no name: the previous one stays until there is a new one.
    if (next.trim() !== '') draft.change({ name: next.trim() });
  };
  return (
    <>
      <input
        className="input name-input"
        aria-label={text('campaign.name')}
        aria-describedby={hintId}
        value={typed}
        dir={directionOf(typed)}
        maxLength={limits.nameCharacters}
        onChange={(event) => rename(event.target.value)}
        onBlur={() => setTyped(draft.detail.name)}
      />
      <p className="small faint above-1" id={hintId}>
        {text('campaign.nameHint')}{' '}
        {proposed !== '' && proposed !== name && (
          <LinkButton onPress={() => rename(proposed)}>{text('campaign.check.useName', { name: proposed })}</LinkButton>
        )}
      </p>
    </>
  );
}

/** `spring-supporters_2026.xlsx` as a person would write it. */
function nameFromFile(fileName: string): string {
  const words = fileName
    .replace(/\.[a-z0-9]{2,5}$/i, '')
    .replaceAll(/[_\s-]+/g, ' ')
    .trim();
  return `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}`.slice(0, limits.nameCharacters);
}
