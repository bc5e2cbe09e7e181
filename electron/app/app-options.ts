import type { SystemLocale } from '../../domain/settings.ts';
import type { Log } from '../ports.ts';
import type { PracticePage } from '../practice.ts';
import type { Folders } from '../storage/folders.ts';

/** What the start knows before anything is made. */
export type AppOptions = {
  readonly folders: Folders;
  readonly practice: PracticePage | null;
  readonly log: Log;
  readonly migrationsFolder: string;
  /** The migrations of a team's database. */
  readonly teamFolder: string;
  readonly workerFile: string;
  readonly preload: string;
  readonly trayIcon: string;
  /** The licences of all that the app is made of. */
  readonly licencesFile: string;
  readonly origin: string;
  /** Holds for as long as the operator has chosen nothing else. */
  readonly system: SystemLocale;
};
