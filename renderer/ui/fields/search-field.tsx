import { Search } from 'lucide-react';
import type { Ref } from 'react';
import { Icon } from '../icon.tsx';
import { Key } from '../tooltip.tsx';
import { directionOf } from './field.tsx';

/** A search box with its key beside it. */
export function SearchField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly shortcut?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly maxLength?: number;
}) {
  const { label, value, onChange, shortcut, inputRef, maxLength } = props;
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
        maxLength={maxLength}
        onChange={(event) => onChange(event.target.value)}
      />
      {shortcut && <Key>{shortcut}</Key>}
    </label>
  );
}
