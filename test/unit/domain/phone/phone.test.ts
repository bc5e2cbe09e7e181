import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digitVariants, variantKey } from '../../../../domain/phone/digit-variants.ts';
import {
  type CountryCode,
  formatPhone,
  isCountry,
  isFictional,
  isLandline,
  isMobile,
  kindOfPhone,
  parsePhone,
  toChatUser,
} from '../../../../domain/phone/phone.ts';

function reading(text: string, country: CountryCode = 'GB'): string {
  const phone = parsePhone(text, country);
  if (!phone.ok) return phone.problem;
  return phone.warning ? `${phone.e164} ${phone.warning}` : phone.e164;
}

describe('numbers that are read', () => {
  test.each([
    '07700 900123',
    '+447700900123',
    '+44 7700 900123',
    '+44 (0)7700 900123',
    '(+44) 7700-900-123',
    '(07700) 900 123',
    '0044 7700 900123',
    '00 44 7700 900123',
    '447700900123',
    '07700.900.123',
    '07700/900123',
    '07700–900–123',
    "'07700900123",
    '’+447700900123',
    '  07700\u00a0900\u202f123\t',
    '\u202a+44 7700 900123\u202c',
    '\u200e\u206607700\u200b900123\u2069',
    '٠٧٧٠٠ ٩٠٠١٢٣',
    '+٤٤٧٧٠٠٩٠٠١٢٣',
    '۰۷۷۰۰۹۰۰۱۲۳',
    '०७७००९००१२३',
    '০৭৭০০৯০০১২৩',
    '447700 900123',
    '+0044 7700 900123',
    '(+ 0044) 7700 900123',
    'whatsapp:+447700900123',
    '０７７００ ９００１２３',
    '＋44 7700 900123',
    'tel:+44-7700-900-123',
    'https://wa.me/447700900123?text=hi',
    'wa.me/+447700900123',
    'https://api.whatsapp.com/send?phone=447700900123&text=x',
  ])('%j is one British mobile', (text) => {
    expect(reading(text)).toBe('+447700900123');
  });

  test('a number that names its country needs none given', () => {
    expect(parsePhone('+55 11 98765-4321', 'GB')).toEqual({
      ok: true,
      e164: '+5511987654321',
      assumedCountry: false,
      warning: null,
    });
    expect(reading('0044 7700 900123', 'US')).toBe('+447700900123');
    expect(parsePhone('011 44 7700 900123', 'US')).toMatchObject({ e164: '+447700900123', assumedCountry: false });
    expect(reading('0011 65 9823 4567', 'AU')).toBe('+6598234567');
    expect(reading('001-44-7700-900123', 'SG')).toBe('+447700900123');
    // One digit too many at home is no number in America, though 0055 is also dialled before numbers abroad.
    expect(reading('0055 11 40841 86860', 'BR')).toBe('too_long');
    expect(reading('https://wa.me/5511987654321')).toBe('+5511987654321');
  });

  test('a number without a country is read in the given one, and says so', () => {
    expect(parsePhone('11 98765-4321', 'BR')).toEqual({
      ok: true,
      e164: '+5511987654321',
      assumedCountry: true,
      warning: null,
    });
    expect(reading('(0xx11) 98765-4321', 'BR')).toBe('+5511987654321');
    expect(reading('8 916 123-45-67', 'RU')).toBe('+79161234567');
    expect(reading('06 12345678', 'IT')).toBe('+390612345678');
    expect(reading('202-555-0143', 'US')).toBe('+12025550143');
    expect(reading('+1.202.555.0000', 'US')).toMatch(/^\+12025550000/);
  });

  test('old forms that WhatsApp still knows are kept as they were typed', () => {
    expect(reading('+52 1 222 123 4567')).toBe('+5212221234567');
    expect(reading('+55 11 8765-4321')).toBe('+551187654321');
    expect(reading('+54 9 11 2345-6789')).toBe('+5491123456789');
  });

  test('a number of the right length that no list knows is used with a warning', () => {
    expect(reading('+44 1000 000 000')).toBe('+441000000000 not_valid');
    expect(reading('+1 555 123 4567')).toBe('+15551234567 not_valid');
    expect(reading('+966 57 912 3456')).toBe('+966579123456');
  });
});

describe('numbers that are not guessed', () => {
  test.each([
    ['', 'empty'],
    [' \u00a0\u200b', 'empty'],
    ["'", 'empty'],
    ['4.47701E+11', 'rounded'],
    ['4,47E+11', 'rounded'],
    ['4.47E11', 'rounded'],
    ['٤٫٤٧E+١١', 'rounded'],
    ['7700900164.0', 'decimal'],
    ['447700900164,00', 'decimal'],
    ['7700900164.5', 'decimal'],
    ['7700900164.000', 'decimal'],
    ['7700900.0', 'decimal'],
    ['see Maria', 'not_a_number'],
    ['-', 'not_a_number'],
    ['+', 'not_a_number'],
    ['(.)', 'not_a_number'],
    ['n/a', 'not_a_number'],
    ['Ana 07700 900123 x4', 'not_a_number'],
    ['#N/A', 'not_a_number'],
    ['0800 FLOWERS', 'not_a_number'],
    ['-7700900123', 'not_a_number'],
    ['0+7700900123', 'not_a_number'],
    ['maria@example.com', 'not_a_number'],
    ['07700 9001', 'too_short'],
    ['123', 'too_short'],
    ['5', 'too_short'],
    ['+1', 'too_short'],
    ['07700 900123 4567', 'too_long'],
    ['79161234567', 'lost_prefix'],
    ['9'.repeat(400), 'too_long'],
    ['+999 1234 5678', 'not_valid'],
    ['+07700 900123', 'not_valid'],
    ['07700 900123 ext 4', 'extension'],
    ['07700 900123 x4', 'extension'],
    ['07700 900123 / 07700 900124', 'several_numbers'],
    ['07700900123 07700900124', 'several_numbers'],
    ['7700900 7700901', 'several_numbers'],
    ['07700900123 or 07700900124', 'several_numbers'],
    ['+447700900123+447700900124', 'several_numbers'],
  ])('%j is %s', (text, problem) => {
    expect(reading(text)).toBe(problem);
  });

  test('a zero that a spreadsheet dropped is a problem, and never put back', () => {
    expect(reading('7700900123', 'GB')).toBe('lost_prefix');
    expect(reading('7911123456', 'GB')).toBe('lost_prefix');
    // A German mobile number without its zero, or an American number without the plus of its +1.
    expect(reading('15752345678', 'DE')).toBe('lost_prefix');
    expect(reading('015752345678', 'DE')).toBe('+4915752345678');
    // A British number of no known kind without its zero, or a number of Singapore without its plus.
    expect(reading('6591234567', 'GB')).toBe('lost_prefix');
    // In its old form too.
    expect(reading('551187654321', 'GB')).toBe('lost_prefix');
  });

  test('countries that dial without a zero are not suspected of having lost one', () => {
    expect(reading('11987654321', 'BR')).toBe('+5511987654321');
    expect(reading('5512345678', 'MX')).toBe('+525512345678');
    expect(reading('612345678', 'ES')).toBe('+34612345678');
    expect(reading('20/123-4567', 'HU')).toBe('+36201234567');
  });
});

describe('a number as it was dialled until some years ago', () => {
  test.each([
    ['MX', '044 55 1234 5678', '+525512345678'],
    ['MX', '045 656 123 4567', '+526561234567'],
    ['MX', '01 55 1234 5678', '+525512345678'],
    ['MX', '+52 (01) 55 1234 5678', '+525512345678'],
    ['MX', '+52 1 55 1234 5678', '+5215512345678'],
    ['UA', '8 (050) 123-45-67', '+380501234567'],
    ['CL', '09 8765 4321', '+56987654321'],
    ['HU', '+36 (06) 20 123 4567', '+36201234567'],
    ['HU', '+36 (0)20/123-4567', '+36201234567'],
  ] as const)('in %s: %s is one without what was put before it', (country, text, expected) =>
    expect(reading(text, country)).toBe(expected),
  );

  test.each(['044 5512 345', '045 1 55 1234 5678', '02 55 1234 5678', '01 55 1234 56789'])(
    '%s is none, and is asked about',
    (text) => expect(reading(text, 'MX')).not.toMatch(/^\+52[2-9]\d{9}$/),
  );

  test('is nothing of the kind in another country', () => {
    expect(reading('045 55 1234 5678', 'ES')).toBe('too_long');
    expect(reading('+52 045 55 1234 5678', 'ES')).toBe('+525512345678');
  });
});

describe('digit variants', () => {
  test.each([
    ['+5511987654321', '+551187654321'],
    ['+5491123456789', '+541123456789'],
    ['+5212221234567', '+522221234567'],
    ['+5511961234567', '+551161234567'],
    ['+5493876123456', '+543876123456'],
    ['+5219811234567', '+529811234567'],
  ])('%s may be the same person as %s', (long, short) => {
    expect(digitVariants(long)).toEqual([long, short]);
    expect(digitVariants(short)).toEqual([short, long]);
    // Numbers are stored in this form, so another form would find nobody.
    expect([variantKey(long), variantKey(short)]).toEqual([short, short]);
  });

  test.each(['+551133334444', '+447700900123', '+12025550143', '+5511', '+544123456789', '+521123456789'])(
    '%s stands alone',
    (e164) => {
      expect(digitVariants(e164)).toEqual([e164]);
      expect(variantKey(e164)).toBe(e164);
    },
  );

  test('a Brazilian number whose eight digits begin with 9 has the ninth put before them', () => {
    expect(digitVariants('+551198765432')).toEqual(['+551198765432', '+5511998765432']);
  });

  test('every variant of a number has the same variants and the same key', () => {
    const e164 = fc
      .tuple(fc.constantFrom('+55', '+54', '+52', '+549', '+521', '+44'), fc.stringMatching(/^[1-9]\d{7,10}$/))
      .map(([code, rest]) => code + rest);
    fc.assert(
      fc.property(e164, (phone) => {
        for (const variant of digitVariants(phone)) {
          expect([...digitVariants(variant)].sort()).toEqual([...digitVariants(phone)].sort());
          expect(variantKey(variant)).toBe(variantKey(phone));
        }
      }),
    );
  });
});

describe('what always holds', () => {
  test('any text is read or refused, never thrown over', () => {
    const pieces = fc.constantFrom(
      '+',
      '0',
      '7700',
      '900123',
      ' ',
      '.',
      'e',
      'E+',
      '٧',
      '/',
      '(0)',
      'tel:',
      'ext',
      ';',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom<CountryCode>('GB', 'BR', 'US', 'IT', 'SA', 'MX'), (text, country) => {
        const phone = parsePhone(text, country);
        if (phone.ok) expect(phone.e164).toMatch(/^\+[1-9]\d{4,15}$/);
      }),
    );
  });

  test('a zero too many before a Brazilian number is not read as an area code, of which none begins with zero', () => {
    expect(parsePhone('+55 00 67 00000 00', 'BR')).toEqual({ ok: false, problem: 'not_valid' });
    expect(digitVariants('+550670000000')).toEqual(['+550670000000']);
  });

  test('a number that was read reads as itself again, in any country and as it is shown', () => {
    const typed = fc.tuple(fc.constantFrom('07', '+44', '+1', '+55', '+966', '+49'), fc.stringMatching(/^\d{7,11}$/));
    fc.assert(
      fc.property(typed, ([prefix, rest]) => {
        const phone = parsePhone(prefix + rest, 'GB');
        fc.pre(phone.ok);
        expect(parsePhone(phone.e164, 'FR')).toMatchObject({ ok: true, e164: phone.e164, assumedCountry: false });
        expect(parsePhone(formatPhone(phone.e164), 'US')).toMatchObject({ ok: true, e164: phone.e164 });
      }),
      { numRuns: 500 },
    );
  });
});

test('numbers are shown with spaces, and go to WhatsApp without their plus', () => {
  expect(formatPhone('+447700900123')).toBe('+44 7700 900123');
  expect(formatPhone('+5212221234567')).toContain('222');
  expect(toChatUser('+447700900123')).toBe('447700900123');
});

test.each([
  ['+447911123456', 'mobile'],
  ['+447700900123', 'mobile'],
  ['+551187654321', 'mobile'],
  ['+442071234567', 'landline'],
  ['+12125551234', null],
  ['+448001111111', null],
])('%s is for certain: %j', (e164, kind) => {
  expect(kindOfPhone(e164)).toBe(kind);
});

test('what is kept for fiction are a thousand numbers', () => {
  const phones = ['+447700900000', '+447700900999', '+447700901000', '+447700899999', '+4477009001234'];
  expect(phones.map(isFictional)).toEqual([true, true, false, false, false]);
});

test('countries are known by their two letters', () => {
  expect(isCountry('GB')).toBe(true);
  expect(isCountry('UK')).toBe(false);
});

test.each([
  ['+551187654321', true, false],
  ['+551133445566', false, true],
  ['+5215512345678', true, false],
  ['+541143211234', false, true],
  ['+5491143211234', true, false],
])(
  '%s may be a mobile’s: %j, and is a landline’s for certain: %j, also in the form of old',
  (phone, mobile, landline) => {
    expect([isMobile(phone), isLandline(phone)]).toEqual([mobile, landline]);
  },
);
