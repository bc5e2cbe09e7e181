import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { fontEnvironment } from './build/fonts.ts';
import { LongestFirst } from './build/longest-first.ts';
import { memoryFolder } from './test/support/memory-folder.ts';
import { patienceMs } from './test/support/until.ts';

/**
 * Twice as many as there are cores: the files that start apps, browsers and servers wait for half of their time and leave
 * their core to another. Those that only compute run beside them in a vitest of their own (`npm test`), since one vitest
 * takes a worker anew with all its modules whenever the next file is of another project.
 */
const maxWorkers = 2 * availableParallelism();
const ofTeam = ['test/unit/team/*.test.ts', 'test/faults/team/{cuts,runs}/*.test.ts'];
/** A process keeps what it has loaded from one file to the next: for many files loading takes longer than their tests. */
const keepsModules = { isolate: false } as const;
/** A busy machine is slow, and a test is not wrong for it. Longer than all that one test waits for. */
const patience = { testTimeout: 600_000, hookTimeout: 600_000 };

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
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          globalSetup: 'test/support/build-worker.ts',
          include: ['test/unit/**/*.test.ts'],
          exclude: ofTeam,
          ...keepsModules,
          ...patience,
        },
      },
      // Those that ask a PostgreSQL of their own, and wait for it most of their time.
      {
        extends: true,
        test: {
          name: 'team',
          environment: 'node',
          globalSetup: 'test/support/server-made-once.ts',
          include: ofTeam,
          ...keepsModules,
          ...patience,
        },
      },
      {
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
      },
      // The real library in a real Chromium on the simulated page, without the app around it.
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'node',
          globalSetup: 'test/support/browser-asked-once.ts',
          include: ['test/browser/**/*.test.ts'],
          ...keepsModules,
          ...patience,
        },
      },
      // The promise under faults: a model, random runs on the real database, each guard by itself.
      {
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
      },
      // The whole built app.
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          // Each look takes time of three processes.
          expect: { poll: { timeout: patienceMs, interval: 100 } },
          globalSetup: ['test/support/browser-asked-once.ts', 'test/support/server-made-once.ts'],
          include: ['test/{e2e,pack}/**/*.test.ts'],
          ...keepsModules,
          ...patience,
        },
      },
    ],
  },
});
