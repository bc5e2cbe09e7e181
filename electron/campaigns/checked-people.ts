import type { CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import type { ListRow, Lists } from '../../db/campaigns/lists.ts';
import type { CheckedGroup, CheckedPerson } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { type LeftOutReason, leftOutReasons } from '../../domain/lists/left-out.ts';
import { Refusals } from '../../domain/lists/refusal/refusal.ts';
import { foldText, readSearch } from '../../domain/messages/fold.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { hasNoHours } from '../../domain/schedule/hours.ts';
import { isBlankFor, personalText, textSource } from '../../domain/template/personal-text.ts';
import type { CommandOf } from '../commands.ts';
import {
  blankOf,
  type CheckParts,
  computersOfDraft,
  hasNoMoment,
  ownTimesOfDraft,
  stepSourceOf,
} from './check-recipients.ts';
import { ContactSurvey } from './contact-survey.ts';
import { type Recipient, type Stretch, stretchesOf } from './list-stretches.ts';
import { withRepeat } from './start.ts';

type Reason = Extract<CheckedGroup, { kind: 'left_out' }>['reason'];

/** The people behind a count of Check, by page, in the order of the file. They are judged again, as Check does. */
export const checkedPeople: CommandOf<'campaign:checkedPeople', CheckParts> = async (
  parts,
  { id, group, search, after },
) => {
  const row = parts.campaigns.get(id);
  const list = row?.listId == null ? undefined : parts.lists.get(row.listId);
  if (!row || !list) return refuse('not_found');
  const campaign = withRepeat(parts, row);
  const contacts = new ContactSurvey(campaign, parts.settings().quietDays, parts.clock.nowMs());
  const isIn = judge({
    list,
    campaign,
    contacts,
    nowMs: parts.clock.nowMs(),
    namedBy: computersOfDraft(parts, row),
    step: stepSourceOf(parts, row, list),
  });
  const isFound = matches(search);
  const people: CheckedPerson[] = [];
  const ownTimes = ownTimesOfDraft(parts, campaign);
  for await (const stretch of stretchesOf(parts, { campaign, listId: list.id, contacts, ownTimes, after })) {
    const recipients = stretch.people.filter((recipient) => isIn(group, recipient, stretch));
    const found = [
      ...before(parts.lists, list, group, stretch),
      ...recipients.map((one) => asPerson(list, one, stretch)),
    ];
    people.push(...found.filter(isFound).sort((one, other) => one.rowNumber - other.rowNumber));
    if (people.length > limits.pageRows) break;
  }
  const shown = people.slice(0, limits.pageRows).map((person) => withCampaign(parts, list.id, person));
  const next = people.length > limits.pageRows ? (shown.at(-1)?.rowNumber ?? null) : null;
  return succeed({ people: shown, next });
};

/** The parts of a campaign that decide who is left out for a blank or for missing hours. */
type Judged = Pick<CampaignRow, 'text' | 'attachmentHash' | 'leaveBlanksOut' | 'schedule'>;

function judge(by: {
  readonly list: ListRow;
  readonly campaign: Judged;
  readonly contacts: ContactSurvey;
  readonly nowMs: number;
  readonly namedBy: ReturnType<typeof computersOfDraft>;
  readonly step: ReturnType<typeof stepSourceOf>;
}) {
  const { list, campaign, contacts, nowMs, namedBy, step } = by;
  const source = textSource(campaign, list);
  return (group: CheckedGroup, recipient: Recipient, { skipped, times }: Stretch): boolean => {
    const skip = skipped.get(recipient.rowNumber);
    const isGone = skip !== undefined && skip.reason !== 'contacted';
    if (!isGone && hasNoMoment(times, recipient.rowNumber))
      return group.kind === 'left_out' && group.reason === 'no_moment';
    const fate = skip?.reason === 'contacted' ? contacts.fateOf(skip) : (skip?.reason ?? null);
    const gets = fate === null || fate === 'sent';
    if (group.kind === 'heard') return fate === 'sent';
    if (group.kind === 'left_out' && group.reason !== 'blank_placeholder' && group.reason !== 'no_hours') {
      const isHeld = fate === 'open' || fate === 'leftOut' || fate === 'byRule';
      return group.reason === (isHeld ? 'contacted_recently' : fate);
    }
    if (!gets) return false;
    const { made, fallbacks } = personalText(source, recipient.cells);
    const isBlank = !made.ok && isBlankFor(source.template, made.failure);
    if (group.kind === 'fallback') return !isBlank && fallbacks.includes(group.key);
    if (group.kind === 'left_out' && group.reason === 'blank_placeholder') return isBlank;
    if (isBlank && campaign.leaveBlanksOut) return false;
    if (group.kind === 'country') return recipient.country === group.country;
    if (group.kind === 'step_blank') return step !== null && blankOf(step, recipient.cells) !== null;
    if (group.kind === 'left_out') return hasNoHours(campaign.schedule, recipient, nowMs);
    const named = namedBy?.(recipient.cells) ?? null;
    return named !== null && 'unknown' in named;
  };
}

/** The stretch's rows that never became people of the list, for the given reason. */
function before(lists: Lists, list: ListRow, group: CheckedGroup, { after, until }: Stretch): CheckedPerson[] {
  if (group.kind !== 'left_out' || !isLeftOutReason(group.reason)) return [];
  const refusals = new Refusals(list.headers);
  return lists
    .leftOutBetween(list.id, group.reason, { after, until: until ?? Number.MAX_SAFE_INTEGER })
    .map(({ problem, cells, ...row }) => ({
      ...row,
      phone: null,
      heard: null,
      ...(problem === 'says_no' ? saidIn(JSON.parse(cells), refusals) : {}),
    }));
}

function saidIn(cells: readonly string[], refusals: Refusals): Pick<CheckedPerson, 'says'> {
  const found = refusals.find(cells);
  return found === null ? {} : { says: (cells[found.index] ?? '').slice(0, limits.nameCharacters) };
}

function isLeftOutReason(reason: Reason): reason is LeftOutReason {
  return leftOutReasons.some((known) => known === reason);
}

function asPerson({ phoneIndex }: ListRow, recipient: Recipient, { skipped }: Stretch): CheckedPerson {
  const { rowNumber, name, phone, cells } = recipient;
  const atMs = skipped.get(rowNumber)?.heardMs ?? 0;
  const cell = phoneIndex === null ? '' : (cells[phoneIndex] ?? '');
  return { rowNumber, name, phone, cell, heard: atMs === 0 ? null : { atMs, campaignName: null } };
}

/** Adds the campaign, only for people who are shown: each one takes a query of its own. */
function withCampaign({ campaigns }: CheckParts, listId: number, person: CheckedPerson): CheckedPerson {
  if (person.heard === null) return person;
  const { rowNumber, heard } = person;
  return {
    ...person,
    heard: { ...heard, campaignName: campaigns.contactedBy({ listId, rowNumber, atMs: heard.atMs }) },
  };
}

function matches(search: string): (person: CheckedPerson) => boolean {
  const terms = readSearch(search);
  if (terms === null) return () => true;
  if (terms.kind === 'digits') return ({ phone, cell }) => (phone ?? cell).replaceAll(/\D/g, '').includes(terms.digits);
  return ({ name }) => {
    const folded = foldText(name);
    return terms.words.every((word) => folded.includes(word));
  };
}
