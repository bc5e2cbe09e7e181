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
/** Time for the library to take note of a logout before the document ends. */
const logoutNoticeMs = 200;
/** A logout asked for by the app is followed by the app closing the browser; only without that the page goes on. */
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

/** Linking, the connection's states, and the logout. Triggers `up` and `down` for what the network does meanwhile. */
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

  /** Whether the network is there. The socket's state says so for a while longer. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /** What must be true before the library can look at the page. */
  async prepare(): Promise<void> {
    this.#isLinked = (await this.#database.read('state', (store) => store.get(pairedKey))) === true;
    if (!this.#isLinked) return;
    this.#me.link();
    if (!this.#settings.syncedBeforeListening) return;
    this.#connected(this.#settings.catchUpMs);
    this.#synced();
  }

  /** What goes on by itself once the library is there. */
  async run(): Promise<void> {
    if (this.#isUp) return;
    await this.#openSocket();
    if (!this.#isLinked) return this.#offerLink();
    if (this.#settings.blockedBy) return this.block(this.#settings.blockedBy);
    this.#connected(this.#settings.catchUpMs);
    await this.#sync();
  }

  /** The phone scans the QR code, or takes the pairing code. A dead one links nothing. */
  async link(): Promise<void> {
    if (this.#isLinked || !this.offer.isAlive()) return;
    if (this.#settings.asksPasskey) this.offer.askPasskey();
    else await this.#pair();
  }

  /** The passkey was used in the page's window. */
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

  /** Begins the offer anew, with fresh codes. */
  async refreshQr(): Promise<void> {
    if (this.#isLinked) return;
    this.offer.stop();
    this.offer.prepareForQr();
    await this.#openSocket();
    this.#showRefs();
  }

  /** The line is cut. The page notices the closed socket at once, and says by its state only after a while. */
  lose(): void {
    this.#down();
    setTimeout(() => {
      if (!this.#isUp && this.socket.state === 'CONNECTED') this.socket.set({ state: 'OPENING' });
    }, this.#settings.stateLagMs);
  }

  /** The line is back. The page catches up for that long, and for null without end. */
  async reconnect(catchUpMs: number | null = this.#settings.catchUpMs): Promise<void> {
    if (this.#isUp) return;
    await this.#openSocket();
    this.#connected(catchUpMs, this.#settings.successMs);
    if (this.socket.hasSynced) this.#streaming();
    else await this.#sync();
  }

  /** WhatsApp puts the page into a state in which it can do nothing. */
  block(state: SocketState): void {
    this.#down();
    this.socket.set({ state });
  }

  /** Ends the login. The document is loaded anew at its own address, the only one that stays inside the page. */
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

  /** Gives a code that is typed on the phone. */
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

  /** It is the server's greeting, some time later, that begins the catching up. Until then the flag stays as it was. */
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

/** Loads the page anew at the one address at which it is found. */
export function reload(): void {
  if (location.search === '') location.reload();
  else location.replace(location.pathname);
}
