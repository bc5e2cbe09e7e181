// The launcher's real Electron, through Playwright.
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import type { Host, HostStart } from './launch.ts';

const recorderFile = join(import.meta.dirname, 'record-electron.cjs');

/** Starts Electron's own binary. Rejects when the app ends before it shows a window, with its last output. */
export async function launchElectron(executablePath: string, { root, args, env }: HostStart): Promise<Host> {
  const application = await _electron.launch({
    executablePath,
    args: ['--require', recorderFile, root, ...args],
    cwd: root,
    env,
  });
  return {
    page: await Promise.race([application.firstWindow(), endOf(application)]),
    process: application.process(),
    host: 'electron',
    evaluate: (run, argument) => application.evaluate(run as never, argument) as never,
    quit: () => void application.close().catch(() => undefined),
  };
}

/** Rejects when the app ends. */
function endOf(application: ElectronApplication): Promise<never> {
  const child = application.process();
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk).slice(-2_000);
  });
  const ended = new Promise<never>((_, fail) => {
    child.once('exit', (code, signal) =>
      fail(new Error(`the app ended (${signal ?? `exit code ${code}`}) ${lastWords}`.trim())),
    );
  });
  ended.catch(() => undefined); // An app that ends later is no failure.
  return ended;
}
