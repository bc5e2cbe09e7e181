import type { Db } from '../../db/database.ts';
import type { Queue } from '../../db/messages/queue.ts';
import { readMeta, writeMeta } from '../../db/meta.ts';
import { limits } from '../../domain/limits.ts';
import { fromJson } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Clock, Log, PauseSending } from '../ports.ts';

type StoredIdsParts = { readonly db: Db; readonly accountId: number; readonly log: Log };
type StopRulesParts = StoredIdsParts & {
  readonly queue: Queue;
  readonly clock: Clock;
  readonly settings: () => Pick<Settings, 'unconfirmedInARow'>;
};

/** What of the outcomes of an account's messages stops the sending. */
export class StopRules {
  readonly #parts: StopRulesParts;
  readonly #pause: PauseSending;
  readonly unconfirmed: SeveralUnconfirmed;
  readonly rejections: ThreeRejections;
  #notHandedOverInARow = 0;

  constructor(parts: StopRulesParts, pause: PauseSending) {
    this.#parts = parts;
    this.#pause = pause;
    this.unconfirmed = new SeveralUnconfirmed(parts);
    this.rejections = new ThreeRejections(parts, pause);
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

  /** The operator looked and lets sending go on: whatever was counted is known to them. */
  letGoOn(): void {
    this.unconfirmed.confirmed();
    this.#notHandedOverInARow = 0;
    this.rejections.letGoOn();
  }
}

/**
 * Too many messages in a row that WhatsApp does not confirm: sending waits until each has its acknowledgement or a person
 * says what became of it. That survives a restart.
 */
class SeveralUnconfirmed {
  readonly #parts: StopRulesParts;
  /** The messages in a row that were not confirmed in time. */
  readonly #inDoubt: StoredIds;
  #waitsSinceMs: number | null = null;

  constructor(parts: StopRulesParts) {
    this.#parts = parts;
    this.#inDoubt = new StoredIds(parts, 'doubt');
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

/**
 * Three rejections by WhatsApp among the last twenty messages of an account pause it. Those of a single person are no
 * reason, and those that the operator knew of when they let sending go on count no more, also after a restart.
 */
class ThreeRejections {
  readonly #queue: Queue;
  readonly #pause: PauseSending;
  /** The rejected attempts that the operator knew of. */
  readonly #known: StoredIds;

  constructor(parts: StopRulesParts, pause: PauseSending) {
    this.#queue = parts.queue;
    this.#pause = pause;
    this.#known = new StoredIds(parts, 'known_rejections');
  }

  /** WhatsApp rejected a message of this account. */
  rejected(account: string): void {
    const rejected = this.#queue
      .rejectedOfLast(account, limits.rejectionsOf)
      .filter(({ attemptId }) => !this.#known.all.includes(attemptId));
    const people = new Set(rejected.map(({ phone }) => phone));
    if (rejected.length >= limits.rejectionsToPause && people.size > 1) this.#pause('rejected', '', rejected.length);
  }

  /** The operator looked: whatever was rejected so far is known to them. */
  letGoOn(): void {
    this.#known.keep(this.#queue.rejectedOfAll(limits.rejectionsKnownOf));
  }
}

/** What a rule keeps over a restart: the ids of messages or attempts of one account. */
type Kept = 'doubt' | 'known_rejections';
const failures = { doubt: 'doubts not stored', known_rejections: 'known rejections not stored' } as const;

/** Ids that a rule remembers, also after a restart. */
class StoredIds {
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
