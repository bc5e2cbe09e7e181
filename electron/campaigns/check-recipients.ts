import type { CampaignRow } from '../../db/campaign-rows.ts';
import type { Campaigns } from '../../db/campaigns.ts';
import type { ListRow, Lists } from '../../db/lists.ts';
import { valueOfCell } from '../../domain/blank-cell.ts';
import type { CampaignCheck, FailureCode } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { Settings } from '../../domain/settings.ts';
import {
  checkTemplate,
  cleanValue,
  isBlankFor,
  parseTemplate,
  placeholderNames,
  type RenderFailure,
  renderTemplate,
  type Template,
} from '../../domain/template.ts';
import type { Clock } from '../ports.ts';
import { ContactSurvey } from './contact-survey.ts';
import { stretchesOf } from './list-stretches.ts';

/** People named by their row, so that the operator can look at them; the count is complete. */
const blankRowsShown = 10;

export type CheckParts = {
  readonly campaigns: Campaigns;
  readonly lists: Lists;
  readonly clock: Clock;
  readonly settings: () => Pick<Settings, 'quietDays'>;
};
type CheckResult = Omit<CampaignCheck, 'expectedFinishMs' | 'sendingDays' | 'handedOverToday'>;

/** The longest text that may go out with or without an attachment, in characters. */
export function longestText(campaign: Pick<CampaignRow, 'attachmentHash'>): number {
  return campaign.attachmentHash === null ? limits.templateCharacters : limits.captionCharacters;
}

/** What a person's placeholders are filled from. */
export function valuesOf(
  list: Pick<ListRow, 'fields'>,
  recipient: { readonly cells: readonly string[] },
): Map<string, string> {
  return new Map(list.fields.map((field) => [field.key, valueOfCell(recipient.cells[field.index] ?? '')]));
}

/** What stands between a draft and its start. It looks at every recipient, pausing so that nothing else waits. */
export async function checkRecipients(parts: CheckParts, campaign: CampaignRow): Promise<CheckResult> {
  const list = campaign.listId === null ? undefined : parts.lists.get(campaign.listId);
  const template = parseTemplate(campaign.text);
  const problems = checkTemplate(template, list?.fields.map((field) => field.key) ?? [], longestText(campaign));
  const tooLong = campaign.attachmentHash === null ? 'text_too_long' : 'caption_too_long';
  const failures = new Set<FailureCode>(
    problems.map(({ code }) => {
      if (code === 'unknown_placeholder') return 'unknown_placeholders';
      return code === 'text_too_long' ? tooLong : code;
    }),
  );
  const survey = list ? await surveyRecipients(parts, list, template, campaign) : emptySurvey();
  const { blanksByName, leftOutBefore, peopleByCountry, peopleByFallback, ...counted } = survey;
  const { open, leftOut, byRule } = counted.contacts;
  const blanksLeftOut = campaign.leaveBlanksOut && campaign.state === 'draft' ? counted.blanks : 0;
  const blanks = counted.blanks - blanksLeftOut;
  const willSend =
    (list?.recipients ?? 0) -
    (leftOutBefore + counted.alreadyHasText + counted.doNotContact + open + leftOut + byRule + blanksLeftOut);
  if (willSend <= 0) failures.add('no_recipients');
  if (blanks > 0) failures.add('blank_placeholders');
  if ((survey.longest?.characters ?? 0) > longestText(campaign)) failures.add(tooLong);
  const unknownPlaceholders = problems.flatMap((problem) =>
    problem.code === 'unknown_placeholder' ? problem.name : [],
  );
  return {
    ...counted,
    blanks,
    blanksLeftOut,
    blankColumns: [...blanksByName].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count),
    willSend: Math.max(0, willSend),
    countries: [...peopleByCountry]
      .map(([country, people]) => ({ country, people }))
      .sort((one, other) => other.people - one.people),
    fallbacks: [...peopleByFallback].map(([key, people]) => ({ key, people })),
    unknownPlaceholders,
    failures: [...failures],
  };
}

type Survey = Pick<CheckResult, 'alreadyHasText' | 'doNotContact' | 'contacts' | 'blanks' | 'blankRows' | 'longest'> & {
  /** How many people each placeholder leaves a blank for, by its name. */
  blanksByName: Map<string, number>;
  /** People who were left out when the campaign was started: a later text does not reach them. */
  leftOutBefore: number;
  peopleByCountry: Map<string, number>;
  peopleByFallback: Map<string, number>;
};

function emptySurvey(): Survey {
  return {
    alreadyHasText: 0,
    doNotContact: 0,
    contacts: { open: 0, leftOut: 0, sent: 0, byRule: 0, latest: null },
    blanks: 0,
    blankRows: [],
    blanksByName: new Map(),
    longest: null,
    leftOutBefore: 0,
    peopleByCountry: new Map(),
    peopleByFallback: new Map(),
  };
}

function countInMap(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Counts what becomes of everybody on a list. */
async function surveyRecipients(
  parts: CheckParts,
  list: ListRow,
  template: Template,
  campaign: CampaignRow,
): Promise<Survey> {
  const survey = emptySurvey();
  const contacts = new ContactSurvey(campaign, parts.settings().quietDays, parts.clock.nowMs());
  const fallbackKeys = keysWithFallback(template);
  let index = 0;
  for await (const { people, skipped } of stretchesOf(parts, { campaign, listId: list.id, contacts })) {
    for (const [place, recipient] of people.entries()) {
      const skip = skipped.get(recipient.rowNumber);
      const why = skip?.reason;
      if (why === 'do_not_contact') survey.doNotContact += 1;
      else if (why === 'already_has_text') survey.alreadyHasText += 1;
      else if (why === 'before') survey.leftOutBefore += 1;
      else if (why !== 'contacted' || contacts.note(recipient.rowNumber, skip?.contactMs ?? 0) === 'sent') {
        const values = valuesOf(list, recipient);
        const rendered = renderTemplate(template, values, Number.POSITIVE_INFINITY);
        const isLeftOut = !rendered.ok && campaign.leaveBlanksOut && isBlankFor(template, rendered.failure);
        if (!isLeftOut) countInMap(survey.peopleByCountry, recipient.country);
        const at = { rowNumber: recipient.rowNumber, index: index + place };
        if (!rendered.ok) {
          noteBlank(survey, template, rendered.failure, at);
          continue;
        }
        for (const key of fallbackKeys) if (isBlankCell(values, key)) countInMap(survey.peopleByFallback, key);
        if (rendered.value.length > (survey.longest?.characters ?? 0))
          survey.longest = { ...at, characters: rendered.value.length };
      }
    }
    index += people.length;
  }
  return {
    ...survey,
    contacts: contacts.result((contact) => parts.campaigns.contactedBy({ ...contact, listId: list.id })),
  };
}

/** The placeholders of a text that have a fall-back, by the key of their column. */
function keysWithFallback(template: Template): ReadonlySet<string> {
  return new Set(
    template.parts.flatMap((part) => (part.kind === 'placeholder' && part.fallback !== null ? part.key : [])),
  );
}

/** Whether a placeholder finds nothing in a column that the list has. */
export function isBlankCell(values: ReadonlyMap<string, string>, key: string): boolean {
  const value = values.get(key);
  return value !== undefined && cleanValue(value) === '';
}

function noteBlank(
  survey: Survey,
  template: Template,
  failure: RenderFailure,
  at: { readonly rowNumber: number; readonly index: number },
): void {
  if (!isBlankFor(template, failure)) return;
  survey.blanks += 1;
  const names = failure.code === 'blank_placeholders' ? failure.names : placeholderNames(template);
  for (const name of names) countInMap(survey.blanksByName, name);
  if (survey.blankRows.length < blankRowsShown) survey.blankRows.push({ ...at, key: names[0] ?? '' });
}

/**
 * Whether a draft still says what it said when its people were looked at. Its pace may change: no person was judged by
 * it.
 */
export function isAsChecked(before: CampaignRow, now: CampaignRow): boolean {
  const judged = [
    ...(['text', 'listId', 'attachmentHash', 'repeat', 'leaveBlanksOut'] as const),
    ...(['contactsAnswer', 'contactsAnsweredAtMs'] as const),
  ];
  return judged.every((key) => before[key] === now[key]);
}
