import { z } from 'zod';
import { limits } from '../limits.ts';
import {
  accountColumn,
  dayColumn,
  memberColumn,
  type ReportPart,
  type ReportSplit,
  type ReportTotals,
  type TeamReport,
} from './report-views.ts';

/** The outcomes of people of a team campaign, as the team's database counts them. */
export const teamStatuses = {
  sent: 1,
  delivered: 2,
  read: 3,
  seen: 4,
  notConfirmed: 5,
  notInChat: 6,
  notSent: 7,
  hasText: 8,
  cancelled: 9,
} as const;
type TeamStatus = (typeof teamStatuses)[keyof typeof teamStatuses];

/** How many people of a member and account have an outcome on a day. `reply`: 0 none, 1 answered, 2 waits, 3 stop. */
export const TeamOutcome = z.object({
  member: z.int(),
  account: z.string(),
  day: z.iso.date(),
  status: z.literal(Object.values(teamStatuses)),
  reply: z.literal([0, 1, 2, 3]),
  people: z.int(),
});
export type TeamOutcome = z.infer<typeof TeamOutcome>;

/** The outcomes of a team campaign. People in no line are open, or it was cancelled before any computer took them. */
export type TeamOutcomes = {
  readonly lines: readonly TeamOutcome[];
  readonly people: number;
  /** How many people no computer has taken. */
  readonly nobodys: number;
  readonly isCancelled: boolean;
  /** How many people in no line are finished nevertheless, although no member tells of them. */
  readonly untold: { readonly notSent: number; readonly notConfirmed: number };
};

/** In a part, every person is in a line. */
const told = { nobodys: 0, untold: { notSent: 0, notConfirmed: 0 } };

/** The people of a part (of a member, an account or a day) or those without an outcome so far. */
export function partOf({ lines, people, ...rest }: TeamOutcomes, part: ReportPart | null): TeamOutcomes {
  if (part === null) return { lines, people, ...rest };
  const open = people - sumOf(lines);
  if (part.value === '') return { ...rest, lines: [], people: open };
  const its = lines.filter((line) => teamValueOf(line, part.index) === part.value);
  return { ...rest, ...told, lines: its, people: sumOf(its) };
}

/** The value by which somebody is grouped. */
export function teamValueOf(
  { member, account, day }: Pick<TeamOutcome, 'member' | 'account' | 'day'>,
  index: number,
): string {
  if (index === accountColumn) return account;
  return index === memberColumn ? String(member) : day;
}

/** The sums of a team campaign in the form of any report. Every person counts once. */
export function teamTotals({ lines, people, nobodys, isCancelled, untold }: TeamOutcomes): ReportTotals {
  const { sent, delivered, read, seen, notConfirmed, notInChat, notSent, hasText, cancelled } = teamStatuses;
  const of = (...statuses: readonly TeamStatus[]) => sumOf(lines.filter(({ status }) => statuses.includes(status)));
  const untried = isCancelled ? nobodys : 0;
  return {
    imported: people,
    skipped: 0,
    open: people - sumOf(lines) - untried - untold.notSent - untold.notConfirmed,
    sent: of(sent, delivered, read, seen),
    delivered: of(delivered, read),
    read: of(read),
    seenByOperator: of(seen),
    notConfirmed: of(notConfirmed, notInChat) + untold.notConfirmed,
    toCheck: of(notConfirmed) + untold.notConfirmed,
    notSent: of(notSent, hasText) + untold.notSent,
    hasText: of(hasText),
    cancelled: of(cancelled) + untried,
  };
}

/** How many of the people reached wrote back, by what happened to their reply. */
export function teamReplies(outcomes: TeamOutcomes): TeamReport['replies'] {
  const of = (...replies: readonly number[]) => sumOf(outcomes.lines.filter(({ reply }) => replies.includes(reply)));
  // Team campaigns do not repeat, so every message stands for one person.
  return { reached: teamTotals(outcomes).sent, people: of(1, 2, 3), waiting: of(2), stopped: of(3) };
}

/** People by member, account or day. Those without an outcome have an empty value, so that the lines add up to all. */
export function teamSplit(outcomes: TeamOutcomes, index: number, most: number = limits.splitValuesShown): ReportSplit {
  const values = Map.groupBy(outcomes.lines, (line) => teamValueOf(line, index));
  const lines = [...values].map(([value, own]) =>
    splitLine(value, { ...outcomes, ...told, lines: own, people: sumOf(own) }),
  );
  const inOrder =
    index === dayColumn
      ? lines.sort((one, other) => (one.value < other.value ? -1 : 1))
      : lines.sort((one, other) => other.people - one.people);
  const open = outcomes.people - sumOf(outcomes.lines);
  const shown = inOrder.slice(0, most);
  const more = inOrder.slice(most);
  const rest = open === 0 ? [] : [splitLine('', { ...outcomes, lines: [], people: open })];
  if (more.length === 0) return { lines: [...shown, ...rest], others: null };
  const others = more.flatMap(({ value }) => values.get(value) ?? []);
  const { value: _, ...sums } = splitLine('', { ...outcomes, ...told, lines: others, people: sumOf(others) });
  return { lines: [...shown, ...rest], others: { ...sums, values: more.length } };
}

function splitLine(value: string, outcomes: TeamOutcomes): ReportSplit['lines'][number] {
  const { sent, notConfirmed, toCheck, notSent } = teamTotals(outcomes);
  return {
    value,
    people: outcomes.people,
    sent,
    notConfirmed,
    toCheck,
    notSent,
    replied: teamReplies(outcomes).people,
  };
}

const sumOf = (lines: readonly { readonly people: number }[]): number =>
  lines.reduce((sum, { people }) => sum + people, 0);
