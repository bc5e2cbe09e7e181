import type { PersonFilter, PersonSort } from '../../domain/people/person-filter.ts';
import type { ReplyFilter } from '../../domain/people/reply-views.ts';
import { type CampaignListView, everyCampaign } from './campaign-list.ts';
import type { Route } from './route.ts';

/** What a tab of People shows, and in which order. */
export type ShownPeople = { readonly filter: PersonFilter; readonly sort: PersonSort };

type PeopleView = {
  /** Everybody, who must not be contacted, or a filter that is kept. */
  readonly tab: string;
  /** What was made of the tabs' own filters. */
  readonly lists: Readonly<Record<string, ShownPeople>>;
  /** What is looked for among those who must not be contacted. */
  readonly blocked: string;
};

/** What screens show of their lists: as it was left when they are come back to. The outbox has one for each of its tabs. */
export type Views = {
  readonly campaigns: CampaignListView;
  readonly reports: CampaignListView;
  readonly replies: ReplyFilter;
  readonly people: PeopleView;
};

const everyReply: ReplyFilter = { campaignId: null, account: null, search: '', group: 'all' };

export const firstViews: Views = {
  campaigns: everyCampaign,
  reports: everyCampaign,
  replies: everyReply,
  people: { tab: 'all', lists: {}, blocked: '' },
};

/** The views once somewhere is gone to: what is asked for there must not be hidden by what was narrowed to before. */
export function viewsAt(views: Views, route: Route): Views {
  if (route.screen === 'replies' && (route.campaignId ?? route.messageId) !== undefined)
    return { ...views, replies: { ...everyReply, campaignId: route.campaignId ?? null } };
  // Whoever is open stands beside a list of people who are known.
  if (route.screen === 'people' && route.personId !== undefined && views.people.tab === 'blocked')
    return { ...views, people: { ...views.people, tab: 'all' } };
  return views;
}
