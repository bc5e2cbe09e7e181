import { Search } from 'lucide-react';
import type { Ref } from 'react';
import { Icon } from '../icon.tsx';
import { Key } from '../tooltip.tsx';
import { directionOf } from './field.tsx';

/** A search box with its key beside it. */
export function SearchField({
  label,
  value,
  onChange,
  shortcut,
  inputRef,
  maxLength,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  shortcut?: string;
  inputRef?: Ref<HTMLInputElement>;
  maxLength?: number;
}) {
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
