import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { ListPart, ListRow as ListRowView } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { valueOfCell } from '../../domain/lists/blank-cell.ts';
import type { TableRow } from '../../domain/lists/row-reading.ts';
import { segmentValue } from '../../domain/lists/segment.ts';
import { foldText } from '../../domain/messages/fold.ts';
import type { Db } from '../database.ts';
import { readListRows } from '../report/list-report.ts';
import { leftOut, list, recipient } from '../schema.ts';

export type ListRow = typeof list.$inferSelect;
export type RecipientRow = typeof recipient.$inferSelect;
/** A person of a list, as another list takes them over. */
export type NewRow = Pick<RecipientRow, 'name' | 'phone' | 'extra' | 'country' | 'zones' | 'decision'> & {
  readonly cells: readonly string[];
};
export type NewRecipient = Omit<typeof recipient.$inferInsert, 'id' | 'listId' | 'foldedApart'>;
export type NewLeftOut = Omit<typeof leftOut.$inferInsert, 'listId'>;
type Places = 'phoneIndex' | 'nameIndex' | 'furtherIndexes' | 'areaIndex' | 'countryIndex';
type ListHeader = Pick<ListRow, 'fileName' | 'country' | 'fields' | 'headers'> &
  Partial<Pick<ListRow, Places | 'choices' | 'audience'>>;
type Counted = 'rows' | 'recipients' | 'sameNumber' | 'doNotContact' | 'cannotBeUsed' | 'assumedCountry';
type ListSums = Pick<ListRow, Counted | 'fields' | 'possibleDuplicates'> &
  Partial<Pick<ListRow, 'leftOut' | 'notChosen' | 'facts' | 'choices'>>;

/**
 * Rows are written in small transactions beside sending; nobody sees a list before it is published, also after a crash.
 */
export class Lists {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Makes an unpublished list without rows. Returns its id. */
  begin(head: ListHeader, nowMs: number): number {
    const values = { ...head, uid: randomUUID(), createdAtMs: nowMs, possibleDuplicates: [] };
    return this.#db.immediate(() => this.#db.orm.insert(list).values(values).returning({ id: list.id }).get().id);
  }

  /** Adds rows to an unpublished list, at most `limits.importRowsPerTransaction` at a time. */
  addRows(listId: number, recipients: readonly NewRecipient[], left: readonly NewLeftOut[]): void {
    this.#db.immediate(() => {
      for (const one of recipients) this.#db.run(addRecipientSql, ...recipientValues(listId, one));
      for (const { rowNumber, reason, problem, cell, name, cells, readings } of left)
        this.#db.run(
          `INSERT INTO left_out (list_id, row_number, reason, problem, cell, name, cells, readings) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          ...[listId, rowNumber, reason, problem, cell, name, JSON.stringify(cells), JSON.stringify(readings ?? [])],
        );
    });
  }

  /** Publishes a list with its sums: the one commit that ends an import. */
  publish(listId: number, sums: ListSums, nowMs: number): void {
    this.#db.orm
      .update(list)
      .set({ ...sums, publishedAtMs: nowMs })
      .where(eq(list.id, listId))
      .run();
  }

  get(listId: number): ListRow | undefined {
    return this.#db.orm.select().from(list).where(eq(list.id, listId)).get();
  }

  /** The newest list with one of these sets of headers whose phone and name columns are known. */
  lastWithHeaders(alike: readonly (readonly string[])[]): ListRow | undefined {
    return this.#db.orm
      .select()
      .from(list)
      .where(
        and(
          inArray(
            list.headers,
            alike.map((headers) => [...headers]),
          ),
          isNotNull(list.phoneIndex),
          isNotNull(list.publishedAtMs),
        ),
      )
      .orderBy(desc(list.publishedAtMs), desc(list.id))
      .limit(1)
      .get();
  }

  /** Rows that could not be used, in the order of the file. */
  problems(listId: number, most: number): (typeof leftOut.$inferSelect)[] {
    return this.#db.orm
      .select()
      .from(leftOut)
      .where(and(eq(leftOut.listId, listId), eq(leftOut.reason, 'cannot_be_used')))
      .orderBy(asc(leftOut.rowNumber))
      .limit(most)
      .all();
  }

  /** The recipient at a 0-based place in the list. */
  recipientAt(listId: number, index: number): RecipientRow | undefined {
    return this.#db.orm
      .select()
      .from(recipient)
      .where(eq(recipient.listId, listId))
      .orderBy(asc(recipient.rowNumber))
      .limit(1)
      .offset(index)
      .get();
  }

  /** The recipients after a row of the file, one page: reading all of them at once would hold the connection. */
  recipientsAfter(listId: number, rowNumber: number, most: number): RecipientRow[] {
    return this.#db
      .all<Omit<RecipientRow, 'cells'> & { readonly cells: string }>(recipientsAfterSql, listId, rowNumber, most)
      .map((row) => Object.assign(row, { cells: JSON.parse(row.cells) as string[] }));
  }

  rows(listId: number, part: ListPart, after: number | null): { rows: ListRowView[]; next: number | null } {
    return readListRows(this.#db, listId, part, after);
  }

  /** The rows of a stretch of the file that were left out of the list for a reason, in its order. */
  leftOutBetween(
    listId: number,
    reason: NewLeftOut['reason'],
    { after, until }: { readonly after: number; readonly until: number },
  ): { rowNumber: number; name: string; cell: string; problem: string; cells: string }[] {
    return this.#db.all(
      `SELECT row_number AS rowNumber, name, cell, problem, cells FROM left_out
       WHERE list_id = ? AND row_number > ? AND row_number <= ? AND reason = ? ORDER BY row_number`,
      ...[listId, after, until, reason],
    );
  }

  /** A page of the cells of all rows after a row, recipients and left out alike. */
  cells(listId: number, after: number): { rowNumber: number; cells: string }[] {
    return this.#db.all(
      `SELECT row_number AS rowNumber, cells FROM recipient WHERE list_id = @listId AND row_number > @after
       UNION ALL SELECT row_number, cells FROM left_out WHERE list_id = @listId AND row_number > @after
       ORDER BY 1 LIMIT ${limits.bulkBatchRows}`,
      { listId, after },
    );
  }

  /**
   * The values of a column with these words, over all rows, the most frequent first. What people do not tell apart is
   * one.
   */
  values(listId: number, index: number, search = ''): { values: { value: string; count: number }[]; total: number } {
    const cells = this.#db.all<{ cell: string | null; count: number }>(
      `SELECT trim(json_extract(cells, @place)) AS cell, count(*) AS count FROM (
         SELECT cells FROM recipient WHERE list_id = @listId UNION ALL SELECT cells FROM left_out WHERE list_id = @listId)
       GROUP BY 1 ORDER BY 2 DESC`,
      { listId, place: `$[${index}]` },
    );
    const values = new Map<string, { value: string; count: number }>();
    for (const { cell, count } of cells) {
      const key = segmentValue(cell ?? '');
      const known = values.get(key);
      if (known) known.count += count;
      else values.set(key, { value: valueOfCell(cell ?? '').slice(0, limits.nameCharacters), count });
    }
    const words = foldText(search.trim());
    const found = [...values].flatMap(([key, value]) => (key.includes(words) ? [value] : []));
    const mostFirst = found.sort((one, other) => other.count - one.count);
    return { values: mostFirst.slice(0, limits.segmentValues), total: mostFirst.length };
  }

  rowWith(listId: number, phone: string): number | undefined {
    return this.#db.value(`SELECT row_number FROM recipient WHERE list_id = ? AND phone = ?`, listId, phone);
  }

  rowAt(listId: number, rowNumber: number): TableRow | undefined {
    const row = this.#db.get<{ cells: string; broken: 0 | 1 }>(
      `SELECT cells, 0 AS broken FROM recipient WHERE list_id = @listId AND row_number = @rowNumber
       UNION ALL SELECT cells, problem = 'broken_quotes' FROM left_out WHERE list_id = @listId AND row_number = @rowNumber`,
      { listId, rowNumber },
    );
    return row && { rowNumber, cells: JSON.parse(row.cells), broken: row.broken === 1 };
  }

  /** The lists that nobody sees: of an import that goes on, was stopped or cut off, and lists being deleted. */
  unpublished(): number[] {
    return this.#db.values(`SELECT id FROM list WHERE published_at_ms IS NULL`);
  }
}

const recipientsAfterSql = `SELECT id, list_id AS listId, row_number AS rowNumber, name, folded_apart AS foldedApart, phone, extra, cells, country,
    zones, decision, occasion, gone_at_ms AS goneAtMs
  FROM recipient WHERE list_id = ? AND row_number > ? ORDER BY row_number LIMIT ?`;

/** The folded form of a name for searches; null where SQLite's own folding of plain letters gives the same. */
export function foldedApart(name: string): string | null {
  return /^[\x20-\x7e]*$/.test(name) ? null : foldText(name);
}

export const addRecipientSql = `INSERT INTO recipient
  (list_id, row_number, name, folded_apart, phone, extra, cells, country, zones, decision, occasion)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The values of a recipient, in the order of the places in `addRecipientSql`. */
export function recipientValues(
  listId: number,
  row: Omit<NewRecipient, 'cells'> & { readonly cells: readonly string[] },
) {
  const { rowNumber, name, phone, extra, cells, country = '', zones = '', decision = '', occasion = '' } = row;
  return [
    ...[listId, rowNumber, name, foldedApart(name), phone, extra],
    ...[JSON.stringify(cells), country, zones, decision, occasion],
  ];
}
