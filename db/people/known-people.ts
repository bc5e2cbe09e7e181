import { hash } from 'node:crypto';
import { limits } from '../../domain/limits.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import { nameKey } from '../../domain/people/name-key.ts';
import { variantKey } from '../../domain/phone/digit-variants.ts';
import type { Db, ReadDb } from '../database.ts';
import { doubtSql } from '../messages/message-rows.ts';
import { readMetaNumber, writeMeta } from '../meta.ts';

type Row = { readonly id: number; readonly rowNumber: number; readonly phone: string; readonly name: string };

/** How many attempts are searched for shared ids at once. */
const attemptsAtOnce = 1_000;

/**
 * A draft's list still changes, so rows become people once it is saved or sent to. Runs in the worker, and goes on
 * where it was cut off.
 */
export class KnownPeople {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The lists whose people are still to be taken. */
  missing(): number[] {
    return this.#db.values(
      `SELECT id FROM list l WHERE published_at_ms IS NOT NULL AND erased_at_ms IS NULL
         AND (saved_name IS NOT NULL OR EXISTS (SELECT 1 FROM campaign WHERE list_id = l.id AND state <> 'draft'))
         AND EXISTS (SELECT 1 FROM recipient WHERE list_id = l.id AND row_number > l.people_until)`,
    );
  }

  isBehind(): boolean {
    return this.missing().length > 0 || this.#db.count(lastAttemptSql) > readMetaNumber(this.#db, 'people_attempt');
  }

  /** Takes the people of a list, in small transactions, with a stop after each. */
  *take(listId: number): Generator<void> {
    while (this.#db.immediate(() => this.#takeStretch(listId))) yield;
  }

  /** Joins people whom WhatsApp knows by the same id, as the attempts to them show; some attempts at a time. */
  *joinSame(): Generator<void> {
    const last = this.#db.count(lastAttemptSql);
    for (let after = readMetaNumber(this.#db, 'people_attempt'); after < last; ) {
      const until = Math.min(after + attemptsAtOnce, last);
      this.#db.immediate(() => {
        // Two people who were each joined with a third are found by the next round.
        for (let pairs = this.#same(after, until); pairs.length > 0; pairs = this.#same(after, until))
          for (const pair of pairs) for (const sql of joinSql) this.#db.run(sql, pair);
        writeMeta(this.#db, 'people_attempt', String(until));
      });
      after = until;
      yield;
    }
  }

  /** Joins several people when a person says so; the one that was known first stays. Returns its id. */
  join(ids: readonly number[]): number {
    const kept = Math.min(...ids);
    this.#db.immediate(() => {
      for (const other of ids) if (other !== kept) for (const sql of joinSql) this.#db.run(sql, { kept, other });
    });
    return kept;
  }

  /** Both keep the tags. Returns false for a person's only number, and for one that was joined by WhatsApp's id. */
  part(personId: number, phone: string): boolean {
    const [key, sinceMs] = [variantKey(phone), this.#db.count(`SELECT since_ms FROM person WHERE id = ?`, personId)];
    return this.#db.immediate(() => {
      if (!partable(this.#db, personId).includes(key)) return false;
      const otherId = Number(this.#db.run(`INSERT INTO person (since_ms) VALUES (?)`, sinceMs).lastInsertRowid);
      for (const sql of partSql) this.#db.run(sql, { personId, otherId, key });
      return true;
    });
  }

  #takeStretch(listId: number): boolean {
    const rows = this.#db.all<Row>(
      `SELECT r.id, r.row_number AS rowNumber, r.phone, r.name FROM list l CROSS JOIN recipient r ON r.list_id = l.id AND r.row_number > l.people_until
       WHERE l.id = ? ORDER BY r.row_number LIMIT ${limits.importRowsPerTransaction}`,
      listId,
    );
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return false;
    const sinceMs = this.#db.count(`SELECT published_at_ms FROM list WHERE id = ?`, listId);
    for (const { id, phone, name } of rows) {
      if (phone.startsWith(erasedPrefix)) continue;
      const personId = this.#personOf(variantKey(phone), sinceMs);
      this.#db.run(
        `INSERT INTO membership (recipient_id, list_id, person_id, name_hash) VALUES (?, ?, ?, ?)`,
        ...[id, listId, personId, nameHash(name)],
      );
    }
    const stretch = { listId, from: first.rowNumber, until: last.rowNumber };
    for (const sql of catchUpSql) this.#db.run(sql, stretch);
    this.#db.run(`UPDATE list SET people_until = ? WHERE id = ?`, last.rowNumber, listId);
    return true;
  }

  #personOf(key: string, sinceMs: number): number {
    const known = this.#db.value<number>(`SELECT person_id FROM person_number WHERE variant_key = ?`, key);
    if (known !== undefined) return known;
    const id = Number(this.#db.run(`INSERT INTO person (since_ms) VALUES (?)`, sinceMs).lastInsertRowid);
    this.#db.run(`INSERT INTO person_number (variant_key, person_id) VALUES (?, ?)`, key, id);
    return id;
  }

  #same(after: number, until: number): { kept: number; other: number }[] {
    return this.#db.all(sameSql, { after, until });
  }
}

/** A short hash: of a million names, two are equal in one of 560 databases, and then a person compares them. */
function nameHash(name: string): number | null {
  const key = nameKey(name);
  return key === '' ? null : hash('sha256', key, 'buffer').readIntBE(0, 6);
}

/** The last attempt that can learn no id any more: one before its gate still may. */
const lastAttemptSql = `SELECT coalesce((SELECT min(id) - 1 FROM attempt WHERE outcome = 'unknown' AND passed_at_ms IS NULL
  AND closed_at_ms IS NULL), (SELECT max(id) FROM attempt), 0)`;

/** The fences `g` under an id of the attempt `a`. Only fences of campaigns: each has one of its text beside it. */
const sameIdSql = `CROSS JOIN fence f ON f.attempt_id = a.id CROSS JOIN scope ofThis ON ofThis.id = f.scope_id AND ofThis.version = 0
    CROSS JOIN fence g ON g.alias = f.alias CROSS JOIN scope ofThat ON ofThat.id = g.scope_id AND ofThat.version = 0`;

const sameSql = `
  SELECT DISTINCT min(x.person_id, y.person_id) AS kept, max(x.person_id, y.person_id) AS other
  FROM attempt a CROSS JOIN message m ON m.id = a.message_id CROSS JOIN membership x ON x.recipient_id = m.recipient_id
    ${sameIdSql}
    CROSS JOIN attempt b ON b.id = g.attempt_id CROSS JOIN message n ON n.id = b.message_id
    CROSS JOIN membership y ON y.recipient_id = n.recipient_id
  WHERE a.id > @after AND a.id <= @until AND x.person_id <> y.person_id
  ORDER BY 2 DESC, 1 DESC`;

/** A person's numbers on lists, by key, that can be separated: those with no message sent under another number's id. */
export function partable(db: ReadDb, personId: number): string[] {
  const keys = db.values<string>(
    `SELECT DISTINCT variant_key(r.phone) FROM membership x CROSS JOIN recipient r ON r.id = x.recipient_id WHERE x.person_id = ?`,
    personId,
  );
  const certain = new Set(db.values<string>(certainSql, { personId }));
  return keys.length < 2 ? [] : keys.filter((key) => !certain.has(key));
}

const certainSql = `
  SELECT DISTINCT variant_key(r.phone)
  FROM membership x CROSS JOIN recipient r ON r.id = x.recipient_id CROSS JOIN message m ON m.recipient_id = r.id
    CROSS JOIN attempt a ON a.message_id = m.id ${sameIdSql} CROSS JOIN attempt b ON b.id = g.attempt_id
    CROSS JOIN message n ON n.id = b.message_id CROSS JOIN recipient s ON s.id = n.recipient_id
  WHERE x.person_id = @personId AND variant_key(s.phone) <> variant_key(r.phone)
    AND variant_key(s.phone) IN (SELECT variant_key FROM person_number WHERE person_id = @personId)`;

/** When something last reached the person, or may have, and when they last wrote, from the rows that are theirs. */
const lastTimesSql = `UPDATE person SET
  heard_ms = (SELECT max(coalesce((SELECT max(passed_at_ms) FROM attempt WHERE message_id = m.id AND outcome <> 'not_sent'),
      m.changed_at_ms)) FROM membership x CROSS JOIN message m ON m.recipient_id = x.recipient_id
    WHERE x.person_id = person.id AND (m.status = 'sent' OR (m.status = 'failed' AND m.reason IN ${doubtSql}))),
  (replied_ms, wrote_ms) = (SELECT max(y.at_ms), max(y.written_at_ms) FROM membership x
    CROSS JOIN message m ON m.recipient_id = x.recipient_id CROSS JOIN reply y ON y.message_id = m.id
    WHERE x.person_id = person.id)
  WHERE id IN (@personId, @otherId)`;

const partSql = [
  `UPDATE person_number SET person_id = @otherId WHERE variant_key = @key`,
  `UPDATE membership SET person_id = @otherId WHERE person_id = @personId
     AND @key = (SELECT variant_key(phone) FROM recipient WHERE id = recipient_id)`,
  `INSERT INTO person_tag (tag_id, person_id) SELECT tag_id, @otherId FROM person_tag WHERE person_id = @personId`,
  lastTimesSql,
];

/** Joins two people: the first gets everything of the second. Does nothing where the second was joined before. */
const joinSql = [
  `UPDATE person SET since_ms = min(person.since_ms, o.since_ms),
     heard_ms = nullif(max(coalesce(person.heard_ms, 0), coalesce(o.heard_ms, 0)), 0),
     replied_ms = nullif(max(coalesce(person.replied_ms, 0), coalesce(o.replied_ms, 0)), 0),
     wrote_ms = nullif(max(coalesce(person.wrote_ms, 0), coalesce(o.wrote_ms, 0)), 0)
   FROM (SELECT * FROM person WHERE id = @other) o WHERE person.id = @kept`,
  `UPDATE membership SET person_id = @kept WHERE person_id = @other`,
  `UPDATE person_number SET person_id = @kept WHERE person_id = @other`,
  `INSERT INTO person_tag (tag_id, person_id) SELECT tag_id, @kept FROM person_tag WHERE person_id = @other ON CONFLICT DO NOTHING`,
  `DELETE FROM person_tag WHERE person_id = @other`,
  `DELETE FROM person WHERE id = @other`,
];

/** Brings a person's times up to date: a campaign sends while its people are taken, or has sent before a backup. */
const catchUpSql = [
  `UPDATE person SET heard_ms = max(coalesce(heard_ms, 0), h.at_ms) FROM (
     SELECT x.person_id, max(a.passed_at_ms) AS at_ms FROM recipient r JOIN membership x ON x.recipient_id = r.id
       JOIN message m ON m.recipient_id = r.id JOIN attempt a ON a.message_id = m.id AND a.outcome <> 'not_sent'
     WHERE r.list_id = @listId AND r.row_number BETWEEN @from AND @until AND a.passed_at_ms IS NOT NULL GROUP BY 1) h
   WHERE person.id = h.person_id`,
  `UPDATE person SET replied_ms = max(coalesce(replied_ms, 0), h.at_ms), wrote_ms = max(coalesce(wrote_ms, 0), h.written_at_ms) FROM (
     SELECT x.person_id, max(y.at_ms) AS at_ms, max(y.written_at_ms) AS written_at_ms FROM recipient r JOIN membership x ON x.recipient_id = r.id
       JOIN message m ON m.recipient_id = r.id JOIN reply y ON y.message_id = m.id
     WHERE r.list_id = @listId AND r.row_number BETWEEN @from AND @until GROUP BY 1) h
   WHERE person.id = h.person_id`,
];
