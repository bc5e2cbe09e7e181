import { z } from 'zod';
import { separatorsOf } from './value-form.ts';

/** What stands between the cells of a CSV file: which one a spreadsheet expects depends on the country of its computer. */
export const CsvSeparator = z.enum([',', ';', '\t']);
export type CsvSeparator = z.infer<typeof CsvSeparator>;

/** The one that spreadsheets expect on a computer of a country: where numbers have a comma, cells are parted by semicolons. */
export function usualSeparator(country: string): CsvSeparator {
  const { language } = new Intl.Locale('und', { region: country }).maximize();
  return separatorsOf(country).decimal === ',' || language === 'ar' ? ';' : ',';
}
