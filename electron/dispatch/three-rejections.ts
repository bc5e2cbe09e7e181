import type { Queue } from '../../db/messages/queue.ts';
import { StoredIds } from '../../db/stored-ids.ts';
import { limits } from '../../domain/limits.ts';
import type { PauseSending } from '../ports.ts';
import type { StopRulesParts } from './several-unconfirmed.ts';

/**
 * Pauses an account after three rejections by WhatsApp among its last twenty messages. A single person's do not count
 * as three, and those known when the operator let sending go on no longer count, also after a restart.
 */
export class ThreeRejections {
  readonly #queue: Queue;
  readonly #pause: PauseSending;
  readonly #known: StoredIds;

  constructor(parts: StopRulesParts, pause: PauseSending) {
    this.#queue = parts.queue;
    this.#pause = pause;
    const onNotStored = (error: unknown) => parts.log.error('known rejections not stored', error);
    this.#known = new StoredIds({ ...parts, onNotStored }, 'known_rejections');
  }

  rejected(account: string | null): void {
    const rejected = this.#queue
      .rejectedOfLast(account, limits.rejectionsOf)
      .filter(({ attemptId }) => !this.#known.all.includes(attemptId));
    const people = new Set(rejected.map(({ phone }) => phone));
    if (rejected.length >= limits.rejectionsToPause && people.size > 1) this.#pause('rejected', '', rejected.length);
  }

  letGoOn(): void {
    this.#known.keep(this.#queue.rejectedOfAll(limits.rejectionsKnownOf));
  }
}
