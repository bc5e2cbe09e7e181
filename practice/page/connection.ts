import type { PracticeSettings } from '../protocol.ts';
import type { ChatStore } from './chat-store.ts';
import type { Database } from './database.ts';
import { account } from './directory.ts';
import { Emitter, never, pause } from './emitter.ts';
import type { Journal } from './journal.ts';
import { randomId } from './message-key.ts';

/** The states that the library knows and this page takes. */
export type SocketState = 'OPENING' | 'UNPAIRED' | 'PAIRING' | 'CONNECTED' | 'TIMEOUT' | 'CONFLICT';

const pairedKey = 'paired';
const openingMs = 30;
const pairingMs = 100;
/** Time for the library to take note of a logout before the document ends. */
const logoutNoticeMs = 200;
/** A logout asked for by the app is followed by the app closing the browser; only without that the page goes on. */
const logoutByAppMs = 2_000;
const codeLetters = 'ABCDEFGHJKLMNPQRSTVWXYZ123456789';
const codeLength = 8;

class Socket extends Emitter {
  state: SocketState = 'OPENING';
  hasSynced = false;
  logout: () => Promise<void> = never;
  reconnect: () => void = () => undefined;
  takeover: () => void = () => undefined;

  setState(state: SocketState): void {
    if (this.state === state) return;
    this.state = state;
    this.trigger('change:state', this, state);
  }

  setHasSynced(): void {
    if (this.hasSynced) return;
    this.hasSynced = true;
    this.trigger('change:hasSynced', this, true);
  }
}

class Conn extends Emitter {
  readonly pushname = account.name;
  readonly platform = 'android';
  ref = newRef();

  renewRef(): void {
    this.ref = newRef();
    this.trigger('change:ref', this, this.ref);
  }

  serialize(): Record<string, unknown> {
    return { pushname: this.pushname, platform: this.platform, ref: this.ref };
  }
}

/** Linking, the connection's states, and the logout. */
export class Connection {
  readonly socket = new Socket();
  readonly conn = new Conn();
  readonly commands = new Emitter();
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #chatStore: ChatStore;
  readonly #settings: PracticeSettings;
  #codeAsked: () => void = () => undefined;
  readonly #whenCodeAsked = new Promise<void>((resolve) => {
    this.#codeAsked = resolve;
  });
  /** Runs when the page is linked, before it is connected. */
  onLinked: () => Promise<void> = () => Promise.resolve();

  constructor(database: Database, journal: Journal, chatStore: ChatStore, settings: PracticeSettings) {
    this.#database = database;
    this.#journal = journal;
    this.#chatStore = chatStore;
    this.#settings = settings;
    this.socket.logout = () => this.logOut('app');
    this.socket.reconnect = () => this.socket.setState('CONNECTED');
    this.socket.takeover = () => this.socket.setState('CONNECTED');
  }

  /** What must be true before the library can look at the page. */
  async prepare(): Promise<void> {
    const paired: boolean | undefined = await this.#database.read('state', (store) => store.get(pairedKey));
    if (!paired) return this.socket.setState('UNPAIRED');
    if (!this.#settings.syncedBeforeListening) return;
    this.socket.setState('CONNECTED');
    this.socket.setHasSynced();
  }

  /** What goes on by itself once the library is there. */
  async run(): Promise<void> {
    if (this.socket.state === 'UNPAIRED') return this.#offerLink();
    await pause(openingMs);
    this.socket.setState('CONNECTED');
    await this.#sync();
  }

  /** The phone scans the QR code, or takes the pairing code. */
  async link(): Promise<void> {
    if (this.socket.state !== 'UNPAIRED') return;
    this.socket.setState('PAIRING');
    await pause(pairingMs);
    await this.#database.write(['state'], (store) => store('state').put(true, pairedKey));
    await this.onLinked();
    this.socket.setState('CONNECTED');
    await this.#sync();
  }

  /** Ends the login. The document is loaded anew at its own address, the only one that stays inside the page. */
  async logOut(by: 'app' | 'phone'): Promise<void> {
    await this.#journal.record({ kind: 'logout', at: Date.now(), by });
    await this.#database.write(['state'], (store) => store('state').delete(pairedKey));
    await this.#chatStore.clear();
    await this.#journal.flush();
    if (by === 'app') setTimeout(() => void this.#leave(), logoutByAppMs);
    else await this.#leave();
  }

  async #leave(): Promise<void> {
    this.commands.trigger('logout');
    await pause(logoutNoticeMs);
    location.reload();
  }

  /** Starts linking by a code that is typed on the phone, and gives the code. A number that ends in 0000 gets none. */
  askCode(phone: string): string {
    if (phone.endsWith('0000')) throw new Error('IQErrorBadRequest');
    this.#codeAsked();
    const numbers = crypto.getRandomValues(new Uint8Array(codeLength));
    return Array.from(numbers, (number) => codeLetters[number % codeLetters.length]).join('');
  }

  async #offerLink(): Promise<void> {
    const timer = setInterval(() => this.conn.renewRef(), this.#settings.refRefreshMs);
    this.socket.once('change:state', () => clearInterval(timer));
    await Promise.race([this.conn.whenListened('change:ref'), this.#whenCodeAsked]);
    if (this.#settings.scanAfterMs === null) return;
    await pause(this.#settings.scanAfterMs);
    await this.link();
  }

  async #sync(): Promise<void> {
    await this.socket.whenListened('change:hasSynced');
    this.socket.setHasSynced();
    this.#journal.note({ kind: 'ready', at: Date.now(), account: account.wid.toString() });
  }
}

function newRef(): string {
  return `2@${randomId()}${randomId()}`;
}
