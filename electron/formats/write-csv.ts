import type { CsvSeparator } from '../../domain/lists/csv-separator.ts';
import { writeAtomically } from '../files/atomic-file.ts';
import { type Cell, cellWords } from './cell.ts';
import { withFormulaGuard } from './formula-guard.ts';

const batchCharacters = 64 * 1024;

type CsvForm = {
  readonly separator: CsvSeparator;
  readonly notice?: string | null;
  /** The form of a moment's day, such as `dd/mm/yyyy`. */
  readonly dates?: string;
};

/**
 * Writes a CSV file that spreadsheets open by a double click: UTF-8 with a byte order mark, CRLF. Throws what the disk
 * says.
 *
 * What a spreadsheet would run as a formula is guarded (`formula-guard.ts`). A phone number in groups, `+44 7700
 * 900123`, does not need it: a formula cannot have a space between two numbers, so it stays text with all its digits. A
 * bare `+447700900123` would become 4.477E+11 and keeps its `'`.
 */
export async function writeCsv(
  path: string,
  header: readonly string[],
  rows: Iterable<readonly Cell[]>,
  { separator, notice = null, dates }: CsvForm = { separator: ',' },
): Promise<void> {
  await writeAtomically(path, async (file) => {
    const line = (cells: readonly Cell[]) => `${cells.map((cell) => csvCell(cell, dates)).join(separator)}\r\n`;
    let batch = `\ufeff${notice === null ? '' : line([notice])}${line(header)}`;
    for (const row of rows) {
      batch += line(row);
      if (batch.length < batchCharacters) continue;
      await file.writeFile(batch);
      batch = '';
    }
    await file.writeFile(batch);
  });
}

/** One cell in a hundred has any of these in it or at its ends. All others are written as they are. */
const special = /[",;\t\r\n|]|^[\s\p{Cf}\p{Cc}=+\-@＝＋－＠']|\s$/u;
const groupedPhone = /^\+\d[\d().-]* [\d ().-]*\d$/;
function csvCell(cell: Cell, dates: string | undefined): string {
  if (typeof cell === 'number') return String(cell);
  const words = cellWords(cell, dates);
  return special.test(words) && !groupedPhone.test(words) ? guarded(words) : words;
}

function guarded(words: string): string {
  const text = withFormulaGuard(words);
  return /[",;\t\r\n|]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
