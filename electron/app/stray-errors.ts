import type { Log } from '../ports.ts';

type Strays = 'uncaughtException' | 'unhandledRejection';
type Source = { on(event: Strays, take: (error: unknown) => void): unknown };

/**
 * Handles errors that no part of the app has caught. After one, nobody knows what the app has left half done, so it
 * sends nothing more before the operator has looked. Electron by itself would show the error's own words and go on.
 */
export class StrayErrors {
  #log: Pick<Log, 'error'> | null = null;
  #answer: (error: unknown) => void;

  /** `refuse` says why the app cannot start, and ends it: used as long as there is nothing to stop. */
  constructor(source: Source, refuse: (error: unknown) => void) {
    this.#answer = refuse;
    source.on('uncaughtException', (error) => this.#take('uncaught exception', error));
    source.on('unhandledRejection', (error) => {
      if (isOfBrowser(error)) this.#log?.error('unhandled rejection of the browser', error);
      else this.#take('unhandled rejection', error);
    });
  }

  logTo(log: Pick<Log, 'error'>): void {
    this.#log = log;
  }

  /** From now on an error stops sending instead of ending the app. */
  stopBy(stopSending: (error: unknown) => void): void {
    this.#answer = stopSending;
  }

  #take(what: string, error: unknown): void {
    this.#log?.error(what, error);
    try {
      this.#answer(error);
    } catch (failed) {
      // Something after the pause failed, such as a window that is closing. An error of this handler would end the app.
      this.#log?.error('stray error', failed);
    }
  }
}

/**
 * Whether the error comes from the libraries that drive WhatsApp's browser: they leave promises behind that fail when a
 * page goes away. The session notices such a page by itself, so sending need not stop for it at night.
 */
export function isOfBrowser(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const thrownAt = error.stack?.split('\n').find((line) => /^\s+at /.test(line) && !line.includes('node:'));
  return thrownAt !== undefined && /[\\/](?:puppeteer|puppeteer-core|whatsapp-web\.js)[\\/]/.test(thrownAt);
}
