import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TextWriter } from '@zip.js/zip.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { phoneRank } from '../../../domain/lists/header-words.ts';
import { parsePhone } from '../../../domain/phone/phone.ts';
import { writeCsv } from '../../../electron/formats/write-csv.ts';
import { writeXlsx } from '../../../electron/formats/write-xlsx.ts';
import { openWorkbook } from '../../../electron/formats/xlsx.ts';
import { openZip } from '../../../electron/formats/zip.ts';
import { inspectTable, readTable } from '../../../electron/lists/read-table.ts';
import { cellsOf, collect, temporaryFolder } from './fixtures.ts';

const header = ['Name', 'Mobile', 'Notes'];
const dangerous = [
  '=1+1',
  '+447700900123',
  '-5',
  '@SUM(A1)',
  "'quoted",
  "''",
  "'=x",
  'a,b;c\td',
  '"',
  'x\ny',
  '＝1',
  'a;=1',
  "a;'=1",
  'a\t+1',
  'a|@x',
  ',-',
  'a;"=1',
  'a;"\'=1',
  'a,""@"',
  "a,''b",
];

/**
 * Cells as people write them, and worse ones. Line ends come back in one form; a row of spaces would not come back at
 * all.
 */
const cell = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...dangerous), fc.string({ unit: 'grapheme-ascii' }))
  .map((text) => text.replace(/\r/g, '\n').toWellFormed())
  // A word that often heads columns of numbers, as "WA", would be taken for a header.
  .filter((text) => phoneRank(text) === 0);
const row = fc.tuple(fc.constantFrom('Ana', 'بو', 'Zoë'), fc.constant('x'), cell, fc.constant('end'));

async function inflated(archive: Buffer, name: string): Promise<string> {
  const part = (await openZip(archive)).get(name);
  return part === undefined ? '' : part.getData(new TextWriter());
}

describe('CSV', () => {
  test('what was written is read back the same', async () => {
    const folder = temporaryFolder();
    let files = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        // A file that is read must be written once only: the reader remembers it by path, size and time.
        const path = join(folder, `${files++}.csv`);
        await writeCsv(path, header, rows);
        expect(await cellsOf(path)).toEqual(rows);
      }),
    );
  });

  test('no cell begins with what a spreadsheet runs as a formula, and phone numbers keep all their digits', async () => {
    const path = join(temporaryFolder(), 'report.csv');
    await writeCsv(
      path,
      ['=cmd', 'Mobile'],
      [
        ['@x', '+447700900123'],
        ['-1', '\t=x'],
        [null, 5],
      ],
    );
    const bytes = readFileSync(path);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from('efbbbf', 'hex'));
    expect(bytes.toString('utf8')).toBe(`\ufeff'=cmd,Mobile\r\n'@x,'+447700900123\r\n'-1,"'\t'=x"\r\n,5\r\n`);
    expect(parsePhone("'+447700900123", 'US')).toMatchObject({ ok: true, e164: '+447700900123' });
  });

  test.each([',', ';', '\t'] as const)(
    'split at any separator, a file with %j has no formula in it',
    async (separator) => {
      const path = join(temporaryFolder(), 'report.csv');
      const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
      const cells = signs.flatMap((sign) => [
        `${sign}1`,
        // Invisible characters before a sign do not keep a spreadsheet from running the cell as a formula.
        ...['\u00a0', '\u200b', '\ufeff', '\0', '\v', '\u2066'].flatMap((one) => [
          `${one}${sign}1`,
          `a;${one}${sign}1`,
        ]),
        ...[',', ';', '\t', '|', '\n'].flatMap((one) => [`a${one}${sign}1`, `a${one}"${sign}1${one}b`]),
      ]);
      await writeCsv(
        path,
        ['Note'],
        cells.map((one) => [one]),
        { separator },
      );
      const found = readFileSync(path, 'utf8')
        .slice(1)
        .split(/[,;\t|\r\n]/)
        .filter((piece) => /^"*[^\S\t]*[\p{Cf}\0\v]*[=+\-@＝＋－＠]/u.test(piece));
      expect(found).toEqual([]);
    },
  );

  test('a phone number in groups stays as it is read, and nothing else that begins with + does', async () => {
    const path = join(temporaryFolder(), 'report.csv');
    await writeCsv(path, ['Phone'], [['+44 7700 900123'], ['+55 11 99999-0101'], ['+1 A1'], ['+1-2'], ['+1 =cmd']], {
      separator: ';',
      notice: '=A line above',
    });
    const lines = readFileSync(path, 'utf8').slice(1).trim().split('\r\n');
    expect(lines).toEqual([
      "'=A line above",
      'Phone',
      '+44 7700 900123',
      '+55 11 99999-0101',
      "'+1 A1",
      "'+1-2",
      "'+1 =cmd",
    ]);
  });

  test('many rows come from a generator without being held', async () => {
    const path = join(temporaryFolder(), 'report.csv');
    function* rows() {
      for (let index = 0; index < 20_000; index += 1) yield [`Person ${index}`, '+447700900123', index];
    }
    await writeCsv(path, header, rows());
    const result = await inspectTable(path);
    expect(result).toMatchObject({ ok: true, value: { sheets: [{ rowCount: 20_000 }] } });
  });
});

describe('XLSX', () => {
  test('what was written is read back the same', async () => {
    const folder = temporaryFolder();
    let files = 0;
    const texts = row.map((cells) => cells.map((text) => text.replace(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, '')));
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 10 }), async (rows) => {
        const path = join(folder, `${files++}.xlsx`);
        await writeXlsx(path, [{ name: 'Rows', header, rows }]);
        expect(await cellsOf(path)).toEqual(rows);
      }),
      { numRuns: 50 },
    );
  });

  test('dates, parts of a whole and numbers are what a spreadsheet can reckon with', async () => {
    const path = join(temporaryFolder(), 'report.xlsx');
    const moment = { kind: 'moment', wallMs: Date.UTC(2026, 10, 26, 14, 5, 9) } as const;
    const rows = [
      [{ kind: 'toned', words: 'Sent', tone: 'good' } as const, moment, { kind: 'share', share: 0.949 } as const, 7],
    ];
    const dates = 'dd/mm/yyyy';
    await writeXlsx(path, [
      { name: 'Rows', header: ['Status', 'When', 'Share', 'Count'], rows, notice: 'Practice', dates },
    ]);
    const sheet = await inflated(readFileSync(path), 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<c r="A1" s="5" t="inlineStr"><is><t xml:space="preserve">Practice</t>');
    expect(sheet).toMatch(
      /<c r="B3" s="15"><v>46352\.5869\d*<\/v><\/c><c r="C3" s="3"><v>0\.949<\/v><\/c><c r="D3" s="1"><v>7<\/v>/,
    );
    const styles = await inflated(readFileSync(path), 'xl/styles.xml');
    expect(styles).toContain('<numFmt numFmtId="165" formatCode="dd\\/mm\\/yyyy\\ hh:mm:ss"/>');
    expect(sheet).toContain('<pane xSplit="1" ySplit="2" topLeftCell="B3"');
    expect(sheet).toContain('<autoFilter ref="A2:D3"/>');
  });

  test('the foot of a page keeps its pages whatever the title holds, and however long it is', async () => {
    const path = join(temporaryFolder(), 'report.xlsx');
    const title = `${'x'.repeat(98)}😀& more`;
    const print = { title, paper: 'A4' as const, pageWords: (page: string, pages: string) => `${page}/${pages}` };
    await writeXlsx(path, [{ name: 'Rows', header, rows: [], print }]);
    const sheet = await inflated(readFileSync(path), 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain(`<oddFooter>&amp;L${'x'.repeat(98)}😀&amp;&amp;&amp;R&amp;P/&amp;N</oddFooter>`);
  });

  test('no two sheets have one name, in whichever letters, and none begins or ends with an apostrophe or a mark of direction', async () => {
    const path = join(temporaryFolder(), 'names.xlsx');
    const named = (name: string) => ({ name, header: ['Name'], rows: [['Ana']] });
    const long = `${'a'.repeat(30)}'s`;
    await writeXlsx(path, ['Soup 3', 'Soup', 'SOUP', 'soup', "'s", long, long, '\u2068بلد\u2069'].map(named));
    const names = (await openWorkbook(await openZip(readFileSync(path)))).sheets;
    expect(names).toEqual([
      ...['Soup 3', 'Soup', 'SOUP 2', 'soup 4', 's', 'a'.repeat(30), `${'a'.repeat(27)} 2`, 'بلد'],
    ]);
  });

  test('sheets keep their names as far as spreadsheets allow, numbers stay numbers, nothing becomes a formula', async () => {
    const path = join(temporaryFolder(), 'report.xlsx');
    await writeXlsx(path, [
      { name: 'Totals: [all]/some of a very long campaign name', header: ['What', 'Count'], rows: [['Sent', 142]] },
      { name: 'Rows', header, rows: [['=1+1', '+447700900123', null]] },
    ]);
    const result = await inspectTable(path);
    expect(result.ok && result.value.sheets.map((sheet) => [sheet.name, sheet.samples])).toEqual([
      ['Totals   all  some of a very lo', [['Sent', '142']]],
      ['Rows', [['=1+1', '+447700900123']]],
    ]);
    const rows = (await collect((await openWorkbook(await openZip(readFileSync(path)))).rows('Rows'))).flat();
    expect(rows[1]?.cells).toEqual(['=1+1', '+447700900123']);
  });
});

describe('a file is there in full or not at all', () => {
  test('a failure in the middle leaves the old file and nothing beside it', async () => {
    const path = join(temporaryFolder(), 'report.csv');
    writeFileSync(path, 'old');
    function* rows() {
      yield ['Ana'];
      throw new Error('the list is gone');
    }
    await expect(writeCsv(path, header, rows())).rejects.toThrow('the list is gone');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(dirname(path))).toEqual(['report.csv']);
  });

  test('a finished file replaces the old one, for its owner alone', async () => {
    const path = join(temporaryFolder(), 'report.csv');
    writeFileSync(path, 'old');
    await writeCsv(path, header, [['Ana', '+447700900123', '']]);
    expect(readdirSync(dirname(path))).toEqual(['report.csv']);
    expect(await collect(readTable(path, { sheet: null }))).toHaveLength(1);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('a folder that is not there is said by the disk', async () => {
    await expect(writeCsv('/nowhere/report.csv', header, [])).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
