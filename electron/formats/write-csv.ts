import type { CsvSeparator } from '../../domain/csv-separator.ts';
import { writeAtomically } from '../files/atomic-file.ts';
import { type Cell, cellWords } from './cell.ts';

const batchCharacters = 64 * 1024;

type CsvForm = {
  readonly separator: CsvSeparator;
  /** A line above the header. */
  readonly notice?: string | null;
};

/**
 * Writes a CSV file that spreadsheets open by a double click: UTF-8 with a byte order mark, CRLF. Throws what the disk
 * says.
 *
 * Texts that a spreadsheet would run as a formula (those that begin with `=`, `+`, `-`, `@`, tab, CR or LF) get a `'` in
 * front, as OWASP advises, and so do those that would begin one behind a separator inside them. A phone number in groups, `+44 7700 900123`, does not need it: a formula cannot have a space
 * between two numbers, so it stays text with all its digits. A bare `+447700900123` would become 4.477E+11 and keeps its
 * `'`. A text that itself begins with `'` gets one more, so that the reader of this app, which takes one off, gives back
 * exactly what was written.
 */
export async function writeCsv(
  path: string,
  header: readonly string[],
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
  { separator, notice = null }: CsvForm = { separator: ',' },
): Promise<void> {
  await writeAtomically(path, async (file) => {
    const line = (cells: readonly Cell[]) => `${cells.map(csvCell).join(separator)}\r\n`;
    let batch = `\ufeff${notice === null ? '' : line([notice])}${line(header)}`;
    for await (const row of rows) {
      batch += line(row);
      if (batch.length < batchCharacters) continue;
      await file.writeFile(batch);
      batch = '';
    }
    await file.writeFile(batch);
  });
}

/** With the wide signs of Chinese and Japanese, which spreadsheets read as the others. */
const atStart = /^[=+\-@＝＋－＠\t\r\n']/;
/**
 * A spreadsheet that expects another separator begins a cell in the middle of ours, whatever stands around it, and takes
 * quotation marks at its beginning away.
 */
const insideStart = /([,;\t|\r\n]"*)(?=[=+\-@＝＋－＠'])/g;
const groupedPhone = /^\+\d[\d().-]* [\d ().-]*\d$/;

function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const words = cellWords(cell);
  const inside = words.replace(insideStart, "$1'");
  const guarded = atStart.test(words) && !groupedPhone.test(words) ? `'${inside}` : inside;
  return /[",;\t\r\n|]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
