import type { UnsavedState } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';

/** Whether the window holds unsaved changes, as its page says. */
export class Unsaved {
  #state: UnsavedState = 'nothing';
  readonly #waiting = new Set<() => void>();

  /** Called when the page says what it holds now. A page that is gone or loads anew holds nothing. */
  note(state: UnsavedState): void {
    this.#state = state;
    if (state === 'saving') return;
    for (const settled of this.#waiting) settled();
    this.#waiting.clear();
  }

  get isAnything(): boolean {
    return this.#state !== 'nothing';
  }

  /** Waits a moment for changes that are being saved. Returns whether any are left that would be lost. */
  async settle(): Promise<boolean> {
    if (this.#state === 'saving') {
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
        setTimeout(resolve, limits.unsavedWaitMs);
      });
    }
    return this.isAnything;
  }
}
