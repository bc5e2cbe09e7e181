import { Field as Base } from '@base-ui/react/field';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../icon.tsx';

type FieldProps = { readonly label: ReactNode; readonly hint?: ReactNode; readonly error?: string | null | undefined };

/** A label, a control, and below it a hint or an error. The control is any control of Base UI. */
export function Field({ label, hint, error, children }: FieldProps & { children: ReactNode }) {
  const isWrong = error !== undefined && error !== null;
  return (
    <Base.Root className="field grid gap-1" invalid={isWrong}>
      <Base.Label className="medium">{label}</Base.Label>
      {children}
      {isWrong ? (
        <Base.Description role="alert" className="field-error flex gap-6px small">
          <Icon of={TriangleAlert} />
          {error}
        </Base.Description>
      ) : (
        hint && <Base.Description className="faint small">{hint}</Base.Description>
      )}
    </Base.Root>
  );
}

type TextFieldProps = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly onEnter?: (() => void) | undefined;
  /** Shown inside the field after the text. */
  readonly unit?: string | undefined;
  readonly type?: 'text' | 'password' | 'tel' | 'number' | 'date' | 'time';
  /** `ltr` for phone numbers, which are read from left to right in every language. */
  readonly dir?: 'ltr' | undefined;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
};

/** Typed text has its own direction; numbers, dates and an empty field with its placeholder have the page's. */
export function directionOf(value: string): 'auto' | undefined {
  return value === '' ? undefined : 'auto';
}

const withUnit = (label: ReactNode, unit: string) => (
  <>
    {label}
    <span className="visually-hidden"> ({unit})</span>
  </>
);

/** Selects the text of a field that has the focus from the start, for replacement, but not what was typed since. */
function selectAll(field: HTMLElement | null): void {
  if (field instanceof HTMLInputElement) field.select();
}

export function TextField({ label, hint, error, value, onChange, onEnter, unit, ...rest }: TextFieldProps) {
  // The label is the field's accessible name, so the unit shown inside belongs to it.
  const name = unit === undefined ? label : withUnit(label, unit);
  return (
    <Field label={name} hint={hint} error={error}>
      <div className="input-with-unit grid relative">
        <Base.Control
          dir={unit === undefined && (rest.type ?? 'text') === 'text' ? directionOf(value) : undefined}
          {...rest}
          ref={rest.autoFocus ? selectAll : undefined}
          className="input"
          value={value}
          onValueChange={onChange}
          onKeyDown={(event) => {
            // With an input method, Enter accepts the word being composed, and submits nothing.
            if (onEnter === undefined || event.key !== 'Enter' || event.repeat || event.nativeEvent.isComposing) return;
            // A dialog closed by it returns the focus at once, and the same key would press the newly focused element.
            event.preventDefault();
            onEnter();
          }}
        />
        {unit !== undefined && (
          <span className="input-unit grid center small faint" aria-hidden="true">
            {unit}
          </span>
        )}
      </div>
    </Field>
  );
}

export function TextArea(props: Omit<TextFieldProps, 'type' | 'onEnter' | 'unit'> & { rows?: number }) {
  const { label, hint, error, value, onChange, rows = 6, ...rest } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      <Base.Control
        dir={directionOf(value)}
        {...rest}
        className="input input-area"
        value={value}
        onValueChange={onChange}
        render={<textarea rows={rows} />}
      />
    </Field>
  );
}
