import type { ReactNode } from 'react';
import type { PersonRow } from '../../domain/people/people-views.ts';
import type { PersonFilter, PersonSort } from '../../domain/people/person-filter.ts';
import { useHasSeveralAccounts, useNameOfAccount } from '../shared/accounts/account-now.tsx';
import { TagList } from '../shared/people/tag-list.tsx';
import type { usePeople } from '../shared/people/use-people.ts';
import { boxColumn } from '../shared/select-boxes.tsx';
import type { Selection } from '../shared/use-selection.ts';
import { useText, useWords } from '../text.tsx';
import { PersonName, Phone } from '../ui/names.tsx';
import { ReadFailure } from '../ui/read-failure.tsx';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';

type Props = {
  readonly list: ReturnType<typeof usePeople>;
  /** How many fit; null while they are counted. */
  readonly total: number | null;
  readonly selection: Selection<PersonRow, PersonFilter>;
  readonly sort: PersonSort;
  readonly onSort: (sort: PersonSort) => void;
  readonly openId: number | null;
  readonly onOpen: (id: number) => void;
  /** What is shown where nobody fits. */
  readonly children: ReactNode;
};

export function PeopleTable(props: Props) {
  const { list, total, selection, openId, onOpen, children } = props;
  const text = useText();
  const columns = usePeopleColumns(props);
  return (
    <div className="scroll">
      {list.failure !== null && (
        <div className="body">
          <ReadFailure title={text('people.cannotRead')} code={list.failure} onAgain={list.reread} />
        </div>
      )}
      {list.failure === null && (list.isRead || total === 0) && list.people.length === 0 && children}
      {list.people.length > 0 && (
        <VirtualTable
          label={text('people.title')}
          rows={list.people}
          listKey={list.key}
          isBusy={list.isOld}
          rowCount={total}
          columns={columns}
          rowKey={({ id }) => id}
          selection={selection}
          isCurrent={({ id }) => id === openId}
          onOpen={({ id }) => onOpen(id)}
          onRange={list.onRange}
          fixedHeight
        />
      )}
    </div>
  );
}

function usePeopleColumns({ selection, total, sort, onSort }: Props): readonly Column<PersonRow>[] {
  const { text, format } = useWords();
  const isOfSeveral = useHasSeveralAccounts();
  const nameOf = useNameOfAccount();
  const day = (atMs: number | null) => <span className="number">{atMs === null ? '' : format.shortDate(atMs)}</span>;
  // The first press sorts names from A and times from the latest, the second reverses that, the third ends the sorting.
  const sorting = (by: NonNullable<PersonSort>['by']): Pick<Column<PersonRow>, 'sort' | 'onSort'> => {
    const first = by === 'heard' || by === 'replied';
    const isSorted = sort?.by === by;
    const next = isSorted && sort.descending !== first ? null : { by, descending: isSorted ? !first : first };
    return { sort: isSorted ? (sort.descending ? 'descending' : 'ascending') : null, onSort: () => onSort(next) };
  };
  const accountColumn: Column<PersonRow> = {
    id: 'account',
    header: text('outbox.account'),
    className: 'col-account quiet',
    cell: ({ account }) => account !== null && <bdi>{nameOf(account)}</bdi>,
  };
  return [
    boxColumn(selection, total),
    {
      id: 'name',
      header: text('people.name'),
      ...sorting('name'),
      className: 'name col-name',
      cell: ({ name }) => <PersonName name={name} />,
    },
    {
      id: 'phone',
      header: text('people.phone'),
      ...sorting('phone'),
      className: 'col-phone',
      cell: ({ phone }) => <Phone phone={phone} />,
    },
    {
      id: 'tags',
      header: text('people.tags'),
      cell: (person) => (
        <span className="tags row gap-1">
          <TagList person={person} isShort />
        </span>
      ),
    },
    ...(isOfSeveral ? [accountColumn] : []),
    {
      id: 'heard',
      header: text('people.heard'),
      ...sorting('heard'),
      className: 'col-heard',
      cell: ({ heardAtMs }) => day(heardAtMs),
    },
    {
      id: 'replied',
      header: text('people.replied'),
      ...sorting('replied'),
      className: 'col-replied',
      cell: ({ repliedAtMs }) => day(repliedAtMs),
    },
  ];
}
