import { limits as usualLimits } from '../../domain/limits.ts';
import { digitVariants, toChatUser } from '../../domain/phone.ts';
import type { Restriction } from '../../domain/restriction.ts';
import type { Result } from '../../domain/result.ts';
import type { Account, LinkProblem, LinkState } from '../../domain/state.ts';
import type {
  AckNews,
  ChatMessage,
  Clock,
  GateAnswer,
  GateAsk,
  HandOverEnd,
  IncomingMessage,
  Leaving,
  Log,
  LookUp,
  MessageKey,
  Messenger,
  OutgoingMessage,
  OwnMessage,
  RecordReading,
} from '../ports.ts';
import type { PracticePage } from '../practice.ts';
import { BrowserIdentity } from './browser-identity.ts';
import { lookUpInPage, readRecordInPage } from './calls-in-page.ts';
import { readChatInPage } from './chat-in-page.ts';
import { Connection } from './connection.ts';
import type { ConnectionEvent } from './connection-event.ts';
import type { BrowserFailure, FetchProgress } from './fetch-browser.ts';
import type { BrowserChoice } from './find-browser.ts';
import { type Inspection, inspectPage } from './inspect-in-page.ts';
import { isLocked, isPassing } from './link-problem.ts';
import { prepareLoginFolder, removeLogin } from './login-folder.ts';
import { helpfulModules, mediaModules, readyModules, startModules } from './modules.ts';
import { codeOf, detailOf } from './page-codes.ts';
import { answers } from './page-words.ts';
import { readRestrictionInPage } from './restriction-in-page.ts';
import type { SessionLimits } from './session-limits.ts';
import type { TrialEnd } from './trial.ts';
import { Unacknowledged } from './unacknowledged.ts';

export type SessionParts = {
  /** Finds or fetches the browser, at each start. */
  readonly browser: (onProgress: FetchProgress) => Promise<Result<BrowserChoice, BrowserFailure>>;
  /** Holds the login. Made for the user's eyes only. */
  readonly loginFolder: string;
  /** The simulated page; null drives the real WhatsApp. */
  readonly page: PracticePage | null;
  /** Judges a message at the send gate in one synchronous block. */
  readonly onGate: (ask: GateAsk) => GateAnswer;
  readonly onAck: (news: AckNews) => void;
  /** A message that somebody wrote was seen where WhatsApp encrypts it, whether it passed the gate or not. */
  readonly onLeaving?: (leaving: Leaving) => void;
  readonly onLink: (state: LinkState) => void;
  /** Whether WhatsApp has caught up has changed. */
  readonly onCaughtUp?: () => void;
  /** A message of a person to us: every id by which the person is known, and the text. */
  readonly onIncoming?: (message: IncomingMessage) => void;
  readonly onOwn?: (message: OwnMessage) => void;
  readonly clock: Clock;
  readonly log: Log;
  /** What browsers call themselves, where several sessions share the answers. */
  readonly identity?: Pick<BrowserIdentity, 'userAgentOf'>;
  /** Other bounds than the usual ones, for tests. */
  readonly limits?: SessionLimits;
};

/** The linked WhatsApp login: keeps one Chromium with WhatsApp's page going, and is the dispatcher's way to WhatsApp. */
export class WhatsAppSession implements Messenger {
  readonly #parts: SessionParts;
  readonly #limits: SessionLimits;
  readonly #identity: Pick<BrowserIdentity, 'userAgentOf'>;
  readonly #unacknowledged: Unacknowledged;
  #connection: Connection | null = null;
  #state: LinkState = { phase: 'starting' };
  #isStopped = true;
  /** Starts and ends of Chromium follow each other, since there is only one login folder. */
  #turn: Promise<void> = Promise.resolve();
  #closing: Promise<void> = Promise.resolve();
  #cancelRetry: () => void = () => undefined;
  #cancelRenewal: () => void = () => undefined;
  #failuresInARow = 0;
  #lastAccount: Account | null = null;
  /** The number to link by a typed code instead of the QR code. */
  #pairingPhone: string | null = null;
  #codeAskedOf: Connection | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? usualLimits;
    this.#identity = parts.identity ?? new BrowserIdentity();
    this.#unacknowledged = new Unacknowledged(parts.clock, this.#limits.offlineHoldMaxMs);
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Starts Chromium. What becomes of it comes through `onLink`. */
  start(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    void this.#restart();
  }

  /** Ends Chromium and waits until it is gone. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    this.#cancelRenewal();
    await this.#endConnection();
  }

  /** Tries again now instead of later. Does nothing while linked. */
  retry(): void {
    if (this.account()) return;
    this.#failuresInARow = 0;
    void this.#restart();
  }

  /** Links by a code typed on the phone of that number, in E.164. Does nothing once linked. */
  linkByCode(phone: string): void {
    if (this.account()) return;
    this.#pairingPhone = phone;
    this.#codeAskedOf = null;
    // A connection that is still starting asks for the code once it would show its QR code.
    if (!this.#connection) void this.#restart();
    else if (this.#connection.isOffering) this.#askCode(phone);
  }

  /** Back to the QR code. */
  linkByQr(): void {
    if (this.account() || (this.#pairingPhone === null && this.#state.phase !== 'code_refused')) return;
    this.#pairingPhone = null;
    void this.#restart();
  }

  /** Unlinks this computer, at WhatsApp and here, and begins anew with a QR code. */
  logout(): Promise<void> {
    return this.#restart(async () => {
      await this.#connection?.logOut();
      await this.#deleteLogin();
    });
  }

  account(): Account | null {
    return this.#connection?.account ?? null;
  }

  /** What the page is like, as far as we rely on it; null where it cannot be asked now. */
  async inspect(): Promise<Inspection | null> {
    const names = [...startModules, ...readyModules, ...mediaModules, ...helpfulModules];
    try {
      return (
        (await this.#connection?.page.ask(this.#limits.pageHangMs, answers.inspection, inspectPage, names)) ?? null
      );
    } catch {
      return null;
    }
  }

  isCaughtUp(): boolean | null {
    return this.#connection?.isCaughtUp ?? null;
  }

  async restriction(): Promise<Restriction | null> {
    try {
      return (
        (await this.#connection?.page.ask(this.#limits.lookUpTimeoutMs, answers.restriction, readRestrictionInPage)) ??
        null
      );
    } catch {
      return null;
    }
  }

  async lookUp(phone: string): Promise<LookUp> {
    const connection = this.#connection;
    const notConnected: LookUp = { kind: 'unavailable', why: 'not connected' };
    if (!connection?.account) return notConnected;
    const numberIds = digitVariants(phone).map((variant) => `${toChatUser(variant)}@c.us`);
    try {
      const found = await connection.page.ask(this.#limits.lookUpTimeoutMs, answers.lookUp, lookUpInPage, numberIds);
      if (!connection.account) return notConnected;
      if (found.kind === 'unavailable') return { ...found, why: codeOf(found.why) };
      // Another number is another person: taken for this one's, it would be fenced with this one.
      const isOther = (id: string) => !id.endsWith('@lid') && !numberIds.includes(id);
      if (found.kind === 'registered' && [found.chatId, ...found.ids].some(isOther))
        return { kind: 'unavailable', why: 'an answer of an unknown shape' };
      return found;
    } catch (error) {
      return { kind: 'unavailable', why: codeOf(error) };
    }
  }

  /** Tries the send gate in every way, on the account itself, without messaging anybody. */
  async tryGate(): Promise<TrialEnd> {
    return (await this.#connection?.tryGate()) ?? { kind: 'unknown', why: 'not connected' };
  }

  async readChat(chatId: string, most: number, sinceMs: number | null): Promise<readonly ChatMessage[] | null> {
    const connection = this.#connection;
    if (!connection?.account) return null;
    try {
      return await connection.page.ask(
        this.#limits.lookUpTimeoutMs,
        answers.chat,
        readChatInPage,
        chatId,
        most,
        sinceMs,
      );
    } catch {
      return null;
    }
  }

  async handOver(outgoing: OutgoingMessage): Promise<HandOverEnd> {
    return (await this.#connection?.handOver(outgoing)) ?? { kind: 'threw', why: 'not connected' };
  }

  async readRecord(key: MessageKey): Promise<RecordReading> {
    const connection = this.#connection;
    if (!connection?.account || key.random === '') return { kind: 'unavailable' };
    const { lookUpTimeoutMs, historyMessagesRead } = this.#limits;
    try {
      const found = await connection.page.ask(
        lookUpTimeoutMs,
        answers.record,
        readRecordInPage,
        key,
        historyMessagesRead,
      );
      return found ? { kind: 'found', ...found } : { kind: 'absent' };
    } catch {
      return { kind: 'unavailable' };
    }
  }

  /** Ends the present Chromium, does what needs it gone, and starts the next. */
  #restart(between: () => Promise<void> = async () => undefined): Promise<void> {
    this.#cancelRetry();
    return this.#serialize(async () => {
      await between();
      await this.#endConnection();
      await this.#begin();
    });
  }

  async #begin(): Promise<void> {
    const {
      browser,
      onGate,
      onAck,
      onLeaving = () => undefined,
      onIncoming = () => undefined,
      onOwn = () => undefined,
      loginFolder,
    } = this.#parts;
    if (this.#isStopped) return;
    this.#show({ phase: 'starting' });
    const choice = await browser((receivedBytes, totalBytes) =>
      this.#show({ phase: 'fetching_browser', receivedBytes, totalBytes }),
    );
    if (this.#isStopped) return;
    if (!choice.ok) {
      this.#lose(choice.failure.problem, choice.failure.detail);
      return;
    }
    const userAgent = await this.#identity.userAgentOf(choice.value);
    if (userAgent === null) this.#parts.log.warn('the browser does not tell its name');
    if (this.#isStopped) return;
    prepareLoginFolder(loginFolder);
    const connection = new Connection({
      ...this.#parts,
      onGate: (ask) => this.#unacknowledged.noteAnswer(ask.key.random, onGate(ask)),
      onAck: (news) => {
        this.#unacknowledged.noteAck(news);
        onAck(news);
      },
      hasUnacknowledged: () => this.#unacknowledged.isAny(),
      onLeaving,
      onIncoming,
      onOwn,
      userAgent,
      limits: this.#limits,
      choice: choice.value,
      onEvent: (event) => {
        if (connection === this.#connection) this.#follow(event);
      },
    });
    this.#connection = connection;
    connection.open();
  }

  #follow(event: ConnectionEvent): void {
    switch (event.kind) {
      case 'qr':
        this.#offer(event.qr);
        break;
      case 'used_up':
        // Nothing that is dead is shown. The next QR code asks for a code to type as well.
        if (this.#state.phase === 'qr') this.#show({ phase: 'starting' });
        if (this.#state.phase === 'code') this.#show({ ...this.#state, code: null });
        this.#codeAskedOf = null;
        break;
      case 'code':
        if (this.#pairingPhone === null) break;
        this.#show({ phase: 'code', code: event.code, phone: this.#pairingPhone });
        this.#renewCodeLater(event.code);
        break;
      case 'caught_up':
        this.#parts.onCaughtUp?.();
        break;
      case 'code_refused':
        this.#parts.log.warn('no pairing code', { why: codeOf(event.detail) });
        if (this.#pairingPhone !== event.phone) break;
        // Asked again only when the operator says so, or a wrong number would be tried for ever.
        this.#pairingPhone = null;
        this.#show({ phase: 'code_refused', phone: event.phone });
        break;
      case 'syncing':
        this.#show({ phase: 'syncing', percent: event.percent });
        break;
      case 'ready':
        this.#failuresInARow = 0;
        this.#pairingPhone = null;
        this.#lastAccount = event.account;
        this.#show({ phase: 'ready', account: event.account });
        break;
      case 'offline':
        this.#show({ phase: 'disconnected', account: this.#lastAccount, retryAtMs: null });
        break;
      case 'logged_out':
        this.#lastAccount = null;
        this.#show({ phase: 'logged_out' });
        if (isLocked(event.reason)) void this.#endLocked();
        else void this.#restart(event.isForGood ? () => this.#deleteLogin() : undefined);
        break;
      case 'lost':
        this.#lose(event.problem, event.detail);
    }
  }

  #offer(qr: string): void {
    // A code that was refused stays said until the operator answers; QR codes keep coming meanwhile.
    if (this.#state.phase === 'code_refused') return;
    if (this.#pairingPhone === null) this.#show({ phase: 'qr', qr, renewedAtMs: this.#parts.clock.nowMs() });
    else if (this.#codeAskedOf !== this.#connection) this.#askCode(this.#pairingPhone);
  }

  /** WhatsApp lets a code die. Another is asked for before, and the old one is not shown meanwhile. */
  #renewCodeLater(code: string): void {
    const { clock } = this.#parts;
    this.#cancelRenewal();
    this.#cancelRenewal = clock.after(this.#limits.pairingCodeLifeMs, () => {
      if (this.#state.phase === 'code' && this.#state.code === code) this.#askCode(this.#state.phone);
    });
  }

  /** WhatsApp has locked the account. A new link would only be refused. */
  async #endLocked(): Promise<void> {
    await this.#serialize(() => this.#deleteLogin());
    this.#show({ phase: 'failed', problem: 'account_locked', detail: '' });
  }

  #askCode(phone: string): void {
    this.#codeAskedOf = this.#connection;
    this.#show({ phase: 'code', code: null, phone });
    this.#connection?.requestCode(phone);
  }

  /** Says what is wrong, and tries again by itself where that can help. */
  #lose(problem: LinkProblem, rawDetail: string): void {
    const detail = detailOf(rawDetail);
    this.#parts.log.warn('link lost', { problem, why: codeOf(rawDetail) });
    void this.#serialize(() => this.#endConnection());
    const retryAtMs = isPassing(problem) ? this.#retryLater() : null;
    if (retryAtMs !== null && this.#lastAccount) {
      this.#show({ phase: 'disconnected', account: this.#lastAccount, retryAtMs });
    } else this.#show({ phase: 'failed', problem, detail });
  }

  /** Returns when the next try will be, in epoch milliseconds. */
  #retryLater(): number {
    const { clock } = this.#parts;
    const delays = this.#limits.reconnectDelayMs;
    const delayMs = delays[Math.min(this.#failuresInARow, delays.length - 1)] ?? 0;
    this.#failuresInARow += 1;
    this.#cancelRetry();
    this.#cancelRetry = clock.after(delayMs, () => void this.#restart());
    return clock.nowMs() + delayMs;
  }

  async #endConnection(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    if (connection) this.#closing = connection.close();
    await this.#closing;
  }

  async #deleteLogin(): Promise<void> {
    this.#lastAccount = null;
    await this.#endConnection();
    this.#show({ phase: 'logged_out' });
    await removeLogin(this.#parts.loginFolder);
  }

  #serialize(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => this.#parts.log.error('session', error));
    return this.#turn;
  }

  #show(state: LinkState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#parts.onLink(state);
  }
}
