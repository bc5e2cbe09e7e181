import { useMemo, useState } from 'react';
import type { CheckedGroup, CheckedPerson } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { usePeoplePages } from '../../shared/people/use-people-pages.ts';
import { useText, useWords } from '../../text.tsx';
import { Busy } from '../../ui/busy.tsx';
import { SearchField } from '../../ui/fields/search-field.tsx';
import { useNow } from '../../ui/hooks/use-now.ts';
import { PersonName, Phone } from '../../ui/names.tsx';
import { ReadFailure } from '../../ui/read-failure.tsx';
import { Scroll } from '../../ui/scroll.tsx';
import { type Column, VirtualTable } from '../../ui/virtual-table.tsx';

/** The people behind a count of Check. */
export type Who = {
  readonly campaignId: number;
  readonly group: CheckedGroup;
  /** What the count says about them. */
  readonly what: string;
  readonly count: number;
};

/** People by name and number, with a search. Only visible ones are read and rendered: there may be thousands. */
export function WhoList({ campaignId, group, what, count }: Who) {
  const text = useText();
  const [search, setSearch] = useState('');
  const key = JSON.stringify({ id: campaignId, group, search });
  const { people, isOld, failure, onRange, reread } = usePeoplePages(key, readWho, search === '' ? 0 : restMs);
  const isReading = isOld && failure === null;
  const hasHeard = group.kind === 'heard' || (group.kind === 'left_out' && group.reason === 'contacted_recently');
  const isByAny = group.kind === 'left_out' && group.reason === 'left_out';
  const columns = useColumns(hasHeard ? 'heard' : isByAny ? 'why' : null);
  return (
    <>
      <SearchField label={text('campaign.who.search')} value={search} onChange={setSearch} />
      {failure !== null && <ReadFailure title={text('campaign.who.cannotRead')} code={failure} onAgain={reread} />}
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
            rowKey={({ rowNumber }) => rowNumber}
            rowCount={search === '' ? count : null}
            isBusy={isReading}
            onRange={onRange}
            // Rows cannot be opened: they show everything that is known.
          />
        </Scroll>
      )}
    </>
  );
}

function useColumns(further: 'heard' | 'why' | null): readonly Column<CheckedPerson>[] {
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
    const why: Column<CheckedPerson> = {
      id: 'why',
      header: text('report.why'),
      className: 'col-heard',
      cell: ({ says }) => (says === undefined ? text('leftOut.left_out') : <bdi>{says}</bdi>),
    };
    const last = { heard, why };
    return further === null ? who : [...who, last[further]];
  }, [text, format, nowMs, further]);
}

const restMs = 200;

const readWho = (key: string, after: number | null) =>
  call('campaign:checkedPeople', { ...JSON.parse(key), after: after ?? 0 });
