import type { Skipped } from '../../db/campaigns/campaign-people.ts';
import type { CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import type { ListRow, RecipientRow } from '../../db/campaigns/lists.ts';
import type { ReadOwnTimes } from '../../db/campaigns/own-times.ts';
import type { ChooseSender } from '../../db/campaigns/senders.ts';
import type { CampaignCheck, FailureCode } from '../../domain/contract.ts';
import type { Whereabouts } from '../../domain/schedule/hours.ts';
import { type ChosenSender, computersNamed, type SenderRule } from '../../domain/schedule/sent-from.ts';
import { tally } from '../../domain/tally.ts';
import {
  isBlankFor,
  longestText,
  type PersonalText,
  personalText,
  type TextFailure,
  type TextSource,
  textSource,
} from '../../domain/template/personal-text.ts';
import { checkTemplate, placeholderNames, type Template } from '../../domain/template/template.ts';
import { ContactSurvey } from './contact-survey.ts';
import { type Stretch, stretchesOf } from './list-stretches.ts';
import type { CampaignParts } from './parts.ts';

/** How many people are named by their row, so that the operator can look at them; the count itself is complete. */
const blankRowsShown = 10;

export type CheckParts = Pick<
  CampaignParts,
  'campaigns' | 'lists' | 'secondSteps' | 'clock' | 'settings' | 'computers'
>;
type CheckResult = Omit<CampaignCheck, 'countries' | 'noHours' | 'accounts' | 'senders'> & {
  readonly senders: SenderSums;
};

/** Finds what stands between a draft and its start. Looks at every recipient, with pauses that let others work. */
export async function checkRecipients(parts: CheckParts, campaign: CampaignRow): Promise<CheckResult> {
  const list = campaign.listId === null ? undefined : parts.lists.get(campaign.listId);
  const source = textSource(campaign, list);
  const survey = list ? await surveyRecipients(parts, list, source, campaign) : emptySurvey();
  const {
    blanksByName,
    leftOutBefore: _,
    peopleByPlace,
    peopleByFallback,
    phoneByName: __,
    twoNumbers,
    unknownByName,
    othersByName,
    stepBlanks,
    ...counted
  } = survey;
  const blanksLeftOut = campaign.leaveBlanksOut && campaign.state === 'draft' ? survey.blanks : 0;
  const willSend = Math.max(0, (list?.recipients ?? 0) - notReached(survey) - blanksLeftOut);
  const blanks = survey.blanks - blanksLeftOut;
  // Without a list, a placeholder cannot be checked against columns.
  const problems = checkTemplate(source.template, source.columns.keys(), source.maxCharacters).filter(
    ({ code }) => list !== undefined || code !== 'unknown_placeholder',
  );
  const isTooLong = (survey.longest?.characters ?? 0) > longestText(campaign);
  const { own, weekly, window } = campaign.schedule;
  const isInOrder = own === undefined && weekly === undefined && window?.perPerson !== true;
  return {
    ...counted,
    blanks,
    blanksLeftOut,
    willSend,
    stepBlanks: { people: stepBlanks.people, names: [...stepBlanks.names] },
    firstName: isInOrder ? counted.firstName : null,
    blankColumns: [...blanksByName].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count),
    places: [...peopleByPlace.values()].sort((one, other) => other.people - one.people),
    unknownSenders: firstOf(unknownByName),
    otherComputers: {
      people: [...othersByName.values()].reduce((sum, people) => sum + people, 0),
      names: firstOf(othersByName),
    },
    twoNumbers: { names: twoNumbers.size, first: [...twoNumbers.values()][0] ?? '' },
    fallbacks: [...peopleByFallback].map(([key, people]) => ({ key, people })),
    unknownPlaceholders: problems.flatMap((problem) => (problem.code === 'unknown_placeholder' ? problem.name : [])),
    failures: failuresOf(campaign, problems, { willSend, blanks, isTooLong }),
  };
}

/** How many people of the list get no message, apart from those who are left out because they would get a blank. */
function notReached(survey: Survey): number {
  const { erased, alreadyHasText, doNotContact, askedToStop, leftGroup, leftOutBefore, noMoment, contacts } = survey;
  const heard = contacts.open + contacts.leftOut + contacts.byRule;
  return erased + alreadyHasText + doNotContact + askedToStop + leftGroup + leftOutBefore + noMoment + heard;
}

function failuresOf(
  { attachmentHash }: CampaignRow,
  problems: ReturnType<typeof checkTemplate>,
  found: { readonly willSend: number; readonly blanks: number; readonly isTooLong: boolean },
): FailureCode[] {
  const tooLong = attachmentHash === null ? 'text_too_long' : 'caption_too_long';
  const ofText = problems.map(({ code }): FailureCode => {
    if (code === 'unknown_placeholder') return 'unknown_placeholders';
    return code === 'text_too_long' ? tooLong : code;
  });
  const failures = new Set(ofText);
  if (found.willSend === 0) failures.add('no_recipients');
  if (found.blanks > 0) failures.add('blank_placeholders');
  if (found.isTooLong) failures.add(tooLong);
  return [...failures];
}

type Counts = Pick<CampaignCheck, 'contacts' | 'blankRows' | 'longest' | 'lastDueMs' | 'firstName'>;

function emptySurvey() {
  const counted: Counts = {
    contacts: { open: 0, leftOut: 0, sent: 0, byRule: 0, waiting: 0, latest: null },
    blankRows: [],
    longest: null,
    firstName: null,
    lastDueMs: null,
  };
  return {
    erased: 0,
    alreadyHasText: 0,
    doNotContact: 0,
    askedToStop: 0,
    leftGroup: 0,
    noMoment: 0,
    momentsOpen: 0,
    blanks: 0,
    ...counted,
    /** People who were left out when the campaign was started: a later text does not reach them. */
    leftOutBefore: 0,
    blanksByName: new Map<string, number>(),
    /** Of the people who get the message: how many would get a blank in the second one, and by which placeholders. */
    stepBlanks: { people: 0, names: new Set<string>() },
    senders: new Map<string, SenderSum>(),
    unknownByName: new Map<string, number>(),
    othersByName: new Map<string, number>(),
    peopleByPlace: new Map<string, PlaceSum>(),
    peopleByFallback: new Map<string, number>(),
    /** Of each full name, in small letters, its first number, and the names that have another one too. */
    phoneByName: new Map<string, string>(),
    twoNumbers: new Map<string, string>(),
  };
}
type Survey = ReturnType<typeof emptySurvey>;

function countPlace(places: PlaceSums, { country, zones }: Whereabouts): void {
  const key = `${country} ${zones}`;
  places.set(key, { country, zones, people: (places.get(key)?.people ?? 0) + 1 });
}

/** How many of the campaign's people each account has, by which rule and in which places. */
export type SenderSums = Map<string, SenderSum>;
type SenderSum = Record<SenderRule, number> & { readonly places: PlaceSums };
type PlaceSums = Map<string, PlaceSum>;
type PlaceSum = CampaignCheck['places'][number];

function countSender(survey: Survey, { phone, by, unknown }: ChosenSender, where: Whereabouts): void {
  const sums = survey.senders.get(phone) ?? { column: 0, last: 0, evenly: 0, places: new Map() };
  sums[by] += 1;
  countPlace(sums.places, where);
  survey.senders.set(phone, sums);
  if (unknown !== null) tally(survey.unknownByName, unknown);
}

function firstOf(people: ReadonlyMap<string, number>): CampaignCheck['unknownSenders'] {
  return [...people].slice(0, blankRowsShown).map(([name, count]) => ({ name, people: count }));
}

/** The function that reads which computer of the team a row of a draft names; null where rows name none. */
export function computersOfDraft({ computers }: Pick<CheckParts, 'computers'>, { state, schedule }: CampaignRow) {
  return state === 'draft' && schedule.byComputer ? computersNamed(schedule.byComputer, computers()) : null;
}

/** How the own times of a draft are computed. In a started campaign they are set already. */
export function ownTimesOfDraft({ campaigns, clock }: CheckParts, campaign: CampaignRow): ReadOwnTimes | null {
  return campaign.state === 'draft' ? campaigns.people.ownTimes(campaign, clock.nowMs()) : null;
}

/** Whether a person is left out because their row has no moment, or nobody has decided about it. */
export function hasNoMoment(times: Stretch['times'], rowNumber: number): boolean {
  return times !== null && times.get(rowNumber)?.kind !== 'moment';
}

async function surveyRecipients(
  parts: CheckParts,
  list: ListRow,
  source: TextSource,
  campaign: CampaignRow,
): Promise<Survey> {
  const survey = emptySurvey();
  const contacts = new ContactSurvey(campaign, parts.settings().quietDays, parts.clock.nowMs());
  const ownTimes = ownTimesOfDraft(parts, campaign);
  const namedBy = computersOfDraft(parts, campaign);
  const step = stepSourceOf(parts, campaign, list);
  const sender = campaign.state === 'draft' ? parts.campaigns.people.senders(campaign, parts.clock.nowMs()) : null;
  let index = 0;
  for await (const stretch of stretchesOf(parts, { campaign, listId: list.id, contacts, ownTimes })) {
    for (const recipient of stretch.people) {
      if (isReached(survey, stretch, contacts, recipient.rowNumber))
        countReached(survey, { source, step, campaign, sender, namedBy }, recipient, index);
      index += 1;
    }
  }
  return {
    ...survey,
    contacts: contacts.result((contact) => parts.campaigns.contactedBy({ ...contact, listId: list.id })),
  };
}

const countOfReason = {
  erased: 'erased',
  do_not_contact: 'doNotContact',
  already_has_text: 'alreadyHasText',
  asked_to_stop: 'askedToStop',
  left_group: 'leftGroup',
  before: 'leftOutBefore',
} as const satisfies Record<Exclude<Skipped['reason'], 'contacted'>, keyof Survey>;

/** Whether a text is made for a person; else they are counted by the reason why not. */
function isReached(survey: Survey, { skipped, times }: Stretch, contacts: ContactSurvey, rowNumber: number): boolean {
  const skip = skipped.get(rowNumber);
  if (skip && skip.reason !== 'contacted') {
    survey[countOfReason[skip.reason]] += 1;
    return false;
  }
  const time = times?.get(rowNumber);
  if (hasNoMoment(times, rowNumber)) {
    survey.noMoment += 1;
    survey.momentsOpen += Number(time?.kind === 'open');
    return false;
  }
  if (skip && contacts.note(rowNumber, skip) !== 'sent') return false;
  if (time?.kind === 'moment') survey.lastDueMs = Math.max(survey.lastDueMs ?? 0, time.dueAtMs);
  return true;
}

type OfCampaign = {
  readonly source: TextSource;
  readonly step: TextSource | null;
  readonly campaign: CampaignRow;
  readonly sender: ChooseSender | null;
  readonly namedBy: ReturnType<typeof computersOfDraft>;
};

function countReached(
  survey: Survey,
  { source, step, campaign, sender, namedBy }: OfCampaign,
  recipient: RecipientRow,
  index: number,
): void {
  const { made, fallbacks } = personalText(source, recipient.cells);
  const isBlank = !made.ok && isBlankFor(source.template, made.failure);
  if (!(isBlank && campaign.leaveBlanksOut)) {
    survey.firstName ??= recipient.name;
    countPlace(survey.peopleByPlace, recipient);
    noteNumber(survey, recipient);
    if (sender) countSender(survey, sender(recipient), recipient);
    const named = namedBy?.(recipient.cells);
    if (named && 'unknown' in named) tally(survey.othersByName, named.unknown);
    if (step) noteStepBlank(survey, step, recipient.cells);
  }
  const at = { rowNumber: recipient.rowNumber, index };
  if (isBlank) noteBlank(survey, source.template, made.failure, at);
  else for (const key of fallbacks) tally(survey.peopleByFallback, key);
  const characters = charactersOf(made);
  if (characters > (survey.longest?.characters ?? 0)) survey.longest = { ...at, characters };
}

function noteNumber({ phoneByName, twoNumbers }: Survey, { name, foldedApart, phone }: RecipientRow): void {
  const folded = foldedApart ?? name.toLowerCase();
  // Many people share a first name.
  if (!folded.includes(' ')) return;
  const first = phoneByName.get(folded);
  if (first === undefined) phoneByName.set(folded, phone);
  else if (first !== phone && !twoNumbers.has(folded)) twoNumbers.set(folded, name);
}

/** How the second messages of a draft are made; null where none is planned. */
export function stepSourceOf(
  { secondSteps }: CheckParts,
  { id, state }: CampaignRow,
  list: ListRow,
): TextSource | null {
  const step = state === 'draft' ? secondSteps.get(id) : null;
  return step && textSource({ text: step.text, attachmentHash: null }, list);
}

/** The blank in a person's text; null where there is none. */
export function blankOf(source: TextSource, cells: readonly string[]): TextFailure | null {
  const { made } = personalText(source, cells);
  return made.ok || !isBlankFor(source.template, made.failure) ? null : made.failure;
}

function noteStepBlank({ stepBlanks }: Survey, step: TextSource, cells: readonly string[]): void {
  const failure = blankOf(step, cells);
  if (failure === null) return;
  stepBlanks.people += 1;
  for (const name of blankNames(failure, step.template)) stepBlanks.names.add(name);
}

/** The length of a text; 0 where it cannot be made. */
function charactersOf(made: PersonalText['made']): number {
  if (made.ok) return made.value.length;
  return made.failure.code === 'text_too_long' ? made.failure.characters : 0;
}

/** Where a whole text is blank, all its placeholders are. */
function blankNames(failure: TextFailure, template: Template): readonly string[] {
  return failure.code === 'blank_placeholders' ? failure.names : placeholderNames(template);
}

function noteBlank(
  survey: Survey,
  template: Template,
  failure: TextFailure,
  at: { readonly rowNumber: number; readonly index: number },
): void {
  survey.blanks += 1;
  const names = blankNames(failure, template);
  for (const name of names) tally(survey.blanksByName, name);
  if (survey.blankRows.length < blankRowsShown) survey.blankRows.push({ ...at, key: names[0] ?? '' });
}

/** Whether a draft has the words and hours its people were checked with. The pace may differ: it excludes nobody. */
export function isAsChecked(before: CampaignRow, now: CampaignRow): boolean {
  const judged = [
    'text',
    'listId',
    'attachmentHash',
    'repeat',
    'leaveBlanksOut',
    'contactsAnswer',
    'contactsAnsweredAtMs',
  ] as const;
  const hoursOf = ({ schedule }: CampaignRow) =>
    JSON.stringify([
      schedule.window,
      schedule.timeZone,
      schedule.own,
      schedule.from,
      schedule.byComputer,
      schedule.weekly,
      schedule.byItself,
    ]);
  return judged.every((key) => before[key] === now[key]) && hoursOf(before) === hoursOf(now);
}
