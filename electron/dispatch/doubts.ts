import type { Db } from '../../db/database.ts';
import { readMeta, writeMeta } from '../../db/meta.ts';
import type { Queue } from '../../db/queue.ts';
import type { Clock, Log } from '../ports.ts';

type DoubtsParts = { readonly db: Db; readonly queue: Queue; readonly clock: Clock; readonly log: Log };

/**
 * The messages in a row that WhatsApp has not confirmed. Where there are too many, sending waits until each of them has
 * its acknowledgement, or until the operator looked and lets it go on. Survives a restart.
 */
export class Doubts {
  readonly #parts: DoubtsParts;
  #inARow: number[];
  #sinceMs: number | null = null;

  constructor(parts: DoubtsParts) {
    this.#parts = parts;
    this.#inARow = idsOf(readMeta(parts.db, 'dispatcher_doubt'));
  }

  /** One more was not confirmed in time. */
  add(messageId: number): void {
    this.#keep([...this.#unsent(), messageId]);
  }

  /** WhatsApp confirmed a message in time, or the operator lets sending go on: the row begins anew. */
  clear(): void {
    this.#sinceMs = null;
    if (this.#inARow.length > 0) this.#keep([]);
  }

  /** What is waited for where at least `most` are in doubt; null where sending may go on. */
  waitsFor(most: number): { readonly count: number; readonly sinceMs: number } | null {
    // Once it waits, it does so until the last of them is confirmed.
    if (this.#sinceMs === null && this.#inARow.length < most) return null;
    const unsent = this.#unsent();
    if (this.#sinceMs === null && unsent.length < most) return null;
    if (unsent.length === 0) {
      this.clear();
      return null;
    }
    this.#sinceMs ??= this.#parts.clock.nowMs();
    return { count: unsent.length, sinceMs: this.#sinceMs };
  }

  /** Whether sending waits for acknowledgements. */
  get isWaiting(): boolean {
    return this.#sinceMs !== null;
  }

  #unsent(): number[] {
    return this.#inARow.length === 0 ? [] : this.#parts.queue.unsentOf(this.#inARow);
  }

  #keep(ids: number[]): void {
    this.#inARow = ids;
    try {
      writeMeta(this.#parts.db, 'dispatcher_doubt', JSON.stringify(ids));
    } catch (error) {
      this.#parts.log.error('doubts not stored', error);
    }
  }
}

/** What cannot be read says nothing: at worst some more are sent before sending waits again. */
function idsOf(stored: string | undefined): number[] {
  try {
    const ids: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(ids) ? ids.filter((id): id is number => Number.isSafeInteger(id)) : [];
  } catch {
    return [];
  }
}
