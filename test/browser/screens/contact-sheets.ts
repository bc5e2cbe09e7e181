import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Language, languages } from '../../../domain/settings.ts';
import { Gallery } from './gallery.ts';
import type { SceneName } from './scenes.ts';

/** The states of a screen that a sheet shows side by side. Null where the screen has no such state. */
type States = {
  readonly empty: SceneName | null;
  readonly typical: SceneName;
  readonly many: SceneName | null;
  readonly error: SceneName | null;
};

export const sheets: Readonly<Record<string, States>> = {
  'outbox-pending': {
    empty: 'outboxEmpty',
    typical: 'outboxPending',
    many: 'outboxPendingMany',
    error: 'pausedLedger',
  },
  'outbox-sent': { empty: 'outboxNoneFound', typical: 'outboxSent', many: 'outboxSentMany', error: 'outboxError' },
  'outbox-failed': { empty: null, typical: 'outboxFailed', many: 'outboxFailedMany', error: 'pausedInARow' },
  message: { empty: null, typical: 'outboxMessage', many: 'outboxSelected', error: 'messageError' },
  campaigns: { empty: 'campaignsEmpty', typical: 'campaigns', many: 'campaignsMany', error: 'campaignEditBlanks' },
  'step-recipients': {
    empty: 'recipientsEmpty',
    typical: 'recipients',
    many: 'recipientsMany',
    error: 'recipientsError',
  },
  'step-message': { empty: 'messageTextsNone', typical: 'message', many: 'messageFormatted', error: 'messageUnknown' },
  'step-when': { empty: null, typical: 'when', many: 'whenMany', error: 'whenLong' },
  'step-check': { empty: null, typical: 'check', many: 'checkMany', error: 'checkError' },
  people: { empty: 'peopleEmpty', typical: 'people', many: null, error: 'peopleError' },
  'do-not-contact': {
    empty: 'doNotContactEmpty',
    typical: 'doNotContact',
    many: 'doNotContactMany',
    error: 'doNotContactError',
  },
  reports: { empty: 'reportDaysEmpty', typical: 'reportDays', many: 'reportsMany', error: 'reportDaysError' },
  report: { empty: null, typical: 'report', many: 'reportMany', error: 'reportError' },
  settings: { empty: 'settingsUnlinked', typical: 'settings', many: 'settingsLower', error: 'settingsError' },
  team: { empty: 'teamNone', typical: 'teamMembers', many: 'teamMany', error: 'teamEnded' },
  link: { empty: 'linkStarting', typical: 'linkQr', many: 'linkReady', error: 'linkError' },
};

const states = ['empty', 'typical', 'many', 'error'] as const;
const themes = ['light', 'dark'] as const;
/** A laptop's window, and the same at 200 % zoom. */
const sizes = [
  { name: '1024x700', width: 1_024, height: 700 },
  { name: '512x350', width: 512, height: 350 },
] as const;
const cellWidth = 512;

type Picture = { readonly row: string; readonly state: string; readonly image: Buffer };

/**
 * Draws a sheet for each screen and size: a row for each language and theme, a column for each state. Calls `tell` with
 * a line for each screen.
 */
export async function drawContactSheets(
  folder: string,
  tell: (line: string) => void,
  only: readonly string[] = Object.keys(sheets),
  inLanguages: readonly Language[] = languages,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const gallery = await Gallery.open({ isHurried: true });
  try {
    await gallery.page.emulateMedia({ reducedMotion: 'reduce' });
    for (const [screen, scenesOf] of Object.entries(sheets)) {
      if (!only.includes(screen)) continue;
      const pictures = await take(gallery, scenesOf, inLanguages);
      for (const { name } of sizes) {
        const image = await compose(gallery, screen, pictures.get(name) ?? []);
        await writeFile(path.join(folder, `${screen}-${name}.png`), image);
      }
      tell(screen);
    }
  } finally {
    await gallery.close();
  }
}

/** The pictures of one screen, by size. Each scene is loaded once per language and then only restyled. */
async function take(
  gallery: Gallery,
  scenesOf: States,
  inLanguages: readonly Language[],
): Promise<Map<string, Picture[]>> {
  const pictures = new Map<string, Picture[]>(sizes.map(({ name }) => [name, []]));
  for (const language of inLanguages) {
    for (const state of states) {
      const scene = scenesOf[state];
      if (scene === null) continue;
      await gallery.show(scene, { language, ...sizes[0] });
      for (const size of sizes) {
        for (const theme of themes) {
          await gallery.restyle({ ...size, theme });
          const image = await gallery.page.screenshot();
          pictures.get(size.name)?.push({ row: `${language} ${theme}`, state, image });
        }
      }
    }
  }
  return pictures;
}

async function compose(gallery: Gallery, screen: string, pictures: readonly Picture[]): Promise<Buffer> {
  const rows = [...new Set(pictures.map(({ row }) => row))];
  const cells = rows.flatMap((row) =>
    states.map((state) => {
      const picture = pictures.find((one) => one.row === row && one.state === state);
      const image = picture ? `<img src="data:image/png;base64,${picture.image.toString('base64')}">` : '';
      return `<figure><figcaption>${screen} · ${row} · ${state}</figcaption>${image}</figure>`;
    }),
  );
  const style = `body{margin:8px;display:grid;grid-template-columns:repeat(${states.length},${cellWidth}px);gap:8px;font:12px sans-serif;background:#888}figure{margin:0}img{width:100%}`;
  const page = await gallery.openPage();
  await page.setViewportSize({ width: states.length * (cellWidth + 8) + 8, height: 600 });
  await page.setContent(`<style>${style}</style>${cells.join('')}`);
  const image = await page.screenshot({ fullPage: true });
  await page.close();
  return image;
}
