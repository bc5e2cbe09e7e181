import type { CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { type CountryCode, isCountry, parsePhone } from '../../domain/phone.ts';
import { succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';

type WithCountry = Pick<Settings, 'country'>;

const usualCountry = 'GB';

/** The country that numbers without a code are of. */
export function countryOf({ country }: WithCountry): CountryCode {
  return isCountry(country) ? country : usualCountry;
}

/** The country of a system's locale such as `ar-EG`; the usual one where it names none. */
export function countryOfLocale(locale: string): CountryCode {
  const region = /^[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2})(?![a-z])/i.exec(locale)?.[1]?.toUpperCase() ?? '';
  return isCountry(region) ? region : usualCountry;
}

/** A number as the operator typed it, in E.164. */
export function readPhone(phone: string, settings: WithCountry): CommandResult<string> {
  const read = parsePhone(phone, countryOf(settings));
  return read.ok ? succeed(read.e164) : refuse('not_a_number', read.problem);
}
