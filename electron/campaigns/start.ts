import { isDeepStrictEqual } from 'node:util';
import type { CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import type { CampaignCheck, CampaignSummary, FailureCode } from '../../domain/contract.ts';
import { leftOutAfterMs, recentAfterMs } from '../../domain/people/contact-memory.ts';
import { stepProblems } from '../../domain/people/second-step.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { peopleIn } from '../../domain/schedule/account-forecast.ts';
import { hasNoHours } from '../../domain/schedule/hours.ts';
import { firstDay, firstWeeklyDate, hasDates, isSeries } from '../../domain/schedule/series.ts';
import { tally } from '../../domain/tally.ts';
import type { Answer } from '../commands.ts';
import { templateScope } from '../dispatch/text-scope.ts';
import { accountPart } from './account-part.ts';
import { checkRecipients, isAsChecked, type SenderSums } from './check-recipients.ts';
import type { CampaignParts } from './parts.ts';
import { readSummary } from './read.ts';
import { withText } from './started-changes.ts';

/** What stands in the way of a draft, or of another text for the pending messages of a started campaign. */
export async function checkCampaign(parts: CampaignParts, id: number, text?: string): Answer<CampaignCheck> {
  const { campaigns, clock, queue } = parts;
  const row = campaigns.get(id);
  if (!row) return refuse('not_found');
  const checked = await checkRecipients(parts, text === undefined ? withRepeat(parts, row) : withText(row, text));
  const account = parts.account();
  const failures: FailureCode[] = [...checked.failures, ...(account ? [] : (['not_linked'] as const))];
  if (!(await hasItsFile(parts, row))) failures.push('attachment_missing');
  if (isStepWrong(parts, row)) failures.push('second_message');
  if (row.state === 'draft' && !hasDates(row.schedule, clock.nowMs())) failures.push('no_dates');
  // The check took a while: hours and state count as they are now.
  const now = campaigns.get(id);
  if (!now) return refuse('not_found');
  const nowMs = clock.nowMs();
  const { window } = now.schedule;
  const places = now.state === 'draft' ? checked.places : queue.waiting(id);
  // Where people have times of their own, these were asked about.
  const hasOwn = now.schedule.own !== undefined;
  const noHours = hasOwn ? 0 : peopleIn(places.filter((where) => hasNoHours(now.schedule, where, nowMs)));
  const isAskedAbout = now.state === 'draft' && noHours > 0;
  if (isAskedAbout && window?.withoutHours === undefined) failures.push('hours_undecided');
  const willSend = checked.willSend - (isAskedAbout && window?.withoutHours === 'leave_out' ? noHours : 0);
  if (willSend === 0 && checked.willSend > 0) failures.push('no_recipients');
  const { senders, ...counted } = checked;
  if (counted.unknownSenders.length > 0 && now.schedule.from?.unknown === undefined)
    failures.push('accounts_undecided');
  return succeed({
    ...counted,
    willSend,
    places,
    countries: countriesOf(places),
    noHours,
    failures,
    accounts: accountsOfCheck(parts, now, senders, places),
    senders: [...senders].map(([phone, { places: _, ...by }]) => ({ phone, ...by })),
  });
}

/** The accounts of a draft come from the check, those of a started campaign from its waiting messages. */
function accountsOfCheck(parts: CampaignParts, campaign: CampaignRow, senders: SenderSums, places: Places): Account[] {
  const { queue, account } = parts;
  const ofAccounts: (readonly [phone: string | undefined, places: Places])[] =
    campaign.state !== 'draft'
      ? queue.accountsWaiting(campaign.id).map((phone) => [phone, queue.waiting(campaign.id, phone)])
      : senders.size > 0
        ? [...senders].map(([phone, sums]) => [phone, [...sums.places.values()]])
        : [[account()?.phone, places]];
  return ofAccounts.map(([phone, theirs]) =>
    phone === undefined
      ? { phone: null, places: theirs, sendingDays: [], handedOverToday: 0, beside: [] }
      : {
          ...accountPart(parts, campaign, phone, theirs),
          sendingDays: queue.sendingDays(phone, campaign.schedule.timeZone),
        },
  );
}
type Account = CampaignCheck['accounts'][number];
type Places = CampaignCheck['places'];

/** The second message of a started campaign was checked at its start. */
function isStepWrong(
  { secondSteps, lists }: CampaignParts,
  { id, state, text, schedule, listId }: CampaignRow,
): boolean {
  const step = state === 'draft' ? secondSteps.get(id) : null;
  const keys = lists.get(listId ?? 0)?.fields.map(({ key }) => key) ?? null;
  return step !== null && stepProblems(step, { text, schedule, keys }).length > 0;
}

/** A started campaign whose file is missing is paused. */
async function hasItsFile({ isFileWhole }: CampaignParts, { state, attachmentHash }: CampaignRow): Promise<boolean> {
  return state !== 'draft' || attachmentHash === null || isFileWhole(attachmentHash);
}

/**
 * Starts a draft if nothing stands in its way and it has not changed since that was checked. Its list and text are
 * frozen, and its messages are made a stretch at a time. A start that was cut off goes on.
 */
export async function startCampaign(parts: CampaignParts, id: number): Answer<CampaignSummary> {
  const { campaigns, account, clock, changes } = parts;
  const before = campaigns.get(id);
  if (before?.state === 'starting') return finishStart(parts, before);
  const accountBefore = account();
  // Rows of a draft's list may be read anew in place, which gives the list a later time of publication.
  const listAtMs = parts.lists.get(before?.listId ?? 0)?.publishedAtMs ?? 0;
  const stepBefore = parts.secondSteps.get(id);
  const checked = await checkCampaign(parts, id);
  if (!checked.ok) return checked;
  const [refusal] = checked.value.failures;
  if (refusal) return refuse(refusal);
  // The check took a while: only what it checked is started, and from here on without a pause in between.
  const row = campaigns.get(id);
  const from = account();
  if (row?.state !== 'draft') return refuse('not_allowed_now');
  if (!from) return refuse('not_linked');
  if (!before || !isAsChecked(before, row) || from.phone !== accountBefore?.phone) return refuse('changed_meanwhile');
  if (!isDeepStrictEqual(stepBefore, parts.secondSteps.get(id))) return refuse('changed_meanwhile');
  const repeated = withRepeat(parts, row);
  const first = row.schedule.from?.accounts.find(parts.isHere) ?? from.phone;
  const nowMs = clock.nowMs();
  const nextDay = isSeries(row.schedule) ? firstDay(row.schedule, nowMs) : null;
  const request = { campaignId: id, account: first, repeat: repeated.repeat, nextDay, nowMs };
  if (!campaigns.begin({ ...request, listAtMs })) return refuse('changed_meanwhile');
  changes.campaign(id);
  return finishStart(parts, repeated);
}

/** Makes the missing messages of a campaign that is being started, and lets it run. */
export async function finishStart(parts: CampaignParts, row: CampaignRow): Answer<CampaignSummary> {
  const { campaigns, batches, clock, settings, changes, nudge } = parts;
  const textScope = templateScope(row);
  const { quietDays } = settings();
  const answered = { quietDays, answer: row.contactsAnswer, answeredAtMs: row.contactsAnsweredAtMs };
  const nowMs = campaigns.get(row.id)?.startedAtMs ?? clock.nowMs();
  const goesAtMs = firstWeeklyDate(row.schedule, nowMs)?.dueAtMs ?? nowMs;
  const [afterMs, recentMs] = [leftOutAfterMs(answered, nowMs, goesAtMs), recentAfterMs({ quietDays }, goesAtMs)];
  const contacts = { afterMs, recentMs, nowMs, goesAtMs };
  const made = batches.run(row.id, (after) => {
    const wanted = { campaignId: row.id, textScope, contacts, nowMs: clock.nowMs() };
    const until = campaigns.people.makeMessages(wanted, after);
    changes.campaign(row.id);
    return until;
  });
  // Also after a full disk cut it off: the dispatcher watches the latest moment of messages that exist by now.
  const isWhole = await made.finally(nudge);
  if (!isWhole) return refuse('not_allowed_now');
  // If everybody was left out meanwhile, nothing else would end the campaign.
  for (const id of campaigns.finishDone(clock.nowMs())) changes.campaign(id);
  changes.manyMessages();
  return readSummary(parts, row.id);
}

/** A draft that declares a repeat gets the repeat's number when it is checked and started. */
export function withRepeat({ campaigns }: Pick<CampaignParts, 'campaigns'>, row: CampaignRow): CampaignRow {
  return row.repeat === 0 || row.state !== 'draft' ? row : { ...row, repeat: campaigns.nextRepeat() };
}

function countriesOf(places: CampaignCheck['places']): CampaignCheck['countries'] {
  const people = new Map<string, number>();
  for (const place of places) tally(people, place.country, place.people);
  return [...people]
    .map(([country, count]) => ({ country, people: count }))
    .sort((one, other) => other.people - one.people);
}
