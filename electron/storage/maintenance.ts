import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../../db/database.ts';
import { forgetLedgerCheckpoint, readMeta, writeMeta } from '../../db/meta.ts';
import { backupName } from '../../db/open.ts';
import { limits } from '../../domain/limits.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Given } from '../ports.ts';
import { withTimeout } from '../timeout.ts';
import type { JobThreads } from '../worker/job-threads.ts';
import type { JobAsked } from '../worker/jobs.ts';
import type { Folders } from './folders.ts';

type MaintenanceParts = Given<'db' | 'clock' | 'log'> & {
  readonly folders: Pick<Folders, 'database' | 'backups' | 'ledger' | 'attachments'>;
  readonly threads: JobThreads;
  readonly settings: () => Pick<Settings, 'keepPersonalDays'>;
  /** Called when SQLite's check found the file damaged. */
  readonly onDamage: (problem: string) => void;
  readonly onLedgerDamage: (problem: string) => void;
  /** Called when people were erased, so that the window shows them no longer. */
  readonly onErased: () => void;
  /** Called when the daily backup failed and there has been none for days, with when the last was made, if ever. */
  readonly onBackupMissed: (lastMs: string) => void;
};

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * The regular care of the data: SQLite's own check of the file and that of the whole ledger after an unclean stop or
 * once a week, a daily backup, the erasing of people whose time is up, and writing the log back before SQLite does so
 * within a commit. All of it runs in the worker, beside everything else; only the first claim of a session waits for
 * the check, unless that takes too long. An app that stays open for days goes on with it by itself.
 */
export class Maintenance {
  readonly #parts: MaintenanceParts;
  #cancel: () => void = () => undefined;
  /** Ends with the running round: one runs at a time. */
  #round: Promise<void> = Promise.resolve();
  #isStopped = false;
  #isChecking = false;
  #isWritingBack = false;

  constructor(parts: MaintenanceParts) {
    this.#parts = parts;
    parts.db.whenLogGrows(() => this.#writeBack());
  }

  /** Whether the check at the start still runs, and claims wait for it. */
  get isChecking(): boolean {
    return this.#isChecking;
  }

  /**
   * Runs a round at the start, and then one whenever the daily backup is due. Resolves when a due check is done, or
   * after `limits.maintenanceWaitMs`: a disk that hangs must not keep everything from being sent.
   */
  async start(): Promise<void> {
    const nowMs = this.#parts.clock.nowMs();
    this.#pollLater();
    this.#isChecking = this.#begin(nowMs);
    const checked = Promise.withResolvers<void>();
    if (!this.#isChecking) checked.resolve();
    void this.#serialize(async () => {
      const isSound = !this.#isChecking || (await check(this.#parts, nowMs).finally(checked.resolve));
      if (isSound) await maintain(this.#parts, nowMs);
    }).finally(checked.resolve);
    await this.#within(checked.promise);
    this.#isChecking = false;
  }

  /** Whether the check is due; yes if the data cannot be used now, which must not keep the app from starting. */
  #begin(nowMs: number): boolean {
    const { db, log } = this.#parts;
    try {
      const wasClean = readMeta(db, 'clean_stop') === '1';
      const isNew = readMeta(db, 'last_backup_ms') === undefined;
      markOpen(db);
      return !isNew && (!wasClean || isCheckDue(db, nowMs));
    } catch (error) {
      log.error('maintenance', error);
      return true;
    }
  }

  /** Does the daily work that is due. Also called on waking, as timers stand still in sleep, and when the app ends. */
  poll(): Promise<void> {
    const { db, clock } = this.#parts;
    const nowMs = clock.nowMs();
    return this.#serialize(async () => {
      markOpen(db);
      if (isBackupDue(db, nowMs)) await maintain(this.#parts, nowMs);
    });
  }

  /** Starts nothing more, and waits for its worker unless that hangs: a process must not end with a running worker. */
  stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    return this.#within(this.#round);
  }

  #writeBack(): void {
    if (this.#isWritingBack) return;
    this.#isWritingBack = true;
    void this.#serialize(async () => {
      await runAtMost(this.#parts, { kind: 'writeBack' });
    }).finally(() => {
      this.#isWritingBack = false;
    });
  }

  /** Waits for a round, but no longer than `limits.maintenanceWaitMs`. */
  async #within(round: Promise<void>): Promise<void> {
    await withTimeout(this.#parts.clock, limits.maintenanceWaitMs, round).catch(() => undefined);
  }

  #pollLater(): void {
    this.#cancel = this.#parts.clock.after(limits.maintenancePollMs, () => {
      this.#pollLater();
      void this.poll();
    });
  }

  #serialize(work: () => Promise<void>): Promise<void> {
    this.#round = this.#round
      .then(() => (this.#isStopped ? undefined : work()))
      .catch((error: unknown) => this.#parts.log.error('maintenance', error));
    return this.#round;
  }
}

/** Runs SQLite's check of the file and that of the whole ledger. Returns whether the file is sound, as far as known. */
async function check(parts: MaintenanceParts, nowMs: number): Promise<boolean> {
  const { db, folders } = parts;
  const reply = await runAtMost(parts, { kind: 'check', ledger: folders.ledger });
  // The data may be closed by now, and the result is no longer needed.
  if (!db.isOpen) return false;
  if (!reply.ok) {
    sayFailed(parts, reply.failure.code, nowMs);
    return false;
  }
  const { problem, ledgerProblem } = reply.value;
  if (ledgerProblem !== null) {
    // The next start must not trust the remembered line: it reads the whole ledger and sets it aside.
    forgetLedgerCheckpoint(db);
    parts.onLedgerDamage(ledgerProblem);
  }
  if (problem === null) writeMeta(db, 'last_quick_check_ms', String(nowMs));
  else parts.onDamage(problem);
  return problem === null;
}

/** Does what is due of the weekly check, the erasing and the daily backup. */
async function maintain(parts: MaintenanceParts, nowMs: number): Promise<void> {
  const { db, folders } = parts;
  // Only for a sound file: backups of a damaged one would push the sound backups out.
  if (isCheckDue(db, nowMs) && !(await check(parts, nowMs))) return;
  const isBackupWanted = isBackupDue(db, nowMs);
  const eraseBeforeMs = eraseBefore(parts, nowMs);
  if (!isBackupWanted && eraseBeforeMs === null) return;
  const backupsFolder = isBackupWanted ? folders.backups : null;
  const job = { kind: 'maintenance', attachmentsFolder: folders.attachments, backupsFolder, eraseBeforeMs } as const;
  const reply = await runAtMost(parts, job);
  if (!db.isOpen) return;
  dropOldBackups(folders.backups, nowMs);
  if (!reply.ok) return sayFailed(parts, reply.failure.code, nowMs);
  if (reply.value.erased > 0) parts.onErased();
  if (isBackupWanted) writeMeta(db, 'last_backup_ms', String(nowMs));
}

/** A round failed: by that the daily backup was not made either, where one was due. */
function sayFailed({ db, log, onBackupMissed }: MaintenanceParts, code: string, nowMs: number): void {
  log.warn('maintenance', { code });
  const last = readMeta(db, 'last_backup_ms');
  if (isDue(last, limits.backupMissedMs, nowMs)) onBackupMissed(last ?? '');
}

/** Runs the job, and gives it up when it hangs. */
async function runAtMost<Kind extends 'check' | 'maintenance' | 'writeBack'>(
  { threads, clock, log }: MaintenanceParts,
  job: JobAsked<Kind>,
) {
  const running = threads.start(job);
  const cancel = clock.after(limits.maintenanceMaxMs, () => {
    log.warn('maintenance hangs');
    running.cancel();
  });
  return running.reply.finally(cancel);
}

/** People of campaigns that ended before this moment are erased; null when nobody is to be. */
function eraseBefore({ db, settings }: MaintenanceParts, nowMs: number): number | null {
  const { keepPersonalDays } = settings();
  // A clock that jumped far ahead must not delete what is wanted: a backup comes first then and leaves time to notice.
  const isClockBelieved = !isDue(readMeta(db, 'last_backup_ms'), limits.eraseBelievesClockMs, nowMs);
  return keepPersonalDays === null || !isClockBelieved ? null : nowMs - keepPersonalDays * dayMs;
}

function isCheckDue(db: Db, nowMs: number): boolean {
  return isDue(readMeta(db, 'last_quick_check_ms'), limits.quickCheckEveryMs, nowMs);
}

function isBackupDue(db: Db, nowMs: number): boolean {
  return isDue(readMeta(db, 'last_backup_ms'), limits.backupEveryMs, nowMs);
}

/** Stores that the data is open, which the start may not have been able to store. */
function markOpen(db: Db): void {
  if (readMeta(db, 'clean_stop') !== '0') writeMeta(db, 'clean_stop', '0');
}

/** Stores that the app ended cleanly, so that the next start need not check. */
export function markCleanStop(db: Db): void {
  writeMeta(db, 'clean_stop', '1');
}

/** Whether something is due. A last time in the future, as after the clock was put back, counts as none. */
function isDue(last: string | undefined, everyMs: number, nowMs: number): boolean {
  const lastMs = Number(last ?? 0);
  // A last time that cannot be read counts as none too.
  return !(lastMs <= nowMs && nowMs - lastMs < everyMs);
}

/**
 * Deletes the oldest daily backups beyond `limits.backupsKept`, and what is left of one that was cut off: one that was
 * begun lately may still be written. Backups by hand and from before a migration stay.
 */
function dropOldBackups(folder: string, nowMs: number): void {
  if (!existsSync(folder)) return;
  const names = readdirSync(folder).sort();
  const daily = names.filter((name) => /-daily\.db(\.zst)?$/.test(name));
  const old = daily.slice(0, Math.max(0, daily.length - limits.backupsKept));
  const lately = backupName('', nowMs - limits.maintenanceMaxMs);
  const cutOff = names.filter((name) => /\.tmp(-journal)?$/.test(name) && name < lately);
  for (const name of [...old, ...cutOff]) rmSync(join(folder, name), { force: true });
}
