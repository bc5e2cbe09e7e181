import { z } from 'zod';
import { separatorsOf } from './value-form.ts';

/** The separator of a CSV file. Which one a spreadsheet expects depends on the country of its computer. */
export const CsvSeparator = z.enum([',', ';', '\t']);
export type CsvSeparator = z.infer<typeof CsvSeparator>;

/** The separator that spreadsheets expect in a country: a semicolon where numbers have a decimal comma. */
export function usualSeparator(country: string): CsvSeparator {
  const { language } = new Intl.Locale('und', { region: country }).maximize();
  return separatorsOf(country).decimal === ',' || language === 'ar' ? ';' : ',';
}
