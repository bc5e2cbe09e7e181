import type { PracticeSettings, SocketState } from '../protocol.ts';
import type { ChatStore } from './chats/chat-store.ts';
import { account } from './chats/directory.ts';
import { BaseModel } from './chats/models.ts';
import type { Database } from './database.ts';
import { Emitter, never, pause } from './emitter.ts';
import { BackendEventBus, OfflineDelivery } from './event-bus.ts';
import type { Journal } from './journal.ts';
import { LinkOffer } from './link-offer.ts';
import type { Me } from './me.ts';
import { checkKey } from './restrictions.ts';

const pairedKey = 'paired';
export const logoutReasonKey = 'logout_reason';
const openingMs = 30;
/** The library has this time to notice a logout before the document ends. */
const logoutNoticeMs = 200;
/** After a logout the app closes the browser. Only where it has not done so after this time does the page go on. */
const logoutByAppMs = 2_000;

class Socket extends BaseModel {
  state: SocketState | 'UNLAUNCHED' = 'UNLAUNCHED';
  stream: 'DISCONNECTED' | 'CONNECTED' = 'DISCONNECTED';
  hasSynced: boolean | undefined = undefined;
  logout: () => Promise<void> = never;
  reconnect: () => void = () => undefined;

  takeover(): void {
    throw new Error('Takeover called without conflict!');
  }
}

class Conn extends BaseModel {
  readonly pushname = account.name;
  readonly platform = 'android';
  ref: string | undefined = undefined;
  refTTL: number | undefined = undefined;
}

/** Linking, the states of the connection, and the logout. Triggers `up` and `down` for the network. */
export class Connection extends Emitter {
  readonly socket = new Socket();
  readonly conn = new Conn();
  readonly commands = new Emitter();
  readonly bus = new BackendEventBus();
  readonly offlineDelivery: OfflineDelivery;
  readonly offer: LinkOffer;
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #chatStore: ChatStore;
  readonly #me: Me;
  readonly #settings: PracticeSettings;
  #isUp = false;
  #isLinked = false;
  #codeAsked: () => void = () => undefined;
  readonly #whenCodeAsked = new Promise<void>((resolve) => {
    this.#codeAsked = resolve;
  });
  /** Runs when the page is linked, before it is connected. */
  onLinked: () => Promise<void> = () => Promise.resolve();

  constructor(parts: {
    readonly database: Database;
    readonly journal: Journal;
    readonly chatStore: ChatStore;
    readonly me: Me;
    readonly settings: PracticeSettings;
  }) {
    super();
    this.#database = parts.database;
    this.#journal = parts.journal;
    this.#chatStore = parts.chatStore;
    this.#me = parts.me;
    this.#settings = parts.settings;
    this.offlineDelivery = new OfflineDelivery(this.bus, parts.settings.catchUpLimitMs);
    this.offer = new LinkOffer(parts.settings);
    this.socket.logout = () => this.logOut('app');
    this.socket.reconnect = () => this.bus.triggerReconnectSocket();
    this.bus.onReconnectSocket(() => void this.reconnect());
    this.bus.onRefreshQR(() => void this.refreshQr());
  }

  /** Whether there is a connection. After a loss, the socket's state says "connected" for a while longer. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /** Prepares the state that the page must have before the library looks at it. */
  async prepare(): Promise<void> {
    this.#isLinked = (await this.#database.read('state', (store) => store.get(pairedKey))) === true;
    if (!this.#isLinked) return;
    this.#me.link();
    if (!this.#settings.syncedBeforeListening) return;
    this.#connected(this.#settings.catchUpMs);
    this.#synced();
  }

  /** Starts what the page does by itself once the library is there. */
  async run(): Promise<void> {
    if (this.#isUp) return;
    await this.#openSocket();
    if (!this.#isLinked) return this.#offerLink();
    if (this.#settings.blockedBy) return this.block(this.#settings.blockedBy);
    this.#connected(this.#settings.catchUpMs);
    await this.#sync();
  }

  /** The phone scans the QR code, or takes the pairing code. A code that has run out links nothing. */
  async link(): Promise<void> {
    if (this.#isLinked || !this.offer.isAlive()) return;
    if (this.#settings.asksPasskey) this.offer.askPasskey();
    else await this.#pair();
  }

  /** The person used the passkey in the page's window. */
  takePasskey(): Promise<void> {
    if (this.offer.pairingType !== 'SHORTCAKE_PASSKEY') throw new Error('no passkey is asked for');
    return this.#pair();
  }

  async #pair(): Promise<void> {
    this.offer.stop();
    this.#isLinked = true;
    this.#me.link();
    await this.#database.write(['state'], (store) => store('state').put(true, pairedKey));
    await this.onLinked();
    await this.#openSocket();
    this.#connected(this.#settings.catchUpMs);
    await this.#sync();
  }

  /** Starts again with a fresh set of codes. */
  async refreshQr(): Promise<void> {
    if (this.#isLinked) return;
    this.offer.stop();
    this.offer.prepareForQr();
    await this.#openSocket();
    this.#showRefs();
  }

  /** Cuts the connection. The page notices the closed socket at once, but changes its state only after a while. */
  lose(): void {
    this.#down();
    setTimeout(() => {
      if (!this.#isUp && this.socket.state === 'CONNECTED') this.socket.set({ state: 'OPENING' });
    }, this.#settings.stateLagMs);
  }

  /** Restores the connection. The page catches up for `catchUpMs`; null means without end. */
  async reconnect(catchUpMs: number | null = this.#settings.catchUpMs): Promise<void> {
    if (this.#isUp) return;
    await this.#openSocket();
    this.#connected(catchUpMs, this.#settings.successMs);
    if (this.socket.hasSynced) this.#streaming();
    else await this.#sync();
  }

  /** Puts the page into one of WhatsApp's states in which it can do nothing. */
  block(state: SocketState): void {
    this.#down();
    this.socket.set({ state });
  }

  /** Ends the login and reloads the document at its own address, the only address that Chromium may open. */
  async logOut(by: 'app' | 'phone', reason?: string): Promise<void> {
    await this.#journal.record({ kind: 'logout', at: Date.now(), by });
    await this.#database.write(['state'], (store) => {
      for (const key of [pairedKey, checkKey]) store('state').delete(key);
    });
    await this.#chatStore.clear();
    await this.#journal.flush();
    if (reason !== undefined) sessionStorage.setItem(logoutReasonKey, reason);
    if (by === 'app') setTimeout(() => void this.#leave(), logoutByAppMs);
    else await this.#leave();
  }

  /** Returns a code to type on the phone. */
  askCode(phone: string): string {
    const code = this.offer.code(phone);
    this.#codeAsked();
    return code;
  }

  async #leave(): Promise<void> {
    this.commands.trigger('logout');
    await pause(logoutNoticeMs);
    reload();
  }

  async #openSocket(): Promise<void> {
    this.socket.set({ state: 'OPENING' });
    await pause(openingMs);
    this.socket.set({ state: 'PAIRING' });
    await pause(openingMs);
  }

  /** Catching up begins with the server's greeting, after `successMs`. Until then the flag keeps its old value. */
  #connected(catchUpMs: number | null, successMs = 0): void {
    this.#isUp = true;
    this.socket.set({ state: 'CONNECTED' });
    this.offlineDelivery.begin(catchUpMs, successMs);
    this.trigger('up');
  }

  #down(): void {
    this.#isUp = false;
    this.offlineDelivery.stop();
    this.socket.set({ stream: 'DISCONNECTED' });
    this.trigger('down');
  }

  #streaming(): void {
    this.socket.set({ stream: 'CONNECTED' });
  }

  #showRefs(): void {
    this.offer.begin(
      (ref, refTTL) => {
        this.conn.set({ ref, refTTL });
        this.socket.set({ state: 'UNPAIRED' });
      },
      () => this.socket.set({ state: 'UNPAIRED_IDLE' }),
    );
  }

  async #offerLink(): Promise<void> {
    this.#showRefs();
    await Promise.race([Emitter.whenListened(this.conn, 'change:ref'), this.#whenCodeAsked]);
    if (this.#settings.scanAfterMs === null) return;
    await pause(this.#settings.scanAfterMs);
    await this.link();
  }

  async #sync(): Promise<void> {
    await Emitter.whenListened(this.socket, 'change:hasSynced');
    this.#synced();
    this.#journal.note({ kind: 'ready', at: Date.now(), account: account.wid.toString() });
  }

  #synced(): void {
    if (this.#isUp) this.#streaming();
    this.socket.set({ hasSynced: true });
  }
}

/** Reloads the page at the only address at which it is found, without the question that it asks of others. */
export function reload(): void {
  window.onbeforeunload = null;
  if (location.search === '') location.reload();
  else location.replace(location.pathname);
}
