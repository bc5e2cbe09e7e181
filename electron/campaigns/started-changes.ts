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
 * Changes a started campaign: its name at any time, its schedule until it is over, and the text of pending messages
 * while it is paused; what was handed over keeps its own text. Returns the reason where the change is not possible.
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
  // The second message may be removed; but its plan was made at the start, and no other one is planned afterwards.
  if (input.step !== undefined && input.step !== null) return 'not_allowed_now';
  if (isOver && (input.text !== undefined || schedule !== undefined)) return 'not_allowed_now';
  if (schedule !== undefined && !isWithinItsHours(schedule)) return 'no_dates';
  if (schedule !== undefined && (await countMisses(parts, { id: row.id, schedule })) > (input.mayMiss ?? 0))
    return 'would_miss';
  const to = input.text === undefined || input.text === row.text ? undefined : withText(row, input.text);
  const refusal = to && (await whyNotText(parts, row, to));
  if (refusal) return refusal;
  // The check took a while: the transaction that writes the change checks the campaign's state again.
  const change = { name, schedule, text: to && { from: row, to } };
  if (input.step === null) parts.secondSteps.set(row.id, null);
  const done = parts.campaigns.changeStarted(row.id, change, 'operator', parts.clock.nowMs());
  // The checked text becomes the shown text of all who wait. If this is cut off, the operator is asked about the rest.
  if (done && to) await parts.batches.run(row.id, (after) => parts.texts.renew(row.id, after));
  return done ? undefined : 'not_allowed_now';
}

/** The own times of people were set at the start. Further dates may be skipped, or all be asked about. */
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
  // If nobody is left to send the text to, the campaign says so, but the operator may still write it.
  return failures.find((code) => code !== 'no_recipients');
}

/**
 * The campaign with another text for its pending messages. A repeat was declared for the old words: it does not let
 * people get the new words again who got them before, in any campaign.
 */
export function withText(row: CampaignRow, text: string): CampaignRow {
  return normalForm(text) === normalForm(row.text) ? { ...row, text } : { ...row, text, repeat: 0 };
}
