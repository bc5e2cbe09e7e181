import { useState } from 'react';
import { typedNumber } from '../../domain/typed-number.ts';
import { useWords } from '../text.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { useSavedWhenLeft } from '../ui/hooks/use-saved-when-left.ts';

/** A number in the operator's unit. It is saved when the field is left with a number within range. */
export function NumberSetting(props: {
  readonly label: string;
  readonly hint?: string;
  readonly unit?: string;
  /** The operator's unit, in the unit of `value`, `from` and `to`. */
  readonly unitMs?: number;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  /** What else is wrong with a number within range; null when nothing is. */
  readonly problem?: (value: number) => string | null;
  readonly onSave: (value: number) => void;
}) {
  const { label, hint, unit, unitMs = 1, value, from, to, problem, onSave } = props;
  const { text, format } = useWords();
  const [typed, setTyped] = useState(format.plain(value / unitMs));
  const number = typedNumber(typed);
  const entered = number * unitMs;
  const isInRange = number >= from / unitMs && number <= to / unitMs;
  const wrong = isInRange
    ? (problem?.(entered) ?? null)
    : text('settings.wrongNumber', { from: format.number(from / unitMs), to: format.number(to / unitMs) });
  const save = useSavedWhenLeft(() => wrong === null && number !== value / unitMs && onSave(Math.round(entered)));
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
