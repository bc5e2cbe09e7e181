import { type Fault, faults, type Scenario, type Variant } from './scenarios.ts';
import * as s from './state.ts';

/** What is searched: the scenario, and the rules that are left out or changed. */
export class World {
  readonly scenario: Scenario;
  readonly #variants: ReadonlySet<Variant>;
  /** The tokens whose attempts a process may have on its disk. */
  readonly tokensKnownTo: readonly (readonly number[])[];

  constructor(scenario: Scenario, variants: readonly Variant[]) {
    this.scenario = scenario;
    this.#variants = new Set(variants);
    this.tokensKnownTo = scenario.isThree ? [[0, 1], [2], [3]] : [[0, 1, 3], [2], [0, 1, 3]];
  }

  is(variant: Variant): boolean {
    return this.#variants.has(variant);
  }

  /** The bits of all members who have to report. */
  get everybody(): number {
    return this.scenario.isThree ? 7 : 3;
  }

  /** The bit under which a process reports. A copy reports in the name of A. */
  bitOf(process: number): number {
    if (this.scenario.isThree) return 1 << process;
    return process === 1 ? 2 : 1;
  }

  first(): s.State {
    const state = new Uint8Array(s.stateBytes);
    for (const fault of this.scenario.faults) s.setBits(state, s.faultsLeft, faults[fault]);
    state[s.identity] = 1;
    for (const process of this.scenario.isThree ? [0, 1, 2] : [0, 1])
      for (const place of [s.known, s.up, s.connected]) state[s.placeOf(process) + place] = 1;
    return state;
  }

  *steps(state: s.State): Generator<s.Step> {
    yield* this.#ofTime(state);
    yield* this.#restores(state);
    yield* this.#images(state);
    const { held, told, senders, copies } = s;
    // The operator confirms members who sent and have not reported; copies of their messages are then a person's
    // decision.
    if (has(state, 'override') && s.at(state, held) > 0)
      yield step(state, 'a person lets it go on', 'override', (next) => {
        if ((s.at(next, senders) & ~s.at(next, told)) !== 0) next[copies] = 0;
        next[held] = 0;
        next[told] = 0;
      });
    for (const token of [0, 1, 2]) {
      const isAway = s.at(state, s.placeOf(token >> 1) + s.connected) === 0;
      if (this.is('take-back-reserved') && s.at(state, token) === s.reserved && isAway)
        yield step(state, 'taken back', null, (next) => s.set(next, token, s.notSent));
      if (this.is('erase-fence') && s.at(state, token) === s.sent)
        yield step(state, 'erased', null, (next) => s.set(next, token, 0));
    }
  }

  *#ofTime(state: s.State): Generator<s.Step> {
    if (has(state, 'stop')) yield step(state, 'stop', 'stop', (next) => s.set(next, s.stopped, 1));
    if (s.at(state, s.stopped) !== 1 && !this.scenario.allHadSeen) return;
    yield step(state, 'ten seconds', null, (next) => {
      if (s.at(next, s.stopped) > 0) next[s.stopped] = 2;
      for (const place of s.processes.map(s.placeOf)) {
        if (s.at(next, place + s.connected) === 0) continue;
        next[place + s.heard] = s.at(next, s.stopped);
        next[place + s.seen] = s.rowsIn(next);
      }
    });
  }

  *#restores(state: s.State): Generator<s.Step> {
    if (!has(state, 'restore')) return;
    if (s.at(state, s.hasBackup) === 0) {
      yield step(state, 'database saved', null, (next) => {
        next.copyWithin(s.backup, 0, s.sharedBytes);
        next[s.hasBackup] = 1;
      });
      return;
    }
    const haveSeen = [0, 1].every((process) => s.at(state, s.placeOf(process) + s.seen) === s.rowsIn(state));
    if (this.scenario.allHadSeen && !haveSeen) return;
    yield step(state, 'database put back', 'restore', (next) => {
      next.copyWithin(0, s.backup, s.backup + s.sharedBytes);
      next.fill(0, s.backup, s.hasBackup + 1);
      if (this.scenario.showsIdentity) s.raise(next, s.identity);
      for (const place of s.processes.map(s.placeOf)) next[place + s.connected] = 0;
    });
  }

  *#images(state: s.State): Generator<s.Step> {
    const a = s.placeOf(0);
    const mayBeSaved = !this.scenario.imageAtWork || s.at(state, a + s.atWork) > 0;
    if (has(state, 'disk') && s.at(state, s.hasImage) === 0 && mayBeSaved)
      yield step(state, 'A’s disk saved', null, (next) => {
        next.copyWithin(s.image, a, a + s.diskBytes);
        next[s.hasImage] = 1;
      });
    if (has(state, 'disk') && s.at(state, s.hasImage) > 0)
      yield step(state, 'A’s disk put back', 'disk', (next) => {
        next.copyWithin(a, s.image, s.image + s.diskBytes);
        next.fill(0, s.image, s.hasImage + 1);
        next.fill(0, a + s.up, s.placeOf(1));
      });
    if (has(state, 'clone'))
      yield step(state, 'A copied to C', 'clone', (next) => void next.copyWithin(s.placeOf(2), a, a + s.diskBytes));
  }
}

/** Whether a fault may still happen. */
export function has(state: s.State, fault: Fault): boolean {
  return (s.at(state, s.faultsLeft) & faults[fault]) !== 0;
}

/** The state after one step. A step that is a fault happens only once. */
export function step(state: s.State, label: string, fault: Fault | null, change: (next: s.State) => void): s.Step {
  const next = state.slice();
  if (fault !== null) s.clearBits(next, s.faultsLeft, faults[fault]);
  change(next);
  return [label, next];
}
