import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inspectTable, readTable } from '../../../electron/lists/read-table.ts';
import { zip } from '../../support/zip.ts';
import { cellsOf, collect, inspected, temporaryFile, workbook } from './fixtures.ts';

const header = '<row r="1"><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>Mobile</t></is></c></row>';

async function phoneCells(...cells: string[]) {
  const rows = cells.map((cell, index) => `<row r="${index + 2}">${cell}</row>`).join('');
  return cellsOf(temporaryFile(workbook({ List: header + rows })));
}

describe('cells of a workbook', () => {
  test('keep the digits of whole numbers, and show where a spreadsheet has lost some', async () => {
    expect(
      await phoneCells(
        '<c r="B2"><v>447700900123</v></c>',
        '<c r="B3"><v>4.477009001E+11</v></c>',
        '<c r="B4"><v>4477009001234567890</v></c>',
        '<c r="B5"><v>7700900164.5</v></c>',
        '<c r="B6" t="str"><v>4.47701E+11</v></c>',
      ),
    ).toEqual([
      ['', '447700900123'],
      ['', '447700900100'],
      ['', '4.4770090012345677E+18'],
      ['', '7700900164.5'],
      ['', '4.47701E+11'],
    ]);
  });

  test('give a formula by its stored value, and are never evaluated', async () => {
    expect(
      await phoneCells(
        '<c r="A2" t="str"><f>A9&amp;"x"</f><v>Ana</v></c><c r="B2"><f>1+1</f><v>447700900123</v></c>',
        '<c r="A3" t="str"><v>Bo</v></c><c r="B3" t="str"><f>""</f><v></v></c><c r="C3"><f>1-1</f><v>0</v></c>',
        '<c r="A4" t="str"><v>Cy</v></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
      ),
    ).toEqual([
      ['Ana', '447700900123'],
      ['Bo', '', '0'],
      ['Cy', '#DIV/0!'],
    ]);
  });

  test('are refused where no formula has a value, or but one that its program has not worked out', async () => {
    const sheet = (cell: string) => `${header}<row r="2"><c r="A2">${cell}</c><c r="B2"><v>1</v></c></row>`;
    const none = workbook({ List: sheet('<f>B2&amp;" Smith"</f><v></v>') });
    const late = '<calcPr fullCalcOnLoad="1"/>';
    const path = temporaryFile(workbook({ Notes: sheet('<f>B2</f>'), List: sheet('<v>7</v>') }));
    // Only the chosen sheet, as its facts say.
    expect([await cellsOf(path, 'Notes'), await cellsOf(path, 'List')]).toEqual(['not_calculated', [['7', '1']]]);
    const lateZero = workbook({ List: sheet('<f>B2&amp;" Smith"</f><v>0</v>') }, [], undefined, late);
    expect([await inspected(none), await inspected(lateZero)]).toEqual(['not_calculated', 'not_calculated']);
    // A program that computes formulas may write an empty result like this.
    const blank = `${sheet('<f>B2</f><v></v>')}<row r="3"><c r="A3" t="str"><f>"Bo"</f><v>Bo</v></c></row>`;
    expect(await cellsOf(temporaryFile(workbook({ List: blank })))).toEqual([['', '1'], ['Bo']]);
    const zero = workbook({ List: sheet('<f>B2-1</f><v>0</v>') });
    expect(await cellsOf(temporaryFile(zero))).toEqual([['0', '1']]);
    // A result that is marked as text is not missing.
    const blankText = `${header}<row r="2"><c r="A2" t="str"><f>""</f><v></v></c><c r="B2"><v>1</v></c></row>`;
    expect(await cellsOf(temporaryFile(workbook({ List: blankText })))).toEqual([['', '1']]);
  });

  test('are read beside an attribute that names as many ranges as are made in years', async () => {
    const ranges = Array.from({ length: 30_000 }, (_, index) => `B${2 * index + 1}`).join(' ');
    const sheet = `${header}<row r="2"><c r="B2"><v>447700900123</v></c></row></sheetData><conditionalFormatting sqref="${ranges}"/><sheetData>`;
    expect(await cellsOf(temporaryFile(workbook({ List: sheet })))).toEqual([['', '447700900123']]);
  });

  test('are refused in an encoding that workbooks do not have: letters would be lost', async () => {
    const text = '<row r="1"><c r="A1" t="inlineStr"><is><t>Zoë</t></is></c></row>';
    const bytes = (encoding: 'utf8' | 'latin1') =>
      zip({
        'xl/workbook.xml': `<workbook xmlns:r="r"><sheets><sheet name="List" r:id="a"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="a" Type="worksheet" Target="list.xml"/></Relationships>`,
        'xl/list.xml': Buffer.from(`<worksheet><sheetData>${text}</sheetData></worksheet>`, encoding),
      });
    expect(await inspected(bytes('utf8'))).toMatchObject({ sheet: { headers: ['Zoë'] } });
    expect(await inspected(bytes('latin1'))).toBe('corrupt_file');
  });

  test('come as text whatever they are: rich text, dates, truth values', async () => {
    expect(
      await phoneCells(
        '<c r="A2" t="inlineStr"><is><r><t>An</t></r><r><t>a</t></r></is></c><c r="B2" t="b"><v>1</v></c>',
        '<c r="A3" s="1"><v>46023</v></c><c r="B3" s="1"><v>46023.75</v></c>',
      ),
    ).toEqual([
      ['Ana', 'TRUE'],
      ['2026-01-01 00:00', '2026-01-01 18:00'],
    ]);
    const ofMac = `${header}<row r="2"><c r="A2" s="1"><v>44561</v></c></row>`;
    const since1904 = workbook({ List: ofMac }, [], undefined, '<workbookPr date1904="1"/>');
    expect(await cellsOf(temporaryFile(since1904))).toEqual([['2026-01-01 00:00']]);
  });

  test('stand in the rows that the spreadsheet shows, whatever is left out', async () => {
    const path = temporaryFile(
      workbook({ List: `${header}<row r="5"/><row r="9"><c r="B9"><v>447700900123</v></c></row>` }),
    );
    expect(await collect(readTable(path, { sheet: null }))).toEqual([
      { ok: true, value: { rowNumber: 9, cells: ['', '447700900123'], broken: false } },
    ]);
  });
});

describe('sheets', () => {
  const people = `${header}<row r="2"><c r="B2"><v>447700900123</v></c></row>`;

  test('are listed with their rows, without empty and hidden ones, and read by name', async () => {
    const further = people.replace('r="1"', 'r="3"').replace('r="2"', 'r="4"');
    const bytes = workbook({ Empty: '', Hidden: people, 'Zoë &amp; Co': people, Two: people + further }, ['Hidden']);
    const path = temporaryFile(bytes, 'list.xlsx');
    const result = await inspectTable(path);
    expect(result.ok && result.value.sheets.map((sheet) => [sheet.name, sheet.rowCount])).toEqual([
      ['Zoë & Co', 1],
      ['Two', 3],
    ]);
    expect(result).toMatchObject({
      value: {
        sheets: [{ mapping: { phone: 1, further: [], area: null, name: 0, country: null } }, {}],
      },
    });
    expect(await cellsOf(path, 'Zoë & Co')).toEqual([['', '447700900123']]);
  });

  test('of which none has anything make an empty file', async () => {
    expect(await inspected(workbook({ Empty: '', Two: '<row r="1"/>' }))).toBe('empty_file');
  });
});

describe('bounds', () => {
  test('an archive that inflates without end is refused, and the app goes on', async () => {
    const bomb = workbook({ List: header + ' '.repeat(20 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await inspected(bomb, { importInflatedBytes: 10 * 1024 * 1024 })).toBe('file_too_large');
    expect(await cellsOf(temporaryFile(bomb), null, { importInflatedBytes: 10 * 1024 * 1024 })).toBe('file_too_large');
    expect(await inspected(bomb, { importInflatedBytes: 30 * 1024 * 1024 })).toMatchObject({ sheet: {} });
  });

  test('what an archive says about its sizes is not believed', async () => {
    const bomb = workbook({ List: header + ' '.repeat(20 * 1024 * 1024) });
    const name = Buffer.from('xl/worksheets/sheet1.xml');
    for (let at = bomb.indexOf(name); at >= 0; at = bomb.indexOf(name, at + 1)) {
      const isLocal = bomb.readUInt32LE(at - 30) === 0x04034b50;
      bomb.writeUInt32LE(100, isLocal ? at - 8 : at - 22);
    }
    expect(await inspected(bomb, { importInflatedBytes: 10 * 1024 * 1024 })).toBe('corrupt_file');
  });

  test('rows and columns count where something stands in them', async () => {
    const rows = [2, 3].map((r) => `<row r="${r}"><c r="B${r}"><v>447700900123</v></c><c r="XFD${r}"/></row>`).join('');
    const file = () => temporaryFile(workbook({ List: header + rows }));
    expect(await cellsOf(file(), null, { importRows: 2, importColumns: 2 })).toHaveLength(2);
    expect(await cellsOf(file(), null, { importRows: 1 })).toBe('too_many_rows');
    expect(await cellsOf(file(), null, { importColumns: 1 })).toBe('too_many_columns');
  });
});

describe('what is no workbook says so', () => {
  const good = workbook({ List: header });

  const named = (target: string) => ({
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="officeDocument" Target="${target}"/></Relationships>`,
  });

  test.each([
    ['cut off', 'corrupt_file', good.subarray(0, good.length - 40)],
    ['another archive', 'not_a_table', zip({ 'list.csv': 'Name,Mobile' })],
    ['a document', 'not_a_table', zip({ ...named('word/document.xml'), 'word/document.xml': '<document/>' })],
    ['a binary workbook', 'not_a_table', zip({ ...named('xl/workbook.bin'), 'xl/workbook.bin': '\u0001' })],
  ])('%s', async (_name, code, bytes) => {
    expect(await inspected(bytes)).toBe(code);
  });

  test('damage to any byte of the sheet is noticed, and damage elsewhere does not end the app', async () => {
    const path = temporaryFile('');
    const sheetAt = good.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length;
    const sheetEnd = good.indexOf('PK\x01\x02');
    for (let at = 0; at < good.length; at += 7) {
      const damaged = Buffer.from(good);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      writeFileSync(path, damaged);
      const result = await inspectTable(path);
      if (at >= sheetAt && at < sheetEnd) expect(result).toMatchObject({ failure: { code: 'corrupt_file' } });
    }
  });
});
