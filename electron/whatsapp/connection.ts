import type { Account, LinkProblem } from '../../domain/state.ts';
import type {
  AckNews,
  Clock,
  GateAnswer,
  GateAsk,
  HandOverEnd,
  IncomingMessage,
  Log,
  OutgoingMessage,
} from '../ports.ts';
import type { PracticePage } from '../practice.ts';
import { TimedOut, wait, withTimeout } from '../timeout.ts';
import {
  logOutInPage,
  type PageView,
  readAccount,
  readIds,
  renewQr,
  reportSynced,
  stopCodes,
  viewPage,
} from './calls-in-page.ts';
import { type Page, WhatsAppClient } from './client.ts';
import { closeBrowser } from './close-browser.ts';
import type { ConnectionEvent } from './connection-event.ts';
import type { BrowserChoice } from './find-browser.ts';
import { SendGate } from './gate.ts';
import { isDocumentGone, isFolderBusy, problemOf } from './link-problem.ts';
import { removeStaleLock } from './login-folder.ts';
import { ackNewsOf, type MessageModel, randomOf, senderOf } from './message-id.ts';
import { PageDocument } from './page-document.ts';
import type { SessionLimits } from './session-limits.ts';

type ConnectionParts = {
  readonly loginFolder: string;
  readonly choice: BrowserChoice;
  readonly page: PracticePage | null;
  readonly onGate: (ask: GateAsk) => GateAnswer;
  readonly onAck: (news: AckNews) => void;
  readonly onIncoming: (message: IncomingMessage) => void;
  readonly onEvent: (event: ConnectionEvent) => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: SessionLimits;
};

/** The life of one Chromium with WhatsApp's page in it, from its start until it is lost or closed. */
export class Connection {
  readonly #parts: ConnectionParts;
  readonly #client: WhatsAppClient;
  readonly #gate: SendGate;
  /** Settled once Chromium runs, or will not run any more. */
  readonly #launched = Promise.withResolvers<void>();
  #closing: Promise<void> | null = null;
  #isOver = false;
  #hasBrowser = false;
  #isInitialized = false;
  #document = new PageDocument();
  #silentPolls = 0;
  #progressAtMs: number;
  #cancelPoll: () => void = () => undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#progressAtMs = parts.clock.monotonicMs();
    const { onGate, onAck, loginFolder, choice, page, clock, log, limits } = parts;
    const document = () => this.#document;
    this.#gate = new SendGate({ document, onGate, onAck, maxAgeMs: limits.gateGoMaxAgeMs, log });
    this.#client = new WhatsAppClient({
      loginFolder,
      choice,
      page,
      document,
      clock,
      limits,
      onBrowser: () => this.#listenToBrowser(),
      onInjectFailed: (error) => this.#injectFailed(error),
    });
    this.#listenToClient();
  }

  /** The account, while the page is ready and connected. */
  get account(): Account | null {
    const { socketState, account } = this.#document;
    return socketState === 'CONNECTED' ? account : null;
  }

  get isOffering(): boolean {
    return this.#document.isOffering;
  }

  /** Starts Chromium. What becomes of it comes as events. */
  open(): void {
    this.#initialize()
      .then(() => {
        this.#isInitialized = true;
      })
      .catch((error: unknown) => this.#lose(error))
      .finally(() => this.#launched.resolve());
  }

  /** Ends Chromium, however far it has come. No event comes any more. */
  close(): Promise<void> {
    this.#isOver = true;
    this.#cancelPoll();
    this.#closing ??= this.#end();
    return this.#closing;
  }

  /** Runs a function in the page, at most for the time. Rejects when it fails there or does not answer. */
  ask<Values extends unknown[], Value>(
    ms: number,
    inPage: (...values: Values) => Value | Promise<Value>,
    ...values: Values
  ): Promise<Value> {
    return this.#ask(ms, (page) => page.evaluate(inPage as (...given: unknown[]) => Value | Promise<Value>, ...values));
  }

  async handOver(outgoing: OutgoingMessage): Promise<HandOverEnd> {
    const page = this.#client.pupPage;
    if (this.#isOver || !page || !this.account) return { kind: 'threw', why: 'not connected' };
    return this.#gate.handOver(page, outgoing);
  }

  /** Asks WhatsApp for a code that is typed on the phone. `phone` is E.164. The code comes as an event. */
  requestCode(phone: string): void {
    const { clock, limits } = this.#parts;
    withTimeout(clock, limits.pairingCodeTimeoutMs, this.#client.requestPairingCode(phone.slice(1))).catch((error) =>
      this.#refuseCode(phone, error),
    );
  }

  #refuseCode(phone: string, error: unknown): void {
    this.#emit({ kind: 'code_refused', phone, detail: problemOf(error).detail });
    // The library goes on asking for this number every few minutes.
    this.ask(this.#parts.limits.pageHangMs, stopCodes).catch((failed) => this.#parts.log.error('stop codes', failed));
  }

  /** Ends the login at WhatsApp as well, as far as the page can still do that. */
  async logOut(): Promise<void> {
    this.#isOver = true;
    await this.#ask(this.#parts.limits.browserCloseTimeoutMs, (page) => page.evaluate(logOutInPage)).catch(
      () => undefined,
    );
  }

  async #initialize(): Promise<void> {
    const { limits, clock, loginFolder } = this.#parts;
    for (let tries = 0; ; tries++) {
      try {
        return await this.#client.initialize();
      } catch (error) {
        if (this.#isOver || !isFolderBusy(error) || tries >= limits.browserBusyRetryCount) throw error;
        removeStaleLock(loginFolder);
        await wait(clock, limits.browserBusyRetryMs);
      }
    }
  }

  /** Chromium has started and its page is blank. The library calls this once more after a logout. */
  async #listenToBrowser(): Promise<void> {
    const { pupBrowser: browser, pupPage: page } = this.#client;
    if (this.#hasBrowser || !browser || !page) return;
    this.#hasBrowser = true;
    this.#launched.resolve();
    browser.on('disconnected', () => this.#lose(new Error('the browser closed')));
    page.on('error', (error) => this.#lose(error, 'browser_crashed'));
    page.on('close', () => this.#lose(new Error('the page closed')));
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#beginDocument();
    });
    await this.#gate.expose(page);
    this.#pollLater();
  }

  #listenToClient(): void {
    const client = this.#client;
    client.on('qr', (qr: string) => {
      this.#document.isOffering = true;
      this.#emit({ kind: 'qr', qr });
    });
    client.on('code', (code: string) => this.#emit({ kind: 'code', code }));
    client.on('loading_screen', (percent: unknown) => this.#sync(Number(percent)));
    client.on('authenticated', () => this.#sync(null));
    client.on('ready', () => void this.#becomeReady());
    client.on('change_state', (state: string) => this.#followSocket(state));
    client.on('disconnected', (reason: string) => {
      const isForGood = reason === 'LOGOUT';
      if (isForGood || reason.startsWith('UNPAIRED')) this.#emitLast({ kind: 'logged_out', isForGood });
      else this.#lose(reason);
    });
    client.on('message_ack', (message: MessageModel, ack: unknown) => {
      const news = ackNewsOf(message, ack);
      if (news) this.#parts.onAck(news);
    });
    client.on('message', (message: MessageModel) => void this.#receive(message));
  }

  async #receive(message: MessageModel): Promise<void> {
    const from = senderOf(message);
    if (!/@(c\.us|lid)$/.test(from) || typeof message.body !== 'string') return;
    const ids = await this.ask(this.#parts.limits.pageHangMs, readIds, from).catch(() => [from]);
    this.#parts.onIncoming({ ids, text: message.body, waKey: randomOf(message.id) });
  }

  #beginDocument(): void {
    const wasReady = this.#document.account !== null;
    this.#document = new PageDocument();
    this.#progressAtMs = this.#parts.clock.monotonicMs();
    if (wasReady) this.#emit({ kind: 'syncing', percent: null });
  }

  /** The library is ready in this document: the gate is put in place, and only then is the account ours to send with. */
  async #becomeReady(): Promise<void> {
    const document = this.#document;
    if (document.account || document.isBecomingReady || this.#isOver || !document.isListening) return;
    const { pageHangMs } = this.#parts.limits;
    document.isBecomingReady = true;
    try {
      const problem = await this.#ask(pageHangMs, (page) => this.#gate.install(page));
      const account = problem === null ? await this.ask(pageHangMs, readAccount) : null;
      const view = await this.ask(pageHangMs, viewPage);
      if (document !== this.#document) return;
      if (problem !== null || !account) return this.#lose(problem ?? 'the account has no number', 'page_changed');
      document.account = account;
      document.isOffering = false;
      this.#followSocket(view.state);
    } catch (error) {
      if (document === this.#document && !isDocumentGone(error)) this.#lose(error);
    } finally {
      document.isBecomingReady = false;
    }
  }

  #followSocket(state: string): void {
    const document = this.#document;
    document.socketState = state;
    if (document.account)
      this.#emit(state === 'CONNECTED' ? { kind: 'ready', account: document.account } : { kind: 'offline' });
  }

  #sync(percent: number | null): void {
    if (this.#document.account) return;
    this.#document.isOffering = false;
    this.#progressAtMs = this.#parts.clock.monotonicMs();
    this.#emit({ kind: 'syncing', percent: percent !== null && Number.isFinite(percent) ? percent : null });
  }

  #pollLater(): void {
    const { limits, clock } = this.#parts;
    if (this.#isOver) return;
    this.#cancelPoll = clock.after(this.#document.account ? limits.pageHeartbeatMs : limits.readyWatchdogMs, () => {
      void this.#poll().finally(() => this.#pollLater());
    });
  }

  /** Asks how the page stands: whether it still answers, and what the library did not notice. */
  async #poll(): Promise<void> {
    const { limits, clock } = this.#parts;
    const document = this.#document;
    const view = await this.ask(limits.pageHangMs, viewPage).catch((error: unknown) => error);
    if (this.#isOver || document !== this.#document) return;
    this.#silentPolls = view instanceof TimedOut ? this.#silentPolls + 1 : 0;
    // After a sleep of the machine, one answer may be late that would have come.
    if (this.#silentPolls >= 2) return this.#lose(new Error('the page does not answer'), 'browser_crashed');
    const isView = !(view instanceof Error);
    if (document.account) {
      if (isView && (view as PageView).state !== document.socketState) this.#followSocket((view as PageView).state);
      return;
    }
    if (isView) this.#followLinking(view as PageView);
    const isLate = clock.monotonicMs() - this.#progressAtMs > limits.readyTimeoutMs;
    if (isLate && !document.isOffering) this.#lose('ready timeout');
  }

  #followLinking({ state, hasSynced }: PageView): void {
    const { log, limits } = this.#parts;
    const { pageHangMs } = limits;
    const document = this.#document;
    // The library means to do this itself, but looks for the page's window in the main process.
    if (state === 'UNPAIRED_IDLE') this.ask(pageHangMs, renewQr).catch((error) => log.error('renew QR', error));
    if (document.isOffering && (state === 'CONNECTED' || state === 'PAIRING')) this.#sync(null);
    document.syncedPolls = hasSynced ? document.syncedPolls + 1 : 0;
    // Twice in a row: the library may be about to notice by itself.
    if (document.syncedPolls >= 2 && !document.isTakingOver)
      this.ask(pageHangMs, reportSynced).catch((error) => log.error('report synced', error));
  }

  #injectFailed(error: unknown): void {
    // The first document is watched from its end on; a later one that ends is followed by the library itself.
    if (this.#isInitialized && isDocumentGone(error)) return;
    this.#lose(error);
  }

  #ask<Value>(ms: number, call: (page: Page) => Promise<Value>): Promise<Value> {
    const page = this.#client.pupPage;
    if (!page) return Promise.reject(new Error('there is no page'));
    return withTimeout(this.#parts.clock, ms, call(page));
  }

  #lose(error: unknown, problem?: LinkProblem): void {
    const lost = problemOf(error);
    this.#emitLast({ kind: 'lost', problem: problem ?? lost.problem, detail: lost.detail });
  }

  #emit(event: ConnectionEvent): void {
    if (!this.#isOver) this.#parts.onEvent(event);
  }

  #emitLast(event: ConnectionEvent): void {
    if (this.#isOver) return;
    this.#isOver = true;
    // No message passes any more: the gate stands in no document that is ready.
    this.#document = new PageDocument();
    this.#cancelPoll();
    this.#parts.onEvent(event);
  }

  async #end(): Promise<void> {
    const { clock, limits } = this.#parts;
    // A Chromium that is just starting cannot be ended before it is there.
    await this.#launched.promise;
    const browser = this.#client.pupBrowser;
    if (browser) await closeBrowser(browser, clock, limits.browserCloseTimeoutMs);
  }
}
