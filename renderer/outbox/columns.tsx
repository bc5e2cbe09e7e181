import { useMemo } from 'react';
import { type ListReport, type MessageRow, type MessageSort, naturalSort } from '../../domain/contract.ts';
import { columnForm, valueWriter } from '../../domain/lists/value-form.ts';
import { nameKey } from '../../domain/template/placeholder-names.ts';
import { useHasSeveralAccounts, useNameOfAccount } from '../shared/accounts/account-now.tsx';
import { useOccasionWords } from '../shared/schedule-words.ts';
import { sortOf } from '../store/outbox-view.ts';
import { useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { useRead } from '../ui/hooks/use-read.ts';
import { PersonName, Phone } from '../ui/names.tsx';
import type { Column } from '../ui/virtual-table.tsx';
import { useOutbox } from './use-outbox.ts';

/** Makes a column sortable: a press sorts by it, another press reverses the order. */
export function useSorting(): (by: MessageSort['by']) => Pick<Column<MessageRow>, 'sort' | 'onSort'> {
  const view = useStore((store) => store.outbox);
  const showOutbox = useStore((store) => store.showOutbox);
  const now = sortOf(view);
  return (by) => ({
    sort: now.by === by ? (now.descending ? 'descending' : 'ascending') : null,
    onSort: () => {
      const natural = by === 'time' && naturalSort(view.tab).descending;
      showOutbox({ sort: { by, descending: now.by === by ? !now.descending : natural } });
    },
  });
}

/** The columns that every list of messages begins with. */
export function useWhoColumns(): readonly [Column<MessageRow>, Column<MessageRow>] {
  const text = useText();
  const sorting = useSorting();
  return [
    {
      id: 'name',
      header: text('outbox.name'),
      className: 'col-name',
      ...sorting('name'),
      cell: (row) => (
        <span className="name">
          <PersonName name={row.name} />
          {row.replyCount > 0 && (
            <span className="faint small">{text('outbox.replies', { count: row.replyCount })}</span>
          )}
        </span>
      ),
    },
    {
      id: 'phone',
      header: text('outbox.phone'),
      className: 'col-phone',
      ...sorting('phone'),
      cell: (row) => <Phone phone={row.phone} />,
    },
  ];
}

/** The column of the message's account, where there are several accounts. */
export function useAccountColumn(): readonly Column<MessageRow>[] {
  const text = useText();
  const nameOf = useNameOfAccount();
  if (!useHasSeveralAccounts()) return [];
  return [
    {
      id: 'account',
      header: text('outbox.account'),
      className: 'col-account quiet',
      cell: (row) => <bdi>{nameOf(row.account)}</bdi>,
    },
  ];
}

/** The list's first further column, if it has one. With all campaigns shown: the campaign of each message. */
export function useExtraColumn(): readonly Column<MessageRow>[] {
  const text = useText();
  const { campaign } = useOutbox();
  const occasionOf = useOccasionWords();
  const { value } = useRead('campaign:get', { id: campaign?.id ?? 0 }, { asks: campaign !== null });
  const list = value?.list ?? null;
  const field = list?.fields.find((one) => one.key !== nameKey);
  const write = useMemo(() => writerOf(list, field?.key), [list, field]);
  if (campaign === null) {
    return [
      {
        id: 'campaign',
        header: text('outbox.campaign'),
        className: 'col-text quiet',
        cell: (row) => (
          // The date tells apart messages with the same campaign name, so it has a line of its own, however long the
          // name is.
          <span className={row.occasion === '' ? '' : 'two-lines'}>
            <bdi>{row.campaignName}</bdi>
            {row.occasion !== '' && <span className="small">{occasionOf(row)}</span>}
          </span>
        ),
      },
    ];
  }
  if (list !== null && field === undefined) return [];
  return [
    {
      id: 'extra',
      // Until the list is known the column keeps its place, empty, so that no header is shown and taken back.
      header: field === undefined ? '' : <bdi>{field.header}</bdi>,
      className: 'col-text quiet',
      cell: (row) => <bdi>{write(row.extra)}</bdi>,
    },
  ];
}

/** Writes a cell of a column as in its messages: a workbook's date by the country's order. */
function writerOf(list: ListReport | null, key: string | undefined): (cell: string) => string {
  const field = list?.mapping?.fields.find((one) => one.key === key);
  if (list === null || field === undefined) return (cell) => cell;
  return valueWriter(columnForm(field.index, field.form, list.country, list.facts.numbers));
}

/** The column of each message's date, if the campaign writes to its people for several dates. */
export function useOccasionColumn(rows: readonly MessageRow[]): readonly Column<MessageRow>[] {
  const text = useText();
  const { campaign } = useOutbox();
  const occasionOf = useOccasionWords();
  // A second message's schedule has no dates, but its people do.
  if (campaign === null || !rows.some(({ occasion }) => occasion !== '')) return [];
  return [
    {
      id: 'occasion',
      header: text('outbox.occasion'),
      className: 'col-date',
      cell: (row) => <span className="number">{occasionOf(row)}</span>,
    },
  ];
}

/** What a click on a row does, and which row is open. */
export function useRowOpening() {
  const openId = useStore((store) => store.openMessageId);
  const openMessage = useStore((store) => store.openMessage);
  return {
    rowKey: idOf,
    isCurrent: (row: MessageRow) => row.id === openId,
    onOpen: (row: MessageRow) => openMessage(row.id),
  };
}

function idOf(row: MessageRow): number {
  return row.id;
}
