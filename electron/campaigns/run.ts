import type { CampaignSummary, CommandInput, CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import type { CampaignParts } from './parts.ts';
import { readSummary } from './read.ts';

/** Holds a running campaign up. A message in flight still ends. */
export function pauseCampaign(parts: CampaignParts, id: number): CommandResult<CampaignSummary> {
  const { campaigns, clock } = parts;
  return afterChange(parts, id, campaigns.move(id, 'running', 'paused', clock.nowMs(), 'operator'));
}

/** The operator's "go on" approves a pilot, and what is overdue goes out from now on at its pace. */
export function resumeCampaign(parts: CampaignParts, id: number): CommandResult<CampaignSummary> {
  const { campaigns, clock, account } = parts;
  const row = campaigns.get(id);
  if (row?.state !== 'paused') return refuse('not_allowed_now');
  if (row.pauseReason === 'other_account' && account()?.phone !== row.account) return refuse('not_allowed_now');
  if (row.pauseReason === 'pilot') campaigns.approvePilot(id);
  campaigns.releaseOverdue(id, clock.nowMs());
  return afterChange(parts, id, campaigns.move(id, 'paused', 'running', clock.nowMs()));
}

export function cancelCampaign(parts: CampaignParts, id: number): CommandResult<CampaignSummary> {
  const { campaigns, clock, changes } = parts;
  const cancelled = campaigns.cancel(id, 'operator', clock.nowMs());
  changes.manyMessages();
  return afterChange(parts, id, cancelled !== undefined);
}

/** The operator's word on messages that are overdue beyond the grace time: they go out now, or not at all. */
export function answerOverdue(
  parts: CampaignParts,
  { id, answer }: CommandInput<'campaign:overdue'>,
): CommandResult<CampaignSummary> {
  const { campaigns, clock, changes } = parts;
  if (campaigns.get(id)?.pauseReason !== 'overdue') return refuse('not_allowed_now');
  if (answer === 'send') return resumeCampaign(parts, id);
  campaigns.skipOverdue(id, clock.nowMs());
  campaigns.finishDone(clock.nowMs());
  changes.manyMessages();
  return afterChange(parts, id, true);
}

function afterChange(parts: CampaignParts, id: number, isDone: boolean): CommandResult<CampaignSummary> {
  if (!isDone) return refuse('not_allowed_now');
  parts.changes.campaign(id);
  parts.nudge();
  return readSummary(parts, id);
}
