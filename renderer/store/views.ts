import type { PersonFilter, PersonSort } from '../../domain/people/person-filter.ts';
import type { ReplyFilter } from '../../domain/people/reply-views.ts';
import { type CampaignListView, everyCampaign } from './campaign-list.ts';
import type { Route } from './route.ts';

/** The filter and order of a tab of People. */
export type ShownPeople = { readonly filter: PersonFilter; readonly sort: PersonSort };

type PeopleView = {
  /** All people, the do-not-contact list, or a kept filter. */
  readonly tab: string;
  /** The tabs' filters after changes that were not kept. */
  readonly lists: Readonly<Record<string, ShownPeople>>;
  /** The search within the do-not-contact list. */
  readonly blocked: string;
};

/** What screens show of their lists, kept for when they are returned to. The outbox has one for each tab. */
export type Views = {
  readonly campaigns: CampaignListView;
  readonly reports: CampaignListView;
  readonly replies: ReplyFilter;
  readonly people: PeopleView;
};

const everyReply: ReplyFilter = { campaignId: null, account: null, search: '', group: 'all', order: 'longest' };

export const firstViews: Views = {
  campaigns: everyCampaign,
  reports: everyCampaign,
  replies: everyReply,
  people: { tab: 'all', lists: {}, blocked: '' },
};

/** The views after going to a route, without filters that would hide what the route asks for. */
export function viewsAt(views: Views, route: Route): Views {
  if (route.screen === 'replies' && (route.campaignId ?? route.messageId) !== undefined)
    return { ...views, replies: { ...everyReply, campaignId: route.campaignId ?? null } };
  // An open person is shown beside a list of known people.
  if (route.screen === 'people' && route.personId !== undefined && views.people.tab === 'blocked')
    return { ...views, people: { ...views.people, tab: 'all' } };
  return views;
}
