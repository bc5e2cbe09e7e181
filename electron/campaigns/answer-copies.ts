import { setImmediate } from 'node:timers/promises';
import type { Messages } from '../../db/messages.ts';
import type { CampaignSummary, CommandInput, CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { limits } from '../../domain/limits.ts';
import type { CampaignParts } from './parts.ts';
import { readSummary } from './read.ts';

type AnswerCopiesParts = CampaignParts & { readonly messages: Messages };

/**
 * The operator's word on people whose chat has the text already, by no message of this app: they are left out, or the text
 * is sent as a repeat. It holds for those that are found later as well.
 */
export async function answerCopies(
  parts: AnswerCopiesParts,
  { id, answer }: CommandInput<'campaign:answerCopies'>,
): Promise<CommandResult<CampaignSummary>> {
  const { campaigns, clock, changes, nudge } = parts;
  const isDone = answer === 'repeat' ? campaigns.repeatCopies(id, clock.nowMs()) : campaigns.leaveCopiesOut(id);
  if (!isDone) return refuse('not_allowed_now');
  if (answer === 'leave_out') await leaveOut(parts, id);
  changes.manyMessages();
  changes.campaign(id);
  nudge();
  return readSummary(parts, id);
}

/** A batch at a time: everything else has its turn between two. */
async function leaveOut({ campaigns, clock, messages, changes }: AnswerCopiesParts, id: number): Promise<void> {
  while (messages.leaveOutCopies(id, limits.bulkBatchRows, 'operator', clock.nowMs()) > 0) await setImmediate();
  for (const finished of campaigns.finishDone(clock.nowMs())) changes.campaign(finished);
}
