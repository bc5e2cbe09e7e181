import type { BrowserWindow } from 'electron';
import { openCheckingWindow, type PageOptions } from './window.ts';

/** The app's window while data from another machine is checked and nothing else can be shown. */
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

  /** Hides the window: the check is over, and the page's words are no longer true. */
  hide(): void {
    this.window?.hide();
  }
}
