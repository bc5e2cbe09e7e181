import type { MessageRow } from '../../domain/contract.ts';
import { mayQueueAgain } from '../../domain/message.ts';
import { useAsk } from '../api.ts';
import { useNow } from '../now.ts';
import { useOverview, useStore } from '../store.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/choice.tsx';
import { Sign } from '../ui/sign.tsx';
import { useToast } from '../ui/toast.tsx';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import { useRowOpening, useWhoColumns } from './columns.tsx';
import { ListState } from './list-state.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { type MessageListView, useMessageList } from './use-message-list.ts';
import { useOutbox } from './use-outbox.ts';

type Certainty = 'not_confirmed' | 'not_sent';

/** So many rows of each kind stand under "Both"; the rest is one press away. */
const previewRows = 50;

/** What did not go through, parted into what may have arrived and what certainly did not leave. */
export function FailedList() {
  const text = useText();
  const { view, counts } = useOutbox();
  const showOutbox = useStore((store) => store.showOutbox);
  const chosen = view.certainty;
  return (
    <section className="list" aria-label={text('outbox.failed')}>
      <ListToolbar>
        <Segmented
          label={text('outbox.show')}
          value={chosen ?? 'both'}
          onChange={(value) => showOutbox({ certainty: value === 'both' ? null : value })}
          options={[
            { value: 'both', label: text('outbox.both'), count: counts.notConfirmed + counts.notSent },
            { value: 'not_confirmed', label: text('outbox.notConfirmedTitle'), count: counts.notConfirmed },
            { value: 'not_sent', label: text('outbox.notSentTitle'), count: counts.notSent },
          ]}
        />
      </ListToolbar>
      <div className="scroll">{chosen === null ? <BothKinds /> : <OneKind certainty={chosen} />}</div>
    </section>
  );
}

function BothKinds() {
  const { view } = useOutbox();
  const unconfirmed = useMessageList({ ...view, tab: 'failed', certainty: 'not_confirmed' });
  const unsent = useMessageList({ ...view, tab: 'failed', certainty: 'not_sent' });
  return (
    <ListState
      tab="failed"
      read={unconfirmed.read && unsent.read}
      failure={unconfirmed.failure ?? unsent.failure}
      isEmpty={unconfirmed.rows.length + unsent.rows.length === 0}
    >
      {unconfirmed.rows.length > 0 && <Kind certainty="not_confirmed" list={unconfirmed} isPreview />}
      {unsent.rows.length > 0 && <Kind certainty="not_sent" list={unsent} isPreview />}
    </ListState>
  );
}

function OneKind({ certainty }: { readonly certainty: Certainty }) {
  const { view } = useOutbox();
  const list = useMessageList({ ...view, tab: 'failed', certainty });
  return (
    <ListState tab="failed" read={list.read} failure={list.failure} isEmpty={list.rows.length === 0}>
      <Kind certainty={certainty} list={list} isPreview={false} />
    </ListState>
  );
}

function Kind({
  certainty,
  list,
  isPreview,
}: {
  readonly certainty: Certainty;
  readonly list: MessageListView;
  readonly isPreview: boolean;
}) {
  const text = useText();
  const format = useFormat();
  const { view, counts } = useOutbox();
  const showOutbox = useStore((store) => store.showOutbox);
  const opening = useRowOpening();
  const columns = useFailedColumns();
  const isDoubt = certainty === 'not_confirmed';
  const count = isDoubt ? counts.notConfirmed : counts.notSent;
  const rows = isPreview ? list.rows.slice(0, previewRows) : list.rows;
  const title = text(isDoubt ? 'outbox.notConfirmedTitle' : 'outbox.notSentTitle');
  return (
    <section className="kind" data-status={isDoubt ? 'unconfirmed' : 'not-sent'}>
      <div className="kind-head">
        <h2>
          <Sign kind={isDoubt ? 'unconfirmed' : 'not-sent'} />
          {title}
          {view.search === '' && <span className="number">{format.number(count)}</span>}
        </h2>
        <p>{text(isDoubt ? 'outbox.notConfirmedWhy' : 'outbox.notSentWhy')}</p>
      </div>
      <VirtualTable
        {...opening}
        label={title}
        rows={rows}
        rowCount={view.search === '' ? count : null}
        columns={columns}
        onRange={list.onRange}
        headHidden
      />
      {isPreview && list.rows.length > previewRows && (
        <div className="kind-more">
          <Button onPress={() => showOutbox({ certainty })}>
            {text('outbox.showAll', { number: format.number(count) })}
          </Button>
        </div>
      )}
    </section>
  );
}

function useFailedColumns(): readonly Column<MessageRow>[] {
  const text = useText();
  const format = useFormat();
  const nowMs = useNow(60_000);
  const [name, phone] = useWhoColumns();
  return [
    ...(name === undefined ? [] : [{ ...name, className: 'col-who' }]),
    ...(phone === undefined ? [] : [phone]),
    {
      id: 'what',
      head: text('outbox.what'),
      className: 'col-what',
      cell: (row) => (
        <>
          {row.reason !== null && text(`reason.${row.reason}`)}
          {row.settlement === 'not_there' && <div className="faint small">{text('outbox.settledNotThere')}</div>}
        </>
      ),
    },
    {
      id: 'when',
      head: text('outbox.when'),
      className: 'col-clock',
      cell: (row) => <span className="number">{format.moment(row.changedAtMs, nowMs)}</span>,
    },
    {
      id: 'action',
      head: text('outbox.action'),
      className: 'col-act end',
      cell: (row, active) => <QueueAgain row={row} tabIndex={active ? 0 : -1} />,
    },
  ];
}

/**
 * Only for what certainly did not leave, and only into a campaign that is not over. Not for people who asked for no
 * messages: main would refuse it, and an offer would be a temptation.
 */
export function QueueAgain({ row, tabIndex }: { readonly row: MessageRow; readonly tabIndex?: number }) {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const isOpen = useOverview(({ campaigns }) =>
    campaigns.some(({ id, state }) => id === row.campaignId && (state === 'running' || state === 'paused')),
  );
  if (!isOpen || row.reason === null || !mayQueueAgain(row.reason) || row.reason === 'do_not_contact') return null;
  const queue = async () => {
    const reply = await ask('messages:queueAgain', { ids: [row.id] });
    if (reply === null) return;
    if (reply.changed === 1) toast('good', text('outbox.queued'));
    else toast('bad', text('outbox.notQueued'));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a click on the button must not open the row
    <span className="cell-control" onClick={(event) => event.stopPropagation()}>
      <Button
        size="small"
        tabIndex={tabIndex}
        aria-label={text('outbox.queueAgainFor', { name: row.name || row.phone })}
        onPress={queue}
      >
        {text('outbox.queueAgain')}
      </Button>
    </span>
  );
}
