import type { App } from 'electron';

type QuittingApp = Pick<App, 'quit' | 'on'>;

type QuittingParts = {
  /** Stops new claims at once and closes the data; what is in flight ends before, or becomes not confirmed. */
  readonly stop: () => Promise<void>;
  /** What ends the app when its data is closed: the installer of a newer version, or nothing but the end. */
  readonly end: () => void;
  /** Lets another copy of the app have the data. */
  readonly release: () => void;
  readonly show: () => void;
  /** Starts the app again, once this one has ended, for somebody who started it with these arguments. */
  readonly startAgain: (args: readonly string[]) => void;
};

/** Ends the app in order: whatever asks it to quit waits until the data is closed. */
export class Quitting {
  readonly #app: QuittingApp;
  #isStopping = false;
  #isStopped = false;
  #comesBack = false;

  constructor(app: QuittingApp) {
    this.#app = app;
    app.on('window-all-closed', () => {
      // The Mac's updater closes the windows first, and must not find the app gone before it starts the new version.
      if (!this.#isStopped) app.quit();
    });
  }

  /** There is data from now on. */
  closeFirst({ stop, end, release, show, startAgain }: QuittingParts): void {
    this.#app.on('second-instance', (_event, args) => {
      show();
      // Nothing would come of a start that only shows how the app closes. Twice it is started by nobody.
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
      // An update is installed only behind a stop that went well.
      void stop().then(
        endBy(end),
        endBy(() => this.#app.quit()),
      );
    });
  }
}
