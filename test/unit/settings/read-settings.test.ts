import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Settings } from '../../../domain/settings.ts';
import { filesUnder } from '../../support/checkout.ts';

/** Where a setting is kept and changed, which is not where it takes effect. */
const keeps = /^(electron\/settings\/|renderer\/settings\/)/;
const sources = ['electron', 'renderer', 'db', 'domain']
  .flatMap(filesUnder)
  .filter((file) => !keeps.test(file) && file !== 'domain/settings.ts' && !file.startsWith('domain/text/'))
  .map((file) => readFileSync(file, 'utf8'));
const isRead = (name: string) => sources.some((text) => new RegExp(`\\b${name}\\b`).test(text));

it('every setting takes effect somewhere', () => {
  expect(Object.keys(Settings.shape).filter((name) => !isRead(name))).toEqual([]);
  expect(isRead('aSettingThatNobodyReads')).toBe(false);
});
