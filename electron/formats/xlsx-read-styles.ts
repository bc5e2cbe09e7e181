import { limits } from '../../domain/limits.ts';
import { TableError } from './table.ts';
import { attributeOf, type Scan } from './xml-scanner.ts';

/** The formats of dates and times that every spreadsheet knows by number. */
const dateFormats = [14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47];
const moreDateFormats = [50, 51, 52, 53, 54, 55, 56, 57, 58];

/** By the number of a cell's style, whether its numbers are shown as dates. */
export async function readStyles(scan: Scan, path: string | undefined): Promise<readonly boolean[]> {
  const isDate = new Set([...dateFormats, ...moreDateFormats]);
  const styles: boolean[] = [];
  let isOfCells = false;
  if (path === undefined) return styles;
  await scan(path, {
    open(name, attributes) {
      if (name === 'cellXfs') isOfCells = true;
      const id = Number(attributeOf(attributes, 'numFmtId'));
      if (name === 'numFmt') {
        if (looksLikeDate(attributeOf(attributes, 'formatCode') ?? '')) isDate.add(id);
        else isDate.delete(id);
      }
      if (name === 'xf' && isOfCells) styles.push(isDate.has(id));
      if (styles.length + isDate.size > limits.importStyles) throw new TableError('corrupt_file', 'too many styles');
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
    text: () => undefined,
  });
  return styles;
}

/** Whether the first part of a format has a year, a month, a day, an hour or a second outside of what is only shown. */
function looksLikeDate(format: string): boolean {
  const [positive = ''] = format.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  const signs = positive.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return !/general/i.test(signs) && /[ymdhs]/i.test(signs);
}
