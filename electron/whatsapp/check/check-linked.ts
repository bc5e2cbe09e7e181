import { WhatsAppCheck } from '../../../domain/contract.ts';
import type { Restriction } from '../../../domain/state/restriction.ts';
import type { TestOutcome } from '../../ports.ts';
import { helpfulModules, type ModuleName, startModules } from '../page/modules.ts';
import type { Inspection } from '../page/page-words.ts';
import { checkGate, checkHistory, checkPeople, type Tried } from './account-steps.ts';
import type { Found } from './found.ts';
import { browserOf, fieldOf, missingOf, versionOf } from './page-values.ts';
import { resultOf, type StepResult } from './result-file.ts';

type What = WhatsAppCheck['what'];
const whats = WhatsAppCheck.shape.what.options;

export type Checkable = Tried & {
  inspect(): Promise<Inspection | null>;
  restriction(): Promise<Restriction | null>;
};

export type LinkedCheck = {
  readonly version: string;
  readonly restriction: Restriction | null;
  readonly results: readonly (StepResult & { readonly step: What })[];
};

/** Tries all that sending needs. No message goes to anybody but the account itself, and only with `sendToOneself`. */
export async function checkLinked(
  session: Checkable,
  sendToOneself: (() => Promise<TestOutcome>) | null,
): Promise<LinkedCheck> {
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

function messageFound(outcome: TestOutcome): Found {
  if (outcome === 'sent') return { word: 'pass', why: '' };
  return { word: outcome === 'not_sent' ? 'fail' : 'unknown', why: outcome };
}

/** Checks the page as it loaded: the browser's name, the version, and which of the parts that we need are missing. */
export function checkPage(seen: Inspection, needed: readonly ModuleName[]): Found {
  const [version, missing] = [versionOf(seen), missingOf(seen)];
  const values = { ...browserOf(seen), missing, ...(version === '' ? {} : { version }) };
  if (/headless/i.test([seen.userAgent, ...seen.brands].join()))
    return { word: 'fail', why: 'it says it has no window', values };
  if (version === '') return { word: 'fail', why: 'the page does not say its version', values };
  const lacking = missing.find((name) => needed.includes(name));
  if (lacking) return { word: 'fail', why: `parts are missing: ${lacking}`, values };
  return { word: 'pass', why: '', values };
}

/** Checks whether ids give their text, which functions can be wrapped, and which helpful parts are there. */
export function checkShapes(seen: Inspection): Found {
  const { saysKey, saysId, canWrapSend, canWrapEncryption, hasLid } = seen;
  const [missing, keyField, idField] = [missingOf(seen), fieldOf(seen.keyField), fieldOf(seen.idField)];
  const values = { keyField, idField, saysKey, saysId, canWrapSend, canWrapEncryption, hasLid, missing };
  const helpful: readonly ModuleName[] = helpfulModules;
  const lacking = missing.find((name) => !helpful.includes(name));
  if (lacking) return { word: 'fail', why: `parts are missing: ${lacking}`, values };
  if (!saysKey || !saysId) return { word: 'fail', why: 'an id does not say its text', values };
  if (!canWrapSend) return { word: 'fail', why: 'the send cannot be wrapped', values };
  if (!canWrapEncryption) return { word: 'unknown', why: 'nobody can listen below the gate', values };
  const [help] = missing;
  if (help) return { word: 'unknown', why: `helps are missing: ${help}`, values };
  return { word: 'pass', why: '', values };
}

const restrictionModules = ['WAWebReachoutTimelockUtils', 'WAWebIndividualNewChatMessageCappingLimitUtils'] as const;

/** Checks whether WhatsApp restricts writing to new people now. */
export function checkRestriction(seen: Inspection, restriction: Restriction | null): Found {
  const values = { restriction: restriction?.kind ?? 'none' } as const;
  if (restriction !== null) return { word: 'fail', why: `the account is restricted: ${restriction.kind}`, values };
  if (restrictionModules.some((name) => seen.missing.includes(name)))
    return { word: 'unknown', why: 'the page does not say what is restricted', values };
  return { word: 'pass', why: '', values };
}
