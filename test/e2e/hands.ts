/** Mouse and keyboard of the built app that count their actions and the time that a person waits meanwhile. */
import type { Locator, Page } from 'playwright-core';

type Count = { clicks: number; keys: number };
type Counted = { hands?: Count };

export type Effort = {
  /** Presses of the mouse, including those in the system's file dialog. */
  readonly clicks: number;
  readonly keys: number;
  /** Seconds of waiting, by what was waited for. */
  readonly waitedSeconds: Readonly<Record<string, number>>;
};

/** Choosing a file in the system's dialog, which does not belong to the app, takes two presses: the file, and Open. */
const dialogClicks = 2;

export class Hands {
  readonly #page: Page;
  readonly #waited = new Map<string, number>();
  #dialogs = 0;

  private constructor(page: Page) {
    this.#page = page;
  }

  /**
   * Counts from here on. The page itself reports the events that arrived, so only actions that a person can do are
   * counted.
   */
  static async at(page: Page): Promise<Hands> {
    await page.evaluate(() => {
      const count: Count = { clicks: 0, keys: 0 };
      (window as Counted).hands = count;
      window.addEventListener('pointerdown', () => (count.clicks += 1), true);
      // A typed letter counts by its text: letters that this machine's keyboard lacks come without a key.
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

  /** Waits as a person in front of the screen does. */
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
