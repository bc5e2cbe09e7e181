import { app, net } from 'electron';
import type { FolderProblem } from '../../db/folder/folder.ts';
import { errorCode, openFailure } from '../../db/open.ts';
import { makeStores, type Stores } from '../../db/stores.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { pauseFor } from '../../domain/state/storage-problem.ts';
import { systemClock as clock } from '../clock.ts';
import { onWake } from '../desktop/power.ts';
import { relaunch } from '../desktop/relaunch.ts';
import { quitOnShutdown } from '../desktop/session-end.ts';
import { recover } from '../dispatch/recovery.ts';
import { argumentsFor, isForPractice } from '../practice.ts';
import { markChecked } from '../storage/moved-data.ts';
import { openStorage, type Storage } from '../storage/open-storage.ts';
import type { StorageFailure } from '../storage/ways-on.ts';
import { feedSource, mayUpdateItself } from '../updates/build.ts';
import { fetchFeed } from '../updates/feed.ts';
import { systemUpdater, type Updates } from '../updates/updates.ts';
import type { AppOptions } from './app-options.ts';
import { type App, type BeforeStart, composeApp } from './compose.ts';

/** `quit` is called after a stop that went well. It ends the app, through a newer version's installer if wanted. */
export type Service = {
  showWindow(): void;
  stop(): Promise<void>;
  quit(): void;
  /** Starts the app again, with these arguments, once it has quit, unless an installer does that itself. */
  startAgain(args: readonly string[]): void;
  /** Stops sending until the operator says otherwise, after an error that no part has caught. */
  stopSending(error: unknown): void;
  /** Whether a restored backup could not be started, so that the former data is back. */
  readonly isRestoreUndone: boolean;
};

/** Opens the data, recovers what a crash left open, and only then lets anything be sent. */
export function startService(options: AppOptions, before: BeforeStart): Result<Service, StorageFailure> {
  const opened = openStorage(options.folders, options.migrationsFolder, clock.nowMs());
  if (!opened.ok) return opened;
  const storage = opened.value;
  const stores = makeStores(storage);
  const failure = recoverIn(storage, stores);
  if (failure !== null) return fail(failure);
  if (before.isChecked) markChecked(storage.db);
  const parts = composeApp(options, before, storage, stores);
  begin(parts, storage.folderProblem);
  return succeed({
    showWindow: () => parts.desktop.show(),
    stop: () => parts.shutdown.graceful(),
    quit: () => parts.updates.quit(),
    startAgain: (args) => {
      if (parts.updates.isInstallWanted) return;
      relaunch(app, argumentsFor(isForPractice(args), process.argv.slice(1)), process);
    },
    stopSending: (error) => parts.sending.accounts.pause(pauseFor(errorCode(error)), errorCode(error)),
    isRestoreUndone: storage.isRestoreUndone,
  });
}

/** Recovers, or closes all: damage may show only where rows are read, and then another database may take its place. */
function recoverIn(storage: Storage, stores: Stores): StorageFailure | null {
  const { db, ledger } = storage;
  try {
    recover({ ...stores, db, ledger }, clock.nowMs());
    return null;
  } catch (error) {
    ledger.close();
    db.close();
    if (!errorCode(error).startsWith('SQLITE_')) throw error;
    return openFailure(error);
  }
}

function begin(parts: App, folderProblem: FolderProblem | null): void {
  const { accounts } = parts.sending;
  parts.team.begin();
  parts.desktop.show();
  // This pause stands beside an alarm too: acknowledging the alarm says nothing about the folder.
  if (folderProblem !== null) accounts.pause('synced_folder', folderProblem);
  parts.dropUnpublished();
  void parts.finishBegun();
  parts.remind();
  void parts.indexPeople().then(parts.warmUpSearch);
  // Only claims wait for the checks of the data: the link begins meanwhile.
  void parts.maintenance.start().finally(() => accounts.nudge());
  void parts.movedCheck.run().finally(() => accounts.nudge());
  accounts.start();
  onWake(() => {
    accounts.nudge();
    accounts.readRecords();
    void parts.maintenance.poll();
  });
  quitOnShutdown(() => app.quit());
  void lookForUpdates(parts.updates);
}

/** A build that was not released has nowhere to look. */
async function lookForUpdates(updates: Updates): Promise<void> {
  const build = { isPackaged: app.isPackaged, app: app.getAppPath(), resources: process.resourcesPath };
  const source = feedSource(build);
  if (!source) return;
  const updater = mayUpdateItself({ platform: process.platform, ...build }) ? await systemUpdater() : null;
  updates.start({ readFeed: () => fetchFeed(source, (url, options) => net.fetch(url, options)), updater });
}
