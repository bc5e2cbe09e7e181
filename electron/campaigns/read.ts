import type { CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import { isUndecided } from '../../domain/campaign-views.ts';
import { type CampaignDetail, type CampaignSummary, type CommandResult, noneSetAside } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { accountForecast, forecastTogether, lastThrough } from '../../domain/schedule/account-forecast.ts';
import { atPaceOf, middleGapMs } from '../../domain/schedule/shared-pace.ts';
import { accountPart } from './account-part.ts';
import { nextDrawMs } from './draws.ts';
import type { CampaignParts } from './parts.ts';

export type ReadCampaignParts = Pick<CampaignParts, 'campaigns' | 'secondSteps' | 'queue' | 'clock'>;

export function summaries(parts: ReadCampaignParts): CampaignSummary[] {
  return parts.campaigns.all().map((row) => summarise(parts, row));
}

export function summariesOf(parts: ReadCampaignParts, ids: readonly number[]): CampaignSummary[] {
  return ids.flatMap((id) => {
    const row = parts.campaigns.get(id);
    return row ? summarise(parts, row) : [];
  });
}

export function readSummary(parts: ReadCampaignParts, id: number): CommandResult<CampaignSummary> {
  const [summary] = summariesOf(parts, [id]);
  return summary ? succeed(summary) : refuse('not_found');
}

export function readDetail(
  parts: ReadCampaignParts & Pick<CampaignParts, 'queries'>,
  id: number,
): CommandResult<CampaignDetail> {
  const { campaigns, queries } = parts;
  const row = campaigns.get(id);
  if (!row) return refuse('not_found');
  return succeed({
    ...summarise(parts, row),
    text: row.text,
    repeat: row.repeat,
    leaveBlanksOut: row.leaveBlanksOut,
    keepsPlace: row.keepsPlace,
    contactsAnswer: row.contactsAnswer,
    step: parts.secondSteps.get(id),
    list: row.listId === null ? null : (queries.list(row.listId) ?? null),
    attachment: campaigns.attachmentOf(row),
  });
}

/** After a day in which WhatsApp answered for nobody, a person decides whether to go on asking for the others. */
function waitingForDecision({ queue }: ReadCampaignParts, { id, pauseReason, counts }: CampaignRow): number {
  if (counts.pending === 0 || pauseReason === 'unanswered') return counts.pending;
  return queue.waitForDecision(id);
}

/** A campaign as lists and headers show it, with the time at which it will be done at its present pace. */
function summarise(parts: ReadCampaignParts, row: CampaignRow): CampaignSummary {
  const { id, name, state, pauseReason, cameBack, account, createdAtMs, startedAtMs, finishedAtMs, schedule, counts } =
    row;
  const waitForDecision = waitingForDecision(parts, row);
  return {
    id,
    name,
    state,
    pauseReason,
    cameBack,
    account,
    createdAtMs,
    startedAtMs,
    finishedAtMs,
    schedule,
    counts,
    team: row.team,
    replied: row.replied,
    followsId: row.followsId,
    nextDay: row.nextDay,
    strandedAccounts: pauseReason === 'other_account' ? parts.queue.accountsWaiting(id) : [],
    nextStepMs: nextStepMs(parts, id),
    total: counts.pending + counts.sending + counts.sent + counts.notSent + counts.notConfirmed + counts.cancelled,
    ...(isUndecided({ state, pauseReason, counts, waitForDecision }) ? nothingExpected : expected(parts, row)),
    waitForDecision,
    setAside: counts.pending === 0 ? noneSetAside : parts.queue.setAside(id),
  };
}

function nextStepMs({ secondSteps }: ReadCampaignParts, id: number): number | null {
  const [step] = secondSteps.open(id);
  return step ? nextDrawMs(step) : null;
}

type Expected = Pick<CampaignSummary, 'expectedFinishMs' | 'gapMs'>;
const nothingExpected: Expected = { expectedFinishMs: null, gapMs: null };

/** By its pace, or where its accounts keep none of that, as where each confirmation is long in coming, by theirs. */
function expected(parts: Pick<ReadCampaignParts, 'clock' | 'queue'>, row: CampaignRow): Expected {
  const { id, state, schedule, counts, nextDay } = row;
  const { clock, queue } = parts;
  // A campaign that goes again ends with a date whose people are not drawn yet.
  if (state !== 'running' || counts.pending === 0 || nextDay !== null) return nothingExpected;
  const nowMs = clock.nowMs();
  if (schedule.own !== undefined || schedule.weekly !== undefined)
    return { expectedFinishMs: Math.max(nowMs, queue.lastDueMs(id)), gapMs: null };
  const accounts = queue.accountsWaiting(id).map((phone) => ({
    phone,
    places: queue.waiting(id, phone),
    usualGapMs: queue.usualGapMs(phone, id, nowMs),
    sendingDays: schedule.warmUp === true ? queue.sendingDays(phone, schedule.timeZone) : [],
  }));
  // With each message that goes out this is made anew: a forecast for every account would cost too much.
  const forecasts = lastThrough(schedule, accounts, nowMs).map((account) => {
    const part = accountPart(parts, row, account.phone, account.places);
    return accountForecast(atPaceOf(schedule, account.usualGapMs), { ...part, ...account }, nowMs);
  });
  const perMs = accounts.reduce((sum, { usualGapMs }) => sum + 1 / middleGapMs(atPaceOf(schedule, usualGapMs)), 0);
  return {
    expectedFinishMs: forecastTogether(forecasts, schedule.timeZone).finishMs,
    gapMs: accounts.length === 0 ? null : 1 / perMs,
  };
}
