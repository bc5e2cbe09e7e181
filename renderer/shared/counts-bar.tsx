import type { Counts } from '../../domain/messages/message.ts';
import { totalOf } from '../store/counts.ts';
import { OutcomeBar } from '../ui/progress.tsx';

/** How far messages have come: what is known to be sent, what is in doubt, what did not leave. */
export function CountsBar({ label, counts }: { label: string; counts: Counts }) {
  return (
    <OutcomeBar
      label={label}
      total={totalOf(counts)}
      parts={[
        { fill: 'sent', count: counts.sent },
        { fill: 'unconfirmed', count: counts.notConfirmed },
        { fill: 'not-sent', count: counts.notSent },
      ]}
    />
  );
}
