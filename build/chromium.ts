// Finds a Chromium-family browser for scripts and tests, or fetches one. The app has its own code for that.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cacheFolder = join(import.meta.dirname, '../node_modules/.cache/chrome');
/** Holds the path of a fetched browser, so that finding it again does not depend on the layout of the cache. */
const fetchedPathFile = join(cacheFolder, 'executable-path.txt');

const installTimeoutMs = 10 * 60_000;

/** The paths at which browsers install themselves, best first. */
function usualPaths(): string[] {
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Microsoft Edge', 'Brave Browser', 'Chromium'];
    return names.flatMap((name) =>
      ['/Applications', join(homedir(), 'Applications')].map((root) =>
        join(root, `${name}.app`, 'Contents/MacOS', name),
      ),
    );
  }
  if (process.platform === 'win32') {
    const roots = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA];
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
      'Chromium\\Application\\chrome.exe',
    ];
    return programs.flatMap((program) => roots.flatMap((root) => (root ? [join(root, program)] : [])));
  }
  return [
    '/opt/google/chrome/chrome',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/opt/microsoft/msedge/msedge',
    '/usr/bin/microsoft-edge',
    '/opt/brave.com/brave/brave',
    '/usr/bin/brave-browser',
    '/snap/bin/chromium',
  ];
}

/** The path of an installed browser: `CHROMIUM_PATH` first, then the usual places, then one fetched earlier. */
export function findChromium(): string | undefined {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return existsSync(asked) ? asked : undefined;
  const fetched = existsSync(fetchedPathFile) ? [readFileSync(fetchedPathFile, 'utf8')] : [];
  return [...usualPaths(), ...fetched].find((path) => existsSync(path));
}

/** Debian and its relatives have a Chromium package; installing it needs root. */
function installWithApt(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write('No Chromium found: installing the chromium package…\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, stdio: 'ignore', timeout: installTimeoutMs } as const;
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
}

async function fetchChromeForTesting(): Promise<void> {
  process.stderr.write('No Chromium found: fetching Chrome for Testing…\n');
  // Loaded only for a fetch, since it imports half of the app, and each start of the app in a test comes through here.
  const { fetchBrowser } = await import('../electron/whatsapp/browser/fetch-browser.ts');
  const fetched = await fetchBrowser(cacheFolder, () => undefined);
  if (fetched.ok) writeFileSync(fetchedPathFile, fetched.value.executablePath);
}

/** Like `findChromium`, but installs or fetches a browser where there is none. Throws one clear line if that fails. */
export async function ensureChromium(): Promise<string> {
  const asked = process.env.CHROMIUM_PATH;
  if (asked && !existsSync(asked)) throw new Error(`CHROMIUM_PATH names no file: ${asked}`);
  const present = findChromium();
  if (present) return present;
  installWithApt();
  const installed = findChromium();
  if (installed) return installed;
  // Any failure here (offline, a full disk, no build for this system) has the same remedy, which is named below.
  await fetchChromeForTesting();
  const fetched = findChromium();
  if (fetched) return fetched;
  throw new Error('No browser found: install Chrome, Edge, Brave or Chromium, or set CHROMIUM_PATH to its executable.');
}

// `node build/chromium.ts` makes sure that a browser is there and prints its path.
if (import.meta.main) {
  ensureChromium().then(
    (path) => process.stdout.write(`${path}\n`),
    (error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
