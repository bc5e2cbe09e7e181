import { app, type BrowserWindow, ipcMain, nativeTheme, shell } from 'electron';
import { machineName } from '../../db/folder/machine.ts';
import { readMeta, writeMeta } from '../../db/meta.ts';
import type { Emit } from '../../domain/contract.ts';
import { personAliases } from '../../domain/people/alias.ts';
import type { Settings, SystemLocale } from '../../domain/settings.ts';
import type { UpdateView } from '../../domain/state/update.ts';
import { createText } from '../../domain/text/index.ts';
import { Broadcast } from '../broadcast.ts';
import { finishBegun } from '../campaigns/finish-begun.ts';
import { summaries, summariesOf } from '../campaigns/read.ts';
import { systemClock as clock } from '../clock.ts';
import type { Handlers } from '../commands.ts';
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
import { registerCommands, send } from '../ipc.ts';
import { warmUpSearch } from '../messages/search-warm-up.ts';
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
import { TeamAtWork } from '../team/at-work.ts';
import { MembershipFile } from '../team/membership-file.ts';
import { Updates } from '../updates/updates.ts';
import { Browsers } from '../whatsapp/browser/browsers.ts';
import { Checks } from '../whatsapp/check/checks.ts';
import { type Core, makeCore } from './core.ts';
import { makeHandlers } from './handlers.ts';
import { jobsInProcesses } from './jobs-in-processes.ts';
import { readOverview } from './overview.ts';
import { makeSending, type Sending } from './sending.ts';
import { Shutdown } from './shutdown.ts';

export type AppOptions = {
  readonly folders: Folders;
  readonly practice: PracticePage | null;
  readonly log: Log;
  readonly migrationsFolder: string;
  /** The migrations of a team's database. */
  readonly teamFolder: string;
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
  readonly team: TeamAtWork;
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
  /** Lets those come back in time who were put off until another day, and draws who gets a second message. */
  readonly remind: () => void;
  /** Lets the first search of the session be as quick as others. */
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
    ...{ storage, stores, emit, log },
    attachments: new Attachments(folders.attachments),
    settings: () => settings.current,
  };
  const team = new TeamAtWork({
    ...{ db: storage.db, clock, log, file: new MembershipFile(folders.team) },
    blocked: () =>
      [...stores.doNotContact.list(), ...stores.stops.proposals()].flatMap(({ phone }) =>
        phone === null ? [] : personAliases(phone, []),
      ),
    onChange: () => emit('team:changed', { team: team.view }),
    campaigns: () => ({ ...core, log }),
    onOpen: () => sending.accounts.nudge(),
  });
  const sending: Sending = makeSending({
    ...shared,
    ...{ browsers, practice, broadcast, loginFolder: folders.whatsapp },
    onIncoming: (message) => receiveReply(core, message),
    onOwn: (message) => receiveOwn(core, message),
    onReady: () => {
      core.lookThrough.begin();
      core.draws.arm();
    },
    isCheckingData: () => maintenance.isChecking || movedCheck.isChecking,
    team: () => team.port,
  });
  const startInProcess = jobsInProcesses(options.workerFile);
  const core: Core = makeCore({
    ...{
      ...shared,
      sending,
      team,
      folders,
      startInProcess,
      workerFile: options.workerFile,
      isPractice: practice !== null,
    },
    savedFiles: new SavedFiles(),
    window: () => desktop.window,
  });
  const unsaved = new Unsaved();
  const presses = new Presses({
    clock,
    ask: (name) => wasOperator(createText(settings.current.language).text, desktop.window, name),
  });
  const desktop: Desktop = makeDesktop(options, core, {
    ...{ checking, unsaved, presses },
    closeNow: () => shutdown.immediate(),
    update: () => void (updates.want() && app.quit()),
  });
  const maintenance: Maintenance = makeMaintenance(options, core);
  const movedCheck: MovedCheck = new MovedCheck({
    ...{ ...options, startInProcess, db: storage.db },
    pause: (reason, detail) => sending.accounts.pause(reason, detail),
  });
  const handlers = handlersOf(core, { ...{ options, settings, browsers, unsaved, updates, desktop } });
  const commands = registerCommands(ipcMain, handlers, {
    ...{ origin: options.origin, log },
    isOfPerson: (name) => presses.isOfPerson(name),
  });
  const shutdown: Shutdown = new Shutdown({
    ...{ ...core, ...sending, team, commands, desktop, updates, maintenance, movedCheck, broadcast, db: storage.db },
  });
  return {
    ...{ sending, team, desktop, updates, maintenance, movedCheck, shutdown },
    dropUnpublished: () => core.listJobs.dropUnpublished(),
    indexPeople: () => core.peopleIndex.run(),
    warmUpSearch: () => warmUpSearch({ ...core, isOpen: () => storage.db.isOpen }),
    finishBegun: () => finishBegun(core),
    remind: () => {
      core.reminders.arm();
      core.draws.arm();
    },
  };
}

/** What the operator chose, followed by the system and by whoever `onChange` tells. */
function makeSettings({ practice, system }: AppOptions, { db }: Storage, { notices }: Stores, onChange: () => void) {
  const isPractice = practice !== null;
  const follow = ({ theme, startsWithComputer }: Settings) => {
    nativeTheme.themeSource = theme;
    if (canStartWithComputer(app, isPractice)) startWithComputer(app, startsWithComputer);
  };
  const settings = new AppSettings({
    ...{ db, isPractice, system },
    onUnreadable: (detail) => void notices.raise('setting_unreadable', { detail }, clock.nowMs()),
    onChange: (changed) => {
      follow(changed);
      onChange();
    },
  });
  nativeTheme.themeSource = settings.current.theme;
  if (settings.current.startsWithComputer) follow(settings.current);
  return settings;
}

function makeUpdates(log: Log, settings: AppSettings, onChange: (view: UpdateView) => void): Updates {
  return new Updates({
    ...{ log, clock, onChange },
    version: app.getVersion(),
    language: () => settings.current.language,
    isWanted: () => settings.current.looksForUpdates,
    quit: () => app.quit(),
  });
}

function makeBroadcast(
  { campaigns, secondSteps, queries, queue, stops, conversations }: Stores,
  emit: Emit,
): Broadcast {
  return new Broadcast({
    rows: (ids) => queries.rows(ids),
    campaignsOf: (ids) => queries.campaignsOf(ids),
    counts: () => queries.counts(),
    contradictions: () => queries.contradictions(),
    campaigns: (ids) => summariesOf({ campaigns, secondSteps, queue, clock }, ids),
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
      saveWindow: (state) => writeMeta(db, 'window', state),
      emit: (command) => emit('app:command', command),
      goTo: (place) => emit('app:goTo', place),
      pause: () => accounts.pause('operator'),
      resume: () => accounts.resume(),
      sessionEnd: { isSending: () => accounts.isSending, quit: () => app.quit(), closeNow },
    },
    { dispatcher: accounts.state, link: accounts.link, campaigns: summaries(core) },
  );
}

function makeMaintenance(options: AppOptions, { storage: { db }, sending, settings, changes }: Core): Maintenance {
  return new Maintenance({
    ...{ ...options, db, clock, settings },
    onDamage: (problem) => sending.accounts.pause('database_corrupt', problem),
    onLedgerDamage: (problem) => sending.raise('ledger_damaged', { detail: problem }),
    onErased: () => changes.manyMessages(),
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

function handlersOf(core: Core, { options, settings, browsers, unsaved, updates, desktop }: HandlersParts): Handlers {
  const { folders, practice } = options;
  const { isPractice, storage, sending } = core;
  const restart = (intoPractice: boolean) => {
    relaunch(app, argumentsFor(intoPractice, process.argv.slice(1)), process);
    app.quit();
  };
  const overview = () => {
    const read = readOverview({ ...core, dataFolder: folders.data, update: updates.view });
    // The window has something to show: a start with what was restored went well.
    storage.keepRestored();
    return read;
  };
  return makeHandlers(core, {
    app: { overview, practice, restart },
    backups: new Backups({ ...options, ...core, restart: () => restart(isPractice) }),
    desktop: { ...core, dataFolder: folders.data, logsFolder: folders.logs, unsaved },
    settings,
    team: { teamFolder: options.teamFolder },
    updates: {
      install: () => desktop.installUpdate(),
      openPage: () => void (updates.page && shell.openExternal(updates.page)),
    },
    whatsApp: {
      ...{ ...core, accounts: sending.accounts, browsers },
      checks: new Checks({
        ...{ ...core, version: app.getVersion() },
        sendTest: (text, phone) => sending.accounts.sendTest(text, null, false, phone),
      }),
    },
  });
}
