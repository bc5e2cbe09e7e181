// The launcher's access to the app's main process, over Node's message channel between parent and child.
import { app } from './app.ts';

/** A request of the launcher. */
export type ToHost = { evaluate: number; source: string; argument: unknown } | { quit: true };
/** A message to the launcher: the address of the window's Chromium, or the result of an evaluated function. */
export type FromHost =
  | { address: string; browserProcessId: number | undefined }
  | { evaluated: number; value?: unknown; error?: string };

const tell = (message: FromHost): void => void process.send?.(message);

/** Tells the launcher that the window's Chromium has started. */
export function announceWindow(address: string, browserProcessId: number | undefined): void {
  tell({ address, browserProcessId });
}

/**
 * Serves the launcher, if there is one. The app ends when the launcher does, so that a killed test leaves nothing
 * running.
 */
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
