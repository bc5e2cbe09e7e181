import { join } from 'node:path';
import { app, dialog, session } from 'electron';
import { takeInstanceLock } from '../db/instance-lock.ts';
import { appOrigin, registerAppScheme, serveApp } from './desktop/app-protocol.ts';
import { openLog } from './desktop/log.ts';
import { denyPermissions, openWindow } from './desktop/window.ts';
import { foldersUnder } from './folders.ts';
import { practicePage } from './practice.ts';
import { startService } from './service.ts';

const here = import.meta.dirname;
const practice = practicePage(process.argv, join(here, '../practice'));

registerAppScheme();
app.enableSandbox();

/** The composition root: makes each part and hands it what it needs. */
function start(): void {
  const folders = foldersUnder(app.getPath('userData'), practice !== null);
  const log = openLog(folders.logs, !app.isPackaged);
  process.on('unhandledRejection', (reason) => log.error('unhandled rejection', reason));
  const lock = takeInstanceLock(folders.instanceLock);
  if (!lock) {
    dialog.showErrorBox('SendOnce is already open', 'Another copy uses the same data. Close it first.');
    return app.exit(1);
  }
  denyPermissions(session.defaultSession);
  serveApp(join(here, '../renderer'));
  const service = startService({
    folders,
    practice,
    log,
    migrationsFolder: join(app.getAppPath(), 'db/migrations'),
    workerFile: join(here, 'worker.js'),
    window: () => openWindow(join(here, '../preload/preload.cjs')),
    origin: appOrigin,
  });
  if (!service.ok) {
    dialog.showErrorBox('SendOnce cannot use its data', `${service.failure.code}: ${service.failure.detail}`);
    return app.exit(1);
  }
  app.on('second-instance', () => service.value.showWindow());
  app.on('activate', () => service.value.showWindow());
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    // New claims stop at once; the message in flight ends, or becomes not confirmed, before the app is gone.
    event.preventDefault();
    void service.value.stop().finally(() => {
      isStopped = true;
      lock.release();
      app.quit();
    });
  });
}

app.on('window-all-closed', () => app.quit());
if (app.requestSingleInstanceLock()) {
  // Electron waits for this module before it becomes ready: awaiting it at the top level would never end.
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox('SendOnce could not start', error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
} else {
  app.quit();
}
