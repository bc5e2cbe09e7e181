import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Radio as BaseRadio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Check, Minus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useFormat } from '../../text.tsx';
import { Icon } from '../icon.tsx';

type Checked = boolean | 'mixed';

/** A checkbox alone, as in a table row. The label is for screen readers. */
export function Checkbox(props: {
  readonly label?: string;
  readonly labelledBy?: string;
  readonly checked: Checked;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly tabIndex?: number;
}) {
  const { label, checked, onChange, disabled = false, tabIndex, labelledBy } = props;
  return (
    <BaseCheckbox.Root
      className="box center rigid"
      checked={checked === true}
      indeterminate={checked === 'mixed'}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-label={label}
      aria-labelledby={labelledBy}
      // An explicit undefined would override the box's own value, and no key would reach it.
      {...(tabIndex === undefined ? {} : { tabIndex })}
    >
      <Icon of={checked === 'mixed' ? Minus : Check} />
    </BaseCheckbox.Root>
  );
}

/** A checkbox with its label beside it. */
export function CheckboxChoice(props: {
  readonly label: ReactNode;
  readonly checked: Checked;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}) {
  const { label, ...rest } = props;
  const id = useId();
  return (
    <span className={`choice flex top gap-2 ${rest.disabled ? 'faint' : ''}`}>
      <Checkbox {...rest} labelledBy={id} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the words widen the box's target; the keyboard uses the box */}
      <span id={id} onClick={() => !rest.disabled && rest.onChange(rest.checked !== true)}>
        {label}
      </span>
    </span>
  );
}

type OneOf<Value, Option> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (Option & { readonly value: Value })[];
  readonly onChange: (value: Value) => void;
};

/** One choice of several, each with a label; for choices that need an explanation. */
export function RadioChoices<Value extends string>(
  props: OneOf<Value, { readonly label: ReactNode; readonly hint?: string }>,
) {
  const { label, value, options, onChange } = props;
  return (
    <RadioGroup className="grid gap-3" aria-label={label} value={value} onValueChange={onChange}>
      {options.map((option) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is the radio inside
        <label key={option.value} className="choice flex top gap-2">
          <BaseRadio.Root value={option.value} className="box box-round center rigid" />
          <span>
            {option.label}
            {option.hint && <span className="faint small">{option.hint}</span>}
          </span>
        </label>
      ))}
    </RadioGroup>
  );
}

/** A switch that takes effect at once. */
export function Switch(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}) {
  const { label, checked, onChange, disabled = false } = props;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the switch inside
    <label className="choice flex top gap-2">
      <BaseSwitch.Root className="switch" checked={checked} onCheckedChange={onChange} disabled={disabled}>
        <BaseSwitch.Thumb className="switch-thumb" />
      </BaseSwitch.Root>
      {label}
    </label>
  );
}

/** A filter with two to four choices, all visible. */
export function Segmented<Value extends string>(
  props: OneOf<Value, { readonly label: string; readonly count?: number }>,
) {
  const { label, value, options, onChange } = props;
  const format = useFormat();
  return (
    <ToggleGroup
      className="segments"
      aria-label={label}
      value={[value]}
      onValueChange={([chosen]) => {
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {options.map((option) => (
        <Toggle key={option.value} value={option.value} className="segment row gap-6px quiet">
          {option.label}
          {option.count !== undefined && <span className="number">{format.number(option.count)}</span>}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
