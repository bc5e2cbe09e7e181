import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import { RichText, useText, useWords } from '../../text.tsx';
import { Icon } from '../../ui/icon.tsx';

/** How numbers without a country code were read. */
export function CountryLines({ list, isAlone }: { list: ListReport; isAlone: boolean }) {
  const text = useText();
  const country = useCountryWithCode()(list.country);
  if (isAlone && list.assumedCountry === 0 && list.facts.countryByRow === 0)
    return <p className="quiet">{text('decide.readyAsItIs')}</p>;
  return (
    <>
      {list.assumedCountry > 0 && (
        <FactLine>
          <RichText words={text('campaign.recipients.assumed', { count: list.assumedCountry, country })} />
        </FactLine>
      )}
      {list.facts.countryByRow > 0 && (
        <FactLine>{text('campaign.recipients.countryByRow', { count: list.facts.countryByRow })}</FactLine>
      )}
    </>
  );
}

function FactLine({ children }: { children: ReactNode }) {
  return (
    <div className="cause group-done row">
      <Icon of={Check} className="tone-good" />
      <p>{children}</p>
    </div>
  );
}

/** "United Kingdom, +44". */
export function useCountryWithCode(): (country: string) => string {
  const { text, format } = useWords();
  return (country) => {
    const code = isSupportedCountry(country) ? getCountryCallingCode(country) : '';
    return text('campaign.recipients.countryOption', { country: format.country(country), code });
  };
}
