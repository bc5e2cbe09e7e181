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

/** How many messages of a campaign wait for a decision of the operator, by its `SetAsideReason`. */
const SetAsideCounts = z.object({
  inChat: z.int(),
  gotMeanwhile: z.int(),
  contacted: z.int(),
  textChanged: z.int(),
  secondStep: z.int(),
  listChanged: z.int(),
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
  /** Where the campaign came back from, until somebody lets it go on; null for a campaign that did not come back. */
  cameBack: CameBack.nullable(),
  /** The phone of the account that the campaign was started from; null while it is a draft. */
  account: z.string().nullable(),
  /** Of a campaign that stands still because no account of it is here: its accounts with messages. Otherwise empty. */
  strandedAccounts: z.array(z.string()),
  createdAtMs: AtMs,
  startedAtMs: AtMs.nullable(),
  finishedAtMs: AtMs.nullable(),
  schedule: Schedule,
  /** Of a team campaign: whether more of its people may come to this computer. Null for this computer's own. */
  team: TeamPart.nullable(),
  counts: Counts,
  replied: z.int(),
  /** The campaign whose people this one writes to again; null where it follows none. */
  followsId: Id.nullable(),
  /** When people are drawn next for the second message; null where none is planned, or nobody got the first one. */
  nextStepMs: AtMs.nullable(),
  /** Of a campaign that repeats: the day whose people are drawn next. Null where there is none. */
  nextDay: z.iso.date().nullable(),
  /** All messages made for the campaign, cancelled ones included. */
  total: z.int(),
  /** When the last pending message will be out at this pace; null when nothing is pending or it stands still. */
  expectedFinishMs: AtMs.nullable(),
  /**
   * How far apart its messages go at this pace, from all its accounts together; null when nothing is pending, it stands
   * still, or each has its own moment.
   */
  gapMs: z.number().nullable(),
  setAside: SetAsideCounts,
  /** How many messages wait for a decision of the operator, for whatever reason. They are not sent before it. */
  waitForDecision: z.int(),
});
export type CampaignSummary = z.infer<typeof CampaignSummary>;

/**
 * Whether all who are left wait for a decision of the operator. The campaign then counts as ended but for them, unless
 * it repeats. After a day without any answer of WhatsApp everybody who is left counts as such.
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
  /** 0 for a text that nobody may get twice; n for its n-th declared repeat. */
  repeat: z.int(),
  /** People who would get a blank are left out; otherwise they keep the campaign from starting. */
  leaveBlanksOut: z.boolean(),
  /** Whether the attached picture is sent with the place where it was taken. */
  keepsPlace: z.boolean(),
  /** The answer for people who heard from another campaign lately. While it is null these people are left out. */
  contactsAnswer: ContactAnswer.nullable(),
  list: ListReport.nullable(),
  /** The second message, planned to follow this one. */
  step: SecondStep.nullable(),
});
export type CampaignDetail = z.infer<typeof CampaignDetail>;

/** What stands between a draft and its start, and what the operator should know before pressing the button. */
export const CampaignCheck = z.object({
  willSend: z.int(),
  /** The recipients' countries by their numbers, the most people first; once started, only of those who wait. */
  countries: z.array(z.object({ country: z.string(), people: z.int() })),
  /** The same people, by everything that their numbers say about where they are. */
  places: z.array(PlaceCount),
  /** How many people each account has, for a forecast. While none is linked, one part without an account has all. */
  accounts: z.array(AccountPart),
  /** How many people each account got by which rule, where there were several accounts to choose from. */
  senders: z.array(z.object({ phone: z.string(), column: z.int(), last: z.int(), evenly: z.int() })),
  /** The first few names in the account column that are no account of the campaign, and how many rows have each. */
  unknownSenders: z.array(z.object({ name: z.string(), people: z.int() })),
  /** How many people name a computer that is not in the team, and the first such names. Zero without such a column. */
  otherComputers: z.object({ people: z.int(), names: z.array(z.object({ name: z.string(), people: z.int() })) }),
  /** How many of these people have no hours of their own in this campaign. */
  noHours: z.int(),
  /** Of a campaign with own times: people whose rows give no moment, and how many of these are undecided. */
  noMoment: z.int(),
  momentsOpen: z.int(),
  /** For each placeholder, by the key of its column: how many people get its fall-back. */
  fallbacks: z.array(z.object({ key: z.string(), people: z.int() })),
  alreadyHasText: z.int(),
  doNotContact: z.int(),
  /** They wrote a stop word and wait for the operator's decision; they are set aside until then. */
  askedToStop: z.int(),
  /** Of a follow-up: people who have left its group since, because they answered, read or got the message. */
  leftGroup: z.int(),
  erased: z.int(),
  /** People who heard from another campaign lately, by what happens to them. All but `sent` are left out. */
  contacts: z.object({
    /** The operator has not decided. */
    open: z.int(),
    leftOut: z.int(),
    /** The operator chose to send to them all the same. */
    sent: z.int(),
    /** Left out by the rule of the settings. */
    byRule: z.int(),
    /** Of the undecided: people who wait in another campaign that sends at about the same time. */
    waiting: z.int(),
    /** The newest of these contacts. The campaign's name is null where it is not known on this computer. */
    latest: z.object({ atMs: AtMs, campaignName: z.string().nullable() }).nullable(),
  }),
  blanks: z.int(),
  /** People who would get a blank and are left out for it, since the operator chose so. */
  blanksLeftOut: z.int(),
  /** Of a draft: people who do not get the second message as it would have a blank, and the placeholders. */
  stepBlanks: z.object({ people: z.int(), names: z.array(z.string()) }),
  /** The first few people whose text would have a blank: the file's row, the place in the list, the placeholder. */
  blankRows: z.array(z.object({ rowNumber: z.int(), index: z.int(), key: z.string() })),
  /** Each placeholder that leaves blanks, and for how many people, left out or not. The most first. */
  blankColumns: z.array(z.object({ name: z.string(), count: z.int() })),
  /** How many full names get it at more than one number, and the first of them: perhaps one person twice. */
  twoNumbers: z.object({ names: z.int(), first: z.string() }),
  /** The person with the longest text, by place in the list, and its length; null when no text can be made. */
  longest: z.object({ rowNumber: z.int(), index: z.int(), characters: z.int() }).nullable(),
  /** Who gets it first, by the list. Null where it has no name, or where people's own hours or times decide. */
  firstName: z.string().nullable(),
  unknownPlaceholders: z.array(z.string()),
  failures: z.array(FailureCode),
  /** When the last person with a time of their own gets it; null where all share one time. */
  lastDueMs: AtMs.nullable(),
});
export type CampaignCheck = z.infer<typeof CampaignCheck>;

/** The people behind one count of Check. */
export const CheckedGroup = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('left_out'), reason: z.enum(checkedReasons) }),
  /** They heard from another campaign lately and get this one all the same. */
  z.object({ kind: z.literal('heard') }),
  z.object({ kind: z.literal('country'), country: z.string().max(limits.nameCharacters) }),
  z.object({ kind: z.literal('fallback'), key: z.string().max(limits.templateCharacters) }),
  /** They get the message, and a placeholder of the second one would be blank for them. */
  z.object({ kind: z.literal('step_blank') }),
  /** They name a computer that is not in the team. */
  z.object({ kind: z.literal('other_computer') }),
]);
export type CheckedGroup = z.infer<typeof CheckedGroup>;

/** One of the people behind a count of Check, as the file has them. */
export const CheckedPerson = z.object({
  rowNumber: z.int(),
  name: z.string(),
  /** Null where the cell could not be read as a number. */
  phone: z.string().nullable(),
  cell: z.string(),
  /** From which other campaign they heard last; its name is null where it is not known here. */
  heard: z.object({ atMs: AtMs, campaignName: z.string().nullable() }).nullable(),
  /** The cell by which the list itself left them out; absent where a person decided so. */
  says: z.string().optional(),
});
export type CheckedPerson = z.infer<typeof CheckedPerson>;
