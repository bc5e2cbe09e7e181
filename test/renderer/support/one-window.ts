import { builtinEnvironments, type Environment } from 'vitest/runtime';

const happyDom = builtinEnvironments['happy-dom'];

/**
 * One window for all test files of a process, because modules that stay loaded between files refer to it: loading them
 * anew took a third of the processor time. `set-up.ts` empties it after each test.
 */
const oneWindow: Environment = {
  name: 'one-window',
  viteEnvironment: 'client',
  async setup(global, options) {
    if (!('happyDOM' in global)) await happyDom.setup(global, options);
    return { teardown: () => undefined };
  },
};
// vitest takes an environment only from a file's default export.
export default oneWindow;
