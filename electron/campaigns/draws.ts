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
    /** The link of the account that has this number; null where it is not of this computer. */
    readonly messengerOf: (phone: string) => Pick<Messenger, 'account' | 'standing'> | null;
    /** What the campaign of a second message is called. */
    readonly nameOf: (campaign: string) => string;
    readonly clockDoubt: ClockDoubt;
  };

/** When the first of those are due who were not drawn yet; null where nobody is known to be. */
export function nextDrawMs(step: OpenStep): number | null {
  return step.firstMs === null ? null : stepMomentMs(step, step.schedule, step.firstMs);
}

/**
 * Draws who gets a second message, on their day: once WhatsApp's page stands and has caught up, so that whoever answered
 * while it was away is known. And who is due in a campaign that goes again, the day before. Nobody is written to by it; all
 * rules of sending hold for those who are drawn. While the clock is doubted nobody is: whoever is drawn for a date that is
 * over has missed it for good.
 */
export class Draws {
  readonly #parts: DrawsParts;
  #cancel: () => void = () => undefined;
  #running: Promise<void> | null = null;
  #isStopped = false;

  constructor(parts: DrawsParts) {
    this.#parts = parts;
  }

  /** Draws what is due, and looks when the next one is; also where the clock is put forward. */
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

  /** How long until anybody is to be drawn; null where no campaign draws. Data that cannot be read is looked at again. */
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

  /** Waits until nothing is drawn any more; nothing is after it. */
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

  /** What goes wrong is tried again by the next look: a campaign that cannot be drawn keeps no other from it. */
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

  /** All days of a campaign that are due, one after the other: whoever was due while the app was away has missed it. */
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

  /** Whether the page of an account has caught up; null for one that is not of this computer, and is not waited for. */
  async #stands(phone: string): Promise<boolean | null> {
    const messenger = this.#parts.messengerOf(phone);
    if (messenger === null) return null;
    return (await messenger.standing()).kind === 'stands' && messenger.account()?.phone === phone;
  }

  /**
   * Late, behind a campaign that was held up, or where nobody knows who answered to an account, nothing goes without a
   * person, whatever was said at the start.
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

/** Whether a person sees first who a day is for. With the day that was due at the start they have just seen it. */
function isSeenFirst({ state, schedule, startedAtMs, day }: OpenSeries): boolean {
  if (state === 'paused') return true;
  return schedule.byItself !== true && drawMomentMs(schedule, day) > startedAtMs;
}
