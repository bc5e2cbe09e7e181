import { defaultPracticeSettings, type MessageKeyField, type PracticeSettings } from '../protocol.ts';
import { ChatStore } from './chats/chat-store.ts';
import { LidMap } from './chats/lid-map.ts';
import { createMessageKeyClass } from './chats/message-key.ts';
import { applyReceipt, seedEarlierText } from './chats/other-messages.ts';
import { SeenMarks } from './chats/seen-marks.ts';
import { createWid, type Wid } from './chats/wid.ts';
import { keepClock } from './clock.ts';
import { createCommands } from './commands.ts';
import { Connection, logoutReasonKey } from './connection.ts';
import { type Database, openDatabase } from './database.ts';
import { pause } from './emitter.ts';
import { Journal } from './journal.ts';
import { Me } from './me.ts';
import { createModules, createRequire, type PageParts } from './modules.ts';
import { Network, type ReceiptNotice } from './network.ts';
import { Restrictions } from './restrictions.ts';
import { scenarioByNumber } from './scenarios.ts';
import { showScreen } from './screen.ts';
import { createEffects } from './sending/effects.ts';
import { SendFocus } from './sending/send-focus.ts';
import { SendJob } from './sending/send-job.ts';
import { Sender } from './sending/sender.ts';
import { isHeadless, showWall } from './sending/wall.ts';

const fieldKey = 'message_key_field';
const versionKey = 'version';
const withEarlierText = ['447700900825@c.us', '447700900925@c.us'];

keepClock();
showLogoutReason();
void start();

/** Puts the parts together before it sets `Debug.VERSION`, for which the library waits. */
async function start(): Promise<void> {
  const database = await openDatabase();
  const settings = await readSettings(database);
  if (settings.wall && isHeadless(navigator.userAgent)) return showWall();
  const journal = new Journal(database, metaContent('journal'));
  const parts = createParts(database, journal, settings);
  const modules = createModules(parts);
  const { chatStore, connection, job, lids, network, restrictions } = parts;
  listenToJournal(parts, database, modules);

  await chatStore.start();
  await lids.start();
  await restrictions.start();
  followConnection(parts);
  network.on('receipt', (notice: ReceiptNotice) => {
    void applyReceipt(chatStore, lids, notice);
    job.acknowledge(notice);
  });
  await network.start();
  await connection.prepare();
  if (chatStore.me.number()) await job.recallOutbox();
  journal.connect();
  window.onbeforeunload = () => (chatStore.messages.hasUnsentMessages() ? 'You are closing WhatsApp.' : undefined);
  showScreen(connection, network);
  Object.assign(window, { require: createRequire(modules) });
  if (settings.versionAfterMs !== null) setTimeout(() => tellVersion(settings), settings.versionAfterMs);
  await connection.run();
}

function createParts(database: Database, journal: Journal, settings: PracticeSettings): PageParts {
  const me = new Me();
  const network = new Network(database, journal, settings);
  const focus = new SendFocus(network);
  const MessageKey = createMessageKeyClass(settings.messageKeyField, me, async () => {
    const { newId } = focus.scenario();
    if (newId === 'hangs') await pause(settings.hangMs);
    if (newId === 'puts_send_back') sender.putBack();
  });
  const chatStore = new ChatStore(database, MessageKey, me);
  const lids = new LidMap(database);
  const restrictions = new Restrictions(database);
  const connection = new Connection({ database, journal, chatStore, me, settings });
  const seenMarks = new SeenMarks(chatStore, journal);
  const afterTaken = createEffects(connection, journal, settings, (model) => sender.sendCopyOnce(model));
  const job = new SendJob({ database, chatStore, network, connection, restrictions, afterTaken });
  const sender = new Sender({ chatStore, network, journal, settings, job, seenMarks });
  return { chatStore, connection, focus, job, journal, lids, network, restrictions, seenMarks, sender, settings };
}

function listenToJournal(parts: PageParts, database: Database, modules: Readonly<Record<string, unknown>>): void {
  const { chatStore, connection, journal, network, settings } = parts;
  const seed = (wid: Wid): Promise<void> =>
    seedEarlierText({ database, chatStore, journal }, wid, settings.earlierText);
  connection.onLinked = async () => {
    for (const address of withEarlierText) await seed(createWid(address));
  };
  journal.onCommand = createCommands(
    parts,
    modules,
    async (wid, scenario) => {
      await network.setScenario(wid.user, scenario);
      if (scenarioByNumber(scenario).chat === 'has_earlier_text') await seed(wid);
    },
    (field) => database.write(['state'], (store) => void store('state').put(field, fieldKey)),
    (version) => database.write(['state'], (store) => void store('state').put(version, versionKey)),
  );
}

/** While the connection is up, the network delivers receipts and takes the messages that waited. */
function followConnection({ connection, network, job, journal }: PageParts): void {
  connection.socket.on('change:state', (_socket: unknown, state: string) => {
    journal.note({ kind: 'state', at: Date.now(), state });
  });
  connection.on('down', () => network.goOffline());
  connection.on('up', () => {
    network.goOnline();
    void job.flushOutbox('waiting');
  });
}

function tellVersion({ version }: PracticeSettings): void {
  Object.assign(window, { Debug: { VERSION: version } });
}

/** Puts the reason of the last document's logout into the address of this one. */
function showLogoutReason(): void {
  const reason = sessionStorage.getItem(logoutReasonKey);
  sessionStorage.removeItem(logoutReasonKey);
  if (reason !== null) history.replaceState(null, '', `?${logoutReasonKey}=${reason}`);
}

/** The defaults, overridden by the settings in the page's head, and these by what a command stored. */
async function readSettings(database: Database): Promise<PracticeSettings> {
  const given = JSON.parse(metaContent('settings') ?? '{}') as Partial<PracticeSettings>;
  const field: MessageKeyField | undefined = await database.read('state', (store) => store.get(fieldKey));
  const version: string | undefined = await database.read('state', (store) => store.get(versionKey));
  return {
    ...defaultPracticeSettings,
    version: version ?? metaContent('version') ?? null,
    ...given,
    ...(field === undefined ? {} : { messageKeyField: field }),
  };
}

function metaContent(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}
