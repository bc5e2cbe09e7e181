import { useOverview } from '../../store/use-store.ts';
import { useRead } from '../../ui/hooks/use-read.ts';

/** How often they are read anew while somebody looks at them. */
const readAgainMs = 5_000;

/** One team campaign, or those this computer is not in; none while the team does not answer or there is none. */
export function useTeamCampaigns(id: number | null) {
  const isOpen = useOverview(({ team }) => team?.state.kind === 'open');
  const { value, again } = useRead('teamCampaign:list', { id }, { asks: isOpen, everyMs: readAgainMs });
  return { campaigns: value?.campaigns ?? null, again };
}
