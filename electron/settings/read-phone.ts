import type { CommandResult } from '../../domain/contract.ts';
import { type CountryCode, isCountry, parsePhone } from '../../domain/phone/phone.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';

type WithCountry = Pick<Settings, 'country'>;

const usualCountry = 'GB';

/** The country of numbers without a country code. */
export function countryOf({ country }: WithCountry): CountryCode {
  return isCountry(country) ? country : usualCountry;
}

/** The country of a locale such as `ar-EG`; where it names none, that where most people speak its language. */
export function countryOfLocale(locale: string): CountryCode {
  const [, language = '', region = ''] =
    /^([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_]([a-z]{2})(?![a-z]))?/i.exec(locale) ?? [];
  const named = region.toUpperCase();
  if (isCountry(named)) return named;
  // English is spoken all over the world, so it names no country.
  const usual = language === '' || language === 'en' ? '' : (new Intl.Locale(language).maximize().region ?? '');
  return isCountry(usual) ? usual : usualCountry;
}

/** A number as the operator typed it, in E.164. */
export function readPhone(phone: string, settings: WithCountry): CommandResult<string> {
  const read = parsePhone(phone, countryOf(settings));
  return read.ok ? succeed(read.e164) : refuse('not_a_number', read.problem);
}
