import type { CommandInput, CommandResult, StopProposal } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { findStopWord } from '../../domain/people/stop-words.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { IncomingMessage } from '../ports.ts';
import type { DoNotContactParts } from './parts.ts';

/**
 * A message from a person, which counts once however often its event comes. Of people to whom no campaign wrote nothing
 * is kept but a stop. That becomes a proposal, and nothing goes to its person until somebody decides: nobody gets onto
 * the list by machine. `account`: the number of the one to which they wrote; absent where that is not known.
 */
export function receiveReply(
  parts: DoNotContactParts,
  { ids, text, waKey, writtenAtMs, before }: IncomingMessage,
  account?: string,
): void {
  const { replies, stops, clock, settings, changes } = parts;
  const kept = text.slice(0, limits.replyCharacters);
  const stopWord = findStopWord(kept, settings().stopWords);
  const atMs = clock.nowMs();
  const setAside = stopWord === null ? null : stops.add({ ids, text: kept, stopWord, waKey, atMs });
  const messageId = replies.add({ ids, text: kept, waKey, account, atMs, writtenAtMs, before });
  changes.messages([...(setAside ?? []), ...(messageId === null ? [] : [messageId])]);
  if (messageId !== null || setAside !== null) changes.replies();
}

/** The operator's word on some of them at once, as on all who wrote the same. Returns those that are left. */
export function answerProposals(
  parts: DoNotContactParts,
  { ids, answer }: CommandInput<'doNotContact:answer'>,
): CommandResult<StopProposal[]> {
  const answered = ids.filter((id) => (answer === 'reopen' ? reopen(parts, id) : decide(parts, id, answer)));
  if (answered.length === 0) return refuse('not_found');
  afterDecision(parts);
  return succeed(parts.stops.proposals());
}

function decide(
  { stops, doNotContact, settings, clock }: DoNotContactParts,
  id: number,
  answer: 'add' | 'dismiss',
): boolean {
  const person = stops.person(id);
  if (!person) return false;
  // The list first: a crash in between asks again, and never loses a person who said stop.
  if (answer === 'add' && person.phone !== null) {
    const note = person.text.slice(0, limits.noteCharacters);
    doNotContact.add(person.phone, note, clock.nowMs(), { why: 'wrote', who: settings().operatorName });
  }
  stops.answer(id, answer === 'add' ? 'added' : 'dismissed', clock.nowMs());
  return true;
}

/** The answer was a slip: the person is asked about again, off the list if put on it, and what was held waits. */
function reopen({ stops, doNotContact, messages, clock }: DoNotContactParts, id: number): boolean {
  // The question first: a crash in between leaves the person on the list, and never loses one who said stop.
  const reopened = stops.reopen(id);
  if (reopened === null) return false;
  const { answer, phone, notSent } = reopened;
  if (phone === null) return true;
  if (answer === 'added') {
    doNotContact.remove(phone);
    messages.requeue(notSent, 'operator', clock.nowMs());
  }
  stops.setAside(phone, clock.nowMs());
  return true;
}

/** With the list or a decision changes what may go to whom: whoever shows or sends is told, and a campaign may end. */
export function afterDecision(parts: DoNotContactParts): void {
  const { stops, campaigns, clock, changes, nudge } = parts;
  for (const id of stops.settle(clock.nowMs())) changes.campaign(id);
  for (const id of campaigns.finishDone(clock.nowMs())) changes.campaign(id);
  changes.manyMessages();
  changes.replies();
  nudge();
}
