import type { CampaignSummary } from '../../../domain/contract.ts';
import { accountsOf } from '../../../domain/schedule/sent-from.ts';
import { standsStill } from '../../../domain/state/account.ts';
import { useOverview } from '../../store/use-store.ts';

/** When a campaign is expected to end. Null while it stands still, or where more people may come from its team. */
export function useExpectedFinishMs(campaign: CampaignSummary | null): number | null {
  const isStill = useStandsStill(campaign);
  return isStill || campaign?.team === 'open' ? null : (campaign?.expectedFinishMs ?? null);
}

/** Whether an account that people of a campaign wait for sends nothing, and nobody knows until when. */
export function useStandsStill(campaign: CampaignSummary | null): boolean {
  return useOverview(({ accounts }) => {
    const phones = campaign === null ? [] : accountsOf(campaign);
    return accounts.some(
      (one) => one.phone !== null && phones.includes(one.phone) && one.pending > 0 && standsStill(one),
    );
  });
}
