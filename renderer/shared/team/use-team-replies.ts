import type { TeamReply } from '../../../domain/contract.ts';
import { useOverview } from '../../store/use-store.ts';
import { useRead } from '../../ui/hooks/use-read.ts';
import { useComputerName } from './team-now.tsx';

/** No event tells what other computers do. */
const readAgainMs = 10_000;

export type OthersReply = TeamReply & { readonly computer: string };

/**
 * People who wrote back to other computers of the team, the newest first; with numbers, only these people. While the
 * team does not answer, the last result remains. Empty without a team.
 */
export function useTeamReplies(phones: readonly string[] | null): readonly OthersReply[] {
  const nameOf = useComputerName();
  const isOpen = useOverview(({ team }) => team?.state.kind === 'open');
  const hasTeam = useOverview(({ team }) => team !== null);
  const asked = { phones: phones === null ? null : [...phones] };
  const { value } = useRead('teamCampaign:replies', asked, { asks: isOpen, everyMs: readAgainMs });
  if (!hasTeam || value === null) return [];
  return value.replies.map((reply) => ({ ...reply, computer: nameOf(reply.member) }));
}
