import { isUndecided } from '../../domain/campaign-views.ts';
import type { CampaignSummary, Place } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { type AccountView, isInDoubt, needsHand } from '../../domain/state/account.ts';
import type { DispatcherState, LinkState, PauseReason } from '../../domain/state/state.ts';
import type { Text } from '../../domain/text/index.ts';

/** A notification of the system, for an operator who looks elsewhere. A click opens `place`; null changes nothing. */
export type Notice = { readonly title: string; readonly body: string; readonly place: Place | null };

type SetAside = keyof CampaignSummary['setAside'];

/** The questions about people who were just set aside, in the order in which they are notified. */
const questions = [
  ['inChat', 'notice.copies', 'notice.copiesBody'],
  ['gotMeanwhile', 'notice.copies', 'notice.gotBody'],
  ['contacted', 'notice.contacts', 'notice.contactsBody'],
  ['textChanged', 'notice.texts', 'notice.textsBody'],
  ['oldChat', 'notice.oldChats', 'notice.oldChatsBody'],
] as const satisfies [SetAside, string, string][];

/** The notice for a campaign that ended by itself, or is paused for an answer. The operator's own pause is no news. */
export function noticeOfCampaign(text: Text, before: CampaignSummary | undefined, now: CampaignSummary): Notice | null {
  const campaign = now.name;
  const place = outboxOf(now.id, 'pending');
  const isNew = (what: SetAside) => (before?.setAside[what] ?? 0) === 0 && now.setAside[what] > 0;
  if (isNew('secondStep')) return { title: text('notice.step', { campaign }), body: text('notice.stepBody'), place };
  if (before?.state !== 'running') return null;
  if (now.state === 'finished') {
    const { sent, notConfirmed, notSent } = now.counts;
    return {
      title: text('notice.finished', { campaign }),
      body: text('notice.finishedBody', { sent, notConfirmed, notSent }),
      place: outboxOf(now.id, notConfirmed + notSent > 0 ? 'failed' : 'sent'),
    };
  }
  if (now.state === 'running' && isUndecided(now) && !isUndecided(before)) {
    const count = now.waitForDecision;
    return now.nextDay === null
      ? { title: text('notice.undecided', { campaign, count }), body: text('notice.undecidedBody'), place }
      : { title: text('notice.waitFor', { campaign, count }), body: text('notice.waitForBody'), place };
  }
  const asked = questions.find(([what]) => isNew(what));
  if (asked) return { title: text(asked[1], { campaign }), body: text(asked[2]), place };
  if (now.state !== 'paused' || now.pauseReason === null || now.pauseReason === 'operator') return null;
  return { title: text('notice.campaignPaused', { campaign }), body: text(`campaignPause.${now.pauseReason}`), place };
}

/** The notice for a wait longer than a short outage. `toldMs`: when the wait last notified began, to tell each once. */
export function noticeOfWait(text: Text, now: DispatcherState, nowMs: number, toldMs: number | null): Notice | null {
  if (now.kind !== 'waiting' || now.sinceMs === toldMs || nowMs - now.sinceMs < limits.waitingToldAfterMs) return null;
  if (now.why === 'no_answer')
    return { title: text('notice.noAnswer'), body: text('notice.noAnswerBody'), place: outboxOf(null, 'pending') };
  if (now.why === 'team')
    return { title: text('shell.waitsTeam'), body: text('notice.teamBody'), place: outboxOf(null, 'pending') };
  if (!isInDoubt(now)) return null;
  return {
    title: text('pausedBanner.unconfirmed', { count: now.count ?? 1 }),
    body: text('shell.waitsUnconfirmedWhy'),
    place: outboxOf(null, 'failed', 'not_confirmed'),
  };
}

/**
 * The notice for an account whose messages wait and whose connection has been lost longer than it takes to come back.
 * If it does not come back by itself, the notice says what to do. `lostAtMs`: since when.
 */
export function noticeOfDrop(
  text: Text,
  { dispatcher, link, pending }: Pick<AccountView, 'dispatcher' | 'link' | 'pending'>,
  nowMs: number,
  lostAtMs: number | null,
): Notice | null {
  if (dispatcher.kind !== 'not_linked' || pending === 0) return null;
  if (lostAtMs === null || nowMs - lostAtMs < limits.offlineToldAfterMs) return null;
  const title = text('shell.connectionLost');
  return link.phase === 'failed'
    ? { title, body: text(`linkProblem.${link.problem}`), place: { screen: 'link' } }
    : { title, body: text('notice.noAnswerBody'), place: outboxOf(null, 'pending') };
}

/** The notice for a stop of sending by itself. A lost login has a notice of its own. */
export function noticeOfDispatcher(text: Text, before: DispatcherState, now: DispatcherState): Notice | null {
  if (now.kind === 'alarm' && before.kind !== 'alarm')
    return { title: text('notice.paused'), body: text('shell.stoppedByAlarmWhy'), place: outboxOf(null, 'pending') };
  if (now.kind !== 'paused' || before.kind === 'paused') return null;
  if (now.reason === 'operator' || now.reason === 'logged_out') return null;
  return { title: text('notice.paused'), body: whyPaused(text, now), place: placeOfPause(now.reason) };
}

/** The notice for a lost login: somebody has to link the account again. */
export function noticeOfLink(text: Text, before: LinkState, now: LinkState): Notice | null {
  const wasLinked = before.phase === 'ready' || before.phase === 'disconnected';
  if (now.phase !== 'logged_out' || !wasLinked) return null;
  return { title: text('notice.loginLost'), body: text('notice.loginLostBody'), place: { screen: 'link' } };
}

/** Notices for accounts that need a person's help while others go on, each with its name. `told`: those notified. */
export function noticesOfAccounts(
  text: Text,
  accounts: readonly AccountView[],
  told: ReadonlySet<number>,
): readonly Notice[] {
  if (accounts.length < 2) return [];
  return accounts
    .filter((account) => isToldAtOnce(account) && !told.has(account.id) && account.phone !== null)
    .map((account) => ({ title: calledBy(account), body: whyHeld(text, account), place: null }));
}

/** Whether an account needs a person's help, for a cause that no waiting ends; confirmations may still come. */
export function isToldAtOnce(account: AccountView): boolean {
  return needsHand(account) && !isInDoubt(account.dispatcher);
}

export function calledBy({ name, phone }: AccountView): string {
  return name || (phone ?? '');
}

function whyHeld(text: Text, { dispatcher, link }: AccountView): string {
  if (link.phase === 'failed') return text(`linkProblem.${link.problem}`);
  return dispatcher.kind === 'paused' ? whyPaused(text, dispatcher) : text('notice.loginLostBody');
}

function whyPaused(text: Text, { reason, count }: Extract<DispatcherState, { kind: 'paused' }>): string {
  // The end of the restriction is shown elsewhere, where there is room.
  if (reason === 'restricted') return text('pausedShort.restricted');
  return text(`dispatcherPause.${reason}`, { count: count ?? 1 });
}

/** Where the operator sees what stopped the sending, or can do something about it. */
function placeOfPause(reason: PauseReason): Place {
  switch (reason) {
    case 'other_account':
    case 'security_check':
      return { screen: 'link' };
    case 'rejected':
      return outboxOf(null, 'failed', 'not_confirmed');
    case 'not_handed_over_in_a_row':
      return outboxOf(null, 'failed', 'not_sent');
    default:
      // The banner above the outbox says why, and offers to go on.
      return outboxOf(null, 'pending');
  }
}

type OutboxPlace = Extract<Place, { screen: 'outbox' }>;

function outboxOf(
  campaignId: number | null,
  tab: OutboxPlace['tab'],
  certainty: OutboxPlace['certainty'] = null,
): OutboxPlace {
  return { screen: 'outbox', campaignId, tab, certainty };
}
