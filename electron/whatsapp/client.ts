import { basename, dirname } from 'node:path';
import wweb from 'whatsapp-web.js';
import type { Limits } from '../../domain/limits.ts';
import type { Clock } from '../ports.ts';
import type { PracticePage } from '../practice.ts';
import { wait } from '../timeout.ts';
import type { BrowserChoice } from './browser/find-browser.ts';
import { browserArguments, browserEnvironment } from './browser/launch.ts';
import { isDocumentGone } from './link/link-problem.ts';
import { hasModules } from './page/calls-in-page.ts';
import { markDocument } from './page/link-in-page.ts';
import { readyModules, startModules } from './page/modules.ts';
import type { PageDocument } from './page/page-document.ts';

export type Page = NonNullable<wweb.Client['pupPage']>;
export type Browser = NonNullable<wweb.Client['pupBrowser']>;
type ClientOptions = ConstructorParameters<typeof wweb.Client>[0];

/** Methods that the library calls on itself and leaves out of its types. */
interface Internals {
  inject(): Promise<void>;
  attachEventListeners(): Promise<void>;
  initWebVersionCache(): Promise<void>;
}
const LibraryClient = wweb.Client as unknown as new (options: ClientOptions) => wweb.Client & Internals;

/** The login folder. The library must not remove it under a running Chromium, which breaks: we do so afterwards. */
class LoginFolder extends wweb.LocalAuth {
  constructor(folder: string, on: { readonly browser: () => Promise<void>; readonly synced: () => Promise<void> }) {
    super({ dataPath: folder });
    this.afterBrowserInitialized = on.browser;
    // The library asks this of the login first, each time the page says that it has synced.
    this.getAuthEventPayload = on.synced;
    this.logout = async () => undefined;
  }
}

export type ClientParts = {
  /** The folder that holds the login, in a folder `session`. */
  readonly loginFolder: string;
  readonly choice: BrowserChoice;
  /** The browser's user agent; null for its own. */
  readonly userAgent: string | null;
  /** Whether the browser has a window in which a person links. */
  readonly isInWindow: boolean;
  readonly page: PracticePage | null;
  readonly document: () => PageDocument;
  /** Called when Chromium runs and its page is blank: the moment to start listening to both. */
  readonly onBrowser: () => Promise<void>;
  /** Called when the library could not take over a document of the page. */
  readonly onInjectFailed: (error: unknown) => void;
  readonly clock: Clock;
  readonly limits: Limits;
};

const modulesPollMs = 200;
/** A page that is loaded anew more often while it starts is given up. */
const mostReloads = 5;

/** The library's client, without behaviour that would end the browser or fail unnoticed. */
export class WhatsAppClient extends LibraryClient {
  readonly #parts: ClientParts;
  #hasInjected = false;

  constructor(parts: ClientParts) {
    const login = new LoginFolder(parts.loginFolder, { browser: parts.onBrowser, synced: () => this.#takeOver() });
    super(optionsOf(parts, login));
    this.#parts = parts;
  }

  /** The library calls this for each new document: it awaits the first call, and nobody catches later ones' errors. */
  override async inject(): Promise<void> {
    const isFirst = !this.#hasInjected;
    this.#hasInjected = true;
    try {
      for (let reloads = 0; !(await this.#injectOnce(isFirst && reloads < mostReloads)); reloads++);
    } catch (error) {
      this.#parts.onInjectFailed(error);
    }
  }

  /** False when the page was loaded anew meanwhile. Only for the first document nobody else would notice that. */
  async #injectOnce(mayReload: boolean): Promise<boolean> {
    try {
      await this.#untilThere(startModules);
      // A change of the address within a document is reported like a new document.
      if (await this.pupPage?.evaluate(markDocument)) await super.inject();
      return true;
    } catch (error) {
      if (mayReload && isDocumentGone(error)) return false;
      throw error;
    }
  }

  /** The library may call this twice at the same time for one document, and would then fail. */
  override attachEventListeners(): Promise<void> {
    const document = this.#parts.document();
    document.attaching ??= this.#attach(document);
    return document.attaching;
  }

  async #attach(document: PageDocument): Promise<void> {
    try {
      await super.attachEventListeners();
      document.isListening = true;
    } catch (error) {
      if (document === this.#parts.document()) this.#parts.onInjectFailed(error);
      throw error;
    }
  }

  async #takeOver(): Promise<void> {
    this.#parts.document().isTakingOver = true;
    await this.#untilThere(readyModules);
  }

  /** Waits for page parts that the library needs, which may come one by one; in the end it names the missing ones. */
  async #untilThere(names: readonly string[]): Promise<void> {
    const { clock, limits } = this.#parts;
    const endMs = clock.monotonicMs() + limits.pageModulesTimeoutMs;
    while (clock.monotonicMs() < endMs) {
      if (await this.pupPage?.evaluate(hasModules, names)) return;
      await wait(clock, modulesPollMs);
    }
  }

  /** The real page is used as WhatsApp serves it: a cached copy would only be older. */
  override async initWebVersionCache(): Promise<void> {
    if (this.#parts.page) await super.initWebVersionCache();
  }

  /** The library closes the browser by itself, without waiting, in some states. The session does that instead. */
  override async destroy(): Promise<void> {}
}

function optionsOf({ choice, page, userAgent, isInWindow }: ClientParts, authStrategy: LoginFolder): ClientOptions {
  return {
    authStrategy,
    // The library answers WhatsApp's address with `<path>/<webVersion>.html`.
    ...(page
      ? {
          webVersion: basename(page.html, '.html'),
          webVersionCache: { type: 'local', path: dirname(page.html), strict: true },
        }
      : { webVersionCache: { type: 'none' } }),
    // The library's types only allow text here, while its code takes `false` for the browser's own.
    userAgent: false as unknown as string,
    puppeteer: {
      executablePath: choice.executablePath,
      // A debugging port would let any program on this machine reach the page.
      pipe: true,
      headless: !isInWindow,
      // The page is as large as its window, however that is drawn.
      ...(isInWindow ? { defaultViewport: null } : {}),
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      // Every call has a time limit of its own; a large attachment may take longer than any common limit.
      protocolTimeout: 0,
      env: browserEnvironment(process.env),
      args: browserArguments({ choice, page, userAgent, isRoot: process.getuid?.() === 0 }),
    },
  };
}
