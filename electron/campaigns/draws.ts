import { setImmediate } from 'node:timers/promises';
import type { OpenStep } from '../../db/campaigns/second-steps.ts';
import type { OpenSeries } from '../../db/campaigns/series.ts';
import type { Stores } from '../../db/stores.ts';
import { limits } from '../../domain/limits.ts';
import { dueBeforeMs, stepMomentMs } from '../../domain/people/second-step.ts';
import { isOverdue } from '../../domain/schedule/pacing.ts';
import { drawMomentMs } from '../../domain/schedule/series.ts';
import type { ClockDoubt } from '../dispatch/clock-doubt.ts';
import { templateScope } from '../dispatch/text-scope.ts';
import type { Given, Messenger } from '../ports.ts';

type DrawsParts = Pick<Stores, 'secondSteps' | 'series'> &
  Given<'clock' | 'log' | 'changes' | 'nudge'> & {
    /** The link of the account with this number; null where this computer does not have it. */
    readonly messengerOf: (phone: string) => Pick<Messenger, 'account' | 'standing'> | null;
    readonly nameOf: (campaign: string) => string;
    readonly clockDoubt: ClockDoubt;
  };

/** When the first of the people who were not drawn yet are due; null where there are none so far. */
export function nextDrawMs(step: OpenStep): number | null {
  return step.firstMs === null ? null : stepMomentMs(step, step.schedule, step.firstMs);
}

/**
 * Draws the people of second messages when they are due, once WhatsApp's page has caught up, so that answers from the
 * meantime are known; and the people of campaigns that go again, the day before. This writes to nobody: all rules of
 * sending hold for the messages. While the clock is doubted nobody is drawn: a person drawn for a date that is over
 * would have missed it for good.
 */
export class Draws {
  readonly #parts: DrawsParts;
  #cancel: () => void = () => undefined;
  #running: Promise<void> | null = null;
  #isStopped = false;

  constructor(parts: DrawsParts) {
    this.#parts = parts;
  }

  /** Draws what is due and sets the timer for the next draw. Also called when the clock is put forward. */
  arm(): void {
    this.#cancel();
    if (this.#isStopped || this.#running) return;
    const inMs = this.#nextInMs();
    if (inMs === null) return;
    if (inMs > 0) this.#wait(inMs);
    else
      this.#running = this.#try(() => this.#look()).finally(() => {
        this.#running = null;
        if (!this.#isStopped) this.#wait(limits.clockCheckMs);
      });
  }

  /** How long until the next draw; null where no campaign draws. If the data cannot be read, it is tried again. */
  #nextInMs(): number | null {
    const { secondSteps, series, clock, log } = this.#parts;
    try {
      const steps = secondSteps.open().map((step) => nextDrawMs(step) ?? Number.POSITIVE_INFINITY);
      const days = series.open().map(({ schedule, day }) => drawMomentMs(schedule, day));
      return steps.length + days.length === 0 ? null : Math.min(...steps, ...days) - clock.nowMs();
    } catch (error) {
      log.error('draw', error);
      return limits.clockCheckMs;
    }
  }

  /** Waits until nothing is drawn any more; nothing is drawn afterwards. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await this.#running;
  }

  #wait(delayMs: number): void {
    this.#cancel();
    this.#cancel = this.#parts.clock.after(Math.min(delayMs, limits.clockCheckMs), () => this.arm());
  }

  async #look(): Promise<void> {
    const { secondSteps, series } = this.#parts;
    for (const { campaignId } of series.open()) await this.#try(() => this.#drawDays(campaignId));
    for (const step of secondSteps.open()) await this.#try(() => this.#drawStep(step));
  }

  #isDue(atMs: number): boolean {
    const { clock, clockDoubt } = this.#parts;
    return atMs <= clock.nowMs() && clockDoubt.current === null;
  }

  /** A draw that fails is tried again next time: it does not keep other campaigns from their draws. */
  async #try(draw: () => Promise<void>): Promise<void> {
    await draw().catch((error: unknown) => this.#parts.log.error('draw', error));
  }

  async #drawStep(step: OpenStep): Promise<void> {
    const { secondSteps } = this.#parts;
    const atMs = nextDrawMs(step);
    if (atMs === null || !this.#isDue(atMs)) return;
    const stand = await Promise.all(secondSteps.accountsOf(step.campaignId).map((phone) => this.#stands(phone)));
    if (!stand.includes(false)) await this.#draw(step, atMs, stand.includes(null));
  }

  /** Draws all due days of a campaign, one after the other: people due while the app was away have missed it. */
  async #drawDays(campaignId: number): Promise<void> {
    const { series, clock, changes, nudge } = this.#parts;
    for (;;) {
      const [open] = series.open(campaignId);
      if (open === undefined || this.#isStopped || !this.#isDue(drawMomentMs(open.schedule, open.day))) return;
      const { day } = open;
      const isHeld = isSeenFirst(open);
      for (let after: number | null = 0; after !== null && !this.#isStopped; await setImmediate())
        after = series.draw(campaignId, { day, isHeld, nowMs: clock.nowMs() }, after);
      changes.campaign(campaignId);
      changes.manyMessages();
      nudge();
    }
  }

  /** Whether an account's page has caught up; null for an account not on this computer, which is not waited for. */
  async #stands(phone: string): Promise<boolean | null> {
    const messenger = this.#parts.messengerOf(phone);
    if (messenger === null) return null;
    return (await messenger.standing()).kind === 'stands' && messenger.account()?.phone === phone;
  }

  /**
   * Draws a second message. If it is late, comes after a campaign that was held up, or an account's answers are
   * unknown, nothing goes before a person agrees, whatever was chosen at the start.
   */
  async #draw(step: OpenStep, atMs: number, isInDoubt: boolean): Promise<void> {
    const { secondSteps, nameOf, clock, changes, nudge } = this.#parts;
    const { campaignId, byItself, state, text } = step;
    const nowMs = clock.nowMs();
    const request = {
      campaignId,
      name: nameOf(step.name),
      textScope: templateScope({ text, attachmentHash: null, repeat: 0 }),
      untilMs: dueBeforeMs(step, step.schedule, nowMs),
      isHeld: !byItself || isInDoubt || state === 'paused' || isOverdue(atMs, nowMs),
    };
    for (let after: number | null = 0; after !== null && !this.#isStopped; ) {
      after = secondSteps.draw({ ...request, nowMs: clock.nowMs() }, after);
      await setImmediate();
    }
    changes.campaign(campaignId);
    const made = secondSteps.madeOf(campaignId);
    if (made !== undefined) changes.campaign(made);
    changes.manyMessages();
    nudge();
  }
}

/** Whether a person sees first who gets a day's messages. They have just seen the day that was due at the start. */
function isSeenFirst({ state, schedule, startedAtMs, day }: OpenSeries): boolean {
  if (state === 'paused') return true;
  return schedule.byItself !== true && drawMomentMs(schedule, day) > startedAtMs;
}
