import papaparse from 'papaparse';
import { describe, expect, test } from 'vitest';
import { inspectTable, readTable } from '../../../electron/lists/read-table.ts';
import { cellsOf, collect, inspected, temporaryFile } from './fixtures.ts';

const rows = [
  ['Zoë Ångström', '07700 900123'],
  ['“Ana”', '07700 900124'],
];

async function cells(content: string | Uint8Array, bounds = {}) {
  return cellsOf(temporaryFile(content), null, bounds);
}

describe('text files are read', () => {
  test.each([',', ';', '\t', '|'])('with %j between the cells', async (delimiter) => {
    const text = [['Name', 'Mobile'], ...rows].map((row) => row.join(delimiter)).join('\r\n');
    expect(await cells(text)).toEqual(rows);
  });

  test('with commas in the cells of a list that semicolons separate', async () => {
    const text = 'Name;Notes;Mobile\nAna;x, y, z;07700 900123\nBo;u, v, w;07700 900124\n"Doe, Jane";-;07700 900125\n';
    expect(await cells(text)).toHaveLength(3);
    expect(await inspected(text)).toMatchObject({
      mapping: { phone: 2, further: [], area: null, name: 0, country: null },
    });
  });

  test('with what a spreadsheet shows of a text that is written as a formula, and no other formula', async () => {
    const formulas =
      'Name,Mobile,Note\n="Ana",="07700900123","=""a """"b"""""""\nBo,"=""07700900124""",="a"&"b"\nCy,,\'="1"\n';
    expect(await cells(formulas)).toEqual([
      ['Ana', '07700900123', 'a "b"'],
      ['Bo', '07700900124', '="a"&"b"'],
      // A text that was protected when it was written reads back letter by letter.
      ['Cy', '', '="1"'],
    ]);
  });

  const text = 'Name;Mobile\nZoë Ångström;07700 900123\n';
  test.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['windows-1252', Buffer.from(text, 'latin1')],
  ])('in %s', async (_encoding, bytes) => {
    expect(await cells(bytes)).toEqual([['Zoë Ångström', '07700 900123']]);
    expect(await inspected(bytes)).toMatchObject({ sheet: { headers: ['Name', 'Mobile'] } });
  });

  test('in Windows-1252 with the characters that Latin-1 does not have', async () => {
    const bytes = Buffer.from('Name;Mobile\n\x93Ana\x94 \x80;07700 900123\n', 'latin1');
    expect(await cells(bytes)).toEqual([['“Ana” €', '07700 900123']]);
  });

  test('with a comma in each name and each amount of a list that semicolons separate', async () => {
    const people = [
      ['García López, María', '12345678Z', '612345678', '25,50'],
      ['Pérez Ruiz, Juan', '23456789D', '699 112 233', '25,50'],
      ['Soto Gil, Eva', '45678901G', '655000111 (baja)', '25,50'],
    ];
    const all = [['Nombre', 'DNI', 'Móvil', 'Cuota'], ...people];
    expect(await cells(all.map((row) => row.join(';')).join('\n'))).toEqual(people);
  });

  test('with line breaks, quotation marks and delimiters in quoted cells, and row numbers as a spreadsheet shows', async () => {
    const path = temporaryFile('Name,Mobile\r\n"Ana ""A""\r\nSilva, Ms",07700900123\r\n\r\n , \r\nBo,07700900124\r\n');
    const all = await collect(readTable(path, { sheet: null }));
    expect(all).toEqual([
      { ok: true, value: { rowNumber: 2, cells: ['Ana "A"\nSilva, Ms', '07700900123'], broken: false } },
      { ok: true, value: { rowNumber: 5, cells: ['Bo', '07700900124'], broken: false } },
    ]);
  });

  test('in pieces when they are long, as if they were read at once', async () => {
    const line = (row: number) => {
      if (row % 1_000 === 0) return `"Ana, ""A""\n${row}",07700900123`;
      return row % 1_111 === 0 ? `"Bo" ${row}",07700900124` : `Cy ${row},07700900125`;
    };
    const lines = Array.from({ length: 12_001 }, (_, index) => line(index + 2));
    const text = `Name,Mobile\n${lines.join('\n')}`;
    const whole = papaparse.parse<string[]>(text, { delimiter: ',', newline: '\n' });
    const broken = new Set(whole.errors.map(({ row }) => row));
    expect(broken.size).toBe(10);
    expect(await collect(readTable(temporaryFile(text), { sheet: null, headerRow: 1 }))).toEqual(
      whole.data
        .map((cells, index) => ({ ok: true, value: { rowNumber: index + 1, cells, broken: broken.has(index) } }))
        .slice(1),
    );
    const open = temporaryFile(`${text}\n"Dora,07700900126\nEve,07700900127`);
    const detail = `row ${whole.data.length + 1}`;
    expect(await inspectTable(open)).toEqual({ ok: false, failure: { code: 'corrupt_file', detail } });
  });

  test('when they were joined from files with different line ends', async () => {
    expect(await cells('Name,Mobile\r\nAna,07700900123\nBo,07700900124\rCy,07700900125')).toHaveLength(3);
  });

  test('when a spreadsheet has put each row, or some rows, into a single cell', async () => {
    const list = [
      ['Ana, Bia', '07700 900123'],
      ['Bo', '07700 900124'],
    ];
    expect(await cells('"Name,Mobile"\n"""Ana, Bia"",07700 900123"\n"Bo,07700 900124"\n')).toEqual(list);
    expect(await cells('Name,Mobile\n"""Ana, Bia"",07700 900123"\nBo,07700 900124\n')).toEqual(list);
    expect(await cells('Mobile\n"07700 900123, 07700 900124"\n07700 900125\n')).toEqual([
      ['07700 900123, 07700 900124'],
      ['07700 900125'],
    ]);
    expect(await cells('Contact\n"Doe, Jane 07700 900123"\nBo 07700 900124\n"Roe, Jo, Dr. 07700 900125"\n')).toEqual([
      ['Doe, Jane 07700 900123'],
      ['Bo 07700 900124'],
      ['Roe, Jo, Dr. 07700 900125'],
    ]);
    expect(await cells('"Name,Mobile"\n"Ana,07700 900123 (work)"\n')).toEqual([['Ana', '07700 900123 (work)']]);
  });

  test('when a spreadsheet named the delimiter in a first line', async () => {
    expect(await cells('sep=;\nName;Mobile\nAna, Bo;07700900123\n')).toEqual([['Ana, Bo', '07700900123']]);
  });

  test('below a title, with semicolons, commas in the cells and empty rows in the middle', async () => {
    const list =
      'Volunteers, spring\n\nPlease check, and correct;\nName;Mobile\nDoe, Jane;07700 900123\n;\nRoe, Jo;07700 900124\n';
    expect(await inspected(list)).toMatchObject({
      sheet: { headerRow: 4, headers: ['Name', 'Mobile'], rowCount: 2 },
      mapping: { phone: 1, further: [], area: null, name: 0, country: null },
    });
    const all = await collect(readTable(temporaryFile(list), { sheet: null }));
    expect(all.map((row) => row.ok && row.value.rowNumber)).toEqual([5, 7]);
  });

  test('with the header that was named in place of the one that was found', async () => {
    const path = temporaryFile('Who,Number\nAda,07700 900123\n');
    const named = await inspectTable(path, { header: { sheet: '', row: null } });
    expect(named).toMatchObject({ value: { sheets: [{ headers: ['A', 'B'], headerRow: null, rowCount: 2 }] } });
    expect(await collect(readTable(path, { sheet: '', headerRow: null }))).toHaveLength(2);
    expect(await collect(readTable(path, { sheet: '', headerRow: 2 }))).toEqual([]);
  });

  test('when they are a pasted column of numbers without a header', async () => {
    expect(await cells('07700 900123\n07700 900124\n')).toEqual([['07700 900123'], ['07700 900124']]);
    expect(await inspected('07700 900123\n07700 900124\n')).toMatchObject({
      sheet: { headers: ['A'], headerRow: null, rowCount: 2, samples: [['07700 900123'], ['07700 900124']] },
      mapping: { phone: 0, further: [], area: null, name: null, country: null, fields: [] },
    });
  });

  test('with the letters of a spreadsheet where a column has no header', async () => {
    const wide = `Name,Mobile,${','.repeat(25)}\nAna,07700900123,x${','.repeat(24)}y\n`;
    const letters = [...'CDEFGHIJKLMNOPQRSTUVWXYZ', 'AA'];
    expect(await inspected(wide)).toMatchObject({ sheet: { headers: ['Name', 'Mobile', ...letters] } });
  });
});

describe('nobody is lost without a word', () => {
  test('a row whose quotation marks do not pair is marked, since it may hold two people', async () => {
    const path = temporaryFile('Name,Mobile\n"Bob" Smith,07700900123\n"Ann",07700900124\nCy,07700900125\n');
    const all = await collect(readTable(path, { sheet: null }));
    expect(all.map((row) => row.ok && [row.value.rowNumber, row.value.broken])).toEqual([
      [2, true],
      [3, false],
    ]);
  });

  test('a quotation mark that swallows the rest of the file makes it a damaged one, and names the row', async () => {
    const path = temporaryFile('Name,Mobile\nAna,07700900123\n"Bo,07700900124\nCy,07700900125\n');
    const all = await collect(readTable(path, { sheet: null }));
    expect(all.at(-1)).toEqual({ ok: false, failure: { code: 'corrupt_file', detail: 'row 3' } });
  });

  test('the number of rows that is shown is the number of rows that come', async () => {
    const text = `Name,Mobile\n${'Ana,07700900123\n\n'.repeat(50)}`;
    const samples = Array.from({ length: 20 }, () => ['Ana', '07700900123']);
    expect(await inspected(text)).toMatchObject({ sheet: { rowCount: 50, samples } });
    expect(await cells(text)).toHaveLength(50);
  });
});

describe('bounds', () => {
  const text = 'Name,Mobile\nAna,07700900123\nBo,07700900124\n';

  test('a list of exactly as many rows as are allowed is read, one more is not', async () => {
    expect(await cells(text, { importRows: 2 })).toHaveLength(2);
    expect(await cells(text, { importRows: 1 })).toBe('too_many_rows');
    expect(await cells(`A\n${'\n'.repeat(5)}07700900123`, { importRows: 2 })).toBe('too_many_rows');
  });

  test('columns count where something stands in them', async () => {
    expect(await cells('Name,Mobile,,,,\nAna,07700900123,,,,\n', { importColumns: 2 })).toHaveLength(1);
    expect(await cells('Name,Mobile\nAna,07700900123,x\n', { importColumns: 2 })).toBe('too_many_columns');
  });

  test('a cell that is too long comes just long enough to be seen as such', async () => {
    expect(await cells(`Name,Mobile\n${'x'.repeat(99)},07700900123\n`, { importCellCharacters: 10 })).toEqual([
      ['x'.repeat(11), '07700900123'],
    ]);
  });

  test('a large file is refused by its size, before it is read', async () => {
    expect(await cells(text, { importFileBytes: 10 })).toBe('file_too_large');
  });
});

describe('what is no list says what it is', () => {
  const office = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  test.each([
    ['empty_file', Buffer.alloc(0)],
    ['empty_file', Buffer.from('\ufeff \r\n , \r\n')],
    ['not_a_table', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['not_a_table', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['not_a_table', Buffer.from('<html><table><tr><td>07700900123</td></tr></table></html>')],
    ['old_xls', Buffer.concat([office, Buffer.from('Workbook', 'utf16le')])],
    ['password_protected', Buffer.concat([office, Buffer.from('EncryptedPackage', 'utf16le')])],
    ['not_a_table', Buffer.concat([office, Buffer.from('WordDocument', 'utf16le')])],
  ])('%s', async (code, bytes) => {
    expect(await cells(bytes)).toBe(code);
    expect(await inspected(bytes)).toBe(code);
  });

  test('a file that is not there cannot be read', async () => {
    expect(await cellsOf('/nowhere/list.csv')).toBe('unreadable_file');
  });
});
