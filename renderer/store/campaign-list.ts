import { isUndecided } from '../../domain/campaign-views.ts';
import type { CampaignSummary } from '../../domain/contract.ts';
import { doneOf } from './counts.ts';

/**
 * Where a campaign stands, as the list tells it: `scheduled` runs, and its first message waits for its time; of
 * `undecided` only people who wait for a person's decision are left. One that is being started is among those that run.
 */
export type Stage = Exclude<CampaignSummary['state'], 'starting'> | 'scheduled' | 'undecided';

/** In the order in which they want the operator. */
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

/** What of the list is shown, and in which order. */
export type CampaignListView = { readonly search: string; readonly show: Stage | 'all'; readonly sort: CampaignSort };

export const everyCampaign: CampaignListView = { search: '', show: 'all', sort: 'newest' };

export function stageOf(campaign: CampaignSummary, nowMs: number): Stage {
  const { state, counts, schedule } = campaign;
  if (state === 'starting') return 'running';
  if (isUndecided(campaign)) return 'undecided';
  const isAhead = schedule.startAtMs !== null && schedule.startAtMs > nowMs;
  return state === 'running' && isAhead && doneOf(counts) + counts.sending === 0 ? 'scheduled' : state;
}

/** Those of the campaigns that the view shows, in its order. They come newest first. */
export function inView(
  campaigns: readonly CampaignSummary[],
  { search, show, sort }: CampaignListView,
  nowMs: number,
  locale: string,
): readonly CampaignSummary[] {
  const wanted = plain(search.trim());
  const found = campaigns.filter(
    (campaign) => plain(campaign.name).includes(wanted) && (show === 'all' || stageOf(campaign, nowMs) === show),
  );
  if (sort === 'name') {
    const order = new Intl.Collator(locale, { numeric: true });
    return found.toSorted((one, other) => order.compare(one.name, other.name));
  }
  if (sort === 'newest') return found;
  const rank = (campaign: CampaignSummary) => stages.indexOf(stageOf(campaign, nowMs));
  return found.toSorted((one, other) => rank(one) - rank(other));
}

/** Found with or without accents, however it is written. */
function plain(words: string): string {
  return words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
