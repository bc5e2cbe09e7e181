// `BrowserWindow`. Its state is kept here; a headed Chromium window follows it, a headless one has only its page.
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app, type ClosableWindow, preventable } from './app.ts';
import type { HostBrowser } from './browser.ts';
import type { Cdp } from './cdp.ts';
import { nativeTheme } from './desktop.ts';
import { recorder } from './record.ts';
import { HostWebContents } from './web-contents.ts';

/** Where windows open: set once when the stand-in starts, before the app is ready. */
export type WindowPlace = { browser: Promise<HostBrowser>; isHeaded: boolean };

type Surface = Pick<
  Electron.BrowserWindow,
  | 'blur'
  | 'center'
  | 'close'
  | 'destroy'
  | 'flashFrame'
  | 'focus'
  | 'getBounds'
  | 'getContentBounds'
  | 'getContentSize'
  | 'getMinimumSize'
  | 'getNormalBounds'
  | 'getPosition'
  | 'getSize'
  | 'getTitle'
  | 'hide'
  | 'id'
  | 'isDestroyed'
  | 'isFocused'
  | 'isFullScreen'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'loadURL'
  | 'maximize'
  | 'minimize'
  | 'moveTop'
  | 'reload'
  | 'removeMenu'
  | 'restore'
  | 'setBackgroundColor'
  | 'setBounds'
  | 'setMenuBarVisibility'
  | 'setMinimumSize'
  | 'setPosition'
  | 'setProgressBar'
  | 'setSize'
  | 'setTitle'
  | 'show'
  | 'showInactive'
  | 'unmaximize'
>;

class HostWindow extends EventEmitter implements Surface, ClosableWindow {
  static #lastId = 0;
  static #focused: HostWindow | null = null;
  static #desktop: WindowPlace | undefined;

  static openAt(place: WindowPlace): void {
    HostWindow.#desktop = place;
  }
  static getAllWindows = () => [...app.openWindows] as HostWindow[];
  static getFocusedWindow = () => HostWindow.#focused;
  static fromId = (id: number) => HostWindow.getAllWindows().find((window) => window.id === id) ?? null;
  static fromWebContents = (contents: unknown) =>
    HostWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;

  readonly id = ++HostWindow.#lastId;
  readonly webContents = new HostWebContents(this.id);
  readonly #place: WindowPlace;
  readonly #opened: Promise<void>;
  #cdp: Cdp | undefined;
  #bounds: Electron.Rectangle;
  #minimumSize: [number, number];
  #state: 'normal' | 'minimized' | 'maximized' = 'normal';
  #isVisible: boolean;
  #isDestroyed = false;
  #title: string;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const { sandbox, contextIsolation, nodeIntegration } = options.webPreferences ?? {};
    if (nodeIntegration || contextIsolation === false || sandbox === false)
      throw new Error('the stand-in runs only sandboxed, isolated windows without Node');
    if (!app.isReady() || !HostWindow.#desktop) throw new Error('Cannot create BrowserWindow before app is ready');
    this.#place = HostWindow.#desktop;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#minimumSize = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#isVisible = options.show ?? true;
    this.#title = options.title ?? app.getName();
    app.openWindows.add(this);
    this.#opened = this.#open(options.webPreferences?.preload);
    this.#opened.catch((error: unknown) => {
      if (app.isQuitting) return;
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
      app.exit(1);
    });
    app.emit('browser-window-created', {}, this);
  }

  async #open(preload: string | undefined): Promise<void> {
    const { isHeaded } = this.#place;
    const browser = await this.#place.browser;
    const page = await browser.openPage();
    this.#cdp = page.cdp;
    this.webContents.setSize(this.#bounds);
    // On Wayland Electron often does not report that a hidden window is ready.
    if (process.env.HOST_WAYLAND !== '1') this.webContents.once('dom-ready', () => this.emit('ready-to-show'));
    await this.webContents.attach(page, { isSizeFixed: !isHeaded, ...(preload ? { preload } : {}) });
    this.webContents.setColorScheme(nativeTheme.themeSource);
    nativeTheme.on('updated', () => this.webContents.setColorScheme(nativeTheme.themeSource));
    if (isHeaded) await this.#moveOnDesktop();
    void page.closed.then(() => this.#closedByOperator());
  }

  /** A headed window was closed with its own button, which cannot be prevented any more. */
  #closedByOperator(): void {
    if (this.#isDestroyed) return;
    this.emit('close', preventable().event);
    this.destroy();
  }

  async #moveOnDesktop(): Promise<void> {
    if (!this.#place.isHeaded || !this.#cdp) return;
    const { windowId } = await this.#cdp.send('Browser.getWindowForTarget');
    const windowState = this.#isVisible ? this.#state : 'minimized';
    const { x: left, y: top, width, height } = this.#bounds;
    const set = (bounds: object) => this.#cdp?.send('Browser.setWindowBounds', { windowId, bounds });
    await set({ windowState: 'normal' });
    await set({ left, top, width, height });
    if (windowState !== 'normal') await set({ windowState });
  }
  #changed(event: string): void {
    void this.#moveOnDesktop().catch(() => undefined);
    this.emit(event);
  }

  async loadURL(url: string): Promise<void> {
    await this.#opened;
    await this.webContents.load(url);
  }
  reload = () => this.webContents.reload();

  show = () => {
    this.#isVisible = true;
    this.#changed('show');
    this.focus();
  };
  showInactive = () => {
    this.#isVisible = true;
    this.#changed('show');
  };
  hide = () => {
    this.#isVisible = false;
    this.#changed('hide');
    this.blur();
  };
  focus = () => {
    if (HostWindow.#focused === this) return;
    HostWindow.#focused = this;
    this.emit('focus');
    app.emit('browser-window-focus', {}, this);
  };
  blur = () => {
    if (HostWindow.#focused !== this) return;
    HostWindow.#focused = null;
    this.emit('blur');
    app.emit('browser-window-blur', {}, this);
  };
  isFocused = () => HostWindow.#focused === this;
  isVisible = () => this.#isVisible;
  isDestroyed = () => this.#isDestroyed;
  minimize = () => {
    this.#state = 'minimized';
    this.#changed('minimize');
  };
  restore = () => {
    this.#state = 'normal';
    this.#isVisible = true;
    this.#changed('restore');
  };
  maximize = () => {
    this.#state = 'maximized';
    this.#isVisible = true;
    this.#changed('maximize');
  };
  unmaximize = () => {
    this.#state = 'normal';
    this.#changed('unmaximize');
  };
  isMinimized = () => this.#state === 'minimized';
  isMaximized = () => this.#state === 'maximized';
  isFullScreen = () => false;
  moveTop = () => this.focus();
  center = () => this.setPosition(0, 0);

  getBounds = () => ({ ...this.#bounds });
  getNormalBounds = () => this.getBounds();
  getContentBounds = () => this.getBounds();
  setBounds = (bounds: Partial<Electron.Rectangle>) => {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    const { x, y, width, height } = this.#bounds;
    if (width !== before.width || height !== before.height) {
      this.webContents.setSize({ width, height });
      this.#changed('resize');
    }
    if (x !== before.x || y !== before.y) this.#changed('move');
  };
  getSize = () => [this.#bounds.width, this.#bounds.height];
  getContentSize = () => this.getSize();
  setSize = (width: number, height: number) => this.setBounds({ width, height });
  getPosition = () => [this.#bounds.x, this.#bounds.y];
  setPosition = (x: number, y: number) => this.setBounds({ x, y });
  setMinimumSize = (width: number, height: number) => {
    this.#minimumSize = [width, height];
  };
  getMinimumSize = () => [...this.#minimumSize];

  getTitle = () => this.#title;
  setTitle = (title: string) => {
    recorder.call('window.setTitle', title);
    this.#title = title;
  };
  setProgressBar: Electron.BrowserWindow['setProgressBar'] = (progress, options) =>
    recorder.call('window.setProgressBar', progress, options);
  flashFrame = (isOn: boolean) => recorder.call('window.flashFrame', isOn);
  setBackgroundColor = (color: string) => recorder.call('window.setBackgroundColor', color);
  setMenuBarVisibility = (isVisible: boolean) => recorder.call('window.setMenuBarVisibility', isVisible);
  removeMenu = () => recorder.call('window.removeMenu');

  /** Asks the app through its `close` event; true when the window is gone. */
  requestClose(): boolean {
    if (this.#isDestroyed) return true;
    const { event, wasPrevented } = preventable();
    this.emit('close', event);
    if (wasPrevented()) return false;
    this.destroy();
    return true;
  }
  close = () => void this.requestClose();
  destroy = () => {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.blur();
    app.openWindows.delete(this);
    this.webContents.destroy();
    this.emit('closed');
    if (app.openWindows.size > 0 || app.isQuitting) return;
    // Electron quits by itself when the app does not listen.
    if (!app.emit('window-all-closed')) app.quit();
  };
}

export { HostWindow as BrowserWindow };
