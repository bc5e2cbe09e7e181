import { readCampaign } from '../../db/campaigns/campaign-rows.ts';
import type { Db } from '../../db/database.ts';
import { Reports } from '../../db/report/reports.ts';
import type { ReportPart } from '../../domain/contract.ts';
import { accountColumn, dayColumn, memberColumn } from '../../domain/report/report-views.ts';
import { teamReplies, teamSplit, teamTotals } from '../../domain/report/team-report.ts';
import type { Text } from '../../domain/text/index.ts';
import type { Cell } from '../formats/cell.ts';
import type { WorkbookSheet } from '../formats/xlsx-sheet.ts';
import type { Job } from '../worker/jobs.ts';
import { accountNames, type MomentOf } from './report-words.ts';
import { madeRows, repliedRows, sheetOfLines, sumRows } from './summary-rows.ts';
import type { TeamReportFile } from './team-report-file.ts';

export function teamSummary(
  db: Db,
  job: Job<'report'>,
  text: Text,
  momentOf: MomentOf,
  { outcomes, names, id, part }: TeamReportFile & { readonly id: number; readonly part: ReportPart | null },
): Cell[][] {
  const campaign = readCampaign(db, id);
  const totals = teamTotals(outcomes);
  const replies = teamReplies(outcomes);
  const file = new Reports(db).attachmentName(id);
  return [
    ...(part === null ? [] : [[text('reportFile.only'), teamPartWords(db, text, names, part)]]),
    ...madeRows(job, text, momentOf),
    [text('reportFile.text'), campaign?.text ?? ''],
    ...(file === undefined ? [] : [[text('reportFile.attachment'), file]]),
    [],
    ...sumRows(text, totals),
    ...repliedRows(text, replies),
  ];
}

type TeamColumn = { readonly header: string; readonly wordsOf: (value: string) => string };

/** The ways to group the people of a team's report: by computer, by account, by day. */
function teamColumns(db: Db, text: Text, names: TeamReportFile['names']): ReadonlyMap<number, TeamColumn> {
  return new Map([
    [
      memberColumn,
      { header: text('team.colComputer'), wordsOf: (of: string) => names[of] ?? text('teamCampaign.gone') },
    ],
    [accountColumn, { header: text('reportFile.account'), wordsOf: accountNames(db) }],
    [dayColumn, { header: text('report.split.day'), wordsOf: (day: string) => day }],
  ]);
}

/** The lines of each grouping add up to all people; people without a result yet have no value. */
export function teamSplitSheets(db: Db, text: Text, { outcomes, names }: TeamReportFile): WorkbookSheet[] {
  return [...teamColumns(db, text, names)].map(([index, { header, wordsOf }]) =>
    sheetOfLines(text, header, teamSplit(outcomes, index, Number.POSITIVE_INFINITY).lines, (value) =>
      value === '' ? text('report.ofTeam.untold') : wordsOf(value),
    ),
  );
}

/** Which people the file covers, where it is not everybody. */
function teamPartWords(db: Db, text: Text, names: TeamReportFile['names'], { index, value }: ReportPart): string {
  const column = teamColumns(db, text, names).get(index);
  return `${column?.header ?? ''}: ${value === '' ? text('report.ofTeam.untold') : (column?.wordsOf(value) ?? value)}`;
}
