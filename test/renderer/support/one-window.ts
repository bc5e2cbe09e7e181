import { builtinEnvironments, type Environment } from 'vitest/runtime';

const happyDom = builtinEnvironments['happy-dom'];

/**
 * One window for all files that a process runs, as the modules that it keeps from one to the next hold on to it: to load
 * them anew took a third of the processor's time. `set-up.ts` empties it after each test.
 */
const oneWindow: Environment = {
  name: 'one-window',
  viteEnvironment: 'client',
  async setup(global, options) {
    if (!('happyDOM' in global)) await happyDom.setup(global, options);
    return { teardown: () => undefined };
  },
};
// vitest takes an environment from a file's default export alone.
export default oneWindow;
