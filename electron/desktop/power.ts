import { powerMonitor, powerSaveBlocker } from 'electron';
import type { DispatcherState, LinkState } from '../../domain/state/state.ts';

/** The link comes back by itself, as far as anybody knows. In all other phases a person has to do something first. */
const comingBack: readonly LinkState['phase'][] = ['starting', 'syncing', 'disconnected'];

/**
 * Keeps the computer awake while messages wait or go out, also over a connection that was lost: asleep it would not come
 * back. The screen may sleep.
 */
export class StayAwake {
  #blocker: number | null = null;

  /** The dispatcher's state and the link's, with every change of either. */
  follow(state: DispatcherState, link: LinkState): void {
    const waitsForLink = state.kind === 'not_linked' && comingBack.includes(link.phase);
    const isNeeded = state.kind === 'sending' || state.kind === 'waiting' || waitsForLink;
    if (isNeeded && this.#blocker === null) this.#blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!isNeeded && this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = null;
    }
  }
}

/** Calls after the computer woke up: timers of the system do not count the time asleep. */
export function onWake(call: () => void): void {
  powerMonitor.on('resume', call);
}
