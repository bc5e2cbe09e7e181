import { Lists } from '../../db/campaigns/lists.ts';
import type { Db } from '../../db/database.ts';
import type { Mapping, Sheet } from '../../domain/contract.ts';
import { mappingOf } from '../../domain/lists/list-mapping.ts';
import { sheetColumns } from '../../domain/lists/sheet-column.ts';
import type { SheetInspection } from './read-table.ts';

/**
 * A sheet as the window gets it. If a list with the same headers was read before, its columns are mapped in the same
 * way. A sheet without a header has only letters as headers, which say nothing about the columns.
 */
export function asLastTime(db: Db, sheet: SheetInspection): Sheet {
  const { name, rowCount, headerRow, facts } = sheet;
  const shown = {
    name,
    rowCount,
    headerRow,
    hiddenRows: facts.hiddenRows,
    hiddenColumns: [...facts.hiddenColumns],
    phoneColumns: [...sheet.phoneColumns],
    ambiguousDate: facts.shortDates?.ambiguous ?? null,
    guessedWords: [...facts.guessedWords],
    headers: [...sheet.headers],
    samples: sheet.samples.map((cells) => [...cells]),
    firstRows: sheet.firstRows.map((row) => ({ rowNumber: row.rowNumber, cells: [...row.cells] })),
  };
  // A list of several sheets has one column more than its file.
  const alike = [sheet.headers, ...sheetColumns().map((column) => [...sheet.headers, column])];
  const last = headerRow === null ? undefined : new Lists(db).lastWithHeaders(alike);
  const mapping = last ? mappingOf(last) : null;
  return mapping === null || !last
    ? { ...shown, mapping: sheet.mapping, lastCountry: null, lastDecisions: [] }
    : {
        ...shown,
        mapping: within(mapping, sheet.headers),
        lastCountry: last.country,
        lastDecisions: last.choices.decisions,
      };
}

/** Removes placeholders of columns that the file does not have. */
function within(mapping: Mapping, headers: readonly string[]): Mapping {
  return { ...mapping, fields: mapping.fields.filter(({ index }) => index < headers.length) };
}
