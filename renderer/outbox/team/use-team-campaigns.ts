import { useCallback, useEffect, useState } from 'react';
import type { TeamCampaignView } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { useOverview } from '../../store/use-store.ts';

/** How often they are read anew while somebody looks at them. */
const readAgainMs = 5_000;

/** The team's campaigns as they stand; none while the team does not answer or there is none. */
export function useTeamCampaigns(): {
  readonly campaigns: readonly TeamCampaignView[] | null;
  readonly again: () => Promise<void>;
} {
  const isOpen = useOverview(({ team }) => team?.state.kind === 'open');
  const [campaigns, setCampaigns] = useState<readonly TeamCampaignView[] | null>(null);
  const again = useCallback(async () => {
    const read = await call('teamCampaign:list', undefined);
    if (read.ok) setCampaigns(read.value.campaigns);
  }, []);
  useEffect(() => {
    if (!isOpen) return;
    void again();
    const timer = setInterval(() => void again(), readAgainMs);
    return () => clearInterval(timer);
  }, [isOpen, again]);
  return { campaigns, again };
}
