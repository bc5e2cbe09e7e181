// `webContents`: one page in Chromium, with the preload in an isolated world of its own and IPC to it.
import { EventEmitter, once } from 'node:events';
import type * as Electron from 'electron';
import { innerAddress, innerOrigin, outerAddress } from './addresses.ts';
import { preventable } from './app.ts';
import type { BrowserPage } from './browser.ts';
import type { Cdp } from './cdp.ts';
import { ipcMain } from './ipc.ts';
import { Menu } from './menu.ts';
import { applyPermissions } from './permissions.ts';
import { binding, installPreload, worldName } from './preload-script.ts';
import { printParameters } from './print.ts';
import { protocol, session } from './protocol.ts';
import { answerRequests } from './requests.ts';
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
  /** The main frame, which alone has the preload. Electron gives the same object as `event.senderFrame`. */
  readonly mainFrame: Electron.WebFrameMain;
  #page: BrowserPage | undefined;
  #world: number | undefined;
  #url = '';
  #title = '';
  /** The outcome of each document of the main frame, by Chromium's id of its loading. */
  readonly #documents = new Map<string, 'loading' | 'loaded' | 'replaced'>();
  readonly #changed = new EventEmitter<{ document: [] }>();
  #zoomFactor = 1;
  #size = { width: 800, height: 600 };
  #isSizeFixed = false;
  #isDestroyed = false;
  #isLoading = false;
  /**
   * Navigations begun by the page that a `will-navigate` listener has prevented, by the address that Chromium will
   * request.
   */
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
   * Connects this to Chromium's page. With `isSizeFixed` the page is laid out in the window's size, whatever Chromium's
   * own is.
   */
  async attach(page: BrowserPage, options: { preload?: string; isSizeFixed: boolean }): Promise<void> {
    this.#page = page;
    this.#isSizeFixed = options.isSizeFixed;
    const { cdp } = page;
    const { frame } = (await cdp.send('Page.getFrameTree')).frameTree;
    this.#listenToMain(cdp, frame.id);
    this.#listenToDocuments(cdp, frame.id, frame.loaderId);
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      cdp.send('Runtime.enable'),
      // A page has the focus even when nobody looks at it.
      cdp.send('Emulation.setFocusEmulationEnabled', { enabled: options.isSizeFixed }),
      answerRequests(cdp, {
        session: this.session,
        webContentsId: this.id,
        mainFrameId: frame.id,
        isRefused: (outer) => this.#refused.delete(withoutHash(outer)),
      }),
      this.#layOut(),
      ...(options.preload ? [installPreload(cdp, options.preload)] : []),
    ]);
  }

  #listenToMain(cdp: Cdp, mainFrameId: string): void {
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
    cdp.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) => {
      process.stderr.write(`[renderer] ${exception?.description ?? text}\n`);
    });
    cdp.on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
      if (frameId === mainFrameId && disposition === 'currentTab') this.#askBeforeNavigation(url);
    });
    cdp.on('Page.windowOpen', ({ url, windowName }) => {
      const details = { url: innerAddress(url), frameName: windowName, features: '', disposition: 'new-window' };
      const answer = this.#openHandler({ ...details, referrer: { url: '', policy: 'default' } } as never);
      if (answer.action === 'allow') process.stderr.write('[stand-in] it opens no windows for a page\n');
    });
    cdp.on('Inspector.targetCrashed', () => {
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
  }

  /** `blank` is the document that was there before the app loaded one. */
  #listenToDocuments(cdp: Cdp, mainFrameId: string, blank: string): void {
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id !== mainFrameId) return;
      this.#url = frame.url + (frame.urlFragment ?? '');
      for (const [id, state] of this.#documents) if (state === 'loading') this.#documents.set(id, 'replaced');
      this.#documents.set(frame.loaderId, 'loading');
      this.#changed.emit('document');
    });
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === mainFrameId) this.#url = url;
    });
    cdp.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
      if (frameId !== mainFrameId || loaderId === blank) return;
      if (name === 'DOMContentLoaded') this.emit('dom-ready', {});
      if (name === 'load') void this.#finishLoad(loaderId);
    });
  }

  async #finishLoad(loaderId: string): Promise<void> {
    this.#documents.set(loaderId, 'loaded');
    this.#changed.emit('document');
    this.#isLoading = false;
    this.emit('did-finish-load', {});
    this.#title = String(await this.executeJavaScript('document.title').catch(() => ''));
  }

  // --- navigation ---------------------------------------------------------------------------------------------------

  /** Electron emits `will-navigate` only for navigations that the page began; `loadURL` does not pass here. */
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

  async load(address: string): Promise<void> {
    const cdp = this.#attached();
    this.#isLoading = true;
    const outer = outerAddress(address, protocol.handlers.keys());
    await applyPermissions(cdp, this, new URL(outer).origin);
    try {
      const { errorText, loaderId } = await cdp.send('Page.navigate', { url: outer });
      if (errorText) throw new Error(errorText);
      if (loaderId) await this.#untilLoaded(loaderId);
    } catch (error) {
      this.#isLoading = false;
      const code = /net::(ERR_\w+)/.exec(String(error))?.[1] ?? 'ERR_FAILED';
      this.emit('did-fail-load', {}, -2, code, address, true);
      throw Object.assign(new Error(`${code} loading '${address}'`), { code, url: address });
    }
  }

  /** Electron never gives up a page because it is slow. Rejects when another page has taken its place. */
  async #untilLoaded(loaderId: string): Promise<void> {
    while (this.#documents.get(loaderId) !== 'loaded') {
      if (this.#documents.get(loaderId) === 'replaced' || this.#isDestroyed) throw new Error('net::ERR_ABORTED');
      await once(this.#changed, 'document');
    }
  }

  readonly navigationHistory = {
    clear: () => void this.#cdp?.send('Page.resetNavigationHistory').catch(() => undefined),
  } as Electron.NavigationHistory;

  reload(): void {
    void this.#attached()
      .send('Page.reload')
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
    // The page may be gone by now; Electron drops such a message, too.
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
  executeJavaScript = async (code: string): Promise<unknown> => {
    const asked = { expression: code, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.#attached().send('Runtime.evaluate', asked);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  getURL = (): string => innerAddress(this.#url);
  getTitle = (): string => this.#title;
  isLoading = (): boolean => this.#isLoading;
  isDestroyed = (): boolean => this.#isDestroyed;
  close = (): void => this.destroy();
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#page?.close();
    this.#changed.emit('document');
    this.emit('destroyed');
  }

  get #cdp(): Cdp | undefined {
    return this.#page?.cdp;
  }
  #attached(): Cdp {
    if (!this.#page) throw new Error('the page is not there yet: await loadURL first');
    return this.#page.cdp;
  }
}

const withoutHash = (address: string): string => address.split('#')[0] ?? address;
