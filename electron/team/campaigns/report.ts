import type { ReportPart, ReportSplit, TeamReport } from '../../../domain/contract.ts';
import { accountColumn, dayColumn, memberColumn } from '../../../domain/report/report-views.ts';
import {
  partOf,
  type TeamOutcomes,
  teamReplies,
  teamSplit,
  teamTotals,
  teamValueOf,
} from '../../../domain/report/team-report.ts';
import { refuse, succeed } from '../../../domain/result.ts';
import { type ReadCampaignParts, readSummary } from '../../campaigns/read.ts';
import type { Answer } from '../../commands.ts';
import type { TeamReportFile, TeamReportRow } from '../../reports/team-report-file.ts';
import { type OutcomeRow, outcomeRows, outcomes } from '../calls.ts';
import type { TeamKeys } from '../keys.ts';
import { refuseFor } from '../why.ts';
import { openKnown, openPerson, openWords } from './drawn.ts';
import type { TeamLink } from './link.ts';

type Asked = { readonly id: number; readonly part?: ReportPart | undefined };

const columns = [memberColumn, accountColumn, dayColumn].map((index) => ({ index, header: '' }));

export async function teamReport(parts: ReadCampaignParts, team: TeamLink, { id, part }: Asked): Answer<TeamReport> {
  const row = parts.campaigns.get(id);
  const summary = readSummary(parts, id);
  if (row === undefined || !summary.ok) return refuse('not_found');
  const read = await readOutcomes(team, row.uid);
  if (!read.ok) return read;
  const its = partOf(read.value, part ?? null);
  return succeed({
    kind: 'team',
    campaign: summary.value,
    columns,
    chosenBy: memberColumn,
    message: { text: row.text, attachment: parts.campaigns.attachmentOf(row)?.fileName ?? null, wasChanged: false },
    totals: teamTotals(its),
    replies: teamReplies(its),
  });
}

export async function splitTeamReport(
  { campaigns }: ReadCampaignParts,
  team: TeamLink,
  { id, part, index }: Asked & { readonly index: number },
): Answer<ReportSplit> {
  const read = await readOutcomes(team, campaigns.get(id)?.uid ?? '');
  return read.ok ? succeed(teamSplit(partOf(read.value, part ?? null), index)) : read;
}

export async function teamReportFile(
  { campaigns }: ReadCampaignParts,
  team: TeamLink,
  { id, part }: Asked,
): Answer<TeamReportFile> {
  const uid = campaigns.get(id)?.uid ?? '';
  const read = await readOutcomes(team, uid);
  if (!read.ok) return read;
  const rows: TeamReportRow[] = [];
  for (let after = -1; ; ) {
    const asked = await outcomeRows(team.connection, uid, after);
    if (!asked.ok) return refuseFor(asked.failure);
    const last = asked.value.at(-1);
    if (last === undefined) break;
    rows.push(...asked.value.map((row) => opened(team.keys, uid, row)));
    after = last.place;
  }
  const names = Object.fromEntries(
    [...team.gone(), ...team.members()].map(({ id: member, name }) => [String(member), name]),
  );
  return succeed({
    outcomes: partOf(read.value, part ?? null),
    names,
    rows: part === undefined ? rows : rows.filter((row) => isIn(row, part)),
  });
}

async function readOutcomes(team: TeamLink, uid: string): Answer<TeamOutcomes> {
  const asked = await outcomes(team.connection, uid);
  if (!asked.ok) return refuseFor(asked.failure);
  if (asked.value === null) return refuse('not_found');
  const { lines, people, nobodys, state, notSent, notConfirmed } = asked.value;
  const numberOf = (sealed: string) => team.keys.open('account', Buffer.from(sealed, 'base64')) ?? '';
  return succeed({
    people,
    nobodys,
    isCancelled: state === 'cancelled',
    untold: { notSent, notConfirmed },
    lines: lines.map((line) => ({ ...line, account: numberOf(line.account) })),
  });
}

/** A row that cannot be opened belongs to a person who was erased, or was sealed by an app with another format. */
function opened(keys: TeamKeys, uid: string, row: OutcomeRow): TeamReportRow {
  const { place, member, person, outcome, words, over } = row;
  const whose = { campaign: uid, place };
  const who = openPerson(keys, whose, person);
  const known = outcome && openKnown(keys, whose, outcome);
  const replies = words && openWords(keys, whose, words);
  return {
    place,
    member,
    name: who?.name ?? '',
    phone: who?.phone ?? '',
    cells: who?.cells ?? [],
    known: known && { ...known, replies },
    over,
  };
}

function isIn({ member, known }: TeamReportRow, { index, value }: ReportPart): boolean {
  if (known === null) return value === '';
  return teamValueOf({ member: member ?? 0, account: known.account ?? '', day: known.day }, index) === value;
}
