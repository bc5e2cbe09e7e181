import { Info, Phone } from 'lucide-react';
import { type CSSProperties, useId } from 'react';
import type { ListReport } from '../../../../domain/contract.ts';
import type { ListChange } from '../../../../domain/lists/list-choices.ts';
import type { Rival } from '../../../../domain/lists/list-evidence.ts';
import { useWords } from '../../../text.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { GroupRows } from '../decisions/group-rows.tsx';
import { useCountryWithCode } from '../ready-lines.tsx';
import type { ChangeList } from '../use-list-change.ts';

const rivalsShown = 3;

/** Asks, before anything else, which country the list is of, where its rows suggest another than it was read for. */
export function ListCountry(props: {
  readonly list: ListReport;
  readonly group: ListReport['facts']['groups'][number];
  readonly change: ChangeList;
  readonly onDecide: (change: ListChange, cause: string) => unknown;
}) {
  const { text, format } = useWords();
  const heading = useId();
  const { list, group, change, onDecide } = props;
  const { evidence } = list.facts;
  const rivals = evidence.rivals.filter((rival, place) => place < rivalsShown || rival.country === list.country);
  const leading = rivals.find(({ country }) => country === evidence.better);
  // If one country leads, the others are in the choice of the list's country.
  const offered = rivals.filter(
    (rival) => leading === undefined || rival === leading || rival.country === list.country,
  );
  const words = (country: string) =>
    text(country === list.country ? 'decide.country.keep' : 'decide.country.use', { country: format.country(country) });
  return (
    <>
      <section className="cause whole" aria-labelledby={heading}>
        <h3 id={heading} tabIndex={-1} data-cause={group.cause}>
          {leading === undefined
            ? text('decide.country.likeness')
            : text('decide.country.title', {
                fits: fits(leading),
                total: evidence.unnamed,
                country: format.country(leading.country),
              })}
        </h3>
        <p className="above-1 quiet">{text('decide.why.country_first')}</p>
        <Rivals rivals={rivals} total={evidence.unnamed} />
        <div className="buttons">
          {offered.map(({ country }) => (
            <Button
              key={country}
              kind={country === evidence.better ? 'primary' : 'secondary'}
              aria-describedby={heading}
              onPress={() => onDecide({ kind: 'country', country }, group.cause)}
            >
              {words(country)}
            </Button>
          ))}
        </div>
      </section>
      <Evidence list={list} leading={leading} />
      <GroupRows
        list={list}
        rows={list.groupRows.filter(({ rowNumber }) => group.rowNumbers.includes(rowNumber))}
        change={change}
      />
    </>
  );
}

function fits({ mobiles, landlines }: Rival): number {
  return mobiles + landlines;
}

function Rivals({ rivals, total }: { rivals: readonly Rival[]; total: number }) {
  const { text, format } = useWords();
  const withCode = useCountryWithCode();
  return (
    <ul className="rivals grid" aria-label={text('decide.country.rivals')}>
      {rivals.map((rival) => (
        <li key={rival.country}>
          <span>{withCode(rival.country)}</span>
          <span className="bar" aria-hidden="true">
            <span style={{ '--share': (100 * fits(rival)) / Math.max(1, total) } as CSSProperties} />
          </span>
          <span className="number end">{format.number(fits(rival))}</span>
        </li>
      ))}
    </ul>
  );
}

function Evidence({ list, leading }: { list: ListReport; leading: Rival | undefined }) {
  const { text, format } = useWords();
  const { seen } = list.facts.evidence;
  const countries = seen.map(({ country, count }) =>
    text('campaign.recipients.countryCount', { count, country: format.country(country) }),
  );
  return (
    <ul className="why grid gap-6px">
      {leading !== undefined && (
        <li className="marked quiet">
          <Icon of={Phone} />
          <span>
            {text('decide.country.evidence', {
              mobiles: leading.mobiles,
              landlines: leading.landlines,
              named: leading.named,
            })}
          </span>
        </li>
      )}
      {countries.length > 0 && (
        <li className="marked quiet">
          <Icon of={Info} />
          <span>{text('decide.country.seen', { countries: format.list(countries) })}</span>
        </li>
      )}
    </ul>
  );
}
