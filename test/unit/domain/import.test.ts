import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ColumnMapping, Deduper, guessMapping, looksLikePhone, readRow } from '../../../domain/import.ts';
import { limits } from '../../../domain/limits.ts';

const mapping: ColumnMapping = { phone: 1, name: 0, fields: [{ index: 2, key: 'meet at' }] };

function row(...cells: string[]) {
  return { rowNumber: 7, cells, broken: false };
}

describe('a row', () => {
  test('becomes a recipient with its placeholders filled and all its cells kept', () => {
    expect(readRow(row(' Ana\nSilva ', '07700 900123', ' Gate 4 ', 'x'), mapping, 'GB')).toEqual({
      ok: true,
      value: {
        rowNumber: 7,
        name: 'Ana Silva',
        phone: '+447700900123',
        assumedCountry: true,
        warning: null,
        values: new Map([
          ['name', 'Ana Silva'],
          ['meet at', 'Gate 4'],
        ]),
        cells: [' Ana\nSilva ', '07700 900123', ' Gate 4 ', 'x'],
      },
    });
  });

  test('that is shorter than the header has blanks', () => {
    const reading = readRow(row('Ana', '+447700900123'), mapping, 'GB');
    expect(reading.ok && reading.value.values.get('meet at')).toBe('');
    expect(readRow(row('Ana'), mapping, 'GB')).toEqual({
      ok: false,
      failure: { rowNumber: 7, cell: '', problem: 'empty' },
    });
  });

  test('that cannot be used says why, with the cell as it stands in the file', () => {
    expect(readRow(row('Ana', ' see Maria '), mapping, 'GB')).toEqual({
      ok: false,
      failure: { rowNumber: 7, cell: ' see Maria ', problem: 'not_a_number' },
    });
  });

  test('that may have run into the next one, or holds more than a cell may, is not used', () => {
    expect(readRow({ ...row('Ana', '07700 900123'), broken: true }, mapping, 'GB')).toMatchObject({
      failure: { problem: 'broken_quotes' },
    });
    const long = 'x'.repeat(limits.importCellCharacters + 1);
    expect(readRow(row('Ana', '07700 900123', '', long), mapping, 'GB')).toMatchObject({
      failure: { problem: 'cell_too_long' },
    });
  });

  test('with a number to look at is used, and carries the warning', () => {
    expect(readRow(row('Ana', '+44 1000 000 000'), mapping, 'GB')).toMatchObject({
      value: { phone: '+441000000000', warning: 'not_valid' },
    });
  });

  test('whose number has lost its zero is a problem, not a recipient', () => {
    expect(readRow(row('Ana', '7700900123'), mapping, 'GB')).toMatchObject({
      failure: { rowNumber: 7, cell: '7700900123', problem: 'lost_prefix' },
    });
  });
});

describe('repeats', () => {
  test('the first of the same number is kept, the others name it', () => {
    const deduper = new Deduper();
    expect(deduper.see('+447700900123', 2)).toEqual({ kind: 'first' });
    expect(deduper.see('+447700900124', 3)).toEqual({ kind: 'first' });
    expect(deduper.see('+447700900123', 4)).toEqual({ kind: 'duplicate', firstRowNumber: 2 });
    expect(deduper.see('+447700900123', 5)).toEqual({ kind: 'duplicate', firstRowNumber: 2 });
  });

  test('digit variants are kept and shown with both rows', () => {
    const deduper = new Deduper();
    deduper.see('+5511987654321', 2);
    expect(deduper.see('+551187654321', 9)).toEqual({
      kind: 'possible_duplicate',
      rowNumbers: [2, 9],
      phones: ['+5511987654321', '+551187654321'],
    });
    expect(deduper.see('+551187654321', 10)).toEqual({ kind: 'duplicate', firstRowNumber: 9 });
  });

  test('as many rows are duplicates as there are more rows than numbers', () => {
    const phones = fc.array(fc.constantFrom('+447700900123', '+5511987654321', '+551187654321', '+12025550143'));
    fc.assert(
      fc.property(phones, (all) => {
        const deduper = new Deduper();
        const kinds = all.map((phone, index) => deduper.see(phone, index + 2).kind);
        expect(kinds.filter((kind) => kind === 'duplicate').length).toBe(all.length - new Set(all).size);
      }),
    );
  });
});

describe('the guess at the columns', () => {
  test('finds phone and name by their headers, and makes the rest placeholders', () => {
    const rows = [['Ana Silva', 'Ana', '07700 900123', 'Gate 4', '']];
    expect(guessMapping(['Full name', 'First', 'Mobile', 'Meet at', 'Notes'], rows)).toEqual({
      phone: 2,
      name: 0,
      fields: [
        { index: 1, key: 'first' },
        { index: 3, key: 'meet at' },
        { index: 4, key: 'notes' },
      ],
    });
  });

  test('takes the mobile number before the landline and the membership number', () => {
    const rows = [['12345678', '020 7946 0000', '07700 900123']];
    expect(guessMapping(['Member number', 'Phone', 'Mobile'], rows)?.phone).toBe(2);
  });

  test('looks at the cells where the headers do not help', () => {
    const rows = [
      ['2026-01-31', 'Ana', '07700 900123'],
      ['2026-02-01', 'Bo', '+44 7700 900124'],
      ['2026-02-02', 'Cy', 'see Ana'],
    ];
    expect(guessMapping(['A', 'B', 'C'], rows)).toMatchObject({ phone: 2, name: null });
    expect(guessMapping(['When', 'Who'], [['2026-01-31', 'Ana']])).toBeNull();
  });

  test('leaves a column alone that has no name of its own and nothing in it', () => {
    const rows = [['Ana', '07700 900001', '', '', '']];
    const found = guessMapping(['Name', 'Phone', 'C', 'Town', ''], rows);
    expect(found?.fields.map(({ index }) => index)).toEqual([3]);
    expect(guessMapping(['Name', 'Phone', 'C'], [['Ana', '07700 900001', 'Leith']])?.fields).toHaveLength(1);
    expect(guessMapping(['Phone', 'Other'], [['yes', '07700 900123']])?.phone).toBe(1);
  });

  test('knows Spanish, Portuguese and Arabic headers', () => {
    expect(guessMapping(['Nombre', 'Teléfono móvil'], [])).toMatchObject({ phone: 1, name: 0 });
    expect(guessMapping(['Nome', 'Celular'], [])).toMatchObject({ phone: 1, name: 0 });
    expect(guessMapping(['الاسم', 'رقم الجوال'], [])).toMatchObject({ phone: 1, name: 0 });
  });

  test('gives every field a key of its own, whatever the headers are', () => {
    const headers = ['Mobile', 'Name', 'name', 'Note', ' NOTE', '', '{{x|y}}', '__proto__'];
    expect(guessMapping(headers, [])?.fields.map((field) => field.key)).toEqual([
      'name 2',
      'note',
      'note 2',
      'column 6',
      'x y',
      '__proto__',
    ]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'A', 'a 2', '', '|', 'name', 'Name')), (others) => {
        const keys = guessMapping(['Phone', ...others], [])?.fields.map((field) => field.key) ?? [];
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

test('headers do not look like phone numbers, numbers of any country do', () => {
  for (const header of ['Mobile', 'Phone 2', 'A', '', '2026', '2026-01-31', '31.12.2026', '12345']) {
    expect(looksLikePhone(header)).toBe(false);
  }
  for (const phone of ['07700 900123', '+45 12 34 56 78', '91234567', '4.47E+11', '7700900164.0', '٠٧٧٠٠٩٠٠١٢٣']) {
    expect(looksLikePhone(phone)).toBe(true);
  }
});
