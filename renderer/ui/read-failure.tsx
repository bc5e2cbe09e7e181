import type { FailureCode } from '../../domain/contract.ts';
import { useText } from '../text.tsx';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';

/** Shown in place of what could not be read: says why, and can read again. */
export function ReadFailure({ title, code, onAgain }: { title: string; code: FailureCode; onAgain: () => unknown }) {
  const text = useText();
  return (
    <Banner kind="alarm" boxed title={title} actions={<Button onPress={onAgain}>{text('shell.tryAgain')}</Button>}>
      {text(`failure.${code}`)}
    </Banner>
  );
}
