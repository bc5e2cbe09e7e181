import type { CampaignRow } from '../../db/campaign-rows.ts';
import { leftOutAfterMs, recentAfterMs } from '../../domain/contact-memory.ts';
import type { CampaignCheck } from '../../domain/contract.ts';

type Answered = Pick<CampaignRow, 'state' | 'contactsAnswer' | 'contactsAnsweredAtMs'>;

/** Counts, while a list is gone through, who of it heard from another campaign lately and what becomes of them. */
export class ContactSurvey {
  readonly #fate: 'open' | 'leftOut' | 'byRule';
  readonly #leftOutAfterMs: number;
  readonly #counts = { open: 0, leftOut: 0, sent: 0, byRule: 0 };
  #latest: { readonly rowNumber: number; readonly atMs: number } | null = null;
  /** Since when contacts are asked for. Null for a started campaign, whose people were decided on. */
  readonly afterMs: number | null;

  constructor({ state, contactsAnswer, contactsAnsweredAtMs }: Answered, quietDays: number | null, nowMs: number) {
    const answer = { quietDays, answer: contactsAnswer, answeredAtMs: contactsAnsweredAtMs };
    this.afterMs = state === 'draft' ? recentAfterMs({ quietDays }, nowMs) : null;
    this.#leftOutAfterMs = leftOutAfterMs(answer, nowMs);
    if (quietDays !== null) this.#fate = 'byRule';
    else this.#fate = contactsAnswer === 'leave_out' ? 'leftOut' : 'open';
  }

  /** What becomes of somebody who heard from another campaign at that moment. */
  fateOf(contactMs: number): 'open' | 'leftOut' | 'byRule' | 'sent' {
    return contactMs > this.#leftOutAfterMs ? this.#fate : 'sent';
  }

  /** Counts them. Returns what becomes of them. */
  note(rowNumber: number, contactMs: number): ReturnType<ContactSurvey['fateOf']> {
    const fate = this.fateOf(contactMs);
    this.#counts[fate] += 1;
    if (this.#latest === null || contactMs > this.#latest.atMs) this.#latest = { rowNumber, atMs: contactMs };
    return fate;
  }

  /** What was counted. `contactedBy` knows from which campaign somebody heard at a moment. */
  result(contactedBy: (contact: { rowNumber: number; atMs: number }) => string | null): CampaignCheck['contacts'] {
    const latest = this.#latest;
    return { ...this.#counts, latest: latest && { atMs: latest.atMs, campaignName: contactedBy(latest) } };
  }
}
