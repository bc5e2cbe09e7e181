import { shell } from 'electron';

/** The files that the app wrote for the operator in this run: the window may show and open no others. */
export class SavedFiles {
  readonly #paths = new Set<string>();

  /** The app wrote this file. */
  add(path: string): void {
    this.#paths.add(path);
  }

  /** Shows it in its folder. */
  show(path: string): void {
    if (this.#paths.has(path)) shell.showItemInFolder(path);
  }

  /** Opens it with the program that the system has for it. */
  open(path: string): void {
    if (this.#paths.has(path)) void shell.openPath(path);
  }
}
