/** Hands on the mouse and the keys of the built app that count what they do, and what a person waits for meanwhile. */
import type { Locator, Page } from 'playwright-core';

type Count = { clicks: number; keys: number };
type Counted = { hands?: Count };

export type Effort = {
  /** Presses of a pointer, those in the system's file dialog with them. */
  readonly clicks: number;
  readonly keys: number;
  /** Seconds, by what was waited for. */
  readonly waitedSeconds: Readonly<Record<string, number>>;
};

/** Choosing a file in the dialog of the system, which is not the app's: the file, and Open. */
const dialogClicks = 2;

export class Hands {
  readonly #page: Page;
  readonly #waited = new Map<string, number>();
  #dialogs = 0;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Counts from here on. The page itself says what arrived, so that nothing is counted that a person would not do. */
  static async at(page: Page): Promise<Hands> {
    await page.evaluate(() => {
      const count: Count = { clicks: 0, keys: 0 };
      (window as Counted).hands = count;
      window.addEventListener('pointerdown', () => (count.clicks += 1), true);
      // A letter counts when it is written: those of another keyboard than this machine's come without a key.
      const isLetter = ({ key, ctrlKey, metaKey }: KeyboardEvent) => key.length === 1 && !ctrlKey && !metaKey;
      window.addEventListener('keydown', (event) => (count.keys += isLetter(event) ? 0 : 1), true);
      window.addEventListener('input', () => (count.keys += 1), true);
    });
    return new Hands(page);
  }

  async chooseFile(button: Locator, path: string): Promise<void> {
    const chooser = this.#page.waitForEvent('filechooser');
    await button.click();
    await (await chooser).setFiles(path);
    this.#dialogs += 1;
  }

  /** Waits as somebody in front of the screen does. */
  async waitFor(what: string, shown: Promise<unknown>): Promise<void> {
    const startMs = performance.now();
    await shown;
    this.#waited.set(what, (this.#waited.get(what) ?? 0) + performance.now() - startMs);
  }

  async effort(): Promise<Effort> {
    const { clicks, keys } = await this.#page.evaluate(() => (window as Counted).hands ?? { clicks: 0, keys: 0 });
    const waited = [...this.#waited].map(([what, ms]) => [what, Math.round(ms / 100) / 10] as const);
    return { clicks: clicks + this.#dialogs * dialogClicks, keys, waitedSeconds: Object.fromEntries(waited) };
  }
}
