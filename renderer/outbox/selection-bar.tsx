import { useEffect, useRef } from 'react';
import type { BulkProgress } from '../../domain/contract.ts';
import { useHasSeveralAccounts } from '../shared/accounts/account-now.tsx';
import { MoveButton } from '../shared/accounts/move-dialog.tsx';
import { SelectionToolbar } from '../shared/select-boxes.tsx';
import { useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { ProgressBar } from '../ui/progress.tsx';
import { focusList } from './focus.ts';
import { QueueManyButton, takesAMoment } from './queue-many-button.tsx';
import type { MessageSelection } from './selection.ts';
import { useCancelMessages } from './use-bulk.ts';
import type { Counted } from './use-total.ts';

type Does = Exclude<BulkProgress['what'], 'move'>;

type Props = {
  readonly does: Does;
  readonly selection: MessageSelection;
  readonly counted: Counted;
};

/** What can be done with the selected messages, or the progress of that. `counted`: how many the filter has. */
export function SelectionBar(props: Props) {
  const { selection } = props;
  const bulk = useStore((store) => store.bulk);
  const isShown = bulk !== null || selection.isAny;
  const wasShown = useRef(false);
  useEffect(() => {
    if (wasShown.current && !isShown) focusList();
    wasShown.current = isShown;
  }, [isShown]);
  if (bulk !== null) return <BulkBar bulk={bulk} />;
  return selection.isAny ? <Selected {...props} /> : null;
}

/** Disappears with the selection, together with its question. */
function Selected({ does, selection, counted: { total, countAgain } }: Props) {
  const text = useText();
  const isOfSeveral = useHasSeveralAccounts();
  const cancel = useCancelMessages();
  const { count } = selection;
  return (
    <SelectionToolbar label={text('outbox.selectionBar')} {...{ selection, total, countAgain }}>
      {count !== null && does === 'cancel' && (
        <ConfirmButton
          label={text('outbox.cancelSelected', { count })}
          disabled={count === 0}
          title={text('outbox.cancelTitle', { count })}
          confirm={text('outbox.cancelConfirm', { count })}
          keep={text(count === 1 ? 'ui.keep' : 'outbox.keepThem')}
          onConfirm={() => {
            // It continues by itself and reports its result.
            void cancel(selection.target);
            selection.clear();
          }}
        >
          <p>{text('outbox.cancelBody', { count })}</p>
          {count > takesAMoment && <p>{text('outbox.takesAMoment')}</p>}
        </ConfirmButton>
      )}
      {count !== null && does === 'queue_again' && (
        <QueueManyButton target={selection.target} disabled={count === 0} onStart={selection.clear} />
      )}
      {does === 'cancel' && isOfSeveral && count !== null && count > 0 && (
        <MoveButton target={selection.target} onStart={selection.clear} />
      )}
    </SelectionToolbar>
  );
}

const bulkWords = { cancel: 'outbox.bulkCancel', queue_again: 'outbox.bulkRequeue', move: 'outbox.bulkMove' } as const;

function BulkBar({ bulk }: { bulk: BulkProgress }) {
  const { text, format } = useWords();
  const ask = useAsk();
  const words = { done: format.number(bulk.done), total: format.number(bulk.total) };
  const said = text(bulkWords[bulk.what], words);
  return (
    <div className="selection-bar bulk-bar row" role="toolbar" aria-label={text('outbox.selectionBar')}>
      <span className="number">{said}</span>
      <ProgressBar label={said} value={bulk.done} max={bulk.total} />
      <Button onPress={() => ask('message:stopBulk', undefined)}>{text('outbox.bulkStop')}</Button>
    </div>
  );
}
