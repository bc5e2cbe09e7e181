import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { Quitting } from '../../../electron/desktop/quitting.ts';
import { until } from '../../support/until.ts';

/** An app like Electron's: it asks before it quits, and quits where no listener prevents it. */
class FakeApp extends EventEmitter {
  hasEnded = false;

  quit(): void {
    let isPrevented = false;
    this.emit('before-quit', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    this.hasEnded = !isPrevented;
  }
}

function rig(end: (app: FakeApp) => void, stop: () => Promise<void> = async () => undefined) {
  const app = new FakeApp();
  const did: string[] = [];
  const quitting = new Quitting(app as never);
  const closeFirst = () =>
    quitting.closeFirst({
      stop: () => stop().then(() => void did.push('closed')),
      end: () => end(app),
      release: () => did.push('released'),
      show: () => did.push('shown'),
      startAgain: (args) => did.push(`starts again ${args}`),
    });
  return { app, did, closeFirst };
}

it('an app without windows ends, before there is data and once its data is closed', async () => {
  const early = rig((app) => app.quit());
  early.app.emit('window-all-closed');
  expect(early.app.hasEnded).toBe(true);
  const { app, did, closeFirst } = rig((ending) => ending.quit());
  closeFirst();
  app.emit('second-instance', {}, ['--here']);
  app.emit('window-all-closed');
  app.quit();
  expect(app.hasEnded).toBe(false);
  await until(() => app.hasEnded);
  expect(did).toEqual(['shown', 'closed', 'released']);
});

it('an app that is started while it closes shows that, and starts again once it has ended, once', async () => {
  const { app, did, closeFirst } = rig((ending) => ending.quit());
  closeFirst();
  app.quit();
  app.emit('second-instance', {}, ['--practice']);
  app.emit('second-instance', {}, ['--practice']);
  await until(() => app.hasEnded);
  expect(did).toEqual(['shown', 'starts again --practice', 'shown', 'closed', 'released']);
});

it('the Mac’s updater, which closes the windows first, still finds the app and starts the new version', async () => {
  let installs = false;
  const { app, closeFirst } = rig((ending) => {
    ending.emit('window-all-closed');
    installs = !ending.hasEnded;
    ending.quit();
  });
  closeFirst();
  app.quit();
  await until(() => app.hasEnded);
  expect(installs).toBe(true);
});

it('an app whose stop fails ends without an installer', async () => {
  let installs = false;
  const { app, closeFirst } = rig(
    () => {
      installs = true;
    },
    async () => Promise.reject(new Error('no')),
  );
  closeFirst();
  app.quit();
  await until(() => app.hasEnded);
  expect(installs).toBe(false);
});
