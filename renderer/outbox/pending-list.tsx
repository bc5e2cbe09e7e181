import type { CampaignSummary, MessageRow } from '../../domain/contract.ts';
import { useHasSeveralAccounts } from '../shared/accounts/account-now.tsx';
import { useStandsStill } from '../shared/accounts/expected-finish.ts';
import { MoveButton } from '../shared/accounts/move-dialog.tsx';
import { boxColumn } from '../shared/select-boxes.tsx';
import { useSelectionKeys } from '../shared/use-selection.ts';
import { filterOf, isNarrowed, sortOf } from '../store/outbox-view.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { MessageStatus, Status } from '../ui/status.tsx';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import { useAccountColumn, useExtraColumn, useRowOpening, useSorting, useWhoColumns } from './columns.tsx';
import { AccountFilter } from './filters.tsx';
import { ListState } from './list-state.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { DayFilter, useByDay, useHeads, usePendingDays } from './own-times/pending-days.tsx';
import { aboutWhen } from './pace-guess.ts';
import { type RowWait, useRowWaits } from './row-waits.ts';
import { type MessageSelection, useSelection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useMessageList } from './use-message-list.ts';
import { useIsPaused, useOutbox } from './use-outbox.ts';
import { useTotal } from './use-total.ts';

const noRows: readonly MessageRow[] = [];

/** Waiting messages in the order of sending, with the one being sent on top. */
export function PendingList() {
  const text = useText();
  const { view, campaign } = useOutbox();
  const opening = useRowOpening();
  const isOfSeveral = useHasSeveralAccounts() || view.account !== null;
  const days = usePendingDays(campaign);
  const byDay = useByDay(days);
  const filter = { ...filterOf(view), ...(byDay !== null && { days: byDay.ranges }) };
  const list = useMessageList(filter, sortOf(view));
  // If every day is folded there is no list.
  const isClosed = byDay !== null && byDay.ranges === null;
  const rows = isClosed ? noRows : list.rows;
  const heads = useHeads(byDay, rows);
  const counted = useTotal(filter);
  const { total } = counted;
  const isPanelOpen = useStore((store) => store.openMessageId !== null);
  const selection = useSelection(filter, rows, total);
  const columns = usePendingColumns(
    { campaign, total, isWhole: !isNarrowed(view) && byDay === null, isOneDay: byDay !== null },
    selection,
  );
  useSelectionKeys(selection, { canSelect: !isClosed, isPanelOpen });
  // The message being sent is not counted as waiting.
  const onTop = rows.filter(({ status }) => status === 'sending').length;
  const shown = total === null ? null : total + onTop;
  return (
    <section className="list grow" aria-label={text('outbox.pending')}>
      <ListToolbar {...(!isClosed && !selection.isAny && { found: { ...counted, total: shown } })}>
        {(days.length > 1 || view.days != null) && <DayFilter days={days} />}
        {isOfSeveral && <AccountFilter />}
        {isOfSeveral && !isClosed && filter.account !== null && total !== null && total > 0 && (
          <MoveButton target={{ filter, except: [] }} />
        )}
      </ListToolbar>
      <div className="scroll">
        {rows.length === 0 && heads.below}
        {!isClosed && (
          <ListState tab="pending" read={list.read} failure={list.failure} isEmpty={rows.length === 0}>
            <VirtualTable
              {...opening}
              label={text('outbox.pending')}
              rows={rows}
              lines={heads.lines}
              listKey={list.key}
              isBusy={list.isOld}
              rowCount={shown}
              columns={columns}
              onRange={list.onRange}
              selection={selection}
              rowState={(row) => (row.status === 'sending' ? 'sending' : undefined)}
              fixedHeight
            />
          </ListState>
        )}
        {rows.length > 0 && heads.below}
      </div>
      <SelectionBar does="cancel" selection={selection} counted={counted} />
    </section>
  );
}

/** How often the times are guessed again while messages are sent. Rows move up in between. */
const guessedAgainMs = 15_000;

type Queue = {
  readonly campaign: CampaignSummary | null;
  readonly total: number | null;
  /** A row's position in the queue is known only in the whole list of one campaign. */
  readonly isWhole: boolean;
  /** The header above the rows says which day it is. */
  readonly isOneDay: boolean;
};

function usePendingColumns(queue: Queue, selection: MessageSelection): readonly Column<MessageRow>[] {
  const text = useText();
  const who = useWhoColumns();
  const ofAccount = useAccountColumn();
  const extra = useExtraColumn();
  const sorting = useSorting();
  const waitOf = useRowWaits();
  const nowMs = useNow(guessedAgainMs);
  return [
    boxColumn(selection, queue.total, (row) => row.status !== 'sending'),
    ...who,
    ...ofAccount,
    {
      id: 'status',
      header: text('outbox.status'),
      className: 'col-status',
      cell: (row) =>
        row.status === 'sending' ? <SendingFor row={row} /> : <Waiting row={row} words={waitOf(row)?.words ?? null} />,
    },
    ...extra,
    {
      id: 'time',
      header: text('outbox.goesOut'),
      className: 'col-time',
      ...sorting('time'),
      cell: (row, _active, index) => <GoesOut row={row} wait={waitOf(row)} queue={queue} index={index} nowMs={nowMs} />,
    },
  ];
}

/** A row that waits for more than its turn says for what. */
function Waiting({ row, words }: { row: MessageRow; words: string | null }) {
  return words === null ? <MessageStatus row={row} /> : <Status kind="held">{words}</Status>;
}

function SendingFor({ row }: { row: MessageRow }) {
  const { text, format } = useWords();
  const nowMs = useNow();
  const seconds = Math.max(0, Math.floor((nowMs - row.changedAtMs) / 1_000));
  return (
    <Status kind="sending">
      {text('status.sending')} <span className="number">{format.duration(seconds * 1_000)}</span>
    </Status>
  );
}

function GoesOut(props: {
  readonly row: MessageRow;
  readonly wait: RowWait | null;
  readonly queue: Queue;
  readonly index: number;
  readonly nowMs: number;
}) {
  const { row, wait, index, nowMs } = props;
  const { campaign, total, isWhole, isOneDay } = props.queue;
  const { text, format } = useWords();
  const ofRow = useOverview(({ campaigns }) => campaigns.find(({ id }) => id === row.campaignId) ?? null);
  const isPaused = useIsPaused(ofRow);
  const isStill = useStandsStill(ofRow);
  const sort = sortOf(useStore(({ outbox }) => outbox));
  if (row.status === 'sending') return <span className="number">{text('outbox.now')}</span>;
  if (isPaused) return <span className="faint">{text('outbox.pausedRow')}</span>;
  // People who were drawn wait for the operator, who has to know the date.
  const isPlanned = row.setAside === null || row.setAside === 'second_step';
  if (isPlanned && row.dueAtMs !== null && row.dueAtMs > nowMs) {
    const own = { day: format.weekday(row.dueAtMs), time: format.time(row.dueAtMs) };
    return <span className="number">{isOneDay ? own.time : text('campaign.own.moment', own)}</span>;
  }
  // A guess counts the rows before it, but this row waits for something else.
  if (wait !== null) return <span className="number">{wait.when}</span>;
  const place = total !== null && isWhole && sort.by === 'time' ? (sort.descending ? total - 1 - index : index) : null;
  const atMs = campaign === null || place === null || isStill ? null : aboutWhen(campaign, place, nowMs);
  if (atMs !== null) return <span className="number">{text('outbox.about', { time: format.time(atMs) })}</span>;
  // If the row's position tells nothing, only the end of its campaign is known, or the latest moment of its own time.
  const lastMs = row.latestAtMs ?? (isStill ? null : ofRow?.expectedFinishMs) ?? 0;
  if (isOneDay || lastMs <= nowMs) return null;
  return <span className="number">{text('outbox.byAbout', { time: format.moment(lastMs, nowMs) })}</span>;
}
