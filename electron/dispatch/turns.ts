import type { Queue, RunningCampaign } from '../../db/messages/queue.ts';
import type { Given } from '../ports.ts';
import type { FlightSlot } from './in-flight.ts';
import type { Looks } from './looks.ts';

type TurnsParts = Given<'clock' | 'random'> & {
  readonly queue: Pick<Queue, 'lastHandOverMs'>;
  readonly flight: FlightSlot;
};

/** The last turn of a campaign or a whole account, and the random number that decides the length of its gap. */
type Turn = {
  /** On the wall clock, and never in the future; null where there was none. */
  readonly atMs: number | null;
  /** In [0, 1), drawn once for each turn, so that asking again does not change the gap. */
  readonly random: number;
};

type OwnTurn = { readonly atMonotonicMs: number | null; readonly random: number };

/**
 * Remembers when each campaign last looked a number up or handed a message over. Both are paced: to WhatsApp, look-ups
 * without hand-overs look like somebody who tries out numbers. It uses the monotonic clock, and after a restart the
 * last hand-over.
 */
export class Turns {
  readonly #parts: TurnsParts;
  readonly #looks: Pick<Looks, 'lastMs'>;
  readonly #own = new Map<number, OwnTurn>();
  #random: number;
  /** When the account last had a turn of any campaign, on the monotonic clock. */
  #lastMs: number | null = null;

  constructor(parts: TurnsParts, looks: Pick<Looks, 'lastMs'>) {
    this.#parts = parts;
    this.#looks = looks;
    this.#random = parts.random();
  }

  /** Notes a campaign's turn. A turn in which WhatsApp was asked for nothing needs no gap and does not count. */
  took(campaignId: number): void {
    const atMonotonicMs = this.#lastAskedMs();
    if (atMonotonicMs === null || atMonotonicMs === this.#lastMs) return;
    this.#lastMs = atMonotonicMs;
    this.#random = this.#parts.random();
    this.#own.set(campaignId, { atMonotonicMs, random: this.#random });
  }

  /**
   * The account's last turn, of any campaign, by the wall clock as it stood at `nowMs`: the clock may have been set
   * meanwhile, and a turn by its former time would be hours away from the present that it is compared with.
   */
  ofAccount(phone: string, nowMs: number): Turn {
    const atMonotonicMs = this.#lastAskedMs();
    const atMs =
      atMonotonicMs === null ? this.#parts.queue.lastHandOverMs(phone, nowMs) : this.#onWall(atMonotonicMs, nowMs);
    return { atMs, random: this.#random };
  }

  of(campaign: Pick<RunningCampaign, 'id' | 'lastHandOverMs'>, nowMs: number): Turn {
    const own = this.#own.get(campaign.id) ?? this.#fromBefore(campaign.lastHandOverMs, nowMs);
    this.#own.set(campaign.id, own);
    return { atMs: own.atMonotonicMs === null ? null : this.#onWall(own.atMonotonicMs, nowMs), random: own.random };
  }

  #fromBefore(lastHandOverMs: number | null, nowMs: number): OwnTurn {
    const { clock, random } = this.#parts;
    const atMonotonicMs = lastHandOverMs === null ? null : clock.monotonicMs() - (nowMs - lastHandOverMs);
    return { atMonotonicMs, random: random() };
  }

  #lastAskedMs(): number | null {
    const asked = [this.#parts.flight.lastHandOverMonotonicMs, this.#looks.lastMs].filter((atMs) => atMs !== null);
    return asked.length === 0 ? null : Math.max(...asked);
  }

  #onWall(atMonotonicMs: number, nowMs: number): number {
    return nowMs - (this.#parts.clock.monotonicMs() - atMonotonicMs);
  }
}
