import { useState } from 'react';
import type { CampaignSummary, MessageRow } from '../../domain/contract.ts';
import { useNow } from '../now.ts';
import { useKey } from '../shell/shortcuts.ts';
import { useStore } from '../store.ts';
import { useFormat, useText } from '../text.tsx';
import { Checkbox } from '../ui/choice.tsx';
import { MessageStatus, Status } from '../ui/status.tsx';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import { useExtraColumn, useRowOpening, useWhoColumns } from './columns.tsx';
import { ListState } from './list-state.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { aboutWhen, openOf } from './progress.ts';
import { type Selection, useSelection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useMessageList } from './use-message-list.ts';
import { useOutbox, useStandsStill } from './use-outbox.ts';

/** What waits, in the order in which it goes out; the one being sent is on top. */
export function PendingList() {
  const text = useText();
  const { view, campaign, counts } = useOutbox();
  const opening = useRowOpening();
  const filter = { ...view, tab: 'pending', certainty: null } as const;
  const list = useMessageList(filter);
  const total = view.search === '' ? openOf(counts) : null;
  const selection = useSelection(filter, list.rows, list.complete);
  const columns = usePendingColumns(campaign, list.rows, selection);
  useEscape(selection);
  return (
    <section className="list" aria-label={text('outbox.pending')}>
      <ListToolbar />
      <div className="scroll">
        <ListState tab="pending" read={list.read} failure={list.failure} isEmpty={list.rows.length === 0}>
          <VirtualTable
            {...opening}
            label={text('outbox.pending')}
            rows={list.rows}
            rowCount={total}
            columns={columns}
            onRange={list.onRange}
            isSelected={(row) => selection.ids.has(row.id)}
            onToggle={selection.toggle}
            rowState={(row) => (row.status === 'sending' ? 'sending' : undefined)}
          />
        </ListState>
      </div>
      {isAnySelected(selection) && (
        <SelectionBar selection={selection} total={total === null ? null : counts.pending} />
      )}
    </section>
  );
}

function isAnySelected({ ids, isWhole }: Selection): boolean {
  return isWhole || ids.size > 0;
}

/** Esc closes the panel first, then lets go of the selection. */
function useEscape(selection: Selection): void {
  const isPanelOpen = useStore((store) => store.openMessageId !== null);
  useKey((event) => event.key === 'Escape' && !isPanelOpen && isAnySelected(selection), selection.clear);
}

function usePendingColumns(
  campaign: CampaignSummary | null,
  rows: readonly MessageRow[],
  selection: Selection,
): readonly Column<MessageRow>[] {
  const text = useText();
  const who = useWhoColumns();
  const extra = useExtraColumn();
  return [
    {
      id: 'box',
      head: <SelectAll selection={selection} />,
      className: 'col-box',
      cell: (row, active) => <SelectRow row={row} active={active} selection={selection} />,
    },
    ...who,
    {
      id: 'status',
      head: text('outbox.status'),
      className: 'col-status',
      cell: (row) => (row.status === 'sending' ? <SendingFor row={row} /> : <MessageStatus row={row} />),
    },
    extra,
    {
      id: 'time',
      head: text('outbox.goesOut'),
      className: 'col-time',
      sort: 'ascending',
      cell: (row) => <GoesOut row={row} campaign={campaign} rows={rows} />,
    },
  ];
}

function SelectAll({ selection }: { readonly selection: Selection }) {
  const text = useText();
  const format = useFormat();
  const { outbox } = useStore((store) => store);
  const { counts } = useOutbox();
  const label =
    outbox.search === '' ? text('outbox.selectAll', { number: format.number(counts.pending) }) : text('ui.selectAll');
  return <Checkbox label={label} checked={selection.all} onChange={selection.toggleAll} />;
}

function SelectRow({
  row,
  active,
  selection,
}: {
  readonly row: MessageRow;
  readonly active: boolean;
  readonly selection: Selection;
}) {
  const text = useText();
  if (row.status !== 'pending') return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a click on the box must not open the row
    <span className="cell-control" onClick={(event) => event.stopPropagation()}>
      <Checkbox
        label={text('outbox.selectRow', { name: row.name || row.phone })}
        checked={selection.ids.has(row.id)}
        onChange={() => selection.toggle(row)}
        tabIndex={active ? 0 : -1}
      />
    </span>
  );
}

function SendingFor({ row }: { readonly row: MessageRow }) {
  const text = useText();
  const format = useFormat();
  const nowMs = useNow();
  const seconds = Math.max(0, Math.floor((nowMs - row.changedAtMs) / 1_000));
  return (
    <Status kind="sending">
      {text('status.sending')} <span className="number">{format.duration(seconds * 1_000)}</span>
    </Status>
  );
}

function GoesOut({
  row,
  campaign,
  rows,
}: {
  readonly row: MessageRow;
  readonly campaign: CampaignSummary | null;
  readonly rows: readonly MessageRow[];
}) {
  const text = useText();
  const format = useFormat();
  const standsStill = useStandsStill(campaign);
  const isSearched = useStore((store) => store.outbox.search !== '');
  const [nowMs] = useState(() => Date.now());
  if (row.status === 'sending') return <span className="number">{text('outbox.now')}</span>;
  if (standsStill) return <span className="faint">{text('outbox.pausedRow')}</span>;
  // Only a whole list of one campaign tells a row's place in the queue.
  const atMs = campaign === null || isSearched ? null : aboutWhen(campaign, rows.indexOf(row), nowMs);
  if (atMs === null) return null;
  return <span className="number">{text('outbox.about', { time: format.time(atMs) })}</span>;
}
