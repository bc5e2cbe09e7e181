export type Paper = 'A4' | 'Letter';

/** Where Letter is the paper that printers hold, by CLDR; A4 everywhere else. */
const letterCountries: ReadonlySet<string> = new Set([
  'BZ',
  'CA',
  'CL',
  'CO',
  'CR',
  'GT',
  'MX',
  'NI',
  'PA',
  'PH',
  'PR',
  'SV',
  'US',
  'VE',
]);

/** The paper of a country. */
export function paperOf(country: string): Paper {
  return letterCountries.has(country) ? 'Letter' : 'A4';
}
