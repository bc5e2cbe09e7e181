import type { BrowserWindow } from 'electron';
import { openCheckingWindow, type PageOptions } from './window.ts';

/** The app's window while its data, which comes from another machine, is checked and nothing else can be shown. */
export class CheckingWindow {
  readonly #page: PageOptions;
  #window: BrowserWindow | null = null;

  constructor(page: PageOptions) {
    this.#page = page;
  }

  /** The window, where there was something to check and nobody closed it. */
  get window(): BrowserWindow | null {
    return this.#window?.isDestroyed() === false ? this.#window : null;
  }

  show(): void {
    if (this.window) this.window.show();
    else this.#window = openCheckingWindow(this.#page);
  }

  /** It is over, and what the page says is no longer so. */
  hide(): void {
    this.window?.hide();
  }
}
