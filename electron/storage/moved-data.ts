import type { Db } from '../../db/database.ts';
import { isUnchecked } from '../../db/folder/machine.ts';
import { isRestoreStaged } from '../../db/folder/restore.ts';
import { readMeta, writeMeta } from '../../db/meta.ts';
import { limits } from '../../domain/limits.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { PauseReason } from '../../domain/state/state.ts';
import type { Given, Log } from '../ports.ts';
import type { RunningJob } from '../worker/jobs.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';
import type { Folders } from './folders.ts';
import type { StorageFailure } from './ways-on.ts';

type MovedDataParts = {
  readonly folders: Pick<Folders, 'database'>;
  readonly startInProcess: StartInProcess;
  readonly log: Log;
};

/**
 * Checks a database that was last open on another machine like a backup, before it is opened here: it may have been
 * changed on the way, without our guards. Fails with what is wrong, and otherwise says whether it is known to be sound.
 * If the check takes longer than `limits.movedCheckMaxMs`, the database is opened all the same, and `MovedCheck` goes
 * on with it. Call it while no connection is open.
 */
export async function checkMoved(
  parts: MovedDataParts & { readonly onBegin: () => void },
  machine?: string,
): Promise<Result<'sound' | 'unknown', StorageFailure>> {
  const { folders, log, startInProcess } = parts;
  // A backup that takes its place has been checked.
  if (isRestoreStaged(folders.database) || !isUnchecked(folders.database, machine)) return succeed('unknown');
  log.info('data of another machine is checked');
  parts.onBegin();
  const checked = await startInProcess({ kind: 'checkMoved' }, limits.movedCheckMaxMs).reply;
  if (checked.ok) return succeed('sound');
  const { code, detail = '' } = checked.failure;
  log.warn('data of another machine', { code });
  return isBroken(code) ? fail({ code: 'database_corrupt', detail }) : succeed('unknown');
}

/** Notes that the check of an open database is done: it now counts as our own, whatever machine it came from. */
export function markChecked(db: Db): void {
  if (readMeta(db, 'unchecked') === '1') writeMeta(db, 'unchecked', '0');
}

type MovedCheckParts = MovedDataParts & Given<'db' | 'pause'>;

/** Goes on with the check of data from another machine, now or at the next start: nothing is claimed before its end. */
export class MovedCheck {
  readonly #parts: MovedCheckParts;
  #job: RunningJob<'checkMoved'> | null = null;

  constructor(parts: MovedCheckParts) {
    this.#parts = parts;
  }

  /** Whether claims wait for the check. */
  get isChecking(): boolean {
    return this.#job !== null;
  }

  /** Checks data that nobody has checked yet. Resolves when that is done, or cut off by `stop`. */
  async run(): Promise<void> {
    const { db, log, pause } = this.#parts;
    if (readMeta(db, 'unchecked') !== '1') return;
    const job = this.#parts.startInProcess({ kind: 'checkMoved' }, limits.movedCheckGivenUpMs);
    this.#job = job;
    const checked = await job.reply;
    if (this.#job !== job) return;
    this.#job = null;
    if (checked.ok) this.#noteChecked();
    else {
      const { code } = checked.failure;
      log.warn('data of another machine', { code });
      pause(reasonFor(code), code);
    }
  }

  /** If this cannot be stored now, the next start checks once more. */
  #noteChecked(): void {
    const { db, log } = this.#parts;
    try {
      markChecked(db);
    } catch (error) {
      log.error('check of moved data not noted', error);
    }
  }

  /** A check that is not done is repeated at the next start. */
  stop(): void {
    const job = this.#job;
    this.#job = null;
    job?.cancel();
  }
}

const isBroken = (code: string) => code === 'backup_damaged' || code === 'backup_changed';

/** The reason to pause for, also where the check does not end: nothing goes out before a person has looked. */
function reasonFor(code: string): PauseReason {
  return isBroken(code) ? 'database_corrupt' : 'internal';
}
