import { limits } from '../../domain/limits.ts';
import {
  type CellFormat,
  cellFormat,
  formatCharactersMost,
  looksLikeDate,
  plainDate,
  plainNumber,
} from './cell-format.ts';
import { TableError } from './table.ts';
import { attributeOf, type XmlArchive } from './xml.ts';

export type CellStyle = {
  readonly format: CellFormat;
  /** Whether the computer that shows the date decides which of day and month comes first. */
  readonly isShortDate: boolean;
  readonly isDate: boolean;
};

/** The formats that every spreadsheet knows by number. Those of currencies are in the file. */
const knownFormats: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  37: '#,##0;(#,##0)',
  38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
};
/** The numbers of date formats that depend on more than the file. */
const otherDates = [27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58];
const [shortDateId, shortDateTimeId] = [14, 22];

export const noStyle: CellStyle = { format: plainNumber, isShortDate: false, isDate: false };

/** How the numbers of each style are shown. `shortDate`: the format of dates that follow the computer. */
export async function readStyles(
  archive: XmlArchive,
  path: string | undefined,
  shortDate: string,
): Promise<readonly CellStyle[]> {
  const known = new KnownFormats(shortDate);
  const styles: CellStyle[] = [];
  let isOfCells = false;
  await archive.scan(path, {
    open(name, attributes) {
      if (name === 'cellXfs') isOfCells = true;
      if (name !== 'numFmt' && !(name === 'xf' && isOfCells)) return;
      const id = Number(attributeOf(attributes, 'numFmtId'));
      if (name === 'numFmt') known.add(id, attributeOf(attributes, 'formatCode') ?? '');
      else styles.push(known.styleOf(id));
      if (styles.length + known.size > limits.importStyles) throw new TableError('corrupt_file', 'too many styles');
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return styles;
}

/** The formats of a workbook by number. Each is parsed once, and only where a style uses it. */
class KnownFormats {
  readonly #codes = new Map<number, string>();
  readonly #styles = new Map<number, CellStyle>();

  constructor(shortDate: string) {
    for (const [id, code] of Object.entries(knownFormats)) this.#codes.set(Number(id), code);
    const inOrder = [shortDate, `${shortDate} hh:mm`] as const;
    for (const [place, id] of [shortDateId, shortDateTimeId].entries())
      this.#styles.set(id, {
        format: cellFormat(inOrder[place] ?? shortDate),
        isShortDate: true,
        isDate: true,
      });
    for (const id of otherDates) this.#styles.set(id, { format: plainDate, isShortDate: false, isDate: true });
  }

  get size(): number {
    return this.#codes.size;
  }

  /** Adds a format of the file, which overrides the known format of that number. */
  add(id: number, code: string): void {
    if (id === shortDateId || id === shortDateTimeId) return;
    this.#styles.delete(id);
    // A copy: a slice of a text would keep the whole text in memory.
    this.#codes.set(id, Buffer.from(code.slice(0, formatCharactersMost + 1)).toString());
  }

  styleOf(id: number): CellStyle {
    const known = this.#styles.get(id);
    if (known !== undefined) return known;
    const code = this.#codes.get(id);
    const style =
      code === undefined ? noStyle : { format: cellFormat(code), isShortDate: false, isDate: looksLikeDate(code) };
    this.#styles.set(id, style);
    return style;
  }
}
