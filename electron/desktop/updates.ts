import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import { limits } from '../../domain/limits.ts';
import type { Clock, Log } from '../ports.ts';

type UpdatesParts = {
  readonly log: Log;
  readonly clock: Clock;
  /** A newer version lies ready, and is installed when the operator says so. */
  readonly onReady: (version: string) => void;
  /** Ends the app, whose data is closed. */
  readonly quit: () => void;
};

/**
 * Newer versions: looked for daily, fetched and checked by electron-updater, installed only when the operator says so and
 * the app has closed its data, so never while a message is on its way.
 */
export class Updates {
  readonly #parts: UpdatesParts;
  #updater: AppUpdater | null = null;
  #isReady = false;
  #isWanted = false;
  #cancel: () => void = () => undefined;

  constructor(parts: UpdatesParts) {
    this.#parts = parts;
  }

  /** Looks now, and daily from now on. */
  start(updater: AppUpdater): void {
    const { log, onReady } = this.#parts;
    this.#updater = updater;
    // By itself it would install whenever the app quits, also while the computer shuts down.
    updater.autoInstallOnAppQuit = false;
    updater.autoDownload = true;
    updater.allowDowngrade = false;
    updater.disableWebInstaller = true;
    // Its own lines have words and paths in them: what failed comes as an event too, whose code the log keeps.
    updater.logger = null;
    updater.on('error', (error) => log.error('update', error));
    updater.on('update-downloaded', ({ version }) => {
      this.#isReady = true;
      log.info('update ready', { version });
      onReady(version);
    });
    this.#look();
  }

  stop(): void {
    this.#cancel();
  }

  /** The operator wants the version that lies ready. Returns whether there is one; the app is to be quit then. */
  want(): boolean {
    this.#isWanted = this.#isReady;
    return this.#isWanted;
  }

  /** The app's end once its data is closed: installs what is wanted, which ends the app, or ends it. */
  quit(): void {
    const { quit, clock, log } = this.#parts;
    if (!this.#isWanted || !this.#updater) {
      quit();
      return;
    }
    // What cannot be installed must not leave an app behind that has no window.
    this.#updater.once('error', quit);
    clock.after(limits.updateInstallMs, quit);
    log.info('update installs');
    this.#updater.quitAndInstall();
  }

  #look(): void {
    this.#cancel = this.#parts.clock.after(limits.updateEveryMs, () => this.#look());
    // Whatever fails is logged by the updater, and tomorrow is another day. The download is a promise of its own.
    void this.#updater
      ?.checkForUpdates()
      .then((found) => found?.downloadPromise)
      .catch(() => undefined);
  }
}

type Build = {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** The folder or archive with the app's package.json. */
  readonly app: string;
  /** Where electron-builder puts app-update.yml. */
  readonly resources: string;
};

/**
 * Whether this build may take the place of itself: only one that is signed, since what comes is checked by its signer.
 * Packing with `isSigned` fails where nothing signs (docs/releasing.md). On Windows the signer must be named as well, or
 * electron-updater checks nothing. Linux has no signatures: there its packages are installed by hand.
 */
export function mayUpdateItself({ platform, isPackaged, app, resources }: Build): boolean {
  if (!isPackaged || platform === 'linux') return false;
  const { isSigned } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as { isSigned?: unknown };
  if (isSigned !== true) return false;
  return platform !== 'win32' || /^publisherName:/m.test(readFileSync(join(resources, 'app-update.yml'), 'utf8'));
}

/** The updater of this system. It is loaded only where it is used. */
export async function systemUpdater(): Promise<AppUpdater> {
  const { default: library } = await import('electron-updater');
  return library.autoUpdater;
}
