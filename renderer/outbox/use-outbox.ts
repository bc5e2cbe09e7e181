import type { CampaignSummary } from '../../domain/contract.ts';
import { useOverview, useStore } from '../store/use-store.ts';

/** What the outbox shows, the campaign it is limited to (null for all), and the sums of these messages. */
export function useOutbox() {
  const view = useStore((store) => store.outbox);
  const campaign = useOverview(({ campaigns }) => campaigns.find(({ id }) => id === view.campaignId) ?? null);
  const all = useOverview((overview) => overview.counts);
  return { view, campaign, counts: campaign?.counts ?? all };
}

/** Whether a campaign is paused, by itself or because the dispatcher is. */
export function useIsPaused(campaign: CampaignSummary | null): boolean {
  const isDispatcherPaused = useOverview(({ dispatcher }) => dispatcher.kind === 'paused');
  return campaign?.state === 'paused' || isDispatcherPaused;
}
