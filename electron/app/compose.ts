import { app, type BrowserWindow, ipcMain, shell } from 'electron';
import { readMeta } from '../../db/meta.ts';
import type { Stores } from '../../db/stores.ts';
import type { Emit } from '../../domain/contract.ts';
import { finishBegun } from '../campaigns/finish-begun.ts';
import { summaries } from '../campaigns/read.ts';
import { systemClock as clock } from '../clock.ts';
import type { Handlers } from '../commands.ts';
import { copyLogs } from '../desktop/copy-logs.ts';
import { Desktop } from '../desktop/desktop.ts';
import type { Presses } from '../desktop/presses.ts';
import { relaunch } from '../desktop/relaunch.ts';
import { SavedFiles } from '../desktop/saved-files.ts';
import { Unsaved } from '../desktop/unsaved.ts';
import { keepWindowState } from '../desktop/window-state.ts';
import { Attachments } from '../files/attachments.ts';
import { registerCommands, send } from '../ipc.ts';
import { warmUpSearch } from '../messages/search-warm-up.ts';
import { argumentsFor } from '../practice.ts';
import { Inbox } from '../replies/inbox.ts';
import type { AppSettings } from '../settings/app-settings.ts';
import { Backups } from '../storage/backups.ts';
import { Maintenance } from '../storage/maintenance.ts';
import { MovedCheck } from '../storage/moved-data.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { TeamAtWork } from '../team/at-work.ts';
import type { Updates } from '../updates/updates.ts';
import type { Browsers } from '../whatsapp/browser/browsers.ts';
import { Checks } from '../whatsapp/check/checks.ts';
import { JobThreads } from '../worker/job-threads.ts';
import type { AppOptions } from './app-options.ts';
import { makeBroadcast, makeBrowsers, makePresses, makeSettings, makeTeam, makeUpdates } from './app-parts.ts';
import { type Core, makeCore } from './core.ts';
import { makeHandlers } from './handlers.ts';
import { jobsInProcesses } from './jobs-in-processes.ts';
import { readOverview } from './overview.ts';
import { makeSending, type Sending } from './sending.ts';
import { Shutdown } from './shutdown.ts';

/** What happened before the data was opened. */
export type BeforeStart = {
  /** Whether data that came from another machine is known to be sound. */
  readonly isChecked: boolean;
  /** The window that was shown meanwhile; null where there was nothing to check. */
  readonly checking: BrowserWindow | null;
};

/** The parts that the start, the shutdown and the system's events use. */
export type App = {
  readonly sending: Sending;
  readonly team: TeamAtWork;
  readonly desktop: Desktop;
  readonly updates: Updates;
  readonly maintenance: Maintenance;
  readonly movedCheck: MovedCheck;
  readonly shutdown: Shutdown;
  readonly finishBegun: () => Promise<void>;
  readonly dropUnpublished: () => void;
  readonly indexPeople: () => Promise<void>;
  /** Starts the timers of reminders and of second messages that are to be drawn. */
  readonly remind: () => void;
  /** Runs a first search, so that the operator's first one is as quick as later ones. */
  readonly warmUpSearch: () => void;
};

/** Makes each part and hands it what it needs. Nothing begins to work here. */
export function composeApp(options: AppOptions, { checking }: BeforeStart, storage: Storage, stores: Stores): App {
  const { folders, practice, log } = options;
  const emit: Emit = (name, payload) => {
    send(desktop.window?.webContents, name, payload);
    desktop.onEvent(name, payload);
  };
  const settings = makeSettings(options, storage, stores, () => {
    desktop.translate();
    updates.settingChanged();
    sending.accounts.nudge();
  });
  const updates = makeUpdates(log, settings, (view) => {
    desktop.updateChanged(view);
    emit('update:changed', view);
  });
  const broadcast = makeBroadcast(stores, emit);
  const browsers = makeBrowsers(folders, settings, () => desktop.window);
  const shared = {
    storage,
    stores,
    emit,
    log,
    attachments: new Attachments(folders.attachments),
    settings: () => settings.current,
  };
  const team = makeTeam(options, storage, { emit, core: () => core });
  const sending: Sending = makeSending({
    ...shared,
    browsers,
    practice,
    broadcast,
    loginFolder: folders.whatsapp,
    onIncoming: (message, account) => inbox.receive(message, account),
    onOwn: (message) => inbox.receiveOwn(message),
    isInboxWritten: () => inbox.isWritten,
    onReady: () => {
      core.lookThrough.begin();
      core.draws.arm();
    },
    isCheckingData: () => maintenance.isChecking || movedCheck.isChecking,
    team: () => team.port,
  });
  const startInProcess = jobsInProcesses(options);
  const threads = new JobThreads({ workerFile: options.workerFile, database: folders.database, clock });
  const core: Core = makeCore({
    ...shared,
    sending,
    team,
    folders,
    startInProcess,
    threads,
    isPractice: practice !== null,
    savedFiles: new SavedFiles(clock),
    window: () => desktop.window,
  });
  const inbox = new Inbox({
    ...core,
    db: storage.db,
    pause: (reason, detail) => sending.accounts.pause(reason, detail),
  });
  const unsaved = new Unsaved();
  const presses = makePresses(settings, () => desktop.window);
  const desktop: Desktop = makeDesktop(options, core, {
    checking,
    unsaved,
    presses,
    closeNow: () => shutdown.immediate(),
    update: () => void (updates.want() && app.quit()),
  });
  const maintenance: Maintenance = makeMaintenance(options, core, threads);
  const movedCheck: MovedCheck = new MovedCheck({
    ...options,
    startInProcess,
    db: storage.db,
    pause: (reason, detail) => sending.accounts.pause(reason, detail),
  });
  const commands = answerCommands(core, { options, settings, browsers, unsaved, updates, desktop, presses });
  const shutdown: Shutdown = new Shutdown({
    onEnding: () => emit('app:ending', {}),
    ...core,
    ...sending,
    team,
    commands,
    desktop,
    updates,
    maintenance,
    movedCheck,
    broadcast,
    db: storage.db,
  });
  return { sending, team, desktop, updates, maintenance, movedCheck, shutdown, ...workForLater(core) };
}

type WorkForLater = Pick<App, 'dropUnpublished' | 'indexPeople' | 'warmUpSearch' | 'finishBegun' | 'remind'>;

/** The work that was left from the last run and needs no window: the start begins it beside everything else. */
function workForLater(core: Core): WorkForLater {
  return {
    dropUnpublished: () => core.listJobs.dropUnpublished(),
    indexPeople: () => core.peopleIndex.run(),
    warmUpSearch: () => warmUpSearch({ ...core, isOpen: () => core.storage.db.isOpen }),
    finishBegun: () => finishBegun(core),
    remind: () => {
      core.reminders.arm();
      core.draws.arm();
    },
  };
}

type DesktopParts = ConstructorParameters<typeof Desktop>[0];

function makeDesktop(
  { folders, licencesFile, ...options }: AppOptions,
  { storage: { db }, sending: { accounts }, settings, emit, ...core }: Core,
  {
    closeNow,
    ...more
  }: Pick<DesktopParts, 'checking' | 'unsaved' | 'presses' | 'update'> & { readonly closeNow: () => void },
): Desktop {
  return new Desktop(
    {
      ...options,
      ...more,
      showLogs: () => void shell.openPath(folders.logs),
      copyLogs: () => copyLogs(folders.logs),
      showLicences: () => void shell.openPath(licencesFile),
      language: () => settings().language,
      savedWindow: () => readMeta(db, 'window'),
      saveWindow: (state) => keepWindowState(db, state, options.log),
      emit: (command) => emit('app:command', command),
      goTo: (place) => emit('app:goTo', place),
      pause: () => accounts.pause('operator'),
      resume: () => accounts.resume(),
      sessionEnd: { isSending: () => accounts.isSending, quit: () => app.quit(), closeNow },
    },
    { dispatcher: accounts.state, link: accounts.link, accounts: accounts.views(), campaigns: summaries(core) },
  );
}

function makeMaintenance(
  options: AppOptions,
  { storage: { db }, sending, settings, changes, notices }: Core,
  threads: JobThreads,
): Maintenance {
  return new Maintenance({
    ...options,
    threads,
    db,
    clock,
    settings,
    onDamage: (problem) => sending.accounts.pause('database_corrupt', problem),
    onLedgerDamage: (problem) => sending.raise('ledger_damaged', { detail: problem }),
    onErased: () => changes.manyMessages(),
    onBackupMissed: (detail) => {
      if (notices.raise('backup_missed', { detail }, clock.nowMs())) changes.notices();
    },
  });
}

type HandlersParts = {
  readonly options: AppOptions;
  readonly settings: AppSettings;
  readonly browsers: Browsers;
  readonly unsaved: Unsaved;
  readonly updates: Updates;
  readonly desktop: Desktop;
};

/** Lets the window give its commands. Commands for a person alone are asked about where nobody pressed anything. */
function answerCommands(core: Core, { presses, ...parts }: HandlersParts & { readonly presses: Presses }) {
  return registerCommands(ipcMain, handlersOf(core, parts), {
    origin: parts.options.origin,
    log: core.log,
    isOfPerson: (name) => presses.isOfPerson(name),
  });
}

function handlersOf(core: Core, { options, settings, browsers, unsaved, updates, desktop }: HandlersParts): Handlers {
  const { folders, practice } = options;
  const { isPractice, storage, sending } = core;
  const restart = (intoPractice: boolean) => {
    relaunch(app, argumentsFor(intoPractice, process.argv.slice(1)), process);
    app.quit();
  };
  const overview = () => {
    const read = readOverview({ ...core, dataFolder: folders.data, update: updates.view });
    // The window shows something, so a start with a restored backup went well.
    storage.keepRestored();
    return read;
  };
  return makeHandlers(core, {
    app: {
      overview,
      practice,
      restart: (intoPractice) => desktop.unlessChangesAreLost(() => restart(intoPractice)),
    },
    backups: new Backups({ ...options, ...core, restart: () => restart(isPractice) }),
    desktop: { ...core, dataFolder: folders.data, logsFolder: folders.logs, unsaved },
    settings,
    team: { teamFolder: options.teamFolder },
    updates: {
      install: () => desktop.installUpdate(),
      openPage: () => void (updates.page && shell.openExternal(updates.page)),
    },
    whatsApp: {
      ...core,
      accounts: sending.accounts,
      browsers,
      checks: new Checks({
        ...core,
        version: app.getVersion(),
        sendTest: (text, phone) => sending.accounts.sendTest(text, null, phone),
      }),
    },
  });
}
