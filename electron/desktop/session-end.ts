import { type BrowserWindow, powerMonitor } from 'electron';

/** The actions for when the computer shuts down or restarts, or the operator logs off. */
export type SessionEnd = {
  readonly isSending: () => boolean;
  /** Ends the app without asking: nobody is there to answer. */
  readonly quit: () => void;
  /** Closes the data before it returns. */
  readonly closeNow: () => void;
};

/** Quits when the system shuts down. Linux and macOS wait some seconds for an app that asks for them. */
export function quitOnShutdown(quit: () => void): void {
  // Electron passes the event, although its types leave it out.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    quit();
  });
}

/**
 * Follows the end of a Windows session. Windows first asks each window, and ends the process when the second event
 * returns. Only a message on its way is worth a delay: within seconds its acknowledgement says whether it arrived.
 */
export function followSessionEnd(window: BrowserWindow, { isSending, quit, closeNow }: SessionEnd): void {
  window.on('query-session-end', (event) => {
    // Otherwise the second event closes the data. It does not come where another program keeps the session open.
    if (!isSending()) return;
    event.preventDefault();
    quit();
  });
  window.on('session-end', closeNow);
}
