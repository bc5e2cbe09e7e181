import type { App } from 'electron';

type QuittingApp = Pick<App, 'quit' | 'on'>;

type QuittingParts = {
  /** Takes no new claims and closes the data; a message in flight ends before that, or becomes not confirmed. */
  readonly stop: () => Promise<void>;
  /** Ends the app once its data is closed: by the installer of a newer version, or simply so. */
  readonly end: () => void;
  /** Lets another copy of the app take the data. */
  readonly release: () => void;
  readonly show: () => void;
  /** Starts the app again after this one has ended, for a person who started it with these arguments. */
  readonly startAgain: (args: readonly string[]) => void;
};

/** Ends the app in order: everything that asks it to quit waits until the data is closed. */
export class Quitting {
  readonly #app: QuittingApp;
  #isStopping = false;
  #isStopped = false;
  #comesBack = false;

  constructor(app: QuittingApp) {
    this.#app = app;
    app.on('window-all-closed', () => {
      // The Mac's updater closes the windows first, and the app must still be there when it starts the new version.
      if (!this.#isStopped) app.quit();
    });
  }

  /** From now on there is data to be closed before the app ends. */
  closeFirst({ stop, end, release, show, startAgain }: QuittingParts): void {
    this.#app.on('second-instance', (_event, args) => {
      show();
      // A start that would only show a closing app is useless. An app that comes back already need not start twice.
      if (!this.#isStopping || this.#comesBack) return;
      this.#comesBack = true;
      startAgain(args);
    });
    const endBy = (ending: () => void) => () => {
      this.#isStopped = true;
      release();
      ending();
    };
    this.#app.on('before-quit', (event) => {
      if (this.#isStopped) return;
      event.preventDefault();
      if (this.#isStopping) return;
      this.#isStopping = true;
      // An update is installed only after a stop that went well.
      void stop().then(
        endBy(end),
        endBy(() => this.#app.quit()),
      );
    });
  }
}
