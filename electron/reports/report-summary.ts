import { readCampaign } from '../../db/campaigns/campaign-rows.ts';
import { Pauses } from '../../db/campaigns/pauses.ts';
import type { Db } from '../../db/database.ts';
import { countReplies } from '../../db/people/conversations.ts';
import { readReplySums } from '../../db/report/reply-sums.ts';
import type { CampaignPart } from '../../db/report/report-part.ts';
import { columnsOfCampaign } from '../../db/report/report-rows.ts';
import { readSplit } from '../../db/report/report-sums.ts';
import { Reports } from '../../db/report/reports.ts';
import { readStepSums } from '../../db/report/step-sums.ts';
import { VerificationStore } from '../../db/report/verification.ts';
import type { Schedule } from '../../domain/campaign.ts';
import type { DaysReport, ReportPause } from '../../domain/contract.ts';
import { pauseWords } from '../../domain/report/pause-words.ts';
import { accountColumn, type ReplySums } from '../../domain/report/report-views.ts';
import { noStepReasons } from '../../domain/report/step-sums.ts';
import { toClock } from '../../domain/schedule/hours.ts';
import type { Text } from '../../domain/text/index.ts';
import type { Cell } from '../formats/cell.ts';
import type { WorkbookSheet } from '../formats/xlsx-sheet.ts';
import type { Job } from '../worker/jobs.ts';
import { makeDaysReport, pausesOfCampaign, reportTotals, sendersOf, spanOf } from './report.ts';
import { accountNames, daysWords, type MomentOf, momentsIn } from './report-words.ts';
import { madeRows, outcomeRows, partOf, repliedRows, share, sheetOfLines, sumRows } from './summary-rows.ts';
import { teamSplitSheets, teamSummary } from './team-summary.ts';

/** The sheets of a workbook before the people: what it is about, its sums, and when nothing was sent. */
export function summarySheets(db: Db, job: Job<'report'>, text: Text): WorkbookSheet[] {
  const momentOf = momentsIn(job.timeZone);
  if (job.scope.kind === 'team' && job.team) {
    const { id, part = null } = job.scope;
    const summary = summarySheet(job, text, teamSummary(db, job, text, momentOf, { ...job.team, id, part }));
    return [summary, ...teamSplitSheets(db, text, job.team)];
  }
  if (job.scope.kind !== 'days') {
    const { id, part = null } = job.scope;
    const splitBy = job.scope.kind === 'campaign' ? job.scope.splitBy : undefined;
    const summary = summarySheet(job, text, campaignSummary(db, job, text, momentOf, { campaignId: id, part }));
    return splitBy === undefined ? [summary] : [summary, splitSheet(db, text, { campaignId: id, part }, splitBy)];
  }
  const report = makeDaysReport(db, job.scope.days, job.timeZone, job.nowMs);
  return [summarySheet(job, text, daysSummary(db, job, text, momentOf, report)), campaignsSheet(text, report)];
}

function summarySheet(job: Job<'report'>, text: Text, rows: readonly Cell[][]): WorkbookSheet {
  return { name: text('reportFile.totalsSheet'), header: [job.title, '', '', ''], rows, layout: 'page' };
}

function campaignSummary(db: Db, job: Job<'report'>, text: Text, momentOf: MomentOf, scope: CampaignPart): Cell[][] {
  const { campaignId: id, part } = scope;
  const campaign = readCampaign(db, id);
  if (!campaign) return [];
  const totals = reportTotals(db, id, part);
  const { imported, skipped } = totals;
  const replies = countReplies(db, scope);
  const file = new Reports(db).attachmentName(id);
  return [
    ...partRows(db, text, scope),
    [text('reportFile.state'), text(`campaignState.${campaign.state}`)],
    [text('reportFile.account'), sendersOf(db, campaign).map(accountNames(db)).join(', ')],
    [text('reportFile.started'), momentOf(campaign.startedAtMs)],
    [text('reportFile.finished'), momentOf(campaign.finishedAtMs)],
    ...hoursRows(campaign.schedule, text),
    ...madeRows(job, text, momentOf),
    [text('reportFile.text'), campaign.text],
    ...(file === undefined ? [] : [[text('reportFile.attachment'), file]]),
    [],
    [text('reportFile.imported'), imported],
    [text('reportFile.skipped'), skipped],
    ...sumRows(text, totals),
    ...repliedRows(text, replies),
    ...stepRows(db, text, scope),
    ...replyRows(readReplySums(db, scope, campaign.schedule.timeZone), text, momentOf, replies.people),
    ...(part === null ? verificationRows(db, text, momentOf, id) : []),
    ...pauseRows(pausesOfCampaign(db, id, job.nowMs), text, momentOf),
  ];
}

/** How many messages got a second one: the lines add up to all. */
function stepRows(db: Db, text: Text, scope: CampaignPart): Cell[][] {
  const sums = readStepSums(db, scope);
  if (sums === null) return [];
  const { madeId: _, ...counts } = sums;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    [{ kind: 'heading', words: text('report.step.title') }, all],
    partOf(text('report.step.end'), sums.drawn, all),
    ...noStepReasons
      .filter((why) => sums[why] > 0)
      .map((why) => partOf(text(`report.step.out.${why}`), sums[why], all)),
  ];
}

function replyRows(sums: ReplySums, text: Text, momentOf: MomentOf, people: number): Cell[][] {
  if (people === 0) return [];
  const { byDay, byWord, otherWords } = sums;
  return [
    [text('report.byDay')],
    ...byDay.map((day): Cell[] => [momentOf(day.atMs), day.people, share(day.people, people)]),
    [text('report.byWord')],
    ...byWord.map((line): Cell[] => [line.word, line.people, share(line.people, people)]),
    ...(otherWords > 0 ? [[text('report.otherWords'), otherWords, share(otherWords, people)]] : []),
  ];
}

/** Says that the hours were those of each person's own place, since the times of the report are of one time zone. */
function hoursRows({ window }: Schedule, text: Text): Cell[][] {
  if (window?.perPerson !== true) return [];
  const range = { from: toClock(window.fromMinute), to: toClock(window.toMinute) };
  return [[text('campaign.when.hoursTitle'), text('campaign.check.betweenThere', range)]];
}

/** Which part of the list the file covers, where it is not the whole list. */
function partRows(db: Db, text: Text, { campaignId, part }: CampaignPart): Cell[][] {
  if (part === null) return [];
  const value = valueWords(db, text, part.index, part.value);
  return [[text('reportFile.only'), `${headerOf(db, text, campaignId, part.index)}: ${value}`]];
}

function valueWords(db: Db, text: Text, index: number, value: string): string {
  if (index === accountColumn) return accountNames(db)(value);
  return value === '' ? text('report.split.blank') : value;
}

function headerOf(db: Db, text: Text, campaignId: number, index: number): string {
  if (index === accountColumn) return text('reportFile.account');
  const header = columnsOfCampaign(db, campaignId)[0]?.headers[index]?.trim() ?? '';
  return header === '' ? text('campaign.recipients.unnamedColumn', { place: index + 1 }) : header;
}

function splitSheet(db: Db, text: Text, scope: CampaignPart, index: number): WorkbookSheet {
  const header = headerOf(db, text, scope.campaignId, index);
  return sheetOfLines(text, header, readSplit(db, scope, index), (value) => valueWords(db, text, index, value));
}

function daysSummary(db: Db, job: Job<'report'>, text: Text, momentOf: MomentOf, report: DaysReport): Cell[][] {
  const { days, totals, replied } = report;
  const span = spanOf(days, job.timeZone);
  const pauses = new Pauses(db).ofAll(span.fromMs, Math.min(span.toMs, job.nowMs));
  return [
    [text('reportFile.days'), daysWords(days)],
    ...madeRows(job, text, momentOf),
    [],
    ...outcomeRows(text, totals, totals.sent + totals.notConfirmed + totals.notSent),
    [text('reportFile.replied'), replied.people, share(replied.people, replied.reached)],
    [],
    [text('reportFile.waiting'), report.waiting],
    [text('reportFile.cancelledThen'), report.cancelled],
    ...pauseRows(pauses, text, momentOf),
  ];
}

/** The results of reading WhatsApp's own chats, if that was done. */
function verificationRows(db: Db, text: Text, momentOf: MomentOf, campaignId: number): Cell[][] {
  const store = new VerificationStore(db);
  // Adding up reads all attempts, and most campaigns are never verified.
  if (!store.hasBegun(campaignId)) return [];
  const sums = store.sums(campaignId);
  return [
    [],
    [{ kind: 'heading', words: text('report.verify.titleDone') }, momentOf(sums.finishedAtMs)],
    [text('reportFile.chatsRead'), sums.done],
    [`    ${text('report.verify.once')}`, sums.once],
    [`    ${text('report.verify.none')}`, sums.none],
    [`    ${text('report.verify.more')}`, sums.more],
    [`    ${text('report.verify.uncertain')}`, sums.unknown],
  ];
}

function pauseRows(pauses: readonly ReportPause[], text: Text, momentOf: MomentOf): Cell[][] {
  if (pauses.length === 0) return [];
  return [
    [],
    [{ kind: 'heading', words: text('report.pauses') }, text('reportFile.pausedFrom'), text('reportFile.pausedTo')],
    ...pauses.map((pause) => [pauseWords(text, pause), momentOf(pause.fromMs), momentOf(pause.toMs)]),
  ];
}

function campaignsSheet(text: Text, report: DaysReport): WorkbookSheet {
  const counts = ['sent', 'delivered', 'read', 'seenByOperator', 'notConfirmed', 'notSent'] as const;
  return {
    name: text('reportFile.campaignsSheet'),
    header: [text('reportFile.campaign'), text('reportFile.state'), ...counts.map((key) => text(`status.${key}`))],
    rows: report.campaigns.map((campaign) => [
      campaign.name,
      text(`campaignState.${campaign.state}`),
      ...counts.map((key) => campaign.totals[key]),
    ]),
  };
}
