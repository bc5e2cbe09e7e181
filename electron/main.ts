import { join } from 'node:path';
import { app, dialog, session } from 'electron';
import { takeInstanceLock } from '../db/folder/instance-lock.ts';
import { errorCode, openFailure } from '../db/open.ts';
import type { Language } from '../domain/settings.ts';
import { createText } from '../domain/text/index.ts';
import { languageOf } from '../domain/text/languages.ts';
import type { AppOptions } from './app/app-options.ts';
import { openFolders, openService } from './app/open-service.ts';
import type { Service } from './app/service.ts';
import { StrayErrors } from './app/stray-errors.ts';
import { registerAppScheme, serveApp } from './desktop/app-protocol.ts';
import { askWayOn } from './desktop/ask-way-on.ts';
import { folderOfComputer, settleOnWindows } from './desktop/identity.ts';
import { openLog } from './desktop/log.ts';
import { pageOrigin } from './desktop/page-origin.ts';
import { Quitting } from './desktop/quitting.ts';
import { trayIconName } from './desktop/tray.ts';
import { limitPermissions, limitRequests } from './desktop/window.ts';
import type { Log } from './ports.ts';
import { practicePage } from './practice.ts';
import { countryOfLocale } from './settings/read-phone.ts';
import { foldersUnder, keepFilesPrivate, openToOthers } from './storage/folders.ts';

const here = import.meta.dirname;
const practice = practicePage(process.argv, join(here, '../practice'), app.isPackaged);

keepFilesPrivate();
settleOnWindows(app);
registerAppScheme();
// Electron would remove the switch when some processes have already started with it. The window is sandboxed anyway.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

/** The system's language, until the data with the operator's is open. Empty before Electron is ready. */
const systemLanguage = (): Language => languageOf(app.getLocale());

/** Says in words why the app cannot start, and ends it. */
function refuseToStart(title: string, why: string): void {
  dialog.showErrorBox(title, why);
  app.exit(1);
}

/** Errors of the disk have words of their own; any other error is shown as it is. */
function refuseFor(error: unknown): void {
  const { text } = createText(systemLanguage());
  const { code, detail } = openFailure(error);
  const isOfDisk = code !== 'database_unreachable' || errorCode(error).startsWith('SQLITE_');
  if (isOfDisk) refuseToStart(text('start.cannotUseData'), text(`start.${code}`));
  else refuseToStart(text('start.failed'), detail);
}

const strayErrors = new StrayErrors(process, refuseFor);
const quitting = new Quitting(app);

/** The composition root: makes each part and hands it what it needs. */
async function start(): Promise<void> {
  const language = systemLanguage();
  const { text } = createText(language);
  if (!practice.ok) {
    refuseToStart(text('start.failed'), text(`start.${practice.failure.code}`, practice.failure));
    return;
  }
  const userData = app.getPath('userData');
  const isPractice = practice.value !== null;
  const ask = askWayOn(text, userData);
  const folders = await openFolders(() => foldersUnder(userData, isPractice, undefined, folderOfComputer(app)), ask);
  if (!folders) return app.exit(1);
  const log = openLog(folders.logs, !app.isPackaged);
  strayErrors.logTo(log);
  for (const folder of openToOthers(folders)) log.warn('folder is open to others', { folder });
  const lock = takeInstanceLock(folders.instanceLock);
  if (!lock) return refuseToStart(text('start.alreadyOpen'), text('start.alreadyOpenWhy'));
  const origin = pageOrigin(process.env.ELECTRON_RENDERER_URL, app.isPackaged);
  limitPermissions(session.defaultSession);
  limitRequests(session.defaultSession, origin);
  serveApp(join(here, '../renderer'));
  const options: AppOptions = {
    folders,
    practice: practice.value,
    log,
    migrationsFolder: join(app.getAppPath(), 'db/migrations'),
    teamFolder: join(app.getAppPath(), 'db/team'),
    workerFile: join(here, 'worker.js'),
    preload: join(here, '../preload/preload.cjs'),
    trayIcon: join(app.getAppPath(), 'build/icons', trayIconName),
    licencesFile: join(app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'out'), 'licences.txt'),
    origin,
    system: { language, country: countryOfLocale(app.getSystemLocale()) },
  };
  const service = await openService(options, ask);
  if (!service) return app.exit(1);
  if (service.isRestoreUndone) {
    log.warn('restore undone');
    const [message, detail] = [text('start.restoreUndone'), text('start.restoreUndoneWhy')];
    void dialog.showMessageBox({ type: 'warning', message, detail });
  }
  follow(service, log, () => lock.release());
}

/** From now on the system's events reach the parts that run. */
function follow(
  { showWindow: show, stop, quit: end, startAgain, stopSending }: Service,
  log: Log,
  release: () => void,
) {
  strayErrors.stopBy(stopSending);
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    // Jobs in processes of their own are ended after they have replied.
    if (reason !== 'killed') log.warn('child process gone', { type, reason, exitCode });
  });
  app.on('activate', show);
  quitting.closeFirst({ stop, end, show, startAgain, release });
}

if (app.requestSingleInstanceLock()) {
  // Electron waits for this module before it becomes ready: awaiting it at the top level would never end.
  app.whenReady().then(start).catch(refuseFor);
} else {
  app.quit();
}
