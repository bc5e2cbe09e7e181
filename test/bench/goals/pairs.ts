import { quantile } from '../measure.ts';
import { pace } from './pace.ts';

/** The cost of a piece of work. The processor time is this thread's alone, so that other work counts less. */
export type Spent = { readonly cpuMs: number; readonly wallMs: number };
/** The same, with the processor time scaled to the computer on which the goals were set. */
export type Cost = Spent & { readonly pacedMs: number };
type Work = () => unknown;

const microsecondsPerMs = 1_000;
/** Short work is measured in this many blocks, each of which takes at least this long. */
const blocks = 4;
const blockMs = 15;
const mostRepeats = 5_000;
/** A fixed seed: the blocks are shuffled, and in the same order each time. */
const seed = 20_260_303;

/** Does a piece of work once, and returns its cost. */
export async function costOf(work: Work): Promise<Cost> {
  const cost = started();
  await work();
  return paced(cost());
}

/** As `costOf`, for synchronous work. */
export function costOnce(work: () => unknown): Cost {
  const cost = started();
  work();
  return paced(cost());
}

/** The pace is measured just after the work, and taken to have been the same during it. */
function paced(spent: Spent): Cost {
  return { ...spent, pacedMs: spent.cpuMs * pace() };
}

/** Returns a function that gives the time spent since this call. */
export function started(): () => Spent {
  const startedMs = performance.now();
  const before = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(before);
    return { cpuMs: (user + system) / microsecondsPerMs, wallMs: performance.now() - startedMs };
  };
}

/**
 * The cost of one run of short work. The work is repeated until the processor's clock, which on some systems advances
 * in steps of four milliseconds, is exact enough. Of the times at the goals' pace the quickest block counts.
 */
export function repeatedCost(work: () => unknown): Cost {
  const walls: number[] = [];
  const costs: Cost[] = [];
  const enough = started();
  // Long work is measured in one block, whatever the count says.
  do costs.push(paced(blockOf(work, walls)));
  while (costs.length < blocks && enough().cpuMs < blocks * blockMs);
  return {
    cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
    wallMs: median(walls),
    pacedMs: Math.min(...costs.map(({ pacedMs }) => pacedMs)),
  };
}

function blockOf(work: () => unknown, walls: number[]): Spent {
  const block = started();
  for (let times = 1; ; times += 1) {
    const startedMs = performance.now();
    work();
    walls.push(performance.now() - startedMs);
    const { cpuMs } = block();
    if (cpuMs >= blockMs || times >= mostRepeats) return { cpuMs: cpuMs / times, wallMs: 0 };
  }
}

/** Does each piece of work once a round, in an order that is shuffled for each round. Returns the costs by round. */
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

/** The ratio of two costs: taken for each round by itself, and then the median. */
export function times(ours: readonly Cost[], peers: readonly Cost[], of: keyof Cost): number {
  return median(ours.map((cost, round) => cost[of] / (peers[round]?.[of] ?? Number.NaN)));
}

/** The cheapest of several rounds. */
export function quickestOf(costs: readonly Cost[]): Cost {
  return costs.reduce((least, cost) => (cost.pacedMs < least.pacedMs ? cost : least));
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
