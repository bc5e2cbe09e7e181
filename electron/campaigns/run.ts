import { isHeldByTeam } from '../../domain/campaign.ts';
import type { CampaignSummary, CommandResult } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { Answer, CommandOf, QuickCommandOf } from '../commands.ts';
import type { CampaignParts } from './parts.ts';
import { readSummary } from './read.ts';

/** Holds a running campaign up. A message in flight still ends. */
export function pauseCampaign(parts: CampaignParts, id: number): CommandResult<CampaignSummary> {
  const { campaigns, clock } = parts;
  if (!campaigns.move(id, 'running', 'paused', clock.nowMs(), 'operator')) return refuse('not_allowed_now');
  return changed(parts, id);
}

/** "Go on": approves a pilot, releases overdue messages, lets a returned campaign run, asks WhatsApp anew. */
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

/** Lets all campaigns that came back go on, if they are as many as the operator was shown. Returns how many go on. */
export const resumeReturned: QuickCommandOf<'campaign:resumeReturned', CampaignParts> = (parts, { count }) => {
  const ids = parts.campaigns.returned();
  if (ids.length !== count) return refuse('changed_meanwhile');
  return succeed(ids.filter((id) => resumeCampaign(parts, id).ok).length);
};

/** Cancels a campaign and the campaign of its second messages: from now on nothing of them is sent. */
export async function cancelCampaign(parts: CampaignParts, id: number): Answer<CampaignSummary> {
  const { campaigns, secondSteps, clock, changes } = parts;
  const { team = null, uid = '' } = campaigns.get(id) ?? {};
  // A coordinator cancels a campaign of the team for everybody. One that the team has lost is this computer's own.
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

export async function finishCancel({ campaigns, batches, clock, changes }: CampaignParts, id: number): Promise<void> {
  // Other work for the campaign, such as its start, ends because it is cancelled.
  await batches.ended(id);
  await batches.run(id, (before) => {
    const isMore = campaigns.cancelMessages(id, 'operator', clock.nowMs());
    changes.campaign(id);
    return isMore ? before + 1 : null;
  });
  changes.manyMessages();
}

/** The operator's answer about messages overdue beyond the grace time: send now, or never. The rest is asked about. */
export const answerOverdue: CommandOf<'campaign:overdue', CampaignParts> = async (parts, { id, answer }) => {
  const { campaigns, batches, clock, changes } = parts;
  if (campaigns.get(id)?.pauseReason !== 'overdue') return refuse('not_allowed_now');
  if (answer === 'send') return resumeCampaign(parts, id);
  await batches.run(id, (before) => {
    // The campaign was cancelled meanwhile, and that counts.
    if (campaigns.get(id)?.pauseReason !== 'overdue') return null;
    const isMore = campaigns.questions.skipOverdue(id, clock.nowMs());
    changes.campaign(id);
    return isMore ? before + 1 : null;
  });
  for (const finished of campaigns.finishDone(clock.nowMs())) changes.campaign(finished);
  changes.manyMessages();
  return changed(parts, id);
};

function changed(parts: CampaignParts, id: number): CommandResult<CampaignSummary> {
  parts.changes.campaign(id);
  parts.nudge();
  return readSummary(parts, id);
}
