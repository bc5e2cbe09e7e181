import { type MessageFilter, type MessageSort, naturalSort } from '../../domain/contract.ts';
import type { Tab } from '../../domain/messages/message.ts';

/** The filters and the order of a tab. `sort` null is the tab's own order. */
type Narrowing = Omit<MessageFilter, 'campaignId' | 'tab'> & { readonly sort: MessageSort | null };

/** What the outbox shows. `campaignId` null means all campaigns. */
export type OutboxView = Narrowing & { readonly campaignId: number | null; readonly tab: Tab };

export const noNarrowing: Narrowing = {
  certainty: null,
  reason: null,
  delivery: null,
  replied: false,
  account: null,
  days: null,
  search: '',
  sort: null,
};

/** The filters of the other tabs when they were left. */
export type KeptNarrowings = Readonly<Partial<Record<Tab, Narrowing>>>;

/** The view after a change. A tab that is returned to has the filters with which it was left. */
export function changedView(
  before: OutboxView,
  kept: KeptNarrowings,
  change: Partial<OutboxView>,
): { readonly outbox: OutboxView; readonly kept: KeptNarrowings } {
  const { campaignId, tab, ...narrowing } = before;
  const nextTab = change.tab ?? tab;
  const isSame = nextTab === tab;
  const start = isSame ? narrowing : (kept[nextTab] ?? noNarrowing);
  return {
    outbox: { ...start, campaignId, tab: nextTab, ...change },
    kept: isSame ? kept : { ...kept, [tab]: narrowing },
  };
}

export function filterOf({ sort: _sort, ...filter }: OutboxView): MessageFilter {
  return filter;
}

export function sortOf({ sort, tab }: OutboxView): MessageSort {
  return sort ?? naturalSort(tab);
}

/** Whether filters hide messages of the tab. The choice of a kind of failure does not count as a filter here. */
export function isNarrowed({ search, reason, delivery, replied, account, days }: Narrowing): boolean {
  return search !== '' || reason !== null || delivery !== null || replied || account !== null || days != null;
}
