import { z } from 'zod';
import { ContactAnswer, Schedule } from '../campaign.ts';
import {
  CampaignCheck,
  CampaignDetail,
  CampaignSummary,
  CheckedGroup,
  CheckedPerson,
  SavedText,
} from '../campaign-views.ts';
import { limits } from '../limits.ts';
import { SetAsideReason } from '../messages/message.ts';
import { FollowUpGroup } from '../people/follow-up.ts';
import { SecondStep } from '../people/second-step.ts';
import { ReportPart } from '../report/report-views.ts';
import { OwnTimesPlan, PendingDay } from '../schedule/own-times-plan.ts';
import { AtMs, Id, MessageText, Search } from '../view-parts.ts';
import { byId, command, KeptName, Name, nothing, TextToKeep, UploadId } from './command.ts';

export const campaignCommands = {
  'campaign:create': command(z.object({ name: Name }), CampaignDetail),
  'campaign:get': command(byId, CampaignDetail),
  'campaign:update': command(
    z.object({
      id: Id,
      name: Name.pipe(z.string().min(1)).optional(),
      text: MessageText.optional(),
      schedule: Schedule.optional(),
      repeat: z.boolean().optional(),
      leaveBlanksOut: z.boolean().optional(),
      keepsPlace: z.boolean().optional(),
      /** Null takes the answer back. */
      contactsAnswer: ContactAnswer.nullable().optional(),
      /** Null removes the second message. In a started campaign it is removed for people who were not drawn yet. */
      step: SecondStep.nullable().optional(),
      /** How many messages of a started campaign may miss their own time because of the new schedule. Absent: none. */
      mayMiss: z.int().min(0).optional(),
    }),
    CampaignDetail,
  ),
  'campaign:attach': command(
    z.object({ id: Id, uploadId: UploadId, mimeType: z.string().max(limits.mimeTypeCharacters) }),
    CampaignDetail,
  ),
  'campaign:detach': command(byId, CampaignDetail),

  /** The attached picture as a data URL, and whether it holds the place where it was taken; null without a picture. */
  'campaign:picture': command(byId, z.object({ url: z.string().nullable(), hasPlace: z.boolean() }).nullable()),

  /** A new draft with the text, attachment and schedule of a campaign, and with its list or none. */
  'campaign:duplicate': command(z.object({ id: Id, name: KeptName, withList: z.boolean() }), CampaignDetail),

  /** A new draft for some of a campaign's people, with its own list. For people not sent, also with the text. */
  'campaign:followUp': command(
    z.object({ id: Id, group: FollowUpGroup, part: ReportPart.optional(), name: KeptName }),
    CampaignDetail,
  ),
  'campaign:deleteDraft': command(byId, nothing),

  /** The text as the given recipient (0-based place in the list) would get it. */
  'campaign:preview': command(
    z.object({ id: Id, index: z.int().min(0), text: MessageText }),
    z.object({
      index: z.int(),
      total: z.int(),
      rowNumber: z.int(),
      name: z.string(),
      phone: z.string(),
      text: z.string(),
      blanks: z.array(z.string()),
    }),
  ),

  /** Finds people of the list by name or number: match `number`, from 0 and wrapping around. Null without a match. */
  'campaign:findPerson': command(
    z.object({ id: Id, search: Search, match: z.int().min(0) }),
    z.object({ index: z.int(), match: z.int(), matches: z.int() }).nullable(),
  ),

  /** With `text`: checks as if the pending messages had this text. */
  'campaign:check': command(z.object({ id: Id, text: MessageText.optional() }), CampaignCheck),

  /** When each row of the draft's list is sent, for a campaign whose times depend on a date of the list. */
  'campaign:ownTimes': command(byId, OwnTimesPlan),

  /** How many messages of a started campaign that wait for their own time would miss it with this schedule. */
  'campaign:wouldMiss': command(z.object({ id: Id, schedule: Schedule }), z.int().min(0)),

  /** The days, by this computer's calendar, on which messages of a campaign wait for their own time. */
  'campaign:days': command(byId, z.array(PendingDay)),

  /** The people behind a count of Check, a page at a time in the order of the file. */
  'campaign:checkedPeople': command(
    z.object({
      id: Id,
      group: CheckedGroup,
      search: Search,
      after: z.int().min(0),
    }),
    z.object({ people: z.array(CheckedPerson), next: z.int().nullable() }),
  ),
  'campaign:start': command(byId, CampaignSummary),
  'campaign:pause': command(byId, CampaignSummary),
  'campaign:resume': command(byId, CampaignSummary),

  /** Lets every campaign from a backup or another computer go on, if there are as many as the operator was shown. */
  'campaign:resumeReturned': command(z.object({ count: z.int().positive() }), z.int()),
  'campaign:cancel': command(byId, CampaignSummary),

  /** The answer for messages that are overdue beyond the grace time. */
  'campaign:overdue': command(z.object({ id: Id, answer: z.enum(['send', 'skip']) }), CampaignSummary),

  /** The answer for people who are set aside with a question: send to them all the same, or leave them out. */
  'campaign:answer': command(
    z.object({
      id: Id,
      about: SetAsideReason.exclude(['no_answer', 'asked_to_stop']),
      answer: z.enum(['send', 'leave_out']),
    }),
    CampaignSummary,
  ),

  /** Reads another computer's report: its people count as having got this draft's text. Returns how many they are. */
  'campaign:importReport': command(z.object({ id: Id, uploadId: UploadId }), z.object({ people: z.int() })),
  'campaign:testToSelf': command(
    byId,
    z.object({ outcome: z.enum(['sent', 'not_confirmed', 'not_sent']), atMs: AtMs }),
  ),

  /** Texts kept for further campaigns. This command and those that change them return all of them. */
  'campaign:savedTexts': command(nothing, z.array(SavedText)),

  /** With `replaces`, replaces the text that has this name; otherwise a name in use is refused. */
  'campaign:saveText': command(TextToKeep, z.array(SavedText)),
  'campaign:renameText': command(z.object({ id: Id, name: KeptName }), z.array(SavedText)),
  'campaign:deleteText': command(byId, z.array(SavedText)),
};
