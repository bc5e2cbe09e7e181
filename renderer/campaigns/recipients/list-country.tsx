import type { ListReport } from '../../../domain/contract.ts';
import type { ListChange } from '../../../domain/list-choices.ts';
import { useFormat, useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';

/** Which country the list is of, where its rows speak for another one than it was read for. */
export function ListCountry(props: {
  readonly list: ListReport;
  readonly change: (change: ListChange) => Promise<void>;
}) {
  const text = useText();
  const format = useFormat();
  const { list, change } = props;
  const { evidence } = list.facts;
  const fits = ({ mobiles, landlines }: (typeof evidence.rivals)[number]) => mobiles + landlines;
  const use = (country: string) => change({ kind: 'country', country });
  const words = (country: string) =>
    text(country === list.country ? 'decide.country.keep' : 'decide.country.use', { country: format.country(country) });
  return (
    <ul aria-label={text('decide.country.rivals')}>
      {evidence.better === null && <li>{text('decide.country.likeness')}</li>}
      {evidence.rivals.map((rival) => {
        const { country, mobiles, landlines, named } = rival;
        return (
          <li key={country}>
            <b>
              {text('decide.country.title', {
                ...{ fits: fits(rival), total: evidence.unnamed, country: format.country(country) },
              })}
            </b>{' '}
            <span className="faint">{text('decide.country.evidence', { mobiles, landlines, named })}</span>{' '}
            <Button
              size="small"
              className={country === evidence.better ? 'button-first' : ''}
              onPress={() => use(country)}
            >
              {words(country)}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
