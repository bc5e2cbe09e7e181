import CssProperties from 'happy-dom/lib/css/declaration/property-manager/CSSPropertyManager.js';
import { builtinEnvironments, type Environment } from 'vitest/runtime';

const happyDom = builtinEnvironments['happy-dom'];

type Styles = {
  readonly properties: Readonly<Record<string, object>>;
  readonly definedPropertyNames: Readonly<Record<string, boolean>>;
};

/**
 * Whatever is looked up by its role needs the styles of its parents, which the window copies by `structuredClone`: that
 * was a tenth of the processor time of these tests. They are flat.
 */
function cloneStyles(this: Styles): CssProperties {
  const properties: Record<string, object> = {};
  for (const [name, property] of Object.entries(this.properties)) properties[name] = { ...property };
  return Object.assign(new CssProperties(), { properties, definedPropertyNames: { ...this.definedPropertyNames } });
}
Object.assign(CssProperties.prototype, { clone: cloneStyles });

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
