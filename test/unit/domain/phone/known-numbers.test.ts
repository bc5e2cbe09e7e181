import fc from 'fast-check';
import metadata from 'libphonenumber-js/max/metadata';
import { describe, expect, it } from 'vitest';
import { KnownNumbers } from '../../../../domain/phone/known-numbers.ts';
import { type CountryCode, countryOfPhone, formatPhone, isMobile, parsePhone } from '../../../../domain/phone/phone.ts';

const known = new KnownNumbers();
const countries = Object.keys(metadata.countries) as CountryCode[];
const plans: Readonly<Record<string, readonly unknown[]>> = metadata.countries;

/** Both ways of reading a number must agree. Returns whether the quick way knew the number. */
function isSame(text: string, country: CountryCode): boolean {
  const read = parsePhone(text, country);
  expect(parsePhone(text, country, known), `${text} of ${country}`).toEqual(read);
  if (read.ok) expect(formatPhone(read.e164, known), read.e164).toBe(formatPhone(read.e164));
  const e164 = known.read(text, country);
  if (e164 !== undefined) {
    expect(known.countryOf(e164), e164).toBe(countryOfPhone(e164));
    expect(known.isLandline(e164), e164).toBe(!isMobile(e164));
  }
  return e164 !== undefined;
}

/** A text that matches a pattern of the metadata, which consists only of digits, classes, groups and counts. */
const matching = (pattern: string) => fc.stringMatching(new RegExp(`^(?:${pattern})$`));

/** A number of some kind in a country, with what people write before it. */
const ofSomeKind = fc.constantFrom(...countries).chain((country) => {
  const plan = plans[country] ?? [];
  const kinds = (Array.isArray(plan[11]) ? plan[11] : []).flatMap((kind: unknown) =>
    Array.isArray(kind) && typeof kind[0] === 'string' && kind[0] !== '' ? [kind[0]] : [],
  );
  const patterns = kinds.length === 0 ? [String(plan[2])] : kinds;
  return fc.record({
    country: fc.constant(country),
    code: fc.constant(String(plan[0])),
    national: fc.constantFrom(...patterns).chain(matching),
  });
});

describe('numbers that are known at a glance', () => {
  it('are written in groups, as the library writes them', () => {
    expect(known.inGroups('+5511961234567')).toBe('+55 11 96123 4567');
    expect(known.inGroups('+12125550123')).toBe('+1 212 555 0123');
    // Of ranges that nobody is assigned, or of which the library does not know it yet.
    expect(known.inGroups('+447700212345')).toBe('+44 7700 212345');
    expect(known.inGroups('+12000000000')).toBe('+1 200 000 0000');
    expect(known.inGroups('+55119612345678')).toBeUndefined();
  });

  it('are read as the library reads them, whatever country they are of and however they are written', () => {
    let glances = 0;
    fc.assert(
      fc.property(ofSomeKind, fc.constantFrom(...countries), ({ country, code, national }, other) => {
        for (const at of [country, other])
          for (const text of [
            `+${code}${national}`,
            `0${national}`,
            national,
            `00${code}${national}`,
            `${code}${national}`,
          ])
            glances += Number(isSame(text, at));
      }),
      { numRuns: 1_500 },
    );
    expect(glances).toBeGreaterThan(1_500);
  });

  it('are none that the library would not call valid, or would change', () => {
    const digits = fc.stringMatching(/^\+?\d{5,16}$/);
    fc.assert(
      fc.property(digits, fc.constantFrom(...countries), (text, country) => void isSame(text, country)),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['+447400123456', 'GB'],
    ['07400123456', 'GB'],
    ['+5511987654321', 'BR'],
    ['+14155552671', 'GB'],
    ['+201001234567', 'EG'],
    ['+34612345678', 'ES'],
  ] as const)('are most of those on a list: %s', (text, country) => {
    expect(isSame(text, country)).toBe(true);
  });

  it.each(['+4407400123456', '+447700900123', '+54 9 11 2345-6789', '+541115 2345 6789'])(
    'are none of those that the library has to take apart: %s',
    (text) => {
      for (const country of ['GB', 'AR', 'RU'] as const) isSame(text.replaceAll(/[ -]/g, ''), country);
      expect(known.read(text, 'GB')).toBeUndefined();
    },
  );
});
