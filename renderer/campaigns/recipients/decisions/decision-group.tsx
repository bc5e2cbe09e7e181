import { useId, useState } from 'react';
import type { ListReport } from '../../../../domain/contract.ts';
import { leaveOut, type RowCause } from '../../../../domain/lists/row-cause.ts';
import { useWords } from '../../../text.tsx';
import { Button } from '../../../ui/button.tsx';
import { CountrySelect } from '../../../ui/fields/country-select.tsx';
import type { ChangeList } from '../use-list-change.ts';
import { useCauseWords } from './cause-words.ts';
import { GroupRows, RowsOfPart } from './group-rows.tsx';

/** Causes that are explained below their heading. */
const explained = [
  'says_no_again',
  'several_numbers',
  'lost_prefix',
  'others_number',
  'lost_plus_abroad',
  'other_country',
  'landline_or_abroad',
  'not_valid',
  'no_area_code',
  'rounded',
  'not_a_person',
] as const;
/** Causes that choosing another country may settle. */
const ofCountry: readonly RowCause[] = [
  'other_country',
  'lost_plus_abroad',
  'landline_or_abroad',
  'not_valid',
  'too_short',
  'too_long',
];

/** Rows with one cause: what each may become, and a button for each reading. */
export function DecisionGroup(props: {
  readonly list: ListReport;
  readonly group: ListReport['facts']['groups'][number];
  readonly change: ChangeList;
}) {
  const { text, format } = useWords();
  const words = useCauseWords();
  const heading = useId();
  const { list, group, change } = props;
  const { cause, count } = group;
  const [showsAll, setShowsAll] = useState(false);
  const why = explained.find((one) => one === cause);
  const rows = list.groupRows.filter(({ rowNumber }) => group.rowNumbers.includes(rowNumber));
  const { likely, unlikely } = actsOf(group);
  const decide = (as: string) => change({ kind: 'decide', decisions: [{ cause, as }] });
  return (
    <section className="cause" aria-labelledby={heading}>
      <div className="group-head row wrap gap-2-3">
        <div className="group-what">
          <h3 id={heading} tabIndex={-1} data-cause={cause} className="medium">
            <b className="number">{format.number(count)}</b> {words.cause(cause)}
          </h3>
          {why !== undefined && <p className="small faint">{text(`decide.why.${why}`)}</p>}
        </div>
        <div className="buttons">
          {likely.map((act) => (
            <Button
              key={act.as}
              size="small"
              className={act.as === group.best ? 'button-first' : ''}
              aria-describedby={heading}
              onPress={() => decide(act.as)}
            >
              {words.act(act.as, act.count)}
            </Button>
          ))}
        </div>
      </div>
      {showsAll ? (
        <RowsOfPart key={list.importedAtMs} list={list} part={{ kind: 'cause', cause }} change={change} />
      ) : (
        <GroupRows list={list} rows={rows} change={change} />
      )}
      <p className="group-more flex wrap gap-1">
        {count > rows.length && (
          <Button kind="quiet" size="small" aria-describedby={heading} onPress={() => setShowsAll(!showsAll)}>
            {showsAll ? text('decide.hide') : text('campaign.recipients.showAll', { count })}
          </Button>
        )}
        {unlikely.map(({ as, count }) => (
          <Button key={as} kind="quiet" size="small" aria-describedby={heading} onPress={() => decide(as)}>
            {words.act(as, count)}
          </Button>
        ))}
      </p>
      {ofCountry.includes(cause) && (
        <details className="group-country above-2">
          <summary className="small">{text('decide.anotherCountry')}</summary>
          <CountrySelect
            label={text('decide.anotherCountry')}
            hint={text('decide.anotherCountryHint')}
            value=""
            onChange={(country) => void change({ kind: 'try', country })}
          />
        </details>
      )}
    </section>
  );
}

/** If one reading is best, the others are placed below the rows. If two are equally likely, all stand side by side. */
function actsOf({ best, readings, count }: ListReport['facts']['groups'][number]) {
  const out = { as: leaveOut, count };
  if (best === null) return { likely: [...readings, out], unlikely: [] };
  const leads = (as: string) => as === best;
  return {
    likely: [...readings.filter(({ as }) => leads(as)), out],
    unlikely: readings.filter(({ as }) => !leads(as)),
  };
}
