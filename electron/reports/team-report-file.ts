import type { ExportRow, Outcome } from '../../db/report/report-rows.ts';
import type { TeamOutcomes } from '../../domain/report/team-report.ts';

/** Somebody of a campaign of the team. `known`: null while nothing became of them; `day` is the campaign's calendar's. */
export type TeamReportRow = {
  readonly place: number;
  readonly member: number | null;
  readonly name: string;
  readonly phone: string;
  readonly cells: readonly string[];
  readonly known: (Outcome & { readonly day: string }) | null;
  /** How it ended where nobody tells. */
  readonly over: 'not_sent' | 'not_confirmed' | null;
};

/** What all members of a team tell of a campaign, for a file. */
export type TeamReportFile = {
  readonly outcomes: TeamOutcomes;
  /** The members by their numbers. */
  readonly names: Readonly<Record<string, string>>;
  readonly rows: readonly TeamReportRow[];
};

/** A line of its file. */
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

/** Nobody tells of who was erased before anybody had them, nor of whom a computer reserved that was removed. */
const untold: Readonly<Record<'not_sent' | 'not_confirmed', Outcome>> = {
  not_sent: { ...nothing, status: 'cancelled', reason: null },
  not_confirmed: { ...nothing, status: 'failed', reason: 'no_confirmation' },
};

/** The rows as the ordinary report has them. `listId`: the list here, whose columns are those of all. */
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
