import { personAliases } from '../../../../domain/people/alias.ts';
import { stop } from '../../../../electron/team/calls.ts';
import { granted } from '../../../support/granted.ts';
import type { TeamHand } from '../../../support/team.ts';
import type { Computer } from './computer.ts';

/** How old an answer of the server may be at the gate, and how much later the message may pass. */
export const lateMs = 10_000;

/** Who is stopped in a run, by whom, and since when all computers have to know. */
export class Stops {
  readonly #lidOf: (phone: string) => string;
  readonly #stoppedAtMs = new Map<string, number>();
  /** By the computers themselves; all others were stopped by the coordinator's. */
  readonly #by = new Map<string, Computer>();

  constructor(lidOf: (phone: string) => string) {
    this.#lidOf = lidOf;
  }

  /** The coordinator's computer stops somebody: it tells of that again and again. */
  byCoordinator(phone: string, atMs: number): void {
    if (!this.#by.delete(phone) && this.#stoppedAtMs.has(phone)) return;
    this.#stoppedAtMs.set(phone, this.#stoppedAtMs.get(phone) ?? atMs);
  }

  /** Tells the team of whom the coordinator's computer has stopped, every other by their LID. Returns the epoch. */
  async tell({ keys, connection }: TeamHand): Promise<number> {
    const phones = [...this.#stoppedAtMs.keys()].filter((phone) => !this.#by.has(phone));
    const told = phones.map((phone, place) => {
      const aliases = personAliases(phone, [this.#lidOf(phone)]);
      return keys.stop(aliases[place % 2] ?? '');
    });
    return granted(await stop(connection, told, false)).epoch;
  }

  /** The operator of a computer stops somebody. That counts for all once the team has heard. */
  async byOperator(computer: Computer, phone: string): Promise<void> {
    const { one, clock, wasPutBack } = computer;
    if (this.#stoppedAtMs.has(phone) || wasPutBack) return;
    one.rig.stores.doNotContact.add(phone, '', clock.nowMs());
    for (let poll = 0; poll < 2; poll += 1) await one.member.poll();
    if (!one.member.isOpen) return;
    this.#by.set(phone, computer);
    this.#stoppedAtMs.set(phone, clock.monotonicMs());
  }

  /** The operator of a computer lets everybody back in whom they had stopped. */
  letBackIn(computer: Computer): void {
    const { doNotContact } = computer.one.rig.stores;
    for (const [phone, by] of this.#by) if (by === computer) doNotContact.remove(phone);
    this.forgetOf(computer);
  }

  /** Data that was put back may not know whom its operator had stopped, and cannot tell of them once more. */
  forgetOf(computer: Computer): void {
    for (const [phone, by] of this.#by) {
      if (by !== computer) continue;
      this.#by.delete(phone);
      this.#stoppedAtMs.delete(phone);
    }
  }

  isLate(phone: string, atMs: number): boolean {
    return atMs > (this.#stoppedAtMs.get(phone) ?? Number.POSITIVE_INFINITY) + lateMs;
  }
}
