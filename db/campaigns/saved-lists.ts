import { randomUUID } from 'node:crypto';
import type { SavedList } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { TableRow } from '../../domain/lists/row-reading.ts';
import { assert } from '../../domain/result.ts';
import type { Db } from '../database.ts';
import { dropSearchIndex } from '../search/search-index.ts';
import type { ListRow } from './lists.ts';

/**
 * Lists kept for further campaigns. Each is a copy, so it stays whole when the people of an old campaign are erased.
 */
export class SavedLists {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** By name. */
  all(): SavedList[] {
    return this.#db.all(
      `SELECT id, saved_name AS name, recipients, published_at_ms AS savedAtMs FROM list
       WHERE saved_name IS NOT NULL AND published_at_ms IS NOT NULL ORDER BY saved_name COLLATE NOCASE, id`,
    );
  }

  /** Whether the list is saved, under any name. */
  has(id: number): boolean {
    return this.all().some((saved) => saved.id === id);
  }

  /** Whether another saved list has this name. */
  isTaken(name: string, exceptId: number | null = null): boolean {
    const plain = (text: string) => text.trim().toLowerCase();
    return this.all().some((saved) => saved.id !== exceptId && plain(saved.name) === plain(name));
  }

  rename(id: number, name: string): void {
    this.#db.run(`UPDATE list SET saved_name = ? WHERE id = ? AND saved_name IS NOT NULL`, name, id);
  }

  /** Copies a list under a name, in small transactions, with a stop after each. Returns the id of the copy. */
  *save(source: ListRow, name: string, nowMs: number): Generator<void, number> {
    const begun = this.#db.run(
      `INSERT INTO list (uid, file_name, country, fields, headers, created_at_ms, rows, recipients, same_number,
         do_not_contact, cannot_be_used, left_out, not_chosen, assumed_country, possible_duplicates, phone_index, name_index,
         further_indexes, area_index, country_index, choices, facts)
       SELECT ?, file_name, country, fields, headers, ?, rows, recipients, same_number,
         do_not_contact, cannot_be_used, left_out, not_chosen, assumed_country, possible_duplicates, phone_index, name_index,
         further_indexes, area_index, country_index, choices, facts FROM list WHERE id = ?`,
      ...[randomUUID(), nowMs, source.id],
    );
    const id = Number(begun.lastInsertRowid);
    for (const [table, columns] of Object.entries(copied)) yield* this.#copyRows(table, columns, source.id, id);
    const done = this.#db.run(`UPDATE list SET saved_name = ?, published_at_ms = ? WHERE id = ?`, name, nowMs, id);
    assert(done.changes === 1, 'the copy is there');
    return id;
  }

  *#copyRows(table: string, columns: string, from: number, to: number): Generator<void> {
    const copyAfter = (after: number) =>
      this.#db.run(
        `INSERT INTO ${table} (list_id, ${columns}) SELECT @to, ${columns} FROM ${table}
         WHERE list_id = @from AND row_number > @after ORDER BY row_number LIMIT ${limits.importRowsPerTransaction}`,
        { from, to, after },
      ).changes;
    const last = () => this.#db.value<number>(`SELECT max(row_number) FROM ${table} WHERE list_id = ?`, to) ?? 0;
    for (let after = 0; copyAfter(after) > 0; after = last()) yield;
  }

  /** All rows of a list in the order of its file, a page at a time. */
  *rows(listId: number): Generator<TableRow> {
    for (let after = 0; ; ) {
      const rows = this.#db.all<{ rowNumber: number; cells: string; broken: 0 | 1 }>(
        `SELECT row_number AS rowNumber, cells, 0 AS broken FROM recipient WHERE list_id = @listId AND row_number > @after
         UNION ALL
         SELECT row_number, cells, problem = 'broken_quotes' FROM left_out WHERE list_id = @listId AND row_number > @after
         ORDER BY 1 LIMIT ${limits.checkedRecipients}`,
        { listId, after },
      );
      for (const { rowNumber, cells, broken } of rows)
        yield { rowNumber, cells: JSON.parse(cells), broken: broken === 1 };
      const last = rows.at(-1);
      if (!last) return;
      after = last.rowNumber;
    }
  }

  /** Takes the name off a saved list, which then is a list that nothing uses. */
  unname(id: number): void {
    this.#db.run(`UPDATE list SET saved_name = NULL WHERE id = ?`, id);
  }

  /** Hides a list that has no campaign and no name, so that it can be deleted. Returns whether it was such a list. */
  hideUnused(id: number): boolean {
    const hidden = this.#db.run(
      `UPDATE list SET published_at_ms = NULL
       WHERE id = @id AND saved_name IS NULL AND NOT EXISTS (SELECT 1 FROM campaign WHERE list_id = @id)`,
      { id },
    );
    return hidden.changes === 1;
  }

  /**
   * Deletes a hidden list in small transactions, with a stop after each. Its pages are overwritten. A deletion that is
   * cut off leaves the list hidden.
   */
  *dropHidden(id: number): Generator<void> {
    if (!this.#db.has(`SELECT 1 FROM list WHERE id = ? AND published_at_ms IS NULL`, id)) return;
    for (const table of Object.keys(copied)) {
      const sql = `DELETE FROM ${table} WHERE list_id = @id AND row_number IN (
        SELECT row_number FROM ${table} WHERE list_id = @id LIMIT ${limits.importRowsPerTransaction})`;
      while (this.#db.run(sql, { id }).changes > 0) yield;
    }
    dropSearchIndex(this.#db, id);
    this.#db.run(`DELETE FROM list WHERE id = ? AND published_at_ms IS NULL`, id);
  }
}

/** The tables that hold a list's rows, and the columns that a copy takes over. */
const copied = {
  recipient: 'row_number, name, folded_apart, phone, extra, cells, country, zones, decision, occasion',
  left_out: 'row_number, reason, problem, cell, name, cells, readings',
} as const;
