import type { ChatMessage } from '../../../domain/messages/message-copy.ts';
import type { LookUp, Messenger } from '../../ports.ts';
import { codeOf } from '../page/page-codes.ts';
import type { TrialEnd } from '../trial.ts';
import type { Found } from './found.ts';

export type Tried = Pick<Messenger, 'account' | 'lookUp' | 'readChat'> & {
  tryGate(): Promise<TrialEnd>;
};

const chatLines = 50;
const noLink: Found = { word: 'unknown', why: 'there is no link' };

/** Checks that the gate stops messages refused, late or tried before, and that none shows below it or in the chat. */
export async function checkGate(session: Tried): Promise<Found> {
  const account = session.account();
  if (!account) return noLink;
  const before = await session.readChat(account.id, chatLines, null);
  const end = await session.tryGate();
  const after = await session.readChat(account.id, chatLines, null);
  if (end.kind === 'broken') return { word: 'fail', why: codeOf(end.why) };
  if (end.kind === 'unknown') return { word: 'unknown', why: codeOf(end.why) };
  if (before === null || after === null) return { word: 'unknown', why: 'the chat cannot be read' };
  return after.every((line) => hasLine(before, line))
    ? { word: 'pass', why: '' }
    : { word: 'fail', why: 'the chat has changed' };
}

function hasLine(lines: readonly ChatMessage[], { random }: ChatMessage): boolean {
  return lines.some((line) => line.random === random);
}

type PeopleFound = { readonly lookUp: Found; readonly ids: Found };

/** Checks that WhatsApp answers for the account's own number, with the id by which the page knows the account. */
export async function checkPeople(session: Tried): Promise<PeopleFound> {
  const account = session.account();
  if (!account) return { lookUp: noLink, ids: noLink };
  const found = await session.lookUp(account.phone);
  if (found.kind !== 'registered')
    return { lookUp: notFound(found), ids: { word: 'unknown', why: 'nobody was found' } };
  const isSame = [found.chatId, ...found.ids].includes(account.id);
  const values = { resolvesToLid: found.chatId.endsWith('@lid'), idCount: found.ids.length };
  return {
    lookUp: { word: 'pass', why: '', values },
    ids: isSame ? { word: 'pass', why: '' } : { word: 'fail', why: 'the number is known by another id' },
  };
}

function notFound(found: Exclude<LookUp, { kind: 'registered' }>): Found {
  if (found.kind === 'absent') return { word: 'fail', why: 'the own number is not on WhatsApp' };
  // An answer that does not come in time says nothing about the page.
  return { word: found.why === 'an answer of an unknown shape' ? 'fail' : 'unknown', why: codeOf(found.why) };
}

/** Checks that the account's own chat can be read. */
export async function checkHistory(session: Tried): Promise<Found> {
  const account = session.account();
  if (!account) return noLink;
  const lines = await session.readChat(account.id, 1, null);
  return lines === null ? { word: 'fail', why: 'the chat cannot be read' } : { word: 'pass', why: '' };
}
