import { setImmediate } from 'node:timers/promises';
import type { OpenStep, SecondSteps } from '../../db/campaigns/second-steps.ts';
import { limits } from '../../domain/limits.ts';
import { dueBeforeMs, stepMomentMs } from '../../domain/people/second-step.ts';
import { isOverdue } from '../../domain/schedule/pacing.ts';
import { templateScope } from '../dispatch/text-scope.ts';
import type { Changes, Clock, Log, Messenger } from '../ports.ts';

type StepDrawsParts = {
  readonly secondSteps: SecondSteps;
  /** The link of the account that has this number; null where it is not of this computer. */
  readonly messengerOf: (phone: string) => Pick<Messenger, 'account' | 'standing'> | null;
  /** What the campaign of a second message is called. */
  readonly nameOf: (campaign: string) => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly changes: Changes;
  readonly nudge: () => void;
};

/** When the first of those are due who were not drawn yet; null where nobody is known to be. */
export function nextDrawMs(step: OpenStep): number | null {
  return step.firstMs === null ? null : stepMomentMs(step, step.schedule, step.firstMs);
}

/**
 * Draws who gets a second message, on their day: once WhatsApp's page stands and has caught up, so that whoever answered
 * while it was away is known. Nobody is written to by it; all rules of sending hold for those who are drawn.
 */
export class StepDraws {
  readonly #parts: StepDrawsParts;
  #cancel: () => void = () => undefined;
  #running: Promise<void> | null = null;
  #isStopped = false;

  constructor(parts: StepDrawsParts) {
    this.#parts = parts;
  }

  /** Draws what is due, and looks when the next one is; also where the clock is put forward. */
  arm(): void {
    this.#cancel();
    if (this.#isStopped || this.#running) return;
    const { secondSteps, clock } = this.#parts;
    const open = secondSteps.open();
    if (open.length === 0) return;
    const nowMs = clock.nowMs();
    const dueMs = Math.min(...open.map((step) => nextDrawMs(step) ?? Number.POSITIVE_INFINITY));
    if (dueMs > nowMs) this.#wait(dueMs - nowMs);
    else
      this.#running = this.#look()
        .catch((error: unknown) => this.#parts.log.error('second message', error))
        .finally(() => {
          this.#running = null;
          if (!this.#isStopped) this.#wait(limits.clockCheckMs);
        });
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
    const { secondSteps, clock } = this.#parts;
    for (const step of secondSteps.open()) {
      const atMs = nextDrawMs(step);
      if (atMs === null || atMs > clock.nowMs()) continue;
      const stand = await Promise.all(secondSteps.accountsOf(step.campaignId).map((phone) => this.#stands(phone)));
      if (stand.every(Boolean)) await this.#draw(step, atMs);
    }
  }

  async #stands(phone: string): Promise<boolean> {
    const messenger = this.#parts.messengerOf(phone);
    return (await messenger?.standing())?.kind === 'stands' && messenger?.account()?.phone === phone;
  }

  /** Late, or behind a campaign that was held up, nothing goes without a person, whatever was said at the start. */
  async #draw(step: OpenStep, atMs: number): Promise<void> {
    const { secondSteps, nameOf, clock, changes, nudge } = this.#parts;
    const { campaignId, byItself, state, text } = step;
    const nowMs = clock.nowMs();
    const request = {
      ...{ campaignId, name: nameOf(step.name) },
      textScope: templateScope({ text, attachmentHash: null, repeat: 0 }),
      untilMs: dueBeforeMs(step, step.schedule, nowMs),
      isHeld: !byItself || state === 'paused' || isOverdue(atMs, nowMs),
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
