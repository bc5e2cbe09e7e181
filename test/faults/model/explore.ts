import { hash } from 'node:crypto';
import { broken, type Invariant, invariants } from './invariants.ts';
import { type Bounds, edgesFrom, type Rules, smallBounds, type World } from './protocol.ts';
import { initialState, type State } from './state.ts';
import type { Weakening } from './weakenings.ts';

export type Exploration = {
  readonly states: number;
  readonly edges: number;
  readonly durationMs: number;
  /** The changes of status that occur on any path, as `from>to`. */
  readonly moves: ReadonlySet<string>;
  /** The shortest way to a broken invariant. */
  readonly counterexample: { readonly invariant: Invariant | string; readonly path: readonly string[] } | null;
};

export type ExploreOptions = {
  readonly weak?: readonly Weakening[];
  readonly world?: World;
  readonly bounds?: Bounds;
  readonly invariants?: readonly Invariant[];
  readonly alsoHolds?: (state: State) => boolean;
};

/** Only the frontier keeps whole states; what lies behind it is remembered by its hash and by how it was reached. */
type Step = { readonly from: Step | null; readonly label: string };
type Reached = { readonly state: State; readonly step: Step };

const hashOf = (state: State) => hash('md5', JSON.stringify(state), 'base64');

/** Visits every state that can be reached, breadth first, so that the first counterexample is a shortest one. */
export function explore(options: ExploreOptions = {}): Exploration {
  const { weak = [], world = 'honest', bounds = smallBounds, alsoHolds = () => true } = options;
  const rules: Rules = { weak: new Set(weak), world, bounds };
  const began = performance.now();
  const first: Reached = { state: initialState(), step: { from: null, label: '' } };
  const seen = new Set([hashOf(first.state)]);
  const moves = new Set<string>();
  let edges = 0;
  const end = (counterexample: Exploration['counterexample']): Exploration => {
    return { states: seen.size, edges, durationMs: performance.now() - began, moves, counterexample };
  };
  let layer = [first];
  while (layer.length > 0) {
    const next: Reached[] = [];
    for (const reached of layer) {
      for (const edge of edgesFrom(reached.state, rules)) {
        edges += 1;
        for (const move of edge.moves) moves.add(move);
        const step: Step = { from: reached.step, label: edge.label };
        const invariant =
          broken(edge, options.invariants ?? invariants) ?? (alsoHolds(edge.to) ? undefined : 'also holds');
        if (invariant) return end({ invariant, path: pathTo(step) });
        const key = hashOf(edge.to);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ state: edge.to, step });
      }
    }
    layer = next;
  }
  return end(null);
}

function pathTo(last: Step): string[] {
  const path: string[] = [];
  for (let step: Step | null = last; step?.from; step = step.from) path.unshift(step.label);
  return path;
}
