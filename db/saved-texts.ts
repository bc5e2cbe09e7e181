import type { SavedText } from '../domain/contract.ts';
import type { Db } from './open.ts';

/** Texts that the operator keeps, to begin other campaigns with. They belong to no campaign and name nobody. */
export class SavedTexts {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** By name. */
  all(): SavedText[] {
    return this.#db.sqlite
      .prepare(`SELECT id, name, text, saved_at_ms AS savedAtMs FROM saved_text ORDER BY name COLLATE NOCASE, id`)
      .all() as SavedText[];
  }

  /** The saved text of this name, whatever its letter case. */
  named(name: string): SavedText | undefined {
    const plain = (words: string) => words.trim().toLowerCase();
    return this.all().find((saved) => plain(saved.name) === plain(name));
  }

  add(name: string, text: string, nowMs: number): void {
    this.#db.sqlite.prepare(`INSERT INTO saved_text (name, text, saved_at_ms) VALUES (?, ?, ?)`).run(name, text, nowMs);
  }

  /** Puts another text under the name of a saved one. */
  replace(id: number, text: string, nowMs: number): void {
    this.#db.sqlite.prepare(`UPDATE saved_text SET text = ?, saved_at_ms = ? WHERE id = ?`).run(text, nowMs, id);
  }

  rename(id: number, name: string): void {
    this.#db.sqlite.prepare(`UPDATE saved_text SET name = ? WHERE id = ?`).run(name, id);
  }

  delete(id: number): void {
    this.#db.sqlite.prepare(`DELETE FROM saved_text WHERE id = ?`).run(id);
  }
}
