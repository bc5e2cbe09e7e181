import type { Db } from '../../db/database.ts';
import { readMeta, writeMeta } from '../../db/meta.ts';
import { fromJson } from '../../domain/result.ts';
import type { Log } from '../ports.ts';

/** What a rule keeps over a restart: the ids of messages or attempts of one account. */
type Kept = 'doubt' | 'known_rejections';
const failures = { doubt: 'doubts not stored', known_rejections: 'known rejections not stored' } as const;
export type StoredIdsParts = { readonly db: Db; readonly accountId: number; readonly log: Log };

/** Ids that a rule remembers, also after a restart. */
export class StoredIds {
  readonly #parts: StoredIdsParts;
  readonly #what: Kept;
  #ids: readonly number[];

  constructor(parts: StoredIdsParts, what: Kept) {
    this.#parts = parts;
    this.#what = what;
    this.#ids = idsOf(readMeta(parts.db, `dispatcher_${what}_${parts.accountId}`));
  }

  get all(): readonly number[] {
    return this.#ids;
  }

  /** What cannot be stored holds until the app ends. */
  keep(ids: readonly number[]): void {
    this.#ids = ids;
    try {
      writeMeta(this.#parts.db, `dispatcher_${this.#what}_${this.#parts.accountId}`, JSON.stringify(ids));
    } catch (error) {
      this.#parts.log.error(failures[this.#what], error);
    }
  }
}

/** What cannot be read says nothing: at worst some more are sent before sending waits again. */
function idsOf(stored: string | undefined): readonly number[] {
  const ids = fromJson(stored ?? '[]');
  return Array.isArray(ids) ? ids.filter((id): id is number => Number.isSafeInteger(id)) : [];
}
