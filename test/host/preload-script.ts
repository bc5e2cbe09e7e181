// Injects the preload into each new document before the page's own scripts: the preload itself into an isolated world,
// and the code that builds its exposed API into the page's world.
import { readFileSync } from 'node:fs';
import type { Cdp } from './cdp.ts';
import { isolatedWorld } from './isolated-world.ts';
import { mainWorld } from './main-world.ts';
import { decode, encode } from './wire.ts';

/** The isolated world's name, and the function through which it alone reaches the main process. */
export const worldName = 'ElectronIsolatedContext';
export const binding = '__hostPost';

const onlyInTopFrame = 'if (window !== window.top) return;'; // As `nodeIntegrationInSubFrames: false`.

export async function installPreload(cdp: Cdp, file: string): Promise<void> {
  const secret = `host-${crypto.randomUUID()}`;
  const forThePage = `(() => { ${onlyInTopFrame} (${mainWorld})(${JSON.stringify(secret)}); })()`;
  const forThePreload = preloadSource(file, secret);
  // Both at once, so that no document can load between them.
  await Promise.all([
    cdp.send('Runtime.addBinding', { name: binding, executionContextName: worldName }),
    cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: forThePage }),
    cdp.send('Page.addScriptToEvaluateOnNewDocument', { worldName, source: forThePreload }),
  ]);
}

/** The preload as one script. It is not evaluated from a string: the page's CSP forbids that in this world, too. */
function preloadSource(file: string, secret: string): string {
  const { platform, arch, versions } = process;
  const electron = `(${isolatedWorld})(${JSON.stringify({ secret, binding })}, { encode, decode })`;
  return `(() => {
    ${onlyInTopFrame}
    ${encode}
    ${decode}
    const electron = ${electron};
    const require = (name) => {
      if (name === 'electron') return electron;
      throw new Error('module not found: ' + name);
    };
    ((require, module, exports, process) => {\n${readFileSync(file, 'utf8')}\n})
      (require, { exports: {} }, {}, ${JSON.stringify({ platform, arch, versions, env: {} })});
  })()\n//# sourceURL=${file}`;
}
