import { randomBytes } from 'node:crypto';
import { app, ipcMain, nativeTheme, shell } from 'electron';
import { readMeta, writeMeta } from '../db/meta.ts';
import { readSettings, writeSettings } from '../db/settings.ts';
import { VerificationStore } from '../db/verification.ts';
import type { EventName, EventPayload, Overview } from '../domain/contract.ts';
import { limits } from '../domain/limits.ts';
import { toChatUser } from '../domain/phone.ts';
import { type Result, succeed } from '../domain/result.ts';
import type { Language, Settings, SettingsChange } from '../domain/settings.ts';
import type { LinkState } from '../domain/state.ts';
import { createText } from '../domain/text/index.ts';
import { Backups } from './backups.ts';
import { Broadcast } from './broadcast.ts';
import { CampaignDesk } from './campaigns/campaign-desk.ts';
import { TextDesk } from './campaigns/text-desk.ts';
import { systemClock as clock, timeZone } from './clock.ts';
import { copyLogs } from './desktop/copy-logs.ts';
import { Desktop } from './desktop/desktop.ts';
import { onWake, StayAwake } from './desktop/power.ts';
import { printToPdf } from './desktop/print-to-pdf.ts';
import { askForProgram } from './desktop/program-dialog.ts';
import { askWhereToSave, type SaveRequest } from './desktop/save-dialog.ts';
import { SavedFiles } from './desktop/saved-files.ts';
import { quitOnShutdown } from './desktop/session-end.ts';
import { openOutside } from './desktop/window.ts';
import { Dispatcher } from './dispatch/dispatcher.ts';
import { PauseRecord } from './dispatch/pause-record.ts';
import type { AckNews, Log } from './dispatch/ports.ts';
import { Reconciliation } from './dispatch/reconciliation.ts';
import { recover } from './dispatch/recovery.ts';
import { Verification } from './dispatch/verification.ts';
import { Ending } from './ending.ts';
import { Attachments } from './files/attachments.ts';
import { FileDesk } from './files/file-desk.ts';
import { ListDesk } from './files/list-desk.ts';
import { ReportDesk } from './files/report-desk.ts';
import { Uploads } from './files/uploads.ts';
import type { Folders } from './folders.ts';
import { makeHandlers } from './handlers.ts';
import { registerCommands, send } from './ipc.ts';
import { MessageDesk } from './messages/message-desk.ts';
import { PeopleDesk } from './people/people-desk.ts';
import { argumentsFor, type PracticePage, readExampleList } from './practice.ts';
import { openStorage, type StorageFailure } from './storage.ts';
import { makeStores, newToken } from './stores.ts';
import { Upkeep } from './upkeep.ts';
import { Browsers } from './whatsapp/browsers.ts';
import { WhatsAppSession } from './whatsapp/session.ts';

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
  const { db, ledger } = opened.value;
  const stores = makeStores(opened.value);
  const { acks, messages, rebuilding, campaigns, people, lists, savedLists, queries, pages, queue, replies, pauses } =
    stores;
  lists.dropUnpublished();
  const recovery = recover({ db, rebuilding, ledger }, clock.nowMs());
  const hold = opened.value.hold ?? recovery.hold;

  let settings = readSettings(db, practice !== null, options.language);
  let link: LinkState = { phase: 'starting' };
  const tell = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => {
    send(desktop.window?.webContents, name, payload);
    desktop.hear(name, payload);
  };

  const awake = new StayAwake();
  const attachments = new Attachments(folders.attachments);
  const broadcast: Broadcast = new Broadcast({
    rows: (ids) => queries.rows(ids),
    campaignsOf: (ids) => queries.campaignsOf(ids),
    counts: () => queries.counts(),
    contradictions: () => queries.contradictions(),
    campaigns: (ids) => desk.summariesOf(ids),
    send: tell,
  });
  const onMessages = (ids: readonly number[]) => {
    broadcast.messagesChanged(ids);
    // A message that has just become not confirmed has a time at which WhatsApp's record is read.
    reconciliation.arm();
  };
  const pauseRecord = new PauseRecord({ pauses, clock, log });
  const onCampaign = (id: number) => {
    broadcast.campaignChanged(id);
    pauseRecord.followCampaigns();
  };

  const browsers = new Browsers({
    folder: folders.browser,
    chosen: () => settings.browserPath,
    save: (browserPath) => void changeSettings({ browserPath }),
    askForProgram: async () =>
      desktop.window ? askForProgram(desktop.window, createText(settings.language).text('browser.pick')) : null,
  });
  const session: WhatsAppSession = new WhatsAppSession({
    browser: (onProgress) => browsers.open(onProgress),
    loginFolder: folders.whatsapp,
    page: practice,
    onGate: (ask) => dispatcher.judgeGate(ask),
    onAck: (news: AckNews) => receiveAck(news),
    onLink: (state) => onLink(state),
    onIncoming: (message) => peopleDesk.receive(message),
    clock,
    log,
  });
  const dispatcher: Dispatcher = new Dispatcher({
    db,
    acks,
    rebuilding,
    messages,
    campaigns,
    queue,
    ledger,
    isBlocked: (phone) => people.isBlocked(phone),
    messenger: session,
    clock,
    log,
    settings: () => settings,
    newToken,
    random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    attachment: (hash) => {
      const file = campaigns.attachment(hash);
      return file && { file, read: () => attachments.read(file) };
    },
    onState: (state) => {
      awake.follow(state);
      pauseRecord.followDispatcher(state);
      tell('dispatcher:changed', state);
    },
    onMessages,
    onCampaign,
  });
  const reconciliation: Reconciliation = new Reconciliation({
    acks,
    queue,
    messenger: session,
    clock,
    log,
    onAck: (news) => receiveAck(news),
    onMessages,
  });

  function receiveAck(news: AckNews): void {
    dispatcher.receiveAck(news);
    reconciliation.arm();
  }
  function onLink(state: LinkState): void {
    const wasReady = link.phase === 'ready';
    link = state;
    tell('link:changed', state);
    if (state.phase === 'logged_out') dispatcher.pause('logged_out');
    if (state.phase === 'ready' && !wasReady) reconciliation.readAll();
    dispatcher.nudge();
  }

  const verificationStore = new VerificationStore(db);
  const verification: Verification = new Verification({
    store: verificationStore,
    messenger: session,
    clock,
    log,
    gapMs: () => (practice ? limits.gapMinMs : limits.verifyGapMs),
    onProgress: (view) => tell('verification:changed', view),
    onSecondCopy: () => dispatcher.pause('second_copy'),
  });
  const recordElsewhere = (phones: readonly string[], scopes: string[], account: string) => {
    rebuilding.recordElsewhere(phones, { scopes, account, newToken, nowMs: clock.nowMs() }, ledger);
  };
  const desk: CampaignDesk = new CampaignDesk({
    recordElsewhere,
    campaigns,
    lists,
    queries,
    queue,
    clock,
    settings: () => settings,
    account: () => session.account(),
    timeZone,
    onCampaign,
    onManyMessages: () => broadcast.manyMessagesChanged(),
    nudge: () => dispatcher.nudge(),
    sendTest: (text, attachmentHash) => dispatcher.sendTest(text, attachmentHash),
  });
  const savedFiles = new SavedFiles();
  const filing = {
    workerFile,
    database: folders.database,
    clock,
    settings: () => settings,
    timeZone,
    askWhereToSave: async (request: SaveRequest) => (desktop.window ? askWhereToSave(desktop.window, request) : null),
    onSaved: (path: string) => savedFiles.add(path),
  };
  const uploads = new Uploads(folders.uploads);
  const onProgress = (uploadId: string, rows: number, totalRows: number | null) =>
    tell('import:progress', { uploadId, rows, totalRows });
  const listDesk = new ListDesk({ ...filing, uploads, campaigns, lists, savedLists, queries, desk, onProgress });
  const files = new FileDesk({ ...filing, uploads, attachments, campaigns, lists, desk });
  const reports = new ReportDesk({
    ...filing,
    campaigns: desk,
    isVerifying: (id) => verification.isRunning(id),
    print: async (print) => (desktop.window ? printToPdf(desktop.window, print) : null),
  });
  const messageDesk = new MessageDesk({
    chatOf: (id) => verificationStore.chatOf(id),
    readChat: (chatId, most, sinceMs) => session.readChat(chatId, most, sinceMs),
    onBulk: (progress) => tell('bulk:changed', progress),
    isBlocked: (phone) => people.isBlocked(phone),
    messages,
    campaigns,
    queries,
    pages,
    replies,
    desk,
    clock,
    onMessages,
    onCampaign,
    nudge: () => dispatcher.nudge(),
  });

  const peopleDesk: PeopleDesk = new PeopleDesk({
    people,
    replies,
    files,
    clock,
    settings: () => settings,
    onMessages,
    onProposals: (open) => tell('proposals:changed', { open }),
  });

  const changeSettings = (patch: SettingsChange): Settings => {
    writeSettings(db, patch);
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
    link,
    dispatcher: dispatcher.state,
    campaigns: desk.summaries(),
    counts: queries.counts(),
    settings,
    contradictions: queries.contradictions(),
    stopProposals: peopleDesk.proposals().length,
  });
  const restart = (intoPractice: boolean) => {
    app.relaunch({ args: argumentsFor(intoPractice, process.argv.slice(1)) });
    app.quit();
  };
  const backups = new Backups({ folders, workerFile, clock, restart: () => restart(practice !== null) });
  const logs = { showLogs: () => void shell.openPath(folders.logs), copyLogs: () => copyLogs(folders.logs) };
  const desktop: Desktop = new Desktop(
    {
      preload: options.preload,
      trayIcon: options.trayIcon,
      language: () => settings.language,
      savedWindow: () => readMeta(db, 'window'),
      saveWindow: (state) => writeMeta(db, 'window', state),
      tell: (command) => tell('app:command', command),
      pause: () => dispatcher.pause('operator'),
      resume: () => dispatcher.resume(),
      goTo: (place) => tell('app:goTo', place),
      sessionEnd: { isSending: () => dispatcher.isSending, quit: () => app.quit(), closeNow: () => ending.now() },
      ...logs,
      log,
    },
    { dispatcher: dispatcher.state, link, campaigns: desk.summaries() },
  );
  const handlers = makeHandlers({
    backups,
    browsers,
    ...logs,
    campaigns: desk,
    texts: new TextDesk(stores.savedTexts, clock),
    messages: messageDesk,
    files,
    lists: listDesk,
    uploads,
    people: peopleDesk,
    reports,
    dispatcher,
    session,
    verification,
    settings: () => settings,
    changeSettings,
    openDataFolder: () => void shell.openPath(folders.data),
    exampleList: async () => (practice ? readExampleList(practice) : null),
    restart,
    overview,
    showFile: (path) => savedFiles.show(path),
    openFile: (path) => savedFiles.open(path),
    openChat: (phone) => openOutside(`https://wa.me/${toChatUser(phone)}`),
  });
  registerCommands(ipcMain, handlers, options.origin, log);

  const upkeep = new Upkeep({
    db,
    folders,
    workerFile,
    clock,
    log,
    settings: () => settings,
    onDamage: (problem) => dispatcher.pause('database_corrupt', problem),
    onForgotten: () => {
      pages.dropNames();
      broadcast.manyMessagesChanged();
    },
  });
  nativeTheme.themeSource = settings.theme;
  desktop.show();
  if (hold) dispatcher.pause(hold.reason, hold.detail, hold.count);
  // Without a link nothing is claimed, so whatever must come before the first claim comes before the link.
  void upkeep.start().finally(() => {
    dispatcher.nudge();
    session.start();
  });
  onWake(() => {
    dispatcher.nudge();
    reconciliation.readAll();
    void upkeep.look();
  });

  const loops = { upkeep, dispatcher, reconciliation, verification, broadcast };
  const ending: Ending = new Ending({ ...loops, desktop, messages: messageDesk, session, ledger, db });
  quitOnShutdown(() => app.quit());
  return succeed({ showWindow: () => desktop.show(), stop: () => ending.inPeace() });
}
