import { describe, expect, test } from 'vitest';
import { openWorkbook } from '../../../electron/formats/xlsx.ts';
import { openZip } from '../../../electron/formats/zip.ts';
import { zip } from '../../support/zip.ts';
import { cellsOf, collect, inspected, temporaryFile, workbook } from './fixtures.ts';
import { toZip64, withSumsBehind } from './zip-kinds.ts';

const row = (number: number, name: string) =>
  `<row r="${number}"><c r="A${number}" t="inlineStr"><is><t>${name}</t></is></c><c r="B${number}"><v>447700900123</v></c></row>`;
const list = `<row r="1"><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>Mobile</t></is></c></row>${row(2, 'Ana')}`;
const good = workbook({ List: list });
const people = [['Ana', '447700900123']];
const localName = (bytes: Buffer, name: string) => bytes.indexOf(name);
const directoryName = (bytes: Buffer, name: string) => bytes.lastIndexOf(name);
const sheet = 'xl/worksheets/sheet1.xml';

function changed(change: (bytes: Buffer) => void, of = good): Buffer {
  const bytes = Buffer.from(of);
  change(bytes);
  return bytes;
}

describe('an archive is read', () => {
  test('in ZIP64, which programs that write as they go always use', async () => {
    expect(await cellsOf(temporaryFile(toZip64(good)))).toEqual(people);
  });

  test('with the sums of a part behind it', async () => {
    expect(await cellsOf(temporaryFile(withSumsBehind(good)))).toEqual(people);
  });

  test('in ZIP64 within the same bounds', async () => {
    const bomb = toZip64(workbook({ List: list + ' '.repeat(20 * 1024 * 1024) }));
    expect(await inspected(bomb, { importInflatedBytes: 10 * 1024 * 1024 })).toBe('file_too_large');
  });
});

describe('an archive in which two readers could see different things is damaged', () => {
  test.each([
    [
      'a name that is repeated',
      changed(
        (bytes) => bytes.write('xl/worksheets/sheet1.xml', directoryName(bytes, 'xl/worksheets/sheet2.xml')),
        workbook({ List: list, Two: list }),
      ),
    ],
    [
      'a name that is repeated in other letters',
      changed(
        (bytes) => {
          bytes.write('XL/worksheets/sheet1.xml', directoryName(bytes, 'xl/worksheets/sheet2.xml'));
          bytes.write('XL/worksheets/sheet1.xml', localName(bytes, 'xl/worksheets/sheet2.xml'));
        },
        workbook({ List: list, Two: list }),
      ),
    ],
    ['a part under another name before its content', changed((bytes) => bytes.write('y', localName(bytes, sheet)))],
    ['another method before the content', changed((bytes) => bytes.writeUInt16LE(0, localName(bytes, sheet) - 22))],
    ['other flags before the content', changed((bytes) => bytes.writeUInt16LE(8, localName(bytes, sheet) - 24))],
    ['another length before the content', changed((bytes) => bytes.writeUInt32LE(9, localName(bytes, sheet) - 8))],
    ['another sum before the content', changed((bytes) => bytes.writeUInt32LE(9, localName(bytes, sheet) - 16))],
    [
      'another length in both places',
      changed((bytes) => {
        bytes.writeUInt32LE(9, localName(bytes, sheet) - 8);
        bytes.writeUInt32LE(9, directoryName(bytes, sheet) - 22);
      }),
    ],
    [
      'a part that lies in another',
      changed((bytes) => {
        const first = bytes.readUInt32LE(directoryName(bytes, 'xl/workbook.xml') - 4);
        bytes.writeUInt32LE(first, directoryName(bytes, sheet) - 4);
      }),
    ],
    [
      'a part that is encrypted',
      changed((bytes) => {
        bytes.writeUInt16LE(1, localName(bytes, sheet) - 24);
        bytes.writeUInt16LE(1, directoryName(bytes, sheet) - 38);
      }),
    ],
    ['something behind its end', Buffer.concat([good, Buffer.from('more')])],
    ['a part outside of it', changed((bytes) => bytes.writeUInt32LE(bytes.length, directoryName(bytes, sheet) - 4))],
  ])('%s', async (_, bytes) => {
    expect(await inspected(bytes)).toBe('corrupt_file');
  });
});

describe('what stands in a workbook counts', () => {
  const strings = (inner: string) => workbookWith({ 'xl/sharedStrings.xml': `<sst>${inner}</sst>` });

  test.each([
    ['a cell behind the last column', workbook({ List: '<row r="1"><c r="ZZZ1"><v>1</v></c></row>' }), 'corrupt_file'],
    ['a row behind the last one', workbook({ List: '<row r="2000000"><c r="A1"><v>1</v></c></row>' }), 'corrupt_file'],
    ['two rows with one number', workbook({ List: `${list}${row(2, 'Ben')}` }), 'corrupt_file'],
    ['a part of a row', workbook({ List: '<row r="1.5"><c r="A1"><v>1</v></c></row>' }), 'corrupt_file'],
    ['a far cell', workbook({ List: `${list}<row r="3"><c r="XFD3"><v>1</v></c></row>` }), 'too_many_columns'],
    ['a tag without an end', workbook({ List: `<row ${'x'.repeat(2_000_000)}` }), 'corrupt_file'],
    ['a tag with a long attribute', workbook({ List: `<row a="${'x'.repeat(2_000_000)}"></row>` }), 'corrupt_file'],
    ['an attribute named as what objects have', workbook({ List: '<row hasOwnProperty="1" r="1"/>' }), 'corrupt_file'],
    ['a row without an end', workbook({ List: '<row r="1"><c r="A1"><v>1</v></c>' }), 'corrupt_file'],
    ['a text that is not there', workbook({ List: '<row r="1"><c r="A1" t="s"><v>7</v></c></row>' }), 'corrupt_file'],
    [
      'styles without number',
      workbookWith({ 'xl/styles.xml': `<styleSheet><cellXfs>${'<xf/>'.repeat(100_001)}</cellXfs></styleSheet>` }),
      'corrupt_file',
    ],
    [
      'entities of its own',
      workbookWith({ 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "aa">]><workbook/>' }),
      'corrupt_file',
    ],
  ])('%s', async (_, bytes, code) => {
    expect(await inspected(bytes)).toBe(code);
  });

  test('texts are cut where a cell is too long, and the others stay whole', async () => {
    const bytes = strings(
      `<si><t>${'x'.repeat(50_000)}</t></si><si><r><t>A</t></r><rPh><t>no</t></rPh><r><t>na</t></r></si>`,
    );
    const { rows } = await openWorkbook(await openZip(bytes), { importCellCharacters: 10, importColumns: 10 });
    const cells = (await collect(rows('List'))).flat().map((one) => one.cells);
    expect(cells).toEqual([['x'.repeat(11)], ['Ana']]);
  });

  test('a text counts as often as cells name it, and a sheet as often as the workbook does', async () => {
    const bounds = { importInflatedBytes: 100_000 };
    const long = { 'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(5_000)}</t></si></sst>` };
    const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(10)}</row>`;
    const rows = (count: number) => ({
      ...long,
      'xl/sheet.xml': `<worksheet><sheetData>${row.repeat(count)}</sheetData></worksheet>`,
    });
    const sheets = Array.from({ length: 5 }, (_, number) => `<sheet name="${number}" r:id="a"/>`).join('');
    expect(await inspected(workbookWith(rows(1)), bounds)).toMatchObject({ sheet: {} });
    expect(await inspected(workbookWith(rows(5)), bounds)).toBe('file_too_large');
    const often = { ...rows(1), 'xl/workbook.xml': `<workbook><sheets>${sheets}</sheets></workbook>` };
    expect(await inspected(workbookWith(often), bounds)).toBe('file_too_large');
  });

  test('empty rows and cells take no memory, whatever their number', async () => {
    const empty = '<row><c/><c/></row>'.repeat(200_000);
    const { rows, sheets } = await openWorkbook(await openZip(workbook({ List: empty + row(400_000, 'Ana') })));
    expect((await collect(rows(sheets[0] ?? ''))).flat()).toEqual([
      { rowNumber: 400_000, cells: ['Ana', '447700900123'], broken: false },
    ]);
  });
});

/** A workbook in which two cells refer to the first two shared texts. */
function workbookWith(parts: Readonly<Record<string, string>>): Buffer {
  const officeType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${officeType}/${type}" Target="${target}"/>`;
  return zip({
    '_rels/.rels': `<Relationships>${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': '<workbook><sheets><sheet name="List" r:id="a"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships>${[
      relation('a', 'worksheet', 'sheet.xml'),
      relation('b', 'sharedStrings', 'sharedStrings.xml'),
      relation('c', 'styles', 'styles.xml'),
    ].join('')}</Relationships>`,
    'xl/sheet.xml':
      '<worksheet><sheetData><row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row></sheetData></worksheet>',
    'xl/sharedStrings.xml': '<sst><si><t>a</t></si><si><t>b</t></si></sst>',
    'xl/styles.xml': '<styleSheet/>',
    ...parts,
  });
}
