import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import updater from 'electron-updater';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorCode } from '../../../db/open.ts';
import { limits } from '../../../domain/limits.ts';
import { fail, succeed } from '../../../domain/result.ts';
import type { UpdateView } from '../../../domain/state/update.ts';
import { feedSource, mayUpdateItself } from '../../../electron/updates/build.ts';
import { Updates } from '../../../electron/updates/updates.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';
import { until } from '../../support/until.ts';

let place: ReturnType<typeof temporaryFolder>;
let server: Server | undefined;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  place.remove();
});

/** electron-updater tells Electron to restart. Outside of Electron that package is only a path to its binary. */
const packages = createRequire(import.meta.url);
const electronPath = packages.resolve('electron');
const electronModule = { id: electronPath, filename: electronPath, loaded: true };
Object.assign(packages.cache, { [electronPath]: { ...electronModule, exports: { autoUpdater: new EventEmitter() } } });
/** The library's own ways to the network: outside of Electron, with the downloads of the one inside. */
const { ElectronHttpExecutor } = packages('electron-updater/out/electronHttpExecutor') as {
  ElectronHttpExecutor: { prototype: { download: unknown } };
};
const { NodeHttpExecutor } = createRequire(packages.resolve('electron-builder'))('builder-util') as {
  NodeHttpExecutor: new () => object;
};

const file = 'SendOnce-2.0.0-win-x64.exe';

type Feed = {
  version: string;
  isDamaged?: boolean;
  stagingPercentage?: number;
  isSignedByOther?: boolean;
  /** The answer of the signed feed, where that is another version or other bytes; null where it cannot be read. */
  signed?: { version?: string; sha512?: string } | null;
  isWithoutUpdater?: boolean;
  isWithoutFetching?: boolean;
};

/** The real updater of Windows over a local feed, in an app of version 1.0.0; the installer is a script. */
async function rig(feed: Feed) {
  const told = join(place.folder, 'installed');
  const installer = Buffer.from(`#!/bin/sh\necho "$*" > ${told}\n`);
  const sha512 = createHash('sha512')
    .update(feed.isDamaged ? 'other' : installer)
    .digest('base64');
  const staged = feed.stagingPercentage === undefined ? '' : `stagingPercentage: ${feed.stagingPercentage}\n`;
  const latest = `version: ${feed.version}\nfiles:\n  - url: ${file}\n    sha512: ${sha512}\n    size: ${installer.length}\n${staged}`;
  const asked: string[] = [];
  server = createServer(({ url = '' }, response) => {
    asked.push(/^\/latest/.test(url) ? 'feed' : 'installer');
    // The file's name tells the updater which system the test runs on.
    if (url.startsWith('/latest')) response.end(latest);
    else if (url === `/${file}`) response.end(installer);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server?.once('listening', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mkdirSync(join(place.folder, 'cache'), { recursive: true });
  const config = join(place.folder, 'app-update.yml');
  writeFileSync(
    config,
    `provider: generic\nurl: ${url}\nupdaterCacheDirName: sendonce\npublisherName:\n  - Our Organisation\n`,
  );
  const did: string[] = [];
  const app = {
    version: '1.0.0',
    name: 'sendonce',
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: place.folder,
    baseCachePath: join(place.folder, 'cache'),
    whenReady: async () => undefined,
    relaunch: () => undefined,
    quit: () => void did.push('library quits'),
    onQuit: () => void did.push('library installs on quit'),
  };
  const windows = new updater.NsisUpdater(null, app as never);
  const { download } = ElectronHttpExecutor.prototype;
  Object.assign(windows, { httpExecutor: Object.assign(new NodeHttpExecutor(), { download }) });
  windows.disableDifferentialDownload = true;
  if (feed.isWithoutFetching) windows.checkForUpdates = async () => null;
  windows.verifyUpdateCodeSignature = async () => (feed.isSignedByOther ? 'signed by somebody else' : null);
  const lines: string[] = [];
  const note = (what: string, details?: object) => void lines.push(`${what} ${JSON.stringify(details)}`);
  const clock = new FakeClock(0);
  const views: UpdateView[] = [];
  const updates = new Updates({
    clock,
    version: '1.0.0',
    language: () => 'en',
    isWanted: () => isWanted,
    onChange: (view) => {
      views.push(view);
      if (view.newer) did.push(`${view.newer.way} ${view.newer.version}`);
    },
    log: { info: note, warn: note, error: (what, error) => void lines.push(`${what} ${errorCode(error)}`) },
    quit: () => void did.push('quit'),
  });
  let isWanted = true;
  updates.start({
    readFeed: async () => {
      asked.push('signed feed');
      if (feed.signed === null) return fail({ code: 'not_signed' });
      const named = { version: feed.version, sha512, ...feed.signed };
      const page = 'https://sendonce.example/download';
      return succeed({ version: named.version, page, news: { en: ['New'] }, files: { [file]: named.sha512 } });
    },
    updater: feed.isWithoutUpdater ? null : windows,
  });
  return {
    views,
    want: (wanted: boolean) => {
      isWanted = wanted;
      updates.settingChanged();
    },
    updates,
    windows,
    did,
    asked,
    lines,
    clock,
    installed: () => existsSync(told) && readFileSync(told, 'utf8'),
  };
}

describe('a newer version', () => {
  it('is fetched and told of, and nothing installs it by itself, also when the app quits', async () => {
    const { did, updates, installed } = await rig({ version: '2.0.0' });
    await expect.poll(() => did).toEqual(['restart 2.0.0']);
    updates.quit();
    expect(did).toEqual(['restart 2.0.0', 'quit']);
    expect(installed()).toBe(false);
  });

  it.runIf(process.platform !== 'win32')('is installed when the operator wants it and the data is closed', async () => {
    const { did, updates, installed } = await rig({ version: '2.0.0' });
    expect(updates.want()).toBe(false);
    await expect.poll(() => did).toEqual(['restart 2.0.0']);
    // Windows needs no permission to run it.
    chmodSync(join(place.folder, 'cache/sendonce/pending', file), 0o755);
    expect(updates.want()).toBe(true);
    // The app stops in between, and a message on its way ends before that.
    expect(installed()).toBe(false);
    updates.quit();
    await expect.poll(installed).toContain('--updated');
    await expect.poll(() => did).toEqual(['restart 2.0.0', 'library quits']);
  });

  it('that cannot be installed does not keep the app from ending', async () => {
    const { did, updates, clock, windows } = await rig({ version: '2.0.0' });
    await expect.poll(() => did).toEqual(['restart 2.0.0']);
    windows.quitAndInstall = () => undefined;
    updates.want();
    updates.quit();
    expect(did).not.toContain('quit');
    await clock.pass(limits.updateInstallMs);
    expect(did).toContain('quit');
  });

  it.each<[string, Partial<Feed>, string]>([
    ['whose bytes are others than the feed says', { isDamaged: true }, 'ERR_CHECKSUM_MISMATCH'],
    ['that somebody else signed', { isSignedByOther: true }, 'ERR_UPDATER_INVALID_SIGNATURE'],
  ])('%s is refused, and the log has its code', async (_, fault, code) => {
    const { did, updates, lines } = await rig({ version: '2.0.0', ...fault });
    await expect.poll(() => lines).toContain(`update ${code}`);
    expect([did, updates.want()]).toEqual([['page 2.0.0'], false]);
  });

  it.each<[string, Feed]>([
    ['is of another version than the signed feed names', { version: '9.9.9', signed: { version: '2.0.0' } }],
    ['has other bytes than the signed feed names', { version: '2.0.0', signed: { sha512: 'others' } }],
  ])('that %s is not fetched, and the operator is led to the page', async (_, feed) => {
    const { did, asked, updates } = await rig(feed);
    await expect.poll(() => did).toEqual(['page 2.0.0']);
    expect(asked).not.toContain('installer');
    expect(updates.want()).toBe(false);
  });

  it('whose file is another one once it lies here is refused, also where nothing looked at its signature', async () => {
    const { did, updates, windows } = await rig({ version: '2.0.0' });
    await expect.poll(() => did).toContain('restart 2.0.0');
    const other = await rig({ version: '2.0.0', isWithoutFetching: true });
    const exchanged = join(place.folder, 'exchanged.exe');
    writeFileSync(exchanged, 'others');
    other.windows.emit('update-downloaded', { version: '2.0.0', downloadedFile: exchanged } as never);
    await expect.poll(() => other.did).toContain('page 2.0.0');
    expect([other.updates.want(), updates.want(), windows === other.windows]).toEqual([false, true, false]);
  });

  it('that cannot be had is fetched by hand, also while an older one lies ready', async () => {
    const feed: Feed = { version: '2.0.0' };
    const { did, clock, updates } = await rig(feed);
    await expect.poll(() => did).toEqual(['restart 2.0.0']);
    feed.signed = { version: '3.0.0' };
    await clock.pass(limits.updateEveryMs);
    await expect.poll(() => did).toContain('page 3.0.0');
    updates.stop();
  });

  it('whose file is refused leaves none behind it that could be installed in its place', async () => {
    const { did, updates, windows } = await rig({ version: '2.0.0' });
    await expect.poll(() => did).toEqual(['restart 2.0.0']);
    const exchanged = join(place.folder, 'exchanged.exe');
    writeFileSync(exchanged, 'others');
    // It is in the place of the version that was ready.
    windows.emit('update-downloaded', { version: '2.0.0', downloadedFile: exchanged } as never);
    await expect.poll(() => did).toContain('page 2.0.0');
    expect(updates.want()).toBe(false);
  });

  it('is told of where the build does not update itself', async () => {
    const { did, asked, updates } = await rig({ version: '2.0.0', isWithoutUpdater: true });
    await expect.poll(() => did).toEqual(['page 2.0.0']);
    expect(updates.page).toBe('https://sendonce.example/download');
    expect(asked).toEqual(['signed feed']);
  });

  it('is believed of nobody whose signature is not ours', async () => {
    const { did, asked, updates, lines } = await rig({ version: '2.0.0', signed: null });
    await expect.poll(() => lines.join()).toContain('not_signed');
    expect([did, asked, updates.view.newer]).toEqual([[], ['signed feed'], null]);
  });

  it('is not looked for where the operator does not want it, and at once when they do', async () => {
    const { asked, clock, want } = await rig({ version: '1.0.0' });
    await expect.poll(() => asked).toEqual(['signed feed']);
    want(false);
    await clock.pass(limits.updateEveryMs);
    expect(asked).toEqual(['signed feed']);
  });

  it('that is not for everybody yet, or is none, is left alone', async () => {
    const staged = await rig({ version: '2.0.0', stagingPercentage: 0 });
    await expect.poll(() => staged.asked).toEqual(['signed feed', 'feed']);
    server?.close();
    place.remove();
    place = temporaryFolder();
    const older = await rig({ version: '0.9.0' });
    await expect.poll(() => older.asked).toEqual(['signed feed']);
    expect([...staged.did, ...older.did]).toEqual([]);
  });

  it('is looked for each day', async () => {
    const { asked, clock, updates } = await rig({ version: '1.0.0' });
    await expect.poll(() => asked).toHaveLength(1);
    // A check during the first one, whose answer is still on its way, starts no second request.
    await until(async () => {
      await clock.pass(limits.updateEveryMs);
      return asked.length >= 2;
    });
    updates.stop();
  });
});

it('a build looks for newer versions where somebody released it, and never from its sources', () => {
  const sourceOf = (publicKey: string, isPackaged = true) => {
    writeFileSync(
      join(place.folder, 'package.json'),
      JSON.stringify({ updates: { feed: 'https://a.example', publicKey } }),
    );
    return feedSource({ isPackaged, app: place.folder });
  };
  expect(sourceOf('key')).toEqual({ url: 'https://a.example', publicKey: 'key' });
  expect([sourceOf(''), sourceOf('key', false)]).toEqual([null, null]);
});

describe('a build', () => {
  const may = (platform: NodeJS.Platform, manifest: object, config = 'provider: generic\n', isPackaged = true) => {
    const updates = { feed: 'https://a.example', publicKey: '' };
    writeFileSync(join(place.folder, 'package.json'), JSON.stringify({ updates, ...manifest }));
    writeFileSync(join(place.folder, 'app-update.yml'), config);
    return mayUpdateItself({ platform, isPackaged, app: place.folder, resources: place.folder });
  };
  const signer = 'provider: generic\npublisherName:\n  - Our Organisation\n';

  it('that is not signed never updates itself', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      expect(may(platform, {}, signer)).toBe(false);
      expect(may(platform, { isSigned: 'true' }, signer)).toBe(false);
      expect(may(platform, { isSigned: true }, signer, false)).toBe(false);
    }
  });

  it('that is signed does, on Windows only where its signer is named: else nothing would be checked', () => {
    expect(may('darwin', { isSigned: true })).toBe(true);
    expect(may('win32', { isSigned: true })).toBe(false);
    expect(may('win32', { isSigned: true }, signer)).toBe(true);
    expect(may('linux', { isSigned: true }, signer)).toBe(false);
  });
});
