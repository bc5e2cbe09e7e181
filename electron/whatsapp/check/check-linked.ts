import { WhatsAppCheck } from '../../../domain/contract.ts';
import type { Restriction } from '../../../domain/state/restriction.ts';
import { startModules } from '../page/modules.ts';
import type { Inspection } from '../page/page-words.ts';
import { checkGate, checkHistory, checkPeople, type Tried } from './account-steps.ts';
import type { Found } from './found.ts';
import { checkPage, checkRestriction, checkShapes } from './page-steps.ts';
import { versionOf } from './page-values.ts';
import { resultOf, type StepResult } from './result-file.ts';

type What = WhatsAppCheck['what'];
const whats = WhatsAppCheck.shape.what.options;

export type Checkable = Tried & {
  inspect(): Promise<Inspection | null>;
  restriction(): Promise<Restriction | null>;
};

/** Sends one message to the account itself, as any other is sent; null leaves that step out. */
export type SendToOneself = (() => Promise<'sent' | 'not_confirmed' | 'not_sent' | 'busy'>) | null;

export type LinkedCheck = {
  readonly version: string;
  readonly restriction: Restriction | null;
  readonly results: readonly (StepResult & { readonly step: What })[];
};

/** Tries everything that sending needs on the session as it stands. Nobody is messaged but the account itself. */
export async function checkLinked(session: Checkable, sendToOneself: SendToOneself): Promise<LinkedCheck> {
  const seen = await session.inspect();
  const version = seen ? versionOf(seen) : '';
  const page = seen ? checkPage(seen, startModules) : noPage;
  if (session.account() === null) return { version, restriction: null, results: resultsOf({ page, link: noLink }) };
  const restriction = await session.restriction();
  const people = await checkPeople(session);
  const found = {
    page,
    link: { word: 'pass', why: '' },
    shapes: seen ? checkShapes(seen) : noPage,
    gate: await checkGate(session),
    look_up: people.lookUp,
    ids: people.ids,
    history: await checkHistory(session),
    restriction: seen ? checkRestriction(seen, restriction) : notSeen,
    ...(sendToOneself ? { message: messageFound(await sendToOneself()) } : {}),
  } as const;
  return { version, restriction, results: resultsOf(found) };
}

const noPage: Found = { word: 'fail', why: 'the page does not answer' };
const notSeen: Found = { ...noPage, word: 'unknown' };
const noLink: Found = { word: 'fail', why: 'there is no link' };

function resultsOf(found: Readonly<Partial<Record<What, Found>>>): LinkedCheck['results'] {
  return whats.flatMap((what) => (found[what] ? [{ ...resultOf(what, found[what]), step: what }] : []));
}

function messageFound(outcome: Awaited<ReturnType<NonNullable<SendToOneself>>>): Found {
  if (outcome === 'sent') return { word: 'pass', why: '' };
  return { word: outcome === 'not_sent' ? 'fail' : 'unknown', why: outcome };
}
