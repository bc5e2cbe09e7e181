import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KnownNumbers } from '../../../../domain/phone/known-numbers.ts';
import { splitNumbers } from '../../../../domain/phone/number-split.ts';
import { type CountryCode, plainCharacters, validPhone } from '../../../../domain/phone/phone.ts';

const known = new KnownNumbers();
const readsIn = (country: CountryCode) => (text: string) => validPhone(text, country, known);
/** The numbers of a cell, each with the words that say whose it is. */
const says = (cell: string, country: CountryCode) =>
  splitNumbers(plainCharacters(cell), readsIn(country)).map(({ text, words, label }) =>
    [readsIn(country)(text) ?? text, ...(words === '' ? [] : [`${words} (${label})`])].join(' '),
  );

describe('several numbers in a cell', () => {
  test.each([
    ['(11) 98765-4321 / 3344-5566', 'BR', ['+5511987654321', '+551133445566']],
    ['11 98765-4321 ::: 11 3344-5566', 'BR', ['+5511987654321', '+551133445566']],
    ['11 98765-4321, 21 3344-5566', 'BR', ['+5511987654321', '+552133445566']],
    ['11 98765-4321 ou 3344-5566', 'BR', ['+5511987654321', '+551133445566']],
    ['11 3344-5566 e 11 98765-4321', 'BR', ['+551133445566', '+5511987654321']],
    ['11 98765-4321 11 91234-5678', 'BR', ['+5511987654321', '+5511912345678']],
    ['+5511987654321+5511912345678', 'BR', ['+5511987654321', '+5511912345678']],
    ['11 98765-4321 / recado 11 3344-5566 (mãe)', 'BR', ['+5511987654321', '+551133445566 recado mãe (other)']],
    ['11 96821-7798 WhatsApp, 11 98218-2680', 'BR', ['+5511968217798 WhatsApp (whatsapp)', '+5511982182680']],
    ['040/66969131', 'DE', ['+494066969131']],
    ['040/66969131 0171/3920018', 'DE', ['+494066969131', '+491713920018']],
    ['040 66969131 / 66969132', 'DE', ['+494066969131', '+494066969132']],
    ['0171 3920022 / 0176 04069077 (Mutter)', 'DE', ['+491713920022', '+4917604069077 Mutter (other)']],
    ['04921 91234, mobil 0176 04069031', 'DE', ['+49492191234', '+4917604069031 mobil (mobile)']],
    ['p: 040 66969131; m: 0171 3920018', 'DE', ['+494066969131 p (plain)', '+491713920018 m (plain)']],
    ['٠١٠٠١٢٣٤٥٦٧ أو ٠٢٢٣٤٥٦٧٨٩', 'EG', ['+201001234567', '+20223456789']],
    ['01001234567 - 01112345678', 'EG', ['+201001234567', '+201112345678']],
    ['01001234567، 01112345678 (زوجته)', 'EG', ['+201001234567', '+201112345678 زوجته (other)']],
  ] as const)('%j in %s', (cell, country, numbers) => {
    expect(says(cell, country)).toEqual(numbers);
  });

  test('a mobile has no area code that the landline after it could share', () => {
    expect(says('0176 04069031, 66969118', 'DE')).toEqual(['+4917604069031', '66969118']);
  });
});

const mobiles = {
  BR: fc
    .tuple(fc.constantFrom('11', '21', '85'), fc.stringMatching(/^9[6-9]\d{7}$/))
    .map(([area, rest]) => `+55${area}${rest}`),
  DE: fc.stringMatching(/^(?:17[1-5]\d{7}|176\d{8}|15[1279]\d{8})$/).map((national) => `+49${national}`),
  EG: fc.stringMatching(/^1[0125]\d{8}$/).map((national) => `+20${national}`),
} as const;
const signs = fc.constantFrom(
  ' / ',
  '/',
  '; ',
  ' | ',
  ' ::: ',
  ', ',
  ' e ',
  ' ou ',
  ' oder ',
  ' und ',
  ' or ',
  ' أو ',
  ' ',
);

describe('whatever numbers are written one after the other', () => {
  test('they come out as they were put in, by whatever sign they are parted', () => {
    const ofCountry = fc.constantFrom('BR', 'DE', 'EG').chain((country) =>
      fc.record({
        country: fc.constant(country),
        numbers: fc.uniqueArray(mobiles[country as keyof typeof mobiles], { minLength: 1, maxLength: 3 }),
        sign: signs,
        isNational: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(ofCountry, ({ country, numbers, sign, isNational }) => {
        const written = numbers.map((number) => (isNational ? `0${number.slice(3)}` : number));
        const found = splitNumbers(written.join(sign), readsIn(country as CountryCode));
        expect(found.map(({ text }) => readsIn(country as CountryCode)(text))).toEqual(numbers);
      }),
    );
  });

  test('no digit comes out that does not stand in the cell', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom<CountryCode>('BR', 'DE', 'EG'),
        (cell, country) => {
          const plain = plainCharacters(cell);
          for (const { text } of splitNumbers(plain, readsIn(country)))
            expect(plain.replace(/\D/g, '')).toContain(text.replace(/\D/g, '').slice(-7));
        },
      ),
    );
  });
});
