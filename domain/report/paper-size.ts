export type Paper = 'A4' | 'Letter';

/** Countries where printers hold Letter paper, by CLDR. All others use A4. */
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

export function paperOf(country: string): Paper {
  return letterCountries.has(country) ? 'Letter' : 'A4';
}
