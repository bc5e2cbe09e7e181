import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore as useZustand } from 'zustand';
import type { CampaignSummary, CommandInput, EventPayload, Failure, MessageRow, Overview } from '../domain/contract.ts';
import type { Tab } from '../domain/message.ts';
import { call } from './api.ts';
import {
  listKey,
  type MessageFilter,
  type MessageList,
  markStale,
  newList,
  pageToRead,
  patchList,
  putPage,
} from './outbox/message-list.ts';
import type { Route } from './route.ts';

/** What the outbox shows. `campaignId` null means all campaigns. */
export type OutboxView = {
  readonly campaignId: number | null;
  readonly tab: Tab;
  readonly certainty: 'not_sent' | 'not_confirmed' | null;
  readonly search: string;
};

type State = {
  /** Null until main has answered. */
  readonly overview: Overview | null;
  readonly loadFailure: Failure | null;
  readonly route: Route;
  readonly outbox: OutboxView;
  /** The message in the side panel. */
  readonly openMessageId: number | null;
  /** Rises whenever the open message changed, so that the panel asks for it again. */
  readonly openMessageVersion: number;
  readonly selected: ReadonlySet<number>;
  readonly lists: Readonly<Record<string, MessageList>>;
};

export type Actions = {
  /** Subscribes to main's events and loads the overview; answers how to stop. */
  readonly start: () => () => void;
  readonly open: (route: Route) => void;
  /** Goes to the outbox, narrowed as given. */
  readonly showOutbox: (view?: Partial<OutboxView>) => void;
  readonly openMessage: (id: number | null) => void;
  readonly select: (ids: ReadonlySet<number>) => void;
  readonly openList: (filter: MessageFilter) => void;
  readonly closeList: (filter: MessageFilter) => void;
  /** Reads what is missing or stale around the rows in sight. */
  readonly readRange: (filter: MessageFilter, firstVisible: number, lastVisible: number) => Promise<void>;
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
  outbox: { campaignId: null, tab: 'pending', certainty: null, search: '' },
  openMessageId: null,
  openMessageVersion: 0,
  selected: new Set(),
  lists: {},
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

    return {
      ...firstState,
      start: () => {
        const { events } = window.sendonce;
        const stops = [
          events['link:changed']((link) => patchOverview(() => ({ link }))),
          events['dispatcher:changed']((dispatcher) => patchOverview(() => ({ dispatcher }))),
          events['campaigns:changed']((change) => patchOverview(({ campaigns }) => mergeCampaigns(campaigns, change))),
          events['proposals:changed'](({ open }) => patchOverview(() => ({ stopProposals: open }))),
          events['messages:changed']((change) => set((state) => afterMessages(state, change))),
        ];
        // What happens before the answer is in the answer: main handles both in order.
        void call('app:overview', undefined).then((reply) =>
          set(reply.ok ? opened(reply.value) : { loadFailure: reply.failure }),
        );
        return () => {
          for (const stop of stops) stop();
        };
      },
      open: (route) => set({ route, openMessageId: null }),
      showOutbox: (view = {}) =>
        set(({ outbox }) => ({
          route: { screen: 'outbox' },
          outbox: { ...outbox, ...view },
          selected: new Set(),
          openMessageId: null,
        })),
      openMessage: (openMessageId) => set({ openMessageId }),
      select: (selected) => set({ selected }),
      openList: (filter) => set(({ lists }) => ({ lists: { [listKey(filter)]: newList(filter), ...lists } })),
      closeList: (filter) =>
        set(({ lists }) => {
          const { [listKey(filter)]: _closed, ...others } = lists;
          return { lists: others };
        }),
      readRange: async (filter, firstVisible, lastVisible) => {
        const key = listKey(filter);
        if (reading.has(key)) return;
        reading.add(key);
        try {
          for (;;) {
            const list = get().lists[key];
            const wanted = list === undefined ? null : pageToRead(list, firstVisible, lastVisible);
            if (wanted === null) return;
            const reply = await call('messages:page', { filter, after: wanted.after });
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
    selected: stillSelectable(selected, change.rows),
    ...(isOpenTouched ? { openMessageVersion: state.openMessageVersion + 1 } : {}),
  };
}

/** Only pending messages can be selected; one that leaves the list leaves the selection. */
function stillSelectable(selected: ReadonlySet<number>, changed: readonly MessageRow[]): ReadonlySet<number> {
  const gone = changed.filter((row) => selected.has(row.id) && row.status !== 'pending');
  if (gone.length === 0) return selected;
  const left = new Set(selected);
  for (const row of gone) left.delete(row.id);
  return left;
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
