import { isUndecided } from '../../domain/campaign-views.ts';
import type { CampaignSummary } from '../../domain/contract.ts';
import { foldText } from '../../domain/messages/fold.ts';
import { doneOf } from './counts.ts';

/**
 * The state of a campaign in the list. `scheduled`: its start is to come, and nothing was sent yet. `undecided`: all
 * remaining people wait for the operator's decision. A campaign that is starting counts as running.
 */
export type Stage = Exclude<CampaignSummary['state'], 'starting'> | 'scheduled' | 'undecided';

/** In the order in which they need the operator. */
export const stages = [
  'paused',
  'undecided',
  'running',
  'scheduled',
  'draft',
  'finished',
  'cancelled',
] satisfies Stage[];

export const campaignSorts = ['newest', 'name', 'state'] as const;
type CampaignSort = (typeof campaignSorts)[number];

export type CampaignListView = { readonly search: string; readonly show: Stage | 'all'; readonly sort: CampaignSort };

export const everyCampaign: CampaignListView = { search: '', show: 'all', sort: 'newest' };

export function stageOf(campaign: CampaignSummary, nowMs: number): Stage {
  const { state, counts, schedule } = campaign;
  if (state === 'starting') return 'running';
  if (isUndecided(campaign)) return 'undecided';
  const isAhead = schedule.startAtMs !== null && schedule.startAtMs > nowMs;
  return state === 'running' && isAhead && doneOf(counts) + counts.sending === 0 ? 'scheduled' : state;
}

/** The campaigns that a view shows, in its order. `campaigns` are the newest first. */
export function inView(
  campaigns: readonly CampaignSummary[],
  { search, show, sort }: CampaignListView,
  nowMs: number,
  locale: string,
): readonly CampaignSummary[] {
  const wanted = foldText(search.trim());
  const found = campaigns.filter(
    (campaign) => foldText(campaign.name).includes(wanted) && (show === 'all' || stageOf(campaign, nowMs) === show),
  );
  if (sort === 'name') {
    const order = new Intl.Collator(locale, { numeric: true });
    return found.toSorted((one, other) => order.compare(one.name, other.name));
  }
  if (sort === 'newest') return found;
  const rank = (campaign: CampaignSummary) => stages.indexOf(stageOf(campaign, nowMs));
  return found.toSorted((one, other) => rank(one) - rank(other));
}
