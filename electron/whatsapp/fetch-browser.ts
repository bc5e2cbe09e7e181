import { fail, type Result, succeed } from '../../domain/result.ts';
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

/** Chrome for Testing in the folder: the one that is there, or the newest stable one, fetched with progress. */
async function fetchBrowser(folder: string, onProgress: FetchProgress): Promise<Result<BrowserChoice, BrowserFailure>> {
  // Loaded only where it is needed, which is on few machines.
  const browsers = await import('@puppeteer/browsers');
  const platform = browsers.detectBrowserPlatform();
  if (!platform) return fail({ problem: 'no_browser', detail: 'Chrome is not made for this system' });
  try {
    const [kept] = await browsers.getInstalledBrowsers({ cacheDir: folder });
    if (kept) return succeed({ executablePath: kept.executablePath, args: [] });
    const buildId = await browsers.resolveBuildId(browsers.Browser.CHROME, platform, 'stable');
    const installed = await browsers.install({
      browser: browsers.Browser.CHROME,
      buildId,
      platform,
      cacheDir: folder,
      downloadProgressCallback: (received, total) => onProgress(received, total > 0 ? total : null),
    });
    return succeed({ executablePath: installed.executablePath, args: [] });
  } catch (error) {
    return fail({ problem: 'browser_download_failed', detail: error instanceof Error ? error.message : String(error) });
  }
}
