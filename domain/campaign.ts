import { z } from 'zod';
import { limits } from './limits.ts';
import { OwnTimes } from './schedule/own-times-rule.ts';
import { ByComputer, SentFrom } from './schedule/sent-from.ts';
import { Weekly } from './schedule/weekly-rule.ts';

/** `starting`: list and text are frozen, and the messages are being made. */
export const campaignStates = ['draft', 'starting', 'running', 'paused', 'finished', 'cancelled'] as const;
export const CampaignState = z.enum(campaignStates);
export type CampaignState = z.infer<typeof CampaignState>;

/**
 * Every legal change of a campaign's state. The database refuses the rest, and a test compares the two. A finished one
 * runs again only with what the operator queued again. One that came back while it was being started is paused then.
 */
export const campaignTransitions = {
  draft: ['starting'],
  starting: ['running', 'paused'],
  running: ['paused', 'finished', 'cancelled'],
  paused: ['running', 'finished', 'cancelled'],
  finished: ['running'],
  cancelled: [],
} as const satisfies Record<CampaignState, readonly CampaignState[]>;

/** The states of a campaign in which nothing of it is waiting or being sent any more. */
export const endedStates = ['finished', 'cancelled'] as const satisfies readonly CampaignState[];

/**
 * Why a running campaign stands still. `pilot` waits for the operator's approval after the first messages;
 * `attachment_unreadable` for the file that goes out with its text; `all_absent`: of its first people WhatsApp knew nobody;
 * `unanswered`: for a day nobody had an answer; `team`: a coordinator holds it for all; `team_lost`: the team’s database
 * was put back to before it.
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

/** Whether it stands still for the whole team: nothing that is pressed on one computer lets it go on. */
export const isHeldByTeam = (reason: CampaignPauseReason | null): boolean =>
  reason === 'team' || reason === 'team_lost';

/** A campaign from a backup or elsewhere stands still until somebody lets it go on: what came since is not known. */
export const originsOfReturned = ['restored', 'moved'] as const;
export const CameBack = z.enum(originsOfReturned);
export type CameBack = z.infer<typeof CameBack>;

/** A campaign of the team of which this computer sends a part: more people may come, or nobody any more. */
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
  /** Their data was deleted since the list was made. */
  'erased',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** The operator's answer for people who heard from another campaign lately. */
export const contactAnswers = ['leave_out', 'send'] as const;
export const ContactAnswer = z.enum(contactAnswers);
export type ContactAnswer = z.infer<typeof ContactAnswer>;

/** What becomes of people of whom no hours of their own are known. */
const withoutHoursAnswers = ['campaign', 'leave_out'] as const;

/** Hours as minutes after midnight; `from` before `to`; days 1 (Monday) to 7 (Sunday). */
export const SendingWindow = z
  .object({
    fromMinute: z.int().min(0).max(1439),
    toMinute: z.int().min(1).max(1440),
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    /** By the clock of each person's number; absent where it is by the campaign's. */
    perPerson: z.boolean().optional(),
    /** Whether people of no known hours get it by the campaign's clock or are left out; absent until answered. */
    withoutHours: z.enum(withoutHoursAnswers).optional(),
  })
  .refine((window) => window.fromMinute < window.toMinute, { message: 'the window ends before it begins' });
export type SendingWindow = z.infer<typeof SendingWindow>;

/** When a campaign's messages may go out. Times are epoch milliseconds; `timeZone` is an IANA name. */
export const Schedule = z
  .object({
    /** Null means at once when the campaign is started. */
    startAtMs: z.int().nullable(),
    timeZone: z.string().min(1).max(limits.timeZoneCharacters),
    window: SendingWindow.nullable(),
    gapMinMs: z.int().min(limits.gapMinMs).max(limits.gapMaxMs),
    gapMaxMs: z.int().min(limits.gapMinMs).max(limits.gapMaxMs),
    dailyCap: z.int().min(1).max(limits.dailyCapMax).nullable(),
    /** The first messages that go out before the operator is asked to approve the rest. Null means no pilot. */
    pilotCount: z.int().min(1).max(limits.pilotMaxCount).nullable(),
    /** From which accounts it is sent; absent where it is sent from the one that is linked. */
    from: SentFrom.optional(),
    /** Which column of the list names the computer, once it is started with the team; absent where none does. */
    byComputer: ByComputer.optional(),
    /** Each row at its own time, around a date of its list. Absent where all go at one time. */
    own: OwnTimes.optional(),
    /** The same to everybody of the list on a day of each week. Absent for all others. */
    weekly: Weekly.optional(),
    /** Of a campaign that goes again: its later dates go without anybody having seen who they are for. */
    byItself: z.boolean().optional(),
    /** Few messages on the account's first days, and more on each next one. Absent where that is not wanted. */
    warmUp: z.boolean().optional(),
  })
  .refine((schedule) => schedule.gapMinMs <= schedule.gapMaxMs, {
    message: 'the shortest gap is longer than the longest',
  });
export type Schedule = z.infer<typeof Schedule>;

/** A file that goes out with the text as its caption. `hash` is the SHA-256 of its bytes in hex. */
export const attachmentKinds = ['image', 'video', 'document'] as const;
export const AttachmentKind = z.enum(attachmentKinds);
export type AttachmentKind = z.infer<typeof AttachmentKind>;

export const Attachment = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  fileName: z.string().min(1).max(limits.fileNameCharacters),
  mimeType: z.string().min(1).max(limits.mimeTypeCharacters),
  kind: AttachmentKind,
  bytes: z.int().min(1),
});
export type Attachment = z.infer<typeof Attachment>;

/** How WhatsApp will show a file of this type. Whatever is neither picture nor video goes out as a document. */
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
