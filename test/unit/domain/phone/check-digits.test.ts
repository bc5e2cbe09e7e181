import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessMapping } from '../../../../domain/lists/guess-mapping.ts';
import { areCheckDigitNumbers } from '../../../../domain/phone/check-digits.ts';

/** A Brazilian person's tax number, whose last two digits are computed from the others. */
const cpf = fc.stringMatching(/^\d{9}$/).map((nine) => {
  const check = (digits: string) => {
    const sum = [...digits].reduce((all, digit, index) => all + Number(digit) * (digits.length + 1 - index), 0);
    return String(((sum * 10) % 11) % 10);
  };
  const ten = nine + check(nine);
  return ten + check(ten);
});
const mobile = fc.stringMatching(/^(?:11|21|85)9[6-9]\d{7}$/);

describe('numbers with check digits', () => {
  test.each([
    [['219.765.432-10', '529.982.247-25', '111.444.777-35'].slice(1), false],
    [['529.982.247-25', '111.444.777-35', '12345678909'], true],
    [['11.222.333/0001-81', '11444777000161', '00.000.000/0001-91'], true],
    [['86095742719', '86 095 742 719', '86095742719'], true],
    [['2-980101-01-12345', '29801010112345', '30512318812345'], true],
    [['4111111111111111', '5500000000000004', '340000000000009'], true],
    [['11987654321', '21987654322', '85987654323'], false],
    [['07700900123', '07700900124', '07700900125'], false],
  ])('%j: %s', (cells, areIds) => {
    expect(areCheckDigitNumbers(cells)).toBe(areIds);
  });

  test('prove themselves, however many there are, and phones do not', () => {
    fc.assert(
      fc.property(fc.array(cpf, { minLength: 3, maxLength: 20 }), (cells) => {
        fc.pre(cells.every((cell) => !/^(\d)\1+$/.test(cell)));
        expect(areCheckDigitNumbers(cells)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(mobile, { minLength: 12, maxLength: 20 }), (cells) => {
        expect(areCheckDigitNumbers(cells)).toBe(false);
      }),
    );
  });

  test('are never a phone column, wherever they stand and whatever their header says', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cpf, mobile), { minLength: 3, maxLength: 20 }), fc.boolean(), (pairs, isFirst) => {
        fc.pre(pairs.every(([id]) => !/^(\d)\1+$/.test(id)));
        const rows = pairs.map(([id, phone]) => (isFirst ? [id, phone] : [phone, id]));
        for (const header of ['Documento', 'Número', 'CPF', 'A']) {
          const headers = isFirst ? [header, 'Celular'] : ['Celular', header];
          expect(guessMapping(headers, rows)).toMatchObject({ phone: isFirst ? 1 : 0, further: [] });
        }
      }),
    );
  });

  test('are not seen in three mobile numbers under a header that says so, which pass a check by chance', () => {
    const rows = ['11998479440', '85981793168', '21982177830'].map((phone, index) => [`Ana ${index}`, phone]);
    expect(guessMapping(['Nome', 'Celular'], rows)).toMatchObject({ phone: 1 });
  });
});
