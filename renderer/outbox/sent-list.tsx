import type { MessageRow } from '../../domain/contract.ts';
import { filterOf, sortOf } from '../store/outbox-view.ts';
import { useText, useWords } from '../text.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { MessageStatus } from '../ui/status.tsx';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import {
  useAccountColumn,
  useExtraColumn,
  useOccasionColumn,
  useRowOpening,
  useSorting,
  useWhoColumns,
} from './columns.tsx';
import { AccountFilter, DeliveryFilter, RepliedFilter } from './filters.tsx';
import { ListState } from './list-state.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { useMessageList } from './use-message-list.ts';
import { useOutbox } from './use-outbox.ts';
import { useTotal } from './use-total.ts';

/** Messages sent, delivered or read, the newest on top. */
export function SentList() {
  const text = useText();
  const { view } = useOutbox();
  const opening = useRowOpening();
  const filter = filterOf(view);
  const list = useMessageList(filter, sortOf(view));
  const counted = useTotal(filter);
  const columns = useSentColumns(list.rows);
  return (
    <section className="list grow" aria-label={text('outbox.sent')}>
      <ListToolbar found={counted}>
        <DeliveryFilter />
        <RepliedFilter />
        <AccountFilter />
      </ListToolbar>
      <div className="scroll">
        <ListState tab="sent" read={list.read} failure={list.failure} isEmpty={list.rows.length === 0}>
          <VirtualTable
            {...opening}
            label={text('outbox.sent')}
            rows={list.rows}
            listKey={list.key}
            isBusy={list.isOld}
            rowCount={counted.total}
            columns={columns}
            onRange={list.onRange}
            fixedHeight
          />
        </ListState>
      </div>
    </section>
  );
}

function useSentColumns(rows: readonly MessageRow[]): readonly Column<MessageRow>[] {
  const { text, format } = useWords();
  const nowMs = useNow(60_000);
  const sorting = useSorting();
  const who = useWhoColumns();
  const ofAccount = useAccountColumn();
  const ofOccasion = useOccasionColumn(rows);
  const extra = useExtraColumn();
  return [
    ...who,
    ...ofAccount,
    ...ofOccasion,
    {
      id: 'status',
      header: text('outbox.status'),
      className: 'col-status col-status-wide',
      cell: (row) => <MessageStatus row={row} />,
    },
    {
      id: 'time',
      header: text('outbox.sentAt'),
      className: 'col-time',
      ...sorting('time'),
      cell: (row) => <span className="number">{format.exactMoment(row.changedAtMs, nowMs)}</span>,
    },
    ...extra,
  ];
}
