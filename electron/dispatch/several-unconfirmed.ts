import { readMetaNumber, writeMeta } from '../../db/meta.ts';
import { StoredIds } from '../../db/stored-ids.ts';
import type { Stores } from '../../db/stores.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Given } from '../ports.ts';

export type StopRulesParts = Pick<Stores, 'queue'> &
  Given<'db' | 'log' | 'clock'> & {
    readonly accountId: number;
    readonly settings: () => Pick<Settings, 'unconfirmedInARow'>;
  };

/** Sending waits while too many in a row have neither an acknowledgement nor a person's word. Survives a restart. */
export class SeveralUnconfirmed {
  readonly #parts: StopRulesParts;
  readonly #onNotStored = (error: unknown): void => this.#parts.log.error('doubts not stored', error);
  readonly #inDoubt: StoredIds;
  /** Since when sending waits. Kept over a restart too: the few messages left would not be too many by themselves. */
  #waitsSinceMs: number | null;

  constructor(parts: StopRulesParts) {
    this.#parts = parts;
    this.#inDoubt = new StoredIds({ ...parts, onNotStored: this.#onNotStored }, 'doubt');
    this.#waitsSinceMs = readMetaNumber(parts.db, `dispatcher_doubt_since_${parts.accountId}`) || null;
  }

  /** WhatsApp confirmed a message in time: the row begins anew. */
  confirmed(): void {
    if (this.#waitsSinceMs !== null) this.#keepSince(null);
    if (this.#inDoubt.all.length > 0) this.#inDoubt.keep([]);
  }

  notConfirmed(messageId: number): void {
    this.#inDoubt.keep([...this.#stillInDoubt(), messageId]);
  }

  /** The messages that are waited for, and since when; null where sending may go on. */
  waitsFor(): { readonly count: number; readonly sinceMs: number } | null {
    const most = this.#parts.settings().unconfirmedInARow;
    // Once sending waits, it does so until no message is left in doubt.
    if (this.#waitsSinceMs === null && this.#inDoubt.all.length < most) return null;
    const left = this.#stillInDoubt();
    if (this.#waitsSinceMs === null && left.length < most) return null;
    if (left.length === 0) {
      this.confirmed();
      return null;
    }
    const sinceMs = this.#waitsSinceMs ?? this.#parts.clock.nowMs();
    if (this.#waitsSinceMs === null) this.#keepSince(sinceMs);
    return { count: left.length, sinceMs };
  }

  get isWaiting(): boolean {
    return this.#waitsSinceMs !== null;
  }

  /** Stores since when sending waits; if it cannot be stored, it holds until the app ends. */
  #keepSince(sinceMs: number | null): void {
    const { db, accountId } = this.#parts;
    this.#waitsSinceMs = sinceMs;
    try {
      writeMeta(db, `dispatcher_doubt_since_${accountId}`, String(sinceMs ?? 0));
    } catch (error) {
      this.#onNotStored(error);
    }
  }

  #stillInDoubt(): readonly number[] {
    const { all } = this.#inDoubt;
    return all.length === 0 ? [] : this.#parts.queue.inDoubtOf(all);
  }
}
