import { randomUUID } from 'node:crypto';
import type { SavedList } from '../domain/contract.ts';
import { limits } from '../domain/limits.ts';
import { assert } from '../domain/result.ts';
import type { ListRow } from './lists.ts';
import type { Db } from './open.ts';

/** A row as it stood in its file, whatever became of it. */
export type StoredRow = { readonly rowNumber: number; readonly cells: string[]; readonly broken: boolean };

/**
 * Lists that the operator keeps for further campaigns. A saved list is a copy that belongs to no campaign: so it stays
 * whole while the people of an old campaign are forgotten, and is gone when the operator deletes it.
 */
export class SavedLists {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** By name. */
  all(): SavedList[] {
    return this.#db.sqlite
      .prepare(
        `SELECT id, saved_name AS name, recipients, published_at_ms AS savedAtMs FROM list
         WHERE saved_name IS NOT NULL AND published_at_ms IS NOT NULL ORDER BY saved_name COLLATE NOCASE, id`,
      )
      .all() as SavedList[];
  }

  /** Whether the list is kept, under whatever name. */
  has(id: number): boolean {
    return this.all().some((saved) => saved.id === id);
  }

  /** Whether another saved list has this name. */
  isTaken(name: string, exceptId: number | null = null): boolean {
    const plain = (text: string) => text.trim().toLowerCase();
    return this.all().some((saved) => saved.id !== exceptId && plain(saved.name) === plain(name));
  }

  rename(id: number, name: string): void {
    this.#db.sqlite.prepare(`UPDATE list SET saved_name = ? WHERE id = ? AND saved_name IS NOT NULL`).run(name, id);
  }

  /** Copies a list under a name, in small transactions, so that nothing waits for it. Returns the copy's id. */
  save(source: ListRow, name: string, nowMs: number): number {
    const { sqlite } = this.#db;
    const id = sqlite
      .prepare(
        `INSERT INTO list (uid, file_name, country, fields, headers, created_at_ms, rows, recipients, same_number,
           do_not_contact, cannot_be_used, assumed_country, possible_duplicates, warnings, phone_index, name_index)
         SELECT ?, file_name, country, fields, headers, ?, rows, recipients, same_number,
           do_not_contact, cannot_be_used, assumed_country, possible_duplicates, warnings, phone_index, name_index FROM list WHERE id = ?`,
      )
      .run(randomUUID(), nowMs, source.id).lastInsertRowid as number;
    for (const [table, columns] of Object.entries(copied)) {
      const copy = sqlite.prepare(
        `INSERT INTO ${table} (list_id, ${columns}) SELECT @id, ${columns} FROM ${table}
         WHERE list_id = @from AND row_number > @after ORDER BY row_number LIMIT ${limits.importRowsPerTransaction}`,
      );
      const last = sqlite.prepare(`SELECT max(row_number) FROM ${table} WHERE list_id = ?`).pluck();
      for (let after = 0; copy.run({ id, from: source.id, after }).changes > 0; ) after = last.get(id) as number;
    }
    const publish = sqlite.prepare(`UPDATE list SET saved_name = ?, published_at_ms = ? WHERE id = ?`);
    assert(publish.run(name, nowMs, id).changes === 1, 'the copy is there');
    return id;
  }

  /** All rows of a list in the order of its file, a page at a time. */
  *rows(listId: number): Generator<StoredRow> {
    const page = this.#db.sqlite.prepare(
      `SELECT row_number AS rowNumber, cells, 0 AS broken FROM recipient WHERE list_id = @listId AND row_number > @after
       UNION ALL
       SELECT row_number, cells, problem = 'broken_quotes' FROM left_out WHERE list_id = @listId AND row_number > @after
       ORDER BY 1 LIMIT ${limits.checkedRecipients}`,
    );
    for (let after = 0; ; ) {
      const rows = page.all({ listId, after }) as { rowNumber: number; cells: string; broken: number }[];
      for (const { rowNumber, cells, broken } of rows)
        yield { rowNumber, cells: JSON.parse(cells) as string[], broken: broken === 1 };
      const last = rows.at(-1);
      if (!last) return;
      after = last.rowNumber;
    }
  }

  /** Takes the name off a saved list. It is then one that nothing uses. */
  unname(id: number): void {
    this.#db.sqlite.prepare(`UPDATE list SET saved_name = NULL WHERE id = ?`).run(id);
  }

  /** Hides a list that neither a campaign nor a name holds, so that it can be taken out. Returns whether it is one. */
  hideUnused(id: number): boolean {
    const hidden = this.#db.sqlite
      .prepare(
        `UPDATE list SET published_at_ms = NULL
         WHERE id = @id AND saved_name IS NULL AND NOT EXISTS (SELECT 1 FROM campaign WHERE list_id = @id)`,
      )
      .run({ id });
    return hidden.changes === 1;
  }

  /**
   * Takes a hidden list out, with its people: overwritten, so that they do not stay readable in the file's free pages.
   */
  dropHidden(id: number): void {
    const { sqlite } = this.#db;
    const isHidden = sqlite.prepare(`SELECT 1 FROM list WHERE id = ? AND published_at_ms IS NULL`);
    if (isHidden.get(id) === undefined) return;
    sqlite.pragma('secure_delete = ON');
    for (const table of Object.keys(copied)) {
      const drop = sqlite.prepare(
        `DELETE FROM ${table} WHERE list_id = @id AND row_number IN (
           SELECT row_number FROM ${table} WHERE list_id = @id LIMIT ${limits.importRowsPerTransaction})`,
      );
      while (drop.run({ id }).changes > 0);
    }
    sqlite.prepare(`DELETE FROM list WHERE id = ? AND published_at_ms IS NULL`).run(id);
  }
}

/** The tables that hold a list's rows, and the columns of them that a copy takes over. */
const copied = {
  recipient: 'row_number, name, phone, extra, cells',
  left_out: 'row_number, reason, problem, cell, name, cells',
} as const;
