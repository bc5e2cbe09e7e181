import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { mkdir, rm, utimes } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { BrowserPlatform, InstalledBrowser } from '@puppeteer/browsers';
import { limits } from '../../../domain/limits.ts';
import { errorText, fail, type Result, succeed } from '../../../domain/result.ts';
import type { LinkProblem } from '../../../domain/state/state.ts';
import { patientRemoval, renamePatiently } from '../../files/patient-rename.ts';
import { type BrowserChoice, findBrowser } from './find-browser.ts';
import { areNamespacesRestricted } from './namespaces.ts';

export type BrowserFailure = { readonly problem: LinkProblem; readonly detail: string };
export type FetchProgress = (receivedBytes: number, totalBytes: number | null) => void;

/** Finds an installed browser, the chosen one first, or fetches Chrome for Testing into the folder once. */
export async function findOrFetchBrowser(
  chosen: string | null,
  folder: string,
  onProgress: FetchProgress,
): Promise<Result<BrowserChoice, BrowserFailure>> {
  const found = findBrowser(chosen);
  return found ? succeed(found) : fetchBrowser(folder, onProgress);
}

/** Which browser to fetch, from where, and how long it may stall. By default the newest stable Chrome for Testing. */
export type FetchSource = { readonly buildId: string; readonly baseUrl: string; readonly stallMs: number };

/**
 * Chrome for Testing in the folder: the newest one there, or else the newest stable one, fetched with progress. Not
 * where Linux keeps it from making its sandbox: there a browser has to be installed.
 */
export async function fetchBrowser(
  folder: string,
  onProgress: FetchProgress,
  source?: FetchSource,
  canMakeSandbox: () => boolean = canFetchedBrowserMakeSandbox,
): Promise<Result<BrowserChoice, BrowserFailure>> {
  // Loaded only where it is needed, which is on few machines.
  const { detectBrowserPlatform } = await import('@puppeteer/browsers');
  const platform = detectBrowserPlatform();
  if (!platform) return fail({ problem: 'no_browser', detail: 'Chrome is not made for this system' });
  if (!canMakeSandbox()) return fail({ problem: 'no_browser', detail: 'no sandbox for a fetched Chrome' });
  try {
    const kept = await newestFetched(folder);
    const executablePath = kept?.executablePath ?? (await fetchAnew({ folder, platform, onProgress, source }));
    // A browser of an earlier run that still ends is removed at the next start.
    await removeOlder(folder).catch(() => undefined);
    return succeed({ executablePath, args: [] });
  } catch (error) {
    return fail({ problem: 'browser_download_failed', detail: errorText(error) });
  }
}

/** Fetches a newer Chrome for Testing beside the old one, for the next start of WhatsApp. Rejects when that fails. */
export async function refreshBrowser(folder: string, nowMs: number, source?: FetchSource): Promise<void> {
  const kept = await newestFetched(folder);
  if (!kept || nowMs - statSync(kept.path).mtimeMs < limits.browserRefreshMs) return;
  const buildId = source?.buildId ?? (await newestStable(kept.platform));
  if (buildId !== kept.buildId)
    await fetchAnew({ folder, platform: kept.platform, onProgress: () => undefined, source });
  // It is the newest one for now.
  else await utimes(kept.path, nowMs / 1_000, nowMs / 1_000);
}

/** Whether a fetched browser can make its sandbox. As root none can, and only practice and tests run as root. */
function canFetchedBrowserMakeSandbox(): boolean {
  return process.platform !== 'linux' || process.getuid?.() === 0 || !areNamespacesRestricted();
}

type Fetch = {
  readonly folder: string;
  readonly platform: BrowserPlatform;
  readonly onProgress: FetchProgress;
  readonly source: FetchSource | undefined;
};

/** Fetches a browser. Returns its program. Rejects when nothing arrives for too long. */
async function fetchAnew(fetch: Fetch): Promise<string> {
  const stall = new Stall(fetch.source?.stallMs ?? limits.browserStallMs);
  try {
    return await Promise.race([fetchWhole(fetch, stall), stall.late]);
  } finally {
    stall.end();
  }
}

/** Fetches into a temporary folder, named only when complete: a fetch that is killed leaves nothing like a browser. */
async function fetchWhole({ folder, platform, onProgress, source }: Fetch, stall: Stall): Promise<string> {
  const { Browser, Cache, getDownloadUrl, install } = await import('@puppeteer/browsers');
  const browser = Browser.CHROME;
  const buildId = source?.buildId ?? (await newestStable(platform));
  const work = join(folder, 'fetching');
  await rm(work, patientRemoval);
  const baseUrl = source?.baseUrl;
  const wanted = { browser, buildId, platform, cacheDir: work, ...(baseUrl ? { baseUrl } : {}) };
  const archive = await install({
    ...wanted,
    unpack: false,
    downloadProgressCallback: (received, total) => {
      if (received < total) stall.renew();
      else stall.end();
      onProgress(received, total > 0 ? total : null);
    },
  });
  await checkArchive(archive, getDownloadUrl(browser, platform, buildId, baseUrl));
  // Uses the archive on the disk, and unpacks it.
  const { executablePath, path } = await install(wanted);
  const place = new Cache(folder).installationDir(browser, platform, buildId);
  await rm(place, patientRemoval);
  await mkdir(dirname(place), { recursive: true });
  await renamePatiently(path, place);
  await rm(work, patientRemoval);
  return join(place, relative(path, executablePath));
}

async function newestStable(platform: BrowserPlatform): Promise<string> {
  const { Browser, resolveBuildId } = await import('@puppeteer/browsers');
  return resolveBuildId(Browser.CHROME, platform, 'stable');
}

/**
 * Throws where the archive on the disk differs from what the server says it sent. TLS proves that it is Google's
 * server; if the server gives no checksum, as behind some proxies, there is nothing to compare.
 */
async function checkArchive(archive: string, url: URL): Promise<void> {
  const head = await globalThis.fetch(url, { method: 'HEAD' }).catch(() => null);
  const named = /md5=([\w+/]+=*)/.exec(head?.headers.get('x-goog-hash') ?? '')?.[1];
  if (named === undefined) return;
  const hash = createHash('md5');
  for await (const chunk of createReadStream(archive)) hash.update(chunk);
  if (hash.digest('base64') !== named) throw new Error('what arrived is damaged');
}

/** Notices when nothing has arrived for too long: the library waits for ever when a download breaks off. */
class Stall {
  readonly #ms: number;
  readonly #late = Promise.withResolvers<never>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.#ms = ms;
    this.renew();
  }

  get late(): Promise<never> {
    return this.#late.promise;
  }

  renew(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#late.reject(new Error(`nothing arrived for ${this.#ms / 1_000} s`)), this.#ms);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** The newest complete Chrome for Testing in the folder; undefined where there is none. */
async function newestFetched(folder: string): Promise<InstalledBrowser | undefined> {
  return (await fetchedBrowsers(folder))[0];
}

/** Removes all but the newest. Only while none of them runs. */
async function removeOlder(folder: string): Promise<void> {
  const [, ...older] = await fetchedBrowsers(folder);
  for (const { path } of older) await rm(path, patientRemoval);
}

/** Compares versions. The library's own comparison refuses Chrome's versions, which have four parts. */
const byVersion = new Intl.Collator('en', { numeric: true });

async function fetchedBrowsers(folder: string): Promise<InstalledBrowser[]> {
  const { getInstalledBrowsers } = await import('@puppeteer/browsers');
  const all = await getInstalledBrowsers({ cacheDir: folder });
  return all
    .filter(({ executablePath }) => existsSync(executablePath))
    .sort((one, other) => byVersion.compare(other.buildId, one.buildId));
}
