// The app's calls of the desktop, kept so that a test can look at them; nothing is shown.
import type { HostNotification } from './desktop.ts';
import type { HostTray } from './menu.ts';

/** One call of Electron's API: `name` is `module.method`. */
export type RecordedCall = { name: string; args: unknown[] };

export class Recorder {
  readonly calls: RecordedCall[] = [];
  readonly notifications: HostNotification[] = [];
  readonly trays: HostTray[] = [];
  call(name: string, ...args: unknown[]): void {
    this.calls.push({ name, args });
  }
}

declare global {
  /** The recorder, for a test's `evaluate`. On real Electron record-electron.cjs makes one of the same form. */
  var hostRecorder: Recorder;
}

export const recorder = new Recorder();
globalThis.hostRecorder = recorder;
