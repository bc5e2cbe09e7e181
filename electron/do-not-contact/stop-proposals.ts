import { limits } from '../../domain/limits.ts';
import { findStopWord } from '../../domain/people/stop-words.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { QuickCommandOf } from '../commands.ts';
import type { IncomingMessage } from '../ports.ts';
import type { DoNotContactParts } from './parts.ts';

/**
 * Takes a message from a person, which counts once however often its event comes. Of people to whom no campaign wrote,
 * only a stop is stored. Nothing goes to its person until somebody decides: no machine puts anybody on the list.
 * `account`: the number that they wrote to; absent where that is not known.
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

/** Applies the operator's answer to several proposals at once, as to all who wrote the same. Returns those left. */
export const answerProposals: QuickCommandOf<'doNotContact:answer', DoNotContactParts> = (parts, { ids, answer }) => {
  const answered = ids.filter((id) => (answer === 'reopen' ? reopen(parts, id) : decide(parts, id, answer)));
  if (answered.length === 0) return refuse('not_found');
  afterDecision(parts);
  return succeed(parts.stops.proposals());
};

function decide(
  { stops, doNotContact, settings, clock }: DoNotContactParts,
  id: number,
  answer: 'add' | 'dismiss',
): boolean {
  const person = stops.person(id);
  if (!person) return false;
  // The list comes first: after a crash in between it is asked again, and nobody who said stop is lost.
  if (answer === 'add' && person.phone !== null) {
    const note = person.text.slice(0, limits.noteCharacters);
    doNotContact.add(person.phone, note, clock.nowMs(), { why: 'wrote', who: settings().operatorName });
  }
  stops.answer(id, answer === 'add' ? 'added' : 'dismissed', clock.nowMs());
  return true;
}

/**
 * Takes back a mistaken answer: the person is asked about again, comes off the list if the answer put them on it, and
 * their messages wait.
 */
function reopen({ stops, doNotContact, messages, clock }: DoNotContactParts, id: number): boolean {
  // The question first: after a crash in between the person is still on the list, and nobody who said stop is lost.
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

/** After the list or a decision changed who may be sent to: tells the parts, and ends campaigns that are done. */
export function afterDecision(parts: DoNotContactParts): void {
  const { stops, campaigns, clock, changes, nudge } = parts;
  for (const id of stops.settle(clock.nowMs())) changes.campaign(id);
  for (const id of campaigns.finishDone(clock.nowMs())) changes.campaign(id);
  changes.manyMessages();
  changes.replies();
  nudge();
}
