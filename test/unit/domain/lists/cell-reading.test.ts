import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCell } from '../../../../domain/lists/cell-reading.ts';
import { countryOfReading } from '../../../../domain/lists/row-cause.ts';
import { KnownNumbers } from '../../../../domain/phone/known-numbers.ts';
import { type CountryCode, countryOfPhone, isMobile, parsePhone } from '../../../../domain/phone/phone.ts';

const others: readonly CountryCode[] = ['EG', 'AE', 'BR', 'GB'];
/** Countries that other numbers of the list name. */
const seen: readonly CountryCode[] = ['EG'];
const known = new KnownNumbers();
const read = (cell: string, country: CountryCode = 'GB', isNamed = false) =>
  readCell(cell, { country, others, asked: [], seen: new Set(seen), isNamed, area: '' }, known);
/** Each cause and its possible results, one line each. */
const says = (cell: string, country: CountryCode = 'GB') => {
  const reading = read(cell, country);
  if (reading.kind === 'number') return reading.phone;
  return [reading.cause, ...reading.readings.map(({ as, phone }) => `${as} ${phone}`)].join(', ');
};

describe('a cell', () => {
  test.each([
    ['07700 900123', '+447700900123'],
    ['+55 11 99999-0185', '+5511999990185'],
    ['447700900123', '+447700900123'],
    ['7700900123', 'lost_zero, zero +447700900123'],
    ['4915123456789', 'lost_plus_abroad, plus +4915123456789'],
    ['201000000039', 'lost_plus, plus +201000000039'],
    ['mob: 07700900010', 'words_around, digits +447700900010'],
    ['07700-900032 (WhatsApp)', 'words_around, digits +447700900032'],
    ['tel. 7700900059', 'words_around, digits +447700900059'],
    ['+44 77OO 9OO 069', 'letter_o, zeros +447700900069'],
    ['7700900164.0', 'decimal, mended +447700900164'],
    ['07700 900123 ext 5', 'extension, without_extension +447700900123'],
    ['07700900009 / 07700900409', 'several_numbers, first +447700900009, second +447700900409'],
    ['07700 900049 or 07700900449', 'several_numbers, first +447700900049, second +447700900449'],
    ['home 07700900009, work 07700900409', 'several_numbers, first +447700900009, second +447700900409'],
    ['01000000038', 'other_country, in:EG +201000000038'],
    ['٠١٠٠٠٠٠٠٠٣٨', 'other_country, in:EG +201000000038'],
    ['0500000067', 'other_country, in:AE +971500000067'],
    ['(11) 99999-0185', 'other_country, in:BR +5511999990185'],
    ['+44 1000 000 000', 'not_valid, as_is +441000000000'],
    ['4.47701E+11', 'rounded'],
    ['see column F', 'not_a_number'],
    ['call 555', 'not_a_number'],
    ['07700 90', 'too_short'],
    ['0770 0900', 'too_short'],
    ['', 'empty'],
  ])('%j says %j', (cell, said) => {
    expect(says(cell)).toBe(said);
  });

  test('is read for the country of its row before any other', () => {
    expect(says('(11) 99999-0185', 'BR')).toBe('+5511999990185');
    expect(says('01000000038', 'EG')).toBe('+201000000038');
  });

  test('that is a landline here and a mobile elsewhere in the list is asked about, unless its row names the country', () => {
    expect(says('0500000067', 'EG')).toBe('landline_or_abroad, in:AE +971500000067, as_is +20500000067');
    expect(read('0500000067', 'EG', true)).toMatchObject({ kind: 'number', phone: '+20500000067' });
    // Nobody reads what is sent to an Italian mailbox, which has the digits of mobiles abroad.
    expect(says('33612345678', 'IT')).toBe('lost_plus_abroad, plus +33612345678');
    // With its country code it is clear, and where no mobile number looks like it nobody is asked.
    expect(says('+20 50 000 0067', 'EG')).toBe('+20500000067');
    expect(says('020 7946 0101')).toBe('+442079460101');
  });
});

const cells = fc.oneof(
  fc.stringMatching(/^[+0-9 ()./-]{0,20}$/),
  fc.stringMatching(/^(mob|tel)?[:. ]{0,2}[+0]?[1-9][0-9 ]{6,12}( or | \/ )?[0-9 ]{0,12}(home|\.0)?$/),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);
const countries = fc.constantFrom<CountryCode>('GB', 'BR', 'EG', 'ES', 'US', 'DE', 'IT', 'AE');

describe('whatever a cell holds', () => {
  test('a number comes out by itself only where it is given out in its country', () => {
    fc.assert(
      fc.property(cells, countries, (cell, country) => {
        const reading = read(cell, country);
        if (reading.kind !== 'number') return;
        expect(parsePhone(reading.phone, country)).toMatchObject({ ok: true, e164: reading.phone, warning: null });
      }),
    );
  });

  test('what is offered is a number that is given out, unless it is the cell as it stands', () => {
    fc.assert(
      fc.property(cells, countries, (cell, country) => {
        const reading = read(cell, country);
        if (reading.kind === 'number') return;
        for (const { as, phone } of reading.readings) {
          expect(parsePhone(phone, country)).toMatchObject({ ok: true, e164: phone });
          if (as !== 'as_is') expect(parsePhone(phone, country)).toMatchObject({ warning: null });
          const abroad = countryOfReading(as);
          if (abroad !== null) expect([countryOfPhone(phone), isMobile(phone)]).toEqual([abroad, true]);
        }
      }),
    );
  });

  test('the digits that are offered stand in it, or make it whole', () => {
    fc.assert(
      fc.property(cells, countries, (cell, country) => {
        const reading = read(cell, country);
        const digits = cell.normalize('NFKC').replace(/o/gi, '0').replace(/\D/g, '');
        if (reading.kind === 'number' || !/^[\x20-\x7e]*$/.test(cell)) return;
        for (const { phone } of reading.readings) expect(digits).toContain(phone.slice(-5));
      }),
    );
  });

  test('nothing is offered twice, and a country only where the cell names none', () => {
    fc.assert(
      fc.property(cells, countries, (cell, country) => {
        const reading = read(cell, country);
        if (reading.kind === 'number') return;
        const phones = reading.readings.map(({ phone }) => phone);
        expect(new Set(phones).size).toBe(phones.length);
        if (/^\s*(\+|00)/.test(cell)) expect(reading.readings.some(({ as }) => as.startsWith('in:'))).toBe(false);
      }),
    );
  });
});
