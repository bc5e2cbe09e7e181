import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { Ledger } from '../../../db/ledger/ledger.ts';
import { type Folders, foldersUnder } from '../../../electron/storage/folders.ts';
import { memoryFolder } from '../../support/memory-folder.ts';
import { hashAlias, openTestDatabase } from '../../support/temporary-database.ts';
import { aliasesOfAll } from './people.ts';

/** The files of one installation, for one run after the other. Copying a fresh database is faster than migrating. */
export class Disk {
  readonly folders: Folders;
  readonly #root: string;
  readonly #template: string;
  #backups = 0;

  constructor() {
    this.#root = mkdtempSync(join(memoryFolder(), 'sendonce-simulation-'));
    this.folders = foldersUnder(this.#root, false);
    this.#template = join(this.#root, 'template.db');
    openTestDatabase(this.#template).close();
  }

  /** Resets the disk to that of a fresh installation. */
  reset(): void {
    rmSync(dirname(this.folders.ledger), { recursive: true, force: true });
    rmSync(this.folders.lastLines, { force: true });
    for (let which = 0; which < this.#backups; which += 1) rmSync(this.#backup(which), { force: true });
    this.#backups = 0;
    this.#replaceDatabase(this.#template);
  }

  get hasBackup(): boolean {
    return this.#backups > 0;
  }

  /** Makes a copy as the app does; all copies are kept. The ledger's copy is for runs that restore the whole folder. */
  backUp(sqlite: Database.Database | undefined): void {
    if (!sqlite) return;
    const backup = this.#backup(this.#backups);
    sqlite.prepare('VACUUM INTO ?').run(backup);
    copyFileSync(this.folders.ledger, `${backup}.ledger`);
    this.#backups += 1;
  }

  /** Replaces the database by one of the backups, the last one or an earlier one. */
  restore(which: number): void {
    this.#replaceDatabase(this.#backup(which % this.#backups));
  }

  restoreLedger(which: number): void {
    copyFileSync(`${this.#backup(which % this.#backups)}.ledger`, this.folders.ledger);
  }

  /**
   * Replaces the ledger by that of another computer, which has the same entries under a key of its own. Lines that
   * cannot be read are left out.
   */
  replaceLedger(key: string): void {
    const opened = Ledger.open(this.folders.ledger);
    if (!opened.ok) return;
    const { header } = opened.value;
    const aliases = new Map(
      aliasesOfAll.flatMap((alias) =>
        [header.key, ...header.otherKeys].map((one) => [hashAlias(one, alias), hashAlias(key, alias)]),
      ),
    );
    const lines = [...opened.value.lines()];
    opened.value.close();
    rmSync(this.folders.ledger);
    const other = Ledger.create(this.folders.ledger, `of ${key}`, key, header.createdAtMs);
    other.appendAll(
      lines.map((line) => ({ ...line, aliases: line.aliases.map((alias) => aliases.get(alias) ?? alias) })),
    );
    other.close();
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  #backup(which: number): string {
    return join(this.#root, `backup-${which}.db`);
  }

  #replaceDatabase(source: string): void {
    for (const end of ['-wal', '-shm']) rmSync(this.folders.database + end, { force: true });
    copyFileSync(source, this.folders.database);
  }
}
