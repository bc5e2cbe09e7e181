import { isFromElsewhere } from '../../db/machine.ts';
import { isRestoreStaged } from '../../db/restore.ts';
import { limits } from '../../domain/limits.ts';
import type { Log } from '../ports.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';
import type { Folders } from './folders.ts';
import type { StorageFailure } from './ways-on.ts';

type MovedDataParts = {
  readonly folders: Pick<Folders, 'database'>;
  readonly migrationsFolder: string;
  readonly startInProcess: StartInProcess;
  readonly log: Log;
  /** Another name than this machine's, for tests. */
  readonly machine?: string;
};

/**
 * Checks a database that was last open on another machine as a backup is checked, before the first opening here: on its
 * way it may have been changed where no guard stood. Returns what is wrong with it. One that is not through within
 * `limits.movedCheckMaxMs` is opened all the same: that it is damaged is not known, and nothing is sent from it before the
 * operator agrees. Call it while no connection is open.
 */
export async function checkMoved(parts: MovedDataParts): Promise<StorageFailure | null> {
  const { folders, migrationsFolder, startInProcess, log, machine } = parts;
  const { database } = folders;
  // A backup that takes its place has been checked.
  if (isRestoreStaged(database) || !isFromElsewhere(database, machine)) return null;
  log.info('data of another machine is checked');
  const job = { kind: 'checkMoved', database, migrationsFolder } as const;
  const checked = await startInProcess(job, limits.movedCheckMaxMs).reply;
  if (checked.ok) return null;
  const { code, detail = '' } = checked.failure;
  log.warn('data of another machine', { code });
  const isBroken = code === 'backup_damaged' || code === 'backup_changed';
  return isBroken ? { code: 'database_corrupt', detail } : null;
}
