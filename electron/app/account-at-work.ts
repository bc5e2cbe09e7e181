import { join } from 'node:path';
import type { AccountRow } from '../../db/accounts.ts';
import type { Stores } from '../../db/stores.ts';
import type { AccountView } from '../../domain/state/account.ts';
import type { DispatcherState, LinkState } from '../../domain/state/state.ts';
import { timeZone } from '../clock.ts';
import { makeDispatch } from '../dispatch/dispatch.ts';
import { readMissedTicks } from '../dispatch/missed-ticks.ts';
import { OldChats } from '../dispatch/old-chats.ts';
import { Reconciliation } from '../dispatch/reconciliation.ts';
import type { AckNews, IncomingMessage, Messenger, OwnMessage } from '../ports.ts';
import { type PracticePage, pageOfAccount } from '../practice.ts';
import { MissedReplies } from '../replies/missed-replies.ts';
import type { BrowserIdentity } from '../whatsapp/browser/browser-identity.ts';
import type { Browsers } from '../whatsapp/browser/browsers.ts';
import { WhatsAppSession } from '../whatsapp/session.ts';
import { todayOf } from './today.ts';

type DispatchParts = Parameters<typeof makeDispatch>[0];

export type AccountParts = Omit<DispatchParts, 'accountId' | 'phone' | 'messenger' | 'onState'> & {
  readonly stores: Stores;
  readonly browsers: Browsers;
  readonly identity: BrowserIdentity;
  readonly loginFolder: string;
  readonly practice: PracticePage | null;
  readonly onIncoming: (message: IncomingMessage, account: string | undefined) => void;
  readonly onOwn: (message: OwnMessage) => void;
  readonly isInboxWritten: () => boolean;
  /** Called when WhatsApp is ready, and again when it has caught up. */
  readonly onReady: () => void;
  /** Called when something that is shown of the account has changed. */
  readonly onChange: () => void;
};

/** One account at work: its session, its dispatcher, and the parts that read WhatsApp's record afterwards. */
export class AccountAtWork {
  readonly #parts: AccountParts;
  readonly id: number;
  readonly session: WhatsAppSession;
  /** The session, which counts as caught up only once the replies that came meanwhile are stored. */
  readonly messenger: Messenger;
  readonly dispatcher: ReturnType<typeof makeDispatch>['dispatcher'];
  readonly raise: ReturnType<typeof makeDispatch>['raise'];
  readonly reconciliation: Reconciliation;
  readonly #oldChats: OldChats;
  readonly #missed: MissedReplies;
  #link: LinkState = { phase: 'starting' };

  constructor(parts: AccountParts, { id, folder }: AccountRow) {
    const { stores, clock, log, changes } = parts;
    this.#parts = parts;
    this.id = id;
    this.session = new WhatsAppSession({
      clock,
      log,
      identity: parts.identity,
      page: parts.practice && pageOfAccount(parts.practice, id),
      browser: (onProgress) => parts.browsers.open(onProgress),
      loginFolder: folder ? join(parts.loginFolder, folder) : parts.loginFolder,
      onGate: (ask) => dispatch.judge.answer(ask),
      onAck: (news) => this.#receiveAck(news, dispatch.ackReceipt),
      isSending: () => this.dispatcher.isSending,
      onLink: (state) => this.#followLink(state),
      accepts: ({ phone }) => stores.accounts.linked(id, phone) === 'linked',
      onIncoming: (message) => parts.onIncoming(message, this.phone ?? undefined),
      onOwn: parts.onOwn,
      onLeaving: (leaving) => dispatch.bypass.receiveLeaving(leaving),
      onCaughtUp: () => this.#getReady(),
    });
    const { session } = this;
    const ticks: Parameters<typeof readMissedTicks>[0] = {
      queue: stores.queue,
      clock,
      readAcks: (keys) => session.readAcks(keys),
      onAck: (news) => this.#receiveAck(news, dispatch.ackReceipt),
    };
    this.#missed = new MissedReplies({
      db: parts.db,
      messenger: session,
      clock,
      log,
      activeChats: (sinceMs) => session.activeChats(sinceMs),
      idsOf: (id) => session.idsOf(id),
      receive: parts.onIncoming,
      isWritten: parts.isInboxWritten,
      readTicks: (phone, goesOn) => readMissedTicks(ticks, phone, goesOn),
      onHeard: () => this.#getReady(),
    });
    this.messenger = messengerOf(session, this.#missed);
    const dispatch: ReturnType<typeof makeDispatch> = makeDispatch({
      ...parts,
      accountId: id,
      messenger: this.messenger,
      phone: () => this.phone,
      onState: parts.onChange,
    });
    this.dispatcher = dispatch.dispatcher;
    this.raise = dispatch.raise;
    this.#oldChats = new OldChats({ ...parts, ...stores, nudge: () => parts.together.nudge() });
    this.reconciliation = new Reconciliation({
      ...stores,
      messenger: session,
      clock,
      log,
      changes,
      onAck: (news) => this.#receiveAck(news, dispatch.ackReceipt),
    });
  }

  get link(): LinkState {
    return this.#link;
  }

  get state(): DispatcherState {
    return this.dispatcher.state;
  }

  /** The number of this login, connected or not; null before it was ever linked. */
  get phone(): string | null {
    return this.#parts.stores.accounts.get(this.id)?.phone ?? null;
  }

  view(): AccountView {
    const { accounts, queue } = this.#parts.stores;
    const shown = 'account' in this.#link ? (this.#link.account?.name ?? '') : '';
    const { name = '', phone = null } = accounts.get(this.id) ?? {};
    const pending = phone === null ? 0 : queue.waitingFrom(phone);
    const nowMs = this.#parts.clock.nowMs();
    const today =
      phone === null ? { sent: 0, left: null, untilMs: nowMs } : todayOf(queue, { phone, nowMs, timeZone: timeZone() });
    return { id: this.id, name: name || shown, phone, link: this.#link, dispatcher: this.state, pending, today };
  }

  /** Stops sending: what is on its way ends, and what is in doubt is read once more. */
  async stop(): Promise<void> {
    await this.dispatcher.stop();
    await this.reconciliation.readLast();
    this.stopReading();
  }

  /** Removes the login at WhatsApp and here. WhatsApp's record of what left goes with it, so it is read before. */
  async unlink(): Promise<void> {
    if (this.phone !== null) this.dispatcher.pause('logged_out');
    await this.dispatcher.drain();
    await this.reconciliation.readLast();
    await this.session.logout();
  }

  /** Opens WhatsApp in a browser with a window instead of the hidden one; what is on its way ends before. */
  async openWindow(): Promise<void> {
    await this.dispatcher.drain();
    this.session.openWindow();
  }

  /** Nothing more is read or asked of WhatsApp. */
  stopReading(): void {
    this.reconciliation.stop();
    this.#missed.end();
  }

  #receiveAck(news: AckNews, receipt: ReturnType<typeof makeDispatch>['ackReceipt']): void {
    receipt.receive(news);
    this.reconciliation.arm();
  }

  #followLink(state: LinkState): void {
    const wasReady = this.#link.phase === 'ready';
    this.#link = state;
    if (wasReady && state.phase !== 'ready') this.#missed.end();
    // A refused login, such as one of a number that has an account already, never sent anything.
    if (state.phase === 'logged_out' && this.phone !== null) this.dispatcher.pause('logged_out');
    if (state.phase === 'check') this.dispatcher.pause('security_check');
    if (state.phase === 'ready' && !wasReady) {
      this.reconciliation.readAll();
      this.#getReady();
    }
    this.#parts.onChange();
    this.dispatcher.nudge();
  }

  /**
   * The page is ready or has caught up. First the replies that came meanwhile are read. Then its chats can be read, and
   * messages that were moved away from this account and wait for that take their turn.
   */
  #getReady(): void {
    if (!this.#missed.isHeard) {
      this.#missed.begin();
      return;
    }
    if (this.phone !== null) this.#oldChats.readable(this.phone);
    this.dispatcher.nudge();
    this.#parts.onReady();
  }
}

function messengerOf(session: WhatsAppSession, missed: MissedReplies): Messenger {
  return {
    account: () => session.account(),
    isCaughtUp: () => (missed.isHeard ? session.isCaughtUp() : false),
    standing: async (chatId) => (missed.isHeard ? session.standing(chatId) : { kind: 'not_yet' }),
    lookUp: (phone) => session.lookUp(phone),
    startAnew: () => session.startAnew(),
    handOver: (outgoing) => session.handOver(outgoing),
    readRecord: (key) => session.readRecord(key),
    readChat: (...of) => session.readChat(...of),
  };
}
