import { z } from 'zod';
import { Attachment, CampaignPauseReason, CampaignState, Schedule } from './campaign.ts';
import { limits } from './limits.ts';
import { Ack, Counts, FailureReason, SentEvidence, Settlement, Status, Tab } from './message.ts';
import { Settings, SettingsPatch } from './settings.ts';
import { DispatcherState, LinkState } from './state.ts';

/** Every expected failure that a command can answer with. The words for them are in `domain/text`. */
export const FailureCode = z.enum([
  'untrusted_sender',
  'invalid_request',
  'internal',
  'not_found',
  'not_allowed_now',
  'not_linked',
  'not_a_number',
  'not_a_report',
  'no_recipients',
  'empty_text',
  'blank_placeholders',
  'unknown_placeholders',
  'unbalanced_braces',
  'text_too_long',
  'caption_too_long',
  'file_too_large',
  'too_many_rows',
  'too_many_columns',
  'not_a_table',
  'password_protected',
  'old_xls',
  'empty_file',
  'corrupt_file',
  'unreadable_file',
  'cancelled',
  'attachment_too_large',
  'cannot_write_file',
  'disk_full',
  'dispatcher_held',
  'backup_damaged',
  'backup_newer',
]);
export type FailureCode = z.infer<typeof FailureCode>;
export type Failure = { readonly code: FailureCode; readonly detail: string };

const Id = z.int().positive();
const AtMs = z.int();

// --- what is shown ---------------------------------------------------------------------------------------------

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
  /** Messages made for it, cancelled ones included. */
  total: z.int(),
  /** When the last pending message will be out at this pace; null when nothing is pending or it stands still. */
  expectedFinishMs: AtMs.nullable(),
  /** Pending messages that are overdue by more than the grace time and wait for the operator's answer. */
  overdue: z.int(),
});
export type CampaignSummary = z.infer<typeof CampaignSummary>;

/** The list behind a campaign, as it was imported. */
export const ListSummary = z.object({
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
export type ListSummary = z.infer<typeof ListSummary>;

export const RowProblem = z.object({ rowNumber: z.int(), cell: z.string(), problem: z.string() });
export type RowProblem = z.infer<typeof RowProblem>;
export const Twins = z.object({ rowNumbers: z.tuple([z.int(), z.int()]), phones: z.tuple([z.string(), z.string()]) });

export const ListReport = ListSummary.extend({
  /** At most `limits.problemsShown` of each; the sums above are complete. */
  problems: z.array(RowProblem),
  twins: z.array(Twins),
  warnings: z.array(RowProblem),
});
export type ListReport = z.infer<typeof ListReport>;

export const CampaignDetail = CampaignSummary.extend({
  text: z.string(),
  attachment: Attachment.nullable(),
  /** 0 for a text that nobody may get twice; n for the n-th declared repeat of it. */
  repeat: z.int(),
  list: ListReport.nullable(),
});
export type CampaignDetail = z.infer<typeof CampaignDetail>;

/** What stands between a draft and its start, and what the operator should know before pressing the button. */
export const CampaignCheck = z.object({
  willSend: z.int(),
  alreadyHasText: z.int(),
  doNotContact: z.int(),
  blanks: z.int(),
  firstBlankRow: z.int().nullable(),
  /** The first few people whose text would have a blank: row of the file, place in the list, and the placeholder. */
  blankRows: z.array(z.object({ rowNumber: z.int(), index: z.int(), key: z.string() })),
  unknownPlaceholders: z.array(z.string()),
  failures: z.array(FailureCode),
  expectedFinishMs: AtMs.nullable(),
});
export type CampaignCheck = z.infer<typeof CampaignCheck>;

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
  /** What the person wrote back after this message, until the next one. */
  replyCount: z.int(),
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

export const AttemptView = z.object({
  id: Id,
  outcome: z.enum(['unknown', 'sent', 'not_sent']),
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
export const Cursor = z.object({ at: z.int(), id: z.int() });
export type Cursor = z.infer<typeof Cursor>;

export const MessagePage = z.object({ rows: z.array(MessageRow).max(limits.pageRows), next: Cursor.nullable() });
export type MessagePage = z.infer<typeof MessagePage>;

export const Sheet = z.object({
  name: z.string(),
  rowCount: z.int(),
  headers: z.array(z.string()),
  /** The first rows, cells as text. */
  samples: z.array(z.array(z.string())),
});
export type Sheet = z.infer<typeof Sheet>;

/** Columns are named by their place in the file, so that two of the same name cannot be confused. */
export const Mapping = z.object({
  phone: z.int().min(0).max(limits.importColumns),
  name: z.int().min(0).max(limits.importColumns).nullable(),
  fields: z
    .array(
      z.object({ index: z.int().min(0).max(limits.importColumns), key: z.string().min(1).max(limits.nameCharacters) }),
    )
    .max(limits.importColumns),
});
export type Mapping = z.infer<typeof Mapping>;

export const FileInspection = z.object({ fileName: z.string(), sheets: z.array(Sheet), mapping: Mapping.nullable() });
export type FileInspection = z.infer<typeof FileInspection>;

export const ReportTotals = z.object({
  imported: z.int(),
  skipped: z.int(),
  sent: z.int(),
  delivered: z.int(),
  read: z.int(),
  seenByOperator: z.int(),
  notSent: z.int(),
  notConfirmed: z.int(),
  cancelled: z.int(),
  /** Pending and sending: zero once the campaign is finished, and then the sum above adds up. */
  open: z.int(),
});
export type ReportTotals = z.infer<typeof ReportTotals>;

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

/** One thing that "Check WhatsApp" tried, without messaging anybody. */
export const WhatsAppCheck = z.object({
  what: z.enum(['link', 'gate', 'look_up', 'ids', 'history']),
  isFine: z.boolean(),
  detail: z.string(),
});
export type WhatsAppCheck = z.infer<typeof WhatsAppCheck>;

export const Report = z.object({
  verification: Verification,
  campaign: CampaignSummary,
  totals: ReportTotals,
  skipped: z.object({ sameNumber: z.int(), doNotContact: z.int(), cannotBeUsed: z.int(), alreadyHadText: z.int() }),
  /** Sent and not-confirmed messages that did not simply succeed, for the operator's eye; newest first. */
  exceptions: z.array(MessageRow),
  /** People in whose chat more than one copy was seen: an alarm. */
  secondCopies: z.array(MessageRow),
  /** Messages that got each acknowledgement by minute since the start, for the plot. */
  timeline: z.array(z.object({ atMs: AtMs, sent: z.int(), read: z.int() })),
});
export type Report = z.infer<typeof Report>;

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
  /** People who wrote a stop word and wait for a decision. */
  stopProposals: z.int(),
});
export type Overview = z.infer<typeof Overview>;

// --- commands --------------------------------------------------------------------------------------------------

const command = <Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) => ({
  input,
  output,
});
const nothing = z.void();
const byId = z.object({ id: Id });
const Ids = z.array(Id).min(1).max(limits.importRows);
const Bytes = z.instanceof(Uint8Array<ArrayBufferLike>).refine((bytes) => bytes.byteLength <= limits.importChunkBytes);
const UploadId = z.string().uuid();

/** What a list of messages is narrowed to. `campaignId` null means all campaigns. */
export const MessageFilter = z.object({
  campaignId: Id.nullable(),
  tab: Tab,
  /** Under Failed: only those that certainly did not leave, or only those in doubt. */
  certainty: z.enum(['not_sent', 'not_confirmed']).nullable(),
  search: z.string().max(limits.searchCharacters),
});
export type MessageFilter = z.infer<typeof MessageFilter>;

export const commands = {
  'app:overview': command(nothing, Overview),
  'app:showFile': command(z.object({ path: z.string().max(4096) }), nothing),
  'app:openChat': command(z.object({ phone: z.string().max(40) }), nothing),

  'app:openDataFolder': command(nothing, nothing),
  /** Starts the app again in practice mode, or out of it. */
  'app:restart': command(z.object({ practice: z.boolean() }), nothing),

  'link:retry': command(nothing, nothing),
  'link:withCode': command(z.object({ phone: z.string().max(40) }), nothing),
  'link:withQr': command(nothing, nothing),
  'link:unlink': command(nothing, nothing),

  /** Tries link, gate, look-up and ids without messaging anybody. */
  'link:check': command(nothing, z.array(WhatsAppCheck)),

  'settings:set': command(SettingsPatch, Settings),

  /** Newest first. */
  'backup:list': command(nothing, z.array(Backup)),
  'backup:make': command(nothing, Backup),
  /** Looks whether the backup is sound, then closes the app, which puts it in place and starts again. */
  'backup:restore': command(z.object({ name: z.string().max(255) }), nothing),

  'logs:show': command(nothing, nothing),
  /** Puts the last lines of the log on the clipboard, without numbers and ids. Answers how many lines. */
  'logs:copy': command(nothing, z.object({ lines: z.int() })),

  'dispatcher:pause': command(nothing, nothing),
  'dispatcher:resume': command(nothing, nothing),

  'upload:begin': command(
    z.object({ fileName: z.string().max(255), bytes: z.int().min(0) }),
    z.object({ uploadId: UploadId }),
  ),
  'upload:chunk': command(z.object({ uploadId: UploadId, bytes: Bytes }), nothing),
  'upload:drop': command(z.object({ uploadId: UploadId }), nothing),

  'import:inspect': command(z.object({ uploadId: UploadId }), FileInspection),
  /** Reads the whole file into a new list and gives it to the draft. Progress comes as `import:progress`. */
  'import:apply': command(
    z.object({
      campaignId: Id,
      uploadId: UploadId,
      sheet: z.string().nullable(),
      mapping: Mapping,
      country: z.string().length(2),
    }),
    ListReport,
  ),
  'import:cancel': command(z.object({ uploadId: UploadId }), nothing),
  /** Saves the rows that cannot be used as a file to mend; answers null when the operator cancels the dialog. */
  'import:exportProblems': command(z.object({ listId: Id }), z.object({ path: z.string() }).nullable()),

  'campaign:create': command(z.object({ name: z.string().max(limits.nameCharacters) }), CampaignDetail),
  'campaign:get': command(byId, CampaignDetail),
  'campaign:update': command(
    z.object({
      id: Id,
      name: z.string().min(1).max(limits.nameCharacters).optional(),
      text: z.string().max(limits.templateCharacters).optional(),
      schedule: Schedule.optional(),
      repeat: z.boolean().optional(),
    }),
    CampaignDetail,
  ),
  'campaign:attach': command(z.object({ id: Id, uploadId: UploadId, mimeType: z.string().max(255) }), CampaignDetail),
  'campaign:detach': command(byId, CampaignDetail),
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
  'campaign:check': command(byId, CampaignCheck),
  'campaign:start': command(byId, CampaignSummary),
  'campaign:pause': command(byId, CampaignSummary),
  'campaign:resume': command(byId, CampaignSummary),
  'campaign:cancel': command(byId, CampaignSummary),
  /** The answer for messages that are overdue beyond the grace time. */
  'campaign:overdue': command(z.object({ id: Id, answer: z.enum(['send', 'skip']) }), CampaignSummary),
  /** Another computer's report: its people count as having this draft's text. Answers how many that are. */
  'campaign:importReport': command(z.object({ id: Id, uploadId: UploadId }), z.object({ people: z.int() })),
  'campaign:testToSelf': command(
    byId,
    z.object({ outcome: z.enum(['sent', 'not_confirmed', 'not_sent']), atMs: AtMs }),
  ),

  'messages:page': command(z.object({ filter: MessageFilter, after: Cursor.nullable() }), MessagePage),
  'messages:get': command(byId, MessageDetail),
  /** Answers how many were still pending and are cancelled now. */
  'messages:cancel': command(z.object({ ids: Ids }), z.object({ changed: z.int() })),
  /** Cancels every pending message that the filter shows. */
  'messages:cancelAll': command(z.object({ filter: MessageFilter }), z.object({ changed: z.int() })),
  /** The last messages of the person's chat, for settling by hand; null when WhatsApp cannot be asked now. */
  'messages:chat': command(byId, z.array(ChatLine).nullable()),
  'messages:queueAgain': command(z.object({ ids: Ids }), z.object({ changed: z.int() })),
  'messages:settle': command(
    z.object({ id: Id, settlement: Settlement, who: z.string().trim().min(1).max(limits.nameCharacters) }),
    MessageDetail,
  ),

  'doNotContact:list': command(nothing, z.array(z.object({ phone: z.string(), note: z.string(), addedAtMs: AtMs }))),
  'doNotContact:add': command(
    z.object({ phone: z.string().max(40), note: z.string().max(limits.noteCharacters) }),
    z.object({ phone: z.string() }),
  ),
  /** Adds every number of a file. `known` were on the list already. */
  'doNotContact:import': command(
    z.object({ uploadId: UploadId }),
    z.object({ added: z.int(), known: z.int(), cannotBeUsed: z.int() }),
  ),
  /** Asks where to save and writes the list; answers null when the operator cancels the dialog. */
  'doNotContact:export': command(nothing, z.object({ path: z.string() }).nullable()),
  /** People who wrote a stop word and have not been decided on, newest first. */
  'doNotContact:proposals': command(nothing, z.array(StopProposal)),
  /** Answers every open proposal of that person, and gives the ones that are left. */
  'doNotContact:answer': command(z.object({ id: Id, answer: z.enum(['add', 'dismiss']) }), z.array(StopProposal)),
  'doNotContact:remove': command(z.object({ phone: z.string().max(40) }), nothing),

  'report:get': command(byId, Report),
  /** Looks through WhatsApp's own chats, gently paced. Goes on where it was stopped; progress comes as an event. */
  'report:verify': command(byId, Verification),
  'report:stopVerify': command(byId, Verification),
  /** Asks where to save and writes the report; answers null when the operator cancels the dialog. */
  'report:export': command(
    z.object({ id: Id, format: z.enum(['csv', 'xlsx']) }),
    z.object({ path: z.string() }).nullable(),
  ),
};

export type Channel = keyof typeof commands;
export type CommandInput<Name extends Channel> = z.input<(typeof commands)[Name]['input']>;
export type CommandOutput<Name extends Channel> = z.output<(typeof commands)[Name]['output']>;
export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

// --- events ----------------------------------------------------------------------------------------------------

/** What the application menu or the tray asks of the window. The first five are screens. */
export const AppCommand = z.enum([
  'outbox',
  'campaigns',
  'doNotContact',
  'reports',
  'settings',
  'newCampaign',
  'shortcuts',
]);
export type AppCommand = z.infer<typeof AppCommand>;

/** What main tells the window by itself. Patches are batched; nothing is reloaded. */
export const events = {
  'app:command': AppCommand,
  'link:changed': LinkState,
  'dispatcher:changed': DispatcherState,
  /** `reread`: more rows changed than a patch carries, so the window asks for its page again. */
  'messages:changed': z.object({
    rows: z.array(MessageRow),
    reread: z.boolean(),
    counts: Counts,
    contradictions: z.int(),
  }),
  'campaigns:changed': z.object({ changed: z.array(CampaignSummary), removed: z.array(Id) }),
  'verification:changed': Verification,
  /** How many people wrote a stop word and wait for a decision. */
  'proposals:changed': z.object({ open: z.int() }),
  'import:progress': z.object({ uploadId: z.string(), rows: z.int(), totalRows: z.int().nullable() }),
};
export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>;

/** What the preload puts on `window.sendonce`: one function a command, one subscription an event. */
export type Api = {
  readonly commands: { readonly [Name in Channel]: (input: CommandInput<Name>) => Promise<Reply<CommandOutput<Name>>> };
  readonly events: { readonly [Name in EventName]: (listener: (payload: EventPayload<Name>) => void) => () => void };
};
