import { useState } from 'react';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { useFormat, useText } from '../../text.tsx';
import { LinkButton } from '../../ui/button.tsx';

/** Of many countries so many are named before the operator asks for the others: one with a single person is worth a look. */
const namedFirst = 3;
/** So few are all named: "and 1 more" would be no shorter than its name. */
const namedAtOnce = 4;

/** Which countries the message goes to: a number that was read for the wrong one shows here. */
export function CountriesLine({ countries }: { readonly countries: CampaignCheck['countries'] }) {
  const text = useText();
  const format = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  if (countries.length === 0) return null;
  const isShort = countries.length <= namedAtOnce;
  const named = countries.slice(0, showsAll || isShort ? undefined : namedFirst).map(({ country, people }) =>
    text('campaign.recipients.countryCount', {
      count: people,
      country: country === '' ? text('campaign.check.noCountry') : format.country(country),
    }),
  );
  const more = countries.length - named.length;
  return (
    <p className="quiet">
      {named.join(' · ')}
      {more > 0 && (
        <>
          {' · '}
          <LinkButton onPress={() => setShowsAll(true)}>
            {text('campaign.check.moreCountries', { count: more })}
          </LinkButton>
        </>
      )}
    </p>
  );
}
