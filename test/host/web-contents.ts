// `webContents`: one page in Chromium, with the preload in an isolated world of its own and IPC to it.
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { CDPSession, Page, Route } from 'playwright-core';
import { hostedAddress, innerAddress, innerOrigin, outerAddress } from './addresses.ts';
import { preventable } from './app.ts';
import { ipcMain } from './ipc.ts';
import { Menu } from './menu.ts';
import { applyPermissions } from './permissions.ts';
import { binding, installPreload, worldName } from './preload-script.ts';
import { printParameters } from './print.ts';
import { protocol, session } from './protocol.ts';
import type { KeyPress } from './shortcut.ts';
import { decode, encode } from './wire.ts';

const zoomStep = 1.2; // Electron's zoom levels are powers of 1.2.

type FromPage = { id?: number; channel: string; args: unknown[] } | { key: KeyPress } | { input: string };

type Surface = Pick<
  Electron.WebContents,
  | 'close'
  | 'executeJavaScript'
  | 'getTitle'
  | 'getURL'
  | 'getZoomFactor'
  | 'getZoomLevel'
  | 'id'
  | 'isDestroyed'
  | 'isLoading'
  | 'navigationHistory'
  | 'printToPDF'
  | 'reload'
  | 'send'
  | 'setWindowOpenHandler'
  | 'setZoomFactor'
  | 'setZoomLevel'
>;

export class HostWebContents extends EventEmitter implements Surface {
  readonly id: number;
  readonly session = session.defaultSession;
  /** The one frame that has the preload. Electron gives the same object as `event.senderFrame`. */
  readonly mainFrame: Electron.WebFrameMain;
  #page: Page | undefined;
  #cdp: CDPSession | undefined;
  #world: number | undefined;
  #title = '';
  #zoomFactor = 1;
  #size = { width: 800, height: 600 };
  #isSizeFixed = false;
  #isDestroyed = false;
  #isLoading = false;
  /** Page-made navigations that a `will-navigate` listener has prevented, by the address that Chromium will ask for. */
  readonly #refused = new Set<string>();
  #openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' });

  constructor(id: number) {
    super();
    this.id = id;
    const address = () => this.getURL();
    this.mainFrame = {
      get url() {
        return address();
      },
      get origin() {
        return innerOrigin(address());
      },
      parent: null,
      frames: [],
      routingId: id,
      processId: id,
      isDestroyed: () => this.#isDestroyed,
    } as unknown as Electron.WebFrameMain;
  }

  /**
   * Ties this to Chromium's page. `isSizeFixed`: the page is laid out in the window's size whatever Chromium's own is.
   */
  async attach(page: Page, cdp: CDPSession, options: { preload?: string; isSizeFixed: boolean }): Promise<void> {
    this.#page = page;
    this.#cdp = cdp;
    this.#isSizeFixed = options.isSizeFixed;
    const { frameTree } = await cdp.send('Page.getFrameTree');
    this.#listen(page, cdp, frameTree.frame.id);
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Runtime.enable'),
      page.route(/^/, (route) => this.#answer(route)),
      this.#layOut(),
      ...(options.preload ? [installPreload(cdp, options.preload)] : []),
    ]);
  }

  #listen(page: Page, cdp: CDPSession, mainFrameId: string): void {
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId: string };
      if (context.name === worldName && frameId === mainFrameId) this.#world = context.id;
    });
    cdp.on('Runtime.executionContextsCleared', () => {
      this.#world = undefined;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === binding) void this.#receive(decode(payload) as FromPage, executionContextId);
    });
    cdp.on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
      if (frameId === mainFrameId && disposition === 'currentTab') this.#askBeforeNavigation(url);
    });
    cdp.on('Page.windowOpen', ({ url, windowName }) => {
      const details = { url: innerAddress(url), frameName: windowName, features: '', disposition: 'new-window' };
      const answer = this.#openHandler({ ...details, referrer: { url: '', policy: 'default' } } as never);
      if (answer.action === 'allow') process.stderr.write('[stand-in] it opens no windows for a page\n');
    });
    // A window opens only when the app opens it.
    page.on('popup', (popup) => void popup.close().catch(() => undefined));
    page.on('console', (message) => {
      const levels: Record<string, string> = { warning: 'warning', error: 'error', debug: 'debug' };
      this.emit('console-message', { level: levels[message.type()] ?? 'info', message: message.text() });
    });
    page.on('pageerror', (error) => process.stderr.write(`[renderer] ${error.stack}\n`));
    page.on('domcontentloaded', () => this.emit('dom-ready', {}));
    page.on('load', () => {
      this.#isLoading = false;
      void page.title().then(
        (title) => {
          this.#title = title;
        },
        () => undefined,
      );
      this.emit('did-finish-load', {});
    });
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
  }

  // --- navigation ---------------------------------------------------------------------------------------------------

  /** Electron asks `will-navigate` only for what the page itself began; `loadURL` does not come this way. */
  #askBeforeNavigation(outer: string): void {
    const { event, wasPrevented } = preventable();
    const url = innerAddress(outer);
    const frame = this.mainFrame;
    const details = Object.assign(event, { url, isSameDocument: false, isMainFrame: true, frame, initiator: frame });
    this.emit('will-frame-navigate', details);
    this.emit('will-navigate', details, url);
    if (wasPrevented()) this.#refused.add(withoutHash(outer));
    else this.#refused.delete(withoutHash(outer));
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const outer = request.url();
    const isMain = request.isNavigationRequest() && request.frame() === this.#page?.mainFrame();
    if (isMain && this.#refused.delete(withoutHash(outer))) return route.abort('aborted');
    const url = innerAddress(outer);
    const resourceType = isMain ? 'mainFrame' : request.resourceType();
    const details = { url, method: request.method(), resourceType, webContentsId: this.id };
    const verdict = await this.session.webRequest.verdict(details);
    if (verdict.cancel) return route.abort('blockedbyclient');
    if (!hostedAddress.test(outer)) return route.fallback();
    try {
      const handler = protocol.handlers.get(new URL(url).protocol.slice(0, -1));
      if (!handler) throw new Error('net::ERR_UNKNOWN_URL_SCHEME');
      const asked = new Request(url, {
        method: request.method(),
        headers: request.headers(),
        body: request.postDataBuffer() as Buffer<ArrayBuffer> | null,
      });
      const response = await handler(asked as unknown as Parameters<typeof handler>[0]);
      const body = Buffer.from(await response.arrayBuffer());
      await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
    } catch (error) {
      process.stderr.write(`[stand-in] ${url}: ${error}\n`);
      await route.abort('failed').catch(() => undefined);
    }
  }

  async load(address: string): Promise<void> {
    const page = this.#attachedPage();
    this.#isLoading = true;
    const outer = outerAddress(address, protocol.handlers.keys());
    if (this.#cdp) await applyPermissions(this.#cdp, this, new URL(outer).origin);
    try {
      // Electron gives up no page because it takes long.
      await page.goto(outer, { timeout: 0 });
    } catch (error) {
      this.#isLoading = false;
      const code = /net::(ERR_\w+)/.exec(String(error))?.[1] ?? 'ERR_FAILED';
      this.emit('did-fail-load', {}, -2, code, address, true);
      throw Object.assign(new Error(`${code} loading '${address}'`), { code, url: address });
    }
  }

  readonly navigationHistory = {
    clear: () => void this.#cdp?.send('Page.resetNavigationHistory').catch(() => undefined),
  } as Electron.NavigationHistory;

  reload(): void {
    void this.#attachedPage()
      .reload({ timeout: 0 })
      .catch(() => undefined);
  }

  setWindowOpenHandler: Electron.WebContents['setWindowOpenHandler'] = (handler) => {
    this.#openHandler = handler;
  };

  // --- IPC ----------------------------------------------------------------------------------------------------------

  async #receive(message: FromPage, contextId: number): Promise<void> {
    if ('input' in message) return void this.emit('input-event', {}, { type: message.input });
    if ('key' in message) return Menu.getApplicationMenu()?.pressKey(message.key);
    const { id, channel, args } = message;
    const event = { sender: this, senderFrame: this.mainFrame, frameId: 0, processId: 0, type: 'frame' };
    if (id === undefined) {
      const reply = (to: string, ...values: unknown[]) => this.send(to, ...values);
      ipcMain.emit(channel, { ...event, reply }, ...args);
      return;
    }
    const answer = await ipcMain.answer(channel, event as unknown as Electron.IpcMainInvokeEvent, args).then(
      (value) => ({ id, value }),
      (error: Error) => ({ id, error: error.message }),
    );
    this.#deliver(answer, contextId);
  }

  send = (channel: string, ...args: unknown[]): void => {
    this.#deliver({ push: channel, args: structuredClone(args) }, this.#world);
  };

  #deliver(message: unknown, contextId: number | undefined): void {
    if (contextId === undefined || this.isDestroyed()) return;
    const expression = `__hostDeliver(${JSON.stringify(encode(message))})`;
    // The page may have gone meanwhile; Electron drops such a message, too.
    void this.#cdp?.send('Runtime.evaluate', { contextId, expression }).catch(() => undefined);
  }

  // --- the rest -----------------------------------------------------------------------------------------------------

  /** Sets the size that the page is laid out in. */
  setSize(size: { width: number; height: number }): void {
    this.#size = size;
    void this.#layOut();
  }
  /** Zoom as a browser does it: fewer CSS pixels in the same window, each larger. */
  async #layOut(): Promise<void> {
    if (!this.#isSizeFixed) return;
    const zoom = this.#zoomFactor;
    const { width, height } = this.#size;
    const metrics = { width: Math.round(width / zoom), height: Math.round(height / zoom), deviceScaleFactor: zoom };
    await this.#cdp?.send('Emulation.setDeviceMetricsOverride', { ...metrics, mobile: false }).catch(() => undefined);
  }
  setZoomFactor = (factor: number): void => {
    this.#zoomFactor = factor;
    void this.#layOut();
  };
  setZoomLevel = (level: number): void => this.setZoomFactor(zoomStep ** level);
  getZoomFactor = (): number => this.#zoomFactor;
  getZoomLevel = (): number => Math.log(this.#zoomFactor) / Math.log(zoomStep);

  setColorScheme(scheme: 'light' | 'dark' | 'system'): void {
    const value = scheme === 'system' ? '' : scheme;
    const features = [{ name: 'prefers-color-scheme', value }];
    void this.#cdp?.send('Emulation.setEmulatedMedia', { features }).catch(() => undefined);
  }

  printToPDF = async (options: Electron.PrintToPDFOptions = {}): Promise<Buffer> => {
    const printed = await this.#cdp?.send('Page.printToPDF', printParameters(options));
    return Buffer.from(printed?.data ?? '', 'base64');
  };
  executeJavaScript = (code: string): Promise<unknown> => this.#attachedPage().evaluate(code);
  getURL = (): string => innerAddress(this.#page?.url() ?? '');
  getTitle = (): string => this.#title;
  isLoading = (): boolean => this.#isLoading;
  isDestroyed = (): boolean => this.#isDestroyed;
  close = (): void => this.destroy();
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    void this.#page?.close().catch(() => undefined);
    this.emit('destroyed');
  }

  #attachedPage(): Page {
    if (!this.#page) throw new Error('the page is not there yet: await loadURL first');
    return this.#page;
  }
}

const withoutHash = (address: string): string => address.split('#')[0] ?? address;
