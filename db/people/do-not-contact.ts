import { eq } from 'drizzle-orm';
import { variantKey } from '../../domain/phone/phone.ts';
import type { Db } from '../database.ts';
import { doNotContact } from '../schema.ts';

/** Whether the recipient `r`, under any digit variant, is on the do-not-contact list. */
export const isOnListSql = `EXISTS (SELECT 1 FROM do_not_contact d WHERE d.variant_key = variant_key(r.phone))`;

/**
 * The same for whole lists: asking first whether there is any entry spares most of them the second question, which computes
 * something for each number.
 */
export const blockedSql = `(EXISTS (SELECT 1 FROM do_not_contact) AND ${isOnListSql})`;

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
  list(): { phone: string; note: string; addedAtMs: number }[] {
    return this.#db.orm
      .select({ phone: doNotContact.phone, note: doNotContact.note, addedAtMs: doNotContact.addedAtMs })
      .from(doNotContact)
      .orderBy(doNotContact.addedAtMs)
      .all();
  }

  /** Puts a number on the list, or gives the one that is there another note. */
  add(e164: string, note: string, nowMs: number): void {
    const row = { phone: e164, variantKey: variantKey(e164), note, addedAtMs: nowMs };
    this.#db.immediate(() => {
      this.#db.orm
        .insert(doNotContact)
        .values(row)
        .onConflictDoUpdate({ target: doNotContact.phone, set: { note } })
        .run();
      this.#db.run(`DELETE FROM let_back_in WHERE variant_key = ?`, row.variantKey);
    });
  }

  /** Takes a number off the list because its person may be written to again: a file that says no is asked about then. */
  letBackIn(e164: string, nowMs: number): void {
    this.#db.immediate(() => {
      this.remove(e164);
      const sql = `INSERT INTO let_back_in (variant_key, at_ms) VALUES (?, ?) ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms`;
      this.#db.run(sql, variantKey(e164), nowMs);
    });
  }

  /** The people who were let back in, by the key of their number. */
  allLetBackIn(): ReadonlySet<string> {
    return new Set(this.#db.values<string>(`SELECT variant_key FROM let_back_in`));
  }

  /** Adds numbers that are not there yet, and returns how many those were. Notes of the others stay. */
  addAll(numbers: readonly { phone: string; note: string }[], nowMs: number): number {
    const sql = `INSERT INTO do_not_contact (phone, variant_key, note, added_at_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`;
    const add = ({ phone, note }: { phone: string; note: string }) =>
      this.#db.run(sql, phone, variantKey(phone), note, nowMs).changes;
    return this.#db.immediate(() => numbers.reduce((sum, number) => sum + add(number), 0));
  }

  /** Takes a number off the list as if it had not been put there. */
  remove(e164: string): void {
    this.#db.orm.delete(doNotContact).where(eq(doNotContact.phone, e164)).run();
  }
}
