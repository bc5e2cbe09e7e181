import { type MessageFilter, type MessageSort, naturalSort } from '../../domain/contract.ts';
import type { Tab } from '../../domain/messages/message.ts';

/** What a tab is narrowed to and how it is sorted; `sort` null is the tab's own order. */
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

/** What the other tabs were narrowed to when they were left. */
export type KeptNarrowings = Readonly<Partial<Record<Tab, Narrowing>>>;

/** The view after a change. A tab that is come back to is narrowed as it was left. */
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

/** Whether something keeps messages of the tab out of sight. Which kind of failure is shown is no filter in that sense. */
export function isNarrowed({ search, reason, delivery, replied, account, days }: Narrowing): boolean {
  return search !== '' || reason !== null || delivery !== null || replied || account !== null || days != null;
}
