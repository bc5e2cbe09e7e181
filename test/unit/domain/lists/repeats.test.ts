import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../../domain/limits.ts';
import { guessMapping } from '../../../../domain/lists/guess-mapping.ts';
import { looksLikePhone } from '../../../../domain/lists/phone-column.ts';
import { Deduper, occasionOf, repeatKey } from '../../../../domain/lists/repeats.ts';

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

  test('a row that is kept on purpose leaves out those before and after it', () => {
    const deduper = new Deduper(new Map([[repeatKey('+447700900123', ''), 4]]));
    expect(deduper.see('+447700900123', 2)).toEqual({ kind: 'duplicate', firstRowNumber: 4 });
    expect(deduper.see('+447700900123', 4)).toEqual({ kind: 'first' });
    expect(deduper.see('+447700900123', 5)).toEqual({ kind: 'duplicate', firstRowNumber: 4 });
  });

  test('a row for another date is no repeat, nor one under another form of its number but its first', () => {
    const deduper = new Deduper();
    const [long, short] = ['+5511987654321', '+551187654321'] as const;
    expect(deduper.see(long, 2, '1 May')).toEqual({ kind: 'first' });
    expect(deduper.see(long, 3, '2 May')).toEqual({ kind: 'first' });
    expect(deduper.see(long, 4, '2 May')).toEqual({ kind: 'duplicate', firstRowNumber: 3 });
    const both = { kind: 'possible_duplicate', rowNumbers: [2, 5], phones: [long, short] };
    expect(deduper.see(short, 5, '3 May')).toEqual(both);
  });

  test('the date of a row is what stands in its column, as long as it may be kept', () => {
    expect([occasionOf(['1 May', '-'], 0), occasionOf(['1 May', '-'], 1), occasionOf(['1 May'], 2)]).toEqual([
      '1 May',
      '',
      '',
    ]);
    expect(occasionOf(['1 May'], undefined)).toBe('');
    expect(occasionOf(['x'.repeat(limits.nameCharacters + 1)], 0)).toHaveLength(limits.nameCharacters);
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
      further: [],
      area: null,
      name: 0,
      country: null,
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
    expect(guessMapping(['A', 'B', 'C'], rows)).toMatchObject({
      phone: 2,
      further: [],
      area: null,
      name: null,
      country: null,
    });
    expect(guessMapping(['When', 'Who'], [['2026-01-31', 'Ana']])).toBeNull();
  });

  test('takes the numbers of a few accounts for no numbers of the people, whatever their column is called', () => {
    const rows = Array.from({ length: 8 }, (_, place) => [
      ...['Ana', `+44 7700 90012${place}`, place % 2 === 0 ? '+44 7700 900118' : '+44 7700 900219'],
      // A number in few rows belongs to its person as long as nobody shares it.
      place < 2 ? `+44 7700 90034${place}` : '',
    ]);
    for (const header of ['Account', 'Sender', 'Account phone', 'From WhatsApp'])
      expect(guessMapping(['Name', 'Phone', header, 'Phone 2'], rows)).toMatchObject({
        phone: 1,
        further: [3],
        fields: [{ index: 2 }],
      });
    expect(
      guessMapping(
        ['Name', 'Office phone'],
        rows.map(([name = '', , office = '']) => [name, office]),
      )?.phone,
    ).toBe(1);
  });

  test('takes the numbers of a few people with many appointments for theirs', () => {
    const rows = Array.from({ length: 20 }, (_, place) => [
      ...[
        'Ana',
        `+44 7700 90012${place % 4}`,
        `${81_234_567 + place * 7919 * (place % 2 ? 1 : -1)}`,
        `${20 + place}/3`,
      ],
      `+44 7700 90055${place % 4}`,
      // None of these tells how many people there are: other people's numbers, and remarks about a number.
      `+44 7700 9006${20 + place}`,
      `called on the ${place}`,
    ]);
    const headers = ['Name', 'Phone', 'Booking', 'Day', 'Phone 2', 'Emergency phone', 'Phone'];
    const found = guessMapping(headers, rows);
    expect(found).toMatchObject({ phone: 1, further: [4] });
    expect(found?.fields.map(({ index }) => index)).toEqual([2, 3, 5, 6]);
  });

  test('leaves a column alone that has no name of its own and nothing in it', () => {
    const rows = [['Ana', '07700 900001', '', '', '']];
    const found = guessMapping(['Name', 'Phone', 'C', 'Town', ''], rows);
    expect(found?.fields.map(({ index }) => index)).toEqual([3]);
    expect(guessMapping(['Name', 'Phone', 'C'], [['Ana', '07700 900001', 'Leith']])?.fields).toHaveLength(1);
    expect(guessMapping(['Phone', 'Other'], [['yes', '07700 900123']])?.phone).toBe(1);
  });

  test('knows Spanish, Portuguese and Arabic headers', () => {
    expect(guessMapping(['Nombre', 'Teléfono móvil'], [])).toMatchObject({
      phone: 1,
      further: [],
      area: null,
      name: 0,
      country: null,
    });
    expect(guessMapping(['Nome', 'Celular'], [])).toMatchObject({
      phone: 1,
      further: [],
      area: null,
      name: 0,
      country: null,
    });
    expect(guessMapping(['الاسم', 'رقم الجوال'], [])).toMatchObject({
      phone: 1,
      further: [],
      area: null,
      name: 0,
      country: null,
    });
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
