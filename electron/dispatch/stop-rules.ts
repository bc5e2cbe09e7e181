import type { Db } from '../../db/database.ts';
import type { Queue } from '../../db/messages/queue.ts';
import { readMeta, writeMeta } from '../../db/meta.ts';
import { limits } from '../../domain/limits.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Clock, Log, PauseSending } from '../ports.ts';

type StopRulesParts = {
  readonly db: Db;
  /** The row of the account whose outcomes are counted. */
  readonly accountId: number;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Pick<Settings, 'unconfirmedInARow'>;
};

/**
 * What of the outcomes of messages stops the sending: too many in a row that WhatsApp does not confirm *wait*, until each
 * has its acknowledgement or a person says so; too many that were never handed over, and too many rejections, *pause*.
 * What a person has said of them survives a restart.
 */
export class StopRules {
  readonly #parts: StopRulesParts;
  readonly #pause: PauseSending;
  /** The messages in a row that were not confirmed in time. */
  #inDoubt: readonly number[];
  #waitsSinceMs: number | null = null;
  #notHandedOverInARow = 0;
  /** The rejected attempts that the operator knew of when they let sending go on. */
  #knownRejected: readonly number[];

  constructor(parts: StopRulesParts, pause: PauseSending) {
    this.#parts = parts;
    this.#pause = pause;
    this.#inDoubt = idsOf(readMeta(parts.db, `dispatcher_doubt_${parts.accountId}`));
    this.#knownRejected = idsOf(readMeta(parts.db, `dispatcher_known_rejections_${parts.accountId}`));
  }

  /** WhatsApp confirmed a message in time: the row of doubts begins anew. */
  confirmed(): void {
    this.#waitsSinceMs = null;
    if (this.#inDoubt.length > 0) this.#keepDoubts([]);
  }

  /** One more was not confirmed in time. */
  notConfirmed(messageId: number): void {
    this.#keepDoubts([...this.#stillInDoubt(), messageId]);
  }

  /** A message passed the gate. */
  handedOver(): void {
    this.#notHandedOverInARow = 0;
  }

  /** One more was used up without having been handed over: by what the last of too many is stopped for. */
  notHandedOver(why: 'gate_missing' | 'not_handed_over_in_a_row'): void {
    this.#notHandedOverInARow += 1;
    if (this.#notHandedOverInARow < this.#parts.settings().unconfirmedInARow) return;
    this.#pause(why, '', why === 'gate_missing' ? null : this.#notHandedOverInARow);
  }

  /** WhatsApp rejected a message of this account. One person's alone are that person's; several people's are not. */
  rejected(account: string): void {
    const rejected = this.#parts.queue
      .rejectedOfLast(account, limits.rejectionsOf)
      .filter(({ attemptId }) => !this.#knownRejected.includes(attemptId));
    const people = new Set(rejected.map(({ phone }) => phone));
    if (rejected.length >= limits.rejectionsToPause && people.size > 1) this.#pause('rejected', '', rejected.length);
  }

  /** The operator looked and lets sending go on: whatever was counted is known to them. */
  letGoOn(): void {
    this.confirmed();
    this.#notHandedOverInARow = 0;
    this.#knownRejected = this.#parts.queue.rejectedOfAll(limits.rejectionsKnownOf);
    this.#store('known_rejections', this.#knownRejected, 'known rejections not stored');
  }

  /** What is waited for; null where sending may go on. */
  waitsFor(): { readonly count: number; readonly sinceMs: number } | null {
    const most = this.#parts.settings().unconfirmedInARow;
    // Once it waits, it does so until nobody is left in doubt.
    if (this.#waitsSinceMs === null && this.#inDoubt.length < most) return null;
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
    return this.#inDoubt.length === 0 ? [] : this.#parts.queue.inDoubtOf(this.#inDoubt);
  }

  #keepDoubts(ids: readonly number[]): void {
    this.#inDoubt = ids;
    this.#store('doubt', ids, 'doubts not stored');
  }

  /** What cannot be stored holds until the app ends. */
  #store(what: 'doubt' | 'known_rejections', ids: readonly number[], failure: string): void {
    try {
      writeMeta(this.#parts.db, `dispatcher_${what}_${this.#parts.accountId}`, JSON.stringify(ids));
    } catch (error) {
      this.#parts.log.error(failure, error);
    }
  }
}

/** What cannot be read says nothing: at worst some more are sent before sending waits again. */
function idsOf(stored: string | undefined): readonly number[] {
  try {
    const ids: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(ids) ? ids.filter((id): id is number => Number.isSafeInteger(id)) : [];
  } catch {
    return [];
  }
}
