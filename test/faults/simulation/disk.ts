import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { type Folders, foldersUnder } from '../../../electron/folders.ts';
import { openTestDatabase } from '../../support/temporary-database.ts';

/** Memory where there is some: what a power cut does to a disk is another test's subject. */
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** The files of one installation. They are used for one run after the other; a fresh database is copied, not migrated. */
export class Disk {
  readonly folders: Folders;
  readonly #root: string;
  readonly #template: string;
  readonly #backup: string;
  readonly #ledgerOfBackup: string;

  constructor() {
    this.#root = mkdtempSync(join(base, 'sendonce-simulation-'));
    this.folders = foldersUnder(this.#root, false);
    this.#template = join(this.#root, 'template.db');
    this.#backup = join(this.#root, 'backup.db');
    this.#ledgerOfBackup = join(this.#root, 'backup.ledger');
    openTestDatabase(this.#template).close();
  }

  /** As a fresh installation finds it. */
  reset(): void {
    rmSync(dirname(this.folders.ledger), { recursive: true, force: true });
    rmSync(this.#backup, { force: true });
    this.#replaceDatabase(this.#template);
  }

  get hasBackup(): boolean {
    return existsSync(this.#backup);
  }

  /** A copy as the app makes it. The ledger's copy is only for the variant that restores it as well. */
  backUp(sqlite: Database.Database | undefined): void {
    if (!sqlite) return;
    rmSync(this.#backup, { force: true });
    sqlite.prepare('VACUUM INTO ?').run(this.#backup);
    copyFileSync(this.folders.ledger, this.#ledgerOfBackup);
  }

  restore(): void {
    this.#replaceDatabase(this.#backup);
  }

  restoreLedger(): void {
    copyFileSync(this.#ledgerOfBackup, this.folders.ledger);
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #replaceDatabase(source: string): void {
    for (const end of ['-wal', '-shm']) rmSync(this.folders.database + end, { force: true });
    copyFileSync(source, this.folders.database);
  }
}
