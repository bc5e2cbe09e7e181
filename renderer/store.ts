import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore as useZustand } from 'zustand';
import type {
  BulkProgress,
  CampaignSummary,
  CommandInput,
  EventPayload,
  Failure,
  MessageFilter,
  MessageRow,
  MessageSort,
  Overview,
  Place,
} from '../domain/contract.ts';
import { call } from './api.ts';
import { type CampaignListView, everyCampaign } from './campaigns/campaign-list.ts';
import {
  listKey,
  type MessageList,
  markStale,
  newList,
  pageToRead,
  patchList,
  putPage,
} from './outbox/message-list.ts';
import { noneSelected, type Selected } from './outbox/selection.ts';
import { changedView, type KeptNarrowings, noNarrowing, type OutboxView } from './outbox/view.ts';
import type { Route } from './route.ts';

type State = {
  /** Null until main has answered. */
  readonly overview: Overview | null;
  readonly loadFailure: Failure | null;
  readonly route: Route;
  readonly outbox: OutboxView;
  readonly campaignList: CampaignListView;
  /** What the tabs out of sight were narrowed to. */
  readonly keptNarrowings: KeptNarrowings;
  /** The message in the side panel. */
  readonly openMessageId: number | null;
  /** Rises whenever the open message changed, so that the panel asks for it again. */
  readonly openMessageVersion: number;
  readonly selected: Selected;
  /** What is being done to many messages. */
  readonly bulk: BulkProgress | null;
  readonly lists: Readonly<Record<string, MessageList>>;
  /** Whether the screen holds changes that are saved nowhere. */
  readonly hasUnsaved: boolean;
  /** Where the operator wants to go, which waits until they have said what is to become of such changes. */
  readonly leaving: (() => unknown) | null;
};

export type Actions = {
  /** Subscribes to main's events and loads the overview; answers how to stop. */
  readonly start: () => () => void;
  readonly open: (route: Route) => void;
  /** Said by a screen whose changes would be lost with it. */
  readonly setUnsaved: (hasUnsaved: boolean) => void;
  /** Leaves the screen, once it is sure that nothing unsaved is lost against the operator's will. Answers what `go` does at once. */
  readonly leave: (go: () => unknown) => unknown;
  /** The answer to the question that asks about it: leave and lose the changes, or stay with them. */
  readonly answerLeaving: (answer: 'leave' | 'stay') => void;
  /** Goes to the outbox, narrowed as given. */
  readonly showOutbox: (view?: Partial<OutboxView>) => void;
  /** Narrows or sorts the list of campaigns. */
  readonly narrowCampaigns: (view: Partial<CampaignListView>) => void;
  readonly openMessage: (id: number | null) => void;
  readonly select: (selected: Selected) => void;
  readonly openList: (filter: MessageFilter, sort: MessageSort) => void;
  readonly closeList: (key: string) => void;
  /** Reads what is missing or stale around the rows in sight. */
  readonly readRange: (key: string, firstVisible: number, lastVisible: number) => Promise<void>;
  /** Asks for everything in sight again, as after main could not answer. */
  readonly rereadLists: () => void;
  /** Puts an answer of main in before its event comes. */
  readonly putCampaign: (campaign: CampaignSummary) => void;
  readonly saveSettings: (patch: CommandInput<'settings:set'>) => Promise<Failure | null>;
};

export type Store = State & Actions;

const firstState: State = {
  overview: null,
  loadFailure: null,
  route: { screen: 'outbox' },
  outbox: { ...noNarrowing, campaignId: null, tab: 'pending' },
  keptNarrowings: {},
  campaignList: everyCampaign,
  openMessageId: null,
  openMessageVersion: 0,
  selected: noneSelected,
  bulk: null,
  lists: {},
  hasUnsaved: false,
  leaving: null,
};

/** A projection of what main says. Nothing here is the truth; nothing here outlives the window. */
export function createAppStore(): StoreApi<Store> {
  return createStore<Store>((set, get) => {
    const patchOverview = (change: (overview: Overview) => Partial<Overview>) =>
      set(({ overview }) => (overview === null ? {} : { overview: { ...overview, ...change(overview) } }));
    const putList = (key: string, change: (list: MessageList) => MessageList) =>
      set(({ lists }) => {
        const list = lists[key];
        return list === undefined ? {} : { lists: { ...lists, [key]: change(list) } };
      });
    const reading = new Set<string>();
    /** After changes that were not told row by row: what is selected and has left the tab leaves the selection. */
    const checkSelected = async () => {
      const { selected, outbox } = get();
      if (selected.ids.size === 0) return;
      const reply = await call('messages:still', { tab: outbox.tab, ids: [...selected.ids] });
      if (!reply.ok || get().outbox.tab !== outbox.tab) return;
      const still = new Set(reply.value.ids);
      const gone = [...selected.ids].filter((id) => !still.has(id));
      set((state) => ({ selected: without(state.selected, gone) }));
    };

    return {
      ...firstState,
      start: () => {
        const { events } = window.sendonce;
        const stops = [
          events['link:changed']((link) => patchOverview(() => ({ link }))),
          events['dispatcher:changed']((dispatcher) => patchOverview(() => ({ dispatcher }))),
          events['campaigns:changed']((change) => patchOverview(({ campaigns }) => mergeCampaigns(campaigns, change))),
          events['proposals:changed'](({ open }) => patchOverview(() => ({ stopProposals: open }))),
          events['app:goTo']((place) => goTo(get(), place)),
          events['bulk:changed']((bulk) => set({ bulk })),
          events['messages:changed']((change) => {
            set((state) => afterMessages(state, change));
            if (change.reread) void checkSelected();
          }),
        ];
        // What happens before the answer is in the answer: main handles both in order.
        void call('app:overview', undefined).then((reply) =>
          set(reply.ok ? opened(reply.value) : { loadFailure: reply.failure }),
        );
        return () => {
          for (const stop of stops) stop();
        };
      },
      open: (route) => {
        const go = () => set({ route, openMessageId: null });
        if (isSameScreen(get().route, route)) go();
        else get().leave(go);
      },
      showOutbox: (view = {}) => get().leave(() => set((state) => outboxWith(state, view))),
      setUnsaved: (hasUnsaved) => set({ hasUnsaved }),
      leave: (go) => {
        if (!get().hasUnsaved) return go();
        set({ leaving: go });
      },
      answerLeaving: (answer) => {
        const { leaving } = get();
        set({ leaving: null, ...(answer === 'leave' ? { hasUnsaved: false } : {}) });
        if (answer === 'leave') leaving?.();
      },
      narrowCampaigns: (view) => set(({ campaignList }) => ({ campaignList: { ...campaignList, ...view } })),
      openMessage: (openMessageId) => set({ openMessageId }),
      select: (selected) => set({ selected }),
      openList: (filter, sort) =>
        set(({ lists }) => ({ lists: { [listKey({ filter, sort })]: newList(filter, sort), ...lists } })),
      closeList: (key) =>
        set(({ lists }) => {
          const { [key]: _closed, ...others } = lists;
          return { lists: others };
        }),
      readRange: async (key, firstVisible, lastVisible) => {
        if (reading.has(key)) return;
        reading.add(key);
        try {
          for (;;) {
            const list = get().lists[key];
            if (list === undefined) return;
            const wanted = pageToRead(list, firstVisible, lastVisible);
            if (wanted === null) return;
            const { filter, sort } = list;
            const reply = await call('messages:page', { filter, sort, after: wanted.after });
            if (!reply.ok) return putList(key, (now) => ({ ...now, failure: reply.failure.code }));
            putList(key, (now) => putPage(now, wanted.index, wanted.after, reply.value));
          }
        } finally {
          reading.delete(key);
        }
      },
      rereadLists: () =>
        set(({ lists }) => ({
          lists: Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, markStale(list)])),
        })),
      putCampaign: (campaign) =>
        patchOverview(({ campaigns }) => mergeCampaigns(campaigns, { changed: [campaign], removed: [] })),
      saveSettings: async (patch) => {
        const reply = await call('settings:set', patch);
        if (!reply.ok) return reply.failure;
        patchOverview(() => ({ settings: reply.value }));
        return null;
      },
    };
  });
}

/** The first view: the campaign that needs the operator most, and the linking of WhatsApp where there is none. */
function opened(overview: Overview): Partial<State> {
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

/** What a notification speaks of, all of it: what the outbox was narrowed to before must not hide it. */
function goTo({ open, showOutbox }: Actions, place: Place): void {
  if (place.screen === 'link') open(place);
  else showOutbox({ ...noNarrowing, campaignId: place.campaignId, tab: place.tab, certainty: place.certainty });
}

/** Another part or step of what is open anyway keeps its changes. */
function isSameScreen(now: Route, next: Route): boolean {
  return now.screen === next.screen && ('id' in now ? now.id : null) === ('id' in next ? next.id : null);
}

/** The outbox, with another view of it. */
function outboxWith(state: State, view: Partial<OutboxView>): Partial<State> {
  const { outbox, kept } = changedView(state.outbox, state.keptNarrowings, view);
  return { route: { screen: 'outbox' }, outbox, keptNarrowings: kept, selected: noneSelected, openMessageId: null };
}

/** Newest first, as main lists them. */
function mergeCampaigns(
  campaigns: readonly CampaignSummary[],
  { changed, removed }: EventPayload<'campaigns:changed'>,
): Pick<Overview, 'campaigns'> {
  const gone = new Set([...removed, ...changed.map((campaign) => campaign.id)]);
  const kept = campaigns.filter((campaign) => !gone.has(campaign.id));
  return { campaigns: [...kept, ...changed].sort((one, other) => other.id - one.id) };
}

function afterMessages(state: State, change: EventPayload<'messages:changed'>): Partial<State> {
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

/** What left the tab leaves the selection, and is no exception of it any more. */
function stillSelected(selected: Selected, tab: OutboxView['tab'], changed: readonly MessageRow[]): Selected {
  const gone = changed.filter((row) => row.status !== tab).map((row) => row.id);
  return without(selected, gone);
}

function without(selected: Selected, gone: readonly number[]): Selected {
  if (!gone.some((id) => selected.ids.has(id))) return selected;
  const ids = new Set(selected.ids);
  for (const id of gone) ids.delete(id);
  return { ...selected, ids };
}

export const StoreContext = createContext<StoreApi<Store> | null>(null);

/** A part of the window's state. Give a selector that answers the same value while nothing changed. */
export function useStore<Part>(selector: (store: Store) => Part): Part {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('a StoreContext must be above this component');
  return useZustand(store, selector);
}

/** What main said at the start and since. Only below the shell, which waits for it. */
export function useOverview<Part>(selector: (overview: Overview) => Part): Part {
  return useStore(({ overview }) => {
    if (overview === null) throw new Error('the overview is not loaded yet');
    return selector(overview);
  });
}
