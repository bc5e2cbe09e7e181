import type { Tab } from '../../domain/messages/message.ts';
import type { MessageFilter } from '../../domain/messages/message-filter.ts';

/** The filter that shows all messages of a tab. */
export function wholeTab(tab: Tab, campaignId: number | null = null): MessageFilter {
  return { campaignId, tab, certainty: null, reason: null, delivery: null, replied: false, account: null, search: '' };
}
