import { foldText, type SearchTerms } from '../domain/fold.ts';
import { limits } from '../domain/limits.ts';
import { assert } from '../domain/result.ts';
import type { Db } from './database.ts';

/** What a search asks of the person `p`. */
export function searchConditions(search: SearchTerms): { readonly where: string[]; readonly values: string[] } {
  if (search.kind === 'digits') return { where: ['instr(p.phone, ?) > 0'], values: [search.digits] };
  return { where: search.words.map(() => 'instr(p.folded, ?) > 0'), values: [...search.words] };
}

/**
 * The names of lists without accents and capitals, in memory for as long as the app is open, so that 100,000 people are
 * searched and sorted at once. Nothing of it is on the disk; whoever erases people there has these dropped.
 */
export class SearchIndex {
  readonly #db: Db;
  /** The row up to which each list has been taken up; infinity when it is whole. */
  readonly #upTo = new Map<number, number>();

  constructor(db: Db) {
    this.#db = db;
    db.pragma('temp_store = MEMORY');
    db.define('fold_text', foldText);
    db.exec(`
      CREATE TEMP TABLE IF NOT EXISTS person (
        recipient_id INTEGER PRIMARY KEY, list_id INTEGER NOT NULL, folded TEXT NOT NULL, phone TEXT NOT NULL);
      CREATE INDEX IF NOT EXISTS temp.person_name ON person (list_id, folded, recipient_id)`);
  }

  /** Takes up the next people of these lists. Returns true once all of them are in. */
  takeUp(listIds: readonly number[]): boolean {
    const listId = listIds.find((id) => this.#upTo.get(id) !== Number.POSITIVE_INFINITY);
    if (listId === undefined) return true;
    const { changes, lastInsertRowid } = this.#db.run(
      `INSERT INTO temp.person (recipient_id, list_id, folded, phone)
       SELECT id, list_id, fold_text(name), phone FROM recipient WHERE list_id = ? AND row_number > ?
       ORDER BY row_number LIMIT ${limits.namesBatchRows}`,
      ...[listId, this.#upTo.get(listId) ?? 0],
    );
    const isWhole = changes < limits.namesBatchRows;
    this.#upTo.set(listId, isWhole ? Number.POSITIVE_INFINITY : this.#rowNumberOf(Number(lastInsertRowid)));
    return false;
  }

  /** Lets go of every name, as after people were erased on the disk. What is needed is taken up again. */
  drop(): void {
    this.#upTo.clear();
    this.#db.run('DELETE FROM temp.person');
  }

  #rowNumberOf(recipientId: number): number {
    const rowNumber = this.#db.value<number>('SELECT row_number FROM recipient WHERE id = ?', recipientId);
    assert(rowNumber, 'whoever was taken up is a recipient');
    return rowNumber;
  }
}
