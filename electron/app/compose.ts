import { app, type BrowserWindow, ipcMain, nativeTheme, shell } from 'electron';
import { machineName } from '../../db/folder/machine.ts';
import { readMeta, writeMeta } from '../../db/meta.ts';
import type { Emit } from '../../domain/contract.ts';
import type { SystemLocale } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import { Broadcast } from '../broadcast.ts';
import { finishBegun } from '../campaigns/finish-begun.ts';
import { summaries, summariesOf } from '../campaigns/read.ts';
import { systemClock as clock } from '../clock.ts';
import { copyLogs } from '../desktop/copy-logs.ts';
import { Desktop } from '../desktop/desktop.ts';
import { canStartWithComputer, startWithComputer } from '../desktop/login-item.ts';
import { Presses } from '../desktop/presses.ts';
import { askForProgram } from '../desktop/program-dialog.ts';
import { wasOperator } from '../desktop/questions.ts';
import { relaunch } from '../desktop/relaunch.ts';
import { SavedFiles } from '../desktop/saved-files.ts';
import { Unsaved } from '../desktop/unsaved.ts';
import { receiveReply } from '../do-not-contact/stop-proposals.ts';
import { Attachments } from '../files/attachments.ts';
import { makeHandlers } from '../handlers.ts';
import { registerCommands, send } from '../ipc.ts';
import { warmUpSearch } from '../messages/warm-up.ts';
import type { Log } from '../ports.ts';
import { argumentsFor, type PracticePage } from '../practice.ts';
import { receiveOwn } from '../replies/receive.ts';
import { AppSettings } from '../settings/app-settings.ts';
import { Backups } from '../storage/backups.ts';
import type { Folders } from '../storage/folders.ts';
import { Maintenance } from '../storage/maintenance.ts';
import { MovedCheck } from '../storage/moved-data.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { Stores } from '../storage/stores.ts';
import { Updates } from '../updates/updates.ts';
import { Browsers } from '../whatsapp/browser/browsers.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';
import { type Features, makeFeatures } from './features.ts';
import { jobsInProcesses } from './jobs-in-processes.ts';
import { readOverview } from './overview.ts';
import { makeSending, type Sending } from './sending.ts';
import { Shutdown } from './shutdown.ts';

export type AppOptions = {
  readonly folders: Folders;
  readonly practice: PracticePage | null;
  readonly log: Log;
  readonly migrationsFolder: string;
  readonly workerFile: string;
  readonly preload: string;
  readonly trayIcon: string;
  /** The licences of all that the app is made of. */
  readonly licencesFile: string;
  readonly origin: string;
  /** Holds for as long as the operator has chosen nothing else. */
  readonly system: SystemLocale;
};

/** What came before the data was opened. */
export type BeforeStart = {
  /** Data that came from another machine is known to be sound. */
  readonly isChecked: boolean;
  /** The window that stood there meanwhile; null where there was nothing to check. */
  readonly checking: BrowserWindow | null;
};

/** The parts that the start, the shutdown and the system's events reach for. */
export type App = {
  readonly sending: Sending;
  readonly desktop: Desktop;
  readonly updates: Updates;
  readonly maintenance: Maintenance;
  readonly movedCheck: MovedCheck;
  readonly shutdown: Shutdown;
  /** Goes on with the starts and cancellations that the last end cut off. */
  readonly finishBegun: () => Promise<void>;
  /** Takes out the lists that the last end cut off, of which nobody sees anything. */
  readonly dropUnpublished: () => void;
  /** Makes lists ready for searches that the last end found unready. */
  readonly indexPeople: () => Promise<void>;
  /** Lets the first search of the session be as quick as others. */
  readonly warmUpSearch: () => void;
};

/** Makes each part and hands it what it needs. Nothing begins to work here. */
export function composeApp(options: AppOptions, { checking }: BeforeStart, storage: Storage, stores: Stores): App {
  const { folders, practice, log, workerFile } = options;
  const emit: Emit = (name, payload) => {
    send(desktop.window?.webContents, name, payload);
    desktop.onEvent(name, payload);
  };
  const settings = new AppSettings({
    db: storage.db,
    isPractice: practice !== null,
    system: options.system,
    onUnreadable: (detail) => void stores.notices.raise('setting_unreadable', { detail }, clock.nowMs()),
    onChange: ({ theme, startsWithComputer }) => {
      nativeTheme.themeSource = theme;
      if (canStartWithComputer(app, practice !== null)) startWithComputer(app, startsWithComputer);
      desktop.translate();
      updates.settingChanged();
      sending.dispatcher.nudge();
    },
  });
  nativeTheme.themeSource = settings.current.theme;
  if (settings.current.startsWithComputer && canStartWithComputer(app, practice !== null)) startWithComputer(app, true);
  const broadcast = makeBroadcast(stores, emit);
  const browsers = makeBrowsers(folders, settings, () => desktop.window);
  const attachments = new Attachments(folders.attachments);
  const updates = new Updates({
    log,
    clock,
    version: app.getVersion(),
    language: () => settings.current.language,
    isWanted: () => settings.current.looksForUpdates,
    onChange: (view) => {
      desktop.updateChanged(view);
      emit('update:changed', view);
    },
    quit: () => app.quit(),
  });
  const sending: Sending = makeSending({
    storage,
    stores,
    attachments,
    browsers,
    loginFolder: folders.whatsapp,
    practice,
    broadcast,
    emit,
    settings: () => settings.current,
    onIncoming: (message) => receiveReply(features.doNotContact, message),
    onOwn: (message) => receiveOwn(features.replies, message),
    isCheckingData: () => maintenance.isChecking || movedCheck.isChecking,
    log,
  });
  const savedFiles = new SavedFiles();
  const unsaved = new Unsaved();
  const presses = new Presses({
    clock,
    ask: (name) => wasOperator(createText(settings.current.language).text, desktop.window, name),
  });
  const startInProcess = jobsInProcesses(workerFile);
  const features: Features = makeFeatures({
    storage,
    stores,
    sending,
    attachments,
    savedFiles,
    folders,
    workerFile,
    startInProcess,
    emit,
    log,
    isPractice: practice !== null,
    settings: () => settings.current,
    window: () => desktop.window,
  });
  const desktop: Desktop = makeDesktop(options, storage, stores, sending, settings, emit, {
    checking,
    unsaved,
    presses,
    closeNow: () => shutdown.immediate(),
    update: () => {
      if (updates.want()) app.quit();
    },
  });
  const maintenance: Maintenance = makeMaintenance(options, storage, sending, settings);
  const movedCheck: MovedCheck = new MovedCheck({
    ...options,
    startInProcess,
    db: storage.db,
    pause: (reason, detail) => sending.dispatcher.pause(reason, detail),
  });
  const commands = registerCommands(
    ipcMain,
    handlersOf({
      options,
      keepRestored: storage.keepRestored,
      startInProcess,
      stores,
      sending,
      settings,
      browsers,
      savedFiles,
      unsaved,
      features,
      updates,
      desktop,
    }),
    {
      origin: options.origin,
      log,
      isOfPerson: (name) => presses.isOfPerson(name),
    },
  );
  const shutdown: Shutdown = new Shutdown({
    commands,
    desktop,
    updates,
    maintenance,
    movedCheck,
    dispatcher: sending.dispatcher,
    bulk: features.messages.bulk,
    batches: features.batches,
    peopleIndex: features.peopleIndex,
    reconciliation: sending.reconciliation,
    verification: sending.verification,
    broadcast,
    session: sending.session,
    ledger: storage.ledger,
    db: storage.db,
  });
  return {
    sending,
    desktop,
    updates,
    maintenance,
    movedCheck,
    shutdown,
    dropUnpublished: () => features.lists.listJobs.dropUnpublished(),
    indexPeople: () => features.peopleIndex.run(),
    warmUpSearch: () => warmUpSearch({ pages: stores.pages, isOpen: () => storage.db.isOpen, clock, log }),
    finishBegun: () => finishBegun({ ...features.campaigns, log, notices: stores.notices }),
  };
}

function makeBroadcast({ campaigns, queries, queue, stops, conversations }: Stores, emit: Emit): Broadcast {
  return new Broadcast({
    rows: (ids) => queries.rows(ids),
    campaignsOf: (ids) => queries.campaignsOf(ids),
    counts: () => queries.counts(),
    contradictions: () => queries.contradictions(),
    campaigns: (ids) => summariesOf({ campaigns, queue, clock }, ids),
    replies: () => ({ open: stops.openPeople(), waiting: conversations.waiting() }),
    emit,
  });
}

function makeBrowsers(folders: Folders, settings: AppSettings, window: () => Desktop['window']): Browsers {
  return new Browsers({
    folder: folders.browser,
    computer: machineName(),
    clock,
    chosen: () => settings.current.browserPath,
    save: (browserPath) => void settings.change({ browserPath }),
    askForProgram: async () => {
      const shown = window();
      return shown ? askForProgram(shown, createText(settings.current.language).text('browser.pick')) : null;
    },
  });
}

function makeDesktop(
  { folders, log, preload, origin, trayIcon, licencesFile }: AppOptions,
  { db }: Storage,
  { campaigns, queue }: Stores,
  { dispatcher, link }: Sending,
  settings: AppSettings,
  emit: Emit,
  {
    closeNow,
    ...more
  }: Pick<ConstructorParameters<typeof Desktop>[0], 'checking' | 'unsaved' | 'presses' | 'update'> & {
    readonly closeNow: () => void;
  },
): Desktop {
  return new Desktop(
    {
      ...more,
      log,
      preload,
      origin,
      trayIcon,
      showLogs: () => void shell.openPath(folders.logs),
      copyLogs: () => copyLogs(folders.logs),
      showLicences: () => void shell.openPath(licencesFile),
      language: () => settings.current.language,
      savedWindow: () => readMeta(db, 'window'),
      saveWindow: (state) => writeMeta(db, 'window', state),
      emit: (command) => emit('app:command', command),
      goTo: (place) => emit('app:goTo', place),
      pause: () => dispatcher.pause('operator'),
      resume: () => dispatcher.resume(),
      sessionEnd: { isSending: () => dispatcher.isSending, quit: () => app.quit(), closeNow },
    },
    { dispatcher: dispatcher.state, link: link(), campaigns: summaries({ campaigns, queue, clock }) },
  );
}

function makeMaintenance(
  { folders, workerFile, log }: AppOptions,
  { db }: Storage,
  { dispatcher, raise, changes }: Sending,
  settings: AppSettings,
): Maintenance {
  return new Maintenance({
    db,
    folders,
    workerFile,
    clock,
    log,
    settings: () => settings.current,
    onDamage: (problem) => dispatcher.pause('database_corrupt', problem),
    onLedgerDamage: (problem) => raise('ledger_damaged', { detail: problem }),
    onErased: () => {
      changes.manyMessages();
    },
  });
}

type HandlersParts = {
  readonly options: AppOptions;
  readonly keepRestored: () => void;
  readonly startInProcess: StartInProcess;
  readonly stores: Stores;
  readonly sending: Sending;
  readonly settings: AppSettings;
  readonly browsers: Browsers;
  readonly savedFiles: SavedFiles;
  readonly unsaved: Unsaved;
  readonly features: Features;
  readonly updates: Updates;
  readonly desktop: Desktop;
};

function handlersOf(parts: HandlersParts) {
  const { options, keepRestored, startInProcess, stores, sending, settings, browsers, savedFiles, unsaved, features } =
    parts;
  const { updates, desktop } = parts;
  const { folders, practice, workerFile, migrationsFolder } = options;
  const isPractice = practice !== null;
  const restart = (intoPractice: boolean) => {
    relaunch(app, argumentsFor(intoPractice, process.argv.slice(1)), process);
    app.quit();
  };
  const overview = () => {
    const read = readOverview({
      campaigns: features.campaigns,
      stops: stores.stops,
      alarms: stores.alarms,
      notices: stores.notices,
      conversations: stores.conversations,
      queries: stores.queries,
      sending,
      settings: settings.current,
      dataFolder: folders.data,
      isPractice,
      update: updates.view,
    });
    // The window has something to show: a start with what was restored went well.
    keepRestored();
    return read;
  };
  return makeHandlers({
    app: { overview, practice, restart },
    backups: new Backups({
      folders,
      workerFile,
      migrationsFolder,
      startInProcess,
      clock,
      restart: () => restart(isPractice),
    }),
    campaigns: features.campaigns,
    desktop: {
      savedFiles,
      dataFolder: folders.data,
      logsFolder: folders.logs,
      settings: () => settings.current,
      unsaved,
    },
    alarms: {
      alarms: stores.alarms,
      clock,
      onAlarms: sending.tellAlarms,
      nudge: () => sending.dispatcher.nudge(),
    },
    notices: { notices: stores.notices, clock, changes: sending.changes },
    dispatcher: sending.dispatcher,
    doNotContact: features.doNotContact,
    lists: features.lists,
    messages: features.messages,
    replies: features.replies,
    reports: features.reports,
    settings,
    updates: {
      install: () => desktop.installUpdate(),
      openPage: () => void (updates.page && shell.openExternal(updates.page)),
    },
    uploads: features.uploads,
    whatsApp: { session: sending.session, browsers, checks: features.checks, settings: () => settings.current },
  });
}
