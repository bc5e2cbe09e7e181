import type { AccountView, CampaignSummary, Overview } from '../../domain/contract.ts';
import { isInDoubt } from '../../domain/state/account.ts';
import { alarmingPauses, type DispatcherState, type LinkState, type PauseReason } from '../../domain/state/state.ts';
import { useOverview, useStore } from '../store/use-store.ts';

const alarming: ReadonlySet<PauseReason> = new Set(alarmingPauses);

/** These pauses are mended at the link; then the operator lets sending go on. */
const linkedFirst: ReadonlySet<PauseReason> = new Set(['logged_out', 'security_check'] satisfies PauseReason[]);

type ResumePlace = 'banner' | 'head' | 'sidebar';

/** Where the one button that resumes sending is: banner, campaign header or dispatcher. Null where it has no use. */
export function useResumePlace(): ResumePlace | null {
  const dispatcher = useOverview((overview) => overview.dispatcher);
  const isLinked = useOverview((overview) => heldLinkOf(overview).phase === 'ready');
  const isOutbox = useStore(({ route }) => route.screen === 'outbox');
  const shownId = useStore(({ outbox }) => outbox.campaignId);
  const shown = useOverview(({ campaigns }) => campaigns.find(({ id }) => id === shownId) ?? null);
  const campaign = isOutbox ? shown : null;
  if (!canResume(dispatcher, isLinked)) return null;
  if (hasBanner(dispatcher, isOutbox)) return 'banner';
  if (campaign !== null && isHeldByHand(campaign, dispatcher)) return 'head';
  return dispatcher.kind === 'paused' || isInDoubt(dispatcher) ? 'sidebar' : null;
}

type Held = Pick<Overview, 'accounts' | 'dispatcher'>;

/** The account whose pause is shown: preferably one that somebody has to link first. Null for a single account. */
export function heldAccountOf({ accounts, dispatcher }: Held): AccountView | null {
  if (accounts.length < 2 || dispatcher.kind !== 'paused') return null;
  const { reason } = dispatcher;
  const held = accounts.filter((one) => one.dispatcher.kind === 'paused' && one.dispatcher.reason === reason);
  return held.find(({ link }) => link.phase !== 'ready') ?? held[0] ?? null;
}

/** The link of the account that stands still. */
export function heldLinkOf(overview: Held & Pick<Overview, 'link'>): LinkState {
  return heldAccountOf(overview)?.link ?? overview.link;
}

/** Whether WhatsApp was linked again after a log-out, so that only the operator's word is missing. */
export function isLinkedAgain(dispatcher: DispatcherState, isLinked: boolean): boolean {
  return dispatcher.kind === 'paused' && dispatcher.reason === 'logged_out' && isLinked;
}

function canResume(dispatcher: DispatcherState, isLinked: boolean): boolean {
  if (dispatcher.kind === 'alarm' || dispatcher.kind === 'stopping') return false;
  return dispatcher.kind !== 'paused' || !linkedFirst.has(dispatcher.reason) || isLinked;
}

function hasBanner(dispatcher: DispatcherState, isOutbox: boolean): boolean {
  if (isInDoubt(dispatcher)) return isOutbox;
  if (dispatcher.kind !== 'paused' || dispatcher.reason === 'operator') return false;
  return isOutbox || alarming.has(dispatcher.reason);
}

/** A campaign that is paused with a question has its own banner and answers. */
function isHeldByHand({ state, pauseReason }: CampaignSummary, dispatcher: DispatcherState): boolean {
  if (state === 'paused') return pauseReason === null || pauseReason === 'operator';
  return state === 'running' && dispatcher.kind === 'paused';
}
