import { eq } from 'drizzle-orm';
import { variantKey } from '../domain/phone.ts';
import type { Db } from './open.ts';
import { doNotContact } from './schema.ts';

/** The do-not-contact list. An entry blocks every digit variant of its number. */
export class People {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  isBlocked(e164: string): boolean {
    const found = this.#db.orm
      .select({ phone: doNotContact.phone })
      .from(doNotContact)
      .where(eq(doNotContact.variantKey, variantKey(e164)))
      .get();
    return found !== undefined;
  }

  list(): { phone: string; note: string; addedAtMs: number }[] {
    return this.#db.orm
      .select({ phone: doNotContact.phone, note: doNotContact.note, addedAtMs: doNotContact.addedAtMs })
      .from(doNotContact)
      .orderBy(doNotContact.addedAtMs)
      .all();
  }

  add(e164: string, note: string, nowMs: number): void {
    const row = { phone: e164, variantKey: variantKey(e164), note, addedAtMs: nowMs };
    this.#db.orm
      .insert(doNotContact)
      .values(row)
      .onConflictDoUpdate({ target: doNotContact.phone, set: { note } })
      .run();
  }

  remove(e164: string): void {
    this.#db.orm.delete(doNotContact).where(eq(doNotContact.phone, e164)).run();
  }
}
