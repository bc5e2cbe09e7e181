import { defaultPracticeSettings, type MessageKeyField, type PracticeSettings } from '../protocol.ts';
import { ChatStore } from './chat-store.ts';
import { createCommands } from './commands.ts';
import { Connection } from './connection.ts';
import { type Database, openDatabase } from './database.ts';
import { createEffects } from './effects.ts';
import { pause } from './emitter.ts';
import { Journal } from './journal.ts';
import { createMessageKeyClass } from './message-key.ts';
import { createModules, createRequire, type PageParts } from './modules.ts';
import { Network, type ReceiptNotice } from './network.ts';
import { applyReceipt, seedEarlierText } from './other-messages.ts';
import { scenarioByNumber } from './scenarios.ts';
import { showScreen } from './screen.ts';
import { SendFocus } from './send-focus.ts';
import { Sender } from './sender.ts';
import { createWid, type Wid } from './wid.ts';

const fieldKey = 'message_key_field';
const withEarlierText = ['447700900825@c.us', '447700900925@c.us'];

void start();

/** Puts the parts together, and only then lets the library see them: it waits for `Debug.VERSION`. */
async function start(): Promise<void> {
  const database = await openDatabase();
  const settings = await readSettings(database);
  const journal = new Journal(database, metaContent('journal'));
  const parts = createParts(database, journal, settings);
  const { chatStore, connection, network, sender } = parts;

  const seed = (wid: Wid): Promise<void> =>
    seedEarlierText({ database, chatStore, journal }, wid, settings.earlierText);
  connection.onLinked = async () => {
    for (const address of withEarlierText) await seed(createWid(address));
  };
  journal.onCommand = createCommands(
    parts,
    async (wid, scenario) => {
      await network.setScenario(wid.user, scenario);
      if (scenarioByNumber(scenario).chat === 'has_earlier_text') await seed(wid);
    },
    (field) => database.write(['state'], (store) => void store('state').put(field, fieldKey)),
  );

  await chatStore.start();
  await sender.recallOutbox();
  followConnection(parts);
  network.on('receipt', (notice: ReceiptNotice) => void applyReceipt(chatStore, notice));
  await network.start();
  await connection.prepare();
  journal.connect();
  showScreen(connection, network);
  Object.assign(window, {
    require: createRequire(createModules(parts)),
    Debug: { VERSION: metaContent('version') },
  });
  await connection.run();
}

function createParts(database: Database, journal: Journal, settings: PracticeSettings): PageParts {
  const network = new Network(database, journal, settings);
  const focus = new SendFocus(network);
  const MessageKey = createMessageKeyClass(settings.messageKeyField, async () => {
    if (focus.scenario().newId === 'hangs') await pause(settings.hangMs);
  });
  const chatStore = new ChatStore(database, MessageKey);
  const connection = new Connection(database, journal, chatStore, settings);
  const afterTaken = createEffects(connection, journal, settings);
  const sender = new Sender({ database, chatStore, network, connection, journal, settings, afterTaken });
  return { chatStore, connection, network, sender, journal, focus, settings };
}

/** The network delivers receipts, and takes what waited, while the page is connected. */
function followConnection({ connection, network, sender, journal }: PageParts): void {
  connection.socket.on('change:state', (_socket: unknown, state: string) => {
    journal.note({ kind: 'state', at: Date.now(), state });
    if (state !== 'CONNECTED') return network.goOffline();
    network.goOnline();
    void sender.flushOutbox('waiting');
  });
}

/** The defaults, then what the page's head says, then what a command set for good. */
async function readSettings(database: Database): Promise<PracticeSettings> {
  const given = JSON.parse(metaContent('settings') ?? '{}') as Partial<PracticeSettings>;
  const field: MessageKeyField | undefined = await database.read('state', (store) => store.get(fieldKey));
  return { ...defaultPracticeSettings, ...given, ...(field === undefined ? {} : { messageKeyField: field }) };
}

function metaContent(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}
