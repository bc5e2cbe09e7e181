import type { CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { type CountryCode, isCountry, parsePhone } from '../../domain/phone.ts';
import { succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';

type WithCountry = Pick<Settings, 'country'>;

/** The country that numbers without a code are of. */
export function countryOf({ country }: WithCountry): CountryCode {
  return isCountry(country) ? country : 'GB';
}

/** A number as the operator typed it, in E.164. */
export function readPhone(phone: string, settings: WithCountry): CommandResult<string> {
  const read = parsePhone(phone, countryOf(settings));
  return read.ok ? succeed(read.e164) : refuse('not_a_number', read.problem);
}
