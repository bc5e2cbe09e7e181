import type { CampaignSummary, MessageRow } from '../../domain/contract.ts';
import { boxColumn } from '../shared/select-boxes.tsx';
import { useSelectionKeys } from '../shared/use-selection.ts';
import { filterOf, sortOf } from '../store/outbox-view.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/fields/choice.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import {
  useAccountColumn,
  useExtraColumn,
  useOccasionColumn,
  useRowOpening,
  useSorting,
  useWhoColumns,
} from './columns.tsx';
import { DoubtGroup, UnsentGroup } from './failed-groups.tsx';
import { AccountFilter, ReasonFilter } from './filters.tsx';
import { ListState } from './list-state.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { RequeueButton } from './requeue-button.tsx';
import { type MessageSelection, useSelection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { type MessageListView, useMessageList } from './use-message-list.ts';
import { useOutbox } from './use-outbox.ts';
import { useTotal } from './use-total.ts';

type Certainty = 'not_confirmed' | 'not_sent';

/** How many rows of each kind are shown under "Both"; one press shows the rest. */
const previewRows = 50;

type Props = {
  /** Goes through these chats one by one. */
  readonly onCheck: (rows: readonly MessageRow[]) => void;
};

/** Messages that failed, in one table: first those that may have arrived, then those that certainly did not leave. */
export function FailedList({ onCheck }: Props) {
  const text = useText();
  const { view, campaign, counts } = useOutbox();
  const showOutbox = useStore((store) => store.showOutbox);
  const chosen = view.certainty;
  const unsent = { ...filterOf(view), certainty: 'not_sent' } as const;
  const list = useMessageList(unsent, sortOf(view));
  const counted = useTotal(unsent);
  const { total } = counted;
  const canRequeue = useIsOpen(campaign);
  const isPanelOpen = useStore((store) => store.openMessageId !== null);
  const selection = useSelection(unsent, list.rows, total);
  // Where only doubtful messages are shown, no key selects messages that are not visible.
  useSelectionKeys(selection, { canSelect: canRequeue && chosen !== 'not_confirmed', isPanelOpen });
  return (
    <section className="list grow" aria-label={text('outbox.failed')}>
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
        <AccountFilter />
      </ListToolbar>
      <div className="scroll failed">
        <Kinds chosen={chosen} unsent={{ list, total, selection: canRequeue ? selection : null }} onCheck={onCheck} />
      </div>
      <SelectionBar does="queue_again" selection={selection} counted={counted} />
    </section>
  );
}

/** Whether messages can be queued again in the campaign, or in any. Only a cancelled campaign takes none. */
function useIsOpen(campaign: CampaignSummary | null): boolean {
  return useOverview(({ campaigns }) =>
    (campaign === null ? campaigns : [campaign]).some(({ state }) => state !== 'cancelled' && state !== 'draft'),
  );
}

type KindOfFailure = {
  readonly list: MessageListView;
  readonly total: number | null;
  /** Null for doubtful messages: never queued again and settled one by one, they need no selection. */
  readonly selection: MessageSelection | null;
};

type KindsProps = Props & { readonly chosen: Certainty | null; readonly unsent: KindOfFailure };

function Kinds({ chosen, unsent, onCheck }: KindsProps) {
  const { view } = useOutbox();
  const filter = { ...filterOf(view), certainty: 'not_confirmed' } as const;
  const list = useMessageList(filter, sortOf(view));
  const unconfirmed = { list, total: useTotal(filter).total, selection: null };
  const kinds = [
    ...(chosen === 'not_sent' ? [] : [{ certainty: 'not_confirmed', ...unconfirmed } as const]),
    ...(chosen === 'not_confirmed' ? [] : [{ certainty: 'not_sent', ...unsent } as const]),
  ];
  const filled = kinds.filter((kind) => kind.list.rows.length > 0);
  const isBoxed = filled.some((kind) => kind.selection !== null);
  return (
    <ListState
      tab="failed"
      read={kinds.every((kind) => kind.list.read)}
      failure={kinds.map((kind) => kind.list.failure).find((failure) => failure !== null) ?? null}
      isEmpty={filled.length === 0}
    >
      {filled.map((kind, place) => (
        <Kind
          key={kind.certainty}
          {...kind}
          isPreview={chosen === null}
          isFirst={place === 0}
          isBoxed={isBoxed}
          all={unsent}
          onCheck={onCheck}
        />
      ))}
    </ListState>
  );
}

type KindProps = KindOfFailure &
  Props & {
    readonly certainty: Certainty;
    readonly isPreview: boolean;
    /** The first group has the header of the whole table. */
    readonly isFirst: boolean;
    /** Whether any group has checkboxes: then each leaves room for them. */
    readonly isBoxed: boolean;
    /** The rows that the box in the header selects. */
    readonly all: KindOfFailure;
  };

function Kind({ certainty, list, total, selection, isPreview, isFirst, isBoxed, all, onCheck }: KindProps) {
  const { text, format } = useWords();
  const { view } = useOutbox();
  const showOutbox = useStore((store) => store.showOutbox);
  const opening = useRowOpening();
  const columns = useFailedColumns(isBoxed ? all : null, { rows: list.rows, canSelect: selection !== null, isFirst });
  const isDoubt = certainty === 'not_confirmed';
  const rows = isPreview ? list.rows.slice(0, previewRows) : list.rows;
  const group = { total, filter: { ...filterOf(view), certainty }, rows: list.rows };
  return (
    <section className="kind" data-status={isDoubt ? 'unconfirmed' : 'not-sent'}>
      <VirtualTable
        {...opening}
        label={text(isDoubt ? 'outbox.notConfirmedTitle' : 'outbox.notSentTitle')}
        rows={rows}
        listKey={list.key}
        isBusy={list.isOld}
        rowCount={total}
        columns={columns}
        onRange={list.onRange}
        selection={selection}
        headerHidden={!isFirst}
        group={
          isDoubt ? <DoubtGroup {...group} onCheck={onCheck} /> : <UnsentGroup {...group} isOpen={selection !== null} />
        }
      />
      {isPreview && list.rows.length > previewRows && (
        <div className="in-gutter">
          <Button onPress={() => showOutbox({ certainty })}>
            {total === null ? text('outbox.showMore') : text('outbox.showAll', { number: format.number(total) })}
          </Button>
        </div>
      )}
    </section>
  );
}

/** `boxes`: the rows that can be selected, or null: then the empty column only keeps the groups aligned. */
function useFailedColumns(
  boxes: KindOfFailure | null,
  { rows, canSelect, isFirst }: { rows: readonly MessageRow[]; canSelect: boolean; isFirst: boolean },
): readonly Column<MessageRow>[] {
  const { text, format } = useWords();
  const nowMs = useNow(60_000);
  const { campaign } = useOutbox();
  const [name, phone] = useWhoColumns();
  const ofAccount = useAccountColumn();
  const ofOccasion = useOccasionColumn(rows);
  const ofCampaign = useExtraColumn();
  const sorting = useSorting();
  const box = boxes?.selection == null ? null : boxColumn(boxes.selection, boxes.total);
  return [
    ...(box === null
      ? []
      : [{ ...box, header: isFirst ? box.header : text('ui.selectAll'), ...(canSelect ? {} : { cell: () => null }) }]),
    { ...name, className: 'col-who' },
    phone,
    ...ofAccount,
    ...(campaign === null ? ofCampaign : ofOccasion),
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
      className: 'col-act end',
      cell: (row, active) => <RequeueButton row={row} tabIndex={active ? 0 : -1} />,
    },
  ];
}
