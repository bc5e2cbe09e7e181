import type { MessageRow } from '../../domain/contract.ts';
import { whyNotQueuedAgain } from '../../domain/messages/message.ts';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { useRequeue } from './use-bulk.ts';

/** Only for what certainly did not leave, in an open campaign, to people who may be written to: else main refuses. */
export function RequeueButton({ row, tabIndex }: { row: MessageRow; tabIndex?: number }) {
  const text = useText();
  const requeue = useRequeue();
  const isOpen = useOverview(({ campaigns }) =>
    campaigns.some(({ id, state }) => id === row.campaignId && state !== 'cancelled'),
  );
  if (!isOpen || whyNotQueuedAgain(row, Date.now()) !== null) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a click on the button must not open the row
    <span className="cell-control" onClick={(event) => event.stopPropagation()}>
      <Button
        size="small"
        tabIndex={tabIndex}
        aria-label={text('outbox.requeueFor', { name: row.name || row.phone })}
        onPress={() => requeue({ ids: [row.id] })}
      >
        {text('outbox.requeue')}
      </Button>
    </span>
  );
}
