import type { UnsavedState } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';

/** What the window holds that is saved nowhere, as its page says. */
export class Unsaved {
  #state: UnsavedState = 'nothing';
  readonly #waiting = new Set<() => void>();

  /** The page says what it holds now; one that is gone or begins anew holds nothing. */
  note(state: UnsavedState): void {
    this.#state = state;
    if (state === 'saving') return;
    for (const settled of this.#waiting) settled();
    this.#waiting.clear();
  }

  get isAnything(): boolean {
    return this.#state !== 'nothing';
  }

  /** Waits a moment for what is being saved. Returns whether something is left that would be lost. */
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
