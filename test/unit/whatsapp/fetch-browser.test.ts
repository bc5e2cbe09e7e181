import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { Browser, BrowserPlatform, computeExecutablePath, detectBrowserPlatform } from '@puppeteer/browsers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZipWriter } from '../../../electron/formats/write-zip.ts';
import { type FetchSource, fetchBrowser, findOrFetchBrowser } from '../../../electron/whatsapp/fetch-browser.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

/** Nobody listens there, so whatever is asked of the network fails at once, as it does offline. */
const nowhere = 'http://127.0.0.1:9';
let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
  // A named browser that is not there keeps the installed ones from being found.
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
const executableIn = (cacheDir: string) =>
  computeExecutablePath({ browser: Browser.CHROME, buildId, platform, cacheDir });
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

it('one whose program is missing, as after a fetch that was cut off, is not taken for a browser', async () => {
  mkdirSync(dirname(executableIn(place.folder)), { recursive: true });
  expect(await find()).toMatchObject({ ok: false, failure: { problem: 'browser_download_failed' } });
});

describe('a fetch', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Serves an archive with a program in it, cut short where a test says so. */
  async function serve(share = 1): Promise<FetchSource> {
    const archive = join(place.folder, 'served.zip');
    const file = await open(archive, 'w');
    const writer = new ZipWriter(file);
    const inArchive = executableIn('/').split(/[\\/]/).slice(3).join('/');
    await writer.add(inArchive, ['the program']);
    await writer.end();
    await file.close();
    const bytes = readFileSync(archive);
    server = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.end(bytes.subarray(0, bytes.length * share));
    }).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, '');
    // Only a download that breaks off has to be given up soon: a busy machine is slow to serve the others.
    return {
      stallMs: share < 1 ? 500 : 30_000,
      buildId,
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
    // What a kill leaves: a part of the archive, a part of the folder, wherever it was working.
    for (const place of [folder, join(folder, 'fetching')]) {
      mkdirSync(dirname(executableIn(place)), { recursive: true });
      const archive = `${buildId}-${basename(dirname(executableIn(place)))}.zip`;
      writeFileSync(join(place, 'chrome', archive), 'PK');
    }
    expect(await fetchBrowser(folder, () => undefined, source)).toMatchObject({ ok: true });
    expect(existsSync(executableIn(folder))).toBe(true);
  });

  it('that breaks off is said, and leaves no browser behind', async () => {
    const source = await serve(0.5);
    const folder = join(place.folder, 'browser');
    const fetched = await fetchBrowser(folder, () => undefined, source);
    const failure = { problem: 'browser_download_failed', detail: 'nothing arrived for 0.5 s' };
    expect(fetched).toEqual({ ok: false, failure });
    expect(existsSync(executableIn(folder))).toBe(false);
  });
});
