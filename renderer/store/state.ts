import type {
  BulkProgress,
  CampaignSummary,
  EventPayload,
  Failure,
  Overview,
  UnsavedState,
} from '../../domain/contract.ts';
import { type MessageList, markStale, patchList } from './message-list.ts';
import { changedView, type KeptNarrowings, noNarrowing, type OutboxView } from './outbox-view.ts';
import type { Route } from './route.ts';
import { noneSelected, type Selected, stillSelected } from './selected.ts';
import { firstViews, type Views } from './views.ts';

export type State = {
  /** Null until main has answered. */
  readonly overview: Overview | null;
  readonly loadFailure: Failure | null;
  readonly route: Route;
  readonly outbox: OutboxView;
  readonly keptNarrowings: KeptNarrowings;
  readonly views: Views;
  readonly openMessageId: number | null;
  /** Increases whenever the open message changes, so that the panel asks for it again. */
  readonly openMessageVersion: number;
  readonly selected: Selected;
  /** Unsent answers being written, by the message to which the person replied. */
  readonly answers: Readonly<Record<number, string>>;
  readonly bulk: BulkProgress | null;
  readonly lists: Readonly<Record<string, MessageList>>;
  readonly unsaved: UnsavedState;
  /** Where the operator wants to go. It waits until they have decided about unsaved changes. */
  readonly leaving: (() => unknown) | null;
  /** Whether the app is about to end, and takes no more commands. */
  readonly isEnding: boolean;
};

export const firstState: State = {
  overview: null,
  loadFailure: null,
  route: { screen: 'outbox' },
  outbox: { ...noNarrowing, campaignId: null, tab: 'pending' },
  keptNarrowings: {},
  views: firstViews,
  openMessageId: null,
  openMessageVersion: 0,
  selected: noneSelected,
  answers: {},
  bulk: null,
  lists: {},
  unsaved: 'nothing',
  leaving: null,
  isEnding: false,
};

/** The first view: the outbox of the newest campaign that runs, else is paused, else is finished; or linking WhatsApp. */
export function opened(overview: Overview): Partial<State> {
  const { campaigns, link } = overview;
  const byState = (state: CampaignSummary['state']) => campaigns.find((campaign) => campaign.state === state);
  const first = byState('running') ?? byState('paused') ?? byState('finished') ?? null;
  const needsLink = link.phase !== 'ready' && link.phase !== 'disconnected' && campaigns.length === 0;
  return {
    overview,
    loadFailure: null,
    outbox: { ...firstState.outbox, campaignId: first?.id ?? null },
    route: { screen: needsLink ? 'link' : 'outbox' },
  };
}

/** Whether both routes are the same screen: going to another part or step of it keeps the changes. */
export function isSameScreen(now: Route, next: Route): boolean {
  return now.screen === next.screen && ('id' in now ? now.id : null) === ('id' in next ? next.id : null);
}

export function outboxWith(state: State, view: Partial<OutboxView>): Partial<State> {
  const { outbox, kept } = changedView(state.outbox, state.keptNarrowings, view);
  return { route: { screen: 'outbox' }, outbox, keptNarrowings: kept, selected: noneSelected, openMessageId: null };
}

/** The campaigns newest first, as main lists them. */
export function mergeCampaigns(
  campaigns: readonly CampaignSummary[],
  { changed, removed }: EventPayload<'campaigns:changed'>,
): Pick<Overview, 'campaigns'> {
  const gone = new Set([...removed, ...changed.map((campaign) => campaign.id)]);
  const kept = campaigns.filter((campaign) => !gone.has(campaign.id));
  return { campaigns: [...kept, ...changed].sort((one, other) => other.id - one.id) };
}

export function afterMessages(state: State, change: EventPayload<'messages:changed'>): Partial<State> {
  const { overview, lists, openMessageId, selected } = state;
  const patched = Object.entries(lists).map(([key, list]) => {
    const now = patchList(list, change.rows);
    return [key, change.reread ? markStale(now) : now] as const;
  });
  const isOpenTouched = change.reread || change.rows.some((row) => row.id === openMessageId);
  return {
    overview: overview === null ? null : { ...overview, counts: change.counts, contradictions: change.contradictions },
    lists: Object.fromEntries(patched),
    selected: stillSelected(selected, state.outbox.tab, change.rows),
    ...(isOpenTouched ? { openMessageVersion: state.openMessageVersion + 1 } : {}),
  };
}
