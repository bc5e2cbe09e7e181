import type { CountryCode } from './phone.ts';

/**
 * The short date of a country as a spreadsheet's format, as in `dd/mm/yyyy`: a workbook leaves its order to the computer
 * that shows it.
 */
export function shortDateFormat(country: CountryCode): string {
  const locale = new Intl.Locale('und', { region: country }).maximize();
  const options = { day: 'numeric', month: 'numeric', year: 'numeric', timeZone: 'UTC' } as const;
  const parts = new Intl.DateTimeFormat(`${locale.language}-${country}-u-ca-gregory-nu-latn`, options).formatToParts(
    Date.UTC(2019, 2, 4),
  );
  const dates = parts.flatMap(({ type, value }) =>
    type === 'day' || type === 'month' ? [type.charAt(0).repeat(value.length)] : type === 'year' ? ['yyyy'] : [],
  );
  const separator = parts.find(({ type, value }) => type === 'literal' && /[-./]/.test(value))?.value ?? '/';
  return dates.join(separator.replace(/[^-./]/g, ''));
}
