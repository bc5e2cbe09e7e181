import { quantile } from '../measure.ts';

/** What a piece of work cost: on the processor this thread alone, so that what others do counts less. */
export type Cost = { readonly cpuMs: number; readonly wallMs: number };
type Work = () => unknown;

const microsecondsPerMs = 1_000;
const enoughMs = 60;
const mostRepeats = 20_000;
/** The order of the blocks is the same each time, and as good as drawn. */
const seed = 20_260_303;

/** Does a piece of work once, and says what it cost. */
export async function costOf(work: Work): Promise<Cost> {
  const cost = started();
  await work();
  return cost();
}

/** As `costOf`, for work that is over when it returns. */
export function costOnce(work: () => unknown): Cost {
  const cost = started();
  work();
  return cost();
}

/** Returns what says what was spent since. */
export function started(): () => Cost {
  const startedMs = performance.now();
  const before = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(before);
    return { cpuMs: (user + system) / microsecondsPerMs, wallMs: performance.now() - startedMs };
  };
}

/**
 * What short work costs each time: it is done again and again until the processor's clock, which some systems move on by
 * four milliseconds at a time, says enough of it.
 */
export function repeatedCost(work: () => unknown): Cost {
  const walls: number[] = [];
  const started = process.threadCpuUsage();
  for (;;) {
    const startedMs = performance.now();
    work();
    walls.push(performance.now() - startedMs);
    const { user, system } = process.threadCpuUsage(started);
    const cpuMs = (user + system) / microsecondsPerMs;
    if (cpuMs >= enoughMs || walls.length >= mostRepeats) return { cpuMs: cpuMs / walls.length, wallMs: median(walls) };
  }
}

/** Does each piece of work once a round, in an order that is shuffled anew each round. Returns its costs, by the round. */
export async function inTurn<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, Work>>,
): Promise<Record<Name, Cost[]>> {
  const names = Object.keys(works) as Name[];
  const costs = Object.fromEntries(names.map((name): [Name, Cost[]] => [name, []])) as Record<Name, Cost[]>;
  const draw = drawing();
  for (let round = 0; round < rounds; round += 1)
    for (const name of shuffled(names, draw)) costs[name].push(await costOf(works[name]));
  return costs;
}

/** How many times as much one cost as the other: in the middle of all rounds, each of which is compared by itself. */
export function times(ours: readonly Cost[], peers: readonly Cost[], of: keyof Cost): number {
  return median(ours.map((cost, round) => cost[of] / (peers[round]?.[of] ?? Number.NaN)));
}

export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((one, other) => one - other),
    0.5,
  );
}

function shuffled<Item>(items: readonly Item[], draw: () => number): Item[] {
  const order = items.map((item) => ({ item, at: draw() }));
  return order.sort((one, other) => one.at - other.at).map(({ item }) => item);
}

/** Numbers in [0, 1) of a linear congruential generator. */
function drawing(): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
