import type { CommandResult, Days, DaysReport, Report, ReportPart } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { succeed } from '../../domain/result.ts';
import { type ReadCampaignParts, summariesOf } from '../campaigns/read.ts';
import type { Commands } from '../commands.ts';
import type { Verification } from '../dispatch/verification.ts';
import { startJob } from '../worker/jobs.ts';
import { type ExportReportParts, exportReport } from './export-report.ts';

export type ReportCommandsParts = ExportReportParts & ReadCampaignParts & { readonly verification: Verification };

/** Reports, on the screen and as files. Adding up and writing run in a worker. */
export function reportCommands(parts: ReportCommandsParts): Commands<'report'> {
  const { verification } = parts;
  return {
    'report:get': ({ id, part }) => readReport(parts, id, part ?? null),
    'report:split': ({ id, part, index }) => {
      const { workerFile, database } = parts;
      return startJob(workerFile, { kind: 'reportSplit', campaignId: id, part: part ?? null, index, database }).reply;
    },
    'report:days': (days) => readDays(parts, days),
    'report:verify': ({ id }) => succeed(verification.start(id)),
    'report:stopVerify': ({ id }) => {
      verification.stop();
      return succeed(verification.view(id));
    },
    'report:export': (input) => exportReport(parts, input),
  };
}

async function readReport(
  parts: ReportCommandsParts,
  campaignId: number,
  part: ReportPart | null,
): Promise<CommandResult<Report>> {
  const { workerFile, database, clock, verification } = parts;
  const job = { kind: 'campaignReport', campaignId, part, database, nowMs: clock.nowMs() } as const;
  const made = await startJob(workerFile, job).reply;
  if (!made.ok) return made;
  const [campaign] = summariesOf(parts, [campaignId]);
  if (!campaign) return refuse('not_found');
  const seen = { campaignId, isRunning: verification.isRunning(campaignId), ...made.value.verification };
  return succeed({ ...made.value, campaign, verification: seen });
}

function readDays(
  { workerFile, database, clock, timeZone }: ReportCommandsParts,
  days: Days,
): Promise<CommandResult<DaysReport>> {
  const job = { kind: 'daysReport', days, database, timeZone: timeZone(), nowMs: clock.nowMs() } as const;
  return startJob(workerFile, job).reply;
}
