import { accessSync, constants, existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import type { Browser } from '../../../domain/app-views.ts';

/** A browser that can run WhatsApp's page, and what it needs on its command line. */
export type BrowserChoice = { readonly executablePath: string; readonly args: readonly string[] };

/** What the search for a browser needs to know of the machine. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  exists(path: string): boolean;
  /** Whether the path is a file that this user may run. */
  isProgram(path: string): boolean;
  realPath(path: string): string;
  /** The text of a small file, '' for a large one. */
  scriptText(path: string): string;
};

const scriptMaxBytes = 64 * 1024;

export const thisMachine: Machine = {
  platform: process.platform,
  home: homedir(),
  env: process.env,
  exists: existsSync,
  isProgram,
  realPath: (path) => realpathSync(path),
  scriptText: (path) => (statSync(path).size > scriptMaxBytes ? '' : readFileSync(path, 'utf8')),
};

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** By default Edge starts itself again and loses the pipe by which it is driven. */
const edgeArgs = ['--edge-skip-compat-layer-relaunch', '--do-not-de-elevate'] as const;

/** The browser to use: `CHROMIUM_PATH`, else the operator's choice if still there, else the first found; or null. */
export function findBrowser(chosen: string | null, machine: Machine = thisMachine): BrowserChoice | null {
  const asked = machine.env.CHROMIUM_PATH;
  if (asked) return machine.exists(asked) ? choiceOf(asked) : null;
  if (chosen !== null && canRunWhatsApp(chosen, machine)) return choiceOf(chosen);
  const [first] = installedBrowsers(machine);
  return first ? choiceOf(first.path) : null;
}

/** The browsers in the usual places, the preferred one first, one for each name. */
export function installedBrowsers(machine: Machine): Browser[] {
  const found = new Map<string, Browser>();
  for (const path of usualPaths(machine)) {
    const name = browserName(path);
    if (!found.has(name) && machine.exists(path) && !isConfined(machine, path)) found.set(name, { name, path });
  }
  return [...found.values()];
}

/** Whether the program can be started with a profile of ours. Whether WhatsApp works in it shows only then. */
export function canRunWhatsApp(path: string, machine: Machine): boolean {
  return machine.isProgram(path) && !isConfined(machine, path);
}

/** The maker's name for a browser, by its path; for an unknown program the name of its file. */
export function browserName(path: string): string {
  const known = browserNames.find(({ sign }) => sign.test(path));
  return known?.name ?? path.split(/[\\/]/).at(-1) ?? path;
}

/** The order matters: Chromium's program is called `chrome` on Windows, and Edge and Brave are built on Chromium. */
const browserNames = [
  { sign: /msedge|microsoft[- ]?edge/i, name: 'Microsoft Edge' },
  { sign: /brave/i, name: 'Brave' },
  { sign: /chromium/i, name: 'Chromium' },
  { sign: /chrome/i, name: 'Google Chrome' },
] as const;

function choiceOf(path: string): BrowserChoice {
  return { executablePath: path, args: /edge/i.test(path) ? edgeArgs : [] };
}

function usualPaths({ platform, home, env }: Machine): string[] {
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
    return windowsPrograms.flatMap((program) => roots.map((root) => win32.join(root, program)));
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', posix.join(home, 'Applications')];
    return macNames.flatMap((name) => roots.map((root) => posix.join(root, `${name}.app/Contents/MacOS/${name}`)));
  }
  return [...linuxPaths];
}

const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  'Chromium\\Application\\chrome.exe',
] as const;

const macNames = ['Google Chrome', 'Microsoft Edge', 'Brave Browser', 'Chromium'] as const;

const linuxPaths = [
  '/opt/google/chrome/chrome',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/microsoft/msedge/msedge',
  '/usr/bin/microsoft-edge',
  '/opt/brave.com/brave/brave',
  '/usr/bin/brave-browser',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
] as const;

/** Whether it is a snap (as Ubuntu's `chromium-browser`) or flatpak, which cannot write to the app's hidden folder. */
function isConfined(machine: Machine, path: string): boolean {
  if (machine.platform !== 'linux') return false;
  const real = machine.realPath(path);
  if (/\/(snap|flatpak)(\/|$)/.test(real)) return true;
  return /\/snap\/|\bflatpak run\b/.test(machine.scriptText(real));
}
