import type { Skipped } from '../../db/campaigns/campaign-people.ts';
import type { CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import type { CampaignCheck } from '../../domain/contract.ts';
import { leftOutAfterMs, type RecentContacts, recentAfterMs } from '../../domain/people/contact-memory.ts';
import { firstWeeklyDate } from '../../domain/schedule/series.ts';

type Contact = Pick<Skipped, 'heardMs' | 'toldMs' | 'waitsMs'>;
type Answered = Pick<CampaignRow, 'state' | 'contactsAnswer' | 'contactsAnsweredAtMs' | 'schedule'>;

/** Counts, while a list is read, the people who heard from another campaign lately, and what happens to them. */
export class ContactSurvey {
  readonly #fate: 'open' | 'leftOut' | 'byRule';
  readonly #leftOutAfterMs: number;
  readonly #counts = { open: 0, leftOut: 0, sent: 0, byRule: 0, waiting: 0 };
  #latest: { readonly rowNumber: number; readonly atMs: number } | null = null;
  /** Which contacts count. Null for a started campaign, whose people were decided on. */
  readonly asked: RecentContacts | null;
  /** The first date of a draft of a weekly series; empty for any other campaign. */
  readonly firstDate: string;

  constructor(campaign: Answered, quietDays: number | null, nowMs: number) {
    const { state, contactsAnswer, contactsAnsweredAtMs, schedule } = campaign;
    const answer = { quietDays, answer: contactsAnswer, answeredAtMs: contactsAnsweredAtMs };
    const first = state === 'draft' ? firstWeeklyDate(schedule, nowMs) : null;
    const goesAtMs = first?.dueAtMs ?? nowMs;
    const recentMs = recentAfterMs({ quietDays }, goesAtMs);
    this.firstDate = first?.occasion ?? '';
    this.asked = state === 'draft' ? { afterMs: recentMs, recentMs, nowMs, goesAtMs } : null;
    this.#leftOutAfterMs = leftOutAfterMs(answer, nowMs, goesAtMs);
    if (quietDays !== null) this.#fate = 'byRule';
    else this.#fate = contactsAnswer === 'leave_out' ? 'leftOut' : 'open';
  }

  /** What happens to a person who heard from another campaign, or waits in one since a moment. */
  fateOf({ heardMs, toldMs, waitsMs }: Contact): 'open' | 'leftOut' | 'byRule' | 'sent' {
    return Math.max(heardMs, toldMs, waitsMs) > this.#leftOutAfterMs ? this.#fate : 'sent';
  }

  note(rowNumber: number, contact: Contact): ReturnType<ContactSurvey['fateOf']> {
    const fate = this.fateOf(contact);
    this.#counts[fate] += 1;
    if (fate === 'open' && contact.waitsMs > 0) this.#counts.waiting += 1;
    const atMs = contact.heardMs;
    if (atMs > (this.#latest?.atMs ?? 0)) this.#latest = { rowNumber, atMs };
    return fate;
  }

  /** The counts. `contactedBy` knows from which campaign a person heard at a moment. */
  result(contactedBy: (contact: { rowNumber: number; atMs: number }) => string | null): CampaignCheck['contacts'] {
    const latest = this.#latest;
    return { ...this.#counts, latest: latest && { atMs: latest.atMs, campaignName: contactedBy(latest) } };
  }
}
