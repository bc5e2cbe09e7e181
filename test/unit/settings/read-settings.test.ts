import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Settings } from '../../../domain/settings.ts';
import { filesUnder } from '../../support/checkout.ts';

/** Files that store and change a setting, which does not mean that it has an effect there. */
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
