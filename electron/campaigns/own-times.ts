import { setImmediate } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { timeOfRow } from '../../db/campaigns/own-times.ts';
import type { OwnTimeWaiting } from '../../db/messages/queue.ts';
import type { CommandInput } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { isErased } from '../../domain/people/erased.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { hasHoursWithin } from '../../domain/schedule/hours.ts';
import type { OwnTime } from '../../domain/schedule/own-times.ts';
import type { OwnTimesPlan, PendingDay } from '../../domain/schedule/own-times-plan.ts';
import { type TimeCause, type TimeDecision, timeCauses } from '../../domain/schedule/own-times-rule.ts';
import { dayOf } from '../../domain/schedule/pacing.ts';
import type { Answer } from '../commands.ts';
import type { Recipient } from './list-stretches.ts';
import type { CampaignParts } from './parts.ts';

type Group = OwnTimesPlan['groups'][number];

/** When each row of a draft's list goes. It reads every row, with pauses so that nothing else waits. */
export async function planOwnTimes(
  { campaigns, lists, clock }: Pick<CampaignParts, 'campaigns' | 'lists' | 'clock'>,
  id: number,
): Answer<OwnTimesPlan> {
  const row = campaigns.get(id);
  const of = row && campaigns.people.ownTimes(row, clock.nowMs());
  if (!of || row?.listId == null) return refuse('not_found');
  const survey = new Survey(row.schedule.timeZone, (cause) => of.rule.decisions.find((one) => one.cause === cause));
  for (let after = 0; ; ) {
    const people = lists.recipientsAfter(row.listId, after, limits.checkedRecipients);
    for (const one of people)
      if (!isErased(one.phone)) survey.see(one, one.cells[of.rule.column] ?? '', timeOfRow(of, one));
    if (people.length < limits.checkedRecipients) break;
    after = people.at(-1)?.rowNumber ?? after;
    await setImmediate();
  }
  return succeed({ ...survey.result(), order: of.order, ...of.counts });
}

/** The days, by the calendar of this computer, on which messages of a campaign wait for their own time. */
export function pendingDays({ queue, timeZone }: Pick<CampaignParts, 'queue' | 'timeZone'>, id: number): PendingDay[] {
  const days: PendingDay[] = [];
  for (const { dueAtMs, count } of queue.dueTimes(id)) {
    const last = days.at(-1);
    if (last && dueAtMs < last.untilMs) last.count += count;
    else {
      const day = dayOf(dueAtMs, timeZone());
      days.push({ ...day, count, firstMs: dueAtMs });
    }
  }
  return days;
}

/** How many messages waiting for their own time would miss it under another schedule. Reads all, with pauses. */
export async function countMisses(
  { queue, clock }: Pick<CampaignParts, 'queue' | 'clock'>,
  { id, schedule }: CommandInput<'campaign:wouldMiss'>,
): Promise<number> {
  const readyAtMs = Math.max(clock.nowMs(), schedule.startAtMs ?? 0);
  let missed = 0;
  for (let after: OwnTimeWaiting | undefined; ; ) {
    const waiting = queue.ownTimesAfter(id, after);
    missed += waiting.filter((one) => {
      const fromMs = Math.max(readyAtMs, one.dueAtMs);
      return !hasHoursWithin(schedule, one, fromMs, one.latestAtMs);
    }).length;
    if (waiting.length < limits.campaignBatchRows) return missed;
    after = waiting.at(-1);
    await setImmediate();
  }
}

/** Counts the results for the rows of a list while it is read. */
class Survey {
  readonly #timeZone: string;
  readonly #answerTo: (cause: TimeCause) => TimeDecision | undefined;
  readonly #sums = { rows: 0, moments: 0, open: 0, leftOut: 0 };
  readonly #groups = new Map<TimeCause, Group>();
  readonly #samples = new Map<string, OwnTimesPlan['samples'][number]>();
  readonly #days = new Map<string, OwnTimesPlan['days'][number]>();

  constructor(timeZone: string, answerTo: (cause: TimeCause) => TimeDecision | undefined) {
    this.#timeZone = timeZone;
    this.#answerTo = answerTo;
  }

  see({ rowNumber, name }: Recipient, cell: string, time: OwnTime): void {
    this.#sums.rows += 1;
    const shown = { rowNumber, name, cell, reading: time.kind === 'open' ? time.reading : null };
    for (const cause of time.decided) this.#count(cause, shown, time.kind !== 'left_out' || cause !== time.cause);
    if (time.kind === 'open') {
      this.#sums.open += 1;
      this.#count(time.cause, shown, time.reading !== null);
    } else if (time.kind === 'left_out') this.#sums.leftOut += 1;
    else this.#place(shown, time);
  }

  result(): Pick<OwnTimesPlan, 'rows' | 'moments' | 'open' | 'leftOut' | 'groups' | 'samples' | 'days'> {
    const first = [...this.#samples.values()].slice(0, limits.ownTimesSamples);
    return {
      ...this.#sums,
      groups: timeCauses.flatMap((cause) => this.#groups.get(cause) ?? []),
      samples: first.toSorted((one, other) => one.dueAtMs - other.dueAtMs),
      days: [...this.#days.values()].sort((one, other) => one.firstMs - other.firstMs),
    };
  }

  #count(cause: TimeCause, row: Group['rows'][number], canRead: boolean): void {
    const { as = null, at = null } = this.#answerTo(cause) ?? {};
    const group = this.#groups.get(cause) ?? { cause, as, at, count: 0, canRead: false, rows: [] };
    this.#groups.set(cause, group);
    group.count += 1;
    group.canRead ||= canRead;
    if (group.rows.length < limits.ownTimesRowsShown) group.rows.push(row);
  }

  #place({ name, cell }: Group['rows'][number], { dueAtMs, zone }: OwnTime & { kind: 'moment' }): void {
    this.#sums.moments += 1;
    // Shows one sample for each time zone before a second one for any.
    const key = this.#samples.has(zone) ? `${zone} ${this.#sums.moments}` : zone;
    if (this.#samples.size < limits.ownTimesSamples || key === zone)
      this.#samples.set(key, { name, cell, dueAtMs, zone });
    const day = DateTime.fromMillis(dueAtMs, { zone: this.#timeZone }).toISODate() ?? '';
    const known = this.#days.get(day) ?? { count: 0, firstMs: dueAtMs, lastMs: dueAtMs };
    this.#days.set(day, {
      count: known.count + 1,
      firstMs: Math.min(known.firstMs, dueAtMs),
      lastMs: Math.max(known.lastMs, dueAtMs),
    });
  }
}
