import { useOverview } from '../../store/use-store.ts';
import { useRead } from '../../ui/hooks/use-read.ts';

/** How often they are read anew while somebody looks at them. */
const readAgainMs = 5_000;

/** The team's campaigns as they stand; none while the team does not answer or there is none. */
export function useTeamCampaigns() {
  const isOpen = useOverview(({ team }) => team?.state.kind === 'open');
  const { shown, again } = useRead('teamCampaign:list', undefined, { asks: isOpen, everyMs: readAgainMs });
  return { campaigns: shown?.campaigns ?? null, again };
}
