import { randomUUID } from 'node:crypto';
import { limits } from '../domain/limits.ts';
import { assert } from '../domain/result.ts';
import type { Db } from './database.ts';

/** A WhatsApp login of this computer. */
export type AccountRow = {
  readonly id: number;
  /** Null before it was ever linked. */
  readonly phone: string | null;
  /** Given by staff; empty where none is. */
  readonly name: string;
  /** The folder of its login under that of all logins, empty for that one itself; null where it has none any more. */
  readonly folder: string | null;
};

/** The accounts of this computer. An account is its number; it keeps what was sent from it after its login is gone. */
export class Accounts {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Those that have a login here, or are to get one, the oldest first. The first one is made where there is none. */
  here(): AccountRow[] {
    const rows = this.#db.all<AccountRow>(
      `SELECT id, phone, name, folder FROM account WHERE folder IS NOT NULL ORDER BY id`,
    );
    if (rows.length > 0) return rows;
    this.#db.run(`INSERT INTO account (folder) VALUES ('')`);
    return this.here();
  }

  get(id: number): AccountRow | undefined {
    return this.#db.get<AccountRow>(`SELECT id, phone, name, folder FROM account WHERE id = ?`, id);
  }

  /** What staff call the account of a number; empty where they gave it no name. */
  nameOf(phone: string): string {
    return this.#db.value<string>(`SELECT name FROM account WHERE phone = ?`, phone) ?? '';
  }

  /** Whether there is or was more than one: then what is written of messages says which it was. */
  areSeveral(): boolean {
    return this.#db.count(`SELECT count(*) FROM account WHERE phone IS NOT NULL`) > 1;
  }

  /** The accounts that the people of a campaign have or had. */
  ofCampaign(campaignId: number): string[] {
    return this.#db.values(`SELECT DISTINCT account FROM waiting WHERE campaign_id = ? ORDER BY account`, campaignId);
  }

  /** The accounts from which messages of a campaign left, or wait to: people may have been moved since its start. */
  thatSend(campaignId: number): string[] {
    return this.#db.values(
      `SELECT account FROM handed_over WHERE campaign_id = @campaignId UNION
       SELECT account FROM waiting WHERE campaign_id = @campaignId AND people > 0 ORDER BY account`,
      { campaignId },
    );
  }

  /** A place for another account, which a phone is linked to, or for that of a login which lies in `folder`. */
  add(folder = `account-${randomUUID()}`): AccountRow {
    const added = this.#db.run(`INSERT INTO account (folder) VALUES (?)`, folder);
    return this.#existing(Number(added.lastInsertRowid));
  }

  rename(id: number, name: string): void {
    this.#db.run(`UPDATE account SET name = ? WHERE id = ?`, name, id);
  }

  /**
   * The login in the folder of `id` is that of a number. A number has one place: where another place here holds it, nothing
   * changes and it is `taken`. A login that is another number's by now leaves the account that it was to its history.
   */
  linked(id: number, phone: string): 'linked' | 'taken' {
    // At each reconnect nothing is to be written, and another program that writes is not waited for.
    if (this.get(id)?.phone === phone) return 'linked';
    return this.#db.immediateWithin(limits.gateBusyTimeoutMs, () => {
      const row = this.#existing(id);
      const known = this.#db.get<AccountRow>(`SELECT id, phone, name, folder FROM account WHERE phone = ?`, phone);
      if (known && known.folder !== null) return 'taken';
      if (known) this.#db.run(`DELETE FROM account WHERE id = ?`, known.id);
      if (row.phone === null) {
        this.#db.run(`UPDATE account SET phone = ?, name = ? WHERE id = ?`, phone, row.name || (known?.name ?? ''), id);
        return 'linked';
      }
      this.#db.run(`DELETE FROM account WHERE id = ?`, id);
      const again = `INSERT INTO account (id, phone, name, folder) VALUES (?, ?, ?, ?)`;
      this.#db.run(again, ...[id, phone, known?.name ?? '', row.folder]);
      this.#db.run(again, ...[null, row.phone, row.name, null]);
      return 'linked';
    });
  }

  /** Its login is gone from here; number and name stay with what it sent. One that was never linked is deleted. */
  remove(id: number): void {
    this.#db.run(`DELETE FROM account WHERE id = ? AND phone IS NULL`, id);
    this.#db.run(`UPDATE account SET folder = NULL WHERE id = ?`, id);
  }

  #existing(id: number): AccountRow {
    const row = this.get(id);
    assert(row, 'an account at work has its row');
    return row;
  }
}
