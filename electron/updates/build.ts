import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { FeedSource } from './feed.ts';

/** The part of package.json about updates of the build. */
const Manifest = z.object({
  updates: z.object({ feed: z.string(), publicKey: z.string() }),
  isSigned: z.boolean().optional().catch(undefined),
});

type Build = {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** The folder or archive with the app's package.json. */
  readonly app: string;
  /** Where electron-builder puts app-update.yml. */
  readonly resources: string;
};

const manifestOf = (app: string) => Manifest.parse(JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')));

/** Where this build looks for newer versions; null for a build that was not released. */
export function feedSource({ isPackaged, app }: Pick<Build, 'isPackaged' | 'app'>): FeedSource | null {
  const { feed, publicKey } = manifestOf(app).updates;
  return isPackaged && publicKey !== '' ? { url: feed, publicKey } : null;
}

/**
 * Whether this build may update itself: only if it is signed, since an update is checked by its signer. Packing with
 * `isSigned` fails if nothing signs (docs/releasing.md). On Windows the signer must be named too, or electron-updater
 * checks nothing. Linux has no signatures: there packages are installed by hand.
 */
export function mayUpdateItself({ platform, isPackaged, app, resources }: Build): boolean {
  if (!isPackaged || platform === 'linux') return false;
  if (manifestOf(app).isSigned !== true) return false;
  return platform !== 'win32' || /^publisherName:/m.test(readFileSync(join(resources, 'app-update.yml'), 'utf8'));
}
