import type { KeptFilter, Tag } from '../../domain/people/people-views.ts';
import type { PersonFilter } from '../../domain/people/person-filter.ts';
import type { Db } from '../database.ts';

/** The tags of people, and the filters saved under a name. A tag that nobody has and no filter names is deleted. */
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

  /** The tag of this name, made where there is none. Letter case does not make another tag. */
  named(name: string): number {
    this.#db.run(`INSERT INTO tag (name) VALUES (?) ON CONFLICT DO NOTHING`, name);
    return this.#db.count(`SELECT id FROM tag WHERE name = ?`, name);
  }

  /** Gives people a tag, except those who are gone meanwhile. Returns the people who did not have it. */
  give(tagId: number, personIds: readonly number[]): number[] {
    return this.#db.values(
      `INSERT INTO person_tag (tag_id, person_id) SELECT ?, p.id FROM json_each(?) asked CROSS JOIN person p ON p.id = asked.value
       WHERE true ON CONFLICT DO NOTHING RETURNING person_id`,
      ...[tagId, JSON.stringify(personIds)],
    );
  }

  /** Takes a tag from people. Returns the people who had it. */
  take(tagId: number, personIds: readonly number[]): number[] {
    return this.#db.values(
      `DELETE FROM person_tag WHERE tag_id = ? AND person_id IN (SELECT value FROM json_each(?)) RETURNING person_id`,
      ...[tagId, JSON.stringify(personIds)],
    );
  }

  /** Gives or takes a tag, some people at a time with a stop after each transaction. Returns whom this changed. */
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

  /** Gives each person of a list the tag for their value in a column, in small transactions, with a stop after each. */
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
          const [tagId, ids] = [tagOf.get(value), theirs.map(({ personId }) => personId)];
          if (tagId !== undefined) this.give(tagId, ids);
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

  /** Saves a filter under a name, in place of an existing one. */
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
 * A tag may be made of a person's own value, so it must not outlast them. A tag that a filter names stays: made anew it
 * would have another id, which the filter does not know, and people whom the filter keeps out would fit.
 */
export function dropUnusedTags(db: Db): void {
  db.run(`DELETE FROM tag WHERE NOT EXISTS (SELECT 1 FROM person_tag WHERE tag_id = tag.id)
    AND NOT EXISTS (${namesTagSql('kept_filter', 'filter')}) AND NOT EXISTS (${namesTagSql('list l', 'audience')})`);
}

const namesTagSql = (table: string, filter: string) =>
  `SELECT 1 FROM ${table} CROSS JOIN json_each(${filter}, '$.conditions') c CROSS JOIN json_each(c.value, '$.tagIds') t
   WHERE ${filter} IS NOT NULL AND t.value = tag.id`;
