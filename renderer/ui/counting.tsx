import { useText } from '../text.tsx';
import { LinkButton } from './button.tsx';

/** Shown in place of a number that is not known yet. `again`: counts again after a failure. */
export function Counting({ again, soFar }: { again: (() => unknown) | null; soFar?: string | undefined }) {
  const text = useText();
  if (again === null) return soFar ?? text('outbox.counting');
  return (
    <span className="row gap-2">
      <span role="alert">{text('ui.notCounted')}</span>
      <LinkButton onPress={again}>{text('shell.tryAgain')}</LinkButton>
    </span>
  );
}
