import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { valueOfCell } from '../../../domain/lists/blank-cell.ts';
import { type ListChoices, noChoices } from '../../../domain/lists/list-choices.ts';
import { noEvidence } from '../../../domain/lists/list-evidence.ts';
import type { Mapping } from '../../../domain/lists/list-mapping.ts';
import { Deduper } from '../../../domain/lists/repeats.ts';
import { RowReader } from '../../../domain/lists/row-reading.ts';
import { inspectTable, readTable } from '../../../electron/lists/read-table.ts';
import { granted } from '../../support/granted.ts';
import { collect, temporaryFile } from '../formats/fixtures.ts';

const shipped = fileURLToPath(new URL('../../../practice/example-list.csv', import.meta.url));
const mapping: Mapping = {
  phone: 2,
  further: [],
  area: null,
  name: 0,
  country: null,
  fields: [
    { index: 1, key: 'first' },
    { index: 3, key: 'meet at' },
    { index: 4, key: 'notes' },
  ],
};

async function readings(choices: ListChoices = noChoices) {
  const rows = await collect(readTable(temporaryFile(readFileSync(shipped)), { sheet: null }));
  const deduper = new Deduper();
  const reader = new RowReader({
    mapping,
    headers: [],
    country: 'GB',
    choices,
    rowCount: 76,
    letBackIn: new Set(),
    evidence: { ...noEvidence, seen: [{ country: 'GB', count: 12 }] },
  });
  return rows.map((result) => {
    const row = granted(result);
    const read = reader.read(row);
    return read.kind === 'recipient'
      ? { ...read, row, sighting: deduper.see(read.phone, row.rowNumber) }
      : { ...read, row, cell: reader.cellOf(row) };
  });
}

test('the shipped example is a semicolon list as spreadsheets save it, and its columns are guessed', async () => {
  expect(readFileSync(shipped).subarray(0, 3)).toEqual(Buffer.from('efbbbf', 'hex'));
  expect(await inspectTable(temporaryFile(readFileSync(shipped)))).toMatchObject({
    ok: true,
    value: {
      sheets: [{ headers: ['Full name', 'First', 'Mobile', 'Meet at', 'Notes'], headerRow: 1, rowCount: 76, mapping }],
    },
  });
});

test('each of its problems says its cause and what may become of the row, and nothing is guessed', async () => {
  const problems = (await readings()).flatMap((reading) =>
    reading.kind === 'undecided' ? [[reading.row.rowNumber, reading.cell, reading.cause, ...offered(reading)]] : [],
  );
  expect(problems).toEqual([
    [19, 'see Maria', 'not_a_number'],
    [20, '4.47701E+11', 'rounded'],
    [25, '7700900164.0', 'decimal', 'mended +447700900164'],
    [30, '', 'empty'],
    [32, '7700900121', 'lost_zero', 'zero +447700900121'],
    [34, '07700 9001', 'too_short'],
    [40, '+55 20 98888-0101', 'not_valid', 'as_is +5520988880101'],
    [50, '07700 900132 / 07700 900133', 'several_numbers', 'first +447700900132', 'second +447700900133'],
    [61, '07700 900140 ext 12', 'extension', 'without_extension +447700900140'],
    [67, '+55 20 8888-0101', 'not_valid', 'as_is +552088880101'],
  ]);
});

function offered({ readings: found }: { readonly readings: readonly { as: string; phone: string }[] }): string[] {
  return found.map(({ as, phone }) => `${as} ${phone}`);
}

test('63 people are left, three repeats are taken out, and one pair, once it is used as it is, may be one person', async () => {
  const asIs = { ...noChoices, decisions: [{ cause: 'not_valid' as const, as: 'as_is' }] };
  expect((await readings()).filter(({ kind }) => kind === 'recipient')).toHaveLength(66);
  const kinds = (await readings(asIs)).map((reading) =>
    reading.kind === 'recipient' ? reading.sighting.kind : 'problem',
  );
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
  const phones = (await readings()).flatMap((reading) => (reading.kind === 'recipient' ? [reading.phone] : []));
  const scenarios = phones.flatMap((phone) => /^\+447700900[89](\d\d)$/.exec(phone)?.[1] ?? []).map(Number);
  // Brazil has no area code 20, so these numbers belong to nobody either.
  expect(phones.filter((phone) => !/^\+(?:447700900\d{3}|5520\d{8,9})$/.test(phone))).toEqual([]);
  expect([...new Set(scenarios)].sort((a, b) => a - b)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 25,
  ]);
});

test('digits of other scripts and a note of two lines are read', async () => {
  const good = (await readings()).flatMap((reading) => (reading.kind === 'recipient' ? [reading] : []));
  const byName = (name: string) => good.find(({ row }) => row.cells[0]?.trim() === name);
  const value = (name: string, index: number) => valueOfCell(byName(name)?.row.cells[index] ?? '');
  expect(byName('فاطمة الزهراء')?.phone).toBe('+447700900108');
  expect(byName('Leila Tehrani')?.phone).toBe('+447700900136');
  expect(value("Hannah O'Neill", 4)).toBe('says "maybe"');
  expect(value('Wout de Vries', 4)).toBe('brings a friend and a dog');
  expect(value('Kofi Mensah', 1)).toBe('');
});
