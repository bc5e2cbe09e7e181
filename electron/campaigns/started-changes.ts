import type { CampaignRow, Campaigns } from '../../db/campaigns.ts';
import type { Lists } from '../../db/lists.ts';
import type { CommandInput, FailureCode } from '../../domain/contract.ts';
import { normalForm } from '../../domain/template.ts';
import type { Clock } from '../dispatch/ports.ts';
import { checkCampaign } from './check.ts';

export type StartedChangesParts = { readonly campaigns: Campaigns; readonly lists: Lists; readonly clock: Clock };

/**
 * Changes a campaign that was started: its name at any time, its schedule as long as it is not over, and the text of what
 * is pending while it is paused. Nothing that was handed over changes: an attempt holds its own text. Answers why not.
 */
export async function changeStarted(
  parts: StartedChangesParts,
  row: CampaignRow,
  input: CommandInput<'campaign:update'>,
): Promise<FailureCode | undefined> {
  const { campaigns, clock } = parts;
  const { name, text, schedule } = input;
  const isOver = row.state === 'finished' || row.state === 'cancelled';
  if (input.repeat !== undefined || input.leaveBlanksOut !== undefined) return 'not_allowed_now';
  if (isOver && (text !== undefined || schedule !== undefined)) return 'not_allowed_now';
  if (text !== undefined && text !== row.text) {
    const refusal = await changeText(parts, row, text);
    if (refusal) return refusal;
  }
  if (name !== undefined) campaigns.update(row.id, { name });
  if (schedule !== undefined) {
    campaigns.update(row.id, { schedule });
    // What is due counts from now: under the old hours nothing was late, and the new ones were just chosen.
    if (row.state === 'running') campaigns.releaseOverdue(row.id, clock.nowMs());
  }
  return undefined;
}

async function changeText(
  parts: StartedChangesParts,
  row: CampaignRow,
  text: string,
): Promise<FailureCode | undefined> {
  if (row.state !== 'paused') return 'not_allowed_now';
  const changed = withText(row, text);
  const { failures } = await checkCampaign(parts, changed);
  // Nobody may be left to send it to: then it says so, and the text is still the operator's to write.
  const refusal = failures.find((code) => code !== 'no_recipients');
  if (refusal) return refusal;
  // The check took a while: the campaign must still stand as it was looked at.
  const done = parts.campaigns.changeText(row, changed, 'operator', parts.clock.nowMs());
  return done === undefined ? 'not_allowed_now' : undefined;
}

/**
 * The campaign with another text for what is pending. A repeat was declared for the old words: whoever got the new ones
 * before, in any campaign, must not get them again for it.
 */
export function withText(row: CampaignRow, text: string): CampaignRow {
  return normalForm(text) === normalForm(row.text) ? { ...row, text } : { ...row, text, repeat: 0 };
}
