import type { CampaignSummary, MessageRow } from '../../domain/contract.ts';
import { filterOf, sortOf } from '../store/outbox-view.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/choice.tsx';
import { Sign } from '../ui/sign.tsx';
import { useNow } from '../ui/use-now.ts';
import { type Column, type SelectHow, VirtualTable } from '../ui/virtual-table.tsx';
import { useRowOpening, useSorting, useWhoColumns } from './columns.tsx';
import { ReasonFilter } from './filters.tsx';
import { ListState } from './list-state.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { RequeueButton } from './requeue-button.tsx';
import { boxColumn } from './select-boxes.tsx';
import { type Selection, useSelection, useSelectionKeys } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { type MessageListView, useMessageList } from './use-message-list.ts';
import { useOutbox } from './use-outbox.ts';
import { useTotal } from './use-total.ts';

type Certainty = 'not_confirmed' | 'not_sent';

/** So many rows of each kind stand under "Both"; the rest is one press away. */
const previewRows = 50;

/** What did not go through, parted into what may have arrived and what certainly did not leave. */
export function FailedList() {
  const text = useText();
  const { view, campaign, counts } = useOutbox();
  const showOutbox = useStore((store) => store.showOutbox);
  const chosen = view.certainty;
  const unsent = { ...filterOf(view), certainty: 'not_sent' } as const;
  const list = useMessageList(unsent, sortOf(view));
  const total = useTotal(unsent);
  const canRequeue = useIsOpen(campaign);
  const selection = useSelection(unsent, list.rows, total);
  // Where only what is in doubt is shown, no key selects what is out of sight.
  useSelectionKeys(selection, canRequeue && chosen !== 'not_confirmed');
  return (
    <section className="list" aria-label={text('outbox.failed')}>
      <ListToolbar>
        <Segmented
          label={text('outbox.show')}
          value={chosen ?? 'both'}
          onChange={(value) => showOutbox({ certainty: value === 'both' ? null : value, reason: null })}
          options={[
            { value: 'both', label: text('outbox.both'), count: counts.notConfirmed + counts.notSent },
            { value: 'not_confirmed', label: text('outbox.notConfirmedTitle'), count: counts.notConfirmed },
            { value: 'not_sent', label: text('outbox.notSentTitle'), count: counts.notSent },
          ]}
        />
        <ReasonFilter certainty={chosen} />
      </ListToolbar>
      <div className="scroll">
        <Kinds chosen={chosen} unsent={{ list, total, selection: canRequeue ? selection : null }} />
      </div>
      <SelectionBar does="queue_again" selection={selection} total={total} />
    </section>
  );
}

/** Whether the campaign takes messages again, or any of all: only into one that was cancelled nothing is requeued. */
function useIsOpen(campaign: CampaignSummary | null): boolean {
  return useOverview(({ campaigns }) =>
    (campaign === null ? campaigns : [campaign]).some(({ state }) => state !== 'cancelled' && state !== 'draft'),
  );
}

type KindOfFailure = {
  readonly list: MessageListView;
  readonly total: number | null;
  /** What is in doubt is never requeued, and is settled one by one: there is nothing to select it for. */
  readonly selection: Selection | null;
};

function Kinds({ chosen, unsent }: { readonly chosen: Certainty | null; readonly unsent: KindOfFailure }) {
  const { view } = useOutbox();
  const filter = { ...filterOf(view), certainty: 'not_confirmed' } as const;
  const list = useMessageList(filter, sortOf(view));
  const unconfirmed = { list, total: useTotal(filter), selection: null };
  const kinds = [
    ...(chosen === 'not_sent' ? [] : [{ certainty: 'not_confirmed', ...unconfirmed } as const]),
    ...(chosen === 'not_confirmed' ? [] : [{ certainty: 'not_sent', ...unsent } as const]),
  ];
  const filled = kinds.filter((kind) => kind.list.rows.length > 0);
  return (
    <ListState
      tab="failed"
      read={kinds.every((kind) => kind.list.read)}
      failure={kinds.map((kind) => kind.list.failure).find((failure) => failure !== null) ?? null}
      isEmpty={filled.length === 0}
    >
      {filled.map((kind) => (
        <Kind key={kind.certainty} {...kind} isPreview={chosen === null} />
      ))}
    </ListState>
  );
}

function Kind({
  certainty,
  list,
  total,
  selection,
  isPreview,
}: KindOfFailure & { readonly certainty: Certainty; readonly isPreview: boolean }) {
  const text = useText();
  const format = useFormat();
  const showOutbox = useStore((store) => store.showOutbox);
  const opening = useRowOpening();
  const columns = useFailedColumns(selection, total);
  const isDoubt = certainty === 'not_confirmed';
  const why = isDoubt ? 'outbox.notConfirmedWhy' : selection === null ? 'outbox.notSentOver' : 'outbox.notSentWhy';
  const rows = isPreview ? list.rows.slice(0, previewRows) : list.rows;
  const title = text(isDoubt ? 'outbox.notConfirmedTitle' : 'outbox.notSentTitle');
  return (
    <section className="kind" data-status={isDoubt ? 'unconfirmed' : 'not-sent'}>
      <div className="kind-header">
        <h2>
          <Sign kind={isDoubt ? 'unconfirmed' : 'not-sent'} />
          {title}
          {total !== null && <span className="number">{format.number(total)}</span>}
        </h2>
        <p>{text(why)}</p>
      </div>
      <VirtualTable
        {...opening}
        label={title}
        rows={rows}
        listKey={list.key}
        isBusy={list.isOld}
        rowCount={total}
        columns={columns}
        onRange={list.onRange}
        {...(selection === null ? {} : selecting(selection))}
        headerHidden={isPreview && selection === null}
      />
      {isPreview && list.rows.length > previewRows && (
        <div className="kind-more">
          <Button onPress={() => showOutbox({ certainty })}>
            {total === null ? text('outbox.showMore') : text('outbox.showAll', { number: format.number(total) })}
          </Button>
        </div>
      )}
    </section>
  );
}

function selecting(selection: Selection) {
  return {
    isSelected: selection.has,
    onSelect: (row: MessageRow, how: SelectHow) => (how === 'range' ? selection.extendTo(row) : selection.toggle(row)),
  };
}

function useFailedColumns(selection: Selection | null, total: number | null): readonly Column<MessageRow>[] {
  const text = useText();
  const format = useFormat();
  const nowMs = useNow(60_000);
  const [name, phone] = useWhoColumns();
  const sorting = useSorting();
  return [
    ...(selection === null ? [] : [boxColumn(selection, total)]),
    { ...name, className: 'col-who' },
    phone,
    {
      id: 'what',
      header: text('outbox.what'),
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
      header: text('outbox.when'),
      className: 'col-clock',
      ...sorting('time'),
      cell: (row) => <span className="number">{format.moment(row.changedAtMs, nowMs)}</span>,
    },
    {
      id: 'action',
      header: text('outbox.action'),
      // Without anything to press it keeps the columns of both kinds in line, as long as there is room.
      className: selection === null ? 'col-act col-spare end' : 'col-act end',
      cell: (row, active) => <RequeueButton row={row} tabIndex={active ? 0 : -1} />,
    },
  ];
}
