import { z } from 'zod';
import { CameBack, CampaignPauseReason, CampaignState } from '../campaign.ts';
import { CampaignSummary } from '../campaign-views.ts';
import { limits } from '../limits.ts';
import { Counts } from '../messages/message.ts';
import { MessageRow } from '../messages/message-views.ts';
import { FollowUpCounts } from '../people/follow-up.ts';
import { PauseReason, RecordedWait } from '../state/state.ts';
import { AtMs, Id } from '../view-parts.ts';
import { StepSums } from './step-sums.ts';

/** What happened to everybody on a campaign's list. */
export const ReportTotals = Counts.omit({ pending: true, sending: true }).extend({
  imported: z.int(),
  skipped: z.int(),
  /** Pending and sending together; zero once the campaign is finished. */
  open: z.int(),
});
export type ReportTotals = z.infer<typeof ReportTotals>;

/** The number of a campaign's messages. The list's rows do not tell: in one that repeats people have several. */
export function messagesOf({ sent, notConfirmed, notSent, cancelled, open }: ReportTotals): number {
  return sent + notConfirmed + notSent + cancelled + open;
}

/** The result of a verification in WhatsApp's own chats: each person's copies of our text since the hand-over. */
export const Verification = z.object({
  campaignId: Id,
  isRunning: z.boolean(),
  total: z.int(),
  /** People whose chat was read; the four counts below add up to it. */
  done: z.int(),
  once: z.int(),
  none: z.int(),
  /** More than one copy was in the chat, which is an alarm. */
  more: z.int(),
  /** The chat could not be read, or its only copy has no tick and so proves nothing. */
  unknown: z.int(),
  finishedAtMs: AtMs.nullable(),
});
export type Verification = z.infer<typeof Verification>;

/** `toMs` is null while the pause lasts. */
const pauseTime = { fromMs: AtMs, toMs: AtMs.nullable() };
/** A time in which nothing was sent, by any campaign or by one. */
export const ReportPause = z.union([
  z.object({ campaignId: z.null(), reason: z.union([PauseReason, RecordedWait]), ...pauseTime }),
  z.object({ campaignId: Id, reason: z.union([CampaignPauseReason, CameBack]), ...pauseTime }),
]);
export type ReportPause = z.infer<typeof ReportPause>;

/** The attempts over time. The bars follow one another without a gap. */
const ReportChart = z.object({
  fromMs: AtMs,
  toMs: AtMs,
  bars: z.array(
    z.object({ fromMs: AtMs, toMs: AtMs, sent: z.int(), notConfirmed: z.int(), toCheck: z.int(), notSent: z.int() }),
  ),
});
export type ReportChart = z.infer<typeof ReportChart>;

/** Stands for a column: the number of the account that writes to the person. */
export const accountColumn = -1;
/** In a team's report these stand for columns: the number of the computer that writes, and the day of the outcome. */
export const memberColumn = -2;
export const dayColumn = -3;
/** What a campaign's people are grouped by: a column of their list, or one of the values above. */
export const SplitColumn = z.int().min(dayColumn).max(limits.importColumns);

/** The people of a campaign with this value in a column: a report of these alone. */
export const ReportPart = z.object({
  index: SplitColumn,
  value: z.string().max(limits.nameCharacters),
});
export type ReportPart = z.infer<typeof ReportPart>;

/** When people wrote back and with which words. `otherWords` counts replies longer than a word or two, or empty. */
const ReplySums = z.object({
  byDay: z.array(z.object({ atMs: AtMs, people: z.int() })),
  byWord: z.array(z.object({ word: z.string(), people: z.int() })),
  otherWords: z.int(),
});
export type ReplySums = z.infer<typeof ReplySums>;

/** The common part of a computer's own report and a team's. */
const CommonReport = z.object({
  campaign: CampaignSummary,
  /** The text before placeholders are filled, and the file name of the attachment. */
  message: z.object({
    text: z.string(),
    attachment: z.string().nullable(),
    /** Whether the first people got another text, before it was changed; only known of this computer's people. */
    wasChanged: z.boolean(),
  }),
  totals: ReportTotals,
  /** How many people were reached and wrote back; and how many of these wait for an answer, or asked to stop. */
  replies: z.object({ reached: z.int(), people: z.int(), waiting: z.int(), stopped: z.int() }),
  /** What the people can be grouped by: columns of the list, unless erased; the account; the computer; the day. */
  columns: z.array(z.object({ index: z.int(), header: z.string() })),
  /** The column shown first: by which the list's part was chosen, else the account if there are several. */
  chosenBy: z.int().nullable(),
});

/** The report of a team campaign, as all members tell it. */
export const TeamReport = CommonReport.extend({ kind: z.literal('team') });
export type TeamReport = z.infer<typeof TeamReport>;

/** The report of a campaign, as this computer knows it. */
export const Report = CommonReport.extend({
  kind: z.literal('here'),
  /** The numbers it was sent from; or, where nothing has left and nothing waits, those it is to be sent from. */
  accounts: z.array(z.string()),
  verification: Verification,
  skipped: z.object({
    sameNumber: z.int(),
    doNotContact: z.int(),
    cannotBeUsed: z.int(),
    /** Rows that the operator left out, and rows outside the chosen part of the list. */
    leftOut: z.int(),
    notChosen: z.int(),
    alreadyHadText: z.int(),
    blankPlaceholder: z.int(),
    noHours: z.int(),
    noMoment: z.int(),
    contactedRecently: z.int(),
    erased: z.int(),
    /** Of a second message: people on the list of the first one whom it is not for. */
    notInGroup: z.int(),
  }),
  /** Counts each person's first reply. */
  replySums: ReplySums,
  followUps: FollowUpCounts,
  /** Null where no second message was planned. */
  step: StepSums.nullable(),
  /** Messages, sent or not confirmed, that did not simply succeed, for the operator to see; newest first. */
  exceptions: z.array(MessageRow),
  /** Cancelled messages, which the outbox does not show; newest first. */
  cancelled: z.array(MessageRow),
  /** People in whose chat more than one copy was seen, which is an alarm. */
  secondCopies: z.array(MessageRow),
  /** Null while nothing was attempted. Days and hours are those of the campaign's time zone. */
  chart: ReportChart.nullable(),
  /** The first pauses, the oldest first; the exported file has all. */
  pauses: z.array(ReportPause),
});
export type Report = z.infer<typeof Report>;
export type ReportKind = (Report | TeamReport)['kind'];

/** A day of the calendar, `2026-03-14`. */
const Day = z.iso.date();
/** Days from the first to the last, both included, in the operator's own time zone. */
export const Days = z
  .object({ from: Day, to: Day })
  .refine(({ from, to }) => from <= to, { message: 'ends before it begins' });
export type Days = z.infer<typeof Days>;

/** The subject of a report. */
export const ReportScope = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('campaign'),
    id: Id,
    part: ReportPart.optional(),
    /** Adds the sums of each value of this column to a workbook. */
    splitBy: SplitColumn.optional(),
  }),
  /** A team campaign, as all members tell it. */
  z.object({ kind: z.literal('team'), id: Id, part: ReportPart.optional() }),
  z.object({ kind: z.literal('days'), days: Days }),
]);
export type ReportScope = z.infer<typeof ReportScope>;

/** What happened to the people with one value of a column. */
const SplitLine = z.object({
  people: z.int(),
  sent: z.int(),
  /** Of these, `toCheck` were not marked as missing in the chat. */
  notConfirmed: z.int(),
  toCheck: z.int(),
  notSent: z.int(),
  replied: z.int(),
});
export type SplitLine = z.infer<typeof SplitLine>;
/** A campaign's people by the value of a column, the most frequent first. People without a value have an empty one. */
export const ReportSplit = z.object({
  lines: z.array(SplitLine.extend({ value: z.string() })),
  /** All other values together; null where there are none. */
  others: SplitLine.extend({ values: z.int() }).nullable(),
});
export type ReportSplit = z.infer<typeof ReportSplit>;

/** The attempts in a time and their outcomes. A message counts in the time of its last attempt. */
export const DaysTotals = Counts.omit({ pending: true, sending: true, cancelled: true, hasText: true });
export type DaysTotals = z.infer<typeof DaysTotals>;

/** What all campaigns did on some days. Its totals are the sums of its campaigns, and of the bars of its chart. */
export const DaysReport = z.object({
  days: Days,
  timeZone: z.string(),
  totals: DaysTotals,
  campaigns: z.array(z.object({ id: Id, name: z.string(), state: CampaignState, totals: DaysTotals })),
  /** Counts people, who may have got several messages. */
  replied: z.object({ reached: z.int(), people: z.int() }),
  /** Not part of the totals: messages that still wait, and messages cancelled on these days. */
  waiting: z.int(),
  cancelled: z.int(),
  exceptions: z.array(MessageRow),
  chart: ReportChart.nullable(),
  pauses: z.array(ReportPause),
});
export type DaysReport = z.infer<typeof DaysReport>;
