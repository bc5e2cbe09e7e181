import type { Campaigns } from '../../db/campaigns.ts';
import type { Ledger } from '../../db/ledger.ts';
import type { ClaimResult, Messages } from '../../db/messages.ts';
import { readMeta, writeMeta } from '../../db/meta.ts';
import { type Db, errorCode } from '../../db/open.ts';
import type { NextMessage, Queue } from '../../db/queue.ts';
import type { Attachment } from '../../domain/campaign.ts';
import { gateReachMs, limits } from '../../domain/limits.ts';
import { type NotSentReason, serverAck } from '../../domain/message.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Account, DispatcherState, PauseReason } from '../../domain/state.ts';
import { parseTemplate, renderTemplate } from '../../domain/template.ts';
import { judge } from './gate.ts';
import { InFlight } from './in-flight.ts';
import { type Plan, plan } from './planner.ts';
import type {
  AckNews,
  Clock,
  GateAnswer,
  GateAsk,
  GateRefusal,
  Log,
  LookUp,
  Messenger,
  ParcelAttachment,
} from './ports.ts';
import { messageScope } from './text-scope.ts';

export type DispatcherParts = {
  readonly db: Db;
  readonly messages: Messages;
  readonly campaigns: Campaigns;
  readonly queue: Queue;
  readonly ledger: Ledger;
  readonly isBlocked: (phone: string) => boolean;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Settings;
  readonly newToken: () => string;
  readonly random: () => number;
  readonly attachment: (hash: string) => { file: Attachment; read: () => Promise<ParcelAttachment> } | undefined;
  readonly onState: (state: DispatcherState) => void;
  readonly onMessages: (ids: readonly number[]) => void;
  readonly onCampaign: (id: number) => void;
};

/**
 * The single-flight loop that sends: one message at a time, ever. It is driven by one armed timer and by nudges, takes
 * each message through look, claim, gate and acknowledgement, and never queues anything again.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  #state: DispatcherState = { kind: 'idle' };
  #pause: { reason: PauseReason; detail: string; count: number | null } | null = null;
  #running: Promise<void> | null = null;
  #callOffTimer: () => void = () => undefined;
  #inFlight: InFlight | null = null;
  #isStopping = false;
  #nudged = false;
  #unconfirmedInARow = 0;
  #notHandedOverInARow = 0;
  /** On the monotonic clock, so that a jump of the wall clock neither stops the queue nor makes a burst. */
  #lastHandOverMonotonicMs: number | null = null;
  #random: number;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#random = parts.random();
    const stored = readMeta(parts.db, 'dispatcher_pause');
    if (stored) this.#pause = JSON.parse(stored) as { reason: PauseReason; detail: string; count: number | null };
  }

  get state(): DispatcherState {
    return this.#state;
  }

  /** Whether a message is on its way at this moment. */
  get isSending(): boolean {
    return this.#inFlight !== null;
  }

  /** Something changed that may allow the next message: a start, a link, a setting. Does nothing twice. */
  nudge(): void {
    this.#nudged = true;
    if (this.#running || this.#isStopping) return;
    this.#callOffTimer();
    this.#running = this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** Stands still after the message in flight, and says why. Survives a restart. */
  pause(reason: PauseReason, detail = '', count: number | null = null): void {
    if (this.#pause && this.#pause.reason !== 'operator') return;
    this.#pause = { reason, detail, count };
    this.#parts.log.warn('paused', { reason, detail });
    this.#storePause();
    if (!this.#inFlight) this.#show({ kind: 'paused', ...this.#pause });
  }

  /** The operator lets sending go on. */
  resume(): void {
    this.#pause = null;
    this.#unconfirmedInARow = 0;
    this.#notHandedOverInARow = 0;
    this.#storePause();
    this.nudge();
  }

  /** Takes no further message and waits for the one in flight, at most `limits.quitDrainMs`. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#callOffTimer();
    if (!this.#running) return;
    this.#show({ kind: 'stopping' });
    const late = Promise.withResolvers<void>();
    const callOff = this.#parts.clock.after(limits.quitDrainMs, late.resolve);
    await Promise.race([this.#running, late.promise]);
    callOff();
  }

  /** The answer of the send gate. Synchronous: nothing can change between the look and the "go". */
  judgeGate(ask: GateAsk): GateAnswer {
    const { messages, ledger, isBlocked, attachment, clock } = this.#parts;
    const flight = this.#inFlight;
    if (!flight || flight.parcel.token !== ask.token) return this.#refuse(ask, 'unknown_attempt');
    if (!this.#parts.db.isInPlace()) {
      this.pause('database_moved');
      return this.#refuse(ask, 'database_failed');
    }
    const stores = { messages, ledger, isBlocked, attachmentKind: (hash: string) => attachment(hash)?.file.kind };
    const verdict = judge(stores, ask, clock.nowMs());
    if (verdict.answer.go) {
      this.#lastHandOverMonotonicMs = clock.monotonicMs();
      flight.gateOpened(ask.key.random);
      return verdict.answer;
    }
    this.#pauseForRefusal(verdict.answer.why, verdict.failureCode);
    flight.refusal = verdict.answer.why;
    flight.isInLedger = verdict.isInLedger;
    return this.#refuse(ask, verdict.answer.why);
  }

  /** WhatsApp's word on any message, whenever it comes. */
  receiveAck(news: AckNews): void {
    const { messages, clock } = this.#parts;
    if (!news.fromMe) return;
    try {
      if (news.ack < 0) this.#receiveRejection(news);
      else {
        const result = messages.recordAck(news, clock.nowMs());
        if (result.kind === 'not_ours') return;
        if (news.ack >= serverAck && this.#inFlight?.waRandom === news.random) this.#inFlight.acknowledged();
        if (result.messageId !== null && result.changed) this.#parts.onMessages([result.messageId]);
        if (result.contradiction) this.pause('contradiction');
      }
    } catch (error) {
      this.#pauseForError(error);
    }
  }

  #receiveRejection(news: AckNews): void {
    const found = this.#parts.messages.recordRejection(news, this.#parts.clock.nowMs());
    if (!found) return;
    if (this.#inFlight?.waRandom === news.random) this.#inFlight.rejected();
    if (found.messageId !== null) this.#parts.onMessages([found.messageId]);
    this.pause('rejected');
  }

  async #run(): Promise<void> {
    do {
      this.#nudged = false;
      const next = this.#decide();
      if (next.kind !== 'send') continue;
      try {
        await this.#send(next.message);
      } catch (error) {
        this.#pauseForError(error);
      } finally {
        this.#inFlight = null;
        this.#random = this.#parts.random();
      }
      this.#nudged = true;
    } while (this.#nudged && !this.#isStopping);
  }

  /** Decides what is next, shows it, and arms the one timer for the next moment that matters. */
  #decide(): Plan {
    const { clock, messenger } = this.#parts;
    this.#callOffTimer();
    if (this.#isStopping) return { kind: 'nothing' };
    if (this.#pause) {
      this.#show({ kind: 'paused', ...this.#pause });
      return { kind: 'nothing' };
    }
    const account = messenger.account();
    if (!account) {
      this.#show({ kind: this.#hasWork() ? 'not_linked' : 'idle' });
      return { kind: 'nothing' };
    }
    const next = this.#plan(account);
    if (next.kind === 'nothing') this.#show({ kind: 'idle' });
    if (next.kind === 'hold') this.#hold(next);
    if (next.kind === 'wait') {
      this.#show({ kind: 'waiting', untilMs: next.untilMs, why: next.why, campaignId: next.campaignId });
      const delayMs = Math.min(next.untilMs - clock.nowMs(), limits.timerMaxMs);
      this.#callOffTimer = clock.after(delayMs, () => this.nudge());
    }
    return next;
  }

  #plan(account: Account): Plan {
    const { queue, clock, settings } = this.#parts;
    const nowMs = clock.nowMs();
    return plan({
      queue,
      account: account.phone,
      nowMs,
      lastHandOverMs: this.#lastHandOverMs(account.phone, nowMs),
      random: this.#random,
      graceMs: settings().graceMs,
    });
  }

  #lastHandOverMs(account: string, nowMs: number): number | null {
    const { queue, clock } = this.#parts;
    if (this.#lastHandOverMonotonicMs !== null) return nowMs - (clock.monotonicMs() - this.#lastHandOverMonotonicMs);
    const stored = queue.lastHandOverMs(account);
    return stored === null ? null : Math.min(stored, nowMs);
  }

  #hold(next: Plan & { kind: 'hold' }): void {
    const { campaigns, clock, onCampaign } = this.#parts;
    campaigns.move(next.campaignId, 'running', 'paused', clock.nowMs(), next.why);
    onCampaign(next.campaignId);
    this.#nudged = true;
  }

  #hasWork(): boolean {
    return this.#parts.queue.runningCampaigns().length > 0;
  }

  /** One send, from the look to the outcome. */
  async #send(message: NextMessage): Promise<void> {
    const { messenger, clock, messages, onMessages } = this.#parts;
    this.#show({ kind: 'sending', messageId: message.id, campaignId: message.campaignId, sinceMs: clock.nowMs() });
    const account = messenger.account();
    if (!account) return;
    const text = this.#render(message);
    const found = await this.#lookUp(message.phone);
    // Without a connection the dispatcher waits by itself; with one, an outage is no answer and a person decides.
    if (found.kind === 'unavailable')
      return messenger.account() ? this.pause('look_up_unavailable', found.why) : undefined;
    if (found.kind === 'absent') return this.#failPending(message, 'not_on_whatsapp');
    const sinceMs = message.repeat > 0 ? message.startedAtMs : null;
    const copy = await this.#hasCopy(found.chatId, { text, fileHash: message.attachmentHash, sinceMs });
    if (copy === 'present') return this.#failPending(message, 'duplicate');
    const attachment = await this.#readAttachment(message);
    if (attachment === 'unreadable') return this.#failPending(message, 'attachment_failed');
    if (messenger.account()?.phone !== account.phone || this.#pause || this.#isStopping) return;
    const token = this.#parts.newToken();
    const flight = new InFlight({ token, chatId: found.chatId, text, attachment }, message.id, clock);
    const claimed = this.#claim(message, account, found, text, token);
    if (claimed !== 'claimed') return this.#afterRefusedClaim(message, claimed);
    messages.note(message.id, 'looked', copy, 'app', clock.nowMs());
    onMessages([message.id]);
    await this.#fly(flight, message);
  }

  /** Sends a text to the linked account itself: through attempt and gate like any other, outside campaigns and fences. */
  async sendTest(text: string, attachmentHash: string | null): Promise<'sent' | 'not_confirmed' | 'not_sent' | 'busy'> {
    const { messenger, clock, messages, newToken } = this.#parts;
    const account = messenger.account();
    if (!account || this.#running || this.#isStopping) return 'busy';
    const attachment = await this.#readAttachment({ attachmentHash });
    if (attachment === 'unreadable') return 'not_sent';
    const token = newToken();
    const flight = new InFlight({ token, chatId: account.id, text, attachment }, null, clock);
    const sent = Promise.withResolvers<'sent' | 'not_confirmed' | 'not_sent'>();
    this.#running = (async () => {
      messages.openAttempt('test', null, {
        token,
        account: account.phone,
        chatId: account.id,
        body: text,
        attachmentHash,
        nowMs: clock.nowMs(),
      });
      sent.resolve(await this.#flyTest(flight));
    })()
      .catch((error: unknown) => sent.reject(error))
      .finally(() => {
        this.#inFlight = null;
        this.#running = null;
        this.nudge();
      });
    return sent.promise;
  }

  async #flyTest(flight: InFlight): Promise<'sent' | 'not_confirmed' | 'not_sent'> {
    const { messages, clock, settings } = this.#parts;
    await this.#toGate(flight);
    if (!flight.hasPassed && messages.closeAttempt(flight.parcel.token, clock.nowMs()) === 'not_sent')
      return 'not_sent';
    return (await flight.waitForAck(settings().ackWaitMs)) === 'acknowledged' ? 'sent' : 'not_confirmed';
  }

  /** Hands over and waits: from here on only the gate and WhatsApp's acknowledgement decide what is said. */
  async #fly(flight: InFlight, message: NextMessage): Promise<void> {
    const { settings, log } = this.#parts;
    const reach = await this.#toGate(flight);
    if (reach !== 'passed') {
      if (this.#endUnpassed(flight, message) !== 'passed') {
        if (reach === 'gate_missing') this.pause('gate_missing');
        return;
      }
    }
    const answer = await flight.waitForAck(settings().ackWaitMs);
    log.info('answered', { messageId: message.id, answer });
    this.#endPassed(message, answer);
  }

  async #toGate(flight: InFlight) {
    const { messenger, settings } = this.#parts;
    this.#inFlight = flight;
    void messenger.handOver(flight.parcel).then((end) => flight.callEnded(end));
    const bytes = flight.parcel.attachment?.bytes ?? 0;
    return flight.reachGate(settings().gateReachMs + gateReachMs(bytes) - limits.gateReachTextMs);
  }

  /** The gate did not open in time: the attempt is closed first, so that a late call is refused, and only then judged. */
  #endUnpassed(flight: InFlight, message: NextMessage): 'passed' | 'ended' {
    const { messages, clock, settings, onMessages } = this.#parts;
    if (flight.isInLedger) {
      // The ledger says it left, the database could not be told. The doubt stays, as after a crash at this place.
      const line = this.#parts.ledger.entries.at(-1);
      if (line?.token === flight.parcel.token) messages.passFromLedger(line, clock.nowMs());
      messages.failNotConfirmed(message.id, 'interrupted', clock.nowMs(), clock.nowMs());
      onMessages([message.id]);
      return 'ended';
    }
    const outcome = messages.giveUp(message.id, flight.parcel.token, reasonFor(flight), clock.nowMs());
    if (outcome === 'passed') return 'passed';
    this.#notHandedOverInARow += 1;
    if (this.#notHandedOverInARow >= settings().unconfirmedInARow) {
      this.pause('not_handed_over_in_a_row', '', this.#notHandedOverInARow);
    }
    onMessages([message.id]);
    this.#finishDone();
    return 'ended';
  }

  #endPassed(message: NextMessage, answer: 'acknowledged' | 'rejected' | 'too_late'): void {
    const { messages, clock, settings, onMessages } = this.#parts;
    this.#notHandedOverInARow = 0;
    if (answer === 'acknowledged') this.#unconfirmedInARow = 0;
    else {
      const reason = answer === 'rejected' ? 'rejected' : 'no_confirmation';
      const again = clock.nowMs() + (limits.reconcileAfterMs[0] ?? limits.reconcileEveryMs);
      if (messages.failNotConfirmed(message.id, reason, clock.nowMs(), again)) {
        this.#unconfirmedInARow += 1;
        if (answer === 'too_late' && this.#unconfirmedInARow >= settings().unconfirmedInARow) {
          this.pause('unconfirmed_in_a_row', '', this.#unconfirmedInARow);
        }
      }
    }
    onMessages([message.id]);
    this.#finishDone();
  }

  #claim(
    message: NextMessage,
    account: Account,
    found: LookUp & { kind: 'registered' },
    text: string,
    token: string,
  ): ClaimResult {
    const { messages, clock } = this.#parts;
    return messages.claim({
      messageId: message.id,
      token,
      account: account.phone,
      chatId: found.chatId,
      phone: message.phone,
      ids: [...new Set([found.chatId, ...found.ids])],
      body: text,
      attachmentHash: message.attachmentHash,
      scopes: { campaign: `campaign:${message.campaignUid}`, text: messageScope(message, text) },
      nowMs: clock.nowMs(),
    });
  }

  #afterRefusedClaim(message: NextMessage, claimed: Exclude<ClaimResult, 'claimed'>): void {
    this.#parts.log.info('claim refused', { messageId: message.id, claimed });
    if (claimed === 'duplicate' || claimed === 'do_not_contact') {
      this.#parts.onMessages([message.id]);
      this.#finishDone();
    }
  }

  #failPending(message: NextMessage, reason: NotSentReason): void {
    const { messages, clock, onMessages } = this.#parts;
    if (messages.failPending(message.id, reason, clock.nowMs())) onMessages([message.id]);
    this.#finishDone();
  }

  /** The text as this person gets it. Blanks were refused at the start; a later one is a reason to stop, not to send. */
  #render(message: NextMessage): string {
    const values = new Map(message.fields.map((field) => [field.key, message.cells[field.index] ?? '']));
    const rendered = renderTemplate(parseTemplate(message.text), values);
    if (!rendered.ok) throw new Error(`the text of message ${message.id} cannot be made: ${rendered.failure.code}`);
    return rendered.value;
  }

  async #lookUp(phone: string): Promise<LookUp> {
    return this.#bounded(this.#parts.messenger.lookUp(phone), { kind: 'unavailable', why: 'no answer in time' });
  }

  async #hasCopy(chatId: string, copy: { text: string; fileHash: string | null; sinceMs: number | null }) {
    return this.#bounded(this.#parts.messenger.hasCopy(chatId, copy), 'unknown' as const);
  }

  async #bounded<Value>(work: Promise<Value>, late: Value): Promise<Value> {
    const waiting = Promise.withResolvers<Value>();
    const callOff = this.#parts.clock.after(limits.lookUpTimeoutMs, () => waiting.resolve(late));
    work.then(waiting.resolve, () => waiting.resolve(late));
    const value = await waiting.promise;
    callOff();
    return value;
  }

  async #readAttachment({
    attachmentHash,
  }: {
    attachmentHash: string | null;
  }): Promise<ParcelAttachment | null | 'unreadable'> {
    if (attachmentHash === null) return null;
    try {
      return (await this.#parts.attachment(attachmentHash)?.read()) ?? 'unreadable';
    } catch (error) {
      this.#parts.log.error('attachment', error);
      return 'unreadable';
    }
  }

  #refuse(ask: GateAsk, why: GateRefusal): GateAnswer {
    this.#parts.log.warn('gate refused', { why });
    try {
      this.#parts.messages.noteRefusal(ask.token, ask.key.random);
    } catch (error) {
      this.#parts.log.error('refusal not noted', error);
    }
    if (this.#inFlight?.parcel.token === ask.token) this.#inFlight.gateRefused();
    return { go: false, why };
  }

  #pauseForRefusal(why: GateRefusal, failureCode: string): void {
    if (why === 'ledger_unwritable') this.pause('ledger_unwritable', failureCode);
    if (why === 'database_failed') this.pause(pauseFor(failureCode), failureCode);
    if (why === 'other_account') this.pause('other_account');
  }

  #pauseForError(error: unknown): void {
    this.#parts.log.error('dispatcher', error);
    this.pause(pauseFor(errorCode(error)), error instanceof Error ? error.message : String(error));
  }

  #finishDone(): void {
    const { campaigns, clock, onCampaign } = this.#parts;
    for (const id of campaigns.finishDone(clock.nowMs())) onCampaign(id);
  }

  #storePause(): void {
    try {
      writeMeta(this.#parts.db, 'dispatcher_pause', this.#pause ? JSON.stringify(this.#pause) : '');
    } catch (error) {
      this.#parts.log.error('pause not stored', error);
    }
  }

  #show(state: DispatcherState): void {
    this.#state = state;
    this.#parts.onState(state);
  }
}

/** The reason recorded for a message whose gate never opened. */
function reasonFor(flight: InFlight): NotSentReason {
  if (flight.refusal === 'do_not_contact') return 'do_not_contact';
  if (flight.refusal === 'duplicate') return 'duplicate';
  return flight.parcel.attachment !== null && flight.refusal === null ? 'attachment_failed' : 'not_handed_over';
}

/** What an error of SQLite or the system means for sending. */
function pauseFor(code: string): PauseReason {
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return 'disk_full';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'database_corrupt';
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES') return 'database_read_only';
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN')) return 'database_moved';
  return 'internal';
}
