import { Search } from 'lucide-react';
import type { Ref } from 'react';
import { limits } from '../../../domain/limits.ts';
import { Icon } from '../icon.tsx';
import { Key } from '../tooltip.tsx';
import { directionOf } from './field.tsx';

/** A search box with its shortcut beside it. */
export function SearchField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly shortcut?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}) {
  const { label, value, onChange, shortcut, inputRef } = props;
  return (
    <label className="input">
      <Icon of={Search} />
      <input
        ref={inputRef}
        type="search"
        dir={directionOf(value)}
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={limits.searchCharacters}
        onChange={(event) => onChange(event.target.value)}
      />
      {shortcut && <Key>{shortcut}</Key>}
    </label>
  );
}
