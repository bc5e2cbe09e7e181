import fc from 'fast-check';
import { Disk } from './disk.ts';
import { type Plan, plan } from './plan.ts';
import { type RunCounts, run } from './run.ts';
import type { Weakness } from './weakness.ts';

export type CheckOptions = {
  readonly runs: number;
  readonly seed: number;
  readonly path?: string;
  readonly weakness?: Weakness;
};
export type Checked = {
  readonly runs: number;
  readonly sums: RunCounts;
  readonly durationMs: number;
  /** The shortest plan found that breaks a promise, and the options that replay it. */
  readonly failure: { readonly plan: Plan; readonly said: string; readonly replay: string } | null;
};

/** Carries out random plans on the real dispatcher, database and ledger. The same seed makes the same plans. */
export async function check({ runs, seed, path, weakness }: CheckOptions): Promise<Checked> {
  const disk = new Disk();
  const sums: RunCounts = { steps: 0, taken: 0, delivered: 0, starts: 0, crashes: 0, restores: 0 };
  const began = performance.now();
  try {
    const property = fc.asyncProperty(plan, async (drawn) => {
      const counts = await run(drawn, { disk, ...(weakness ? { weakness } : {}) });
      for (const name of Object.keys(sums) as (keyof RunCounts)[]) sums[name] += counts[name];
    });
    // A weakness only has to be caught; finding the shortest plan would take longer than finding one.
    const examples: [Plan][] = weakness?.plan ? [[weakness.plan]] : [];
    const how = {
      numRuns: runs,
      seed,
      examples,
      endOnFailure: weakness !== undefined,
      ...(path === undefined ? {} : { path }),
    };
    const found = await fc.check(property, how);
    const durationMs = performance.now() - began;
    const [broken] = found.counterexample ?? [];
    if (!found.failed || !broken) return { runs: found.numRuns, sums, durationMs, failure: null };
    const said = found.errorInstance instanceof Error ? found.errorInstance.message : String(found.errorInstance);
    const replay = `--seed ${found.seed} --path ${found.counterexamplePath}`;
    return { runs: found.numRuns, sums, durationMs, failure: { plan: broken, said, replay } };
  } finally {
    disk.remove();
  }
}
