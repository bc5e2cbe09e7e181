import type { Days, DaysReport, ReportPart, ReportScope, ReportSplit } from '../../domain/contract.ts';
import type { CsvSeparator } from '../../domain/lists/csv-separator.ts';
import type { Paper } from '../../domain/report/paper-size.ts';
import type { Reported } from '../../domain/report/reported.ts';
import { succeed } from '../../domain/result.ts';
import { written } from '../files/save-file.ts';
import type { FileIn, FileOut, Now, Rehearsed, Workers } from '../worker/jobs.ts';
import { onDatabase } from '../worker/on-database.ts';
import { type CampaignReport, makeCampaignReport, makeDaysReport, makeSplit } from './report.ts';
import { peopleOfReport, writeProblems, writeReport } from './report-file.ts';
import type { TeamReportFile } from './team-report-file.ts';

type OfCampaign = { readonly campaignId: number; readonly part: ReportPart | null };
type Table = { readonly format: 'csv' | 'xlsx'; readonly separator: CsvSeparator };

declare module '../worker/jobs.ts' {
  interface Jobs {
    report: {
      job: FileOut &
        Now &
        Rehearsed &
        Table & {
          readonly scope: ReportScope;
          /** What the members of a team report, where the report covers all of them. */
          readonly team?: TeamReportFile;
          readonly timeZone: string;
          readonly title: string;
          /** The operator's country: the form of the report's dates. */
          readonly country: string;
          readonly paper: Paper;
        };
      value: { path: string };
    };
    problems: { job: FileOut & Rehearsed & Table & { readonly listId: number }; value: { path: string } };
    campaignReport: { job: OfCampaign & Now; value: CampaignReport };
    reportSplit: { job: OfCampaign & { readonly index: number }; value: ReportSplit };
    daysReport: { job: Now & { readonly days: Days; readonly timeZone: string }; value: DaysReport };
    people: { job: FileIn & Rehearsed; value: Reported };
  }
}

export const reportWorkers = {
  report: onDatabase((db, job) => written(job.path, writeReport(db, job))),
  problems: onDatabase((db, job) => written(job.path, writeProblems(db, job))),
  campaignReport: onDatabase((db, job) => succeed(makeCampaignReport(db, job.campaignId, job.part, job.nowMs))),
  reportSplit: onDatabase((db, job) => succeed(makeSplit(db, job, job.index))),
  daysReport: onDatabase((db, job) => succeed(makeDaysReport(db, job.days, job.timeZone, job.nowMs))),
  people: (job) => peopleOfReport(job.path, job.fileName, job),
} satisfies Partial<Workers>;
