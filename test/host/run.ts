#!/usr/bin/env node
// node test/host/run.ts <app folder> [arguments]: corresponds to `electron <app folder> [arguments]`. The module
// `electron` is the stand-in, for import and require alike. As in Electron the app becomes ready only once its main
// module has been evaluated: a top-level `await app.whenReady()` never ends.
//   HOST_HEADED=1   shows the window on the desktop
//   HOST_WAYLAND=1  never says that a hidden window is ready to show
//   HOST_PORT=1     opens a debugging port for the launcher, which is told of it
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const electronPackage = new URL('../../node_modules/electron/package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(electronPackage, 'utf8')) as { version: string };
Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true });
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: join(import.meta.dirname, 'resources') });
process.argv.splice(1, 1);

/** What the library can do without, and the packaged app leaves out (`electron-builder.yml`). */
const notPackaged: readonly string[] = ['archiver', 'unzipper'];
const standIn = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === 'electron' || specifier.startsWith('electron/'))
      return { url: standIn, format: 'module-typescript', shortCircuit: true };
    if (notPackaged.includes(specifier)) throw new Error(`${specifier} is not in the package`);
    return next(specifier === 'original-fs' ? 'node:fs' : specifier, context);
  },
});

const isHeaded = process.env.HOST_HEADED === '1';
const hasPort = process.env.HOST_PORT === '1';
const { default: electron, app, BrowserWindow } = await import('./electron.ts');
const { announceWindow, serveLauncher } = await import('./remote.ts');
const { noteStrayErrors } = await import('./stray-errors.ts');

async function openBrowser() {
  const { debuggingAddress, startChromium } = await import('./browser.ts');
  const profile = join(app.hostFolder(), 'profile');
  const browser = await startChromium(profile, { isHeaded, hasPort });
  app.onExit.push(() => browser.close());
  // When the last window is closed by its own button, a headed Chromium ends with it.
  void browser.ended.then(() => {
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
  });
  if (hasPort) announceWindow(await debuggingAddress(profile), browser.processId);
  return browser;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
noteStrayErrors();
serveLauncher(electron);
await import(pathToFileURL(app.mainModule).href);
// An app that found another one running has called quit or exit by this point, and needs no window.
if (!app.isQuitting) {
  const browser = openBrowser();
  browser.catch((error: Error) => {
    // An app may end while its browser starts; the browser must end too.
    if (app.isQuitting) return;
    process.stderr.write(`${error.message}\n`);
    app.exit(1);
  });
  BrowserWindow.openAt({ browser, isHeaded });
  app.becomeReady();
}
