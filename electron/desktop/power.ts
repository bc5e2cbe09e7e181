import { powerMonitor, powerSaveBlocker } from 'electron';
import { type AccountView, keepsAwake } from '../../domain/state/account.ts';

/** Keeps the computer awake while an account needs it. The screen may sleep. */
export class StayAwake {
  #blocker: number | null = null;

  follow(accounts: readonly AccountView[]): void {
    const isNeeded = accounts.some(keepsAwake);
    if (isNeeded && this.#blocker === null) this.#blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!isNeeded && this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = null;
    }
  }
}

/** Calls after the computer woke up: the system's timers do not count the time asleep. */
export function onWake(call: () => void): void {
  powerMonitor.on('resume', call);
}
