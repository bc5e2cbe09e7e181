import { fromJson } from '../domain/result.ts';
import type { Db } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';

/** The two sets of ids, of messages or attempts of one account, that sending rules keep over a restart. */
type Kept = 'doubt' | 'known_rejections';

type StoredIdsParts = {
  readonly db: Db;
  readonly accountId: number;
  /** Called when the ids could not be stored. They still hold until the app ends. */
  readonly onNotStored: (error: unknown) => void;
};

/** Ids that a sending rule remembers, also after a restart. */
export class StoredIds {
  readonly #parts: StoredIdsParts;
  readonly #key: `dispatcher_${Kept}_${number}`;
  #ids: readonly number[];

  constructor(parts: StoredIdsParts, what: Kept) {
    this.#parts = parts;
    this.#key = `dispatcher_${what}_${parts.accountId}`;
    this.#ids = idsOf(readMeta(parts.db, this.#key));
  }

  get all(): readonly number[] {
    return this.#ids;
  }

  keep(ids: readonly number[]): void {
    this.#ids = ids;
    try {
      writeMeta(this.#parts.db, this.#key, JSON.stringify(ids));
    } catch (error) {
      this.#parts.onNotStored(error);
    }
  }
}

/** Ids that cannot be read count as none: at worst, some more messages are sent before sending waits again. */
function idsOf(stored: string | undefined): readonly number[] {
  const ids = fromJson(stored ?? '[]');
  return Array.isArray(ids) ? ids.filter((id): id is number => Number.isSafeInteger(id)) : [];
}
