import type { BlockedPerson } from '../../domain/people/blocked.ts';
import { variantKey } from '../../domain/phone/digit-variants.ts';
import type { Db } from '../database.ts';

/** Whether the recipient `r`, under any digit variant, is on the do-not-contact list. */
export const isOnListSql = `EXISTS (SELECT 1 FROM do_not_contact d WHERE d.variant_key = variant_key(r.phone))`;

/** As `isOnListSql`, for whole lists: if there is no entry at all, the more expensive second part is skipped. */
export const blockedSql = `(EXISTS (SELECT 1 FROM do_not_contact) AND ${isOnListSql})`;

/** A number from a file. A file that this app wrote also says why, since when and by whom it is on the list. */
export type NumberOfFile = Pick<BlockedPerson, 'phone' | 'note'> &
  Partial<Pick<BlockedPerson, 'why' | 'addedAtMs' | 'who'>>;

const entrySql = `SELECT d.phone, coalesce((SELECT r.name FROM person_number n JOIN membership x ON x.person_id = n.person_id
    JOIN recipient r ON r.id = x.recipient_id WHERE n.variant_key = d.variant_key AND r.name <> ''
    ORDER BY x.recipient_id DESC LIMIT 1), '') AS name,
  d.why, d.note, d.added_at_ms AS addedAtMs, d.who, d.file_name AS fileName FROM do_not_contact d`;

const insertSql = `INSERT INTO do_not_contact (phone, variant_key, note, added_at_ms, why, who, file_name)
  VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT`;

const byHand = { why: 'asked', who: '' } as const;

/** The do-not-contact list. An entry blocks every digit variant of its number. */
export class DoNotContactList {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Whether the number, or a digit variant of it, is on the list. */
  isBlocked(e164: string): boolean {
    return this.#db.has(`SELECT 1 FROM do_not_contact WHERE variant_key = ?`, variantKey(e164));
  }

  /** The oldest entry first. */
  list(): BlockedPerson[] {
    return this.#db.all(`${entrySql} ORDER BY d.added_at_ms`);
  }

  page(after: string, most: number): BlockedPerson[] {
    return this.#db.all(`${entrySql} WHERE d.phone > ? ORDER BY d.phone LIMIT ?`, after, most);
  }

  keys(): ReadonlySet<string> {
    return new Set(this.#db.values<string>(`SELECT variant_key FROM do_not_contact`));
  }

  /** Puts a number on the list, or gives an existing entry another note; an empty note keeps the one that is there. */
  add(e164: string, note: string, nowMs: number, how: Pick<BlockedPerson, 'why' | 'who'> = byHand): void {
    const key = variantKey(e164);
    this.#db.immediate(() => {
      const again = `DO UPDATE SET note = excluded.note WHERE excluded.note <> ''`;
      this.#db.run(`${insertSql} ${again}`, e164, key, note, nowMs, how.why, how.who, '');
      this.#db.run(`DELETE FROM let_back_in WHERE variant_key = ?`, key);
    });
  }

  /** Takes a number off the list: its person may be written to again. A file that forbids it later is asked about. */
  letBackIn(e164: string, nowMs: number): void {
    this.#db.immediate(() => {
      this.remove(e164);
      const sql = `INSERT INTO let_back_in (variant_key, at_ms) VALUES (?, ?) ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms`;
      this.#db.run(sql, variantKey(e164), nowMs);
    });
  }

  allLetBackIn(): ReadonlySet<string> {
    return new Set(this.#db.values<string>(`SELECT variant_key FROM let_back_in`));
  }

  /** Adds the numbers that are not there yet, and returns how many these were. Other entries keep their notes. */
  addAll(numbers: readonly NumberOfFile[], nowMs: number, file = { who: '', fileName: '' }): number {
    const add = ({ phone, note, addedAtMs = nowMs, why = 'file', who = file.who }: NumberOfFile) =>
      this.#db.run(`${insertSql} DO NOTHING`, phone, variantKey(phone), note, addedAtMs, why, who, file.fileName)
        .changes;
    return this.#db.immediate(() => numbers.reduce((sum, number) => sum + add(number), 0));
  }

  /** Takes a number off the list, in any spelling, as if it had never been put there. */
  remove(e164: string): void {
    this.#db.run(`DELETE FROM do_not_contact WHERE variant_key = ?`, variantKey(e164));
  }
}
