// Uncaught errors. The app may listen for them and go on, as in Electron; a test must see them all the same.
import { isOfBrowser } from '../../electron/app/stray-errors.ts';

/** The exit code of an app that ended normally after such an error. */
export const strayExitCode = 70;

/** Notes uncaught errors. Where the app does not listen for an exception, the process ends at once. */
export function noteStrayErrors(): void {
  process.on('uncaughtException', (error) => {
    note('uncaught exception', error);
    // Electron would show the error and go on; here nobody would see it.
    if (process.listenerCount('uncaughtException') === 1) process.exit(1);
  });
  // Electron only warns of unhandled rejections, for which Node would end the process.
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
