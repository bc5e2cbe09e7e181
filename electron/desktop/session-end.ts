import { type BrowserWindow, powerMonitor } from 'electron';

/** What is done when the computer shuts down, starts again, or the operator logs off. */
export type SessionEnd = {
  /** Whether a message is on its way at this moment. */
  readonly isSending: () => boolean;
  /** Ends the app without asking: nobody is there to answer. */
  readonly quit: () => void;
  /** Closes the data before it returns. */
  readonly closeNow: () => void;
};

/** Linux and macOS wait some seconds for an app that asks for them. */
export function quitOnShutdown(quit: () => void): void {
  // Electron gives the event, which its types leave out.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    quit();
  });
}

/**
 * Windows asks each window first, and ends the process when the second event returns. Only a message on its way is worth
 * holding the computer up for: its acknowledgement says whether it arrived, and comes within seconds.
 */
export function followSessionEnd(window: BrowserWindow, { isSending, quit, closeNow }: SessionEnd): void {
  window.on('query-session-end', (event) => {
    // Otherwise the second event closes the data. It does not come where another program keeps the computer from ending.
    if (!isSending()) return;
    event.preventDefault();
    quit();
  });
  window.on('session-end', closeNow);
}
