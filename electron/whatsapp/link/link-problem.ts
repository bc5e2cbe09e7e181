import { errorText } from '../../../domain/result.ts';
import type { LinkProblem } from '../../../domain/state/state.ts';

type Problem = { readonly problem: LinkProblem; readonly detail: string };

/** The meaning of an error of the library, the browser or the page. The library also throws plain texts. */
export function problemOf(error: unknown): Problem {
  const detail = errorText(error);
  return { problem: signs.find(({ sign }) => sign.test(detail))?.problem ?? 'internal', detail };
}

const signs: readonly { readonly sign: RegExp; readonly problem: LinkProblem }[] = [
  { sign: /net::ERR_(CERT|SSL)_/, problem: 'connection_unsafe' },
  { sign: /net::ERR_|ERR_INTERNET|ENOTFOUND/, problem: 'offline' },
  { sign: /an answer of an unknown shape/, problem: 'page_changed' },
  { sign: /^(auth|ready) timeout$/, problem: 'not_ready_in_time' },
  { sign: /was not found at the configured executablePath|spawn .*(ENOENT|EACCES)/, problem: 'no_browser' },
  { sign: /Failed to launch|already running|closed|detached|disconnected|crashed/i, problem: 'browser_crashed' },
  {
    sign: /Requiring unknown module|is not a function|Cannot (read|set) propert|is not defined/,
    problem: 'page_changed',
  },
];

/** The states of WhatsApp's page that are final: neither waiting nor trying again changes them. */
const ends: Readonly<Record<string, LinkProblem>> = {
  TOS_BLOCK: 'terms_of_service',
  SMB_TOS_BLOCK: 'terms_of_service',
  PROXYBLOCK: 'proxy_blocked',
  DEPRECATED_VERSION: 'version_too_old',
  CONFLICT: 'conflict',
};

/** The problem that a final state of WhatsApp's page stands for; null for every other state. */
export function problemOfState(state: string): LinkProblem | null {
  return ends[state] ?? null;
}

/** WhatsApp's number for a locked account, in the page's address after a logout. */
const lockedReason = '3';

/** Whether WhatsApp logged out because it has locked the account. */
export function isLocked(logoutReason: string | null): boolean {
  return logoutReason === lockedReason;
}

/** Whether the document ended while it was being asked; the next one is asked anew. */
export function isDocumentGone(error: unknown): boolean {
  return /context was destroyed|Cannot find context/i.test(String(error));
}

/** Whether another Chromium holds the login folder: most often one of an earlier run that is about to end. */
export function isFolderBusy(error: unknown): boolean {
  return /already running|ProcessSingleton|existing browser session/i.test(String(error));
}

/** Whether a problem may pass by itself, such as parts of a page that only came late. The others wait for a person. */
export function isPassing(problem: LinkProblem): boolean {
  return named.includes(problem) || ['offline', 'browser_crashed', 'not_ready_in_time', 'internal'].includes(problem);
}

const named: readonly LinkProblem[] = ['page_changed', 'connection_unsafe'];

/** Whether a problem is shown while it is tried again: only a person may know more about it, or can solve it. */
export function isNamedMeanwhile(problem: LinkProblem): boolean {
  return named.includes(problem);
}
