import { z } from 'zod';
import { limits } from './limits.ts';
import { OwnTimes } from './schedule/own-times-rule.ts';
import { ByComputer, SentFrom } from './schedule/sent-from.ts';
import { Weekly } from './schedule/weekly-rule.ts';
import { MinuteOfDay } from './view-parts.ts';

/** `starting`: list and text are frozen, and the messages are being made. */
export const campaignStates = ['draft', 'starting', 'running', 'paused', 'finished', 'cancelled'] as const;
export const CampaignState = z.enum(campaignStates);
export type CampaignState = z.infer<typeof CampaignState>;

/**
 * Every legal change of a campaign's state. The database refuses all others; a test compares the two. A finished
 * campaign runs again only for messages that the operator queued again. A campaign that came back from a backup while
 * it was starting becomes paused.
 */
export const campaignTransitions = {
  draft: ['starting'],
  starting: ['running', 'paused'],
  running: ['paused', 'finished', 'cancelled'],
  paused: ['running', 'finished', 'cancelled'],
  finished: ['running'],
  cancelled: [],
} as const satisfies Record<CampaignState, readonly CampaignState[]>;

/** The states in which no message of a campaign waits or is being sent any more. */
export const endedStates = ['finished', 'cancelled'] as const satisfies readonly CampaignState[];

/**
 * Why a running campaign stands still. `pilot`: the operator has to approve it after its first messages.
 * `attachment_unreadable`: the file that goes out with its text cannot be read. `all_absent`: WhatsApp knew none of its
 * first people. `unanswered`: WhatsApp answered for nobody for a day. `team`: a coordinator holds it on all computers.
 * `team_lost`: the team's database was put back to a state from before this campaign.
 */
export const campaignPauseReasons = [
  'operator',
  'pilot',
  'overdue',
  'other_account',
  'attachment_unreadable',
  'all_absent',
  'unanswered',
  'team',
  'team_lost',
] as const;
export const CampaignPauseReason = z.enum(campaignPauseReasons);
export type CampaignPauseReason = z.infer<typeof CampaignPauseReason>;

/** Whether the campaign is held for the whole team, so that nothing pressed on a single computer lets it go on. */
export const isHeldByTeam = (reason: CampaignPauseReason | null): boolean =>
  reason === 'team' || reason === 'team_lost';

/** From a backup or another computer, and held until somebody lets it go on: what happened since is not known. */
export const originsOfReturned = ['restored', 'moved'] as const;
export const CameBack = z.enum(originsOfReturned);
export type CameBack = z.infer<typeof CameBack>;

/** This computer's part of a team campaign. `open`: more people may come; `over`: none will. */
export const teamParts = ['open', 'over'] as const;
export const TeamPart = z.enum(teamParts);
export type TeamPart = z.infer<typeof TeamPart>;

/** Why somebody on a campaign's list gets no message of it. */
export const skipReasons = [
  'already_has_text',
  'do_not_contact',
  'contacted_recently',
  'blank_placeholder',
  'no_hours',
  'no_moment',
  'erased',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** The operator's answer for people who heard from another campaign lately. */
export const contactAnswers = ['leave_out', 'send'] as const;
export const ContactAnswer = z.enum(contactAnswers);
export type ContactAnswer = z.infer<typeof ContactAnswer>;

/** Hours as minutes after midnight; `from` before `to`; days 1 (Monday) to 7 (Sunday). */
export const SendingWindow = z
  .object({
    fromMinute: MinuteOfDay,
    toMinute: z.int().min(1).max(1440),
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    /** Hours count by the clock of each person's number. Absent: by the campaign's clock. */
    perPerson: z.boolean().optional(),
    /** Whether people without known hours get it by the campaign's clock or are left out. Absent until answered. */
    withoutHours: z.enum(['campaign', 'leave_out']).optional(),
  })
  .refine((window) => window.fromMinute < window.toMinute, { message: 'the window ends before it begins' });
export type SendingWindow = z.infer<typeof SendingWindow>;

/** When a campaign's messages may go out. Times are epoch milliseconds; `timeZone` is an IANA name. */
export const Schedule = z
  .object({
    /** Null: as soon as the campaign is started. */
    startAtMs: z.int().nullable(),
    timeZone: z.string().min(1).max(limits.timeZoneCharacters),
    window: SendingWindow.nullable(),
    gapMinMs: z.int().min(limits.gapMinMs).max(limits.gapMaxMs),
    gapMaxMs: z.int().min(limits.gapMinMs).max(limits.gapMaxMs),
    dailyCap: z.int().min(1).max(limits.dailyCapMax).nullable(),
    /** How many messages go out before the operator is asked to approve the rest. Null means no pilot. */
    pilotCount: z.int().min(1).max(limits.pilotMaxCount).nullable(),
    /** The accounts that send it. Absent: the account that is linked. */
    from: SentFrom.optional(),
    /** The column of the list that names the computer, for a start with the team. Absent where no column does. */
    byComputer: ByComputer.optional(),
    /** Each row has its own time, relative to a date in its row. Absent where all share one time. */
    own: OwnTimes.optional(),
    /** The same message to the whole list on a day of each week. Absent for all other campaigns. */
    weekly: Weekly.optional(),
    /** Of a campaign that repeats: later dates are sent without anybody having looked at who they are for. */
    byItself: z.boolean().optional(),
    /** Few messages on the account's first days, and more on each next day. Absent where that is not wanted. */
    warmUp: z.boolean().optional(),
  })
  .refine((schedule) => schedule.gapMinMs <= schedule.gapMaxMs, {
    message: 'the shortest gap is longer than the longest',
  });
export type Schedule = z.infer<typeof Schedule>;

export const attachmentKinds = ['image', 'video', 'document'] as const;
export const AttachmentKind = z.enum(attachmentKinds);
export type AttachmentKind = z.infer<typeof AttachmentKind>;

/** A file that goes out with the text as its caption. `hash` is the SHA-256 of its bytes in hex. */
export const Attachment = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  fileName: z.string().min(1).max(limits.fileNameCharacters),
  mimeType: z.string().min(1).max(limits.mimeTypeCharacters),
  kind: AttachmentKind,
  bytes: z.int().min(1),
});
export type Attachment = z.infer<typeof Attachment>;

/** How WhatsApp will show a file of this type: anything but a picture or a video goes out as a document. */
export function attachmentKind(mimeType: string): AttachmentKind {
  if (['image/jpeg', 'image/png', 'image/webp'].includes(mimeType)) return 'image';
  if (['video/mp4', 'video/3gpp'].includes(mimeType)) return 'video';
  return 'document';
}

export const attachmentMaxBytes = {
  image: limits.attachmentImageBytes,
  video: limits.attachmentVideoBytes,
  document: limits.attachmentDocumentBytes,
} as const satisfies Record<AttachmentKind, number>;
