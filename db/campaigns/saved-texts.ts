import type { SavedText } from '../../domain/contract.ts';
import type { Db } from '../database.ts';

/** Texts kept to begin other campaigns or to answer with. They belong to no campaign and name nobody. */
export class SavedTexts {
  readonly #db: Db;
  readonly #table: 'saved_text' | 'saved_answer';

  constructor(db: Db, table: 'saved_text' | 'saved_answer' = 'saved_text') {
    this.#db = db;
    this.#table = table;
  }

  /** By name. */
  all(): SavedText[] {
    return this.#db.all(
      `SELECT id, name, text, saved_at_ms AS savedAtMs FROM ${this.#table} ORDER BY name COLLATE NOCASE, id`,
    );
  }

  /** The saved text of this name, whatever its letter case. */
  named(name: string): SavedText | undefined {
    const plain = (words: string) => words.trim().toLowerCase();
    return this.all().find((saved) => plain(saved.name) === plain(name));
  }

  add(name: string, text: string, nowMs: number): void {
    this.#db.run(`INSERT INTO ${this.#table} (name, text, saved_at_ms) VALUES (?, ?, ?)`, name, text, nowMs);
  }

  /** Puts another text under the name of a saved one. */
  replace(id: number, text: string, nowMs: number): void {
    this.#db.run(`UPDATE ${this.#table} SET text = ?, saved_at_ms = ? WHERE id = ?`, text, nowMs, id);
  }

  rename(id: number, name: string): void {
    this.#db.run(`UPDATE ${this.#table} SET name = ? WHERE id = ?`, name, id);
  }

  delete(id: number): void {
    this.#db.run(`DELETE FROM ${this.#table} WHERE id = ?`, id);
  }
}
