import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readMeta, writeMeta } from '../db/meta.ts';
import type { Db } from '../db/open.ts';
import { limits } from '../domain/limits.ts';
import type { Settings } from '../domain/settings.ts';
import type { Log } from './dispatch/ports.ts';
import { startJob } from './files/jobs.ts';
import type { Folders } from './folders.ts';

type UpkeepParts = {
  readonly db: Db;
  readonly folders: Folders;
  readonly workerFile: string;
  readonly log: Log;
  readonly nowMs: number;
  readonly settings: Pick<Settings, 'keepPersonalDays'>;
};

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * Before the first claim of a session: SQLite's own check of the file after an unclean stop or once a week, and a daily
 * backup, and the forgetting of people whose time is up. All of it runs in the worker. Answers what the check found wrong, or null.
 */
export async function keepUp({ db, folders, workerFile, log, nowMs, settings }: UpkeepParts): Promise<string | null> {
  const wasClean = readMeta(db, 'clean_stop') === '1';
  const isNew = readMeta(db, 'last_backup_ms') === undefined;
  const isCheckDue =
    (!wasClean && !isNew) || isDue(readMeta(db, 'last_quick_check_ms'), limits.quickCheckEveryMs, nowMs);
  const isBackupDue = isDue(readMeta(db, 'last_backup_ms'), limits.backupEveryMs, nowMs);
  writeMeta(db, 'clean_stop', '0');
  // A clock that jumped far ahead must not delete what is still wanted: then a backup comes first, and time to notice.
  const isClockBelieved = !isDue(readMeta(db, 'last_backup_ms'), limits.forgetBelievesClockMs, nowMs);
  const { keepPersonalDays } = settings;
  const forgetBeforeMs = keepPersonalDays === null || !isClockBelieved ? null : nowMs - keepPersonalDays * dayMs;
  if (!isCheckDue && !isBackupDue && forgetBeforeMs === null) return null;
  const job = {
    kind: 'upkeep' as const,
    database: folders.database,
    isCheckDue,
    backupsFolder: isBackupDue ? folders.backups : null,
    forgetBeforeMs,
    nowMs,
  };
  const reply = await startJob(workerFile, job).reply;
  if (!reply.ok) {
    log.warn('upkeep', { code: reply.failure.code });
    return null;
  }
  if (reply.value.problem !== null) return reply.value.problem;
  if (isCheckDue) writeMeta(db, 'last_quick_check_ms', String(nowMs));
  if (isBackupDue) writeMeta(db, 'last_backup_ms', String(nowMs));
  dropOldBackups(folders.backups);
  return null;
}

/** Says that nothing was open when the app ended, so that the next start need not check. */
export function markCleanStop(db: Db): void {
  writeMeta(db, 'clean_stop', '1');
}

/** A time in the future, as after the clock was put back, is as good as none. */
function isDue(last: string | undefined, everyMs: number, nowMs: number): boolean {
  const lastMs = Number(last ?? 0);
  return lastMs > nowMs || nowMs - lastMs >= everyMs;
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
