import { createStore, type StoreApi } from 'zustand';
import type {
  CampaignSummary,
  CommandInput,
  Failure,
  MessageFilter,
  MessageSort,
  Overview,
  Place,
  UnsavedState,
} from '../../domain/contract.ts';
import { call } from '../api.ts';
import { listKey, type MessageList, markStale, newList, pageToRead, putPage } from './message-list.ts';
import { noNarrowing, type OutboxView } from './outbox-view.ts';
import type { Route } from './route.ts';
import { type Selected, without } from './selected.ts';
import { afterMessages, firstState, isSameScreen, mergeCampaigns, opened, outboxWith, type State } from './state.ts';
import { type Views, viewsAt } from './views.ts';

export type Actions = {
  /** Subscribes to main's events and loads the overview. Returns a function that stops it. */
  readonly start: () => () => void;
  readonly open: (route: Route) => void;
  /** Called by a screen whose changes would be lost with it. */
  readonly setUnsaved: (unsaved: UnsavedState) => void;
  /** Leaves the screen, after asking if changes would be lost. Returns the result of `go` if it runs at once. */
  readonly leave: (go: () => unknown) => unknown;
  /** The operator's answer to that question: lose the changes, or stay. */
  readonly answerLeaving: (answer: 'leave' | 'stay') => void;
  /** Remembers the present screen. The returned function runs `go` only if the operator has not gone elsewhere. */
  readonly fromHere: () => (go: () => void) => void;
  readonly showOutbox: (view?: Partial<OutboxView>) => void;
  readonly narrow: <Screen extends keyof Views>(screen: Screen, view: Partial<Views[Screen]>) => void;
  readonly openMessage: (id: number | null) => void;
  readonly select: (selected: Selected) => void;
  /** Keeps the text being written to somebody. Null removes it: it was sent, or is not needed any more. */
  readonly keepAnswer: (messageId: number, words: string | null) => void;
  readonly openList: (filter: MessageFilter, sort: MessageSort) => void;
  readonly closeList: (key: string) => void;
  /** Reads missing or stale pages around the visible rows. */
  readonly readRange: (key: string, firstVisible: number, lastVisible: number) => Promise<void>;
  /** Asks for everything visible again, for example after main could not answer. */
  readonly rereadLists: () => void;
  /** Takes over an answer of main before its event comes. */
  readonly putCampaign: (campaign: CampaignSummary) => void;
  readonly saveSettings: (patch: CommandInput<'settings:set'>) => Promise<Failure | null>;
};

export type Store = State & Actions;

/** A projection of what main says. It is not the truth, and does not outlive the window. */
export function createAppStore(): StoreApi<Store> {
  return createStore<Store>((set, get) => ({
    ...firstState,
    ...mainActions(set, get),
    ...placeActions(set, get),
    ...listActions(set, get),
  }));
}

type SetState = StoreApi<Store>['setState'];
type GetState = StoreApi<Store>['getState'];

function mainActions(set: SetState, get: GetState) {
  const patchOverview = (change: (overview: Overview) => Partial<Overview>) =>
    set(({ overview }) => (overview === null ? {} : { overview: { ...overview, ...change(overview) } }));
  return {
    start: () => {
      const { events } = window.sendonce;
      const stops = [
        events['link:changed']((link) => patchOverview(() => ({ link }))),
        events['dispatcher:changed']((dispatcher) => patchOverview(() => ({ dispatcher }))),
        events['accounts:changed'](({ accounts }) => patchOverview(() => ({ accounts }))),
        events['team:changed']((change) => patchOverview(() => change)),
        events['campaigns:changed']((change) => patchOverview(({ campaigns }) => mergeCampaigns(campaigns, change))),
        events['alarms:changed'](({ open }) => patchOverview(() => ({ alarms: open }))),
        events['notices:changed'](({ open }) => patchOverview(() => ({ notices: open }))),
        events['proposals:changed'](({ open }) => patchOverview(() => ({ stopProposals: open }))),
        events['replies:changed'](({ waiting }) => patchOverview(() => ({ waitingReplies: waiting }))),
        events['update:changed']((update) => patchOverview(() => ({ update }))),
        events['app:goTo']((place) => goTo(get(), place)),
        events['app:ending'](() => set({ isEnding: true })),
        events['bulk:changed']((bulk) => set({ bulk })),
        events['messages:changed']((change) => {
          set((state) => afterMessages(state, change));
          if (change.reread) void checkSelected(set, get);
        }),
      ];
      // Changes before the answer are included in it, because main handles both in order.
      void call('app:overview', undefined).then((result) =>
        set(result.ok ? opened(result.value) : { loadFailure: result.failure }),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
    putCampaign: (campaign) =>
      patchOverview(({ campaigns }) => mergeCampaigns(campaigns, { changed: [campaign], removed: [] })),
    saveSettings: async (patch) => {
      const result = await call('settings:set', patch);
      if (!result.ok) return result.failure;
      patchOverview(() => ({ settings: result.value }));
      return null;
    },
  } satisfies Partial<Actions>;
}

/** After changes that were not told row by row: removes messages that left the tab from the selection. */
async function checkSelected(set: SetState, get: GetState): Promise<void> {
  const { selected, outbox } = get();
  if (selected.ids.size === 0) return;
  const result = await call('message:still', { tab: outbox.tab, ids: [...selected.ids] });
  if (!result.ok || get().outbox.tab !== outbox.tab) return;
  const still = new Set(result.value.ids);
  const gone = [...selected.ids].filter((id) => !still.has(id));
  set((state) => ({ selected: without(state.selected, gone) }));
}

function placeActions(set: SetState, get: GetState) {
  let told: UnsavedState = 'nothing';
  /** Main asks before the window is closed or the app quits. Only a half-written answer outlives its screen. */
  const tellUnsaved = () => {
    const { unsaved, answers } = get();
    const isAnswering = Object.values(answers).some((words) => words.trim() !== '');
    const state = isAnswering ? 'unsaved' : unsaved;
    if (state !== told) void call('desktop:unsaved', { state });
    told = state;
  };
  return {
    open: (route) => {
      const go = () => set(({ views }) => ({ route, views: viewsAt(views, route), openMessageId: null }));
      if (isSameScreen(get().route, route)) go();
      else get().leave(go);
    },
    showOutbox: (view = {}) => get().leave(() => set((state) => outboxWith(state, view))),
    setUnsaved: (unsaved) => {
      set({ unsaved });
      tellUnsaved();
    },
    leave: (go) => {
      if (get().unsaved !== 'unsaved') return go();
      set({ leaving: go });
    },
    fromHere: () => {
      const { route } = get();
      return (go) => {
        if (isSameScreen(get().route, route)) go();
      };
    },
    answerLeaving: (answer) => {
      const { leaving } = get();
      set({ leaving: null });
      if (answer !== 'leave') return;
      get().setUnsaved('nothing');
      leaving?.();
    },
    narrow: (screen, view) => set(({ views }) => ({ views: { ...views, [screen]: { ...views[screen], ...view } } })),
    openMessage: (openMessageId) => set({ openMessageId }),
    select: (selected) => set({ selected }),
    keepAnswer: (messageId, words) => {
      set(({ answers: { [messageId]: _, ...others } }) => ({
        answers: words === null ? others : { ...others, [messageId]: words },
      }));
      tellUnsaved();
    },
  } satisfies Partial<Actions>;
}

function listActions(set: SetState, get: GetState) {
  const reading = new Set<string>();
  const putList = (key: string, change: (list: MessageList) => MessageList) =>
    set(({ lists }) => {
      const list = lists[key];
      return list === undefined ? {} : { lists: { ...lists, [key]: change(list) } };
    });
  return {
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
          const result = await call('message:page', { filter, sort, after: wanted.after });
          if (!result.ok) return putList(key, (now) => ({ ...now, failure: result.failure.code }));
          putList(key, (now) => putPage(now, wanted.index, wanted.after, result.value));
        }
      } finally {
        reading.delete(key);
      }
    },
    rereadLists: () =>
      set(({ lists }) => ({
        lists: Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, markStale(list)])),
      })),
  } satisfies Partial<Actions>;
}

/** Shows everything that a notification is about, without earlier filters of the outbox, which could hide it. */
function goTo({ open, showOutbox }: Actions, place: Place): void {
  if (place.screen === 'link') open(place);
  else showOutbox({ ...noNarrowing, campaignId: place.campaignId, tab: place.tab, certainty: place.certainty });
}
