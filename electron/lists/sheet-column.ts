import type { TableRow } from '../../domain/lists/row-reading.ts';
import { hasSheetColumn } from '../../domain/lists/sheet-column.ts';
import { createText } from '../../domain/text/index.ts';
import type { Job } from '../worker/jobs.ts';

/**
 * The columns of a list with one for the sheet: the one that an earlier sheet brought, or a new one behind them. `ofSheet`
 * writes it into a row of a sheet, `named` into those that the list has already.
 */
export function withSheetColumn(
  headers: readonly string[],
  { language, from }: Pick<Job<'addSheet'>, 'language' | 'from'>,
) {
  const hasOne = hasSheetColumn(headers);
  const place = hasOne ? headers.length - 1 : headers.length;
  const ofSheet = (cells: readonly string[], sheet: string) =>
    Array.from({ length: place + 1 }, (_, index) => (index === place ? sheet : (cells[index] ?? '')));
  function* named(rows: Iterable<TableRow>): Generator<TableRow> {
    for (const row of rows) yield hasOne ? row : { ...row, cells: ofSheet(row.cells, from) };
  }
  const now = hasOne ? [...headers] : [...headers, createText(language).text('campaign.recipients.fromSheet')];
  return { headers: now, ofSheet, named };
}
