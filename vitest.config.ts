import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { fontEnvironment } from './build/fonts.ts';
import { LongestFirst } from './build/longest-first.ts';
import { memoryFolder } from './test/support/memory-folder.ts';
import { patienceMs } from './test/support/until.ts';

/**
 * Twice as many as there are cores: the files that start apps, browsers and servers wait for half of their time and leave
 * their core to another. Those that only compute run beside them in a vitest of their own (`npm test`).
 */
const maxWorkers = 2 * availableParallelism();
const ofTeam = ['test/unit/team/*.test.ts', 'test/faults/team/{cuts,runs}/*.test.ts'];
/** A process keeps what it has loaded from one file to the next: for many files loading takes longer than their tests. */
const keepsModules = { isolate: false } as const;
/** A busy machine is slow, and a test is not wrong for it. Longer than all that one test waits for. */
const patience = { testTimeout: 600_000, hookTimeout: 600_000 };
/** Each look at a built app takes time of three processes. */
const looksLessOften = { expect: { poll: { timeout: patienceMs, interval: 100 } } };

type Inline = NonNullable<TestProjectInlineConfiguration['test']>;
type TestProject = TestProjectInlineConfiguration & {
  test: Inline & { name: string; include: string[]; globalSetup?: string[] };
};

const node: TestProject = {
  extends: true,
  test: {
    name: 'node',
    environment: 'node',
    globalSetup: ['test/support/build-worker.ts'],
    include: ['test/unit/**/*.test.ts'],
    exclude: ofTeam,
    ...keepsModules,
    ...patience,
  },
};
// Those that ask a PostgreSQL of their own, and wait for it most of their time.
const team: TestProject = {
  extends: true,
  test: {
    name: 'team',
    environment: 'node',
    globalSetup: ['test/support/server-made-once.ts'],
    include: ofTeam,
    ...keepsModules,
    ...patience,
  },
};
const renderer: TestProject = {
  extends: true,
  // React as users get it: its development build takes twice as much of the processor.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    name: 'renderer',
    env: { NODE_ENV: 'production' },
    environment: './test/renderer/support/one-window.ts',
    include: ['test/renderer/**/*.test.{ts,tsx}'],
    setupFiles: ['test/renderer/support/set-up.ts'],
    ...keepsModules,
    ...patience,
  },
};
// The real library in a real Chromium on the simulated page, without the app around it.
const browser: TestProject = {
  extends: true,
  test: {
    name: 'browser',
    environment: 'node',
    globalSetup: ['test/support/browser-asked-once.ts', 'test/support/practice-page-once.ts'],
    include: ['test/browser/**/*.test.ts'],
    ...keepsModules,
    ...patience,
  },
};
// The promise under faults: a model, random runs on the real database, each guard by itself.
const faults: TestProject = {
  extends: true,
  test: {
    name: 'faults',
    environment: 'node',
    globalSetup: ['test/support/build-worker.ts', 'test/support/server-made-once.ts'],
    include: ['test/{faults,bench}/**/*.test.ts'],
    exclude: ofTeam,
    ...keepsModules,
    ...patience,
  },
};
// The whole built app.
const e2e: TestProject = {
  extends: true,
  test: {
    name: 'e2e',
    environment: 'node',
    ...looksLessOften,
    globalSetup: ['test/support/browser-asked-once.ts', 'test/support/server-made-once.ts'],
    include: ['test/{e2e,pack}/**/*.test.ts'],
    ...keepsModules,
    ...patience,
  },
};

/**
 * Several projects as one. vitest starts a worker anew, with all its modules, whenever the next file is of another
 * project, and makes JavaScript of each source once for each project: together that was a sixtieth of the whole.
 */
function asOne(name: string, projects: readonly [TestProject, ...TestProject[]]): TestProject {
  const of = (key: 'include' | 'globalSetup') => projects.flatMap(({ test }) => test[key] ?? []);
  const [{ test, ...first }] = projects;
  return { ...first, test: { ...test, name, include: of('include'), globalSetup: [...new Set(of('globalSetup'))] } };
}

/** What each part of `npm test` runs; each project by itself is for all other commands. */
export const partsOfTest: Readonly<Record<string, readonly TestProject[]>> = {
  'test:computing': [asOne('computing', [node, faults]), renderer],
  'test:waiting': [asOne('waiting', [e2e, browser, team])],
};
export const projects: readonly TestProject[] = [node, team, renderer, browser, faults, e2e];

export default defineConfig({
  test: {
    maxWorkers,
    // `expect.poll`: what is shown or told a moment after it came about.
    expect: { poll: { timeout: patienceMs, interval: 20 } },
    sequence: { sequencer: LongestFirst },
    // What Node compiled once it finds there again: each start of the app takes half a second less of the processor.
    env: { ...fontEnvironment, TMPDIR: memoryFolder(), NODE_COMPILE_CACHE: resolve('node_modules/.cache/node') },
    // .ci/run counts the tests from the report.
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/vitest.json' },
    coverage: { provider: 'v8', include: ['{domain,db,electron,renderer}/**/*.{ts,tsx}'] },
    projects: [...(partsOfTest[process.env.npm_lifecycle_event ?? ''] ?? projects)],
  },
});
