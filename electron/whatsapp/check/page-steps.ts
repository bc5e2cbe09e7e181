import type { Restriction } from '../../../domain/restriction.ts';
import type { Inspection } from '../inspect-in-page.ts';
import { helpfulModules } from '../modules.ts';
import type { Found } from './found.ts';

/** The page as it came: how the browser calls itself, the version, and which of the named parts are not there. */
export function checkPage(seen: Inspection, needed: readonly string[]): Found {
  const { userAgent, brands, version, missing } = seen;
  const values = { userAgent, brands, version, missing };
  if (/headless/i.test([userAgent, ...brands].join())) return { word: 'fail', why: 'it says it has no window', values };
  if (version === '') return { word: 'fail', why: 'the page does not say its version', values };
  const lacking = missing.filter((name) => needed.includes(name));
  if (lacking.length > 0) return { word: 'fail', why: `parts are missing: ${lacking.join(' ')}`, values };
  return { word: 'pass', why: '', values };
}

/** Whether ids say their text, what can be wrapped, and what is there only as a help. */
export function checkShapes(seen: Inspection): Found {
  const { keyField, idField, saysKey, saysId, canWrapSend, canWrapEncryption, hasLid, missing } = seen;
  const values = { keyField, idField, saysKey, saysId, canWrapSend, canWrapEncryption, hasLid, missing };
  const helpful: readonly string[] = helpfulModules;
  const lacking = missing.filter((name) => !helpful.includes(name));
  if (lacking.length > 0) return { word: 'fail', why: `parts are missing: ${lacking.join(' ')}`, values };
  if (!saysKey || !saysId) return { word: 'fail', why: 'an id does not say its text', values };
  if (!canWrapSend) return { word: 'fail', why: 'the send cannot be wrapped', values };
  if (!canWrapEncryption) return { word: 'unknown', why: 'nobody can listen below the gate', values };
  if (missing.length > 0) return { word: 'unknown', why: `helps are missing: ${missing.join(' ')}`, values };
  return { word: 'pass', why: '', values };
}

const restrictionModules = ['WAWebReachoutTimelockUtils', 'WAWebIndividualNewChatMessageCappingLimitUtils'] as const;

/** Whether WhatsApp keeps the account from writing to new people now. */
export function checkRestriction(seen: Inspection, restriction: Restriction | null): Found {
  const values = { restriction: restriction?.kind ?? 'none' };
  if (restriction !== null) return { word: 'fail', why: `the account is restricted: ${restriction.kind}`, values };
  if (restrictionModules.some((name) => seen.missing.includes(name)))
    return { word: 'unknown', why: 'the page does not say what is restricted', values };
  return { word: 'pass', why: '', values };
}
