import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { InstalledBrowser } from '@puppeteer/browsers';
import { patientRemoval } from '../../files/patient-rename.ts';

/** The newest Chrome for Testing that was fetched into the folder and is whole; undefined where none is. */
export async function newestFetched(folder: string): Promise<InstalledBrowser | undefined> {
  return (await fetchedBrowsers(folder))[0];
}

/** Removes all but the newest. Only while none of them runs. */
export async function removeOlder(folder: string): Promise<void> {
  const [, ...older] = await fetchedBrowsers(folder);
  for (const { path } of older) await rm(path, patientRemoval);
}

/** The library's own comparison refuses Chrome's versions, which have four parts. */
const byVersion = new Intl.Collator('en', { numeric: true });

async function fetchedBrowsers(folder: string): Promise<InstalledBrowser[]> {
  const { getInstalledBrowsers } = await import('@puppeteer/browsers');
  const all = await getInstalledBrowsers({ cacheDir: folder });
  return all
    .filter(({ executablePath }) => existsSync(executablePath))
    .sort((one, other) => byVersion.compare(other.buildId, one.buildId));
}
