import { writeAtomically } from '../files/atomic-file.ts';
import type { Cell } from './table.ts';

export type { Cell };

const batchCharacters = 64 * 1024;

/**
 * Writes a CSV file that spreadsheets open by a double click: UTF-8 with a byte order mark, CRLF, commas. Throws what
 * the disk says.
 *
 * Texts that a spreadsheet would run as a formula (those that begin with `=`, `+`, `-`, `@`, tab, CR or LF) get a `'` in
 * front, as OWASP advises. Phone numbers are among them: `'+447700900123` is shown as text with all its digits, where a
 * bare `+447700900123` becomes 4.477E+11. A text that itself begins with `'` gets one more, so that the reader of this
 * app, which takes one off, gives back exactly what was written.
 */
export async function writeCsv(
  path: string,
  header: readonly string[],
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): Promise<void> {
  await writeAtomically(path, async (file) => {
    let batch = `\ufeff${csvLine(header)}`;
    for await (const row of rows) {
      batch += csvLine(row);
      if (batch.length < batchCharacters) continue;
      await file.writeFile(batch);
      batch = '';
    }
    await file.writeFile(batch);
  });
}

function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const guarded = /^[=+\-@\t\r\n']/.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n|]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
