import { useOverview } from '../../store/use-store.ts';
import { useRead } from '../../ui/hooks/use-read.ts';

/** How often they are read again while somebody looks at them. */
const readAgainMs = 5_000;

/** One team campaign, or those that this computer has not joined. Empty without a team or while it does not answer. */
export function useTeamCampaigns(id: number | null) {
  const isOpen = useOverview(({ team }) => team?.state.kind === 'open');
  const { value, again } = useRead('teamCampaign:list', { id }, { asks: isOpen, everyMs: readAgainMs });
  return { campaigns: value?.campaigns ?? null, again };
}
