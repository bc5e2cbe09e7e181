import type { ExportRow, Outcome } from '../../db/report/report-rows.ts';
import type { TeamOutcomes } from '../../domain/report/team-report.ts';

/** A person of a team's campaign. `known` is null while there is no result; `day` is in the campaign's calendar. */
export type TeamReportRow = {
  readonly place: number;
  readonly member: number | null;
  readonly name: string;
  readonly phone: string;
  readonly cells: readonly string[];
  readonly known: (Outcome & { readonly day: string }) | null;
  /** The result where no member reports one. */
  readonly over: 'not_sent' | 'not_confirmed' | null;
};

/** What all members of a team report about a campaign, for a file. */
export type TeamReportFile = {
  readonly outcomes: TeamOutcomes;
  /** The members by their numbers. */
  readonly names: Readonly<Record<string, string>>;
  readonly rows: readonly TeamReportRow[];
};

export type TeamExportRow = ExportRow & { readonly member: number | null };

const nothing = {
  evidence: null,
  ack: null,
  settlement: null,
  settledBy: null,
  contradiction: null,
  handedOverAtMs: null,
  ackedAtMs: null,
  attempts: 0,
  copiesSeen: null,
  replies: null,
  account: null,
} as const;
const waiting: Outcome = { ...nothing, status: 'pending', reason: null };

/** Nobody reports people who were erased before anybody had them, or whom a removed computer had reserved. */
const untold: Readonly<Record<'not_sent' | 'not_confirmed', Outcome>> = {
  not_sent: { ...nothing, status: 'cancelled', reason: null },
  not_confirmed: { ...nothing, status: 'failed', reason: 'no_confirmation' },
};

/** The rows as in the ordinary report. `listId`: the list on this computer, which has the same columns as all. */
export function* exportRows({ rows }: TeamReportFile, listId: number): Generator<TeamExportRow> {
  for (const { place, member, name, phone, cells, known, over } of rows)
    yield {
      ...(known ?? (over === null ? waiting : untold[over])),
      listId,
      rowNumber: place,
      member,
      name,
      phone,
      cells: JSON.stringify(cells),
    };
}
