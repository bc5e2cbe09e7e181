import { broken, type Invariant, invariants } from './invariants.ts';
import { type Bounds, type Edge, edgesFrom, type Rules, smallBounds, type World } from './protocol.ts';
import { type Found, search } from './search.ts';
import { initialState, type State } from './state.ts';
import type { Weakening } from './weakenings.ts';

export type Exploration = Found<Invariant | string>;

export type ExploreOptions = {
  readonly weak?: readonly Weakening[];
  readonly world?: World;
  readonly bounds?: Bounds;
  readonly invariants?: readonly Invariant[];
  readonly alsoHolds?: (state: State) => boolean;
  /** Without a number, everything that can be reached is visited. */
  readonly mostSteps?: number;
};

/** Visits every state that can be reached, breadth first, so that the first counterexample is a shortest one. */
export function explore(options: ExploreOptions = {}): Exploration {
  const { weak = [], world = 'honest', bounds = smallBounds, alsoHolds = () => true } = options;
  const rules: Rules = { weak: new Set(weak), world, bounds };
  const model = {
    edgesFrom: (state: State) => edgesFrom(state, rules),
    broken: (edge: Edge) =>
      broken(edge, options.invariants ?? invariants) ?? (alsoHolds(edge.to) ? undefined : 'also holds'),
  };
  return search(initialState(bounds.accounts), model, options.mostSteps);
}
