import { MemberSteps } from './member.ts';
import { type ScenarioName, scenarios, type Variant } from './scenarios.ts';
import { at, copies, late, processes, type State, type Step } from './state.ts';
import { World } from './world.ts';

/** What was found in the whole space; the path is a shortest one. */
export type Found = {
  readonly states: number;
  readonly found: 'twice' | 'behind a stop' | null;
  readonly path: readonly string[];
};

/** No scenario has half as many states. */
const mostStates = 5_000_000;

/** Visits every state of a scenario, breadth first, until somebody gets the message twice or after a stop. */
export function search(name: ScenarioName, variants: readonly Variant[] = []): Found {
  const world = new World(scenarios[name], variants);
  const first = world.first();
  const known = new Set([keyOf(first)]);
  const queue: (State | null)[] = [first];
  const from = [-1];
  const labels = [''];
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head];
    if (!state) throw new Error('a state is looked at once');
    queue[head] = null;
    if (at(state, copies) > 1 || at(state, late) > 0) {
      const path: string[] = [];
      for (let place = head; place > 0; place = from[place] ?? 0) path.unshift(labels[place] ?? '');
      return { states: known.size, found: at(state, late) > 0 ? 'behind a stop' : 'twice', path };
    }
    for (const [label, next] of stepsFrom(world, state)) {
      const key = keyOf(next);
      if (known.has(key)) continue;
      known.add(key);
      queue.push(next);
      from.push(head);
      labels.push(label);
    }
    if (queue.length > mostStates) throw new Error(`${name} has more than ${mostStates} states`);
  }
  return { states: known.size, found: null, path: [] };
}

function* stepsFrom(world: World, state: State): Generator<Step> {
  for (const process of processes) yield* new MemberSteps(world, state, process).all();
  yield* world.steps(state);
}

function keyOf(state: State): string {
  return Buffer.from(state.buffer).toString('latin1');
}
