import type { CommandInput, CommandResult, StopProposal } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { limits } from '../../domain/limits.ts';
import { succeed } from '../../domain/result.ts';
import { findStopWord } from '../../domain/stop-words.ts';
import type { IncomingMessage } from '../ports.ts';
import type { DoNotContactParts } from './parts.ts';

/**
 * A message from a person, which counts once however often its event comes. Of people to whom no campaign wrote nothing
 * is kept. One with a stop word becomes a proposal: nobody gets onto the list by machine.
 */
export function receiveReply(parts: DoNotContactParts, { ids, text, waKey }: IncomingMessage): void {
  const { replies, clock, settings, changes, onProposals, onReplies } = parts;
  const kept = text.slice(0, limits.replyCharacters);
  const stopWord = findStopWord(kept, settings().stopWords);
  const messageId = replies.add({ ids, text: kept, waKey, stopWord, atMs: clock.nowMs() });
  if (messageId === null) return;
  changes.messages([messageId]);
  onReplies();
  if (stopWord !== null) onProposals(stopProposals(parts).length);
}

/** Those who are on the list meanwhile, by whatever way, are not asked about. */
export function stopProposals({
  replies,
  doNotContact,
}: Pick<DoNotContactParts, 'replies' | 'doNotContact'>): StopProposal[] {
  return replies.proposals().filter(({ phone }) => !doNotContact.isBlocked(phone));
}

export function answerProposal(
  parts: DoNotContactParts,
  { id, answer }: CommandInput<'doNotContact:answer'>,
): CommandResult<StopProposal[]> {
  if (answer === 'reopen') return reopenProposal(parts, id);
  const { replies, doNotContact, clock, changes } = parts;
  const proposal = stopProposals(parts).find((one) => one.id === id);
  if (!proposal) return refuse('not_found');
  // The list first: a crash in between asks again, and never loses a person who said stop.
  if (answer === 'add') {
    doNotContact.add(proposal.phone, proposal.text.slice(0, limits.noteCharacters), clock.nowMs());
    changes.manyMessages();
  }
  replies.answer(id, answer === 'add' ? 'added' : 'dismissed', clock.nowMs());
  return succeed(tell(parts));
}

/** The answer was a slip: the person is asked about again, and off the list where the answer had put them on it. */
function reopenProposal(parts: DoNotContactParts, id: number): CommandResult<StopProposal[]> {
  // The question first: a crash in between leaves the person on the list, and never loses one who said stop.
  const reopened = parts.replies.reopen(id);
  if (reopened === null) return refuse('not_found');
  if (reopened.answer === 'added') {
    parts.doNotContact.remove(reopened.phone);
    parts.changes.manyMessages();
  }
  return succeed(tell(parts));
}

/** Says who is still to be decided on, everywhere that is shown, and returns them. */
function tell(parts: DoNotContactParts): StopProposal[] {
  const left = stopProposals(parts);
  parts.onProposals(left.length);
  parts.onReplies();
  return left;
}
