import { z } from 'zod';
import { Backup, BrowserChoices, Overview, UnsavedState, WhatsAppChecks } from './app-views.ts';
import { ContactAnswer, Schedule } from './campaign.ts';
import {
  CampaignCheck,
  CampaignDetail,
  CampaignSummary,
  CheckedGroup,
  CheckedPerson,
  SavedText,
} from './campaign-views.ts';
import type { Failure } from './failure.ts';
import { limits } from './limits.ts';
import { CsvSeparator } from './lists/csv-separator.ts';
import { ListChange, Segment } from './lists/list-choices.ts';
import { Mapping } from './lists/list-mapping.ts';
import {
  ChosenHeader,
  FileInspection,
  ListPart,
  ListReport,
  ListRow,
  SavedList,
  TriedNumber,
} from './lists/list-views.ts';
import { Counts, Settlement, Tab } from './messages/message.ts';
import {
  BulkProgress,
  CancelResult,
  MessageFilter,
  MessageSort,
  MessageTarget,
  MoveResult,
  Moving,
  RequeueResult,
} from './messages/message-filter.ts';
import { ChatLine, Cursor, MessageDetail, MessagePage, MessageRow } from './messages/message-views.ts';
import { answerQuestions } from './people/answer.ts';
import { AudienceChanges } from './people/audience.ts';
import { BlockedPerson } from './people/blocked.ts';
import { FollowUpGroup } from './people/follow-up.ts';
import { KeptFilter, PeopleChoices, PersonDetail, PersonPage, Tag } from './people/people-views.ts';
import { PersonFilter, PersonSort, PersonTarget } from './people/person-filter.ts';
import { plainName } from './people/plain-name.ts';
import { ReplyFilter, ReplyRow, StopProposal } from './people/reply-views.ts';
import { SecondStep } from './people/second-step.ts';
import { Talk } from './people/talk.ts';
import {
  Days,
  DaysReport,
  Report,
  ReportPart,
  ReportScope,
  ReportSplit,
  SplitColumn,
  Verification,
} from './report/report-views.ts';
import { ListAgainResult } from './schedule/list-again-result.ts';
import { OwnTimesPlan, PendingDay } from './schedule/own-times-plan.ts';
import { SentFrom } from './schedule/sent-from.ts';
import { Settings, SettingsPatch } from './settings.ts';
import { AccountView } from './state/account.ts';
import { Alarm } from './state/alarm.ts';
import { Notice } from './state/notice.ts';
import { DispatcherState, LinkState } from './state/state.ts';
import { ServerCheck, TeamCampaignView, TeamKind, TeamView } from './state/team.ts';
import { UpdateView } from './state/update.ts';
import { AtMs, Id } from './view-parts.ts';

export * from './app-views.ts';
export * from './campaign-views.ts';
export * from './failure.ts';
export * from './lists/list-mapping.ts';
export * from './lists/list-views.ts';
export * from './messages/message-filter.ts';
export * from './messages/message-views.ts';
export * from './people/reply-views.ts';
export * from './report/report-views.ts';
export * from './state/account.ts';
export * from './state/team.ts';
export * from './view-parts.ts';

// --- commands --------------------------------------------------------------------------------------------------

const command = <Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) => ({
  input,
  output,
});
const nothing = z.void();
const byId = z.object({ id: Id });
/** Which account is meant; the first one where none is named. */
const ofAccount = z.object({ account: Id.optional() }).optional();
const Bytes = z.instanceof(Uint8Array<ArrayBufferLike>).refine((bytes) => bytes.byteLength <= limits.importChunkBytes);
const UploadId = z.string().uuid();
const Name = z.string().max(limits.nameCharacters).transform(plainName);
/** Of a name that is nothing but marks of direction, nothing is left. */
const KeptName = z
  .string()
  .max(limits.nameCharacters)
  .transform((name) => plainName(name).trim())
  .pipe(z.string().min(1));

/** The login of whoever owns a team's database. */
const TeamLogin = z.object({
  user: z.string().max(limits.nameCharacters),
  password: z.string().max(limits.passwordCharacters),
});
const TeamOwner = TeamLogin.extend({
  address: z.string().max(limits.addressCharacters),
  /** The certificate of the authority that answers for the server's, where that is its own. */
  authority: z.string().max(limits.certificateCharacters).optional(),
});
const TeamCode = z.string().max(limits.certificateCharacters);

export const commands = {
  'app:overview': command(nothing, Overview),
  /** The list that practice mode is tried with, as a text file. Refused outside practice mode. */
  'app:exampleList': command(nothing, z.object({ fileName: z.string(), text: z.string() })),
  /** Starts the app again in practice mode, or out of it. */
  'app:restart': command(z.object({ practice: z.boolean() }), nothing),

  /** Shows a file that was saved in its folder, or opens it with the program that the system has for it. */
  'desktop:showFile': command(z.object({ path: z.string().max(limits.pathCharacters) }), nothing),
  'desktop:openFile': command(z.object({ path: z.string().max(limits.pathCharacters) }), nothing),
  'desktop:openChat': command(z.object({ phone: z.string().max(limits.phoneCharacters) }), nothing),
  'desktop:openDataFolder': command(nothing, nothing),
  'desktop:showLogs': command(nothing, nothing),
  /** Puts the last lines of the log on the clipboard, without numbers and ids. Returns how many lines. */
  'desktop:copyLogs': command(nothing, z.object({ lines: z.int() })),

  /** The page says what it holds that is saved nowhere: a quit waits for what is being saved, and asks about the rest. */
  'desktop:unsaved': command(z.object({ state: UnsavedState }), nothing),

  /** Ends the app, installs the version that lies ready and starts it. Asks first where changes would be lost. */
  'update:install': command(nothing, nothing),
  /** Opens the page where the newer version is fetched by hand. */
  'update:openPage': command(nothing, nothing),

  /** Another place for an account, which a phone is linked to then. */
  'account:add': command(nothing, z.object({ id: Id, accounts: z.array(AccountView) })),
  /** How much memory the computer has in all. */
  'account:memory': command(nothing, z.object({ totalBytes: z.int() })),
  'account:rename': command(z.object({ id: Id, name: Name }), z.array(AccountView)),
  /** Its login goes, at WhatsApp and here; what it sent stays with its number. */
  'account:remove': command(byId, z.array(AccountView)),

  'link:retry': command(ofAccount, nothing),
  'link:withCode': command(
    z.object({ account: Id.optional(), phone: z.string().max(limits.phoneCharacters) }),
    nothing,
  ),
  'link:withQr': command(ofAccount, nothing),
  'link:unlink': command(ofAccount, nothing),
  /** Tries everything that sending needs. With a message, one goes to the linked account itself; nobody else gets any. */
  'link:check': command(z.object({ account: Id.optional(), withMessage: z.boolean() }), WhatsAppChecks),
  /** Saves what the last check found, without numbers and texts. Null when the operator cancels the dialog. */
  'link:saveCheck': command(nothing, z.object({ path: z.string() }).nullable()),

  /** Looks a database over before a team is made on it. Whoever's login this is, nothing of it is kept. */
  'team:check': command(TeamOwner, ServerCheck),
  /** Makes a team on a database and joins it. Refused where that would not be safe; what is weak has to be taken on. */
  'team:make': command(TeamOwner.extend({ name: KeptName, computer: KeptName, takesOnWeak: z.boolean() }), nothing),
  /** A code for one more computer, which whoever has it may join with. The owner's login is not kept. */
  'team:invite': command(TeamLogin.extend({ name: KeptName, kind: TeamKind }), z.object({ code: z.string() })),
  /** Returns null when the operator cancels the dialog. */
  'team:saveCode': command(z.object({ code: TeamCode }), z.object({ path: z.string() }).nullable()),
  /** Whose team a code is of, as its database says. */
  'team:readCode': command(
    z.object({ code: TeamCode }),
    z.object({ name: z.string(), host: z.string(), kind: TeamKind }),
  ),
  'team:join': command(z.object({ code: TeamCode, computer: KeptName }), nothing),
  /** `isUntold`: also where the team cannot be told, or is not there any more. Sending pauses where somebody waits for it. */
  'team:leave': command(z.object({ isUntold: z.boolean() }), nothing),
  'team:rename': command(z.object({ id: Id, name: KeptName }), nothing),
  'team:appoint': command(z.object({ id: Id, kind: TeamKind }), nothing),
  /** Ends a member's access, or an invitation. Returns how many people went back. */
  'team:remove': command(TeamLogin.extend({ id: Id }), z.object({ people: z.int() })),
  /** Asks the team's database now, in place of at the next try. */
  'team:tryNow': command(nothing, nothing),
  /** After its database was put back: goes on although these have not told what they sent. */
  'team:goOnWithout': command(z.object({ ids: z.array(Id).min(1) }), nothing),

  /** The team's campaigns, the newest first, with how far each member is. */
  'teamCampaign:list': command(nothing, z.object({ campaigns: z.array(TeamCampaignView) })),
  /** Starts a draft with the team. `senderColumn`: the column of its list that names the member who is to send, if one does. */
  'teamCampaign:start': command(byId.extend({ senderColumn: z.int().nullable() }), CampaignSummary),
  /** Takes part in one with these accounts. */
  'teamCampaign:join': command(z.object({ uid: z.guid(), accounts: SentFrom.shape.accounts }), CampaignSummary),
  /** Lets it run, holds it or ends it on all computers. */
  'teamCampaign:direct': command(
    z.object({ uid: z.guid(), state: z.enum(['running', 'paused', 'cancelled']) }),
    nothing,
  ),
  /** Gives to the others whom a computer that has been silent for ten minutes has not reserved. */
  'teamCampaign:takeBack': command(byId, z.object({ people: z.int() })),

  'settings:set': command(SettingsPatch, Settings),

  /** Which browser runs WhatsApp. A choice counts when WhatsApp is opened the next time. */
  'browser:list': command(nothing, BrowserChoices),
  /** One of those that were found; null lets the app choose by itself. */
  'browser:use': command(z.object({ path: z.string().max(limits.pathCharacters).nullable() }), BrowserChoices),
  /** Asks for a program by the system's dialog; returns null when the operator cancels it. */
  'browser:pick': command(nothing, BrowserChoices.nullable()),

  /** Newest first. */
  'backup:list': command(nothing, z.array(Backup)),
  'backup:make': command(nothing, Backup),
  /** Returns those that are left. */
  'backup:delete': command(z.object({ name: z.string().max(limits.fileNameCharacters) }), z.array(Backup)),
  /** Looks whether the backup is sound, then closes the app, which puts it in place and starts again. */
  'backup:restore': command(z.object({ name: z.string().max(limits.fileNameCharacters) }), nothing),

  /** Takes note of one alarm. Returns those that are left. */
  'alarm:acknowledge': command(
    z.object({ id: Id, who: z.string().trim().min(1).max(limits.nameCharacters) }),
    z.array(Alarm),
  ),

  /** Takes note of one notice. Returns those that are left. */
  'notice:dismiss': command(
    z.object({ id: Id, who: z.string().trim().min(1).max(limits.nameCharacters) }),
    z.array(Notice),
  ),

  'dispatcher:pause': command(nothing, nothing),
  /** Of one account; without it, what all stand still for ends, else each goes on. */
  'dispatcher:resume': command(ofAccount, nothing),

  'file:beginUpload': command(
    z.object({ fileName: z.string().max(limits.fileNameCharacters), bytes: z.int().min(0) }),
    z.object({ uploadId: UploadId }),
  ),
  'file:addChunk': command(z.object({ uploadId: UploadId, bytes: Bytes }), nothing),
  'file:dropUpload': command(z.object({ uploadId: UploadId }), nothing),

  'list:inspect': command(z.object({ uploadId: UploadId, header: ChosenHeader.nullable() }), FileInspection),
  /** Reads the whole file into a new list and gives it to the draft. Progress comes as `list:progress`. */
  'list:import': command(
    z.object({
      campaignId: Id,
      uploadId: UploadId,
      sheet: z.string().nullable(),
      headerRow: z.int().positive().nullable(),
      mapping: Mapping,
      country: z.string().length(2),
    }),
    ListReport,
  ),
  /**
   * Changes how the draft's list is read, or decides about its rows: a new list from the same rows takes its place.
   * `workId` names it in `list:progress` and `list:cancelImport`.
   */
  'list:change': command(z.object({ campaignId: Id, workId: UploadId, change: ListChange }), ListReport),
  /** Rows of a list, a page after a row of the file; the first page without it. */
  'list:rows': command(
    z.object({ listId: Id, part: ListPart, after: z.int().nullable() }),
    z.object({ rows: z.array(ListRow), next: z.int().nullable() }),
  ),
  /** What a corrected cell would be, before it is saved. */
  'list:tryNumber': command(
    z.object({ listId: Id, rowNumber: z.int().positive(), cell: z.string().max(limits.nameCharacters) }),
    TriedNumber,
  ),
  /** The values of a column and how many rows have each, the most frequent first. */
  'list:values': command(
    z.object({
      listId: Id,
      index: z.int().min(0).max(limits.importColumns),
      search: z.string().max(limits.nameCharacters),
    }),
    z.object({ values: z.array(z.object({ value: z.string(), count: z.int() })), total: z.int() }),
  ),
  /** How many rows of a list a part of it is, and how many values each of its columns has, up to one more than are told. */
  'list:part': command(
    z.object({ listId: Id, segment: Segment }),
    z.object({ rows: z.int(), values: z.array(z.int()) }),
  ),
  /**
   * Adds the rows of a further sheet of the same file to the draft's list, which came from the sheet `from`: a new list
   * takes its place, with a column that says which sheet each row is of.
   */
  'list:addSheet': command(
    z.object({ campaignId: Id, uploadId: UploadId, sheet: z.string(), from: z.string() }),
    ListReport,
  ),
  /** Adds rows that were corrected to the draft's list: a new list, which takes the place of the one it had. */
  'list:addCorrected': command(z.object({ campaignId: Id, uploadId: UploadId }), ListReport),
  /** Reads the list of a started campaign with own times again, from a file as it is now. */
  'list:readAgain': command(z.object({ campaignId: Id, uploadId: UploadId }), ListAgainResult),
  /** Takes back what the last reading has changed, as long as nothing of it was handed over. */
  'list:undoReading': command(z.object({ campaignId: Id }), nothing),
  /** Adds the rows that the last reading found new, as many as were shown; returns how many of them get a message. */
  'list:addRows': command(z.object({ campaignId: Id, count: z.int().min(1) }), z.int()),
  'list:cancelImport': command(z.object({ uploadId: UploadId }), nothing),
  /**
   * Saves the rows that cannot be used as a file to correct, in XLSX with text cells that lose nothing; returns null when
   * the operator cancels the dialog.
   */
  'list:exportProblems': command(
    z.object({ listId: Id, format: z.enum(['csv', 'xlsx']), separator: CsvSeparator.default(',') }),
    z.object({ path: z.string() }).nullable(),
  ),
  /** The lists that are kept for further campaigns. */
  'list:saved': command(nothing, z.array(SavedList)),
  /** Keeps a copy of a list under a name. Returns all that are kept, as rename and delete do. */
  'list:save': command(z.object({ listId: Id, name: KeptName }), z.array(SavedList)),
  'list:renameSaved': command(z.object({ id: Id, name: KeptName }), z.array(SavedList)),
  'list:deleteSaved': command(byId, z.array(SavedList)),
  /** Gives the draft a list made from a saved one. `workId` names it in `list:progress` and `list:cancelImport`. */
  'list:useSaved': command(z.object({ campaignId: Id, id: Id, workId: UploadId }), ListReport),

  /** Gives the draft a list of the people who fit conditions now. `usesOld`: with old values too. `workId` as above. */
  'list:ofPeople': command(
    z.object({
      campaignId: Id,
      conditions: PersonFilter.shape.conditions.min(1),
      usesOld: z.boolean(),
      workId: UploadId,
    }),
    ListReport,
  ),
  /** Who came to a list of people and who went since it was drawn. */
  'list:audienceChanges': command(z.object({ listId: Id }), AudienceChanges),

  'campaign:create': command(z.object({ name: Name }), CampaignDetail),
  'campaign:get': command(byId, CampaignDetail),
  'campaign:update': command(
    z.object({
      id: Id,
      name: Name.pipe(z.string().min(1)).optional(),
      text: z.string().max(limits.templateCharacters).optional(),
      schedule: Schedule.optional(),
      repeat: z.boolean().optional(),
      leaveBlanksOut: z.boolean().optional(),
      keepsPlace: z.boolean().optional(),
      /** Null takes the answer back. */
      contactsAnswer: ContactAnswer.nullable().optional(),
      /** Null takes the second message out, also that of a started campaign: for those who were not drawn yet. */
      step: SecondStep.nullable().optional(),
    }),
    CampaignDetail,
  ),
  'campaign:attach': command(
    z.object({ id: Id, uploadId: UploadId, mimeType: z.string().max(limits.mimeTypeCharacters) }),
    CampaignDetail,
  ),
  'campaign:detach': command(byId, CampaignDetail),
  /**
   * The picture that is attached, as a data URL, and whether it says where it was taken; null where nothing is attached,
   * or another kind of file.
   */
  'campaign:picture': command(byId, z.object({ url: z.string().nullable(), hasPlace: z.boolean() }).nullable()),
  /** A new draft with the text, attachment and schedule of a campaign, and with its list or none. */
  'campaign:duplicate': command(z.object({ id: Id, name: KeptName, withList: z.boolean() }), CampaignDetail),
  /** A new draft for some of a campaign's people, with a list of their own. For those not sent, with its text too. */
  'campaign:followUp': command(
    z.object({ id: Id, group: FollowUpGroup, part: ReportPart.optional(), name: KeptName }),
    CampaignDetail,
  ),
  'campaign:deleteDraft': command(byId, nothing),
  /** The text as the given recipient (0-based place in the list) would get it. */
  'campaign:preview': command(
    z.object({ id: Id, index: z.int().min(0), text: z.string().max(limits.templateCharacters) }),
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
  /**
   * Somebody of the campaign's list by name or number, as the outbox searches: the match of that number (from 0; past the
   * last one it begins again), with the place in the list. Null where nobody is found.
   */
  'campaign:findPerson': command(
    z.object({ id: Id, search: z.string().max(limits.searchCharacters), match: z.int().min(0) }),
    z.object({ index: z.int(), match: z.int(), matches: z.int() }).nullable(),
  ),
  /** With `text`: as if what is pending had this text. */
  'campaign:check': command(
    z.object({ id: Id, text: z.string().max(limits.templateCharacters).optional() }),
    CampaignCheck,
  ),
  /** When each row of the draft's list goes, where it goes around a date of the list. */
  'campaign:ownTimes': command(byId, OwnTimesPlan),
  /** On which days, by the calendar of this computer, messages of a campaign wait for their own time. */
  'campaign:days': command(byId, z.array(PendingDay)),
  /** Whom a count of Check is about, a page at a time in the order of the file. */
  'campaign:checkedPeople': command(
    z.object({
      id: Id,
      group: CheckedGroup,
      search: z.string().max(limits.searchCharacters),
      after: z.int().min(0),
    }),
    z.object({ people: z.array(CheckedPerson), next: z.int().nullable() }),
  ),
  'campaign:start': command(byId, CampaignSummary),
  'campaign:pause': command(byId, CampaignSummary),
  'campaign:resume': command(byId, CampaignSummary),
  /** All that came back with a backup or from another place go on, where they are as many as the operator was shown. */
  'campaign:resumeReturned': command(z.object({ count: z.int().positive() }), z.int()),
  'campaign:cancel': command(byId, CampaignSummary),
  /** The answer for messages that are overdue beyond the grace time. */
  'campaign:overdue': command(z.object({ id: Id, answer: z.enum(['send', 'skip']) }), CampaignSummary),
  /** The answer for people who have the text already: leave them out, or send it again to these. */
  'campaign:answerCopies': command(
    z.object({ id: Id, about: z.enum(['in_chat', 'got_meanwhile']), answer: z.enum(['leave_out', 'repeat']) }),
    CampaignSummary,
  ),
  /** The answer for people who heard from another campaign since this one's start. */
  'campaign:answerContacts': command(z.object({ id: Id, answer: ContactAnswer }), CampaignSummary),
  /** The answer for people whose text is another by now than the one that was checked. */
  'campaign:answerTexts': command(z.object({ id: Id, answer: z.enum(['send', 'leave_out']) }), CampaignSummary),
  /** Of a campaign that is a second message: whoever waits to be seen gets it, or not. */
  'campaign:answerStep': command(z.object({ id: Id, answer: z.enum(['send', 'leave_out']) }), CampaignSummary),
  /** For those who are gone from it, or whose new date cannot be read. */
  'campaign:answerList': command(z.object({ id: Id, answer: z.enum(['send', 'leave_out']) }), CampaignSummary),
  /** For those whose chat with the account that they were moved from cannot be read. */
  'campaign:answerOldChats': command(z.object({ id: Id, answer: z.enum(['send', 'leave_out']) }), CampaignSummary),
  /** Another computer's report: its people count as having this draft's text. Returns how many that are. */
  'campaign:importReport': command(z.object({ id: Id, uploadId: UploadId }), z.object({ people: z.int() })),
  'campaign:testToSelf': command(
    byId,
    z.object({ outcome: z.enum(['sent', 'not_confirmed', 'not_sent']), atMs: AtMs }),
  ),
  /** Texts that are kept for further campaigns. Each of these returns all of them. */
  'campaign:savedTexts': command(nothing, z.array(SavedText)),
  /** `replaces`: in place of the one that has this name; else a name that is taken is refused. */
  'campaign:saveText': command(
    z.object({ name: KeptName, text: z.string().max(limits.templateCharacters), replaces: z.boolean() }),
    z.array(SavedText),
  ),
  'campaign:renameText': command(z.object({ id: Id, name: KeptName }), z.array(SavedText)),
  'campaign:deleteText': command(byId, z.array(SavedText)),

  'message:page': command(
    z.object({ filter: MessageFilter, sort: MessageSort, after: Cursor.nullable() }),
    MessagePage,
  ),
  /**
   * How many messages the filter shows, read or not. The one being sent is not among them: nothing can be done to it.
   */
  /** Of a search, null beyond `limits.searchCountedRows` unless the exact number is asked for, which takes longer. */
  'message:count': command(
    z.object({ filter: MessageFilter, isExact: z.boolean() }),
    z.object({ total: z.int().nullable() }),
  ),
  /** Which of these stand under the tab still: what is selected may have changed out of sight. */
  'message:still': command(
    z.object({ tab: Tab, ids: z.array(Id).max(limits.importRows) }),
    z.object({ ids: z.array(Id) }),
  ),
  'message:get': command(byId, MessageDetail),
  /** Cancels what is still pending. Progress comes as `bulk:changed`. */
  'message:cancel': command(z.object({ target: MessageTarget }), CancelResult),
  /** Queues again what certainly did not leave. Progress comes as `bulk:changed`. */
  'message:requeue': command(z.object({ target: MessageTarget }), RequeueResult),
  /** What would become of messages that are moved to another account. */
  'message:moving': command(z.object({ target: MessageTarget }), Moving),
  /**
   * Moves what still waits to other accounts of this computer, to whichever has the fewest. `unread`: the accounts of which
   * the operator was told that their chats cannot be looked at. Progress comes as `bulk:changed`.
   */
  'message:move': command(
    z.object({
      target: MessageTarget,
      to: z.array(z.string().max(limits.phoneCharacters)).min(1).max(limits.accountsMax),
      unread: z.array(z.string().max(limits.phoneCharacters)).max(limits.movedFromMax),
    }),
    MoveResult,
  ),
  /** Stops what is being done to many messages; what is done stays done. */
  'message:stopBulk': command(nothing, nothing),
  /** The last messages of the person's chat, for settling by hand; null when WhatsApp cannot be asked now. */
  'message:chat': command(byId, z.array(ChatLine).nullable()),
  'message:settle': command(
    z.object({ id: Id, settlement: Settlement, who: z.string().trim().min(1).max(limits.nameCharacters) }),
    MessageDetail,
  ),
  /** The phone shows a clock: that is written into the message's history, and the question stays open. */
  'message:sawClock': command(
    z.object({ id: Id, who: z.string().trim().min(1).max(limits.nameCharacters) }),
    MessageDetail,
  ),
  /**
   * Erases the message's person from everything that the app keeps, but for the fences. `isLogClean`: nothing is left in the
   * database's log either; else it is gone once the app was closed.
   */
  'message:erasePerson': command(byId, z.object({ isLogClean: z.boolean() })),

  /** The people who fit a filter, a page at a time. Fewer than a page says nothing of whether more follow. */
  'people:page': command(z.object({ filter: PersonFilter, sort: PersonSort, after: Id.nullable() }), PersonPage),
  /** How many people fit each of some filters. */
  'people:count': command(
    z.object({ filters: z.array(PersonFilter).max(limits.filterChoices) }),
    z.object({ totals: z.array(z.int()) }),
  ),
  'people:get': command(byId, PersonDetail),
  /** What filters are made of. `isWhole`: whether the people of all lists are known yet. */
  'people:choices': command(nothing, PeopleChoices),
  /** Gives people a tag, or takes it from them. Returns who had it not, or had it: these again undo it. */
  'people:tag': command(
    z.object({ target: PersonTarget, tag: KeptName, isOn: z.boolean() }),
    z.object({ changed: z.array(Id), tags: z.array(Tag) }),
  ),
  /** Each value of a column becomes a tag of those whose row has it. Refused where these are too many. */
  'people:tagByColumn': command(
    z.object({ listId: Id, index: z.int().min(0).max(limits.importColumns) }),
    z.object({ tags: z.array(Tag) }),
  ),
  /** Keeps a filter under a name, in place of one that has it. */
  'people:keep': command(z.object({ name: KeptName, filter: PersonFilter }), z.array(KeptFilter)),
  'people:forget': command(byId, z.array(KeptFilter)),
  /** Makes one person of these by the operator's word. */
  'people:join': command(z.object({ ids: z.array(Id).min(2).max(limits.filterChoices) }), z.object({ id: Id })),
  /** Makes a number of a person somebody else again. Refused where WhatsApp's word joined it. */
  'people:part': command(z.object({ id: Id, phone: z.string().max(limits.phoneCharacters) }), nothing),
  /** Puts every number of these people on the do-not-contact list. */
  'people:block': command(
    z.object({ ids: z.array(Id).min(1).max(limits.importRows), note: z.string().max(limits.noteCharacters) }),
    nothing,
  ),
  /** Erases a person under all their numbers, as `message:erasePerson` does under one. */
  'people:erase': command(byId, z.object({ isLogClean: z.boolean() })),

  'doNotContact:list': command(nothing, z.array(BlockedPerson)),
  'doNotContact:add': command(
    z.object({ phone: z.string().max(limits.phoneCharacters), note: z.string().max(limits.noteCharacters) }),
    z.object({ phone: z.string() }),
  ),
  /** Adds every number of a file. `known` were on the list already. */
  'doNotContact:import': command(
    z.object({ uploadId: UploadId }),
    z.object({ added: z.int(), known: z.int(), cannotBeUsed: z.int() }),
  ),
  /** Asks where to save and writes the list; returns null when the operator cancels the dialog. */
  'doNotContact:export': command(z.object({ separator: CsvSeparator }), z.object({ path: z.string() }).nullable()),
  /** People who wrote a stop word and have not been decided on, newest first. */
  'doNotContact:proposals': command(nothing, z.array(StopProposal)),
  /** Decides on every open proposal of these people. Returns the ones that are left. */
  'doNotContact:answer': command(
    z.object({ ids: z.array(Id).min(1).max(limits.importRows), answer: z.enum(['add', 'dismiss', 'reopen']) }),
    z.array(StopProposal),
  ),
  'doNotContact:remove': command(z.object({ phone: z.string().max(limits.phoneCharacters) }), nothing),

  /** People who wrote back: those that wait for an answer first. */
  'replies:list': command(ReplyFilter, z.array(ReplyRow)),
  /** No answer is needed; or one is after all. */
  'replies:setDone': command(z.object({ id: Id, isDone: z.boolean() }), nothing),
  /** It comes back tomorrow at nine, or when they write again; or it does now. */
  'replies:setLater': command(z.object({ id: Id, isLater: z.boolean() }), nothing),
  /** The chat as WhatsApp has it; what the app keeps of it, where WhatsApp cannot be asked now. */
  'replies:chat': command(byId, Talk),
  /** Answers that are kept for whoever writes the like, as the person of a conversation would get them. */
  'replies:saved': command(byId, z.array(SavedText)),
  /** `replaces`: in place of the one that has this name; else a name that is taken is refused. */
  'replies:save': command(
    z.object({ name: KeptName, text: z.string().max(limits.templateCharacters), replaces: z.boolean() }),
    nothing,
  ),
  'replies:deleteSaved': command(byId, nothing),
  /**
   * Sends an answer, once for each `press`, or returns what is to be asked before. `seen`: the last message of the chat that
   * its writer has read; where there is a newer one, nothing goes.
   */
  'replies:answer': command(
    z.object({
      id: Id,
      text: z.string().max(limits.templateCharacters),
      press: z.uuid(),
      seen: z.string().max(limits.pageIdCharacters).nullable(),
      isRepeat: z.boolean(),
      isAllTheSame: z.boolean(),
    }),
    z.object({ asks: z.enum(answerQuestions).nullable() }),
  ),

  /** With `part`: of these people alone. */
  'report:get': command(byId.extend({ part: ReportPart.optional() }), Report),
  'report:split': command(z.object({ id: Id, part: ReportPart.optional(), index: SplitColumn }), ReportSplit),
  /** What all campaigns did on some days. */
  'report:days': command(Days, DaysReport),
  /** Looks through WhatsApp's own chats, gently paced. Goes on where it was stopped; progress comes as an event. */
  'report:verify': command(byId, Verification),
  'report:stopVerify': command(byId, Verification),
  /**
   * Asks where to save and writes the report; returns null when the operator cancels the dialog. `pdf` is what the window
   * shows, on paper: it is asked for where that report is open.
   */
  'report:export': command(
    z.object({
      scope: ReportScope,
      format: z.enum(['csv', 'xlsx', 'pdf']),
      separator: CsvSeparator.default(','),
    }),
    z.object({ path: z.string() }).nullable(),
  ),
};

export type Channel = keyof typeof commands;
export type CommandInput<Name extends Channel> = z.input<(typeof commands)[Name]['input']>;
export type CommandOutput<Name extends Channel> = z.output<(typeof commands)[Name]['output']>;
export type CommandResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

// --- events ----------------------------------------------------------------------------------------------------

/** What the application menu or the tray asks of the window. The first six are screens. */
export const AppCommand = z.enum([
  'outbox',
  'replies',
  'campaigns',
  'people',
  'reports',
  'settings',
  'newCampaign',
  'shortcuts',
]);
export type AppCommand = z.infer<typeof AppCommand>;

/** Where a notification leads that was clicked. */
export const Place = z.discriminatedUnion('screen', [
  z.object({ screen: z.literal('link') }),
  MessageFilter.pick({ campaignId: true, tab: true, certainty: true }).extend({ screen: z.literal('outbox') }),
]);
export type Place = z.infer<typeof Place>;

/** What main tells the window by itself. Patches are batched; nothing is reloaded. */
export const events = {
  'app:command': AppCommand,
  'app:goTo': Place,
  /** What is said of all accounts, which of one alone is its own. */
  'link:changed': LinkState,
  'dispatcher:changed': DispatcherState,
  'accounts:changed': z.object({ accounts: z.array(AccountView) }),
  'team:changed': z.object({ team: TeamView.nullable() }),
  /** `reread`: more rows changed than a patch carries, so the window asks for its page again. */
  'messages:changed': z.object({
    rows: z.array(MessageRow),
    reread: z.boolean(),
    counts: Counts,
    contradictions: z.int(),
  }),
  /** Something is being done to many messages; null once it is over. */
  'bulk:changed': BulkProgress.nullable(),
  'campaigns:changed': z.object({ changed: z.array(CampaignSummary), removed: z.array(Id) }),
  'verification:changed': Verification,
  /** How many people wrote a stop word and wait for a decision. */
  /** The alarms that nobody has acknowledged, the oldest first. */
  'alarms:changed': z.object({ open: z.array(Alarm) }),
  /** The notices that nobody has dismissed, the oldest first. */
  'notices:changed': z.object({ open: z.array(Notice) }),
  /** Somebody wrote back, or was answered. `waiting`: how many wait for an answer. */
  'replies:changed': z.object({ waiting: z.int() }),
  'proposals:changed': z.object({ open: z.int() }),
  'update:changed': UpdateView,
  'list:progress': z.object({ uploadId: z.string(), rows: z.int(), totalRows: z.int().nullable() }),
};
export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>;
/** Tells the window something. */
export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;

/** What the preload puts on `window.sendonce`: one function a command, one subscription an event. */
export type Api = {
  readonly commands: {
    readonly [Name in Channel]: (input: CommandInput<Name>) => Promise<CommandResult<CommandOutput<Name>>>;
  };
  readonly events: { readonly [Name in EventName]: (listener: (payload: EventPayload<Name>) => void) => () => void };
};
