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
  /** The version that runs. */
  readonly version: string;
  readonly language: () => Language;
  /** Whether the operator wants it to be looked for. */
  readonly isWanted: () => boolean;
  readonly onChange: (view: UpdateView) => void;
  /** Ends the app, whose data is closed. */
  readonly quit: () => void;
};

type Ways = {
  /** Asks what the newest version is. */
  readonly readFeed: () => Promise<Result<Feed, { readonly code: string }>>;
  /** Null where this build does not take the place of itself. */
  readonly updater: AppUpdater | null;
};

/**
 * Newer versions: looked for daily, and told of. Where the build may, electron-updater fetches it, which is believed as
 * far as the signed feed names its bytes. It is installed only when the operator says so and the app has closed its data,
 * so never while a message is on its way.
 */
export class Updates {
  readonly #parts: UpdatesParts;
  #ways: Ways | null = null;
  #feed: Feed | null = null;
  #checkedAtMs: number | null = null;
  /** The version whose installer lies ready and is what the feed says. */
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

  /** Where the newer version is fetched by hand; null while none is known. */
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

  /** Whether the operator wants it or not changed. */
  settingChanged(): void {
    if (this.#checkedAtMs === null && this.#parts.isWanted()) void this.look();
  }

  /** The operator wants the version that lies ready. Returns whether there is one; the app is to be quit then. */
  want(): boolean {
    this.#isInstallWanted = this.#ready !== null;
    return this.#isInstallWanted;
  }

  /** Whether the app's end is a newer version's begin. */
  get isInstallWanted(): boolean {
    return this.#isInstallWanted;
  }

  /** The app's end once its data is closed: installs what is wanted, which ends the app, or ends it. */
  quit(): void {
    const { quit, clock, log } = this.#parts;
    const updater = this.#ways?.updater;
    if (!this.#isInstallWanted || !updater) {
      quit();
      return;
    }
    // What cannot be installed must not leave an app behind that has no window.
    updater.once('error', quit);
    clock.after(limits.updateInstallMs, quit);
    log.info('update installs');
    updater.quitAndInstall();
  }

  /** Asks for the newest version, and tells of it. What fails is tried again tomorrow. */
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
    // An old feed that is still signed leads nowhere.
    this.#feed = isNewer(feed.value.version, version) ? feed.value : null;
    this.#tell();
    if (this.#feed && updater) await this.#fetch(updater, this.#feed);
  }

  #newer(): NewerVersion | null {
    if (this.#feed === null || this.#ways === null) return null;
    const { version, news } = this.#feed;
    const way = this.#ways.updater && !this.#isByHand ? 'restart' : 'page';
    // What is still being fetched is nothing that anybody could do something about.
    if (way === 'restart' && this.#ready !== version) return null;
    return { version, news: news[this.#parts.language()] ?? [], way };
  }

  #prepare(updater: AppUpdater): void {
    // By itself it would install whenever the app quits, also while the computer shuts down.
    updater.autoInstallOnAppQuit = false;
    updater.autoDownload = false;
    updater.allowDowngrade = false;
    updater.disableWebInstaller = true;
    // Its own lines have words and paths in them: what failed comes as an event too, whose code the log keeps.
    updater.logger = null;
    updater.on('error', (error) => {
      this.#parts.log.error('update', error);
      this.#leaveToHand();
    });
    updater.on('update-downloaded', ({ version, downloadedFile }) => void this.#accept(version, downloadedFile));
  }

  /** Fetches what the library's own feed offers, if it is what the signed one names. */
  async #fetch(updater: AppUpdater, feed: Feed): Promise<void> {
    if (this.#ready === feed.version) return;
    try {
      const found = await updater.checkForUpdates();
      if (!found?.isUpdateAvailable) return;
      if (isNamedBy(feed, found.updateInfo)) await updater.downloadUpdate(found.cancellationToken);
      else this.#refuse();
    } catch {
      // It came as an event too.
    }
  }

  /** Believes a file by its bytes alone: where Windows has no PowerShell, nothing else has looked at its signature. */
  async #accept(version: string, file: string): Promise<void> {
    const { log } = this.#parts;
    const digest = await sha512(file).catch(() => null);
    const feed = this.#feed;
    if (feed === null || feed.version !== version || digest === null || !Object.values(feed.files).includes(digest)) {
      // It lies where one that was believed may have lain.
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

/** The updater of this system. It is loaded only where it is used. */
export async function systemUpdater(): Promise<AppUpdater> {
  const { default: library } = await import('electron-updater');
  return library.autoUpdater;
}
