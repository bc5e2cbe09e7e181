import { basename, dirname } from 'node:path';
import wweb from 'whatsapp-web.js';
import type { PracticePage } from '../practice.ts';
import type { BrowserChoice } from './find-browser.ts';
import { browserArguments, browserEnvironment } from './launch.ts';

export type Page = NonNullable<wweb.Client['pupPage']>;
export type Browser = NonNullable<wweb.Client['pupBrowser']>;
type ClientOptions = ConstructorParameters<typeof wweb.Client>[0];

/** Methods that the library calls on itself and leaves out of its types. */
interface Internals {
  inject(): Promise<void>;
  initWebVersionCache(): Promise<void>;
}
const LibraryClient = wweb.Client as unknown as new (options: ClientOptions) => wweb.Client & Internals;

/** The login folder. Whoever uses it removes it when Chromium has gone: removed under a running one, it breaks. */
class LoginFolder extends wweb.LocalAuth {
  constructor(folder: string, onBrowser: () => Promise<void>) {
    super({ dataPath: folder });
    this.afterBrowserInitialized = onBrowser;
    this.logout = async () => undefined;
  }
}

export type ClientParts = {
  /** Holds the login, in a folder `session`. */
  readonly loginFolder: string;
  readonly choice: BrowserChoice;
  readonly page: PracticePage | null;
  /** Chromium runs and its page is blank: the moment to listen to both. */
  readonly onBrowser: () => Promise<void>;
  /** The library could not get hold of a document of the page. */
  readonly onInjectFailed: (error: unknown) => void;
};

/** The library's client, without the habits that would end the browser or fail behind our back. */
export class WhatsAppClient extends LibraryClient {
  readonly #parts: ClientParts;

  constructor(parts: ClientParts) {
    super(optionsOf(parts));
    this.#parts = parts;
  }

  /** The library calls this for each new document, the first time awaited and later without anybody to catch. */
  override async inject(): Promise<void> {
    try {
      await super.inject();
    } catch (error) {
      this.#parts.onInjectFailed(error);
    }
  }

  /** The real page is used as WhatsApp serves it: a kept copy would only be older. */
  override async initWebVersionCache(): Promise<void> {
    if (this.#parts.page) await super.initWebVersionCache();
  }

  /** The library closes the browser by itself, unawaited, on states it does not like. The session does that. */
  override async destroy(): Promise<void> {}
}

function optionsOf({ loginFolder, choice, page, onBrowser }: ClientParts): ClientOptions {
  return {
    authStrategy: new LoginFolder(loginFolder, onBrowser),
    // The library answers WhatsApp's address with `<path>/<webVersion>.html`.
    ...(page
      ? {
          webVersion: basename(page.html, '.html'),
          webVersionCache: { type: 'local', path: dirname(page.html), strict: true },
        }
      : { webVersionCache: { type: 'none' } }),
    // The library's types know only text here, while its code takes `false` for the browser's own.
    userAgent: false as unknown as string,
    qrMaxRetries: 0,
    takeoverOnConflict: false,
    puppeteer: {
      executablePath: choice.executablePath,
      // A debugging port would let any program on this machine reach the page.
      pipe: true,
      headless: true,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      // Every call has a bound of its own; a large attachment may take longer than any bound for all.
      protocolTimeout: 0,
      env: browserEnvironment(process.env),
      args: browserArguments(choice, page, process.getuid?.() === 0),
    },
  };
}
