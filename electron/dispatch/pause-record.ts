import type { Stores } from '../../db/stores.ts';
import { type DispatcherState, recordedWaits } from '../../domain/state/state.ts';
import type { Given } from '../ports.ts';

type PauseRecordParts = Pick<Stores, 'pauses'> & Given<'clock' | 'log'>;

/**
 * Records when nothing was sent and why, for the reports. It follows news that is told anyway and decides nothing: a
 * failure to store is logged, and sending never waits for it. A pause that a crash left open ends at the next start,
 * unless it still lasts.
 */
export class PauseRecord {
  readonly #parts: PauseRecordParts;
  /** Why the dispatcher stands still; null while it does not, undefined before it has said anything. */
  #dispatcher: string | null | undefined;

  constructor(parts: PauseRecordParts) {
    this.#parts = parts;
  }

  followDispatcher(state: DispatcherState): void {
    // A pause outlives the app that is closing.
    if (state.kind === 'stopping') return;
    // While WhatsApp does not answer, each try looks like a message on its way: only the state after it counts.
    if (state.kind === 'sending' && this.#dispatcher === 'no_answer') return;
    const reason = whyNothingIsSent(state);
    // The state comes with every message: only changes are stored.
    if (reason === this.#dispatcher) return;
    if (this.#write(reason)) this.#dispatcher = reason;
  }

  /** Called when a campaign was paused, went on or ended. */
  followCampaigns(): void {
    this.#write(this.#dispatcher);
  }

  #write(dispatcher: string | null | undefined): boolean {
    const { pauses, clock, log } = this.#parts;
    try {
      // Before the dispatcher has said anything, its open pause stays as it is.
      const everything =
        dispatcher === undefined
          ? pauses.open().filter(({ campaignId }) => campaignId === null)
          : dispatcher === null
            ? []
            : [{ campaignId: null, reason: dispatcher }];
      pauses.record([...pauses.pausedCampaigns(), ...everything], clock.nowMs());
      return true;
    } catch (error) {
      log.error('pause not recorded', error);
      return false;
    }
  }
}

/** Why nothing is sent, apart from the schedule; null where something is sent, or there is nothing to send. */
function whyNothingIsSent(state: DispatcherState): string | null {
  if (state.kind === 'paused') return state.reason;
  return state.kind === 'waiting' ? (recordedWaits.find((why) => why === state.why) ?? null) : null;
}
