import type { Db } from '../database.ts';
import { outdateSearchIndex } from '../search/search-index.ts';
import type { ListRow, NewLeftOut, NewRecipient } from './lists.ts';
import { Lists } from './lists.ts';

/** What happened to a row when its list was read; `reason` is null for a recipient. */
export type RowFate = {
  readonly rowNumber: number;
  readonly reason: NewLeftOut['reason'] | null;
  readonly problem: string;
};

/** The rows of a draft's list. Some can be read anew while the others stay as they are. */
export class ListRows {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Whether only one draft uses the list, and it is still as it was read. */
  isDraftsOwn({ id, publishedAtMs }: Pick<ListRow, 'id' | 'publishedAtMs'>): boolean {
    return this.#db.has(isDraftsOwnSql, { id, publishedAtMs });
  }

  /** Adds people to the list of a campaign of the team, and updates its sums. */
  append(listId: number, recipients: readonly NewRecipient[]): void {
    new Lists(this.#db).addRows(listId, recipients, []);
    const sql = `UPDATE list SET rows = rows + @more, recipients = recipients + @more WHERE id = @listId`;
    this.#db.run(sql, { listId, more: recipients.length });
    outdateSearchIndex(this.#db, listId);
  }

  leftOut(listId: number): RowFate[] {
    return this.#db.all(
      `SELECT row_number AS rowNumber, reason, problem FROM left_out WHERE list_id = ? ORDER BY row_number`,
      listId,
    );
  }

  /** The row numbers of recipients who are on the list because of a decision about a cause. */
  decided(listId: number, cause: string): number[] {
    return this.#db.values(
      `SELECT row_number FROM recipient WHERE list_id = ? AND decision >= ? || '>' AND decision < ? || '?'`,
      ...[listId, cause, cause],
    );
  }

  withPhones(listId: number, phones: Iterable<string>): number[] {
    return this.#db.values(
      `SELECT row_number FROM recipient WHERE list_id = ? AND phone IN (SELECT value FROM json_each(?))`,
      ...[listId, JSON.stringify([...phones])],
    );
  }

  /** These rows with their cells, in the order of the file. */
  at(listId: number, rowNumbers: Iterable<number>): (RowFate & { readonly cells: string[] })[] {
    const bound = { listId, rowNumbers: JSON.stringify([...rowNumbers]) };
    const isMeant = `list_id = @listId AND row_number IN (SELECT value FROM json_each(@rowNumbers))`;
    return this.#db
      .all<RowFate & { readonly cells: string }>(
        `SELECT row_number AS rowNumber, NULL AS reason, '' AS problem, cells FROM recipient WHERE ${isMeant}
         UNION ALL SELECT row_number, reason, problem, cells FROM left_out WHERE ${isMeant} ORDER BY 1`,
        bound,
      )
      .map(({ cells, ...fate }) => ({ ...fate, cells: JSON.parse(cells) }));
  }

  /**
   * Replaces rows that were read anew, and the list's sums. Returns false, with nothing done, where the list has
   * changed or is not one draft's alone. The new time of publication tells of the change.
   */
  replace(
    list: Pick<ListRow, 'id' | 'publishedAtMs'>,
    rows: { readonly recipients: readonly NewRecipient[]; readonly leftOut: readonly NewLeftOut[] },
    sums: Parameters<Lists['publish']>[1],
    nowMs: number,
  ): boolean {
    return this.#db.immediate(() => {
      if (!this.isDraftsOwn(list)) return false;
      const { id } = list;
      const lists = new Lists(this.#db);
      const rowNumbers = JSON.stringify([...rows.recipients, ...rows.leftOut].map(({ rowNumber }) => rowNumber));
      for (const table of ['recipient', 'left_out'])
        this.#db.run(
          `DELETE FROM ${table} WHERE list_id = ? AND row_number IN (SELECT value FROM json_each(?))`,
          ...[id, rowNumbers],
        );
      lists.addRows(id, rows.recipients, rows.leftOut);
      outdateSearchIndex(this.#db, id);
      lists.publish(id, sums, nowMs);
      // The answers of the operator were about the former people.
      this.#db.run(
        `UPDATE campaign SET repeat = 0, contacts_answer = NULL, contacts_answered_at_ms = NULL WHERE list_id = ?`,
        id,
      );
      return true;
    });
  }
}

const isDraftsOwnSql = `SELECT 1 FROM list WHERE id = @id AND published_at_ms = @publishedAtMs AND saved_name IS NULL
  AND people_until = 0 AND erased_at_ms IS NULL AND (SELECT count(*) FROM campaign WHERE list_id = @id) = 1
  AND (SELECT state FROM campaign WHERE list_id = @id) = 'draft'`;
