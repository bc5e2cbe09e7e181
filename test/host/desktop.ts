// The desktop around the app. Nothing is shown: the app's calls are recorded, and dialogs answer by themselves.
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { recorder } from './record.ts';

/** Electron's dialogs take the parent window as an optional first argument. */
function dialogOptions<Options>(args: [unknown, Options] | [Options]): Options {
  return (args.length === 2 ? args[1] : args[0]) as Options;
}
/** Functions and handles cannot be passed to the test. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

function saveAnswer(options: Electron.SaveDialogOptions): Electron.SaveDialogReturnValue {
  recorder.call('dialog.showSaveDialog', plain(options));
  const folder = join(app.getPath('userData'), 'exports');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { canceled: false, filePath: join(folder, basename(options.defaultPath ?? 'export')) };
}
function messageAnswer(options: Electron.MessageBoxOptions): number {
  recorder.call('dialog.showMessageBox', plain(options));
  if (options.type === 'error') process.stderr.write(`[dialog] ${options.message}: ${options.detail}\n`);
  // Before there is a window, a test cannot run code here: it names the button to press beforehand.
  const pressed = options.buttons?.indexOf(process.env.HOST_BUTTON ?? '') ?? -1;
  return pressed >= 0 ? pressed : (options.defaultId ?? options.cancelId ?? 0);
}
type SaveArguments = [unknown, Electron.SaveDialogOptions] | [Electron.SaveDialogOptions];
type OpenArguments = [unknown, Electron.OpenDialogOptions] | [Electron.OpenDialogOptions];
type MessageArguments = [unknown, Electron.MessageBoxOptions] | [Electron.MessageBoxOptions];

/**
 * Save dialogs answer with a file in `<userData>/exports`, open dialogs are cancelled, message boxes answer with their
 * default. A test sets other answers by replacing a method through `evaluate`.
 */
export const dialog = {
  showSaveDialog: async (...args: SaveArguments) => saveAnswer(dialogOptions(args)),
  showSaveDialogSync: (...args: SaveArguments) => saveAnswer(dialogOptions(args)).filePath,
  showOpenDialog: async (...args: OpenArguments) => {
    recorder.call('dialog.showOpenDialog', plain(dialogOptions(args)));
    return { canceled: true, filePaths: [] };
  },
  showMessageBox: async (...args: MessageArguments) => ({
    response: messageAnswer(dialogOptions(args)),
    checkboxChecked: false,
  }),
  showMessageBoxSync: (...args: MessageArguments) => messageAnswer(dialogOptions(args)),
  showErrorBox: (title: string, content: string) => {
    recorder.call('dialog.showErrorBox', title, content);
    process.stderr.write(`[dialog] ${title}: ${content}\n`);
  },
};

export const shell = {
  openExternal: async (url: string) => recorder.call('shell.openExternal', url),
  openPath: async (path: string) => {
    recorder.call('shell.openPath', path);
    return '';
  },
  showItemInFolder: (path: string) => recorder.call('shell.showItemInFolder', path),
  beep: () => recorder.call('shell.beep'),
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'>;

/** A test finds notifications in the recorder and clicks one with `emit('click')`. */
export class HostNotification extends EventEmitter {
  static isSupported = () => true;
  title: string;
  body: string;
  silent: boolean;
  readonly actions: Electron.NotificationAction[];
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.actions = options.actions ?? [];
  }
  show(): void {
    recorder.notifications.push(this);
    recorder.call('notification.show', { title: this.title, body: this.body });
    this.emit('show', {});
  }
  close(): void {
    this.emit('close', {});
  }
}

function createClipboard() {
  let text = '';
  return {
    writeText: async (value: string) => {
      recorder.call('clipboard.writeText', value);
      text = value;
    },
    readText: async () => text,
    clear: () => {
      text = '';
    },
  } satisfies Pick<Electron.Clipboard, 'writeText' | 'readText' | 'clear'>;
}
export const clipboard = createClipboard();

class HostPowerMonitor
  extends EventEmitter
  implements
    Pick<Electron.PowerMonitor, 'getSystemIdleState' | 'getSystemIdleTime' | 'isOnBatteryPower' | 'onBatteryPower'>
{
  readonly onBatteryPower = false;
  getSystemIdleState = () => 'active' as const;
  getSystemIdleTime = () => 0;
  isOnBatteryPower = () => false;
}
/** A test sends the computer to sleep with `powerMonitor.emit('suspend')`. */
export const powerMonitor = new HostPowerMonitor();

function createPowerSaveBlocker() {
  const running = new Set<number>();
  let last = 0;
  return {
    start: (type) => {
      recorder.call('powerSaveBlocker.start', type);
      running.add(++last);
      return last;
    },
    stop: (id) => {
      recorder.call('powerSaveBlocker.stop', id);
      return running.delete(id);
    },
    isStarted: (id) => running.has(id),
  } satisfies Pick<Electron.PowerSaveBlocker, 'start' | 'stop' | 'isStarted'>;
}
export const powerSaveBlocker = createPowerSaveBlocker();

class HostNativeTheme
  extends EventEmitter
  implements Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors' | 'shouldUseHighContrastColors'>
{
  readonly shouldUseHighContrastColors = false;
  #source: Electron.NativeTheme['themeSource'] = 'system';
  get themeSource() {
    return this.#source;
  }
  /** Windows update themselves: they listen to `updated`. */
  set themeSource(source) {
    this.#source = source;
    this.emit('updated');
  }
  get shouldUseDarkColors() {
    return this.#source === 'dark';
  }
}
export const nativeTheme = new HostNativeTheme();

const noEncryption = () => Promise.reject(new Error('Encryption is not available.'));
/** Without a desktop there is no keychain. Some Linux systems have none either, and the app must work there. */
export const safeStorage = {
  isEncryptionAvailable: () => false,
  isAsyncEncryptionAvailable: async () => false,
  encryptStringAsync: noEncryption,
  decryptStringAsync: noEncryption,
} satisfies Pick<
  Electron.SafeStorage,
  'isEncryptionAvailable' | 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const display = {
  id: 1,
  label: 'stand-in',
  scaleFactor: 1,
  rotation: 0,
  bounds: area,
  workArea: area,
  size: area,
  workAreaSize: area,
};
class HostScreen extends EventEmitter {
  getPrimaryDisplay = () => display;
  getAllDisplays = () => [display];
  getDisplayMatching = () => display;
  getDisplayNearestPoint = () => display;
  getCursorScreenPoint = () => ({ x: 0, y: 0 });
}
/** One display of 1920 × 1080. */
export const screen = new HostScreen();

export const crashReporter = {
  start: (options) => recorder.call('crashReporter.start', options),
} satisfies Pick<Electron.CrashReporter, 'start'>;

/** The bytes of a PNG, with its size read from the header; other formats have none. */
class HostNativeImage
  implements Pick<Electron.NativeImage, 'getSize' | 'isEmpty' | 'setTemplateImage' | 'toDataURL' | 'toPNG'>
{
  readonly #bytes: Buffer;
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  isEmpty = () => this.#bytes.length === 0;
  getSize = () => {
    const isPng = this.#bytes.length > 24 && this.#bytes.toString('latin1', 1, 4) === 'PNG';
    return isPng
      ? { width: this.#bytes.readUInt32BE(16), height: this.#bytes.readUInt32BE(20) }
      : { width: 0, height: 0 };
  };
  toPNG = () => this.#bytes;
  toDataURL = () => `data:image/png;base64,${this.#bytes.toString('base64')}`;
  resize = () => this;
  setTemplateImage = () => undefined;
}
export const nativeImage = {
  createEmpty: () => new HostNativeImage(Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer) => new HostNativeImage(bytes),
  createFromDataURL: (url: string) => new HostNativeImage(Buffer.from(url.split(',')[1] ?? '', 'base64')),
  createFromPath: (path: string) => {
    try {
      return new HostNativeImage(readFileSync(path));
    } catch {
      return new HostNativeImage(Buffer.alloc(0)); // As Electron: an image that cannot be read is empty.
    }
  },
};
