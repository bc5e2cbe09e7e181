import type { Db } from '../../db/database.ts';
import type { Queue } from '../../db/messages/queue.ts';
import { StoredIds } from '../../db/stored-ids.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Clock, Log } from '../ports.ts';

export type StopRulesParts = {
  readonly db: Db;
  readonly accountId: number;
  readonly log: Log;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly settings: () => Pick<Settings, 'unconfirmedInARow'>;
};

/**
 * Too many messages in a row that WhatsApp does not confirm: sending waits until each has its acknowledgement or a person
 * says what became of it. That survives a restart.
 */
export class SeveralUnconfirmed {
  readonly #parts: StopRulesParts;
  /** The messages in a row that were not confirmed in time. */
  readonly #inDoubt: StoredIds;
  #waitsSinceMs: number | null = null;

  constructor(parts: StopRulesParts) {
    this.#parts = parts;
    const onNotStored = (error: unknown) => parts.log.error('doubts not stored', error);
    this.#inDoubt = new StoredIds({ ...parts, onNotStored }, 'doubt');
  }

  /** WhatsApp confirmed a message in time: the row begins anew. */
  confirmed(): void {
    this.#waitsSinceMs = null;
    if (this.#inDoubt.all.length > 0) this.#inDoubt.keep([]);
  }

  /** One more was not confirmed in time. */
  notConfirmed(messageId: number): void {
    this.#inDoubt.keep([...this.#stillInDoubt(), messageId]);
  }

  /** What is waited for; null where sending may go on. */
  waitsFor(): { readonly count: number; readonly sinceMs: number } | null {
    const most = this.#parts.settings().unconfirmedInARow;
    // Once it waits, it does so until nobody is left in doubt.
    if (this.#waitsSinceMs === null && this.#inDoubt.all.length < most) return null;
    const left = this.#stillInDoubt();
    if (this.#waitsSinceMs === null && left.length < most) return null;
    if (left.length === 0) {
      this.confirmed();
      return null;
    }
    this.#waitsSinceMs ??= this.#parts.clock.nowMs();
    return { count: left.length, sinceMs: this.#waitsSinceMs };
  }

  /** Whether sending waits for acknowledgements. */
  get isWaiting(): boolean {
    return this.#waitsSinceMs !== null;
  }

  #stillInDoubt(): readonly number[] {
    const { all } = this.#inDoubt;
    return all.length === 0 ? [] : this.#parts.queue.inDoubtOf(all);
  }
}
