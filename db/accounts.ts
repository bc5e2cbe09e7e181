import { randomUUID } from 'node:crypto';
import { assert } from '../domain/result.ts';
import type { Db } from './database.ts';

/** A WhatsApp login of this computer. */
export type AccountRow = {
  readonly id: number;
  /** Null before it was ever linked. */
  readonly phone: string | null;
  /** Given by staff; empty where none is. */
  readonly name: string;
  /** The folder of this login, below that of all logins: empty for that folder itself, null where the login is gone. */
  readonly folder: string | null;
};

/** The accounts of this computer. An account is a phone number. It keeps its history after its login is gone. */
export class Accounts {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The accounts that have a login here or are to get one, oldest first. Makes the first where there is none. */
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

  /** Whether there is or was more than one account: then history and report name the account of each message. */
  areSeveral(): boolean {
    return this.#db.count(`SELECT count(*) FROM account WHERE phone IS NOT NULL`) > 1;
  }

  /** The accounts that the people of a campaign belong to, or belonged to. */
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

  /** Adds an account without a number: a phone is linked to it later, or its login already lies in `folder`. */
  add(folder = `account-${randomUUID()}`): AccountRow {
    const added = this.#db.run(`INSERT INTO account (folder) VALUES (?)`, folder);
    return this.#existing(Number(added.lastInsertRowid));
  }

  rename(id: number, name: string): void {
    this.#db.run(`UPDATE account SET name = ? WHERE id = ?`, name, id);
  }

  /**
   * The login of `id` belongs to `phone` now. If another account here has that number, nothing changes: `taken`. If the
   * login had another number, that number's history stays with an account of its own.
   */
  linked(id: number, phone: string): 'linked' | 'taken' {
    // A reconnect usually has nothing to write: it must not wait for another program that is writing.
    if (this.get(id)?.phone === phone) return 'linked';
    return this.#db.immediateSoon(() => {
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

  /** Notes that the login is gone; number and name stay with the history. A never linked account is deleted. */
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
