import { format } from 'node:util';
import { expect, vi } from 'vitest';

type Step = () => unknown;
/** A `describe`, or a whole file, with the hooks that run before and after each of its tests. */
type Suite = { readonly name: string; readonly before: Step[]; readonly after: Step[]; readonly outer: Suite | null };
export type GatheredTest = { readonly id: string; readonly run: () => Promise<void> };

/**
 * Takes vitest's place for the test files: it collects the tests that they declare, so that these can be run any number
 * of times in one process. It has only what the tests of the send core use; `expect` and `vi` are vitest's own.
 */
export class Gatherer {
  readonly tests: GatheredTest[] = [];
  #suite: Suite | null = null;
  /** What the running test registered to be done at its end. */
  #finish: Step[] = [];

  /** Everything that a test file may import from vitest. */
  readonly vitest = {
    expect,
    vi,
    describe: withForms((name, declare) => this.#declare(name, declare)),
    it: withForms((name, run) => this.#add(name, run)),
    beforeEach: (step: Step) => void this.#current().before.push(step),
    afterEach: (step: Step) => void this.#current().after.unshift(step),
    onTestFinished: (step: Step) => void this.#finish.unshift(step),
  };

  /** Loads a file and collects the tests that it declares. */
  async read(name: string, load: () => Promise<unknown>): Promise<void> {
    this.#suite = { name, before: [], after: [], outer: null };
    await load();
    this.#suite = null;
  }

  #current(): Suite {
    if (!this.#suite) throw new Error('a test is declared outside a test file');
    return this.#suite;
  }

  #declare(name: string, declare: Step): void {
    const outer = this.#current();
    this.#suite = { name: `${outer.name} > ${name}`, before: [], after: [], outer };
    declare();
    this.#suite = outer;
  }

  #add(name: string, run: Step): void {
    const suite = this.#current();
    this.tests.push({ id: `${suite.name} > ${name}`, run: () => this.#runWithFinish(suite, run) });
  }

  async #runWithFinish(suite: Suite, run: Step): Promise<void> {
    const finish: Step[] = [];
    this.#finish = finish;
    try {
      await runWithin(suite, run);
    } finally {
      for (const step of finish) await step();
    }
  }
}

/**
 * Adds the forms of `it` and `describe`: `each` and `for`, which declare once for each row of a table (`each` spreads
 * the row, `for` gives it whole), and the form that skips what cannot be run here.
 */
function withForms(declare: (name: string, body: Step) => void) {
  const tableOf =
    (givenBy: (row: unknown, values: unknown[]) => unknown[]) =>
    (rows: readonly unknown[]) =>
    (name: string, body: (...values: unknown[]) => unknown) => {
      const holes = name.match(/%[sdifjo]/g)?.length ?? 0;
      for (const row of rows) {
        const values = Array.isArray(row) ? row : [row];
        declare(format(name, ...values.slice(0, holes)), () => body(...givenBy(row, values)));
      }
    };
  const skipIf = (isLeftOut: unknown) => (isLeftOut ? () => undefined : declare);
  return Object.assign(declare, { each: tableOf((_, values) => values), for: tableOf((row) => [row]), skipIf });
}

async function runWithin(suite: Suite, run: Step): Promise<void> {
  const suites: Suite[] = [];
  for (let around: Suite | null = suite; around; around = around.outer) suites.push(around);
  try {
    for (const { before } of suites.toReversed()) for (const step of before) await step();
    await run();
  } finally {
    for (const { after } of suites) for (const step of after) await step();
    // A failed test leaves its spies behind; without this they would make the next mutant look killed.
    vi.restoreAllMocks();
  }
}
