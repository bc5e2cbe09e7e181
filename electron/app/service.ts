import { app, ipcMain, nativeTheme, shell } from 'electron';
import { readMeta, writeMeta } from '../../db/meta.ts';
import { readSettings, writeSettings } from '../../db/settings.ts';
import type { Emit, Overview } from '../../domain/contract.ts';
import { toChatUser } from '../../domain/phone.ts';
import { type Result, succeed } from '../../domain/result.ts';
import type { Language, Settings, SettingsChange } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import { Broadcast } from '../broadcast.ts';
import { systemClock as clock } from '../clock.ts';
import { copyLogs } from '../desktop/copy-logs.ts';
import { Desktop } from '../desktop/desktop.ts';
import { onWake } from '../desktop/power.ts';
import { askForProgram } from '../desktop/program-dialog.ts';
import { relaunch } from '../desktop/relaunch.ts';
import { SavedFiles } from '../desktop/saved-files.ts';
import { quitOnShutdown } from '../desktop/session-end.ts';
import { openOutside } from '../desktop/window.ts';
import { recover } from '../dispatch/recovery.ts';
import { Attachments } from '../files/attachments.ts';
import { makeHandlers } from '../handlers.ts';
import { registerCommands, send } from '../ipc.ts';
import type { Log } from '../ports.ts';
import { argumentsFor, type PracticePage, readExampleList } from '../practice.ts';
import { Backups } from '../storage/backups.ts';
import type { Folders } from '../storage/folders.ts';
import { Maintenance } from '../storage/maintenance.ts';
import { openStorage, type StorageFailure } from '../storage/open-storage.ts';
import { makeStores } from '../storage/stores.ts';
import { Browsers } from '../whatsapp/browsers.ts';
import { type Desks, makeDesks } from './desks.ts';
import { makeSending, type Sending } from './sending.ts';
import { Shutdown } from './shutdown.ts';

export type ServiceOptions = {
  readonly folders: Folders;
  readonly practice: PracticePage | null;
  readonly log: Log;
  readonly migrationsFolder: string;
  readonly workerFile: string;
  readonly preload: string;
  readonly trayIcon: string;
  readonly origin: string;
  /** The system's, for as long as the operator has chosen none. */
  readonly language: Language;
};
export type Service = { showWindow(): void; stop(): Promise<void> };

/** Opens the data, recovers what a crash left open, and only then lets anything be sent. */
export function startService(options: ServiceOptions): Result<Service, StorageFailure> {
  const { folders, practice, log, workerFile } = options;
  const opened = openStorage(folders, options.migrationsFolder, clock.nowMs());
  if (!opened.ok) return opened;
  const storage = opened.value;
  const { db, ledger } = storage;
  const stores = makeStores(storage);
  const { queries, searchIndex } = stores;
  stores.lists.dropUnpublished();
  const recovery = recover({ ...stores, db, ledger }, clock.nowMs());
  const hold = storage.hold ?? recovery.hold;

  let settings = readSettings(db, practice !== null, options.language);
  const common = { log, settings: () => settings };
  const emit: Emit = (name, payload) => {
    send(desktop.window?.webContents, name, payload);
    desktop.onEvent(name, payload);
  };
  const broadcast: Broadcast = new Broadcast({
    rows: (ids) => queries.rows(ids),
    campaignsOf: (ids) => queries.campaignsOf(ids),
    counts: () => queries.counts(),
    contradictions: () => queries.contradictions(),
    campaigns: (ids) => desks.campaigns.summariesOf(ids),
    emit,
  });
  const browsers = new Browsers({
    folder: folders.browser,
    clock,
    chosen: () => settings.browserPath,
    save: (browserPath) => void changeSettings({ browserPath }),
    askForProgram: async () =>
      desktop.window ? askForProgram(desktop.window, createText(settings.language).text('browser.pick')) : null,
  });
  const attachments = new Attachments(folders.attachments);
  const sending: Sending = makeSending({
    ...common,
    ...{ storage, stores, attachments, browsers, practice, broadcast, emit },
    loginFolder: folders.whatsapp,
    onIncoming: (message) => desks.people.receive(message),
  });
  const { session, dispatcher, reconciliation } = sending;
  const savedFiles = new SavedFiles();
  const desks: Desks = makeDesks({
    ...common,
    ...{ storage, stores, sending, attachments, savedFiles, folders, workerFile, broadcast, emit },
    window: () => desktop.window,
  });

  const changeSettings = (change: SettingsChange): Settings => {
    writeSettings(db, change);
    settings = readSettings(db, practice !== null, options.language);
    nativeTheme.themeSource = settings.theme;
    desktop.translate();
    dispatcher.nudge();
    return settings;
  };
  const overview = (): Overview => ({
    version: app.getVersion(),
    dataFolder: folders.data,
    platform: process.platform,
    practice: practice ? { gapMs: settings.gapMinMs, ackWaitMs: settings.ackWaitMs } : null,
    link: sending.link(),
    dispatcher: dispatcher.state,
    campaigns: desks.campaigns.summaries(),
    counts: queries.counts(),
    settings,
    contradictions: queries.contradictions(),
    stopProposals: desks.people.proposals().length,
  });
  const restart = (intoPractice: boolean) => {
    relaunch(app, argumentsFor(intoPractice, process.argv.slice(1)), process);
    app.quit();
  };
  const logs = { showLogs: () => void shell.openPath(folders.logs), copyLogs: () => copyLogs(folders.logs) };
  const desktop: Desktop = new Desktop(
    {
      ...logs,
      log,
      preload: options.preload,
      trayIcon: options.trayIcon,
      language: () => settings.language,
      savedWindow: () => readMeta(db, 'window'),
      saveWindow: (state) => writeMeta(db, 'window', state),
      emit: (command) => emit('app:command', command),
      goTo: (place) => emit('app:goTo', place),
      pause: () => dispatcher.pause('operator'),
      resume: () => dispatcher.resume(),
      sessionEnd: {
        isSending: () => dispatcher.isSending,
        quit: () => app.quit(),
        closeNow: () => shutdown.immediate(),
      },
    },
    { dispatcher: dispatcher.state, link: sending.link(), campaigns: desks.campaigns.summaries() },
  );
  const handlers = makeHandlers({
    ...common,
    ...logs,
    ...desks,
    ...sending,
    browsers,
    backups: new Backups({ folders, workerFile, clock, restart: () => restart(practice !== null) }),
    changeSettings,
    overview,
    openDataFolder: () => void shell.openPath(folders.data),
    exampleList: async () => (practice ? readExampleList(practice) : null),
    restart,
    showFile: (path) => savedFiles.show(path),
    openFile: (path) => savedFiles.open(path),
    openChat: (phone) => openOutside(`https://wa.me/${toChatUser(phone)}`),
  });
  const commands = registerCommands(ipcMain, handlers, options.origin, log);

  const maintenance = new Maintenance({
    ...common,
    ...{ db, folders, workerFile, clock },
    onDamage: (problem) => dispatcher.pause('database_corrupt', problem),
    onErased: () => {
      searchIndex.drop();
      broadcast.manyMessagesChanged();
    },
  });
  nativeTheme.themeSource = settings.theme;
  desktop.show();
  if (hold) dispatcher.pause(hold.reason, hold.detail, hold.count);
  // Without a link nothing is claimed, so whatever must come before the first claim comes before the link.
  void maintenance.start().finally(() => {
    dispatcher.nudge();
    session.start();
  });
  onWake(() => {
    dispatcher.nudge();
    reconciliation.readAll();
    void maintenance.look();
  });
  const shutdown: Shutdown = new Shutdown({
    ...sending,
    commands,
    desktop,
    maintenance,
    broadcast,
    messages: desks.messages,
    ledger,
    db,
  });
  quitOnShutdown(() => app.quit());
  return succeed({ showWindow: () => desktop.show(), stop: () => shutdown.graceful() });
}
