import { useEffect, useRef } from 'react';
import type { BulkProgress, MessageTarget } from '../../domain/contract.ts';
import { useHasSeveralAccounts } from '../shared/accounts/account-now.tsx';
import { MoveButton } from '../shared/accounts/move-dialog.tsx';
import { useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Counting } from '../ui/counting.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { ProgressBar } from '../ui/progress.tsx';
import { Key } from '../ui/tooltip.tsx';
import { focusList } from './focus.ts';
import type { MessageSelection } from './selection.ts';
import { useCancelMessages, useRequeue } from './use-bulk.ts';
import type { Counted } from './use-total.ts';

type Does = Exclude<BulkProgress['what'], 'move'>;

/** Beyond so many messages it takes long enough to be told beforehand. */
const takesAMoment = 2_000;

type Props = {
  readonly does: Does;
  readonly selection: MessageSelection;
  readonly counted: Counted;
};

/** What can be done with the selected messages, or how far it has come. `counted`: how many the filter has. */
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

/** Gone with the selection, and its question with it. */
function Selected({ does, selection, counted: { total, countAgain } }: Props) {
  const { text, format } = useWords();
  const isOfSeveral = useHasSeveralAccounts();
  const { count } = selection;
  return (
    <div className="selection-bar row" role="toolbar" aria-label={text('outbox.selectionBar')}>
      <span className="number" role="status">
        {count === null || total === null ? (
          <Counting again={countAgain} />
        ) : (
          text('outbox.selected', { number: format.number(count), total: format.number(total) })
        )}
      </span>
      {count !== null && (
        <ActOnSelected does={does} count={count} target={selection.target} onStart={selection.clear} />
      )}
      {does === 'cancel' && isOfSeveral && count !== null && count > 0 && (
        <MoveButton target={selection.target} onStart={selection.clear} />
      )}
      <Button kind="quiet" onPress={selection.clear}>
        {text('outbox.clear')} <Key>Esc</Key>
      </Button>
    </div>
  );
}

/** Asks before anything happens to many messages. What it starts goes on by itself, and says what came of it. */
function ActOnSelected(props: {
  readonly does: Does;
  readonly count: number;
  readonly target: MessageTarget;
  readonly onStart: () => void;
}) {
  const { does, count, target, onStart } = props;
  const text = useText();
  const cancel = useCancelMessages();
  const requeue = useRequeue();
  const isCancel = does === 'cancel';
  return (
    <ConfirmButton
      label={text(isCancel ? 'outbox.cancelSelected' : 'outbox.queueSelected', { count })}
      disabled={count === 0}
      danger={isCancel}
      title={text(isCancel ? 'outbox.cancelTitle' : 'outbox.queueTitle', { count })}
      confirm={text(isCancel ? 'outbox.cancelConfirm' : 'outbox.queueConfirm', { count })}
      keep={text(isCancel ? (count === 1 ? 'ui.keep' : 'outbox.keepThem') : 'outbox.leaveThem')}
      onConfirm={() => {
        void (isCancel ? cancel(target) : requeue(target));
        onStart();
      }}
    >
      <p>{isCancel ? text('outbox.cancelBody', { count }) : text('outbox.queueBody')}</p>
      {count > takesAMoment && <p>{text('outbox.takesAMoment')}</p>}
    </ConfirmButton>
  );
}

const bulkWords = { cancel: 'outbox.bulkCancel', queue_again: 'outbox.bulkRequeue', move: 'outbox.bulkMove' } as const;

/** How far something done to many messages has come, and the way to stop it. */
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
