import { z } from 'zod';
import { CampaignSummary } from './campaign-views.ts';
import { CsvSeparator } from './lists/csv-separator.ts';
import { Counts } from './messages/message.ts';
import { Settings } from './settings.ts';
import { AccountView } from './state/account.ts';
import { Alarm } from './state/alarm.ts';
import { Notice } from './state/notice.ts';
import { DispatcherState, LinkState } from './state/state.ts';
import { TeamView } from './state/team.ts';
import { UpdateView } from './state/update.ts';
import { AtMs } from './view-parts.ts';

/** What the window holds unsaved: nothing, typing that is being saved, or changes that the operator has to save. */
export const UnsavedState = z.enum(['nothing', 'saving', 'unsaved']);
export type UnsavedState = z.infer<typeof UnsavedState>;

/** How a step of "Check WhatsApp" ended. `unknown`: the step could not see what it checks. */
export const CheckWord = z.enum(['pass', 'fail', 'unknown']);
export type CheckWord = z.infer<typeof CheckWord>;

/** One step of "Check WhatsApp". Only `message` sends anything, and only to the account itself. */
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
  /** Only the steps that ran. */
  checks: z.array(WhatsAppCheck),
});
export type WhatsAppChecks = z.infer<typeof WhatsAppChecks>;

/** A program that can run WhatsApp's page, by the name that its maker gives it. */
export const Browser = z.object({ name: z.string(), path: z.string() });
export type Browser = z.infer<typeof Browser>;

export const BrowserChoices = z.object({
  /** The browsers installed in the usual places. The first one is used unless another is chosen. */
  found: z.array(Browser),
  /** Null: the app chooses. */
  chosen: Browser.nullable(),
  /** The chosen browser was uninstalled or moved, so another one is used. */
  isChosenMissing: z.boolean(),
  /** The browser that runs WhatsApp now; null while none runs. */
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
  /** The accounts of this computer, the oldest first. The two fields before sum up all of them. */
  accounts: z.array(AccountView),
  team: TeamView.nullable(),
  campaigns: z.array(CampaignSummary),
  counts: Counts,
  settings: Settings,
  /** Messages whose evidence contradicts what was believed; each is an alarm. */
  contradictions: z.int(),
  /** The alarms that nobody has acknowledged, the oldest first. */
  alarms: z.array(Alarm),
  /** The notices that nobody has dismissed, the oldest first. */
  notices: z.array(Notice),
  /** People who wrote a stop word and wait for a decision. */
  stopProposals: z.int(),
  /** People who wrote back and have no answer. */
  waitingReplies: z.int(),
  update: UpdateView,
  canStartWithComputer: z.boolean(),
  /** What stands between the cells of a CSV file on this computer. */
  csvSeparator: CsvSeparator,
  /** Whether this is an AppImage on a Linux that allows no sandbox around the window. */
  isUnsandboxed: z.boolean(),
});
export type Overview = z.infer<typeof Overview>;
