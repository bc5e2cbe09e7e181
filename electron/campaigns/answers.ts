import { setImmediate } from 'node:timers/promises';
import type { ListChanges } from '../../db/campaigns/list-again.ts';
import type { Messages } from '../../db/messages/messages.ts';
import type { Moves } from '../../db/messages/moves.ts';
import type { CampaignSummary, CommandInput, CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { limits } from '../../domain/limits.ts';
import type { CampaignParts } from './parts.ts';
import { readSummary } from './read.ts';

type AnswerParts = CampaignParts & { readonly messages: Messages };
export type OldChatParts = AnswerParts & {
  readonly moves: Moves;
  /** Whether the chats of this account could be read now. */
  readonly canReadOldChats: (phone: string) => Promise<boolean>;
};

/**
 * The operator's word on people who have the text already, in their chat or from another campaign since the repeat was
 * declared: they are left out, and so is whoever is found later, or the text is sent again to these people alone.
 */
export async function answerCopies(
  parts: AnswerParts,
  { id, about, answer }: CommandInput<'campaign:answerCopies'>,
): Promise<CommandResult<CampaignSummary>> {
  const { campaigns, clock } = parts;
  const isDone =
    answer === 'repeat'
      ? campaigns.questions.sendAgain(id, about, clock.nowMs())
      : campaigns.questions.leaveCopiesOut(id);
  if (!isDone) return refuse('not_allowed_now');
  if (answer === 'leave_out') await leaveOut(parts, id, about);
  return answered(parts, id);
}

/** The operator's word on people who heard from another campaign since this one's start, and on those found later. */
export async function answerContacts(
  parts: AnswerParts,
  { id, answer }: CommandInput<'campaign:answerContacts'>,
): Promise<CommandResult<CampaignSummary>> {
  const { campaigns, clock } = parts;
  if (!campaigns.questions.answerLaterContacts(id, answer, clock.nowMs())) return refuse('not_allowed_now');
  if (answer === 'leave_out') await leaveOut(parts, id, 'contacted');
  return answered(parts, id);
}

/**
 * The operator's word on people whose text is another by now than the one that was checked. It holds for everybody of whom
 * that is so at this moment, whether their turn has come or not.
 */
export async function answerTexts(
  parts: AnswerParts,
  { id, answer }: CommandInput<'campaign:answerTexts'>,
): Promise<CommandResult<CampaignSummary>> {
  const { campaigns, texts, batches, clock, changes } = parts;
  if (!isOpen(parts, id)) return refuse('not_allowed_now');
  let after = 0;
  await batches.run(id, () => {
    const until = texts.answer(id, answer, after, clock.nowMs());
    after = until ?? after;
    return until === null ? 'done' : 'more';
  });
  campaigns.releaseOverdue(id, clock.nowMs());
  for (const finished of campaigns.finishDone(clock.nowMs())) changes.campaign(finished);
  return answered(parts, id);
}

/** The operator's word on who is to get a second message: they have seen who that is. */
export async function answerStep(
  parts: AnswerParts,
  { id, answer }: CommandInput<'campaign:answerStep'>,
): Promise<CommandResult<CampaignSummary>> {
  const { secondSteps, clock } = parts;
  if (!isOpen(parts, id)) return refuse('not_allowed_now');
  if (answer === 'leave_out') await cancelSetAside(parts, id, 'second_step');
  else if (!secondSteps.release(id, clock.nowMs())) return refuse('not_allowed_now');
  return answered(parts, id);
}

/** The operator's word on people who are gone from the list, or whose new date cannot be read. */
export async function answerList(
  parts: AnswerParts & { readonly listChanges: ListChanges },
  { id, answer }: CommandInput<'campaign:answerList'>,
): Promise<CommandResult<CampaignSummary>> {
  if (!isOpen(parts, id)) return refuse('not_allowed_now');
  if (answer === 'send') parts.listChanges.releaseAll(id);
  else await cancelSetAside(parts, id, 'list_changed');
  return answered(parts, id);
}

/**
 * The operator's word on people whose chat with the account that they were moved from cannot be read: they go without it.
 * Of several accounts that had them, those that can be read are read all the same.
 */
export async function answerOldChats(
  parts: OldChatParts,
  { id, answer }: CommandInput<'campaign:answerOldChats'>,
): Promise<CommandResult<CampaignSummary>> {
  const { moves, clock } = parts;
  if (!isOpen(parts, id)) return refuse('not_allowed_now');
  if (answer === 'leave_out') await cancelSetAside(parts, id, 'old_chat');
  else {
    const had = moves.oldAccountsOf(id);
    const standing = await Promise.all(had.map(parts.canReadOldChats));
    const unread = had.filter((_, place) => !standing[place]);
    while (moves.release(id, unread, 'operator', clock.nowMs()) > 0) await setImmediate();
  }
  return answered(parts, id);
}

function isOpen({ campaigns }: AnswerParts, id: number): boolean {
  const state = campaigns.get(id)?.state;
  return state === 'running' || state === 'paused';
}

function answered(parts: AnswerParts, id: number): CommandResult<CampaignSummary> {
  parts.changes.manyMessages();
  parts.changes.campaign(id);
  parts.nudge();
  return readSummary(parts, id);
}

/** A batch at a time: everything else has its turn between two. */
async function leaveOut(
  { campaigns, clock, messages, changes }: AnswerParts,
  id: number,
  why: Parameters<Messages['leaveOut']>[1],
): Promise<void> {
  const some = () => ({ most: limits.bulkBatchRows, who: 'operator', nowMs: clock.nowMs() });
  while (messages.leaveOut(id, why, some()) > 0) await setImmediate();
  for (const finished of campaigns.finishDone(clock.nowMs())) changes.campaign(finished);
}

async function cancelSetAside(
  { campaigns, clock, messages, changes }: AnswerParts,
  id: number,
  why: Parameters<Messages['cancelSetAside']>[1],
): Promise<void> {
  const some = () => ({ most: limits.bulkBatchRows, who: 'operator', nowMs: clock.nowMs() });
  while (messages.cancelSetAside(id, why, some()) > 0) await setImmediate();
  for (const finished of campaigns.finishDone(clock.nowMs())) changes.campaign(finished);
}
