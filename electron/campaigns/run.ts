import { isHeldByTeam } from '../../domain/campaign.ts';
import type { CampaignSummary, CommandInput, CommandResult } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { Answer } from '../commands.ts';
import type { CampaignParts } from './parts.ts';
import { readSummary } from './read.ts';

/** Holds a running campaign up. A message in flight still ends. */
export function pauseCampaign(parts: CampaignParts, id: number): CommandResult<CampaignSummary> {
  const { campaigns, clock } = parts;
  if (!campaigns.move(id, 'running', 'paused', clock.nowMs(), 'operator')) return refuse('not_allowed_now');
  return changed(parts, id);
}

/** The operator's "go on": approves a pilot, lets the overdue go and a returned campaign run, asks WhatsApp anew. */
export function resumeCampaign(parts: CampaignParts, id: number): CommandResult<CampaignSummary> {
  const { campaigns, queue, clock, isHere } = parts;
  const row = campaigns.get(id);
  // While the texts of its people are made anew, none of them could go out.
  if (row?.state !== 'paused' || parts.batches.isRunning(id)) return refuse('not_allowed_now');
  if (isHeldByTeam(row.pauseReason)) return refuse('not_allowed_now');
  if (row.pauseReason === 'other_account' && !queue.accountsWaiting(id).some(isHere)) return refuse('not_allowed_now');
  if (row.pauseReason === 'pilot') campaigns.questions.approvePilot(id);
  campaigns.forgetReturn(id);
  if (row.pauseReason === 'unanswered') campaigns.questions.forgetUnanswered(id);
  campaigns.releaseOverdue(id, clock.nowMs());
  if (!campaigns.move(id, 'paused', 'running', clock.nowMs())) return refuse('not_allowed_now');
  return changed(parts, id);
}

/** All that came back go on at once, where there are as many as the operator was shown. Returns how many go on. */
export function resumeReturned(
  parts: CampaignParts,
  { count }: CommandInput<'campaign:resumeReturned'>,
): CommandResult<number> {
  const ids = parts.campaigns.returned();
  if (ids.length !== count) return refuse('changed_meanwhile');
  return succeed(ids.filter((id) => resumeCampaign(parts, id).ok).length);
}

/** Cancels a campaign and what was drawn of its second message: from now on nothing is sent of it. */
export async function cancelCampaign(parts: CampaignParts, id: number): Answer<CampaignSummary> {
  const { campaigns, secondSteps, clock, changes } = parts;
  const { team = null, uid = '' } = campaigns.get(id) ?? {};
  // What is cancelled of the team's is cancelled for everybody, by a coordinator. What the team lost is this computer's.
  if (team === 'open' && parts.isOfTeam(uid)) return refuse('not_allowed_now');
  if (team === 'open') campaigns.endOfTeam(id);
  const isCancelled = campaigns.cancel(id, clock.nowMs());
  const step = isCancelled ? secondSteps.madeOf(id) : undefined;
  const cancelled = [
    ...(isCancelled ? [id] : []),
    ...(step !== undefined && campaigns.cancel(step, clock.nowMs()) ? [step] : []),
  ];
  for (const one of cancelled) {
    changes.campaign(one);
    await finishCancel(parts, one);
  }
  return isCancelled ? changed(parts, id) : refuse('not_allowed_now');
}

/** Cancels the messages that still wait in a cancelled campaign. */
export async function finishCancel({ campaigns, batches, clock, changes }: CampaignParts, id: number): Promise<void> {
  // What is at work for it, as its start, ends by its being cancelled.
  await batches.ended(id);
  await batches.run(id, (before) => {
    const isMore = campaigns.cancelMessages(id, 'operator', clock.nowMs());
    changes.campaign(id);
    return isMore ? before + 1 : null;
  });
  changes.manyMessages();
}

/** The operator's word on what is overdue beyond the grace time: now, or not at all; they are asked about the rest. */
export async function answerOverdue(
  parts: CampaignParts,
  { id, answer }: CommandInput<'campaign:overdue'>,
): Answer<CampaignSummary> {
  const { campaigns, batches, clock, changes } = parts;
  if (campaigns.get(id)?.pauseReason !== 'overdue') return refuse('not_allowed_now');
  if (answer === 'send') return resumeCampaign(parts, id);
  await batches.run(id, (before) => {
    // Cancelled meanwhile: that is the newer word.
    if (campaigns.get(id)?.pauseReason !== 'overdue') return null;
    const isMore = campaigns.questions.skipOverdue(id, clock.nowMs());
    changes.campaign(id);
    return isMore ? before + 1 : null;
  });
  campaigns.finishDone(clock.nowMs());
  changes.manyMessages();
  return changed(parts, id);
}

function changed(parts: CampaignParts, id: number): CommandResult<CampaignSummary> {
  parts.changes.campaign(id);
  parts.nudge();
  return readSummary(parts, id);
}
