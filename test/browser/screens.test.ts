import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clippedWords, overlappingWords, sidewaysScroll } from './screens/clipped.ts';
import { Gallery } from './screens/gallery.ts';
import { type SceneName, scenes } from './screens/scenes.ts';
import { untranslated } from './screens/untranslated.ts';

const sceneNames = Object.keys(scenes) as SceneName[];

/** Axe reads the same widgets again on every state of a screen: one state of each is enough. */
const axeScenes: readonly SceneName[] = [
  'outboxPending',
  'outboxNotConfirmed',
  'campaigns',
  'doNotContact',
  'report',
  'reportDays',
  'settings',
  'recipients',
  'message',
  'when',
  'check',
  'linkQr',
];

let gallery: Gallery;
beforeAll(async () => {
  gallery = await Gallery.open();
});
afterAll(() => gallery.close());

describe('in a language 40 % longer than English', () => {
  it.each(sceneNames)('%s shows every word from the dictionary, and all of it', async (name) => {
    await gallery.show(name, { language: 'pseudo' });
    expect(await untranslated(gallery.page)).toEqual([]);
    const wide = await clippedWords(gallery.page);
    await gallery.resize({ width: 640, height: 800 });
    const narrow = [...(await clippedWords(gallery.page)), ...(await sidewaysScroll(gallery.page))];
    await gallery.resize({ width: 1_024, height: 700 });
    const laptop = await clippedWords(gallery.page);
    // The same window at 200 % zoom.
    await gallery.resize({ width: 512, height: 350 });
    const zoomed = [
      ...(await clippedWords(gallery.page)),
      ...(await sidewaysScroll(gallery.page)),
      ...(await overlappingWords(gallery.page)),
    ];
    expect({ wide, narrow, laptop, zoomed }).toEqual({ wide: [], narrow: [], laptop: [], zoomed: [] });
  });
});

describe('in Arabic', () => {
  it.each(axeScenes)('%s runs from right to left, and axe finds nothing', async (name) => {
    await gallery.show(name, { language: 'ar', theme: 'dark' });
    expect(await gallery.page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await clippedWords(gallery.page)).toEqual([]);
    const { violations } = await new AxeBuilder({ page: gallery.page }).setLegacyMode().analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([]);
  });
});
