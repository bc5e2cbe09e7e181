import { type Limits, limits as usualLimits } from '../../domain/limits.ts';
import { errorText } from '../../domain/result.ts';
import type { Account, LinkProblem, LinkState } from '../../domain/state/state.ts';
import type { HandOverEnd, Messenger, OutgoingMessage, Standing } from '../ports.ts';
import { prepareLoginFolder, removeLogin } from './browser/login-folder.ts';
import type { Connection } from './link/connection.ts';
import type { ConnectionEvent } from './link/connection-event.ts';
import { LinkCodes } from './link/link-codes.ts';
import { isLocked, isNamedMeanwhile, isPassing } from './link/link-problem.ts';
import { patientLimits, Reconnection } from './link/reconnection.ts';
import { codeOf, detailOf } from './page/page-codes.ts';
import { Queries } from './queries.ts';
import type { SessionParts } from './session-parts.ts';
import type { TrialEnd } from './trial.ts';
import { Unacknowledged } from './unacknowledged.ts';

/** The linked WhatsApp login: runs one Chromium with WhatsApp's page, and is the dispatcher's way to WhatsApp. */
export class WhatsAppSession extends Queries implements Messenger {
  readonly #parts: SessionParts;
  readonly #limits: Limits;
  readonly #unacknowledged: Unacknowledged;
  readonly #codes: LinkCodes;
  readonly #reconnection: Reconnection;
  #connection: Connection | null = null;
  #state: LinkState = { phase: 'starting' };
  #isStopped = true;
  /** Ends with the last start or end of Chromium: they follow each other, since there is only one login folder. */
  #turn: Promise<void> = Promise.resolve();
  #closing: Promise<void> = Promise.resolve();
  #lastAccount: Account | null = null;
  /** Whether the number that was linked belongs to another session: then nothing goes from here. */
  #isRefused = false;
  /** The state to show while the browser has a window where a person links or answers WhatsApp; null without one. */
  #inWindow: LinkState | null = null;

  constructor(parts: SessionParts) {
    const limits = parts.limits ?? usualLimits;
    super(() => this.#connection, limits);
    this.#parts = parts;
    this.#limits = limits;
    const { clock, log } = parts;
    const { offlineHoldMaxMs, pairingCodeLifeMs, reconnectDelayMs } = this.#limits;
    this.#unacknowledged = new Unacknowledged(clock, offlineHoldMaxMs);
    this.#codes = new LinkCodes({
      state: () => this.#state,
      show: (state) => this.#show(state),
      request: (phone) => this.#connection?.requestCode(phone),
      lifeMs: pairingCodeLifeMs,
      clock,
      log,
    });
    this.#reconnection = new Reconnection(clock, reconnectDelayMs, () => void this.#restart());
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Starts Chromium. What happens to it comes through `onLink`. */
  start(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    void this.#restart();
  }

  /** Ends Chromium and waits until it is gone. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#reconnection.cancel();
    this.#codes.stop();
    await this.#endConnection();
  }

  /** Tries again now instead of later. Does nothing while linked. */
  retry(): void {
    if (this.account()) return;
    this.#reconnection.forgetFailures();
    void this.#restart();
  }

  /** Links by a code typed on the phone of that number, in E.164. Does nothing once linked. */
  linkByCode(phone: string): void {
    if (this.account()) return;
    this.#codes.chooseCode(phone);
    // A connection that is still starting asks for the code when it would show its QR code.
    if (!this.#connection) void this.#restart();
    else if (this.#connection.isOffering) this.#codes.ask(phone);
  }

  linkByQr(): void {
    const isShown = this.#codes.isByQr() && this.#inWindow === null && this.#state.phase !== 'passkey';
    if (this.account() || isShown) return;
    this.#codes.chooseQr();
    void this.#restart();
  }

  /** Opens WhatsApp's window, where a passkey can be used. Does nothing once linked, unless WhatsApp asks for that. */
  openWindow(): void {
    if (this.account() || this.#inWindow !== null) return;
    this.#codes.chooseQr();
    this.#inWindow = this.#state.phase === 'check' ? { ...this.#state, isInWindow: true } : { phase: 'in_window' };
    void this.#replaceBrowser();
  }

  /** Unlinks this computer, at WhatsApp and here, and starts anew with a QR code. */
  logout(): Promise<void> {
    return this.#restart(async () => {
      await this.#connection?.logOut();
      await this.#deleteLogin();
    });
  }

  account(): Account | null {
    return this.#isRefused ? null : (this.#connection?.account ?? null);
  }

  isCaughtUp(): boolean | null {
    return this.#connection?.isCaughtUp ?? null;
  }

  startAnew(): boolean {
    if (!this.account() || this.#unacknowledged.isAny()) return false;
    this.#lose('offline', 'no answers');
    return true;
  }

  async standing(chatId?: string): Promise<Standing> {
    return (await this.#connection?.standing(chatId)) ?? { kind: 'not_yet' };
  }

  /** Tries the send gate in every way, on the account itself, without messaging anybody. */
  async tryGate(): Promise<TrialEnd> {
    return (await this.#connection?.tryGate()) ?? { kind: 'unknown', why: 'not connected' };
  }

  async handOver(outgoing: OutgoingMessage): Promise<HandOverEnd> {
    return (await this.#connection?.handOver(outgoing)) ?? { kind: 'threw', why: 'not connected' };
  }

  /** Starts anew, without a window. */
  #restart(between?: () => Promise<void>): Promise<void> {
    this.#inWindow = null;
    return this.#replaceBrowser(between);
  }

  /** Ends the present Chromium, does what needs it gone, and starts the next. */
  #replaceBrowser(between: () => Promise<void> = async () => undefined): Promise<void> {
    this.#reconnection.cancel();
    return this.#serialize(async () => {
      await between();
      await this.#endConnection();
      await this.#begin();
    });
  }

  /** Starts Chromium. Any error is shown, and the start is tried again: otherwise nothing more would be heard of it. */
  async #begin(): Promise<void> {
    try {
      await this.#open();
    } catch (error) {
      if (!this.#isStopped) this.#lose('internal', errorText(error));
    }
  }

  async #open(): Promise<void> {
    const { browser, identity, onGate, onAck, loginFolder, log } = this.#parts;
    if (this.#isStopped) return;
    this.#isRefused = false;
    this.#show({ phase: 'starting' });
    const choice = await browser((receivedBytes, totalBytes) =>
      this.#show({ phase: 'fetching_browser', receivedBytes, totalBytes }),
    );
    if (this.#isStopped) return;
    if (!choice.ok) return this.#lose(choice.failure.problem, choice.failure.detail);
    // The library is loaded with this. Loaded with the app itself, the window would wait for it.
    const connecting = import('./link/connection.ts');
    const [userAgent, { Connection }] = await Promise.all([identity.userAgentOf(choice.value), connecting]);
    if (userAgent === null) log.warn('the browser does not tell its name');
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
      userAgent,
      isInWindow: this.#inWindow !== null,
      limits: patientLimits(this.#limits, this.#reconnection.failuresInARow),
      choice: choice.value,
      onEvent: (event) => {
        if (connection === this.#connection) this.#follow(event);
      },
    });
    this.#connection = connection;
    this.#codes.noteConnection();
    connection.open();
  }

  #follow(event: ConnectionEvent): void {
    switch (event.kind) {
      case 'qr':
      case 'used_up':
      case 'code':
      case 'code_refused':
        // The codes are shown in the window, or would only lead to the same question for a passkey.
        if (this.#inWindow === null && this.#state.phase !== 'passkey') this.#codes.follow(event);
        break;
      case 'passkey':
        if (this.#inWindow === null) this.#show({ phase: 'passkey' });
        break;
      case 'window':
        if (this.#inWindow !== null) this.#show(this.#inWindow);
        break;
      case 'caught_up':
        this.#parts.onCaughtUp();
        break;
      case 'syncing':
        // The window shows the progress itself, and may be closed meanwhile.
        if (this.#inWindow === null) this.#show({ phase: 'syncing', percent: event.percent });
        break;
      case 'ready':
        this.#followReady(event.account, event.asksCheck);
        break;
      case 'offline':
        if (this.#inWindow === null) this.#show({ phase: 'disconnected', account: this.#lastAccount, retryAtMs: null });
        break;
      case 'logged_out':
        this.#lastAccount = null;
        this.#show({ phase: 'logged_out' });
        // WhatsApp has locked the account. A new link would only be refused.
        if (isLocked(event.reason)) void this.#endWith('account_locked');
        else void this.#restart(event.isForGood ? () => this.#deleteLogin() : undefined);
        break;
      case 'lost':
        this.#lose(event.problem, event.detail, event.isFinal);
    }
  }

  #followReady(account: Account, asksCheck: boolean): void {
    try {
      this.#isRefused = !this.#parts.accepts(account);
    } catch (error) {
      // The owner of the number cannot be checked or stored now, for example while another program writes.
      this.#lose('internal', errorText(error));
      return;
    }
    if (this.#isRefused) {
      void this.#endWith('number_taken', () => this.#connection?.logOut());
      return;
    }
    this.#reconnection.forgetFailures();
    this.#codes.chooseQr();
    this.#lastAccount = account;
    if (asksCheck) this.#show({ phase: 'check', account, isInWindow: this.#inWindow !== null });
    else if (this.#inWindow !== null) void this.#restart();
    else this.#show({ phase: 'ready', account });
  }

  /** Removes the login, and waits for a person. */
  async #endWith(problem: LinkProblem, before: () => Promise<void> | undefined = () => undefined): Promise<void> {
    await this.#serialize(async () => {
      await before();
      await this.#deleteLogin();
    });
    this.#show({ phase: 'failed', problem, detail: '' });
  }

  /** Shows the problem, and tries again by itself where that can help. */
  #lose(problem: LinkProblem, rawDetail: string, isFinal = false): void {
    const detail = detailOf(rawDetail);
    this.#parts.log.warn('link lost', { problem, why: codeOf(rawDetail) });
    // A person who closes the window wants the code back.
    const isOpen = this.#state.phase === 'in_window' || (this.#state.phase === 'check' && this.#state.isInWindow);
    const isClosed = isOpen && problem === 'browser_crashed';
    if (isClosed) {
      void this.#restart();
      return;
    }
    void this.#serialize(() => this.#endConnection());
    const retryAtMs = isPassing(problem) && !isFinal ? this.#reconnection.later() : null;
    if (retryAtMs !== null && this.#lastAccount && !isNamedMeanwhile(problem)) {
      this.#show({ phase: 'disconnected', account: this.#lastAccount, retryAtMs });
    } else this.#show({ phase: 'failed', problem, detail });
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
