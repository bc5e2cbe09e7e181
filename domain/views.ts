import { z } from 'zod';
import { Alarm } from './alarm.ts';
import { Attachment, CampaignPauseReason, CampaignState, ContactAnswer, Schedule } from './campaign.ts';
import { FailureCode } from './failure.ts';
import { checkedReasons } from './left-out.ts';
import { limits } from './limits.ts';
import { Decision, ListChoices } from './list-choices.ts';
import { ListFacts } from './list-facts.ts';
import { Mapping } from './list-mapping.ts';
import { Ack, Counts, FailureReason, outcomes, SentEvidence, SetAsideReason, Settlement, Status } from './message.ts';
import { rowCauses } from './row-cause.ts';
import { Settings } from './settings.ts';
import { DispatcherState, LinkState } from './state.ts';
import { replyEnds } from './stop-words.ts';
import { SendingDay } from './warm-up.ts';

/** What the screens show: the shapes that commands answer with and events carry. */

export const Id = z.int().positive();
export const AtMs = z.int();

/** What the window holds that is saved nowhere: typing that is saved in a moment, or what waits for the operator. */
export const UnsavedState = z.enum(['nothing', 'saving', 'unsaved']);
export type UnsavedState = z.infer<typeof UnsavedState>;

export const CampaignSummary = z.object({
  id: Id,
  name: z.string(),
  state: CampaignState,
  pauseReason: CampaignPauseReason.nullable(),
  /** The phone of the account it was started from; null while it is a draft. */
  account: z.string().nullable(),
  createdAtMs: AtMs,
  startedAtMs: AtMs.nullable(),
  finishedAtMs: AtMs.nullable(),
  schedule: Schedule,
  counts: Counts,
  /** How many people wrote back. */
  replied: z.int(),
  /** The campaign whose people this one writes to again; null where it follows none. */
  followsId: Id.nullable(),
  /** Messages made for it, cancelled ones included. */
  total: z.int(),
  /** When the last pending message will be out at this pace; null when nothing is pending or it stands still. */
  expectedFinishMs: AtMs.nullable(),
  /** Pending messages that are overdue by more than the grace time and wait for the operator's answer. */
  overdue: z.int(),
  /**
   * Pending messages that are passed over for now: WhatsApp does not answer for the number; the chat has the text already;
   * the person heard from another campaign since the start.
   */
  setAside: z.object({ noAnswer: z.int(), inChat: z.int(), contacted: z.int() }),
});
export type CampaignSummary = z.infer<typeof CampaignSummary>;

/** The list behind a campaign, as it was imported. */
const ListSummary = z.object({
  id: Id,
  fileName: z.string(),
  importedAtMs: AtMs,
  /** Data rows read from the file: recipients plus everything that was taken out. */
  rows: z.int(),
  recipients: z.int(),
  sameNumber: z.int(),
  doNotContact: z.int(),
  cannotBeUsed: z.int(),
  assumedCountry: z.int(),
  country: z.string(),
  /** The placeholders this list offers, in the order of the file. */
  fields: z.array(
    z.object({
      key: z.string(),
      header: z.string(),
      /** Recipients who have something in this column. */
      filled: z.int(),
    }),
  ),
});

const PossibleDuplicates = z.object({
  rowNumbers: z.tuple([z.int(), z.int()]),
  phones: z.tuple([z.string(), z.string()]),
});

/** A row of a list's file, as a decision needs to be seen. */
export const ListRow = z.object({
  rowNumber: z.int(),
  name: z.string(),
  /** What the number is read from, as it stands in the file or was corrected in place. */
  cell: z.string(),
  /** The number that it has become; null as long as it has none. */
  phone: z.string().nullable(),
  /** What the number may be. */
  readings: z.array(z.object({ as: z.string(), phone: z.string() })),
  /** Of a repeat: the row that is kept. */
  kept: z.object({ rowNumber: z.int(), name: z.string(), cell: z.string() }).nullable(),
});
export type ListRow = z.infer<typeof ListRow>;

/** Which rows of a list are looked at. */
export const ListPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cause'), cause: z.enum(rowCauses) }),
  z.object({ kind: z.literal('decision'), cause: z.string(), as: z.string() }),
  z.object({ kind: z.literal('repeats') }),
]);
export type ListPart = z.infer<typeof ListPart>;

export const ListReport = ListSummary.extend({
  leftOut: z.int(),
  notChosen: z.int(),
  headers: z.array(z.string()),
  /** The first rows of people, cells as text. */
  samples: z.array(z.array(z.string())),
  /** Null for a list from before this was kept: its columns and decisions stay as they are. */
  mapping: Mapping.nullable(),
  choices: ListChoices,
  facts: ListFacts,
  /** The first rows of each group in `facts`, and the first repeats. */
  groupRows: z.array(ListRow),
  repeats: z.array(ListRow),
  /** At most `limits.problemsShown` of each. */
  possibleDuplicates: z.array(PossibleDuplicates),
});
export type ListReport = z.infer<typeof ListReport>;

/** What somebody types for a number: the number, or why it is none. */
export const TriedNumber = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    phone: z.string(),
    country: z.string(),
    isMobile: z.boolean(),
    /** The row that has this number already. */
    repeats: z.int().nullable(),
  }),
  z.object({ kind: z.literal('problem'), cause: z.enum(rowCauses) }),
]);
export type TriedNumber = z.infer<typeof TriedNumber>;

/** A list that is kept for further campaigns. */
export const SavedList = z.object({ id: Id, name: z.string(), recipients: z.int(), savedAtMs: AtMs });
export type SavedList = z.infer<typeof SavedList>;

/** A text that is kept for further campaigns. */
export const SavedText = z.object({ id: Id, name: z.string(), text: z.string(), savedAtMs: AtMs });
export type SavedText = z.infer<typeof SavedText>;

export const CampaignDetail = CampaignSummary.extend({
  text: z.string(),
  attachment: Attachment.nullable(),
  /** 0 for a text that nobody may get twice; n for the n-th declared repeat of it. */
  repeat: z.int(),
  /** Whoever would get a blank is left out, instead of keeping the campaign from starting. */
  leaveBlanksOut: z.boolean(),
  /** The answer for people who heard from another campaign lately; null while there is none, and they are left out. */
  contactsAnswer: ContactAnswer.nullable(),
  list: ListReport.nullable(),
});
export type CampaignDetail = z.infer<typeof CampaignDetail>;

/** What stands between a draft and its start, and what the operator should know before pressing the button. */
export const CampaignCheck = z.object({
  willSend: z.int(),
  /**
   * Which countries their numbers are of, the most people first; an empty one where no country gives such numbers out. Of
   * a started campaign those of everybody who waits.
   */
  countries: z.array(z.object({ country: z.string(), people: z.int() })),
  /** For how many of them each placeholder is filled with its fall-back, by the key of its column. */
  fallbacks: z.array(z.object({ key: z.string(), people: z.int() })),
  alreadyHasText: z.int(),
  doNotContact: z.int(),
  /** People who heard from another campaign lately, by what becomes of them. All but `sent` are left out. */
  contacts: z.object({
    /** Not decided on. */
    open: z.int(),
    leftOut: z.int(),
    /** They get it all the same. */
    sent: z.int(),
    /** Left out by the rule of the settings. */
    byRule: z.int(),
    /** The newest of these contacts; its campaign is null where it is not known here. */
    latest: z.object({ atMs: AtMs, campaignName: z.string().nullable() }).nullable(),
  }),
  /** People who would get a blank and keep the campaign from starting. */
  blanks: z.int(),
  /** People who would get a blank and are left out for it, since the operator chose so. */
  blanksLeftOut: z.int(),
  /** The first few people whose text would have a blank: row of the file, place in the list, and the placeholder. */
  blankRows: z.array(z.object({ rowNumber: z.int(), index: z.int(), key: z.string() })),
  /** Each placeholder that leaves blanks, and for how many people, left out or not: the most first. */
  blankColumns: z.array(z.object({ name: z.string(), count: z.int() })),
  /** Who gets the longest text, by place in the list, and how long it is; null when no text can be made. */
  longest: z.object({ rowNumber: z.int(), index: z.int(), characters: z.int() }).nullable(),
  unknownPlaceholders: z.array(z.string()),
  failures: z.array(FailureCode),
  expectedFinishMs: AtMs.nullable(),
  /** The first days on which the linked account sent from here; empty for a new account, null while none is linked. */
  sendingDays: z.array(SendingDay).nullable(),
  /** What this campaign has sent today by the calendar of its time zone; none as long as it is a draft. */
  handedOverToday: z.int(),
});
export type CampaignCheck = z.infer<typeof CampaignCheck>;

/** Whom a count of Check is about. */
export const CheckedGroup = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('left_out'), reason: z.enum(checkedReasons) }),
  /** They heard from another campaign lately and get it all the same. */
  z.object({ kind: z.literal('heard') }),
  z.object({ kind: z.literal('country'), country: z.string().max(limits.nameCharacters) }),
  z.object({ kind: z.literal('fallback'), key: z.string().max(limits.templateCharacters) }),
]);
export type CheckedGroup = z.infer<typeof CheckedGroup>;

/** Somebody behind a count of Check, as the file has them. */
export const CheckedPerson = z.object({
  rowNumber: z.int(),
  name: z.string(),
  /** Null where the cell was never read as a number. */
  phone: z.string().nullable(),
  cell: z.string(),
  /** From which other campaign they heard last; its name is null where it is not known here. */
  heard: z.object({ atMs: AtMs, campaignName: z.string().nullable() }).nullable(),
});
export type CheckedPerson = z.infer<typeof CheckedPerson>;

export const MessageRow = z.object({
  id: Id,
  campaignId: Id,
  campaignName: z.string(),
  name: z.string(),
  phone: z.string(),
  /** The first further column of the list, shown beside the name where there is room. */
  extra: z.string(),
  status: Status,
  reason: FailureReason.nullable(),
  evidence: SentEvidence.nullable(),
  ack: Ack.nullable(),
  settlement: Settlement.nullable(),
  contradiction: z.string().nullable(),
  /** Why a pending message is passed over for now. */
  setAside: SetAsideReason.nullable(),
  /** When WhatsApp is asked again for its number; null where no moment is set. */
  setAsideUntilMs: AtMs.nullable(),
  /** The country whose hours are kept for the person; empty where none is known. */
  country: z.string(),
  /** What the person wrote back after this message, until the next one. */
  replyCount: z.int(),
  /** Whether the person of a failed message is on the do-not-contact list now, whatever it failed for. */
  isOnDoNotContact: z.boolean(),
  /** When the status last changed. */
  changedAtMs: AtMs,
});
export type MessageRow = z.infer<typeof MessageRow>;

export const HistoryEntry = z.object({
  atMs: AtMs,
  what: z.string(),
  from: Status.nullable(),
  to: Status.nullable(),
  detail: z.string(),
  who: z.string(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

const AttemptView = z.object({
  id: Id,
  outcome: z.enum(outcomes),
  openedAtMs: AtMs,
  passedAtMs: AtMs.nullable(),
  ackedAtMs: AtMs.nullable(),
  rejectedAtMs: AtMs.nullable(),
  ack: Ack.nullable(),
});

/** What a person wrote back. */
export const PersonReply = z.object({ atMs: AtMs, text: z.string() });
export type PersonReply = z.infer<typeof PersonReply>;

/** A reply with a stop word, whose person may be put on the do-not-contact list. */
export const StopProposal = z.object({
  id: Id,
  name: z.string(),
  phone: z.string(),
  text: z.string(),
  stopWord: z.string(),
  atMs: AtMs,
});
export type StopProposal = z.infer<typeof StopProposal>;

/** Who wrote back to a message, with their last words. */
export const ReplyRow = z.object({
  messageId: Id,
  campaignId: Id,
  campaignName: z.string(),
  name: z.string(),
  phone: z.string(),
  text: z.string(),
  lastAtMs: AtMs,
  /** The oldest reply that nobody answered; null while none waits. */
  waitsSinceMs: AtMs.nullable(),
  settled: z.enum(replyEnds).nullable(),
  settledAtMs: AtMs.nullable(),
  /** Wrote a stop word, or is on the do-not-contact list: waits for no answer. */
  isStopped: z.boolean(),
});
export type ReplyRow = z.infer<typeof ReplyRow>;

export const ReplyFilter = z.object({
  campaignId: Id.nullable(),
  search: z.string().max(limits.searchCharacters),
  onlyWaiting: z.boolean(),
});
export type ReplyFilter = z.infer<typeof ReplyFilter>;

/** A message of a chat, shown to the operator who decides whether ours is there. */
export const ChatLine = z.object({
  fromMe: z.boolean(),
  text: z.string(),
  atMs: AtMs,
  /** WhatsApp's word on ours; null for theirs. At 0 it may stand in this computer's chat alone. */
  ack: Ack.nullable(),
});
export type ChatLine = z.infer<typeof ChatLine>;

export const MessageDetail = MessageRow.extend({
  /** Our copies of the text that were seen in WhatsApp's own chat; null while nobody looked. */
  copiesSeen: z.int().nullable(),
  /** The text as it was handed over, or as it would be rendered now for a pending message. */
  text: z.string(),
  attachment: Attachment.nullable(),
  rowNumber: z.int(),
  columns: z.array(z.object({ header: z.string(), value: z.string() })),
  history: z.array(HistoryEntry),
  attempts: z.array(AttemptView),
  /** In the order they came. */
  replies: z.array(PersonReply),
});
export type MessageDetail = z.infer<typeof MessageDetail>;

/** A position in a list that is read page by page; opaque to the renderer. */
export const Cursor = z.object({ at: z.union([z.int(), z.string()]), id: z.int() });
export type Cursor = z.infer<typeof Cursor>;

/** A page of a list. Under Pending the first page has one row more while a message is being sent: that one, on top. */
export const MessagePage = z.object({ rows: z.array(MessageRow).max(limits.pageRows + 1), next: Cursor.nullable() });
export type MessagePage = z.infer<typeof MessagePage>;

export const Sheet = z.object({
  /** Empty for a text file, which has no sheets. */
  name: z.string(),
  rowCount: z.int(),
  /** The row of the file that names the columns; null where none does. */
  headerRow: z.int().nullable(),
  headers: z.array(z.string()),
  /** The first rows of people, cells as text. */
  samples: z.array(z.array(z.string())),
  /** The rows that may be chosen as the header. */
  firstRows: z.array(z.object({ rowNumber: z.int(), cells: z.array(z.string()) })),
  /** What the columns probably are; null when none looks like phone numbers. */
  mapping: Mapping.nullable(),
  /**
   * The country that the last list with these columns was read for: the mapping is that list's too. Null when guessed.
   */
  lastCountry: z.string().nullable(),
  /** What was decided about the causes of that list. */
  lastDecisions: z.array(Decision),
  /** Rows, and columns by their place, with anything in them that the spreadsheet does not show. */
  hiddenRows: z.int(),
  hiddenColumns: z.array(z.int()),
  /** The first date (`yyyy-mm-dd`) whose order follows the computer and that could be read in another; null without one. */
  ambiguousDate: z.string().nullable(),
});
export type Sheet = z.infer<typeof Sheet>;

/** A header that the operator chose, in place of the one that was found; null means that no row is one. */
export const ChosenHeader = z.object({ sheet: z.string(), row: z.int().positive().nullable() });
export type ChosenHeader = z.infer<typeof ChosenHeader>;

export const FileInspection = z.object({ fileName: z.string(), sheets: z.array(Sheet) });
export type FileInspection = z.infer<typeof FileInspection>;

/** How a step of "Check WhatsApp" ended. `unknown`: what it asks could not be seen. */
export const CheckWord = z.enum(['pass', 'fail', 'unknown']);
export type CheckWord = z.infer<typeof CheckWord>;

/** One thing that "Check WhatsApp" tries. Nobody is messaged but the account itself, and that only by `message`. */
export const WhatsAppCheck = z.object({
  what: z.enum(['page', 'link', 'shapes', 'gate', 'look_up', 'ids', 'history', 'restriction', 'message']),
  word: CheckWord,
});
export type WhatsAppCheck = z.infer<typeof WhatsAppCheck>;

export const WhatsAppChecks = z.object({
  /** WhatsApp's own version; '' where its page did not say. */
  version: z.string(),
  /** When a restriction of the account ends, in epoch milliseconds; null where there is none, or no end is known. */
  restrictedUntilMs: z.number().nullable(),
  /** Only what was tried. */
  checks: z.array(WhatsAppCheck),
});
export type WhatsAppChecks = z.infer<typeof WhatsAppChecks>;

/** A program that can run WhatsApp's page, by the name that its maker gives it. */
export const Browser = z.object({ name: z.string(), path: z.string() });
export type Browser = z.infer<typeof Browser>;

export const BrowserChoices = z.object({
  /** Those that are installed in the usual places, the one that is taken by itself first. */
  found: z.array(Browser),
  /** Null lets the app choose by itself. */
  chosen: Browser.nullable(),
  /** The chosen one was uninstalled or moved: another is used. */
  isChosenMissing: z.boolean(),
  /** The one that runs WhatsApp now; null while none does. */
  used: Browser.nullable(),
});
export type BrowserChoices = z.infer<typeof BrowserChoices>;

/** A whole copy of the database. `name` is its file in the backups folder. */
export const Backup = z.object({
  name: z.string(),
  madeAtMs: AtMs,
  bytes: z.int(),
  why: z.enum(['daily', 'by_hand', 'before_update', 'before_restore']),
});
export type Backup = z.infer<typeof Backup>;

export const Overview = z.object({
  version: z.string(),
  platform: z.string(),
  /** Where the data of this installation lies, for the operator's eyes. */
  dataFolder: z.string(),
  /** Null when the app is not in practice mode. */
  practice: z.object({ gapMs: z.int(), ackWaitMs: z.int() }).nullable(),
  link: LinkState,
  dispatcher: DispatcherState,
  campaigns: z.array(CampaignSummary),
  counts: Counts,
  settings: Settings,
  /** Messages whose evidence contradicts what was believed; each is an alarm. */
  contradictions: z.int(),
  /** The alarms that nobody has acknowledged, the oldest first. */
  alarms: z.array(Alarm),
  /** People who wrote a stop word and wait for a decision. */
  stopProposals: z.int(),
  /** People who wrote back and have no answer. */
  waitingReplies: z.int(),
});
export type Overview = z.infer<typeof Overview>;
