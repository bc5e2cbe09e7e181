import { quantile } from '../measure.ts';
import { pace } from './pace.ts';

/** What a piece of work cost: on the processor this thread alone, so that what others do counts less. */
export type Spent = { readonly cpuMs: number; readonly wallMs: number };
/** The same, and what it would have cost on the processor of the computer on which the goals were set. */
export type Cost = Spent & { readonly pacedMs: number };
type Work = () => unknown;

const microsecondsPerMs = 1_000;
/** Short work is measured in so many blocks, each of which takes so long at least. */
const blocks = 4;
const blockMs = 15;
const mostRepeats = 5_000;
/** The order of the blocks is the same each time, and as good as drawn. */
const seed = 20_260_303;

/** Does a piece of work once, and says what it cost. */
export async function costOf(work: Work): Promise<Cost> {
  const cost = started();
  await work();
  return paced(cost());
}

/** As `costOf`, for work that is over when it returns. */
export function costOnce(work: () => unknown): Cost {
  const cost = started();
  work();
  return paced(cost());
}

/** The pace is that of the moment after it, which was that of the work as well. */
function paced(spent: Spent): Cost {
  return { ...spent, pacedMs: spent.cpuMs * pace() };
}

/** Returns what says what was spent since. */
export function started(): () => Spent {
  const startedMs = performance.now();
  const before = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(before);
    return { cpuMs: (user + system) / microsecondsPerMs, wallMs: performance.now() - startedMs };
  };
}

/**
 * What short work costs each time: it is done again and again until the processor's clock, which some systems move on by
 * four milliseconds at a time, says enough of it. At the pace of the computer of the goals the quickest block counts.
 */
export function repeatedCost(work: () => unknown): Cost {
  const walls: number[] = [];
  const costs: Cost[] = [];
  const enough = started();
  // What is long takes one block, whatever that says.
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

/** Of several rounds the one that cost least. */
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
