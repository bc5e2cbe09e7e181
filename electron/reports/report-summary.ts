import { readCampaign } from '../../db/campaign-rows.ts';
import type { Db } from '../../db/database.ts';
import { Pauses } from '../../db/pauses.ts';
import { Reports } from '../../db/reports.ts';
import { VerificationStore } from '../../db/verification.ts';
import type { DaysReport, DaysTotals, ReportPause } from '../../domain/contract.ts';
import { pauseWords } from '../../domain/pause-words.ts';
import { formatPhone } from '../../domain/phone.ts';
import type { Text } from '../../domain/text/index.ts';
import type { Cell } from '../formats/table.ts';
import type { WorkbookSheet } from '../formats/write-xlsx.ts';
import type { Job } from '../worker/jobs.ts';
import { makeDaysReport, pausesOfCampaign, reportTotals, spanOf } from './report.ts';
import { daysWords, type TimeWords, timeWordsIn } from './report-words.ts';

/** The sheets of a workbook before the people: what it is about, its sums, and when nothing was sent. */
export function summarySheets(db: Db, job: Job<'report'>, text: Text): WorkbookSheet[] {
  const time = timeWordsIn(job.timeZone);
  if (job.scope.kind === 'campaign') {
    return [summarySheet(text, campaignSummary(db, job, text, time, job.scope.id))];
  }
  const report = makeDaysReport(db, job.scope.days, job.timeZone, job.nowMs);
  return [summarySheet(text, daysSummary(db, job, text, time, report)), campaignsSheet(text, report)];
}

function summarySheet(text: Text, rows: readonly Cell[][]): WorkbookSheet {
  const header = [text('reportFile.what'), text('reportFile.value')];
  return { name: text('reportFile.totalsSheet'), header, rows, widths: [44, 70], layout: 'summary' };
}

function campaignSummary(db: Db, job: Job<'report'>, text: Text, time: TimeWords, id: number): Cell[][] {
  const campaign = readCampaign(db, id);
  if (!campaign) return [];
  const totals = reportTotals(db, id);
  const file = new Reports(db).attachmentName(id);
  return [
    [text('reportFile.campaign'), campaign.name],
    [text('reportFile.state'), text(`campaignState.${campaign.state}`)],
    [text('reportFile.account'), campaign.account === null ? '' : formatPhone(campaign.account)],
    [text('reportFile.text'), campaign.text],
    ...(file === undefined ? [] : [[text('reportFile.attachment'), file]]),
    [text('reportFile.started'), time(campaign.startedAtMs)],
    [text('reportFile.finished'), time(campaign.finishedAtMs)],
    ...madeRows(job, text, time),
    [],
    [text('reportFile.imported'), totals.imported],
    ...outcomeRows(text, totals),
    [text('status.cancelled'), totals.cancelled],
    [text('reportFile.skipped'), totals.skipped],
    [text('reportFile.open'), totals.open],
    [text('reportFile.replied'), new Reports(db).replied({ campaignId: id })],
    ...verificationRows(db, text, time, id),
    ...pauseRows(pausesOfCampaign(db, id, job.nowMs), text, time),
  ];
}

function daysSummary(db: Db, job: Job<'report'>, text: Text, time: TimeWords, report: DaysReport): Cell[][] {
  const { days, totals } = report;
  const span = spanOf(days, job.timeZone);
  const pauses = new Pauses(db).ofAll(span.fromMs, Math.min(span.toMs, job.nowMs));
  return [
    [text('reportFile.days'), daysWords(days)],
    ...madeRows(job, text, time),
    [],
    [text('reportFile.messages'), totals.sent + totals.notConfirmed + totals.notSent],
    ...outcomeRows(text, totals),
    [text('reportFile.replied'), report.replied],
    [],
    [text('reportFile.waiting'), report.waiting],
    [text('reportFile.cancelledThen'), report.cancelled],
    ...pauseRows(pauses, text, time),
  ];
}

function madeRows(job: Job<'report'>, text: Text, time: TimeWords): Cell[][] {
  return [
    [text('reportFile.timeZone'), job.timeZone],
    [text('reportFile.made'), time(job.nowMs)],
  ];
}

function outcomeRows(text: Text, totals: DaysTotals): Cell[][] {
  return [
    [text('status.sent'), totals.sent],
    [`  ${text('status.delivered')}`, totals.delivered],
    [`  ${text('status.read')}`, totals.read],
    [`  ${text('status.seenByOperator')}`, totals.seenByOperator],
    [text('status.notConfirmed'), totals.notConfirmed],
    [text('status.notSent'), totals.notSent],
  ];
}

/** What reading WhatsApp's own chats found, where somebody did. */
function verificationRows(db: Db, text: Text, time: TimeWords, campaignId: number): Cell[][] {
  const sums = new VerificationStore(db).sums(campaignId);
  if (sums.done === 0) return [];
  return [
    [],
    [text('report.verify.titleDone'), time(sums.finishedAtMs)],
    [text('reportFile.chatsRead'), sums.done],
    [`  ${text('report.verify.once')}`, sums.once],
    [`  ${text('report.verify.none')}`, sums.none],
    [`  ${text('report.verify.more')}`, sums.more],
    [`  ${text('report.verify.uncertain')}`, sums.unknown],
  ];
}

function pauseRows(pauses: readonly ReportPause[], text: Text, time: TimeWords): Cell[][] {
  if (pauses.length === 0) return [];
  return [
    [],
    [text('report.pauses'), pauses.length],
    ...pauses.map((pause) => {
      const from = time(pause.fromMs);
      const when = pause.toMs === null ? text('reportFile.since', { from }) : `${from} – ${time(pause.toMs)}`;
      return [`  ${when}`, pauseWords(text, pause)];
    }),
  ];
}

function campaignsSheet(text: Text, report: DaysReport): WorkbookSheet {
  const counts = ['sent', 'delivered', 'read', 'seenByOperator', 'notConfirmed', 'notSent'] as const;
  return {
    name: text('reportFile.campaignsSheet'),
    header: [text('reportFile.campaign'), text('reportFile.state'), ...counts.map((key) => text(`status.${key}`))],
    widths: [40, 16],
    rows: report.campaigns.map((campaign) => [
      campaign.name,
      text(`campaignState.${campaign.state}`),
      ...counts.map((key) => campaign.totals[key]),
    ]),
  };
}
