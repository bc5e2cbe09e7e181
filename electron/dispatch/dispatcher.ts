import { setImmediate as othersTurn } from 'node:timers/promises';
import { readPause, type StoredPause } from '../../db/campaigns/stored-pause.ts';
import { errorCode, isBusy } from '../../db/open.ts';
import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import type { Account, DispatcherState, PauseReason } from '../../domain/state/state.ts';
import { pauseFor } from '../../domain/state/storage-problem.ts';
import type { Given, PauseSending, TestOutcome } from '../ports.ts';
import { withTimeout } from '../timeout.ts';
import { type AnswerOrder, AnswerSender } from './answers.ts';
import { LatestMoments, type LatestMomentsParts } from './latest-moments.ts';
import { Looks } from './looks.ts';
import { type Plan, plan } from './planner.ts';
import type { ChosenFile } from './preparation.ts';
import { recover } from './recovery.ts';
import { Sender, type SenderParts } from './sender.ts';
import { StopRules } from './stop-rules.ts';
import { isOwn, ofTheLogin, storePause } from './together.ts';
import { Turns } from './turns.ts';
import { Wakefulness } from './wakefulness.ts';

export type DispatcherParts = SenderParts &
  LatestMomentsParts &
  Pick<Stores, 'replay' | 'alarms' | 'answers'> &
  Given<'isHere' | 'random' | 'phone'> & {
    readonly accountId: number;
    /** Whether the data is being checked after an unclean stop: nothing is claimed before that ends. */
    readonly isCheckingData: () => boolean;
    readonly onState: (state: DispatcherState) => void;
    readonly onAlarms: () => void;
  };

type Waiting = Omit<Extract<DispatcherState, { kind: 'waiting' }>, 'kind' | 'sinceMs'>;
type Decision = Plan | { readonly kind: 'answer'; readonly account: Account };

const answerable: readonly PauseReason[] = ['operator', 'restricted'];

const nothing = { kind: 'nothing' } as const;
/** A wait for no campaign in particular, without a known end. */
const ofNobody = { untilMs: null, campaignId: null, count: null };

/**
 * The single-flight loop that sends from one account: always one message at a time, and over all accounts one before
 * its gate. It runs by one timer and by nudges, and never queues anything again.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #sender: Sender;
  readonly #answers: AnswerSender;
  #state: DispatcherState = { kind: 'idle' };
  #own: StoredPause | null = null;
  #running: Promise<void> | null = null;
  #cancelTimer: () => void = () => undefined;
  #isStopping = false;
  /** Whether a pause came during a turn: what was checked before it is checked again, even if it is over by then. */
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

  /** Why nothing goes from this account: its own pause, or that of all accounts. */
  get #pause(): StoredPause | null {
    const { pause } = this.#parts.together;
    return pause === null || pause.reason === 'operator' ? (this.#own ?? pause) : pause;
  }

  get state(): DispatcherState {
    return this.#state;
  }

  get isSending(): boolean {
    return this.#parts.flight.current !== null;
  }

  /** The attempt of the message on its way, by its token. */
  get inFlight(): string | null {
    return this.#parts.flight.current?.outgoing.token ?? null;
  }

  /**
   * Whether an answer may go now or soon: there is no alarm, and no pause except the operator's. If WhatsApp restricts
   * writing to new people, it is asked about the one chat.
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

  /** Called when a change may allow the next message: a start, a link, a setting. Further calls do nothing more. */
  nudge(): void {
    if (!this.#parts.messenger.account()) this.#looks.disconnected();
    this.#nudged = true;
    if (this.#running || this.#isStopping) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      // A nudge that came while the last round ended must not wait for the next event.
      if (this.#nudged) this.nudge();
    });
  }

  /**
   * Pauses after the message in flight, with the reason; pauses all accounts, unless the reason concerns this one
   * alone. The first reason stays. Survives a restart.
   */
  pause(reason: PauseReason, detail = '', count: number | null = null): void {
    const pause = { reason, detail, count };
    if (!isOwn(reason)) {
      this.#parts.together.standStill(pause);
      return;
    }
    // After a logout, another number may take the place of the one that the restriction was about.
    if (this.#own === null || (ofTheLogin.includes(this.#own.reason) && reason === 'logged_out')) {
      this.#own = pause;
      this.#parts.log.warn('paused', { reason, detail });
      storePause(this.#parts, pause, this.#parts.accountId);
    }
    this.standStill();
  }

  /** Called when a pause stands, of this account or of all. */
  standStill(): void {
    this.#wasPausedInTurn = true;
    this.#cancelTimer();
    // Missed messages are still marked, and once more if that is what failed. An answer still goes at its time.
    this.#wakeIn(Math.min(this.#answers.dueInMs ?? Number.POSITIVE_INFINITY, limits.clockCheckMs));
    const pause = this.#pause;
    // Also for a reason that came second: the first may have come while the message was still in flight.
    if (this.#alarms() > 0) this.stopForAlarm();
    else if (!this.isSending && pause !== null) this.#show({ kind: 'paused', ...pause });
  }

  /** Called when something happened that must never happen: nothing is claimed until all alarms are acknowledged. */
  stopForAlarm(): void {
    this.#wasPausedInTurn = true;
    this.#cancelTimer();
    // As in a pause, missed messages are still marked.
    this.#wakeIn(limits.clockCheckMs);
    if (!this.isSending) this.#show({ kind: 'alarm', count: this.#alarms() });
  }

  /** Called when WhatsApp confirmed something: if sending waits for that, it checks whether it may go on. */
  acknowledged(): void {
    if (this.#stopRules.unconfirmed.isWaiting) this.nudge();
  }

  rejected(): void {
    this.#stopRules.rejections.rejected(this.#parts.phone());
  }

  /** Whether the pause that is shown is this account's own and not that of all. */
  get isHeldAlone(): boolean {
    return this.#own !== null && this.#pause === this.#own;
  }

  resume(): void {
    const { together } = this.#parts;
    together.goOn();
    this.resumeAlone();
    together.nudge();
  }

  /** As `resume`, for the pause of this account alone. What an error left open is settled first, as after a crash. */
  resumeAlone(): void {
    // The owner first answers what WhatsApp asks, in its own window.
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

  /** Settles what an error left open here, as after a crash, and resets the counts, which a person knows of now. */
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

  /** Reports its findings at once: the data is not looked through again before the next start. */
  #recover(): void {
    const { alarms, changes, clock, onAlarms, phone } = this.#parts;
    const before = alarms.open().length;
    // An account that was never linked has left nothing open; without a number, recovery would cover all accounts.
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

  async drain(): Promise<void> {
    if (!this.#running) return;
    await withTimeout(this.#parts.clock, limits.quitDrainMs, this.#running).catch(() => undefined);
  }

  /** Sends a test to the linked account itself, in the same single flight. */
  async sendTest(text: string, file: ChosenFile | null): Promise<TestOutcome> {
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
    // When many messages are late at once, some are handled at a time, and others have their turn between these.
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
    // The part that follows the team nudges when the team goes on.
    else if (came === 'team') this.#waitShortly('team', limits.teamRetryMs);
    else this.#waitShortly(came === 'not_yet' ? 'catching_up' : came, limits.catchUpPollMs);
  }

  /** Decides what is next, shows it, and sets the one timer for the next moment that matters. */
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
    // The operator ends this pause: however long it takes, nothing becomes overdue because of it.
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

  /** The wait for what the plan waits for, and before that for WhatsApp. Null when the planned message may go now. */
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

  /** The wait for a team that cannot grant anything; WhatsApp is not asked either. Null with an open team, or none. */
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

  /** Waits for another program that holds the data. If nothing would go anyway, it is tried again in a minute. */
  #waitForDatabase(): void {
    if (this.#pause || this.#alarms() > 0) this.standStill();
    else if (this.#parts.messenger.account()) this.#waitShortly('database_busy', limits.busyAgainMs);
    else this.#wakeIn(limits.clockCheckMs);
  }

  /** Waits for something that passes soon, without a known moment. */
  #waitShortly(why: 'catching_up' | 'restriction_ends' | 'database_busy' | 'team', againMs: number): void {
    // Something else may have stopped sending meanwhile, and must be shown.
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

  /** How many alarms are open. A database that cannot be read counts as none: then a pause stands anyway. */
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
