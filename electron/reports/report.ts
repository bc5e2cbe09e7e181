import { DateTime } from 'luxon';
import { Accounts } from '../../db/accounts.ts';
import { type CampaignRow, readCampaign } from '../../db/campaigns/campaign-rows.ts';
import { countFollowUps } from '../../db/campaigns/follow-ups.ts';
import { Lists } from '../../db/campaigns/lists.ts';
import { Pauses } from '../../db/campaigns/pauses.ts';
import type { Db } from '../../db/database.ts';
import { countReplies } from '../../db/people/conversations.ts';
import { readReplySums } from '../../db/report/reply-sums.ts';
import type { CampaignPart } from '../../db/report/report-part.ts';
import { readCounts, readLeftOut, readSplit } from '../../db/report/report-sums.ts';
import { Reports, type Span, type TriedMinute } from '../../db/report/reports.ts';
import { readStepSums } from '../../db/report/step-sums.ts';
import { VerificationStore, type VerificationSums } from '../../db/report/verification.ts';
import type {
  Days,
  DaysReport,
  DaysTotals,
  Report,
  ReportPart,
  ReportPause,
  ReportSplit,
  ReportTotals,
  SplitLine,
} from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { toReportChart } from '../../domain/report/report-chart.ts';
import { accountColumn } from '../../domain/report/report-views.ts';
import { accountsOf } from '../../domain/schedule/sent-from.ts';
import { midnightAfter } from '../../domain/schedule/zones.ts';
import { templateScope } from '../dispatch/text-scope.ts';

/** A campaign's report without the parts that only the main process knows. */
export type CampaignReport = Omit<Report, 'campaign' | 'verification'> & { readonly verification: VerificationSums };

/** imported = sent + not sent + not confirmed + cancelled + skipped + open, unless people have several messages. */
export function reportTotals(db: Db, campaignId: number, part: ReportPart | null = null): ReportTotals {
  const scope = { campaignId, part };
  const { imported, ...skipped } = readLeftOut(db, scope);
  const { pending, sending, ...closed } = readCounts(db, scope);
  return { ...closed, imported, skipped: sumOf(Object.values(skipped)), open: pending + sending };
}

/** Adds up what a campaign did. With many messages this takes long, so it runs in the worker. */
export function makeCampaignReport(db: Db, campaignId: number, part: ReportPart | null, nowMs: number): CampaignReport {
  const reports = new Reports(db);
  const scope = { campaignId, part };
  const campaign = readCampaign(db, campaignId);
  const { imported: _, ...skipped } = readLeftOut(db, scope);
  const accounts = campaign ? sendersOf(db, campaign) : [];
  const tried = reports.tried(scope);
  const pauses = campaign ? pausesOfCampaign(db, campaignId, nowMs) : [];
  return {
    kind: 'here',
    accounts,
    message: {
      text: campaign?.text ?? '',
      attachment: reports.attachmentName(campaignId) ?? null,
      wasChanged: campaign !== undefined && wasChanged(reports, campaign, accounts),
    },
    totals: reportTotals(db, campaignId, part),
    skipped,
    replies: countReplies(db, scope),
    replySums: readReplySums(db, scope, campaign?.schedule.timeZone ?? 'UTC'),
    followUps: countFollowUps(db, scope),
    step: readStepSums(db, scope),
    ...columnsOf(db, campaignId, campaign?.listId ?? null),
    exceptions: reports.exceptions(scope),
    cancelled: reports.cancelled(scope),
    secondCopies: reports.secondCopies(scope),
    chart: chartOf(tried, pauses, campaign?.schedule.timeZone ?? 'UTC', nowMs),
    pauses: pauses.slice(0, limits.pausesShown),
    verification: new VerificationStore(db).sums(campaignId),
  };
}

/** Whether the first people of a campaign got another text than it has now. One without own words differs anyhow. */
function wasChanged(reports: Reports, campaign: CampaignRow, accounts: readonly string[]): boolean {
  const present = templateScope(campaign)?.name;
  if (present === undefined) return false;
  return accounts.some((account) => reports.firstTexts(campaign, account).some((name) => name !== present));
}

/** The accounts from which a campaign was sent, or is to be sent where nothing has left and nothing waits. */
export function sendersOf(db: Db, campaign: CampaignRow): string[] {
  const senders = new Accounts(db).thatSend(campaign.id);
  return senders.length > 0 ? senders : [...accountsOf(campaign)];
}

/** The columns by which a list's people can be grouped: not those of numbers, and none after they are erased. */
function columnsOf(db: Db, campaignId: number, listId: number | null): Pick<Report, 'columns' | 'chosenBy'> {
  const areSeveral = new Accounts(db).ofCampaign(campaignId).length > 1;
  const ofAccount = areSeveral ? [{ index: accountColumn, header: '' }] : [];
  const byAccount = areSeveral ? accountColumn : null;
  const list = listId === null ? undefined : new Lists(db).get(listId);
  if (!list || list.erasedAtMs !== null) return { columns: ofAccount, chosenBy: byAccount };
  const columns = list.headers.map((header, index) => ({ index, header }));
  return {
    columns: [
      ...ofAccount,
      ...columns.filter(({ index }) => index !== list.phoneIndex && !list.furtherIndexes.includes(index)),
    ],
    chosenBy: list.choices.segment[0]?.index ?? byAccount,
  };
}

/** The results of a campaign's people, or of a part, for each value of a column: the most frequent, and all others. */
export function makeSplit(db: Db, scope: CampaignPart, index: number): ReportSplit {
  const lines = readSplit(db, scope, index);
  const others = lines.slice(limits.splitValuesShown);
  if (others.length < 2) return { lines, others: null };
  return {
    lines: lines.slice(0, limits.splitValuesShown),
    others: { ...others.map(({ value: _, ...line }) => line).reduce(added), values: others.length },
  };
}

function added(one: SplitLine, other: SplitLine): SplitLine {
  const sum = { ...one };
  for (const key of Object.keys(one) as (keyof SplitLine)[]) sum[key] += other[key];
  return sum;
}

export function pausesOfCampaign(db: Db, campaignId: number, nowMs: number): ReportPause[] {
  const campaign = readCampaign(db, campaignId);
  if (!campaign || campaign.startedAtMs === null) return [];
  return new Pauses(db).ofCampaign(campaignId, campaign.startedAtMs, campaign.finishedAtMs ?? nowMs);
}

/** What all campaigns together did on some days of the operator's time zone. */
export function makeDaysReport(db: Db, days: Days, timeZone: string, nowMs: number): DaysReport {
  const reports = new Reports(db);
  const span = spanOf(days, timeZone);
  const tried = reports.tried(span);
  const pauses = new Pauses(db).ofAll(span.fromMs, Math.min(span.toMs, nowMs));
  const names = reports.names();
  const byCampaign = Map.groupBy(tried, ({ campaignId }) => campaignId);
  return {
    days,
    timeZone,
    totals: addUp(tried),
    campaigns: [...byCampaign].map(([id, minutes]) => ({
      id,
      name: names.get(id)?.name ?? '',
      state: names.get(id)?.state ?? 'finished',
      totals: addUp(minutes),
    })),
    replied: reports.replied(span),
    ...reports.untriedWithin(span),
    exceptions: reports.exceptionsWithin(span),
    chart: chartOf(tried, pauses, timeZone, nowMs),
    pauses: pauses.slice(0, limits.pausesShown),
  };
}

/** From the first moment of the first day until just before the day after the last. */
export function spanOf({ from, to }: Days, timeZone: string): Span {
  return {
    fromMs: DateTime.fromISO(from, { zone: timeZone }).startOf('day').toMillis(),
    toMs: midnightAfter(DateTime.fromISO(to, { zone: timeZone })).toMillis(),
  };
}

/** The largest share of the chart for a pause after the last message: three weeks would leave no room for the rest. */
const pauseAtEndShare = 0.15;
const minuteMs = 60_000;

/** The chart begins with the first message that was tried and ends with the last, or a little later in a pause. */
function chartOf(
  tried: readonly TriedMinute[],
  pauses: readonly ReportPause[],
  timeZone: string,
  nowMs: number,
): DaysReport['chart'] {
  const [first] = tried;
  const last = tried.at(-1);
  if (!first || !last) return null;
  const lastMs = last.atMs + minuteMs;
  const pausedUntilMs = Math.max(lastMs, ...pauses.map(({ toMs }) => toMs ?? nowMs));
  const mostMs = lastMs + Math.max(2 * minuteMs, (lastMs - first.atMs) * pauseAtEndShare);
  const { bars, ...span } = toReportChart(tried, first.atMs, Math.min(pausedUntilMs, mostMs), timeZone);
  return { ...span, bars: [...bars] };
}

function addUp(tried: readonly TriedMinute[]): DaysTotals {
  const totals = { sent: 0, delivered: 0, read: 0, seenByOperator: 0, notConfirmed: 0, toCheck: 0, notSent: 0 };
  for (const minute of tried) {
    for (const key of Object.keys(totals) as (keyof DaysTotals)[]) totals[key] += minute[key];
  }
  return totals;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
