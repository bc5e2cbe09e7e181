import type { Account, LinkProblem } from '../../../domain/state/state.ts';
import type { AckNews, HandOverEnd, OutgoingMessage, Standing } from '../../ports.ts';
import { sparingLog } from '../../sparing-log.ts';
import { wait, withTimeout } from '../../timeout.ts';
import { isLoginHeld, removeStaleLock } from '../browser/login-folder.ts';
import { closeBrowser, watchBrowser } from '../browser/watch-browser.ts';
import { type ClientParts, WhatsAppClient } from '../client.ts';
import { SendGate } from '../gate.ts';
import { MessageNews } from '../message-news.ts';
import { logOutInPage, readIds } from '../page/calls-in-page.ts';
import { readLogoutReason, stopCodes } from '../page/link-in-page.ts';
import { makeReady } from '../page/make-ready.ts';
import { PageDocument } from '../page/page-document.ts';
import type { GuardedPage } from '../page/page-guard.ts';
import { PageHealth, stateOf } from '../page/page-health.ts';
import { answers } from '../page/page-words.ts';
import { loadAnew, readStandingInPage } from '../page/standing-in-page.ts';
import { TimedPage } from '../page/timed-page.ts';
import type { SessionParts } from '../session-parts.ts';
import { type TrialEnd, tryGate } from '../trial.ts';
import type { ConnectionEvent } from './connection-event.ts';
import { listenToLink } from './link-news.ts';
import { isDocumentGone, isFolderBusy, problemOf, problemOfState } from './link-problem.ts';

/** Callbacks that the session passes on unchanged. */
type OfSession = 'onGate' | 'onAck' | 'onLeaving' | 'onIncoming' | 'onOwn' | 'isSending' | 'log';

type ConnectionParts = Omit<ClientParts, 'document' | 'onBrowser' | 'onInjectFailed'> &
  Pick<SessionParts, OfSession> & {
    /** Whether a message that passed the gate has no acknowledgement yet. */
    readonly hasUnacknowledged: () => boolean;
    readonly onEvent: (event: ConnectionEvent) => void;
  };

/** The life of one Chromium with WhatsApp's page, from its start until it is lost or closed. */
export class Connection {
  /** All calls to the page go through this. */
  readonly page: TimedPage;
  readonly #parts: ConnectionParts;
  readonly #client: WhatsAppClient;
  readonly #gate: SendGate;
  readonly #news: MessageNews;
  readonly #health: PageHealth;
  /** Settled once Chromium runs, or will not run any more. */
  readonly #launched = Promise.withResolvers<void>();
  #closing: Promise<void> | null = null;
  #isOver = false;
  #hasBrowser = false;
  #isInitialized = false;
  #document = new PageDocument();
  #guardedPage: GuardedPage | null = null;
  #replacedInARow = 0;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    const { onGate, onAck, onLeaving, onIncoming, onOwn, clock, log, limits } = parts;
    const document = () => this.#document;
    this.page = new TimedPage({ page: () => this.#guardedPage, clock, log, limits });
    this.#health = new PageHealth({
      document,
      page: this.page,
      hasUnacknowledged: parts.hasUnacknowledged,
      isSending: parts.isSending,
      emit: (event) => this.#emit(event),
      lose: (error, problem) => this.#lose(error, problem),
      clock,
      limits,
    });
    const idsOf = (id: string) => this.page.ask(limits.pageHangMs, answers.ids, readIds, id);
    const callsLog = sparingLog(log, clock);
    this.#news = new MessageNews({ onAck, onIncoming, onOwn, idsOf, log: callsLog });
    const receiveAck = (news: AckNews) => this.#news.receiveAck(news);
    this.#gate = new SendGate({
      document,
      onGate,
      onAck: receiveAck,
      onLeaving,
      onStanding: (standing) => this.#health.follow(standing),
      limits,
      log: callsLog,
    });
    this.#client = new WhatsAppClient({
      ...parts,
      document,
      onBrowser: () => this.#listenToBrowser(),
      onInjectFailed: (error) => this.#injectFailed(error),
    });
    this.#listenToClient();
  }

  /** The account, while the page is ready and connected; null in a window that a person uses: nothing goes there. */
  get account(): Account | null {
    return this.isInWindow ? null : this.#document.connectedAccount;
  }

  get isInWindow(): boolean {
    return this.#parts.isInWindow;
  }

  get isCaughtUp(): boolean | null {
    return this.account ? this.#document.isCaughtUp : null;
  }

  get isOffering(): boolean {
    return this.#document.isOffering;
  }

  /** Starts Chromium. What happens to it comes as events. */
  open(): void {
    this.#initialize()
      .then(() => {
        this.#isInitialized = true;
      })
      .catch((error: unknown) => this.#lose(error))
      .finally(() => this.#launched.resolve());
  }

  /** Ends Chromium, at any stage. No event comes afterwards. */
  close(): Promise<void> {
    this.#finish();
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async handOver(outgoing: OutgoingMessage): Promise<HandOverEnd> {
    const guarded = this.#guardedPage;
    if (this.#isOver || !guarded || !this.account) return { kind: 'threw', why: 'not connected' };
    return this.#gate.handOver(guarded, outgoing);
  }

  /** Whether a message to that chat could go now. A page whose gate was replaced is loaded anew. Never rejects. */
  async standing(chatId: string | null = null): Promise<Standing> {
    const document = this.#document;
    const { pageHangMs, lockAskedEveryMs } = this.#parts.limits;
    if (!this.account) return { kind: 'not_yet' };
    const seen = await this.page
      .ask(pageHangMs, answers.readiness, readStandingInPage, lockAskedEveryMs, chatId)
      .catch(() => null);
    if (seen === null || document !== this.#document) return { kind: 'not_yet' };
    this.#health.follow(seen);
    if (!this.account || this.isCaughtUp === false) return { kind: 'not_yet' };
    if (!seen.isGateInPlace) {
      this.#loadAnew(document);
      return { kind: 'not_yet' };
    }
    this.#replacedInARow = 0;
    return seen.restriction ? { kind: 'restricted', restriction: seen.restriction } : { kind: 'stands' };
  }

  #loadAnew(document: PageDocument): void {
    const { log, clock, limits } = this.#parts;
    this.#replacedInARow += 1;
    log.warn('the gate was replaced', { inARow: this.#replacedInARow });
    if (this.#replacedInARow > limits.gateReplacedMax) {
      this.#lose('the gate was replaced', 'page_changed');
      return;
    }
    document.leavingSinceMs = clock.monotonicMs();
    this.page.tell('load anew', loadAnew);
    this.#emit({ kind: 'syncing', percent: null });
  }

  /** Tries the send gate in every way, on the account itself, without messaging anybody. Never rejects. */
  async tryGate(): Promise<TrialEnd> {
    const { account, page } = this;
    if (!account) return { kind: 'unknown', why: 'not connected' };
    const { clock, limits } = this.#parts;
    return tryGate({ gate: this.#gate, page, account, clock, limits }, 'all', limits.lookUpTimeoutMs);
  }

  /** Asks WhatsApp for a code to type on the phone. `phone` is E.164. The code comes as an event. */
  requestCode(phone: string): void {
    const { clock, limits } = this.#parts;
    withTimeout(clock, limits.pairingCodeTimeoutMs, this.#client.requestPairingCode(phone.slice(1))).catch((error) =>
      this.#refuseCode(phone, error),
    );
  }

  #refuseCode(phone: string, error: unknown): void {
    this.#emit({ kind: 'code_refused', phone, detail: problemOf(error).detail });
    // The library keeps asking for this number every few minutes.
    this.page.tell('stop codes', stopCodes);
  }

  /** Ends the login at WhatsApp too, if the page can still do that. */
  async logOut(): Promise<void> {
    this.#finish();
    const { browserCloseTimeoutMs } = this.#parts.limits;
    await this.page.call(browserCloseTimeoutMs, (page) => page.evaluate(logOutInPage)).catch(() => undefined);
  }

  async #initialize(): Promise<void> {
    const { limits, clock, loginFolder } = this.#parts;
    for (let tries = 0; ; tries++) {
      // Chromium stops without a word at a lock that was taken under another name of this machine.
      removeStaleLock(loginFolder);
      // Asked first: the browser that held the login may have released it by the time the one turned away has ended.
      const isHeld = isLoginHeld(loginFolder);
      try {
        return await this.#client.initialize();
      } catch (error) {
        const isBusy = isHeld || isFolderBusy(error);
        if (this.#isOver || !isBusy || tries >= limits.browserBusyRetryCount) throw error;
        await wait(clock, limits.browserBusyRetryMs);
      }
    }
  }

  /** Called when Chromium has started and its page is blank. The library calls this once more after a logout. */
  async #listenToBrowser(): Promise<void> {
    const { pupBrowser: browser, pupPage: page } = this.#client;
    if (this.#hasBrowser || !browser || !page) return;
    this.#hasBrowser = true;
    this.#launched.resolve();
    this.#guardedPage = await watchBrowser(browser, page, {
      onDocument: () => this.#beginDocument(),
      lose: (error, problem) => this.#lose(error, problem),
      clock: this.#parts.clock,
      log: this.#parts.log,
    });
    await this.#gate.expose(this.#guardedPage);
    this.#health.start();
    if (this.isInWindow) this.#emit({ kind: 'window' });
  }

  #listenToClient(): void {
    listenToLink(this.#client, {
      onQr: (qr) => {
        this.#document.isOffering = true;
        this.#document.renewals = 0;
        this.#emit({ kind: 'qr', qr });
      },
      onCode: (code) => this.#emit({ kind: 'code', code }),
      onSync: (percent) => this.#health.followSync(percent),
      onReady: () => void this.#becomeReady(),
      onSocket: (state) => this.#health.followSocket(state),
      onEnd: (reason) => this.#followEnd(reason),
    });
    this.#news.listenTo(this.#client);
  }

  #followEnd(reason: string): void {
    const isForGood = reason === 'LOGOUT';
    if (isForGood || reason.startsWith('UNPAIRED')) void this.#followLogout(isForGood);
    else this.#lose(reason, problemOfState(reason) ?? undefined);
  }

  async #followLogout(isForGood: boolean): Promise<void> {
    if (this.#isOver) return;
    this.#stopFollowing();
    const asked = isForGood
      ? this.page.ask(this.#parts.limits.pageHangMs, answers.logoutReason, readLogoutReason)
      : null;
    const reason = await asked?.catch(() => null);
    if (!this.#closing) this.#parts.onEvent({ kind: 'logged_out', isForGood, reason: reason ?? null });
  }

  #beginDocument(): void {
    const wasReady = this.#document.account !== null;
    this.#document = new PageDocument();
    this.#health.noteProgress();
    if (wasReady) this.#emit({ kind: 'syncing', percent: null });
  }

  /** The library is ready in this document: the gate is installed, and only then can the account send. */
  async #becomeReady(): Promise<void> {
    const document = this.#document;
    if (document.account || document.isBecomingReady || this.#isOver || !document.isListening) return;
    document.isBecomingReady = true;
    try {
      const ready = await makeReady({ ...this.#parts, page: this.page, gate: this.#gate });
      if (document !== this.#document) return;
      if (!ready.ok) return this.#lose(ready.failure.why, 'page_changed', ready.failure.isFinal);
      const { account, view } = ready.value;
      document.account = account;
      document.asksCheck = view.asksCheck;
      document.isOffering = false;
      this.#health.followSocket(stateOf(view), view.isCaughtUp);
    } catch (error) {
      if (document === this.#document && !isDocumentGone(error)) this.#lose(error);
    } finally {
      document.isBecomingReady = false;
    }
  }

  #injectFailed(error: unknown): void {
    // The first document is watched only after its start; when a later one ends, the library follows that itself.
    if (this.#isInitialized && isDocumentGone(error)) return;
    this.#lose(error);
  }

  #lose(error: unknown, problem?: LinkProblem, isFinal = false): void {
    const lost = problemOf(error);
    this.#emitLast({ kind: 'lost', problem: problem ?? lost.problem, detail: lost.detail, isFinal });
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
    this.#finish();
    // No message passes any more: the gate is in no document that is ready.
    this.#document = new PageDocument();
  }

  /** Reports nothing about the page any more. */
  #finish(): void {
    this.#isOver = true;
    this.#health.stop();
  }

  async #end(): Promise<void> {
    const { clock, limits } = this.#parts;
    // A Chromium that is starting cannot be ended before it is there.
    await this.#launched.promise;
    const browser = this.#client.pupBrowser;
    if (browser) await closeBrowser(browser, clock, limits.browserCloseTimeoutMs);
  }
}
