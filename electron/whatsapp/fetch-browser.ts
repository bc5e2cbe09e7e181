import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '../../domain/limits.ts';
import { assert, errorText, fail, type Result, succeed } from '../../domain/result.ts';
import type { LinkProblem } from '../../domain/state.ts';
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

/** Chrome for Testing in the folder: the one that is there, or the newest stable one, fetched with progress. */
export async function fetchBrowser(
  folder: string,
  onProgress: FetchProgress,
  source?: FetchSource,
): Promise<Result<BrowserChoice, BrowserFailure>> {
  // Loaded only where it is needed, which is on few machines.
  const browsers = await import('@puppeteer/browsers');
  if (!browsers.detectBrowserPlatform())
    return fail({ problem: 'no_browser', detail: 'Chrome is not made for this system' });
  const stall = new Stall(source?.stallMs ?? limits.browserStallMs);
  try {
    const found = await browsers.getInstalledBrowsers({ cacheDir: folder });
    const kept = found.find(({ executablePath }) => existsSync(executablePath));
    const fetched = kept ? kept.executablePath : fetchAnew(browsers, folder, onProgress, stall, source);
    return succeed({ executablePath: await Promise.race([fetched, stall.late]), args: [] });
  } catch (error) {
    return fail({ problem: 'browser_download_failed', detail: errorText(error) });
  } finally {
    stall.end();
  }
}

/** It comes into its place only when it is whole: of a fetch that is killed nothing is left that looks like a browser. */
async function fetchAnew(
  {
    Browser,
    computeExecutablePath,
    detectBrowserPlatform,
    install,
    resolveBuildId,
  }: typeof import('@puppeteer/browsers'),
  folder: string,
  onProgress: FetchProgress,
  stall: Stall,
  source: FetchSource | undefined,
): Promise<string> {
  const browser = Browser.CHROME;
  const platform = detectBrowserPlatform();
  assert(platform, 'a system without a Chrome was told before');
  const buildId = source?.buildId ?? (await resolveBuildId(browser, platform, 'stable'));
  const work = join(folder, 'fetching');
  await rm(work, { recursive: true, force: true });
  await install({
    browser,
    buildId,
    platform,
    cacheDir: work,
    ...(source ? { baseUrl: source.baseUrl } : {}),
    downloadProgressCallback: (received, total) => {
      if (received < total) stall.renew();
      else stall.end();
      onProgress(received, total > 0 ? total : null);
    },
  });
  const place = join(folder, browser);
  await rm(place, { recursive: true, force: true });
  await rename(join(work, browser), place);
  await rm(work, { recursive: true, force: true });
  return computeExecutablePath({ browser, buildId, platform, cacheDir: folder });
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
