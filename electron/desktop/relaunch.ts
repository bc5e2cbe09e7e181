import { spawn } from 'node:child_process';
import type { App } from 'electron';

type RestartingApp = Pick<App, 'relaunch' | 'releaseSingleInstanceLock'> & {
  once(event: 'quit', listener: () => void): unknown;
};

/** Starts the app again with these arguments once it has quit. */
export function relaunch(app: RestartingApp, args: readonly string[], { env }: Pick<NodeJS.Process, 'env'>): void {
  const { APPIMAGE: appImage, APPDIR: appFolder = '' } = env;
  if (!appImage) {
    app.relaunch({ args: [...args] });
    return;
  }
  // An AppImage's program is in a mount that goes away with it, and so does Electron's helper that would restart it.
  app.once('quit', () => {
    app.releaseSingleInstanceLock();
    // Without FUSE the AppImage was unpacked to run, and is unpacked again.
    const unpacked = appFolder.includes('appimage_extracted_') ? { APPIMAGE_EXTRACT_AND_RUN: '1' } : {};
    const started = spawn(appImage, args, { detached: true, stdio: 'ignore', env: { ...env, ...unpacked } });
    // The file was moved meanwhile: the app has quit, and the operator starts it again.
    started.once('error', () => undefined);
    started.unref();
  });
}
