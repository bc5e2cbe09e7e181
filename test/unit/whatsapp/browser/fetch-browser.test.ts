import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { Browser, BrowserPlatform, computeExecutablePath, detectBrowserPlatform } from '@puppeteer/browsers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limits } from '../../../../domain/limits.ts';
import { bindToComputer } from '../../../../electron/whatsapp/browser/browsers.ts';
import {
  type FetchSource,
  fetchBrowser,
  findOrFetchBrowser,
  refreshBrowser,
} from '../../../../electron/whatsapp/browser/fetch-browser.ts';
import { temporaryFolder } from '../../../support/temporary-database.ts';
import { zip } from '../../../support/zip.ts';

/** No server listens there, so every request fails at once, as it does offline. */
const nowhere = 'http://127.0.0.1:9';
let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
  // A configured browser that is missing keeps the installed ones from being found.
  vi.stubEnv('CHROMIUM_PATH', `${place.folder}/missing`);
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, nowhere);
  for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  place.remove();
});

const buildId = '140.0.7339.82';
const platform = detectBrowserPlatform() ?? BrowserPlatform.LINUX;
const executableIn = (cacheDir: string, build = buildId) =>
  computeExecutablePath({ browser: Browser.CHROME, buildId: build, platform, cacheDir });
const newerBuildId = '141.0.7400.1';
const find = () => findOrFetchBrowser(null, place.folder, () => undefined);

it('without a browser and without the network, that it could not be fetched is said with what went wrong', async () => {
  expect(await find()).toEqual({
    ok: false,
    failure: { problem: 'browser_download_failed', detail: expect.stringContaining('127.0.0.1:9') },
  });
});

it('a browser that was fetched once is used again without the network', async () => {
  const executablePath = executableIn(place.folder);
  mkdirSync(dirname(executablePath), { recursive: true });
  writeFileSync(executablePath, '');
  expect(await find()).toEqual({ ok: true, value: { executablePath, args: [] } });
});

it('one that another computer fetched is thrown away, and not started', () => {
  const executablePath = executableIn(place.folder);
  const lay = () => {
    mkdirSync(dirname(executablePath), { recursive: true });
    writeFileSync(executablePath, '');
  };
  lay();
  // The origin is unknown, as in a folder that was copied from elsewhere.
  bindToComputer(place.folder, 'this one');
  expect(existsSync(executablePath)).toBe(false);
  lay();
  bindToComputer(place.folder, 'this one');
  expect(existsSync(executablePath)).toBe(true);
  bindToComputer(place.folder, 'another one');
  expect(existsSync(executablePath)).toBe(false);
});

it('one whose program is missing, as after a fetch that was cut off, is not taken for a browser', async () => {
  mkdirSync(dirname(executableIn(place.folder)), { recursive: true });
  expect(await find()).toMatchObject({ ok: false, failure: { problem: 'browser_download_failed' } });
});

it('a fetched one is none where Linux keeps it from making its sandbox: one has to be installed', async () => {
  const fetched = await fetchBrowser(
    place.folder,
    () => undefined,
    undefined,
    () => false,
  );
  expect(fetched).toMatchObject({ ok: false, failure: { problem: 'no_browser' } });
});

it('the newest of those that were fetched is used, and the older ones are removed', async () => {
  for (const build of [buildId, newerBuildId, '99.0.1.1']) makeFetched(place.folder, build);
  expect(await find()).toEqual({
    ok: true,
    value: { executablePath: executableIn(place.folder, newerBuildId), args: [] },
  });
  expect(readdirSync(join(place.folder, 'chrome'))).toEqual([expect.stringContaining(newerBuildId)]);
});

function makeFetched(folder: string, build: string): string {
  const executablePath = executableIn(folder, build);
  mkdirSync(dirname(executablePath), { recursive: true });
  writeFileSync(executablePath, build);
  return executablePath;
}

describe('a fetch', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Serves an archive with a program in it; a test may ask for it cut short or with a wrong checksum. */
  async function serve({ share = 1, isDamaged = false, build = buildId } = {}): Promise<FetchSource> {
    const inArchive = executableIn('/', build).split(/[\\/]/).slice(3).join('/');
    const bytes = zip({ [inArchive]: 'the program' });
    writeFileSync(join(place.folder, 'served.zip'), bytes);
    const sum = createHash('md5').update(bytes).digest('base64');
    server = createServer((_request, response) => {
      const goog = `crc32c=AAAAAA==,md5=${isDamaged ? sum.replace(/^./, '/') : sum}`;
      response.writeHead(200, { 'content-length': bytes.length, 'x-goog-hash': goog });
      response.end(bytes.subarray(0, bytes.length * share));
    }).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, '');
    // Only a download that breaks off has a short time limit: a busy machine is slow to serve the others.
    return {
      stallMs: share < 1 ? 500 : 30_000,
      buildId: build,
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    };
  }

  it('tells how far it is, and leaves nothing but the browser', async () => {
    const told: (readonly [number, number | null])[] = [];
    const source = await serve();
    const folder = join(place.folder, 'browser');
    const fetched = await fetchBrowser(folder, (...progress) => told.push(progress), source);
    const executablePath = executableIn(folder);
    expect(fetched).toEqual({ ok: true, value: { executablePath, args: [] } });
    expect(readFileSync(executablePath, 'utf8')).toBe('the program');
    const size = readFileSync(join(place.folder, 'served.zip')).length;
    expect(told.at(-1)).toEqual([size, size]);
    expect(readdirSync(folder)).toEqual(['chrome']);
  });

  it('goes through although an earlier one was killed in the middle', async () => {
    const source = await serve();
    const folder = join(place.folder, 'browser');
    // The state after a kill at any point: a part of the archive, a part of the folder.
    for (const place of [folder, join(folder, 'fetching')]) {
      mkdirSync(dirname(executableIn(place)), { recursive: true });
      const archive = `${buildId}-${basename(dirname(executableIn(place)))}.zip`;
      writeFileSync(join(place, 'chrome', archive), 'PK');
    }
    expect(await fetchBrowser(folder, () => undefined, source)).toMatchObject({ ok: true });
    expect(existsSync(executableIn(folder))).toBe(true);
  });

  it('that breaks off is said, and leaves no browser behind', async () => {
    const source = await serve({ share: 0.5 });
    const folder = join(place.folder, 'browser');
    const fetched = await fetchBrowser(folder, () => undefined, source);
    const failure = { problem: 'browser_download_failed', detail: 'nothing arrived for 0.5 s' };
    expect(fetched).toEqual({ ok: false, failure });
    expect(existsSync(executableIn(folder))).toBe(false);
  });

  it('whose bytes are not those that the server says it gave leaves no browser behind', async () => {
    const source = await serve({ isDamaged: true });
    const folder = join(place.folder, 'browser');
    const failure = { problem: 'browser_download_failed', detail: 'what arrived is damaged' };
    expect(await fetchBrowser(folder, () => undefined, source)).toEqual({ ok: false, failure });
    expect(existsSync(executableIn(folder))).toBe(false);
  });

  it('of a newer one comes when the present one is a week old, beside it, for the next start', async () => {
    const source = await serve({ build: newerBuildId });
    const folder = join(place.folder, 'browser');
    const old = makeFetched(folder, buildId);
    const nowMs = Date.now();
    await refreshBrowser(folder, nowMs, source);
    expect(existsSync(executableIn(folder, newerBuildId))).toBe(false);
    await refreshBrowser(folder, nowMs + limits.browserRefreshMs + 1_000, source);
    expect([existsSync(old), existsSync(executableIn(folder, newerBuildId))]).toEqual([true, true]);
    const next = await fetchBrowser(folder, () => undefined);
    expect(next).toMatchObject({ ok: true, value: { executablePath: executableIn(folder, newerBuildId) } });
    expect(existsSync(old)).toBe(false);
  });
});
