import { z } from 'zod';

/** What stands between the cells of a CSV file: which one a spreadsheet expects depends on the country of its computer. */
export const CsvSeparator = z.enum([',', ';', '\t']);
export type CsvSeparator = z.infer<typeof CsvSeparator>;
