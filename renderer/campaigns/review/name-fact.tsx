import { useId, useState } from 'react';
import { limits } from '../../../domain/limits.ts';
import { useText } from '../../text.tsx';
import { directionOf } from '../../ui/fields/field.tsx';
import type { Draft } from '../use-draft.ts';

/** The name by which staff recognise the campaign. */
export function NameField({ draft }: { draft: Draft }) {
  const text = useText();
  const hintId = useId();
  const [typed, setTyped] = useState(draft.detail.name);
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
        {text('campaign.nameHint')}
      </p>
    </>
  );
}
