import { expect, test } from 'vitest';
import { inspectTable, readTable } from '../../../electron/lists/read-table.ts';
import { granted } from '../../support/granted.ts';
import { collect, temporaryFile, workbook } from '../formats/fixtures.ts';

const styles =
  '<numFmts><numFmt numFmtId="170" formatCode="d\\ mmmm\\ yyyy"/><numFmt numFmtId="171" formatCode="&quot;£&quot;0.00"/></numFmts>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="14"/><xf numFmtId="1"/></cellXfs>';
const header = ['Mobile', 'Since', 'Amount', 'Due']
  .map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`)
  .join('');
const row = (number: number, due: number, more = '') =>
  `<row r="${number}"${more}><c s="4"><v>44770090012${number}</v></c><c s="1"><v>43536</v></c><c s="2"><v>98.5</v></c><c s="3"><v>${due}</v></c></row>`;
const list = (rows: string, columns = '') =>
  temporaryFile(workbook({ List: `${columns}<row r="1">${header}</row>${rows}` }, [], styles), 'list.xlsx');

const cellsIn = async (path: string, country?: string) =>
  (await collect(readTable(path, { sheet: null, headerRow: 1, ...(country === undefined ? {} : { country }) }))).map(
    (one) => granted(one).cells,
  );
const factsIn = async (path: string) => granted(await inspectTable(path, { country: 'GB' })).sheets[0]?.facts;

test('dates and amounts come as the cell shows them, and numbers to call with all their digits', async () => {
  expect(await cellsIn(list(row(2, 43_558)), 'GB')).toEqual([
    ['447700900122', '12 March 2019', '£98.50', '03/04/2019'],
  ]);
});

test('a short date follows the country, also in a file that was read for another one before', async () => {
  const path = list(row(2, 43_558));
  const shortDate = async (country?: string) => (await cellsIn(path, country))[0]?.[3];
  expect([await shortDate('GB'), await shortDate('US'), await shortDate(), await shortDate('GB')]).toEqual([
    '03/04/2019',
    '4/3/2019',
    '2019-04-03',
    '03/04/2019',
  ]);
});

test('the first short date that could be read in another order is told', async () => {
  expect((await factsIn(list(row(2, 43_537) + row(3, 43_559) + row(4, 43_560))))?.shortDates).toEqual({
    ambiguous: '2019-04-05',
  });
  expect((await factsIn(list(row(2, 43_558 + 20))))?.shortDates).toEqual({ ambiguous: null });
  const without = temporaryFile(workbook({ List: '<row r="1"><c><v>447700900123</v></c></row>' }), 'list.xlsx');
  expect((await factsIn(without))?.shortDates).toBeNull();
});

test('rows and columns that the spreadsheet hides are in the list, and told where something stands in them', async () => {
  const columns =
    '<cols><col min="1" max="2"/><col min="3" max="3" hidden="1"/><col min="5" max="16384" hidden="1"/></cols>';
  const path = list(`${row(2, 43_558)}${row(3, 43_558, ' hidden="1"')}<row r="4" hidden="1"/>`, columns);
  expect(await factsIn(path)).toMatchObject({ hiddenRows: 1, hiddenColumns: [2] });
  expect(await cellsIn(path)).toHaveLength(2);
});

test('as many formats as a spreadsheet knows are read, each worked out where it is used', async () => {
  const many = Array.from({ length: 65_490 }, (_, at) => `<xf numFmtId="${at % 200}"/>`).join('');
  const sheet = '<row r="1"><c s="65489"><v>447700900123</v></c></row>';
  const path = temporaryFile(workbook({ List: sheet }, [], `<cellXfs>${many}</cellXfs>`), 'list.xlsx');
  expect(await collect(readTable(path, { sheet: null, headerRow: null }))).toMatchObject([
    { value: { cells: ['447700900123'] } },
  ]);
});
