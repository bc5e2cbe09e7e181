import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { Icon } from '../icon.tsx';
import { Field } from './field.tsx';

/** Null stands for none of the others, or for all of them. */
type Choice = string | number | null;

export type Option<Value extends Choice> = {
  readonly value: Value;
  readonly label: string;
  /** The label in the closed field, if the full one is too long. */
  readonly short?: string;
};

type SelectProps<Value extends Choice> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  /** The label of null, which comes first. */
  readonly none?: null extends Value ? string : never;
  readonly onChange: (value: Value) => void;
  /** Called when the field is reached and may be opened next, for options whose names take a while. */
  readonly onReach?: () => void;
  readonly hint?: string;
};

/** A choice of one among few, with a label above. */
export function Select<Value extends Choice>({ label, hint, ...rest }: SelectProps<Value>) {
  return (
    <Field label={label} hint={hint}>
      <SelectControl {...rest} className="select" />
    </Field>
  );
}

/** The same inside a toolbar or a table cell: the label is before the value, or for screen readers only. */
export function InlineSelect<Value extends Choice>(
  props: Omit<SelectProps<Value>, 'hint'> & { showLabel?: boolean; quiet?: boolean },
) {
  const { label, showLabel = true, quiet = true, ...rest } = props;
  return (
    <SelectControl
      {...rest}
      name={label}
      className={quiet ? 'select select-quiet' : 'select'}
      {...(showLabel ? { prefix: label } : {})}
    />
  );
}

function SelectControl<Value extends Choice>(
  props: Omit<SelectProps<Value>, 'label' | 'hint'> & { className: string; prefix?: string; name?: string },
) {
  const { value, none, onChange, onReach, className, prefix, name } = props;
  const options = none === undefined ? props.options : [{ value: null as Value, label: none }, ...props.options];
  return (
    <Base.Root
      value={value}
      items={options}
      onOpenChange={onReach}
      onValueChange={(chosen) => {
        // If the chosen option no longer exists, the change to none is nobody's choice.
        const option = options.find((one) => one.value === chosen);
        if (option !== undefined && chosen !== value) onChange(option.value);
      }}
    >
      <Base.Trigger className={className} onFocus={onReach} {...(name === undefined ? {} : { 'aria-label': name })}>
        {prefix && <span className="faint">{prefix}</span>}
        <Base.Value className="clip">
          {(chosen: Value) => {
            const option = options.find((one) => one.value === chosen);
            return option?.short ?? option?.label;
          }}
        </Base.Value>
        <Icon of={ChevronDown} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="floating" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className="menu menu-scroll">
            <Base.List>
              <Items options={options} />
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** A component of its own, so that it is not rendered while the list is closed: there are four hundred time zones. */
function Items({ options }: { options: readonly Option<Choice>[] }) {
  return options.map((option) => (
    <Base.Item key={`${option.value}`} value={option.value} className="menu-item menu-item-choice row">
      <Base.ItemIndicator className="menu-check">
        <Icon of={Check} />
      </Base.ItemIndicator>
      <Base.ItemText className="clip">
        <bdi>{option.label}</bdi>
      </Base.ItemText>
    </Base.Item>
  ));
}
