import { describe, expect, it, test } from 'vitest';
import { readSettings, writeSettings } from '../../../db/settings.ts';
import { countryOfLocale } from '../../../electron/settings/read-phone.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';

describe('the country of a system’s locale', () => {
  test.each([
    ['ar-EG', 'EG'],
    ['pt-BR', 'BR'],
    ['pt_BR', 'BR'],
    ['zh-Hant-TW', 'TW'],
    ['en-US-posix', 'US'],
    ['ar-EG-u-nu-latn', 'EG'],
    ['es-419', 'ES'],
    ['ar', 'EG'],
    ['pt', 'BR'],
    ['en', 'GB'],
    ['', 'GB'],
  ])('of %j is %s', (locale, country) => {
    expect(countryOfLocale(locale)).toBe(country);
  });
});

it('is that of numbers without a code until the operator chooses another, and never in practice', () => {
  const { db } = temporaryStores();
  const system = { language: 'ar', country: 'EG' } as const;
  expect(readSettings(db, false, system)).toMatchObject({ language: 'ar', country: 'EG' });
  expect(readSettings(db, true, system)).toMatchObject({ language: 'ar', country: 'EG' });
  writeSettings(db, { country: 'AE' });
  expect(readSettings(db, false, system).country).toBe('AE');
});
