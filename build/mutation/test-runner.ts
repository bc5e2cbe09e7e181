import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { type GatheredTest, Gatherer } from './gather.ts';
import { coreTestFiles } from './test-files.ts';

/** Tests move their own clock, so a test that takes this long hangs. */
const testTimeoutMs = 30_000;
/**
 * A mutant counts as endless once it was reached ten times as often as in a run without mutants, and at least this
 * often. Stryker's own limit is a hundred times as often, for which a loop around the database needs minutes.
 */
const leastHitLimit = 1_000;
const turnsToSettle = 50;

/**
 * Runs the tests of the send core for Stryker in one process that loads everything once: a mutant then costs only the
 * tests that reach it. Through vitest each mutant would start a worker of its own, which takes ten times as long.
 */
class InProcessTestRunner implements TestRunner {
  readonly #context = instrumenterContext();
  #tests: Promise<readonly GatheredTest[]> | undefined;
  /** Errors outside of any promise that a test waits for. */
  #stray: unknown[] = [];

  /** A mutant of code that runs while the modules load needs a process of its own. */
  capabilities() {
    return { reloadEnvironment: false };
  }

  async init(): Promise<void> {
    process.on('unhandledRejection', (error) => this.#stray.push(error));
  }

  async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    const results: TestResult[] = [];
    for (const test of await this.#load()) {
      if (coverageAnalysis === 'perTest') this.#context.currentTestId = test.id;
      results.push(await this.#run(test));
      delete this.#context.currentTestId;
    }
    const mutantCoverage = this.#context.mutantCoverage;
    return { status: DryRunStatus.Complete, tests: results, ...(mutantCoverage && { mutantCoverage }) };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, testFilter, mutantActivation, disableBail } = options;
    const hitLimit = options.hitLimit && Math.max(leastHitLimit, options.hitLimit / 10);
    if (mutantActivation === 'static') this.#context.activeMutant = activeMutant.id;
    const gathered = await this.#load();
    const wanted = testFilter && new Set(testFilter);
    Object.assign(this.#context, {
      activeMutant: activeMutant.id,
      hitLimit,
      hitCount: hitLimit === undefined ? undefined : 0,
    });
    const results: TestResult[] = [];
    for (const test of gathered) {
      if (wanted && !wanted.has(test.id)) continue;
      const result = await this.#run(test);
      results.push(result);
      if (result.status === TestStatus.Failed && !disableBail) break;
    }
    const limit = determineHitLimitReached(this.#context.hitCount, hitLimit);
    if (limit || results.some(({ status }) => status === TestStatus.Failed)) await this.#settle();
    delete this.#context.activeMutant;
    return toMutantRunResult(limit ?? { status: DryRunStatus.Complete, tests: results });
  }

  /** Waits for what a failed test left running, so that its errors do not count against the next mutant. */
  async #settle(): Promise<void> {
    for (let turn = 0; turn < turnsToSettle; turn += 1) await new Promise((done) => setImmediate(done));
  }

  #load(): Promise<readonly GatheredTest[]> {
    this.#tests ??= gatherTests();
    return this.#tests;
  }

  async #run(test: GatheredTest): Promise<TestResult> {
    this.#stray = [];
    const startedMs = performance.now();
    const failure = await failureOf(test, () => this.#stray);
    const seen = { id: test.id, name: test.id, timeSpentMs: performance.now() - startedMs };
    return failure === null
      ? { ...seen, status: TestStatus.Success }
      : { ...seen, status: TestStatus.Failed, failureMessage: failure };
  }
}

/** The global object in which a mutated file finds the active mutant, and counts how often each mutant was reached. */
function instrumenterContext(): InstrumenterContext {
  const name = INSTRUMENTER_CONSTANTS.NAMESPACE;
  const world = globalThis as { [name]?: InstrumenterContext };
  const context = world[name] ?? {};
  world[name] = context;
  return context;
}

async function gatherTests(): Promise<readonly GatheredTest[]> {
  const gatherer = new Gatherer();
  const stand = pathToFileURL(resolve('build/mutation/in-place-of-vitest.ts')).href;
  Object.assign(globalThis, { gatheredInPlaceOfVitest: gatherer.vitest });
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vitest' && context.parentURL?.includes('/test/')
        ? { url: stand, shortCircuit: true }
        : next(specifier, context),
  });
  for (const file of coreTestFiles()) await gatherer.read(file, () => import(pathToFileURL(resolve(file)).href));
  return gatherer.tests;
}

async function failureOf(test: GatheredTest, stray: () => readonly unknown[]): Promise<string | null> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('the test timed out')), testTimeoutMs);
  try {
    await Promise.race([test.run(), late.promise]);
    // Node reports rejections that nobody handled only after this turn.
    await new Promise((done) => setImmediate(done));
    if (stray().length > 0) throw stray()[0];
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessTestRunner)];
