import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CheckedGroup, CheckedPerson, FailureCode } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { call } from '../../api.ts';
import { useText, useWords } from '../../text.tsx';
import { Busy } from '../../ui/busy.tsx';
import { SearchField } from '../../ui/fields/search-field.tsx';
import { useNow } from '../../ui/hooks/use-now.ts';
import { PersonName, Phone } from '../../ui/names.tsx';
import { ReadFailure } from '../../ui/read-failure.tsx';
import { Scroll } from '../../ui/scroll.tsx';
import { type Column, VirtualTable } from '../../ui/virtual-table.tsx';

/** Whom a count of Check is about. */
export type Who = {
  readonly campaignId: number;
  readonly group: CheckedGroup;
  /** What the count says of them. */
  readonly what: string;
  readonly count: number;
};

/** People by name and number, found by either. Only those in sight are drawn and read: they may be thousands. */
export function WhoList({ campaignId, group, what, count }: Who) {
  const text = useText();
  const [search, setSearch] = useState('');
  const { people, failure, isReading, again, onRange } = useWho({ campaignId, group, search });
  const hasHeard = group.kind === 'heard' || (group.kind === 'left_out' && group.reason === 'contacted_recently');
  const columns = useColumns(hasHeard);
  return (
    <>
      <SearchField
        label={text('campaign.who.search')}
        value={search}
        onChange={setSearch}
        maxLength={limits.searchCharacters}
      />
      {failure !== null && <ReadFailure title={text('campaign.who.cannotRead')} code={failure} onAgain={again} />}
      {isReading && people.length === 0 && (
        <Busy className="list-reading row quiet">{text('campaign.who.reading')}</Busy>
      )}
      {!isReading && people.length === 0 && failure === null && (
        <p className="quiet">
          {search === '' ? text('campaign.who.nobody') : text('campaign.who.noMatch', { search })}
        </p>
      )}
      {people.length > 0 && (
        <Scroll label={what} className="list who-list framed">
          <VirtualTable
            label={what}
            listKey={search}
            rows={people}
            columns={columns}
            rowKey={rowOf}
            rowCount={search === '' ? count : null}
            isBusy={isReading}
            onRange={onRange}
            // There is nothing to open: all that is known stands in the row.
            onOpen={() => undefined}
          />
        </Scroll>
      )}
    </>
  );
}

function rowOf({ rowNumber }: CheckedPerson): number {
  return rowNumber;
}

function useColumns(hasHeard: boolean): readonly Column<CheckedPerson>[] {
  const { text, format } = useWords();
  const nowMs = useNow(60_000);
  return useMemo(() => {
    const who: Column<CheckedPerson>[] = [
      {
        id: 'row',
        header: text('campaign.who.row'),
        className: 'col-no number',
        cell: ({ rowNumber }) => format.number(rowNumber),
      },
      {
        id: 'name',
        header: text('campaign.who.name'),
        className: 'name',
        cell: ({ name }) => <PersonName name={name} />,
      },
      {
        id: 'phone',
        header: text('campaign.who.phone'),
        className: 'col-phone',
        cell: ({ phone, cell }) => (phone === null ? <bdi dir="ltr">{cell}</bdi> : <Phone phone={phone} />),
      },
    ];
    const heard: Column<CheckedPerson> = {
      id: 'heard',
      header: text('campaign.who.heard'),
      className: 'col-heard',
      cell: ({ heard }) =>
        heard && (
          <>
            <span className="number">{format.moment(heard.atMs, nowMs)}</span>{' '}
            {heard.campaignName !== null && <bdi className="quiet">{heard.campaignName}</bdi>}
          </>
        ),
    };
    return hasHeard ? [...who, heard] : who;
  }, [text, format, nowMs, hasHeard]);
}

type Asked = { readonly campaignId: number; readonly group: CheckedGroup; readonly search: string };
type Read = {
  /** The search that they were found by; null as long as nothing was read. */
  readonly of: string | null;
  readonly people: readonly CheckedPerson[];
  /** The row of the file after which the next page begins; null where there is none. */
  readonly next: number | null;
};

/** How long typing rests before it is looked for: each look may go through the whole list. */
const restMs = 200;
/** The next page is read when the end is so near, in rows. */
const nearRows = 40;

/** The people of a group, read a page at a time as they come into sight. */
function useWho({ campaignId, group, search }: Asked) {
  const [read, setRead] = useState<Read>({ of: null, people: [], next: null });
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const newest = useRef(0);
  const pageAsked = useRef<number | null>(null);
  const named = JSON.stringify(group);
  const readAfter = useCallback(
    async (after: number, known: readonly CheckedPerson[]) => {
      newest.current += 1;
      const number = newest.current;
      const result = await call('campaign:checkedPeople', { id: campaignId, group: JSON.parse(named), search, after });
      if (number !== newest.current) return;
      pageAsked.current = null;
      setFailure(result.ok ? null : result.failure.code);
      if (!result.ok) return;
      const { people, next } = result.value;
      setRead({ of: search, people: [...known, ...people], next });
    },
    [campaignId, named, search],
  );
  const again = useCallback(() => readAfter(0, []), [readAfter]);
  useEffect(() => {
    const timer = setTimeout(again, search === '' ? 0 : restMs);
    return () => clearTimeout(timer);
  }, [again, search]);
  const onRange = useCallback(
    (_first: number, last: number) => {
      const { next, people, of } = read;
      if (next === null || of !== search || pageAsked.current === next || last < people.length - nearRows) return;
      pageAsked.current = next;
      void readAfter(next, people);
    },
    [read, readAfter, search],
  );
  return { people: read.people, failure, isReading: read.of !== search && failure === null, again, onRange };
}
