import type { KeptFilter, Tag } from '../../domain/people/people-views.ts';
import type { PersonFilter } from '../../domain/people/person-filter.ts';
import type { Db } from '../database.ts';

/** Tags of people, and the filters that are kept under a name. A tag that nobody has and no filter names is gone. */
export class Tags {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** By name. */
  all(): Tag[] {
    return this.#db.all(
      `SELECT id, name, (SELECT count(*) FROM person_tag WHERE tag_id = tag.id) AS people FROM tag ORDER BY name`,
    );
  }

  /** The tag of this name, which is made where there is none. Capitals make no other tag of it. */
  named(name: string): number {
    this.#db.run(`INSERT INTO tag (name) VALUES (?) ON CONFLICT DO NOTHING`, name);
    return this.#db.count(`SELECT id FROM tag WHERE name = ?`, name);
  }

  /** Gives people a tag. Whoever is gone meanwhile gets none. Returns who had it not. */
  give(tagId: number, personIds: readonly number[]): number[] {
    return this.#db.values(
      `INSERT INTO person_tag (tag_id, person_id) SELECT ?, p.id FROM json_each(?) asked CROSS JOIN person p ON p.id = asked.value
       WHERE true ON CONFLICT DO NOTHING RETURNING person_id`,
      ...[tagId, JSON.stringify(personIds)],
    );
  }

  /** Takes a tag from people. Returns who had it. */
  take(tagId: number, personIds: readonly number[]): number[] {
    return this.#db.values(
      `DELETE FROM person_tag WHERE tag_id = ? AND person_id IN (SELECT value FROM json_each(?)) RETURNING person_id`,
      ...[tagId, JSON.stringify(personIds)],
    );
  }

  /** Gives a tag to people or takes it from them, some at a time: it stops after each transaction. Returns of whom it is new. */
  *change(tag: string, isOn: boolean, people: Iterable<readonly number[]>): Generator<void, number[]> {
    const changed: number[] = [];
    for (const ids of people) {
      this.#db.immediate(() => {
        const tagId = this.named(tag);
        for (const id of isOn ? this.give(tagId, ids) : this.take(tagId, ids)) changed.push(id);
      });
      yield;
    }
    dropUnusedTags(this.#db);
    return changed;
  }

  /** Gives the people of a list the tag of each one's value in a column, in small transactions: it stops after each. */
  *giveByColumn(listId: number, index: number, tagOf: ReadonlyMap<string, number>, most: number): Generator<void> {
    for (let after = 0; ; ) {
      const rows = this.#db.all<{ id: number; personId: number; value: string }>(
        `SELECT r.row_number AS id, x.person_id AS personId, segment_value(coalesce(json_extract(r.cells, ?), '')) AS value
         FROM recipient r CROSS JOIN membership x ON x.recipient_id = r.id
         WHERE r.list_id = ? AND r.row_number > ? ORDER BY r.row_number LIMIT ?`,
        ...[`$[${index}]`, listId, after, most],
      );
      const last = rows.at(-1);
      if (!last) return;
      this.#db.immediate(() => {
        for (const [value, theirs] of Map.groupBy(rows, (row) => row.value)) {
          const tagId = tagOf.get(value);
          if (tagId !== undefined)
            this.give(
              tagId,
              theirs.map(({ personId }) => personId),
            );
        }
      });
      after = last.id;
      yield;
    }
  }

  kept(): KeptFilter[] {
    return this.#db
      .all<{ id: number; name: string; filter: string }>(`SELECT id, name, filter FROM kept_filter ORDER BY id`)
      .map((row) => ({ ...row, filter: JSON.parse(row.filter) }));
  }

  /** Keeps a filter under a name, in place of the one that has it. */
  keep(name: string, filter: PersonFilter): void {
    this.#db.run(
      `INSERT INTO kept_filter (name, filter) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET filter = excluded.filter`,
      ...[name, JSON.stringify(filter)],
    );
  }

  forget(id: number): void {
    this.#db.run(`DELETE FROM kept_filter WHERE id = ?`, id);
  }
}

/**
 * A tag may be made of somebody's own value, so it does not outlast them. One that a filter names stays: given anew under
 * another id it would be none of that filter's, and whoever it keeps out would fit.
 */
export function dropUnusedTags(db: Db): void {
  db.run(`DELETE FROM tag WHERE NOT EXISTS (SELECT 1 FROM person_tag WHERE tag_id = tag.id)
    AND NOT EXISTS (${namesTagSql('kept_filter', 'filter')}) AND NOT EXISTS (${namesTagSql('list l', 'audience')})`);
}

const namesTagSql = (table: string, filter: string) =>
  `SELECT 1 FROM ${table} CROSS JOIN json_each(${filter}, '$.conditions') c CROSS JOIN json_each(c.value, '$.tagIds') t
   WHERE ${filter} IS NOT NULL AND t.value = tag.id`;
