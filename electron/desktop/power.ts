import { powerMonitor, powerSaveBlocker } from 'electron';
import type { DispatcherState } from '../../domain/state.ts';

/** Keeps the computer awake while messages wait or go out; the screen may sleep. */
export class StayAwake {
  #blocker: number | null = null;

  /** The dispatcher's state, with every change of it. */
  follow(state: DispatcherState): void {
    const isNeeded = state.kind === 'sending' || state.kind === 'waiting';
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
