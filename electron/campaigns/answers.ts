import { setImmediate } from 'node:timers/promises';
import type { Stores } from '../../db/stores.ts';
import type { CampaignSummary, CommandInput } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { refuse } from '../../domain/result.ts';
import type { Answer } from '../commands.ts';
import type { Given } from '../ports.ts';
import type { CampaignParts } from './parts.ts';
import { readSummary } from './read.ts';

export type AnswerParts = CampaignParts & Pick<Stores, 'messages' | 'listChanges' | 'moves'> & Given<'canReadOldChats'>;
type Input = CommandInput<'campaign:answer'>;

/** The operator's answer about people set aside with a question: they get the message all the same, or do not. */
export async function answerSetAside(parts: AnswerParts, given: Input): Answer<CampaignSummary> {
  const { campaigns, changes, nudge } = parts;
  const state = campaigns.get(given.id)?.state;
  if (state !== 'running' && state !== 'paused') return refuse('not_allowed_now');
  const isDone = await (given.answer === 'send' ? send(parts, given) : leaveOut(parts, given));
  if (!isDone) return refuse('not_allowed_now');
  changes.manyMessages();
  changes.campaign(given.id);
  nudge();
  return readSummary(parts, given.id);
}

/** Returns false where no answer about people of the campaign is possible any more. */
async function send(parts: AnswerParts, { id, about }: Input): Promise<boolean> {
  const { campaigns, secondSteps, listChanges, clock } = parts;
  switch (about) {
    case 'in_chat':
    case 'got_meanwhile':
      return campaigns.questions.sendAgain(id, about, clock.nowMs());
    case 'contacted':
      return campaigns.questions.answerLaterContacts(id, 'send', clock.nowMs());
    case 'text_changed':
      return answerTexts(parts, id, 'send');
    case 'second_step':
      return secondSteps.release(id, clock.nowMs());
    case 'list_changed':
      listChanges.releaseAll(id);
      return true;
    case 'old_chat':
      return sendWithoutOldChats(parts, id);
  }
}

/** For people who have the text, or heard from another campaign, the answer also holds for those found later. */
async function leaveOut(parts: AnswerParts, { id, about }: Input): Promise<boolean> {
  const { campaigns, clock, messages } = parts;
  const some = () => ({ most: limits.bulkBatchRows, who: 'operator', nowMs: clock.nowMs() });
  switch (about) {
    case 'in_chat':
    case 'got_meanwhile':
      if (!campaigns.questions.leaveCopiesOut(id)) return false;
      return inBatches(parts, () => messages.leaveOut(id, about, some()));
    case 'contacted':
      if (!campaigns.questions.answerLaterContacts(id, 'leave_out', clock.nowMs())) return false;
      return inBatches(parts, () => messages.leaveOut(id, about, some()));
    case 'text_changed':
      return answerTexts(parts, id, 'leave_out');
    case 'second_step':
    case 'list_changed':
    case 'old_chat':
      return inBatches(parts, () => messages.cancelSetAside(id, about, some()));
  }
}

/** The texts of these people differ from the checked ones. The answer holds for all of them as of now, due or not. */
async function answerTexts(parts: AnswerParts, id: number, answer: Input['answer']): Promise<boolean> {
  const { campaigns, texts, batches, clock } = parts;
  await batches.run(id, (after) => texts.answer(id, answer, after, clock.nowMs()));
  campaigns.releaseOverdue(id, clock.nowMs());
  finishDone(parts);
  return true;
}

/** Where several accounts had the messages, the chats of those that can be read are read all the same. */
async function sendWithoutOldChats({ moves, clock, canReadOldChats }: AnswerParts, id: number): Promise<boolean> {
  const had = moves.oldAccountsOf(id);
  const standing = await Promise.all(had.map(canReadOldChats));
  const unread = had.filter((_, place) => !standing[place]);
  while (moves.release(id, unread, 'operator', clock.nowMs()) > 0) await setImmediate();
  return true;
}

async function inBatches(parts: AnswerParts, batch: () => number): Promise<boolean> {
  while (batch() > 0) await setImmediate();
  finishDone(parts);
  return true;
}

function finishDone({ campaigns, clock, changes }: AnswerParts): void {
  for (const finished of campaigns.finishDone(clock.nowMs())) changes.campaign(finished);
}
