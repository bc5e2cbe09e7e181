// The launcher's side door into the app's main process, over Node's own message channel between parent and child.
import { app } from './app.ts';

/** What the launcher may ask. */
export type ToHost = { evaluate: number; source: string; argument: unknown } | { quit: true };
/** What the host tells: where its window is, and what an evaluated function gave. */
export type FromHost =
  | { address: string; browserProcessId: number | undefined }
  | { evaluated: number; value?: unknown; error?: string };

const tell = (message: FromHost): void => void process.send?.(message);

/** Announces that the window's Chromium is there. */
export function announceWindow(address: string, browserProcessId: number | undefined): void {
  tell({ address, browserProcessId });
}

/** Serves the launcher, if there is one. The app ends with it, so that a test that is killed leaves nothing behind. */
export function serveLauncher(electron: unknown): void {
  if (!process.send) return;
  process.on('disconnect', () => app.exit(1));
  process.on('message', (message: ToHost) => {
    if ('quit' in message) app.quit();
    else void evaluate(message, electron);
  });
}

async function evaluate(message: { evaluate: number; source: string; argument: unknown }, electron: unknown) {
  const evaluated = message.evaluate;
  try {
    // biome-ignore lint/security/noGlobalEval: the test's own function, as in Playwright's ElectronApplication.evaluate
    const value: unknown = await globalThis.eval(`(${message.source})`)(electron, message.argument);
    tell({ evaluated, value });
  } catch (error) {
    tell({ evaluated, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
