import type { PauseSending } from '../ports.ts';
import { SeveralUnconfirmed, type StopRulesParts } from './several-unconfirmed.ts';
import { ThreeRejections } from './three-rejections.ts';

/** What of the outcomes of an account's messages stops the sending, each rule in a file of its own. */
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
