import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import { limits } from '../../domain/limits.ts';
import type { Result } from '../../domain/result.ts';
import type { Language } from '../../domain/settings.ts';
import { isNewer, type NewerVersion, noUpdates, type UpdateView } from '../../domain/state/update.ts';
import type { Given } from '../ports.ts';
import type { Feed } from './feed.ts';

type UpdatesParts = Given<'log' | 'clock'> & {
  readonly version: string;
  readonly language: () => Language;
  readonly isWanted: () => boolean;
  readonly onChange: (view: UpdateView) => void;
  /** Ends the app, after its data was closed. */
  readonly quit: () => void;
};

type Ways = {
  readonly readFeed: () => Promise<Result<Feed, { readonly code: string }>>;
  /** Null where this build does not update itself. */
  readonly updater: AppUpdater | null;
};

/**
 * Newer versions: looks for one daily and reports it. Where the build may update itself, electron-updater fetches the
 * update, which is trusted only if the signed feed names its bytes. It is installed only when the operator says so and
 * the app has closed its data, so never while a message is on its way.
 */
export class Updates {
  readonly #parts: UpdatesParts;
  #ways: Ways | null = null;
  #feed: Feed | null = null;
  #checkedAtMs: number | null = null;
  /** The version whose installer is ready and matches the feed. */
  #ready: string | null = null;
  /** Whether fetching or checking the installer failed: then it can be fetched by hand. */
  #isByHand = false;
  #isInstallWanted = false;
  #cancel: () => void = () => undefined;

  constructor(parts: UpdatesParts) {
    this.#parts = parts;
  }

  get view(): UpdateView {
    if (this.#ways === null) return noUpdates;
    return { canLook: true, checkedAtMs: this.#checkedAtMs, newer: this.#newer() };
  }

  /** The page from which the newer version can be fetched by hand; null while none is known. */
  get page(): string | null {
    return this.#feed?.page ?? null;
  }

  /** Looks now, and daily from now on. */
  start(ways: Ways): void {
    this.#ways = ways;
    if (ways.updater) this.#prepare(ways.updater);
    void this.look();
  }

  stop(): void {
    this.#cancel();
  }

  settingChanged(): void {
    if (this.#checkedAtMs === null && this.#parts.isWanted()) void this.look();
  }

  /** The operator wants the version that is ready. Returns whether there is one; then the app must be quit. */
  want(): boolean {
    this.#isInstallWanted = this.#ready !== null;
    return this.#isInstallWanted;
  }

  /** Whether a newer version is installed when the app ends. */
  get isInstallWanted(): boolean {
    return this.#isInstallWanted;
  }

  /** Ends the app after its data was closed: by the installer, if one is wanted. */
  quit(): void {
    const { quit, clock, log } = this.#parts;
    const updater = this.#ways?.updater;
    if (!this.#isInstallWanted || !updater) {
      quit();
      return;
    }
    // If the installer fails, no app without a window may be left running.
    updater.once('error', quit);
    clock.after(limits.updateInstallMs, quit);
    log.info('update installs');
    updater.quitAndInstall();
  }

  /** Asks for the newest version, and reports it. A failure is tried again tomorrow. */
  async look(): Promise<void> {
    const { clock, isWanted, log, version } = this.#parts;
    this.#cancel();
    this.#cancel = clock.after(limits.updateEveryMs, () => void this.look());
    if (!isWanted() || this.#ways === null) return;
    const { readFeed, updater } = this.#ways;
    const feed = await readFeed();
    if (!feed.ok) {
      log.warn('update feed', feed.failure);
      return;
    }
    this.#checkedAtMs = clock.nowMs();
    // An old feed that is still validly signed must not lead to an older version.
    this.#feed = isNewer(feed.value.version, version) ? feed.value : null;
    this.#tell();
    if (this.#feed && updater) await this.#fetch(updater, this.#feed);
  }

  #newer(): NewerVersion | null {
    if (this.#feed === null || this.#ways === null) return null;
    const { version, news } = this.#feed;
    const way = this.#ways.updater && !this.#isByHand ? 'restart' : 'page';
    // While the installer is still being fetched, there is nothing that anybody could do.
    if (way === 'restart' && this.#ready !== version) return null;
    return { version, news: news[this.#parts.language()] ?? [], way };
  }

  #prepare(updater: AppUpdater): void {
    // By default it would install whenever the app quits, also while the computer shuts down.
    updater.autoInstallOnAppQuit = false;
    updater.autoDownload = false;
    updater.allowDowngrade = false;
    updater.disableWebInstaller = true;
    // Its own log lines contain words and paths. A failure also comes as an event, whose code is logged.
    updater.logger = null;
    updater.on('error', (error) => {
      this.#parts.log.error('update', error);
      this.#leaveToHand();
    });
    updater.on('update-downloaded', ({ version, downloadedFile }) => void this.#accept(version, downloadedFile));
  }

  /** Fetches what the library's own feed offers, if the signed feed names it. */
  async #fetch(updater: AppUpdater, feed: Feed): Promise<void> {
    if (this.#ready === feed.version) return;
    try {
      const found = await updater.checkForUpdates();
      if (!found?.isUpdateAvailable) return;
      if (isNamedBy(feed, found.updateInfo)) await updater.downloadUpdate(found.cancellationToken);
      else this.#refuse();
    } catch {
      // The error came as an event too.
    }
  }

  /** Trusts a file by its bytes only: where Windows has no PowerShell, nothing else has checked its signature. */
  async #accept(version: string, file: string): Promise<void> {
    const { log } = this.#parts;
    const digest = await sha512(file).catch(() => null);
    const feed = this.#feed;
    if (feed === null || feed.version !== version || digest === null || !Object.values(feed.files).includes(digest)) {
      // The new file replaces one that may have been trusted.
      this.#ready = null;
      this.#refuse();
      return;
    }
    this.#ready = version;
    this.#isByHand = false;
    log.info('update ready', { version });
    this.#tell();
  }

  #refuse(): void {
    this.#parts.log.warn('update refused', { code: 'not_in_signed_feed' });
    this.#leaveToHand();
  }

  #leaveToHand(): void {
    this.#isByHand = this.#ready !== this.#feed?.version;
    this.#tell();
  }

  #tell(): void {
    this.#parts.onChange(this.view);
  }
}

function isNamedBy(feed: Feed, { version, files }: UpdateInfo): boolean {
  return version === feed.version && files.every(({ url, sha512 }) => feed.files[posix.basename(url)] === sha512);
}

async function sha512(file: string): Promise<string> {
  const digest = createHash('sha512');
  await pipeline(createReadStream(file), digest);
  return digest.digest('base64');
}

/** The updater of this system, loaded only where it is used. */
export async function systemUpdater(): Promise<AppUpdater> {
  const { default: library } = await import('electron-updater');
  return library.autoUpdater;
}
