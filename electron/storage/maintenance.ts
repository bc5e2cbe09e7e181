import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../../db/database.ts';
import { forgetLedgerCheckpoint, readMeta, writeMeta } from '../../db/meta.ts';
import { limits } from '../../domain/limits.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Clock, Log } from '../ports.ts';
import { type Job, startJob } from '../worker/jobs.ts';
import type { Folders } from './folders.ts';

type MaintenanceParts = {
  readonly db: Db;
  readonly folders: Pick<Folders, 'database' | 'backups' | 'ledger'>;
  readonly workerFile: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Pick<Settings, 'keepPersonalDays'>;
  /** SQLite's check found the file damaged. */
  readonly onDamage: (problem: string) => void;
  /** The check of the fence ledger found it damaged. */
  readonly onLedgerDamage: (problem: string) => void;
  /** People were erased, so what the window shows of them is old. */
  readonly onErased: () => void;
};

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * What the data needs from time to time: SQLite's own check of the file and that of the whole ledger after an unclean stop
 * or once a week, a daily backup, and the erasing of people whose time is up. All of it runs in the worker. The first
 * round comes before the first claim of a session, unless it takes too long; an app that stays open for days goes on with
 * it by itself.
 */
export class Maintenance {
  readonly #parts: MaintenanceParts;
  #cancel: () => void = () => undefined;
  /** One round at a time. */
  #round: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(parts: MaintenanceParts) {
    this.#parts = parts;
  }

  /**
   * The round at the start, and from then on one whenever the daily backup is due. It is waited for no longer than
   * `limits.maintenanceWaitMs`: a backup that hangs must not keep WhatsApp from starting.
   */
  async start(): Promise<void> {
    const { db, clock } = this.#parts;
    const wasClean = readMeta(db, 'clean_stop') === '1';
    const isNew = readMeta(db, 'last_backup_ms') === undefined;
    writeMeta(db, 'clean_stop', '0');
    this.#pollLater();
    await this.#within(this.#serialize({ nowMs: clock.nowMs(), isCheckWanted: !wasClean && !isNew }));
  }

  /**
   * Does the daily work where it is due. Also called when the computer wakes up, since timers stand still in its sleep.
   */
  poll(): Promise<void> {
    // The computer may wake up in the moment in which the app ends.
    if (this.#isStopped) return this.#round;
    const nowMs = this.#parts.clock.nowMs();
    if (!isBackupDue(this.#parts.db, nowMs)) return this.#round;
    return this.#serialize({ nowMs, isCheckWanted: false });
  }

  /**
   * Starts nothing more, and waits for what its worker does: a process must not end with a worker in it. One that hangs is
   * not waited for.
   */
  stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    return this.#within(this.#round);
  }

  /** Waits for a round, but no longer than `limits.maintenanceWaitMs`. */
  async #within(round: Promise<void>): Promise<void> {
    const late = Promise.withResolvers<void>();
    const cancel = this.#parts.clock.after(limits.maintenanceWaitMs, late.resolve);
    await Promise.race([round, late.promise]);
    cancel();
  }

  #pollLater(): void {
    this.#cancel = this.#parts.clock.after(limits.maintenancePollMs, () => {
      this.#pollLater();
      void this.poll();
    });
  }

  #serialize(wanted: Wanted): Promise<void> {
    this.#round = this.#round
      .then(() => (this.#isStopped ? undefined : maintain(this.#parts, wanted)))
      .catch((error: unknown) => this.#parts.log.error('maintenance', error));
    return this.#round;
  }
}

type Wanted = { readonly nowMs: number; readonly isCheckWanted: boolean };

async function maintain(parts: MaintenanceParts, { nowMs, isCheckWanted }: Wanted): Promise<void> {
  const { db, folders, log } = parts;
  const isCheckDue = isCheckWanted || isDue(readMeta(db, 'last_quick_check_ms'), limits.quickCheckEveryMs, nowMs);
  const isBackupWanted = isBackupDue(db, nowMs);
  const eraseBeforeMs = eraseBefore(parts, nowMs);
  if (!isCheckDue && !isBackupWanted && eraseBeforeMs === null) return;
  const job = {
    kind: 'maintenance' as const,
    database: folders.database,
    isCheckDue,
    ledger: folders.ledger,
    backupsFolder: isBackupWanted ? folders.backups : null,
    eraseBeforeMs,
    nowMs,
  };
  const reply = await runAtMost(parts, job);
  // The data may be closed by now, and what was done is done.
  if (!db.isOpen) return;
  if (!reply.ok) {
    log.warn('maintenance', { code: reply.failure.code });
    return;
  }
  if (reply.value.ledgerProblem !== null) {
    // The next start must not trust the line that is remembered: it reads the whole ledger and sets it aside.
    forgetLedgerCheckpoint(db);
    parts.onLedgerDamage(reply.value.ledgerProblem);
  }
  if (reply.value.erased > 0) parts.onErased();
  if (reply.value.problem !== null) {
    parts.onDamage(reply.value.problem);
    return;
  }
  if (isCheckDue) writeMeta(db, 'last_quick_check_ms', String(nowMs));
  if (isBackupWanted) writeMeta(db, 'last_backup_ms', String(nowMs));
  dropOldBackups(folders.backups);
}

/** Runs the job, and gives it up when it hangs. */
async function runAtMost({ workerFile, clock, log }: MaintenanceParts, job: Job<'maintenance'>) {
  const running = startJob(workerFile, job);
  const cancel = clock.after(limits.maintenanceMaxMs, () => {
    log.warn('maintenance hangs');
    running.cancel();
  });
  return running.reply.finally(cancel);
}

/** People of campaigns that ended before this are erased; null when nobody is. */
function eraseBefore({ db, settings }: MaintenanceParts, nowMs: number): number | null {
  const { keepPersonalDays } = settings();
  // A clock that jumped far ahead must not delete what is still wanted: then a backup comes first, and time to notice.
  const isClockBelieved = !isDue(readMeta(db, 'last_backup_ms'), limits.eraseBelievesClockMs, nowMs);
  return keepPersonalDays === null || !isClockBelieved ? null : nowMs - keepPersonalDays * dayMs;
}

function isBackupDue(db: Db, nowMs: number): boolean {
  return isDue(readMeta(db, 'last_backup_ms'), limits.backupEveryMs, nowMs);
}

/** Says that nothing was open when the app ended, so that the next start need not check. */
export function markCleanStop(db: Db): void {
  writeMeta(db, 'clean_stop', '1');
}

/** A time in the future, as after the clock was put back, is as good as none. */
function isDue(last: string | undefined, everyMs: number, nowMs: number): boolean {
  const lastMs = Number(last ?? 0);
  // Nor is what cannot be read: then it is due.
  return !(lastMs <= nowMs && nowMs - lastMs < everyMs);
}

/** The daily ones beyond `limits.backupsKept` go, oldest first; those from before a migration stay. */
function dropOldBackups(folder: string): void {
  if (!existsSync(folder)) return;
  const daily = readdirSync(folder)
    .filter((name) => name.endsWith('-daily.db'))
    .sort();
  for (const name of daily.slice(0, Math.max(0, daily.length - limits.backupsKept)))
    rmSync(join(folder, name), { force: true });
}
