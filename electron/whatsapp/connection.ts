import type { z } from 'zod';
import type { Account, LinkProblem } from '../../domain/state.ts';
import type {
  AckNews,
  Clock,
  GateAnswer,
  GateAsk,
  HandOverEnd,
  IncomingMessage,
  Leaving,
  Log,
  OutgoingMessage,
  OwnMessage,
} from '../ports.ts';
import type { PracticePage } from '../practice.ts';
import { TimedOut, wait, withTimeout } from '../timeout.ts';
import { logOutInPage, type PageView, readAccount, readIds, reportSynced, viewPage } from './calls-in-page.ts';
import { WhatsAppClient } from './client.ts';
import { closeBrowser } from './close-browser.ts';
import type { ConnectionEvent } from './connection-event.ts';
import type { BrowserChoice } from './find-browser.ts';
import { SendGate } from './gate.ts';
import { inspectPage } from './inspect-in-page.ts';
import { isWalled, readLogoutReason, renewCodes, stopCodes } from './link-in-page.ts';
import { isDocumentGone, isFolderBusy, problemOf, problemOfState } from './link-problem.ts';
import { removeStaleLock } from './login-folder.ts';
import { MessageNews } from './message-news.ts';
import { helpfulModules, mediaModules } from './modules.ts';
import { readInPieces, takeCalls } from './page-calls.ts';
import { codeOf } from './page-codes.ts';
import { PageDocument } from './page-document.ts';
import { type GuardedPage, isAtWhatsApp, keepAtWhatsApp, onlyAtWhatsApp } from './page-guard.ts';
import { answers, CodeWords, QrWords, StateWord } from './page-words.ts';
import { isProven, noteProven } from './proven-version.ts';
import type { SessionLimits } from './session-limits.ts';
import type { TrialEnd } from './trial.ts';

type ConnectionParts = {
  readonly loginFolder: string;
  readonly choice: BrowserChoice;
  /** What the browser calls itself; null leaves it its own name. */
  readonly userAgent: string | null;
  readonly page: PracticePage | null;
  readonly onGate: (ask: GateAsk) => GateAnswer;
  readonly onAck: (news: AckNews) => void;
  readonly onLeaving: (leaving: Leaving) => void;
  /** Whether a message that passed the gate lacks its acknowledgement. */
  readonly hasUnacknowledged: () => boolean;
  readonly onIncoming: (message: IncomingMessage) => void;
  readonly onOwn: (message: OwnMessage) => void;
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
  readonly #news: MessageNews;
  /** Settled once Chromium runs, or will not run any more. */
  readonly #launched = Promise.withResolvers<void>();
  #closing: Promise<void> | null = null;
  #isOver = false;
  #hasBrowser = false;
  #isInitialized = false;
  #document = new PageDocument();
  #page: GuardedPage | null = null;
  #silentPolls = 0;
  #progressAtMs: number;
  #cancelPoll: () => void = () => undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#progressAtMs = parts.clock.monotonicMs();
    const { onGate, onAck, onLeaving, onIncoming, onOwn, loginFolder, choice, userAgent, page, clock, log, limits } =
      parts;
    const document = () => this.#document;
    const idsOf = (id: string) => this.ask(limits.pageHangMs, answers.ids, readIds, id);
    this.#news = new MessageNews({ onAck, onIncoming, onOwn, idsOf, log });
    const receiveAck = (news: AckNews) => this.#news.receiveAck(news);
    this.#gate = new SendGate({
      document,
      onGate,
      onAck: receiveAck,
      onLeaving,
      maxAgeMs: limits.gateGoMaxAgeMs,
      log,
    });
    this.#client = new WhatsAppClient({
      loginFolder,
      choice,
      userAgent,
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

  get isCaughtUp(): boolean | null {
    return this.account ? this.#document.isCaughtUp : null;
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

  /** Runs a function in the page, at most for the time. Rejects when it fails there, or does not answer as it should. */
  async ask<Values extends unknown[], Value>(
    ms: number,
    answer: z.ZodType<Value>,
    inPage: (...values: Values) => unknown,
    ...values: Values
  ): Promise<Value> {
    const said = await this.#ask(ms, (page) => page.evaluate(inPage as (...given: unknown[]) => unknown, ...values));
    const read = answer.safeParse(said);
    if (!read.success) throw new Error('an answer of an unknown shape');
    return read.data;
  }

  async handOver(outgoing: OutgoingMessage): Promise<HandOverEnd> {
    const page = this.#page;
    if (this.#isOver || !page || !this.account) return { kind: 'threw', why: 'not connected' };
    return this.#gate.handOver(page, outgoing);
  }

  /** Tries the send gate in every way, on the account itself, without messaging anybody. Never rejects. */
  async tryGate(): Promise<TrialEnd> {
    const { clock, limits } = this.#parts;
    const { account } = this;
    if (!account) return { kind: 'unknown', why: 'not connected' };
    const tried = this.#ask(limits.lookUpTimeoutMs, (page) => this.#gate.try(page, account, clock, true));
    return tried.catch((error): TrialEnd => ({ kind: 'unknown', why: String(error) }));
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
    this.#tell('stop codes', stopCodes);
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
    readInPieces(browser);
    browser.on('disconnected', () => this.#lose(new Error('the browser closed')));
    page.on('error', (error) => this.#lose(error, 'browser_crashed'));
    page.on('close', () => this.#lose(new Error('the page closed')));
    // Puppeteer's own event also comes when only the address changes, within one document.
    const protocol = await page.createCDPSession();
    protocol.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return;
      this.#beginDocument();
      if (!isAtWhatsApp(frame)) this.#lose('the page left WhatsApp', 'page_changed');
    });
    await protocol.send('Page.enable');
    await keepAtWhatsApp(protocol, this.#parts.log);
    await takeCalls(page, protocol, this.#parts.clock, () => this.#lose('the page calls without end'));
    this.#page = onlyAtWhatsApp(page);
    await this.#gate.expose(this.#page);
    this.#pollLater();
  }

  #listenToClient(): void {
    const client = this.#client;
    client.on('qr', (said: unknown) => {
      const qr = QrWords.safeParse(said);
      if (!qr.success) return;
      this.#document.isOffering = true;
      this.#document.renewals = 0;
      this.#emit({ kind: 'qr', qr: qr.data });
    });
    client.on('code', (said: unknown) => {
      const code = CodeWords.safeParse(said);
      if (code.success) this.#emit({ kind: 'code', code: code.data });
    });
    client.on('loading_screen', (percent: unknown) => this.#sync(Number(percent)));
    client.on('authenticated', () => this.#sync(null));
    client.on('ready', () => void this.#becomeReady());
    client.on('change_state', (said: unknown) => this.#followSocket(StateWord.catch('').parse(said)));
    client.on('disconnected', (said: unknown) => {
      const reason = StateWord.catch('').parse(said);
      const isForGood = reason === 'LOGOUT';
      if (isForGood || reason.startsWith('UNPAIRED')) void this.#followLogout(isForGood);
      else this.#lose(reason, problemOfState(reason) ?? undefined);
    });
    this.#news.listenTo(client);
  }

  async #followLogout(isForGood: boolean): Promise<void> {
    if (this.#isOver) return;
    this.#stopFollowing();
    const asked = isForGood ? this.ask(this.#parts.limits.pageHangMs, answers.logoutReason, readLogoutReason) : null;
    const reason = await asked?.catch(() => null);
    if (!this.#closing) this.#parts.onEvent({ kind: 'logged_out', isForGood, reason: reason ?? null });
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
      const account = problem === null ? await this.ask(pageHangMs, answers.account, readAccount) : null;
      const broken = problem === null && account ? await this.#tryNewVersion(account) : null;
      const view = await this.ask(pageHangMs, answers.view, viewPage);
      if (document !== this.#document) return;
      const changed = problem ?? broken ?? (account ? null : 'the account has no number');
      if (changed !== null || !account) return this.#lose(changed, 'page_changed');
      document.account = account;
      document.isOffering = false;
      this.#followSocket(view.socketState, view.isCaughtUp);
    } catch (error) {
      if (document === this.#document && !isDocumentGone(error)) this.#lose(error);
    } finally {
      document.isBecomingReady = false;
    }
  }

  /** Of a version of WhatsApp that is new here the gate is tried before anything is sent. Returns what does not hold. */
  async #tryNewVersion(account: Account): Promise<string | null> {
    const { loginFolder, limits, clock, log } = this.#parts;
    const seen = await this.ask(limits.pageHangMs, answers.inspection, inspectPage, [
      ...mediaModules,
      ...helpfulModules,
    ]);
    if (await isProven(loginFolder, seen.version)) return null;
    const missing = [...mediaModules, ...helpfulModules].filter((name) => seen.missing.includes(name));
    if (missing.length > 0) log.warn('the page lacks parts', { missing: missing.join(' ') });
    if (!seen.saysKey || !seen.saysId) log.warn('ids do not say their text', { key: seen.saysKey, id: seen.saysId });
    const tried = await this.#ask(limits.pageHangMs, (page) => this.#gate.try(page, account, clock)).catch(
      (error): TrialEnd => ({ kind: 'unknown', why: String(error) }),
    );
    if (tried.kind === 'holds') await noteProven(loginFolder, seen.version).catch(() => undefined);
    else log.warn('the send gate on a new version', { found: tried.kind, why: codeOf(tried.why) });
    return tried.kind === 'broken' ? tried.why : null;
  }

  /**
   * After each connect the page has to catch up, until it says that it has. That is known before anybody hears of the
   * connection, or a message would be claimed that the gate then refuses.
   */
  #followSocket(state: string, isCaughtUp = this.#document.isCaughtUp === null ? null : false): void {
    const document = this.#document;
    if (this.#loseAtEnd(state)) return;
    document.socketState = state;
    const isConnected = state === 'CONNECTED';
    document.offlineSinceMs = isConnected ? null : (document.offlineSinceMs ?? this.#parts.clock.monotonicMs());
    if (!document.account) return;
    if (isConnected) this.#followCatchUp(isCaughtUp);
    this.#emit(isConnected ? { kind: 'ready', account: document.account } : { kind: 'offline' });
    this.#pollLater();
  }

  /** Whether the state is an end that no waiting mends. */
  #loseAtEnd(state: string): boolean {
    const problem = problemOfState(state);
    if (problem !== null) this.#lose(state, problem);
    return problem !== null;
  }

  #followCatchUp(isCaughtUp: boolean | null): void {
    const document = this.#document;
    const since = document.catchingUpSinceMs ?? this.#parts.clock.monotonicMs();
    document.catchingUpSinceMs = isCaughtUp === false ? since : null;
    if (document.isCaughtUp === isCaughtUp) return;
    document.isCaughtUp = isCaughtUp;
    if (this.account) this.#emit({ kind: 'caught_up' });
  }

  /** Starts anew where a page does not find its connection again by itself, or does not end catching up. */
  #loseWhatLasts(): void {
    const { clock, limits, hasUnacknowledged } = this.#parts;
    const { offlineSinceMs, catchingUpSinceMs } = this.#document;
    const lasts = (sinceMs: number | null, ms: number): boolean =>
      sinceMs !== null && clock.monotonicMs() - sinceMs > ms;
    if (lasts(offlineSinceMs, limits.offlineRestartMs) && !hasUnacknowledged())
      this.#lose(new Error('no connection for long'), 'offline');
    else if (offlineSinceMs === null && lasts(catchingUpSinceMs, limits.catchUpMaxMs))
      this.#lose(new Error('catching up does not end'), 'not_ready_in_time');
  }

  #sync(percent: number | null): void {
    if (this.#document.account) return;
    this.#document.isOffering = false;
    this.#progressAtMs = this.#parts.clock.monotonicMs();
    this.#emit({ kind: 'syncing', percent: percent !== null && Number.isFinite(percent) ? percent : null });
  }

  #pollLater(): void {
    const { limits, clock } = this.#parts;
    this.#cancelPoll();
    if (this.#isOver) return;
    const { account, isCaughtUp } = this.#document;
    const isQuiet = account !== null && isCaughtUp !== false;
    this.#cancelPoll = clock.after(isQuiet ? limits.pageHeartbeatMs : limits.readyWatchdogMs, () => {
      void this.#poll().finally(() => this.#pollLater());
    });
  }

  /** Asks how the page stands: whether it still answers, and what the library did not notice. */
  async #poll(): Promise<void> {
    const { limits, clock } = this.#parts;
    const document = this.#document;
    const view = await this.ask(limits.pageHangMs, answers.view, viewPage).catch((error: unknown) => error);
    if (this.#isOver || document !== this.#document) return;
    this.#silentPolls = view instanceof TimedOut ? this.#silentPolls + 1 : 0;
    // After a sleep of the machine, one answer may be late that would have come.
    if (this.#silentPolls >= 2) return this.#lose(new Error('the page does not answer'), 'browser_crashed');
    const isView = !(view instanceof Error);
    if (document.account) {
      if (isView) this.#followLinked(view as PageView);
      if (document === this.#document) this.#loseWhatLasts();
      return;
    }
    if (isView) this.#followLinking(view as PageView);
    else if (await this.ask(limits.pageHangMs, answers.isSo, isWalled).catch(() => false))
      return this.#lose('WhatsApp does not take this browser', 'browser_refused');
    const isLate = clock.monotonicMs() - this.#progressAtMs > limits.readyTimeoutMs;
    if (isLate && !document.isOffering) this.#lose('ready timeout');
  }

  #followLinked({ socketState, isCaughtUp }: PageView): void {
    if (socketState !== this.#document.socketState) this.#followSocket(socketState, isCaughtUp);
    else if (socketState === 'CONNECTED') this.#followCatchUp(isCaughtUp);
  }

  #followLinking({ socketState, hasSynced }: PageView): void {
    const document = this.#document;
    if (this.#loseAtEnd(socketState)) return;
    // The library means to do this itself, but looks for the page's window in the main process.
    if (socketState === 'UNPAIRED_IDLE') {
      this.#emit({ kind: 'used_up' });
      this.#tell('renew codes', renewCodes, document.renewals);
      document.renewals += 1;
    }
    if (document.isOffering && socketState === 'CONNECTED') this.#sync(null);
    document.syncedPolls = hasSynced ? document.syncedPolls + 1 : 0;
    // Twice in a row: the library may be about to notice by itself.
    if (document.syncedPolls >= 2 && !document.isTakingOver) this.#tell('report synced', reportSynced);
  }

  #injectFailed(error: unknown): void {
    // The first document is watched from its end on; a later one that ends is followed by the library itself.
    if (this.#isInitialized && isDocumentGone(error)) return;
    this.#lose(error);
  }

  /** Runs a function in the page of which no answer is wanted. */
  #tell<Values extends unknown[]>(what: string, inPage: (...values: Values) => void, ...values: Values): void {
    const { limits, log } = this.#parts;
    this.ask(limits.pageHangMs, answers.nothing, inPage, ...values).catch((error) =>
      log.warn(what, { why: codeOf(error) }),
    );
  }

  #ask<Value>(ms: number, call: (page: GuardedPage) => Promise<Value>): Promise<Value> {
    const page = this.#page;
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
    this.#stopFollowing();
    this.#parts.onEvent(event);
  }

  #stopFollowing(): void {
    this.#isOver = true;
    // No message passes any more: the gate stands in no document that is ready.
    this.#document = new PageDocument();
    this.#cancelPoll();
  }

  async #end(): Promise<void> {
    const { clock, limits } = this.#parts;
    // A Chromium that is just starting cannot be ended before it is there.
    await this.#launched.promise;
    const browser = this.#client.pupBrowser;
    if (browser) await closeBrowser(browser, clock, limits.browserCloseTimeoutMs);
  }
}
