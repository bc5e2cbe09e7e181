import type { Limits } from '../../../domain/limits.ts';
import { fail, type Result, succeed } from '../../../domain/result.ts';
import type { Account } from '../../../domain/state/state.ts';
import type { Given } from '../../ports.ts';
import { wait } from '../../timeout.ts';
import type { SendGate } from '../gate.ts';
import { isProven, noteProven } from '../proven-version.ts';
import { type TrialEnd, tryGate } from '../trial.ts';
import { readAccount, viewPage } from './calls-in-page.ts';
import { inspectPage } from './inspect-in-page.ts';
import { helpfulModules, mediaModules } from './modules.ts';
import { codeOf } from './page-codes.ts';
import { answers, type PageView } from './page-words.ts';
import type { TimedPage } from './timed-page.ts';

type ReadyParts = Given<'clock' | 'log'> & {
  readonly page: TimedPage;
  readonly gate: SendGate;
  readonly loginFolder: string;
  readonly limits: Limits;
};

type Ready = { readonly account: Account; readonly view: PageView };
/** What has changed in the page. `isFinal` only for a gate that was tried: any other part may just have come late. */
type NotReady = { readonly why: string; readonly isFinal: boolean };

/** Puts the send gate into the page's document, and finds out who is linked. Fails with what changed in the page. */
export async function makeReady(parts: ReadyParts): Promise<Result<Ready, NotReady>> {
  const { page, gate } = parts;
  const { startAnswerMs } = parts.limits;
  const problem = await page.call(startAnswerMs, (guarded) => gate.install(guarded));
  const account = problem === null ? await page.ask(startAnswerMs, answers.account, readAccount) : null;
  const broken = account ? await tryNewVersion(parts, account) : null;
  const view = await page.ask(startAnswerMs, answers.view, viewPage);
  if (broken !== null) return fail({ why: broken, isFinal: true });
  if (problem !== null) return fail({ why: problem, isFinal: false });
  return account ? succeed({ account, view }) : fail({ why: 'the account has no number', isFinal: false });
}

/** Tries the gate on a version of WhatsApp that is new to it, before anything is sent. Returns what does not hold. */
async function tryNewVersion(parts: ReadyParts, account: Account): Promise<string | null> {
  const { page, loginFolder, limits, log } = parts;
  const names = [...mediaModules, ...helpfulModules];
  const seen = await page.ask(limits.startAnswerMs, answers.inspection, inspectPage, names);
  if (await isProven(loginFolder, seen.version)) return null;
  const missing = names.filter((name) => seen.missing.includes(name));
  if (missing.length > 0) log.warn('the page lacks parts', { missing: missing.join(' ') });
  if (!seen.saysKey || !seen.saysId) log.warn('ids do not say their text', { key: seen.saysKey, id: seen.saysId });
  const tried = await tryTwice(parts, account);
  if (tried.kind === 'holds') await noteProven(loginFolder, seen.version).catch(() => undefined);
  else log.warn('the send gate on a new version', { found: tried.kind, why: codeOf(tried.why) });
  return tried.kind === 'broken' ? tried.why : null;
}

/**
 * A page that has just come up may not open a chat yet, so a trial that did not reach the gate is made once more in the
 * same document. Where that fails too, sending goes on: a page that cannot open the account's own chat says nothing of
 * its gate, nobody could end such a stop, and whatever goes around the gate raises an alarm with the first message.
 */
async function tryTwice({ page, gate, clock, log, limits }: ReadyParts, account: Account): Promise<TrialEnd> {
  const { documentId } = gate;
  const tryOnce = () => tryGate({ page, gate, account, clock, limits }, 'refusal', limits.startAnswerMs);
  const first = await tryOnce();
  if (first.kind !== 'unknown') return first;
  log.warn('the send gate was not reached', { why: codeOf(first.why) });
  await wait(clock, limits.gateTriedAgainMs);
  return gate.documentId === documentId ? tryOnce() : first;
}
