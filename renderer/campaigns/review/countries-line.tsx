import { Fragment, useState } from 'react';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { useWords } from '../../text.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { WhoLink } from './who-link.tsx';

/** Of many countries so many are named before the operator asks for the others: one with a single person is worth a look. */
const namedFirst = 3;
/** So few are all named: "and 1 more" would be no shorter than its name. */
const namedAtOnce = 4;

type Props = { readonly campaignId: number; readonly countries: CampaignCheck['countries'] };

/** Which countries the message goes to: a number that was read for the wrong one shows here. */
export function CountriesLine({ campaignId, countries }: Props) {
  const { text, format } = useWords();
  const [showsAll, setShowsAll] = useState(false);
  if (countries.length === 0) return null;
  const isShort = countries.length <= namedAtOnce;
  const named = countries.slice(0, showsAll || isShort ? undefined : namedFirst).map(({ country, people }, place) => {
    const name = country === '' ? text('campaign.check.noCountry') : format.country(country);
    return (
      <Fragment key={country}>
        {place > 0 && ' · '}
        <WhoLink
          campaignId={campaignId}
          group={{ kind: 'country', country }}
          what={name}
          count={people}
          words={text('campaign.recipients.countryCount', { count: people, country: name })}
        />
      </Fragment>
    );
  });
  const more = countries.length - named.length;
  return (
    <p className="quiet">
      {named}
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
