import type { CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import type { Schedule } from '../../domain/campaign.ts';
import type { CommandInput, FailureCode } from '../../domain/contract.ts';
import { isWithinItsHours } from '../../domain/schedule/series.ts';
import { normalForm } from '../../domain/template/text-identity.ts';
import { type CheckParts, checkRecipients } from './check-recipients.ts';
import { countMisses } from './own-times.ts';
import type { CampaignParts } from './parts.ts';

type StartedChangesParts = CheckParts & Pick<CampaignParts, 'texts' | 'batches' | 'secondSteps' | 'queue'>;

/**
 * Changes a campaign that was started: its name at any time, its schedule as long as it is not over, and the text of
 * what is pending while it is paused. Nothing that was handed over changes: an attempt holds its own text. Returns why
 * not.
 */
export async function changeStarted(
  parts: StartedChangesParts,
  row: CampaignRow,
  input: CommandInput<'campaign:update'>,
): Promise<FailureCode | undefined> {
  const { name } = input;
  const schedule = input.schedule && withTimes(input.schedule, row.schedule);
  const isOver = row.state === 'finished' || row.state === 'cancelled';
  const { repeat, leaveBlanksOut, keepsPlace, contactsAnswer } = input;
  if ([repeat, leaveBlanksOut, keepsPlace, contactsAnswer].some((given) => given !== undefined))
    return 'not_allowed_now';
  // It may be taken out; what was planned at the start is not planned anew.
  if (input.step !== undefined && input.step !== null) return 'not_allowed_now';
  if (isOver && (input.text !== undefined || schedule !== undefined)) return 'not_allowed_now';
  if (schedule !== undefined && !isWithinItsHours(schedule)) return 'no_dates';
  if (schedule !== undefined && (await countMisses(parts, { id: row.id, schedule })) > (input.mayMiss ?? 0))
    return 'would_miss';
  const to = input.text === undefined || input.text === row.text ? undefined : withText(row, input.text);
  const refusal = to && (await whyNotText(parts, row, to));
  if (refusal) return refusal;
  // The check took a while: what is true of the campaign now is asked where it is written, in one transaction.
  const change = { name, schedule, text: to && { from: row, to } };
  if (input.step === null) parts.secondSteps.set(row.id, null);
  const done = parts.campaigns.changeStarted(row.id, change, 'operator', parts.clock.nowMs());
  // The text that was just checked is what was shown to everybody who waits. Cut off, the rest of them are asked about.
  if (done && to) await parts.batches.run(row.id, (after) => parts.texts.renew(row.id, after));
  return done ? undefined : 'not_allowed_now';
}

/**
 * The times of its people were made at the start. Of its further dates some may be left out, and all be asked about.
 */
function withTimes(
  { own: _asked, weekly: asked, byItself, ...schedule }: Schedule,
  { own, weekly, ...before }: Schedule,
): Schedule {
  return {
    ...schedule,
    ...(own === undefined ? {} : { own }),
    ...(weekly === undefined ? {} : { weekly: { ...weekly, leftOut: asked?.leftOut ?? weekly.leftOut } }),
    ...(before.byItself === undefined ? {} : { byItself: before.byItself && byItself === true }),
  };
}

async function whyNotText(
  parts: StartedChangesParts,
  row: CampaignRow,
  to: CampaignRow,
): Promise<FailureCode | undefined> {
  if (row.state !== 'paused' || parts.batches.isRunning(row.id)) return 'not_allowed_now';
  const { failures } = await checkRecipients(parts, to);
  // Nobody may be left to send it to: then it says so, and the text is still the operator's to write.
  return failures.find((code) => code !== 'no_recipients');
}

/**
 * The campaign with another text, for what is pending of it. A repeat was declared for the old words: whoever got the
 * new ones before, in any campaign, must not get them again for it.
 */
export function withText(row: CampaignRow, text: string): CampaignRow {
  return normalForm(text) === normalForm(row.text) ? { ...row, text } : { ...row, text, repeat: 0 };
}
