// Errors that nobody has caught. The app may listen for them and go on, as in Electron; a test must see them all the same.
import { isOfBrowser } from '../../electron/app/stray-errors.ts';

/** What an app ends with that had such an error and ends well all the same. */
export const strayExitCode = 70;

/** Notes the errors that nobody catches. Where the app does not listen for an exception, it ends there and then. */
export function noteStrayErrors(): void {
  process.on('uncaughtException', (error) => {
    note('uncaught exception', error);
    // Electron would show it and go on: nobody is here to see it.
    if (process.listenerCount('uncaughtException') === 1) process.exit(1);
  });
  // Electron only warns of these, where Node would end the process.
  process.on('unhandledRejection', (reason) => {
    if (!isOfBrowser(reason)) note('unhandled rejection', reason);
  });
}

function note(what: string, error: unknown): void {
  process.stderr.write(`[main] ${what}: ${error instanceof Error ? error.stack : error}\n`);
  process.once('exit', (code) => {
    if (code === 0) process.exitCode = strayExitCode;
  });
}
