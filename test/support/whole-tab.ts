import type { Tab } from '../../domain/message.ts';
import type { MessageFilter } from '../../domain/message-filter.ts';

/** The filter that shows all of a tab. */
export function wholeTab(tab: Tab, campaignId: number | null = null): MessageFilter {
  return { campaignId, tab, certainty: null, reason: null, delivery: null, replied: false, search: '' };
}
