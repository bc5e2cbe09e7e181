import { Check } from 'lucide-react';
import { useText } from '../text.tsx';
import { LinkButton } from './button.tsx';
import { Icon } from './icon.tsx';

/** The steps of a wizard. Steps that are done can be gone back to. */
export function Stepper<Id extends string>({
  label,
  steps,
  current,
  locked = false,
  onStep,
}: {
  label: string;
  steps: readonly { readonly id: Id; readonly label: string; readonly done: boolean }[];
  current: Id;
  /** There is no going back just now. */
  locked?: boolean;
  onStep: (id: Id) => void;
}) {
  const text = useText();
  return (
    <ol className="stepper row" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.id}
          className="step row faint"
          data-done={step.done && step.id !== current ? '' : undefined}
          aria-current={step.id === current ? 'step' : undefined}
        >
          <span className="step-mark grid center figures">
            {step.done && step.id !== current ? <Icon of={Check} /> : index + 1}
          </span>
          {step.done && step.id !== current && !locked ? (
            <LinkButton onPress={() => onStep(step.id)}>
              <span className="step-word">{step.label}</span>
              <span className="visually-hidden"> {text('ui.done')}</span>
            </LinkButton>
          ) : (
            <span className="step-word">{step.label}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
