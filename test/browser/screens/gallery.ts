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
import type { Check, Stage } from './main.tsx';
import { notePauses, standStill } from './rest.ts';
import type { Scene } from './scene.ts';
import { type SceneName, scenes } from './scenes.ts';

export type Looks = {
  readonly language: Language | 'pseudo';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** The usual font of Linux, by default. */
  readonly font?: Font;
};

export type Font = 'Noto Sans' | 'DejaVu Sans';
const usualFont: Font = 'Noto Sans';
/**
 * The widest font that may be a Linux system's only one: its bold, which also replaces every other weight, is wider
 * than that of any other font.
 */
export const widestFont: Font = 'DejaVu Sans';

export type Size = { readonly width: number; readonly height: number };
/** The Chromium options for a window that is not drawn to a screen. */
const largestSize: Size = { width: 1_280, height: 800 };
type WithStage = { readonly stage: Stage };
/** A menu learns the window's new size in the first frame and moves in the next. */
const drawsToFollow = 3;

/** Two thirds of the modules are icons of which nothing is used, and a build that is tested needs no sizes. */
const quickly = {
  minify: false,
  reportCompressedSize: false,
  rolldownOptions: { experimental: { lazyBarrel: true } },
} as const;

/** The real window in a real Chromium, over the fake api: any scene in any language, theme and size. */
export class Gallery {
  readonly #browser: Browser;
  readonly #server: PreviewServer;
  readonly #folder: string;
  readonly page: Page;
  /** Null for the gallery that draws to a screen. */
  readonly #unseen: CDPSession | null;
  #font: Font = usualFont;
  /** Whether the loaded page has the pseudo language. Null where no page is loaded. */
  #loaded: boolean | null = null;

  private constructor(browser: Browser, server: PreviewServer, folder: string, page: Page, unseen: CDPSession | null) {
    this.#unseen = unseen;
    this.#browser = browser;
    this.#server = server;
    this.#folder = folder;
    this.page = page;
  }

  /**
   * Unless `isHurried`, it draws 60 times a second, like a window that somebody looks at. With `isUnseen` it is only
   * asked for its layout, and no picture of the whole is taken.
   */
  static async open({ isHurried = false, isUnseen = false } = {}): Promise<Gallery> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gallery-'));
    const options = { root: import.meta.dirname, configFile: false, logLevel: 'error' } as const;
    const outDir = { outDir: folder, emptyOutDir: true };
    // In tests React would be built with its development checks, and take two to three times as long to draw.
    process.env.NODE_ENV = 'production';
    await build({ ...options, plugins: [react(), pseudoEnglish()], build: { ...outDir, ...quickly } });
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
    // Takes the previous scene away first, so that it is not laid out again in another size and font.
    await this.page.evaluate(() => (window as unknown as WithStage).stage.clear());
    await this.drawIn(font);
    await this.#setSize({ width, height });
    const asked = [name, isPseudo ? 'en' : language, theme, patienceMs] as const;
    await this.page.evaluate((given) => (window as unknown as WithStage).stage.draw(...given), asked);
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
    await this.page.evaluate(() => (window as unknown as WithStage).stage.untilCalm());
  }

  /** What these checks find in the scene as it is now, one per line. */
  found(...checks: readonly Check[]): Promise<string[]> {
    return this.page.evaluate((names) => (window as unknown as WithStage).stage.found(names), checks);
  }

  /** Loads the page that draws scenes. The same page draws all scenes in its language, one after the other. */
  async #load(isPseudo: boolean): Promise<void> {
    if (this.#loaded !== isPseudo) {
      await this.page.goto(`${this.#server.resolvedUrls?.local[0]}${isPseudo ? '?pseudo' : ''}`);
      this.#loaded = isPseudo;
      this.#font = usualFont;
    }
  }

  /** Shows the same scene in another theme or size, as when the operator changes it. */
  async restyle({ theme, width, height }: Required<Omit<Looks, 'language' | 'font'>>): Promise<void> {
    await this.page.locator('html').evaluate((root, chosen) => root.setAttribute('data-theme', chosen), theme);
    await this.resize({ width, height });
  }

  /**
   * Changes the window's size and waits, for some frames, until the content has followed. Returns what these checks
   * find then.
   */
  async resize(size: Size, ...checks: readonly Check[]): Promise<string[]> {
    await this.#setSize(size);
    return this.#follow(checks);
  }

  /** Each question costs time in three processes, so the checks come with the wait. */
  #follow(checks: readonly Check[] = []): Promise<string[]> {
    return this.page.evaluate(
      async ([count, names]) => {
        const { stage } = window as unknown as WithStage;
        await stage.draws(count);
        return stage.found(names);
      },
      [drawsToFollow, checks] as const,
    );
  }

  /**
   * Unseen, only the page's size changes and the browser's window keeps its own, since resizing that takes 20 ms of
   * processor time.
   */
  async #setSize(size: Size): Promise<void> {
    if (this.#unseen === null) return this.page.setViewportSize(size);
    const override = { ...size, deviceScaleFactor: 1, mobile: false, dontSetVisibleSize: true };
    await this.#unseen.send('Emulation.setDeviceMetricsOverride', override);
  }

  /** Draws the same scene as on a machine whose only font is this one. */
  async drawIn(font: Font): Promise<void> {
    if (font === this.#font) return;
    this.#font = font;
    await this.page.evaluate((name) => {
      const { style } = document.documentElement;
      style.setProperty('--font-sans', `"${name}", "${name} Arabic", sans-serif`);
      style.setProperty('--font-mono', `"${name} Mono", monospace`);
    }, font);
    await this.#follow();
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
    transform: {
      // Without a filter each of the thousands of sources would be handed over to be looked at here.
      filter: { id: /\/domain\/text\/en\.ts$/ },
      handler(code) {
        const words = code.replace('export const en =', 'const words =');
        const pseudoFile = JSON.stringify(path.join(import.meta.dirname, 'pseudo.ts'));
        return `import { pseudo } from ${pseudoFile};
${words}
export const en = new URLSearchParams(location.search).has('pseudo') ? pseudo(words) : words;`;
      },
    },
  };
}

/** Runs in the page: the events of a file that is held over it. */
function holdFile(): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['x'], 'list.csv'));
  document.body.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer }));
}
