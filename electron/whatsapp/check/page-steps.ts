import type { Restriction } from '../../../domain/state/restriction.ts';
import { helpfulModules, type ModuleName } from '../page/modules.ts';
import type { Inspection } from '../page/page-words.ts';
import type { Found } from './found.ts';
import { browserOf, fieldOf, missingOf, versionOf } from './page-values.ts';

/** The page as it came: how the browser calls itself, the version, and which of the named parts are not there. */
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

/** Whether ids say their text, what can be wrapped, and what is there only as a help. */
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

/** Whether WhatsApp keeps the account from writing to new people now. */
export function checkRestriction(seen: Inspection, restriction: Restriction | null): Found {
  const values = { restriction: restriction?.kind ?? 'none' } as const;
  if (restriction !== null) return { word: 'fail', why: `the account is restricted: ${restriction.kind}`, values };
  if (restrictionModules.some((name) => seen.missing.includes(name)))
    return { word: 'unknown', why: 'the page does not say what is restricted', values };
  return { word: 'pass', why: '', values };
}
