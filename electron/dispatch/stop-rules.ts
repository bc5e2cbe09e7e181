import type { PauseSending } from '../ports.ts';
import { SeveralUnconfirmed, type StopRulesParts } from './several-unconfirmed.ts';
import { ThreeRejections } from './three-rejections.ts';

/** The rules by which the outcomes of an account's messages stop its sending: two files, and several not handed over. */
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

  handedOver(): void {
    this.#notHandedOverInARow = 0;
  }

  /** Called when a message was used up without a hand-over. `why`: the reason to stop with if it was one too many. */
  notHandedOver(why: 'gate_missing' | 'not_handed_over_in_a_row'): void {
    this.#notHandedOverInARow += 1;
    if (this.#notHandedOverInARow < this.#parts.settings().unconfirmedInARow) return;
    this.#pause(why, '', why === 'gate_missing' ? null : this.#notHandedOverInARow);
  }

  /** The operator has looked and lets sending go on: everything that was counted is known to them. */
  letGoOn(): void {
    this.unconfirmed.confirmed();
    this.#notHandedOverInARow = 0;
    this.rejections.letGoOn();
  }
}
