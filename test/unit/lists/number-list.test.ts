import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DoNotContactList } from '../../../db/people/do-not-contact.ts';
import { writeXlsx } from '../../../electron/formats/write-xlsx.ts';
import { readNumbers, writeNumbers } from '../../../electron/lists/number-list.ts';
import { openTestDatabase, startMs, temporaryFolder } from '../../support/temporary-database.ts';
import { workbook } from '../formats/fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const read = (path: string) => readNumbers({ path, fileName: 'list.csv', country: 'GB', timeZone: 'Europe/London' });

it.each([',', ';', '\t'] as const)(
  'reads back the list that it wrote with %j between its cells, and why, since when and by whom each is on it',
  async (separator) => {
    const db = openTestDatabase(`${folder.folder}/sendonce.db`);
    const people = new DoNotContactList(db);
    people.add('+447700900101', '=HYPERLINK("x"), said "no"', startMs);
    people.add('+5511985550199', '', startMs + 1_000, { why: 'wrote', who: 'Dana' });
    const path = `${folder.folder}/list.csv`;
    await writeNumbers(db, {
      path,
      separator,
      language: 'en',
      country: 'GB',
      timeZone: 'Europe/London',
      isPractice: false,
    });
    db.close();
    // A spreadsheet must not run as a formula what somebody wrote into a note.
    expect(readFileSync(path, 'utf8')).toContain(`"'=HYPERLINK(""x""), said ""no"""`);
    expect(readFileSync(path, 'utf8')).toContain(`+44 7700 900101${separator}`);
    expect(await read(path)).toEqual({
      ok: true,
      value: {
        numbers: [
          { phone: '+447700900101', note: '=HYPERLINK("x"), said "no"', why: 'asked', addedAtMs: startMs, who: '' },
          { phone: '+5511985550199', note: '', why: 'wrote', addedAtMs: startMs + 1_000, who: 'Dana' },
        ],
        cannotBeUsed: 0,
        unread: [],
      },
    });
  },
);

it('takes numbers from any list, in one column or among others, each once, and says in which rows there is none', async () => {
  const path = `${folder.folder}/any.csv`;
  writeFileSync(path, 'Name;Mobile\nFarida;07700 900101\nSam;+44 7700 900101\nMaria;later\n');
  expect(await read(path)).toEqual({
    ok: true,
    value: {
      numbers: [{ phone: '+447700900101', note: '' }],
      cannotBeUsed: 1,
      unread: [{ sheet: '', rowNumber: 4, cell: 'later' }],
    },
  });
  writeFileSync(path, '+447700900102\n+447700900103\n');
  const plain = await read(path);
  expect(plain.ok && plain.value.numbers.map(({ phone }) => phone)).toEqual(['+447700900102', '+447700900103']);
});

it('blocks each number that a damaged cell may be, as whoever cannot be blocked is written to', async () => {
  const path = `${folder.folder}/damaged.csv`;
  const cells = ['7700900101', '447700900102', '07700 900103 / 07700 900104', '07700 900105 (work)', '447700900106.0'];
  writeFileSync(path, `Name;Mobile\n${[...cells, 'ask Maria', '7.7E+09'].map((cell) => `Ada;${cell}`).join('\n')}\n`);
  const found = await read(path);
  expect(found.ok && found.value.numbers.map(({ phone }) => phone)).toEqual(
    [101, 102, 103, 104, 105, 106].map((last) => `+447700900${last}`),
  );
  expect(found).toMatchObject({ value: { cannotBeUsed: 2, unread: [{ rowNumber: 7 }, { rowNumber: 8 }] } });
});

it('overlooks nobody who is on a further sheet, or in a further column of numbers', async () => {
  const path = `${folder.folder}/any.xlsx`;
  const people = { header: ['Name', 'Mobile', 'Phone 2'], rows: [['Farida', '+44 7700 900101', '+44 7700 900102']] };
  await writeXlsx(path, [
    { name: 'Read me', header: ['Who said no'], rows: [['Ask Dana']] },
    { name: 'North', ...people },
    {
      name: 'South',
      header: ['Name', 'Mobile'],
      rows: [
        ['Sam', '+44 7700 900103'],
        ['Maria', 'later'],
      ],
    },
  ]);
  const found = await read(path);
  expect(found.ok && found.value.numbers.map(({ phone }) => phone)).toEqual([
    ...['+447700900101', '+447700900102', '+447700900103'],
  ]);
  expect(found).toMatchObject({
    value: { cannotBeUsed: 1, unread: [{ sheet: 'South', rowNumber: 3, cell: 'later' }] },
  });
  const mobile = (cell: string) =>
    `<row r="1"><c t="inlineStr"><is><t>Mobile</t></is></c></row><row r="2">${cell}</row>`;
  const missing = workbook({ North: mobile('<c><v>447700900101</v></c>'), South: mobile('<c><f>A9</f></c>') });
  writeFileSync(path, missing);
  expect(await read(path)).toMatchObject({ ok: false, failure: { code: 'not_calculated' } });
});

it('tells of a row of which one number cannot be used, and not of one that has none in a further column', async () => {
  const path = `${folder.folder}/two.csv`;
  const rows = ['Farida;07700 900101;7700', 'Sam;07700 900102;', 'Maria;07700 900103;n/a'];
  writeFileSync(path, `Name;Mobile;Phone 2\n${rows.join('\n')}\nBen;07700 900104;07700 900105\n`);
  const found = await read(path);
  expect(found.ok && [found.value.numbers.length, found.value.cannotBeUsed]).toEqual([5, 1]);
  expect(found.ok && found.value.unread).toEqual([{ sheet: '', rowNumber: 2, cell: '7700' }]);
});
