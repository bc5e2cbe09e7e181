// `app`: life cycle, paths, command line.
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type * as Electron from 'electron';
import { recorder } from './record.ts';
import { SingleInstanceLock } from './single-instance.ts';
import { utilityMetrics } from './utility-process.ts';

type Package = { name: string; productName?: string; version: string; main?: string };

/** An event whose default can be prevented, as Electron's listeners get it. */
export function preventable(): { event: Electron.Event; wasPrevented: () => boolean } {
  let prevented = false;
  const preventDefault = () => {
    prevented = true;
  };
  const event = { preventDefault, defaultPrevented: false } as Electron.Event;
  return { event, wasPrevented: () => prevented };
}

/** Electron's command line holds Chromium's switches: every argument that starts with two dashes. */
class HostCommandLine
  implements
    Pick<Electron.CommandLine, 'appendSwitch' | 'appendArgument' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'>
{
  readonly #switches = new Map<string, string>();
  constructor(args: readonly string[]) {
    for (const arg of args) {
      const match = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
      if (match?.[1]) this.#switches.set(match[1].toLowerCase(), match[2] ?? '');
    }
  }
  appendSwitch(name: string, value = ''): void {
    this.#switches.set(name.toLowerCase(), value);
  }
  appendArgument(value: string): void {
    recorder.call('commandLine.appendArgument', value);
  }
  hasSwitch(name: string): boolean {
    return this.#switches.has(name);
  }
  getSwitchValue(name: string): string {
    return this.#switches.get(name) ?? '';
  }
  removeSwitch(name: string): void {
    this.#switches.delete(name.toLowerCase());
  }
}

function applicationDataFolder(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support');
  if (process.platform === 'win32') return process.env.APPDATA ?? join(homedir(), 'AppData/Roaming');
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
}

/** The part of a window that the app needs when it quits; windows register themselves. */
export type ClosableWindow = { requestClose(): boolean; destroy(): void };

type AppSurface = Pick<
  Electron.App,
  | 'commandLine'
  | 'disableHardwareAcceleration'
  | 'enableSandbox'
  | 'exit'
  | 'focus'
  | 'getAppMetrics'
  | 'getAppPath'
  | 'getBadgeCount'
  | 'getLocale'
  | 'getName'
  | 'getPath'
  | 'getPreferredSystemLanguages'
  | 'getSystemLocale'
  | 'getVersion'
  | 'hasSingleInstanceLock'
  | 'hide'
  | 'isPackaged'
  | 'isReady'
  | 'quit'
  | 'relaunch'
  | 'releaseSingleInstanceLock'
  | 'requestSingleInstanceLock'
  | 'setAboutPanelOptions'
  | 'setAppLogsPath'
  | 'setAppUserModelId'
  | 'setBadgeCount'
  | 'setName'
  | 'setPath'
  | 'show'
  | 'showAboutPanel'
  | 'whenReady'
>;

export class HostApp extends EventEmitter implements AppSurface {
  readonly isPackaged = false;
  readonly commandLine: Electron.CommandLine = new HostCommandLine(process.argv.slice(1));
  /** The open windows: quitting asks each of them. */
  readonly openWindows = new Set<ClosableWindow>();
  /** Run before the process ends, e.g. to close the window's Chromium. */
  readonly onExit: (() => Promise<unknown>)[] = [];
  readonly #root: string;
  readonly #package: Package;
  readonly #ready = Promise.withResolvers<void>();
  readonly #lock = new SingleInstanceLock();
  readonly #paths = new Map<string, string>();
  #name: string;
  #isReady = false;
  #stage: 'running' | 'quitting' | 'exiting' = 'running';
  /** The arguments with which the app is to be started again; null when it is not. */
  #relaunchArgs: readonly string[] | null = null;
  #badge = 0;

  constructor(root: string) {
    super();
    this.#root = root;
    this.#package = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package;
    this.#name = this.#package.productName ?? this.#package.name;
    const asked = this.commandLine.getSwitchValue('user-data-dir');
    if (asked) this.#paths.set('userData', resolve(asked));
  }

  get mainModule(): string {
    return join(this.#root, this.#package.main ?? 'index.js');
  }
  get isQuitting(): boolean {
    return this.#stage !== 'running';
  }
  getAppMetrics = () => utilityMetrics();
  getAppPath = () => this.#root;
  getName = () => this.#name;
  setName = (name: string) => {
    this.#name = name;
  };
  getVersion = () => this.#package.version;
  /** Electron's locale is empty until the app is ready: it is set after the app's code was loaded. */
  getLocale = () => (this.#isReady ? this.#systemLanguage() : '');
  getSystemLocale = () => this.getLocale();
  getPreferredSystemLanguages = () => [this.#systemLanguage()];
  #systemLanguage = () => this.commandLine.getSwitchValue('lang') || 'en-GB';

  getPath: Electron.App['getPath'] = (name) => {
    const path = this.#paths.get(name) ?? this.#defaultPath(name);
    if (name === 'userData' || name === 'sessionData' || name === 'logs')
      mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  setPath = (name: string, path: string) => {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    this.#paths.set(name, path);
  };
  setAppLogsPath = (path?: string) => this.setPath('logs', path ?? this.#defaultPath('logs'));

  #defaultPath(name: string): string {
    const userData = () => this.getPath('userData');
    const home = homedir();
    const known: Record<string, () => string> = {
      home: () => home,
      appData: applicationDataFolder,
      userData: () => join(applicationDataFolder(), this.#name),
      sessionData: userData,
      logs: () => (process.platform === 'darwin' ? join(home, 'Library/Logs', this.#name) : join(userData(), 'logs')),
      crashDumps: () => join(userData(), 'Crashpad'),
      temp: tmpdir,
      exe: () => process.execPath,
      module: () => process.execPath,
      desktop: () => join(home, 'Desktop'),
      documents: () => join(home, 'Documents'),
      downloads: () => join(home, 'Downloads'),
      music: () => join(home, 'Music'),
      pictures: () => join(home, 'Pictures'),
      videos: () => join(home, 'Videos'),
    };
    const path = known[name];
    if (!path) throw new Error(`Failed to get '${name}' path`);
    return path();
  }

  whenReady = () => this.#ready.promise;
  isReady = () => this.#isReady;
  /** The stand-in calls it once the app's main module has been evaluated, when Electron emits `ready`. */
  becomeReady(): void {
    this.#isReady = true;
    this.emit('ready', {}, {});
    this.#ready.resolve();
  }

  /** The folder of the stand-in's own files, in the app's data folder. */
  hostFolder(): string {
    const folder = join(this.getPath('userData'), 'stand-in');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  requestSingleInstanceLock: Electron.App['requestSingleInstanceLock'] = (additionalData) => {
    const own = { argv: process.argv, workingDirectory: process.cwd(), additionalData: additionalData ?? null };
    return this.#lock.request(this.hostFolder(), own, (second) => {
      const tell = () => this.emit('second-instance', {}, second.argv, second.workingDirectory, second.additionalData);
      void this.#ready.promise.then(tell); // Electron holds the event back until the app is ready.
    });
  };
  hasSingleInstanceLock = () => this.#lock.isHeld;
  releaseSingleInstanceLock = () => this.#lock.release();

  /**
   * Electron's order: before-quit, each window's close, will-quit; any listener that prevents its event stops the
   * quitting.
   */
  quit = () => {
    if (this.#stage !== 'running') return;
    this.#stage = 'quitting';
    const before = preventable();
    this.emit('before-quit', before.event);
    const goesOn = !before.wasPrevented() && [...this.openWindows].every((window) => window.requestClose());
    const will = preventable();
    if (goesOn) this.emit('will-quit', will.event);
    if (goesOn && !will.wasPrevented()) this.exit(0);
    // A listener may have called `exit` itself meanwhile, which cannot be undone.
    else if (this.#stage === 'quitting') this.#stage = 'running';
  };

  exit = (code = 0) => {
    if (this.#stage === 'exiting') return;
    this.#stage = 'exiting';
    this.emit('quit', {}, code);
    for (const window of [...this.openWindows]) window.destroy();
    const giveUpMs = 3_000;
    const late = new Promise((done) => setTimeout(done, giveUpMs).unref());
    const closed = Promise.allSettled(this.onExit.map((close) => close()));
    void Promise.race([closed, late]).then(() => {
      this.#lock.release();
      if (this.#relaunchArgs) this.#startAgain(this.#relaunchArgs);
      process.exit(code);
    });
  };

  relaunch: Electron.App['relaunch'] = (options) => {
    recorder.call('app.relaunch', options);
    this.#relaunchArgs = options?.args ?? process.argv.slice(1);
  };
  /** A launcher (recognised by the message channel) could not reach the new process, so it starts the app itself. */
  #startAgain(args: readonly string[]): void {
    if (process.send) return;
    const run = join(import.meta.dirname, 'run.ts');
    spawn(process.execPath, [run, ...args], { detached: true, stdio: 'inherit' }).unref();
  }

  setBadgeCount: Electron.App['setBadgeCount'] = (count = 0) => {
    recorder.call('app.setBadgeCount', count);
    this.#badge = count;
    return true;
  };
  getBadgeCount = () => this.#badge;
  setAppUserModelId = (id: string) => recorder.call('app.setAppUserModelId', id);
  enableSandbox = () => recorder.call('app.enableSandbox');
  disableHardwareAcceleration = () => recorder.call('app.disableHardwareAcceleration');
  setAboutPanelOptions: Electron.App['setAboutPanelOptions'] = (options) =>
    recorder.call('app.setAboutPanelOptions', options);
  showAboutPanel = () => recorder.call('app.showAboutPanel');
  focus = () => recorder.call('app.focus');
  show = () => recorder.call('app.show');
  hide = () => recorder.call('app.hide');
}

/** Electron takes the first argument that is not a switch as the app's folder. */
const appFolder = process.argv.slice(1).find((arg) => !arg.startsWith('-')) ?? '.';
export const app = new HostApp(resolve(appFolder));
