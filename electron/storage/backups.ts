import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stageRestore } from '../../db/folder/restore.ts';
import type { Backup, CommandResult } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { Answer } from '../commands.ts';
import type { Clock } from '../ports.ts';
import type { JobThreads } from '../worker/job-threads.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';
import type { Folders } from './folders.ts';

type BackupParts = {
  readonly folders: Pick<Folders, 'database' | 'backups' | 'ledger'>;
  readonly threads: JobThreads;
  readonly startInProcess: StartInProcess;
  readonly clock: Clock;
  /** Restarts the app; the start puts the backup in place. */
  readonly restart: () => void;
};

/** `sendonce-2026-03-14T13-42-04-daily.db.zst`: named by `backUp`, in UTC, and packed if it is a daily backup. */
const fileName = /^sendonce-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)-([a-z0-9-]+)\.db(?:\.zst)?$/;

/** The backups of the database: made daily, before updates, and by hand. */
export class Backups {
  readonly #parts: BackupParts;
  #isRestoring = false;

  constructor(parts: BackupParts) {
    this.#parts = parts;
  }

  /** Newest first. */
  list(): Backup[] {
    return namesIn(this.#parts.folders.backups)
      .flatMap((name) => this.#read(name) ?? [])
      .sort((one, other) => other.madeAtMs - one.madeAtMs);
  }

  /** Makes a backup by hand, in addition to the daily ones. */
  async make(): Answer<Backup> {
    const { folders, threads } = this.#parts;
    const made = await threads.start({ kind: 'backup', folder: folders.backups }).reply;
    if (!made.ok) return made;
    const backup = this.#read(made.value.name);
    return backup ? succeed(backup) : refuse('cannot_write_file', made.value.name);
  }

  /** Deletes a backup for good, and returns those that are left. */
  delete(name: string): CommandResult<Backup[]> {
    if (!this.#isListed(name)) return refuse('not_found', name);
    rmSync(join(this.#parts.folders.backups, name), { force: true });
    return succeed(this.list());
  }

  /** Refuses a backup that is damaged, was changed or is from a newer version, and then changes nothing. */
  async restore(name: string): Answer<undefined> {
    if (!this.#isListed(name)) return refuse('not_found', name);
    // The checked copy is the one that is put in place: no other restore may write a copy meanwhile.
    if (this.#isRestoring) return refuse('not_allowed_now', name);
    this.#isRestoring = true;
    try {
      return await this.#restore(name);
    } finally {
      this.#isRestoring = false;
    }
  }

  async #restore(name: string): Answer<undefined> {
    const { folders, startInProcess, restart } = this.#parts;
    const { database, ledger } = folders;
    const backup = join(folders.backups, name);
    const copied = await startInProcess({ kind: 'copyForRestore', backup, ledger }, limits.backupCheckMaxMs).reply;
    if (!copied.ok) return copied;
    stageRestore(database);
    restart();
    return succeed(undefined);
  }

  /** The name comes from the window: only a backup that the list shows is accepted. */
  #isListed(name: string): boolean {
    return this.list().some((backup) => backup.name === name);
  }

  #read(name: string): Backup | undefined {
    const parts = fileName.exec(name);
    if (!parts) return undefined;
    const [, day, hours, minutes, seconds, label = ''] = parts;
    const madeAtMs = Date.parse(`${day}${hours}:${minutes}:${seconds}Z`);
    // A folder or a link with that name could lead anywhere.
    const file = lstatSync(join(this.#parts.folders.backups, name), { throwIfNoEntry: false });
    return file?.isFile() ? { name, madeAtMs, bytes: file.size, why: reasonOf(label) } : undefined;
  }
}

function reasonOf(label: string): Backup['why'] {
  if (label === 'daily') return 'daily';
  if (label === 'before-restore') return 'before_restore';
  return label === 'by-hand' ? 'by_hand' : 'before_update';
}

/** The folder is made with the first backup. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
