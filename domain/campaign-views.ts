import { z } from 'zod';
import {
  Attachment,
  CameBack,
  CampaignPauseReason,
  CampaignState,
  ContactAnswer,
  Schedule,
  TeamPart,
} from './campaign.ts';
import { FailureCode } from './failure.ts';
import { limits } from './limits.ts';
import { checkedReasons } from './lists/left-out.ts';
import { ListReport } from './lists/list-views.ts';
import { Counts } from './messages/message.ts';
import { SecondStep } from './people/second-step.ts';
import { AccountPart, PlaceCount } from './schedule/account-forecast.ts';
import { AtMs, Id } from './view-parts.ts';

/** What the screens show of campaigns, and of a draft before its start. */

/** How many messages of a campaign wait for a person, by why. */
const SetAsideCounts = z.object({
  /** The chat has the text already. */
  inChat: z.int(),
  /** Another campaign sent them the text since its repeat was declared. */
  gotMeanwhile: z.int(),
  /** They heard from another campaign since the start. */
  contacted: z.int(),
  /** Their text would be another than the one that was checked. */
  textChanged: z.int(),
  /** Nobody has seen yet that these get the second message. */
  secondStep: z.int(),
  /** The list was read again, and has them no more. */
  listChanged: z.int(),
  /** The chats of the accounts that these were moved from cannot be read. */
  oldChat: z.int(),
});
export type SetAsideCounts = z.infer<typeof SetAsideCounts>;
export const noneSetAside: SetAsideCounts = {
  inChat: 0,
  gotMeanwhile: 0,
  contacted: 0,
  textChanged: 0,
  secondStep: 0,
  listChanged: 0,
  oldChat: 0,
};

export const CampaignSummary = z.object({
  id: Id,
  name: z.string(),
  state: CampaignState,
  pauseReason: CampaignPauseReason.nullable(),
  /** Where it came back from, while nobody has let it go on since; null for all others. */
  cameBack: CameBack.nullable(),
  /** The phone of the account it was started from; null while it is a draft. */
  account: z.string().nullable(),
  /** The accounts whose messages are left, of one that stood still since none of these was here; none for all others. */
  strandedAccounts: z.array(z.string()),
  createdAtMs: AtMs,
  startedAtMs: AtMs.nullable(),
  finishedAtMs: AtMs.nullable(),
  schedule: Schedule,
  /** Of a campaign of the team, whether more of its people may come here; null for one that only this computer sends. */
  team: TeamPart.nullable(),
  counts: Counts,
  /** How many people wrote back. */
  replied: z.int(),
  /** The campaign whose people this one writes to again; null where it follows none. */
  followsId: Id.nullable(),
  /** When those are drawn next who get its own second message; null where none is planned, or nobody got the first. */
  nextStepMs: AtMs.nullable(),
  /** Of one that goes again, the day whose people are drawn next; null where there is none. */
  nextDay: z.iso.date().nullable(),
  /** Messages made for it, cancelled ones included. */
  total: z.int(),
  /** When the last pending message will be out at this pace; null when nothing is pending or it stands still. */
  expectedFinishMs: AtMs.nullable(),
  setAside: SetAsideCounts,
  /** How many wait for a person's decision, whatever the question: until it is made nothing goes to them. */
  waitForDecision: z.int(),
});
export type CampaignSummary = z.infer<typeof CampaignSummary>;

/**
 * Whether only people who wait for a person's decision are left: unless it goes again the campaign has ended then, but for
 * them. After a day without an answer of WhatsApp that is everybody who is left.
 */
export function isUndecided(
  campaign: Pick<CampaignSummary, 'state' | 'pauseReason' | 'counts' | 'waitForDecision'>,
): boolean {
  const { pending, sending } = campaign.counts;
  const isOpen = campaign.state === 'running' || campaign.pauseReason === 'unanswered';
  return isOpen && sending === 0 && pending > 0 && pending === campaign.waitForDecision;
}

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
  /** The place where the attached picture was taken goes out with it. */
  keepsPlace: z.boolean(),
  /** The answer for people who heard from another campaign lately; null while there is none, and they are left out. */
  contactsAnswer: ContactAnswer.nullable(),
  list: ListReport.nullable(),
  /** What is planned behind it. */
  step: SecondStep.nullable(),
});
export type CampaignDetail = z.infer<typeof CampaignDetail>;

/** What stands between a draft and its start, and what the operator should know before pressing the button. */
export const CampaignCheck = z.object({
  willSend: z.int(),
  /** The countries of their numbers, the most people first; empty where none is known. Once started, of who waits. */
  countries: z.array(z.object({ country: z.string(), people: z.int() })),
  /** The same people by all that their numbers say of where they are. */
  places: z.array(PlaceCount),
  /** Which account has whom of them, for a forecast; while none is linked, none has all of them. */
  accounts: z.array(AccountPart),
  /** By which rule somebody is sent from which account, where that was to be chosen. */
  senders: z.array(z.object({ phone: z.string(), column: z.int(), last: z.int(), evenly: z.int() })),
  /** What rows name that is no account of the campaign, and how many rows do; the first few. */
  unknownSenders: z.array(z.object({ name: z.string(), people: z.int() })),
  /** How many name what is no computer of the team, and the first of these names; nobody where no column names one. */
  otherComputers: z.object({ people: z.int(), names: z.array(z.object({ name: z.string(), people: z.int() })) }),
  /** How many of them have no hours of their own in this campaign. */
  noHours: z.int(),
  /** Of a campaign with own times: whose rows have no moment, left out or not decided on; of these, how many are not. */
  noMoment: z.int(),
  momentsOpen: z.int(),
  /** For how many of them each placeholder is filled with its fall-back, by the key of its column. */
  fallbacks: z.array(z.object({ key: z.string(), people: z.int() })),
  alreadyHasText: z.int(),
  doNotContact: z.int(),
  /** Wrote a stop word and wait for a decision: they are set aside until then. */
  askedToStop: z.int(),
  /** Of a follow-up: they are not in its group any more, since they answered, read or got it meanwhile. */
  leftGroup: z.int(),
  /** Their data was deleted since the list was made. */
  erased: z.int(),
  /** People who heard from another campaign lately, by what becomes of them. All but `sent` are left out. */
  contacts: z.object({
    /** Not decided on. */
    open: z.int(),
    leftOut: z.int(),
    /** They get it all the same. */
    sent: z.int(),
    /** Left out by the rule of the settings. */
    byRule: z.int(),
    /** Of those not decided on, who waits in another campaign that sends at about the same time. */
    waiting: z.int(),
    /** The newest of these contacts; its campaign is null where it is not known here. */
    latest: z.object({ atMs: AtMs, campaignName: z.string().nullable() }).nullable(),
  }),
  /** People who would get a blank and keep the campaign from starting. */
  blanks: z.int(),
  /** People who would get a blank and are left out for it, since the operator chose so. */
  blanksLeftOut: z.int(),
  /** Of a draft: who gets the message and would get a blank in the second one, by its placeholders. They are left out of it. */
  stepBlanks: z.object({ people: z.int(), names: z.array(z.string()) }),
  /** The first few people whose text would have a blank: row of the file, place in the list, and the placeholder. */
  blankRows: z.array(z.object({ rowNumber: z.int(), index: z.int(), key: z.string() })),
  /** Each placeholder that leaves blanks, and for how many people, left out or not: the most first. */
  blankColumns: z.array(z.object({ name: z.string(), count: z.int() })),
  /** Who gets the longest text, by place in the list, and how long it is; null when no text can be made. */
  longest: z.object({ rowNumber: z.int(), index: z.int(), characters: z.int() }).nullable(),
  /** What the list calls whoever gets it first; null where nobody does, or where hours or a time of their own decide that. */
  firstName: z.string().nullable(),
  unknownPlaceholders: z.array(z.string()),
  failures: z.array(FailureCode),
  /** When the last of those goes who have a time of their own; null where all go at one time. */
  lastDueMs: AtMs.nullable(),
});
export type CampaignCheck = z.infer<typeof CampaignCheck>;

/** Whom a count of Check is about. */
export const CheckedGroup = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('left_out'), reason: z.enum(checkedReasons) }),
  /** They heard from another campaign lately and get it all the same. */
  z.object({ kind: z.literal('heard') }),
  z.object({ kind: z.literal('country'), country: z.string().max(limits.nameCharacters) }),
  z.object({ kind: z.literal('fallback'), key: z.string().max(limits.templateCharacters) }),
  /** They get the message, and a placeholder of the second one would be blank for them. */
  z.object({ kind: z.literal('step_blank') }),
  /** They name what is no computer of the team. */
  z.object({ kind: z.literal('other_computer') }),
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
