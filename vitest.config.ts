import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { fontEnvironment } from './build/fonts.ts';

/**
 * vitest leaves one core free, which of two is too many. It refuses to run projects with different numbers of workers
 * together, so all that run files side by side have the same.
 */
const maxWorkers = Math.max(2, availableParallelism() - 1);
/** A busy machine is slow, and a test is not wrong for it. Longer than all that one test waits for. */
const patience = { testTimeout: 300_000, hookTimeout: 300_000 };
const unitLimits = { maxWorkers, ...patience };
const browserLimits = { fileParallelism: false, ...patience };

export default defineConfig({
  test: {
    env: fontEnvironment,
    // .ci/run counts the tests from the report.
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    coverage: { provider: 'v8', include: ['{domain,db,electron,renderer}/**/*.{ts,tsx}'] },
    projects: [
      {
        extends: true,
        test: { name: 'node', environment: 'node', include: ['test/{unit,bench}/**/*.test.ts'], ...unitLimits },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/renderer/**/*.test.tsx'],
          setupFiles: ['test/renderer/support/set-up.ts'],
          ...unitLimits,
        },
      },
      // The real library in a real Chromium on the simulated page, without the app around it.
      {
        extends: true,
        test: { name: 'browser', environment: 'node', include: ['test/browser/**/*.test.ts'], ...browserLimits },
      },
      // The promise under faults: a model, random runs on the real database, each guard by itself.
      {
        extends: true,
        test: { name: 'faults', environment: 'node', include: ['test/faults/**/*.test.ts'], ...unitLimits },
      },
      // The whole built app.
      {
        extends: true,
        test: { name: 'e2e', environment: 'node', include: ['test/{e2e,pack}/**/*.test.ts'], ...browserLimits },
      },
    ],
  },
});
