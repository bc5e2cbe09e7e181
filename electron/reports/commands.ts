import type { Stores } from '../../db/stores.ts';
import type { CommandInput, Report, ReportPart, ReportScope } from '../../domain/contract.ts';
import { paperOf } from '../../domain/report/paper-size.ts';
import { accountColumn, memberColumn } from '../../domain/report/report-views.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { createText } from '../../domain/text/index.ts';
import { directions } from '../../domain/text/languages.ts';
import { type ReadCampaignParts, summariesOf } from '../campaigns/read.ts';
import { type Answer, type Commands, done } from '../commands.ts';
import type { Print } from '../desktop/print-to-pdf.ts';
import type { Verification } from '../dispatch/verification.ts';
import { removeUnfinished, writeAtomically } from '../files/atomic-file.ts';
import { type SavedFile, type SaveFileParts, saveFile } from '../files/save-file.ts';
import type { Given } from '../ports.ts';
import type { JobThreads } from '../worker/job-threads.ts';
import { daysWords } from './report-words.ts';
import type { TeamReportFile } from './team-report-file.ts';

export type ReportCommandsParts = ExportReportParts & ReadCampaignParts & { readonly verification: Verification };

/** The commands for reports, on the screen and as files. Sums and files are made in a worker. */
export function reportCommands(parts: ReportCommandsParts): Commands<'report'> {
  const { verification, threads, timeZone } = parts;
  let exporting = new AbortController();
  return {
    'report:get': ({ id, part }) => readReport(parts, id, part ?? null),
    'report:split': ({ id, part, index }) =>
      threads.start({ kind: 'reportSplit', campaignId: id, part: part ?? null, index }).reply,
    'report:days': (days) => threads.start({ kind: 'daysReport', days, timeZone: timeZone() }).reply,
    'report:verify': ({ id }) => succeed(verification.start(id)),
    'report:stopVerify': ({ id }) => {
      verification.stop();
      return succeed(verification.view(id));
    },
    'report:export': (input) => {
      exporting = new AbortController();
      return exportReport(parts, input, exporting.signal);
    },
    'report:stopExport': () => {
      exporting.abort();
      return done;
    },
  };
}

async function readReport(parts: ReportCommandsParts, campaignId: number, part: ReportPart | null): Answer<Report> {
  const { threads, verification } = parts;
  const made = await threads.start({ kind: 'campaignReport', campaignId, part }).reply;
  if (!made.ok) return made;
  const [campaign] = summariesOf(parts, [campaignId]);
  if (!campaign) return refuse('not_found');
  const seen = { campaignId, isRunning: verification.isRunning(campaignId), ...made.value.verification };
  return succeed({ ...made.value, campaign, verification: seen });
}

type ExportReportParts = SaveFileParts &
  Pick<Stores, 'accounts' | 'campaigns'> &
  Given<'settings' | 'timeZone'> & {
    readonly threads: JobThreads;
    /** The computers of the team, including those that have left it; none without a team. */
    readonly everyComputer: () => readonly { readonly id: number; readonly name: string }[];
    readonly teamReport: (of: Extract<ReportScope, { kind: 'team' }>) => Answer<TeamReportFile>;
    /** The window's content as a PDF; null while there is no window. */
    readonly print: (print: Print) => Promise<Buffer | null>;
  };

/** Asks where to save a report and writes it there. A PDF has what the window shows. */
async function exportReport(
  parts: ExportReportParts,
  { scope, format, separator = ',' }: CommandInput<'report:export'>,
  stopped: AbortSignal,
): Promise<SavedFile> {
  const { threads, settings, timeZone, isPractice } = parts;
  const title = titleOf(parts, scope);
  if (title === null) return refuse('not_found');
  return saveFile(parts, { fileName: title, extension: format, kindName: format.toUpperCase() }, async (path) => {
    if (format === 'pdf') return printReport(parts, path, title);
    const told = scope.kind === 'team' ? await parts.teamReport(scope) : null;
    if (told?.ok === false) return told;
    if (stopped.aborted) return refuse('cancelled');
    const team = told === null ? {} : { team: told.value };
    const { language, country } = settings();
    const form = { format, separator, language, country, isPractice, title, paper: paperOf(country) };
    const { reply, cancel } = threads.start({ kind: 'report', scope, ...team, path, ...form, timeZone: timeZone() });
    stopped.addEventListener('abort', cancel);
    const saved = await reply;
    if (!saved.ok && saved.failure.code === 'cancelled') removeUnfinished(path);
    return saved;
  });
}

async function printReport(
  { settings, print, isPractice }: ExportReportParts,
  path: string,
  title: string,
): Answer<{ path: string }> {
  const { language, country } = settings();
  const { text } = createText(language);
  const pdf = await print({
    paper: paperOf(country),
    title: isPractice ? text('reportFile.practiceName', { name: title }) : title,
    pageWords: (page, pages) => text('reportFile.page', { page, pages }),
    direction: directions[language],
  });
  if (pdf === null) return refuse('not_allowed_now');
  await writeAtomically(path, (file) => file.writeFile(pdf));
  return succeed({ path });
}

function titleOf(
  { campaigns, accounts, everyComputer, settings }: ExportReportParts,
  scope: ReportScope,
): string | null {
  const { text } = createText(settings().language);
  if (scope.kind !== 'days') {
    const campaign = campaigns.get(scope.id)?.name ?? null;
    if (campaign === null || !scope.part) return campaign;
    const { index, value } = scope.part;
    const ofComputer = () => everyComputer().find(({ id }) => `${id}` === value)?.name ?? text('teamCampaign.gone');
    const nobody = text(scope.kind === 'team' ? 'report.ofTeam.untold' : 'report.split.blank');
    const name = index === memberColumn ? ofComputer() : index === accountColumn ? accounts.nameOf(value) : value;
    return `${campaign} – ${value === '' ? nobody : name || value}`;
  }
  return `${text('report.title')} ${daysWords(scope.days)}`;
}
