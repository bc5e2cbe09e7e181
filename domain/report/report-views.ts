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

/** What the reports show, of one campaign and of days. */

/** What became of everybody on a campaign's list. */
export const ReportTotals = Counts.omit({ pending: true, sending: true }).extend({
  imported: z.int(),
  skipped: z.int(),
  /** Pending and sending: zero once the campaign is finished. */
  open: z.int(),
});
export type ReportTotals = z.infer<typeof ReportTotals>;

/** All messages of a campaign, by what they came to. Of what goes again people have several, and rows do not count them. */
export function messagesOf({ sent, notConfirmed, notSent, cancelled, open }: ReportTotals): number {
  return sent + notConfirmed + notSent + cancelled + open;
}

/** What looking through WhatsApp's own chats found: per person our copies of the text, from the hand-over on. */
export const Verification = z.object({
  campaignId: Id,
  isRunning: z.boolean(),
  total: z.int(),
  /** People whose chat was read. The four below add up to it. */
  done: z.int(),
  once: z.int(),
  none: z.int(),
  /** More than one copy in a chat: an alarm. */
  more: z.int(),
  /** The chat could not be read, or its one copy has no tick and so proves nothing. */
  unknown: z.int(),
  finishedAtMs: AtMs.nullable(),
});
export type Verification = z.infer<typeof Verification>;

/** `toMs` is null while it lasts. */
const pauseTime = { fromMs: AtMs, toMs: AtMs.nullable() };
/** A time in which nothing was sent: of all, or of one campaign. */
export const ReportPause = z.union([
  z.object({ campaignId: z.null(), reason: z.union([PauseReason, RecordedWait]), ...pauseTime }),
  z.object({ campaignId: Id, reason: z.union([CampaignPauseReason, CameBack]), ...pauseTime }),
]);
export type ReportPause = z.infer<typeof ReportPause>;

/** What was tried when: the bars of the chart follow one another without a gap. */
const ReportChart = z.object({
  fromMs: AtMs,
  toMs: AtMs,
  bars: z.array(
    z.object({ fromMs: AtMs, toMs: AtMs, sent: z.int(), notConfirmed: z.int(), toCheck: z.int(), notSent: z.int() }),
  ),
});

/** In place of a column: the account that writes to them, by its number. */
export const accountColumn = -1;
/** In a team's report: the computer that writes to them, by its number; and the day on which something became of them. */
export const memberColumn = -2;
export const dayColumn = -3;
/** What a campaign's people are told apart by: a column of their list, or the account that writes to them. */
export const SplitColumn = z.int().min(dayColumn).max(limits.importColumns);

/** The people of a campaign whose cell in a column of the list says this: a report of these alone. */
export const ReportPart = z.object({
  index: SplitColumn,
  value: z.string().max(limits.nameCharacters),
});
export type ReportPart = z.infer<typeof ReportPart>;

/** When people wrote back, and with which words; `otherWords`: with more than a word or two, or with none. */
const ReplySums = z.object({
  byDay: z.array(z.object({ atMs: AtMs, people: z.int() })),
  byWord: z.array(z.object({ word: z.string(), people: z.int() })),
  otherWords: z.int(),
});
export type ReplySums = z.infer<typeof ReplySums>;

/** What a computer's own report and that of its team both have. */
const CommonReport = z.object({
  campaign: CampaignSummary,
  /** What was sent, before the placeholders are filled; the attachment by the name of its file. */
  message: z.object({ text: z.string(), attachment: z.string().nullable() }),
  totals: ReportTotals,
  /** People who were sent something, and who wrote back; of these, how many wait for an answer or asked to stop. */
  replies: z.object({ reached: z.int(), people: z.int(), waiting: z.int(), stopped: z.int() }),
  /** By what its people can be told apart: columns of the list, none once they are erased; the account; the computer, the day. */
  columns: z.array(z.object({ index: z.int(), header: z.string() })),
  /** Of these the one that is shown first: by which the list's part was chosen, else where there are several; null for none. */
  chosenBy: z.int().nullable(),
});

/** Of a campaign of the team, as all its members tell it. */
export const TeamReport = CommonReport.extend({ kind: z.literal('team') });
export type TeamReport = z.infer<typeof TeamReport>;

/** As this computer knows it. */
export const Report = CommonReport.extend({
  kind: z.literal('here'),
  /** The numbers from which it was sent, or is to be where nothing has left and nothing waits. */
  accounts: z.array(z.string()),
  verification: Verification,
  skipped: z.object({
    sameNumber: z.int(),
    doNotContact: z.int(),
    cannotBeUsed: z.int(),
    /** Rows that the operator decided to leave out, and those outside the part of the list that was chosen. */
    leftOut: z.int(),
    notChosen: z.int(),
    alreadyHadText: z.int(),
    blankPlaceholder: z.int(),
    noHours: z.int(),
    noMoment: z.int(),
    contactedRecently: z.int(),
    /** Their data was deleted before the start. */
    erased: z.int(),
    /** Of a second message: on the list of the first, and it is not for them. */
    notInGroup: z.int(),
  }),
  /** Of each person their first answer. */
  replySums: ReplySums,
  followUps: FollowUpCounts,
  /** Null where no second message was planned. */
  step: StepSums.nullable(),
  /** Sent and not-confirmed messages that did not simply succeed, for the operator's eye; newest first. */
  exceptions: z.array(MessageRow),
  /** Cancelled messages, which are nowhere in the outbox; newest first. */
  cancelled: z.array(MessageRow),
  /** People in whose chat more than one copy was seen: an alarm. */
  secondCopies: z.array(MessageRow),
  /** Null while nothing was tried. Days and hours are those of the campaign's time zone. */
  chart: ReportChart.nullable(),
  /** The first pauses in that time, the oldest first; the file has them all. */
  pauses: z.array(ReportPause),
});
export type Report = z.infer<typeof Report>;
/** Whose a report is. */
export type ReportKind = (Report | TeamReport)['kind'];

/** A day of the calendar, `2026-03-14`. */
const Day = z.iso.date();
/** Days from the first to the last, both with all their hours, as they are in the operator's own time zone. */
export const Days = z
  .object({ from: Day, to: Day })
  .refine(({ from, to }) => from <= to, { message: 'ends before it begins' });
export type Days = z.infer<typeof Days>;

/** What a report is about. */
export const ReportScope = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('campaign'),
    id: Id,
    part: ReportPart.optional(),
    /** A workbook has the sums of each value of this column too. */
    splitBy: SplitColumn.optional(),
  }),
  /** A campaign of the team, as all its members tell it. */
  z.object({ kind: z.literal('team'), id: Id, part: ReportPart.optional() }),
  z.object({ kind: z.literal('days'), days: Days }),
]);
export type ReportScope = z.infer<typeof ReportScope>;

/** What became of the people with one value of a column. */
const SplitLine = z.object({
  people: z.int(),
  sent: z.int(),
  /** `toCheck` of them are not said to be missing in the chat. */
  notConfirmed: z.int(),
  toCheck: z.int(),
  notSent: z.int(),
  replied: z.int(),
});
export type SplitLine = z.infer<typeof SplitLine>;
/** A campaign's people by what a column of the list says, the most first; an empty value where it says nothing. */
export const ReportSplit = z.object({
  lines: z.array(SplitLine.extend({ value: z.string() })),
  /** All further values together; null where there are none. */
  others: SplitLine.extend({ values: z.int() }).nullable(),
});
export type ReportSplit = z.infer<typeof ReportSplit>;

/** What was tried in a time and what came of it. A message counts when its last attempt was made. */
export const DaysTotals = Counts.omit({ pending: true, sending: true, cancelled: true, hasText: true });
export type DaysTotals = z.infer<typeof DaysTotals>;

/** What all campaigns did on some days. Its totals are the sum of its campaigns, and of the bars of its chart. */
export const DaysReport = z.object({
  days: Days,
  timeZone: z.string(),
  totals: DaysTotals,
  campaigns: z.array(z.object({ id: Id, name: z.string(), state: CampaignState, totals: DaysTotals })),
  /** People, who may have got several messages. */
  replied: z.object({ reached: z.int(), people: z.int() }),
  /** Not in the totals: messages that still wait, and those that were cancelled on these days. */
  waiting: z.int(),
  cancelled: z.int(),
  exceptions: z.array(MessageRow),
  chart: ReportChart.nullable(),
  pauses: z.array(ReportPause),
});
export type DaysReport = z.infer<typeof DaysReport>;
