import type { SystemLocale } from '../../domain/settings.ts';
import type { Log } from '../ports.ts';
import type { PracticePage } from '../practice.ts';
import type { Folders } from '../storage/folders.ts';

/** What is known at the start before anything is made. */
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
  readonly licencesFile: string;
  readonly origin: string;
  /** The system's language and country, which hold until the operator chooses others. */
  readonly system: SystemLocale;
};
