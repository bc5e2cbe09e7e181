import { describe, expect, test } from 'vitest';
import { CountryNames } from '../../../../domain/phone/country-names.ts';

const names = new CountryNames();

describe('a country', () => {
  test.each([
    ['United Kingdom', 'GB'],
    ['UK', 'GB'],
    ['U.K.', 'GB'],
    ['Scotland', 'GB'],
    ['GBR', 'GB'],
    ['+44', 'GB'],
    ['0044', 'GB'],
    ['44', 'GB'],
    ['Brasil', 'BR'],
    ['BR - Brazil', 'BR'],
    ['brazil (BR)', 'BR'],
    ['España', 'ES'],
    ['espana', 'ES'],
    ['Estados Unidos', 'US'],
    ['EUA', 'US'],
    ['1', 'US'],
    ['مصر', 'EG'],
    ['الإمارات', 'AE'],
    ['المملكة المتحدة', 'GB'],
    ["Côte d'Ivoire", 'CI'],
    ['Frankreich', 'FR'],
    ['Allemagne', 'DE'],
    ['🇧🇷', 'BR'],
    ['🇧🇷 Brazil', 'BR'],
    ['BR +55', 'BR'],
    ['Iran, Islamic Republic of', 'IR'],
    ['Estados Unidos da América', 'US'],
  ])('%j is %s', (cell, country) => {
    expect(names.read(cell)).toBe(country);
  });

  test.each(['', 'the moon', 'Leith', '07700 900123', '999', '?', 'Georgia, United States of America'])(
    '%j is none',
    (cell) => {
      expect(names.read(cell)).toBeNull();
    },
  );
});
