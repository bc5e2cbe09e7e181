import type { CampaignSummary } from '../../../domain/contract.ts';
import { accountsOf } from '../../../domain/schedule/sent-from.ts';
import { needsHand } from '../../../domain/state/account.ts';
import { useOverview } from '../../store/use-store.ts';

/** When a campaign is expected to end. Null where somebody has to act first, or more people may come from its team. */
export function useExpectedFinishMs(campaign: CampaignSummary | null): number | null {
  const isHeldUp = useOverview(({ accounts }) => {
    const phones = campaign === null ? [] : accountsOf(campaign);
    return accounts.some(
      (one) => one.phone !== null && phones.includes(one.phone) && one.pending > 0 && needsHand(one),
    );
  });
  return isHeldUp || campaign?.team === 'open' ? null : (campaign?.expectedFinishMs ?? null);
}
