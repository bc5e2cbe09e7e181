import { StateKeys } from './state-keys.ts';

/** A step from one state to another. `moves`: events of the step that neither state shows. */
export type SearchedEdge<State> = { readonly label: string; readonly to: State; readonly moves: readonly string[] };

export type Found<Invariant> = {
  readonly states: number;
  readonly edges: number;
  readonly durationMs: number;
  /** All events on any path; for messages, their changes of status as `from>to`. */
  readonly moves: ReadonlySet<string>;
  /** The shortest path to a broken invariant. */
  readonly counterexample: { readonly invariant: Invariant; readonly path: readonly string[] } | null;
};

/** Only the states of the frontier are kept whole; earlier ones are remembered by their key and the step to them. */
type Step = { readonly from: Step | null; readonly label: string };
type Reached<State> = { readonly state: State; readonly step: Step };

/**
 * Visits every state that can be reached, within a number of steps where one is given. It goes breadth first, so the
 * first counterexample is a shortest one.
 */
export function search<State, Edge extends SearchedEdge<State>, Invariant>(
  firstState: State,
  model: {
    readonly edgesFrom: (state: State) => readonly Edge[];
    readonly broken: (edge: Edge) => Invariant | undefined;
  },
  mostSteps = Infinity,
): Found<Invariant> {
  const began = performance.now();
  const first: Reached<State> = { state: firstState, step: { from: null, label: '' } };
  const keys = new StateKeys();
  const seen = new Set([keys.of(first.state)]);
  const moves = new Set<string>();
  let edges = 0;
  const end = (counterexample: Found<Invariant>['counterexample']): Found<Invariant> => {
    return { states: seen.size, edges, durationMs: performance.now() - began, moves, counterexample };
  };
  let layer = [first];
  for (let steps = 0; layer.length > 0 && steps < mostSteps; steps++) {
    const next: Reached<State>[] = [];
    for (const reached of layer) {
      for (const edge of model.edgesFrom(reached.state)) {
        edges += 1;
        for (const move of edge.moves) moves.add(move);
        const step: Step = { from: reached.step, label: edge.label };
        const invariant = model.broken(edge);
        if (invariant !== undefined) return end({ invariant, path: pathTo(step) });
        const key = keys.of(edge.to);
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
