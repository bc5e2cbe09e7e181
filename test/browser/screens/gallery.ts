import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { build, type Plugin, type PreviewServer, preview } from 'vite';
import { ensureChromium } from '../../../build/chromium.ts';
import type { Language } from '../../../domain/settings.ts';
import { fixtureNowMs } from '../../renderer/support/fixtures.ts';
import { patienceMs } from '../../support/until.ts';
import type { Clear, Draw } from './main.tsx';
import { draws, notePauses, standStill, untilCalm } from './rest.ts';
import type { Scene } from './scene.ts';
import { type SceneName, scenes } from './scenes.ts';

export type Looks = {
  readonly language: Language | 'pseudo';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** What Linux draws in, where it is left out. */
  readonly font?: Font;
};

export type Font = 'Noto Sans' | 'DejaVu Sans';
const usualFont: Font = 'Noto Sans';
/**
 * The widest that a Linux may have as its only one: its bold, which stands in for all that is not regular, is wider than
 * any other.
 */
export const widestFont: Font = 'DejaVu Sans';

export type Size = { readonly width: number; readonly height: number };
/** What a window has that is not drawn to another. */
const largestSize: Size = { width: 1_280, height: 800 };
/** A menu hears of the window's new size in the first drawing and moves in the next. */
const drawsToFollow = 3;

/** The real window in a real Chromium, over the fake api: any scene in any language, theme and size. */
export class Gallery {
  readonly #browser: Browser;
  readonly #server: PreviewServer;
  readonly #folder: string;
  readonly page: Page;
  /** Null where it may be looked at. */
  readonly #unseen: CDPSession | null;
  #font: Font = usualFont;
  /** Whether the page that is loaded has the pseudo language. Null where none is. */
  #loaded: boolean | null = null;

  private constructor(browser: Browser, server: PreviewServer, folder: string, page: Page, unseen: CDPSession | null) {
    this.#unseen = unseen;
    this.#browser = browser;
    this.#server = server;
    this.#folder = folder;
    this.page = page;
  }

  /**
   * Unhurried it draws 60 times a second, as a window does that somebody looks at. Unseen it is asked how it is laid out, and
   * no picture is taken of the whole of it.
   */
  static async open({ isHurried = false, isUnseen = false } = {}): Promise<Gallery> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gallery-'));
    const options = { root: import.meta.dirname, configFile: false, logLevel: 'error' } as const;
    const outDir = { outDir: folder, emptyOutDir: true };
    // For a test React is built with all that helps whoever writes for it, and takes two to three times as long to draw.
    process.env.NODE_ENV = 'production';
    await build({ ...options, plugins: [react(), pseudoEnglish()], build: { ...outDir, minify: false } });
    const server = await preview({ ...options, build: outDir, preview: { port: 0, host: '127.0.0.1' } });
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? (await ensureChromium()),
      timeout: patienceMs,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...(isHurried ? ['--disable-frame-rate-limit', '--disable-gpu-vsync'] : []),
      ],
    });
    const page = await browser.newPage({ viewport: largestSize });
    page.setDefaultTimeout(patienceMs);
    await page.addInitScript(notePauses);
    await page.addInitScript(standStill, fixtureNowMs);
    const unseen = isUnseen ? await page.context().newCDPSession(page) : null;
    return new Gallery(browser, server, folder, page, unseen);
  }

  /** An empty page beside the one with the scenes. */
  openPage(): Promise<Page> {
    return this.#browser.newPage();
  }

  async show(
    name: SceneName,
    { language, theme = 'light', width = largestSize.width, height = largestSize.height, font = usualFont }: Looks,
  ): Promise<void> {
    const isPseudo = language === 'pseudo';
    await this.#load(isPseudo);
    // Nobody is to lay out the scene before once more, in another size and font.
    await this.page.evaluate(() => (window as unknown as { clear: Clear }).clear());
    await this.drawIn(font);
    await this.#setSize({ width, height });
    const asked = [name, isPseudo ? 'en' : language, theme] as const;
    await this.page.evaluate((given) => (window as unknown as { draw: Draw }).draw(...given), asked);
    await this.page.getByRole('navigation').first().waitFor();
    await untilCalm(this.page);
    const { then }: Scene = scenes[name];
    if (then === undefined) return;
    if ('key' in then) await this.page.keyboard.press(then.key);
    else if ('write' in then) await this.page.locator(then.into).fill(then.write);
    else if ('scrollTo' in then) await this.page.locator(then.scrollTo).scrollIntoViewIfNeeded();
    else if ('hold' in then) await this.page.evaluate(holdFile);
    else if ('choose' in then) {
      const file = { name: then.choose, mimeType: 'text/plain', buffer: Buffer.from('x') };
      await this.page.locator('input[type=file]').first().setInputFiles(file);
    } else for (const selector of [then.click].flat()) await this.page.locator(selector).first().click();
    await untilCalm(this.page);
  }

  /** Loads the page that draws scenes. It stays for all that are drawn in its words, each by itself. */
  async #load(isPseudo: boolean): Promise<void> {
    if (this.#loaded !== isPseudo) {
      await this.page.goto(`${this.#server.resolvedUrls?.local[0]}${isPseudo ? '?pseudo' : ''}`);
      this.#loaded = isPseudo;
      this.#font = usualFont;
    }
  }

  /** Shows the same scene in another theme or size, as the operator's own change of it would. */
  async restyle({ theme, width, height }: Required<Omit<Looks, 'language' | 'font'>>): Promise<void> {
    await this.page.locator('html').evaluate((root, chosen) => root.setAttribute('data-theme', chosen), theme);
    await this.resize({ width, height });
  }

  /** Gives the window another size and waits, in drawings, until what it shows has followed. */
  async resize(size: Size): Promise<void> {
    await this.#setSize(size);
    await draws(this.page, drawsToFollow);
  }

  /** Unseen the page alone gets it, and the window in which it is drawn stays: another one takes 20 ms of the processor. */
  async #setSize(size: Size): Promise<void> {
    if (this.#unseen === null) return this.page.setViewportSize(size);
    const override = { ...size, deviceScaleFactor: 1, mobile: false, dontSetVisibleSize: true };
    await this.#unseen.send('Emulation.setDeviceMetricsOverride', override);
  }

  /** Draws the same scene as a machine would that has no other font. */
  async drawIn(font: Font): Promise<void> {
    if (font === this.#font) return;
    this.#font = font;
    await this.page.evaluate((name) => {
      const { style } = document.documentElement;
      style.setProperty('--font-sans', `"${name}", "${name} Arabic", sans-serif`);
      style.setProperty('--font-mono', `"${name} Mono", monospace`);
    }, font);
    await draws(this.page, drawsToFollow);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Lets the address ask for the pseudo language in place of English. */
function pseudoEnglish(): Plugin {
  return {
    name: 'pseudo-english',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/domain/text/en.ts')) return null;
      const words = code.replace('export const en =', 'const words =');
      const pseudoFile = JSON.stringify(path.join(import.meta.dirname, 'pseudo.ts'));
      return `import { pseudo } from ${pseudoFile};
${words}
export const en = new URLSearchParams(location.search).has('pseudo') ? pseudo(words) : words;`;
    },
  };
}

/** In the page: what the system tells it when a file is held over it. */
function holdFile(): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['x'], 'list.csv'));
  document.body.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer }));
}
