import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type ColumnMapping, Deduper, readRow } from '../../../domain/import.ts';
import { inspectTable, readTable } from '../../../electron/lists/read-table.ts';
import { granted } from '../../support/granted.ts';
import { collect, temporaryFile } from '../formats/fixtures.ts';

const shipped = fileURLToPath(new URL('../../../practice/example-list.csv', import.meta.url));
const mapping: ColumnMapping = {
  phone: 2,
  name: 0,
  fields: [
    { index: 1, key: 'first' },
    { index: 3, key: 'meet at' },
    { index: 4, key: 'notes' },
  ],
};

async function readings() {
  const rows = await collect(readTable(temporaryFile(readFileSync(shipped)), { sheet: null }));
  const deduper = new Deduper();
  return rows.map((row) => {
    const reading = readRow(granted(row), mapping, 'GB');
    return reading.ok ? { ...reading, sighting: deduper.see(reading.value.phone, reading.value.rowNumber) } : reading;
  });
}

test('the shipped example is a semicolon list as spreadsheets save it, and its columns are guessed', async () => {
  expect(readFileSync(shipped).subarray(0, 3)).toEqual(Buffer.from('efbbbf', 'hex'));
  expect(await inspectTable(temporaryFile(readFileSync(shipped)), 'example-list.csv')).toMatchObject({
    ok: true,
    value: {
      delimiter: ';',
      encoding: 'utf-8',
      sheets: [{ headers: ['Full name', 'First', 'Mobile', 'Meet at', 'Notes'], headerRow: 1, rowCount: 76, mapping }],
    },
  });
});

test('its problems are found by row, and nothing in them is guessed', async () => {
  const problems = (await readings()).flatMap((reading) => (reading.ok ? [] : [reading.failure]));
  expect(problems).toEqual([
    { rowNumber: 19, cell: 'see Maria', problem: 'not_a_number' },
    { rowNumber: 20, cell: '4.47701E+11', problem: 'rounded' },
    { rowNumber: 25, cell: '7700900164.0', problem: 'decimal' },
    { rowNumber: 30, cell: '', problem: 'empty' },
    { rowNumber: 32, cell: '7700900121', problem: 'lost_prefix' },
    { rowNumber: 34, cell: '07700 9001', problem: 'too_short' },
    { rowNumber: 50, cell: '07700 900132 / 07700 900133', problem: 'several_numbers' },
    { rowNumber: 61, cell: '07700 900140 ext 12', problem: 'extension' },
  ]);
});

test('65 people are left, three repeats are taken out, one pair may be one person', async () => {
  const kinds = (await readings()).map((reading) => (reading.ok ? reading.sighting.kind : 'problem'));
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  expect({
    first: count('first'),
    duplicate: count('duplicate'),
    possibleDuplicate: count('possible_duplicate'),
  }).toEqual({
    first: 64,
    duplicate: 3,
    possibleDuplicate: 1,
  });
});

test('it holds fictional numbers only, and no practice scenario that ends the session or the page', async () => {
  const phones = (await readings()).flatMap((reading) => (reading.ok ? [reading.value.phone] : []));
  const scenarios = phones.flatMap((phone) => /^\+447700900[89](\d\d)$/.exec(phone)?.[1] ?? []).map(Number);
  // Brazil has no area code 20, so these are nobody's numbers either.
  expect(phones.filter((phone) => !/^\+(?:447700900\d{3}|5520\d{8,9})$/.test(phone))).toEqual([]);
  expect([...new Set(scenarios)].sort((a, b) => a - b)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 25,
  ]);
});

test('digits of other scripts and a note of two lines are read', async () => {
  const good = (await readings()).flatMap((reading) => (reading.ok ? [reading.value] : []));
  const byName = (name: string) => good.find((row) => row.name === name);
  expect(byName('فاطمة الزهراء')?.phone).toBe('+447700900108');
  expect(byName('Leila Tehrani')?.phone).toBe('+447700900136');
  expect(byName("Hannah O'Neill")?.values.get('notes')).toBe('says "maybe"');
  expect(byName('Wout de Vries')?.values.get('notes')).toBe('brings a friend and a dog');
  expect(byName('Kofi Mensah')?.values.get('first')).toBe('');
});
