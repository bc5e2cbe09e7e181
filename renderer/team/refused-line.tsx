import { TriangleAlert } from 'lucide-react';
import type { Failure } from '../../domain/contract.ts';
import { useText } from '../text.tsx';
import { Icon } from '../ui/icon.tsx';

/** Why main refused, if no single field is to blame. */
export function RefusedLine({ failure }: { failure: Failure | null }) {
  const text = useText();
  if (failure === null) return null;
  return (
    <p className="field-error flex gap-6px small" role="alert">
      <Icon of={TriangleAlert} />
      {text(`failure.${failure.code}`)}
    </p>
  );
}
