import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { mkdir, rm, utimes } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { BrowserPlatform, InstalledBrowser } from '@puppeteer/browsers';
import { limits } from '../../../domain/limits.ts';
import { errorText, fail, type Result, succeed } from '../../../domain/result.ts';
import type { LinkProblem } from '../../../domain/state/state.ts';
import { patientRemoval, renamePatiently } from '../../files/patient-rename.ts';
import { areNamespacesRestricted } from '../page/namespaces.ts';
import { type BrowserChoice, findBrowser } from './find-browser.ts';

export type BrowserFailure = { readonly problem: LinkProblem; readonly detail: string };
export type FetchProgress = (receivedBytes: number, totalBytes: number | null) => void;

/** An installed browser, the chosen one before others, or Chrome for Testing fetched into the folder once. */
export async function findOrFetchBrowser(
  chosen: string | null,
  folder: string,
  onProgress: FetchProgress,
): Promise<Result<BrowserChoice, BrowserFailure>> {
  const found = findBrowser(chosen);
  return found ? succeed(found) : fetchBrowser(folder, onProgress);
}

/** Which browser, from where, and how patiently. The usual one is the newest stable Chrome for Testing. */
export type FetchSource = { readonly buildId: string; readonly baseUrl: string; readonly stallMs: number };

/**
 * Chrome for Testing in the folder: the newest one that is there, or the newest stable one, fetched with progress. Not
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
    // One that still ends, of a run before, goes at the next start.
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

/** As root no browser has a sandbox, and only practice and tests run one. */
function canFetchedBrowserMakeSandbox(): boolean {
  return process.platform !== 'linux' || process.getuid?.() === 0 || !areNamespacesRestricted();
}

type Fetch = {
  readonly folder: string;
  readonly platform: BrowserPlatform;
  readonly onProgress: FetchProgress;
  readonly source: FetchSource | undefined;
};

/** Returns its program. Rejects when nothing arrives for too long. */
async function fetchAnew(fetch: Fetch): Promise<string> {
  const stall = new Stall(fetch.source?.stallMs ?? limits.browserStallMs);
  try {
    return await Promise.race([fetchWhole(fetch, stall), stall.late]);
  } finally {
    stall.end();
  }
}

/** It comes into its place only when it is whole: of a fetch that is killed nothing is left that looks like a browser. */
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
  // Finds the archive, and unpacks it.
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
 * Throws where the archive on the disk is not what the server says it gave. That it is Google's server is TLS's to say;
 * where that gives no sum, as behind some proxies, there is nothing to compare.
 */
async function checkArchive(archive: string, url: URL): Promise<void> {
  const head = await globalThis.fetch(url, { method: 'HEAD' }).catch(() => null);
  const named = /md5=([\w+/]+=*)/.exec(head?.headers.get('x-goog-hash') ?? '')?.[1];
  if (named === undefined) return;
  const hash = createHash('md5');
  for await (const chunk of createReadStream(archive)) hash.update(chunk);
  if (hash.digest('base64') !== named) throw new Error('what arrived is damaged');
}

/** Tells when nothing has arrived for too long: the library waits for ever where a download breaks off. */
class Stall {
  readonly #ms: number;
  readonly #late = Promise.withResolvers<never>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.#ms = ms;
    this.renew();
  }

  /** Rejects then. */
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

/** The newest Chrome for Testing that was fetched into the folder and is whole; undefined where none is. */
async function newestFetched(folder: string): Promise<InstalledBrowser | undefined> {
  return (await fetchedBrowsers(folder))[0];
}

/** Removes all but the newest. Only while none of them runs. */
async function removeOlder(folder: string): Promise<void> {
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
