import { setImmediate as othersTurn } from 'node:timers/promises';
import { readPause, type StoredPause } from '../../db/campaigns/stored-pause.ts';
import { errorCode, isBusy } from '../../db/open.ts';
import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import type { Account, DispatcherState, PauseReason } from '../../domain/state/state.ts';
import { pauseFor } from '../../domain/state/storage-problem.ts';
import type { Given, PauseSending } from '../ports.ts';
import { withTimeout } from '../timeout.ts';
import { type AnswerOrder, AnswerSender } from './answers.ts';
import { LatestMoments, type LatestMomentsParts } from './latest-moments.ts';
import { Looks } from './looks.ts';
import { type Plan, plan } from './planner.ts';
import type { ChosenFile } from './preparation.ts';
import { recover } from './recovery.ts';
import { Sender, type SenderParts, type TestOutcome } from './sender.ts';
import { StopRules } from './stop-rules.ts';
import { isOwn, ofTheLogin, storePause } from './together.ts';
import { Turns } from './turns.ts';
import { Wakefulness } from './wakefulness.ts';

export type DispatcherParts = SenderParts &
  LatestMomentsParts &
  Pick<Stores, 'replay' | 'alarms' | 'answers'> &
  Given<'isHere'> & {
    readonly random: () => number;
    /** The row of its account, and the account's number; null before it was ever linked. */
    readonly accountId: number;
    readonly phone: () => string | null;
    /** Whether the data is being checked after an unclean stop: nothing is claimed from it before that. */
    readonly isCheckingData: () => boolean;
    readonly onState: (state: DispatcherState) => void;
    /** Alarms were raised while the data was looked through again. */
    readonly onAlarms: () => void;
  };

type Waiting = Omit<Extract<DispatcherState, { kind: 'waiting' }>, 'kind' | 'sinceMs'>;
type Decision = Plan | { readonly kind: 'answer'; readonly account: Account };

/** The pauses in which an answer may go. */
const answerable: readonly PauseReason[] = ['operator', 'restricted'];

const nothing = { kind: 'nothing' } as const;
/** Waiting for no campaign, and nobody knows until when. */
const ofNobody = { untilMs: null, campaignId: null, count: null };

/**
 * The single-flight loop that sends from one account: one message at a time, ever, and before its gate one over all
 * accounts. It is driven by one armed timer and by nudges, and never queues anything again. The way of a single message is
 * the sender's.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #sender: Sender;
  readonly #answers: AnswerSender;
  #state: DispatcherState = { kind: 'idle' };
  /** Why this account stands still by itself. */
  #own: StoredPause | null = null;
  #running: Promise<void> | null = null;
  #cancelTimer: () => void = () => undefined;
  #isStopping = false;
  /** What was looked at before a pause is looked at again, also where the pause is over before the look is. */
  #wasPausedInTurn = false;
  #nudged = false;
  readonly #looks: Looks;
  readonly #stopRules: StopRules;
  readonly #wakefulness: Wakefulness;
  readonly #turns: Turns;
  readonly #latestMoments: LatestMoments;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    const pause: PauseSending = (reason, detail, count) => this.pause(reason, detail, count);
    this.#looks = new Looks(parts);
    this.#turns = new Turns(parts, this.#looks);
    this.#latestMoments = new LatestMoments(parts);
    this.#stopRules = new StopRules(parts, pause);
    this.#wakefulness = new Wakefulness({ ...parts, graceMs: () => parts.settings().graceMs });
    this.#sender = new Sender(parts, {
      looks: this.#looks,
      stopRules: this.#stopRules,
      pause,
      mayClaim: () =>
        !this.#wasPausedInTurn &&
        !this.#isStopping &&
        !parts.alarms.isAnyOpen() &&
        this.#latestMoments.doubtedUntilMs() === null,
    });
    this.#answers = new AnswerSender(parts, {
      pause,
      nudge: () => this.nudge(),
      mayGo: () => this.mayAnswer,
    });
    this.#own = readPause(parts.db, parts.accountId);
    parts.together.join(this);
    if (this.#alarms() > 0) this.#state = { kind: 'alarm', count: this.#alarms() };
  }

  /** Why nothing goes from this account: for its own sake, or because all stand still. */
  get #pause(): StoredPause | null {
    const { pause } = this.#parts.together;
    return pause === null || pause.reason === 'operator' ? (this.#own ?? pause) : pause;
  }

  get state(): DispatcherState {
    return this.#state;
  }

  /** Whether a message is on its way at this moment. */
  get isSending(): boolean {
    return this.#parts.flight.current !== null;
  }

  /** What is on its way at this moment, by its attempt. */
  get inFlight(): string | null {
    return this.#parts.flight.current?.outgoing.token ?? null;
  }

  /**
   * Whether an answer may go now or soon: no alarm is open, and nobody but the operator has paused. What WhatsApp lays
   * upon writing to new people is asked about that one chat.
   */
  get mayAnswer(): boolean {
    const isPaused = this.#pause !== null && !answerable.includes(this.#pause.reason);
    return !isPaused && !this.#isStopping && this.#alarms() === 0;
  }

  /** Takes an answer. It goes before the campaigns' next message, within two minutes or never. */
  answer(order: AnswerOrder): void {
    this.#answers.take(order);
    this.nudge();
  }

  /** Something changed that may allow the next message: a start, a link, a setting. Does nothing twice. */
  nudge(): void {
    if (!this.#parts.messenger.account()) this.#looks.disconnected();
    this.#nudged = true;
    if (this.#running || this.#isStopping) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      // What came while the last round ended must not wait for the next event.
      if (this.#nudged) this.nudge();
    });
  }

  /**
   * Stands still after the message in flight, and says why; with it all accounts, unless it is for its own sake. The first
   * reason stays. Survives a restart.
   */
  pause(reason: PauseReason, detail = '', count: number | null = null): void {
    const pause = { reason, detail, count };
    if (!isOwn(reason)) {
      this.#parts.together.standStill(pause);
      return;
    }
    // Another number may come in the place of the one that it was laid upon.
    if (this.#own === null || (ofTheLogin.includes(this.#own.reason) && reason === 'logged_out')) {
      this.#own = pause;
      this.#parts.log.warn('paused', { reason, detail });
      storePause(this.#parts, pause, this.#parts.accountId);
    }
    this.standStill();
  }

  /** A pause stands, its own or everybody's. */
  standStill(): void {
    this.#wasPausedInTurn = true;
    this.#cancelTimer();
    // Whose time is over is looked for all the same, and once more where that is what failed. An answer goes in its time.
    this.#wakeIn(Math.min(this.#answers.dueInMs ?? Number.POSITIVE_INFINITY, limits.clockCheckMs));
    const pause = this.#pause;
    // Also for a reason that came second: the first may have come while the message was still in flight.
    if (this.#alarms() > 0) this.stopForAlarm();
    else if (!this.isSending && pause !== null) this.#show({ kind: 'paused', ...pause });
  }

  /** Something happened that must not have: nothing is claimed until every alarm has been acknowledged. */
  stopForAlarm(): void {
    this.#wasPausedInTurn = true;
    this.#cancelTimer();
    // As in a pause, whose time is over is looked for all the same.
    this.#wakeIn(limits.clockCheckMs);
    if (!this.isSending) this.#show({ kind: 'alarm', count: this.#alarms() });
  }

  /** WhatsApp confirmed something: where sending waits for that, it looks whether it may go on. */
  acknowledged(): void {
    if (this.#stopRules.unconfirmed.isWaiting) this.nudge();
  }

  /** WhatsApp rejected a message. */
  rejected(): void {
    this.#stopRules.rejections.rejected(this.#parts.phone());
  }

  /** Whether what it is seen to stand still for is its own, and not everybody's. */
  get isHeldAlone(): boolean {
    return this.#own !== null && this.#pause === this.#own;
  }

  /** The operator lets sending go on, of all and of this account. */
  resume(): void {
    const { together } = this.#parts;
    together.goOn();
    this.resumeAlone();
    together.nudge();
  }

  /** The same of what holds this account alone. What an error left open is first settled as after a crash. */
  resumeAlone(): void {
    // What WhatsApp asks of the owner is answered first, in its own window.
    const isAsked = this.#own?.reason === 'security_check' && !this.#parts.messenger.account();
    if (isAsked) {
      this.standStill();
      return;
    }
    this.#own = null;
    storePause(this.#parts, null, this.#parts.accountId);
    this.settle();
    this.nudge();
  }

  /** What an error left open of this account is settled as after a crash, and what was counted is known to a person. */
  settle(): void {
    this.#wakefulness.rest();
    try {
      this.#stopRules.letGoOn();
      this.#parts.bypass.tellUntold();
      if (!this.#running) this.#recover();
    } catch (error) {
      this.#pauseForError(error);
    }
  }

  /** What is found here is told at once: nobody looks through the data again before the next start. */
  #recover(): void {
    const { alarms, changes, clock, onAlarms, phone } = this.#parts;
    const before = alarms.open().length;
    // One that was never linked has left nothing open; without a number all would be spoken of.
    const of = { account: phone() ?? '', except: this.#answers.waiting };
    changes.messages(recover(this.#parts, clock.nowMs(), of).messageIds);
    if (alarms.open().length > before) onAlarms();
  }

  /** Takes no further message and waits for the one in flight, at most `limits.quitDrainMs`. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancelTimer();
    if (this.#running) this.#show({ kind: 'stopping' });
    await this.#answers.stop();
    await this.drain();
  }

  /** Waits for the message in flight, at most `limits.quitDrainMs`. */
  async drain(): Promise<void> {
    if (!this.#running) return;
    await withTimeout(this.#parts.clock, limits.quitDrainMs, this.#running).catch(() => undefined);
  }

  /** A test to the linked account itself. It takes its turn in the same single flight; `busy` while a message is on its way. */
  async sendTest(text: string, file: ChosenFile | null): Promise<TestOutcome | 'busy'> {
    const account = this.#parts.messenger.account();
    if (!account || this.#running || this.#isStopping) return 'busy';
    const test = this.#sender.sendTest(account, text, file);
    this.#running = Promise.allSettled([test]).then(() => {
      this.#running = null;
      this.nudge();
    });
    return test;
  }

  async #run(): Promise<void> {
    do {
      this.#nudged = false;
      this.#wasPausedInTurn = false;
      try {
        await this.#turn(this.#decide());
      } catch (error) {
        if (isBusy(error)) this.#waitForDatabase();
        else this.#pauseForError(error);
      }
    } while (this.#nudged && !this.#isStopping);
  }

  async #turn(next: Decision): Promise<void> {
    if (next.kind === 'answer') {
      await this.#answers.sendNext(next.account);
      this.#nudged = true;
    } else if (next.kind === 'send') await this.#send(next);
    // Of many who are late at once some are told at a time, and others have their turn between these.
    else if (this.#nudged) await othersTurn();
  }

  async #send({ account, message }: Plan & { kind: 'send' }): Promise<void> {
    const { id, campaignId, wasSetAside } = message;
    this.#show({ kind: 'sending', messageId: id, campaignId, sinceMs: this.#parts.clock.nowMs() });
    const came = await this.#sender.send(account, message).finally(() => this.#turns.took(campaignId));
    if (came === 'ended') {
      this.#looks.hadTurn(campaignId, wasSetAside);
      this.#nudged = true;
    }
    // Whoever follows the team nudges when it goes on.
    else if (came === 'team') this.#waitShortly('team', limits.teamRetryMs);
    else this.#waitShortly(came === 'not_yet' ? 'catching_up' : came, limits.catchUpPollMs);
  }

  /** Decides what is next, shows it, and arms the one timer for the next moment that matters. */
  #decide(): Decision {
    const { alarms, bypass, clock, messenger, queue } = this.#parts;
    this.#cancelTimer();
    if (!bypass.tellUntold()) {
      this.#wakeIn(limits.alarmRetryMs);
      return nothing;
    }
    if (this.#latestMoments.failOver()) this.#nudged = true;
    if (alarms.isAnyOpen()) {
      this.#wakefulness.rest();
      this.stopForAlarm();
      return nothing;
    }
    const account = messenger.account();
    const answerInMs = this.#answerInMs(account);
    if (answerInMs === 0 && account) return { kind: 'answer', account };
    if (this.#pause) return this.#stayPaused(this.#pause, answerInMs);
    const hasWork = queue.hasWork();
    if (hasWork) this.#wakefulness.tick();
    else this.#wakefulness.rest();
    if (!account) return this.#stayUnlinked(hasWork);
    const nowMs = clock.nowMs();
    if (answerInMs !== null) return this.#wait({ ...ofNobody, why: 'gap', untilMs: nowMs + answerInMs }, nowMs);
    const doubtedUntilMs = hasWork ? this.#latestMoments.doubtedUntilMs() : null;
    if (doubtedUntilMs !== null) return this.#wait({ ...ofNobody, why: 'clock', untilMs: doubtedUntilMs }, nowMs);
    return this.#follow(this.#plan(account));
  }

  #stayPaused(pause: StoredPause, answerInMs: number | null): Decision {
    // The operator ends it: however long it takes, nothing is overdue for that.
    this.#wakefulness.rest();
    this.#show({ kind: 'paused', ...pause });
    if (answerInMs !== null) this.#wakeIn(answerInMs);
    else if (this.#latestMoments.areAhead()) this.#wakeIn(limits.clockCheckMs);
    return nothing;
  }

  #stayUnlinked(hasWork: boolean): Decision {
    this.#show({ kind: hasWork ? 'not_linked' : 'idle' });
    if (hasWork || this.#latestMoments.areAhead()) this.#wakeIn(limits.clockCheckMs);
    return nothing;
  }

  #follow(next: Plan): Plan {
    if (next.kind === 'nothing') {
      this.#looks.rest();
      this.#show({ kind: 'idle' });
      if (this.#latestMoments.areAhead()) this.#wakeIn(limits.clockCheckMs);
    }
    if (next.kind === 'hold') this.#hold(next);
    return next.kind === 'send' || next.kind === 'wait' ? (this.#waitForWhatsApp(next) ?? next) : next;
  }

  /** How long until the next answer may go; null where none waits, or none may go now. */
  #answerInMs(account: Account | null): number | null {
    const { isCheckingData, messenger } = this.#parts;
    const { dueInMs } = this.#answers;
    if (dueInMs === null || account === null || messenger.isCaughtUp() === false) return null;
    return isCheckingData() || !this.mayAnswer ? null : dueInMs;
  }

  /** Waits for what the plan waits for, and before that for WhatsApp. Null when the planned message may go now. */
  #waitForWhatsApp(next: Plan & { kind: 'send' | 'wait' }): Plan | null {
    const { clock, messenger } = this.#parts;
    const nowMs = clock.nowMs();
    const campaignId = next.kind === 'send' ? next.message.campaignId : next.campaignId;
    const planned = next.kind === 'send' ? nowMs : next.untilMs;
    if (this.#parts.isCheckingData()) return this.#wait({ ...ofNobody, why: 'checking_data' }, nowMs);
    const doubt = this.#stopRules.unconfirmed.waitsFor();
    if (doubt) return this.#wait({ ...ofNobody, why: 'unconfirmed_in_a_row', count: doubt.count }, doubt.sinceMs);
    if (messenger.isCaughtUp() === false) {
      this.#waitShortly('catching_up', limits.catchUpPollMs);
      return nothing;
    }
    const retryInMs = this.#looks.retryInMs;
    if (retryInMs !== null && nowMs + retryInMs > planned) {
      const untilMs = nowMs + retryInMs;
      return this.#wait({ ...ofNobody, why: 'no_answer', untilMs, campaignId }, this.#looks.waitsSinceMs());
    }
    if (next.kind === 'send') return this.#waitForTeam();
    const why = next.why === 'no_answer' && this.#looks.isAnswering ? 'asks_again' : next.why;
    const sinceMs = why === 'no_answer' ? this.#looks.waitsSinceMs() : nowMs;
    return this.#wait({ why, untilMs: next.untilMs, campaignId, count: null, country: next.country }, sinceMs);
  }

  /** Whoever the team could not grant is not asked for at WhatsApp either. Null where it is open, or there is none. */
  #waitForTeam(): Plan | null {
    if (this.#parts.team?.()?.isOpen !== false) return null;
    this.#waitShortly('team', limits.teamRetryMs);
    return nothing;
  }

  /** Wakes each minute at the latest: the clock may be put forward, and the computer may sleep. */
  #wait(waiting: Waiting, sinceMs: number): Plan & { kind: 'nothing' } {
    const before = this.#state;
    const goesOn =
      before.kind === 'waiting' &&
      before.why === waiting.why &&
      before.untilMs === waiting.untilMs &&
      before.campaignId === waiting.campaignId;
    this.#show({ kind: 'waiting', ...waiting, sinceMs: goesOn ? before.sinceMs : sinceMs });
    this.#wakeIn(
      Math.min((waiting.untilMs ?? Number.POSITIVE_INFINITY) - this.#parts.clock.nowMs(), limits.clockCheckMs),
    );
    return nothing;
  }

  /** Another program holds the data. Where nothing would go anyway, it is looked at again in a minute. */
  #waitForDatabase(): void {
    if (this.#pause || this.#alarms() > 0) this.standStill();
    else if (this.#parts.messenger.account()) this.#waitShortly('database_busy', limits.busyAgainMs);
    else this.#wakeIn(limits.clockCheckMs);
  }

  /** What is waited for passes soon, and nobody tells when. */
  #waitShortly(why: 'catching_up' | 'restriction_ends' | 'database_busy' | 'team', againMs: number): void {
    // Something else may have stopped sending meanwhile, and is to be shown.
    if (this.#pause || this.#alarms() > 0 || !this.#parts.messenger.account()) {
      this.#nudged = true;
      return;
    }
    this.#wait({ ...ofNobody, why }, this.#parts.clock.nowMs());
    this.#cancelTimer();
    this.#wakeIn(againMs);
  }

  #wakeIn(delayMs: number): void {
    this.#cancelTimer = this.#parts.clock.after(delayMs, () => this.nudge());
  }

  #plan(account: Account): Plan {
    const { queue, messages, clock, settings } = this.#parts;
    const nowMs = clock.nowMs();
    messages.askAgain(this.#looks.takeReleased(), nowMs);
    return plan({
      queue,
      account,
      isHere: this.#parts.isHere,
      nowMs,
      turns: this.#turns,
      graceMs: settings().graceMs,
      stoodStill: this.#wakefulness.stoodStill,
      isTurnOfSetAside: (campaignId) => this.#looks.isTurnOfSetAside(campaignId),
    });
  }

  #hold(next: Plan & { kind: 'hold' }): void {
    const { campaigns, clock, changes } = this.#parts;
    campaigns.move(next.campaignId, 'running', 'paused', clock.nowMs(), next.why);
    changes.campaign(next.campaignId);
    this.#nudged = true;
  }

  /** How many alarms are open. A database that cannot be read says none: then a pause of its own stands. */
  #alarms(): number {
    try {
      return this.#parts.alarms.open().length;
    } catch (error) {
      this.#parts.log.error('alarms', error);
      return 0;
    }
  }

  #pauseForError(error: unknown): void {
    this.#parts.log.error('dispatcher', error);
    const code = errorCode(error);
    this.pause(pauseFor(code), code);
  }

  #show(state: DispatcherState): void {
    this.#state = state;
    this.#parts.onState(state);
  }
}
