import { useState } from 'react';
import { typedNumber } from '../../domain/typed-number.ts';
import { useWords } from '../text.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { useSavedWhenLeft } from '../ui/hooks/use-saved-when-left.ts';

/** A number in the operator's unit. It is saved when the field is left and holds a number in range. */
export function NumberSetting(props: {
  readonly label: string;
  readonly hint?: string;
  readonly unit?: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  /** What else is wrong with a number in range; null when nothing is. */
  readonly problem?: (value: number) => string | null;
  readonly onSave: (value: number) => void;
}) {
  const { label, hint, unit, value, from, to, problem, onSave } = props;
  const { text, format } = useWords();
  const [typed, setTyped] = useState(format.plain(value));
  const entered = typedNumber(typed);
  const isInRange = entered >= from && entered <= to;
  const wrong = isInRange
    ? (problem?.(entered) ?? null)
    : text('settings.wrongNumber', { from: format.number(from), to: format.number(to) });
  const save = useSavedWhenLeft(() => wrong === null && entered !== value && onSave(entered));
  return (
    <div className="settings-number">
      <TextField
        label={label}
        hint={hint}
        unit={unit}
        error={wrong}
        value={typed}
        onChange={setTyped}
        onBlur={save}
        onEnter={save}
        maxLength={10}
      />
    </div>
  );
}
