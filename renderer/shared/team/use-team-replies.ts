import type { TeamReply } from '../../../domain/contract.ts';
import { useOverview } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { useRead } from '../../ui/hooks/use-read.ts';

/** What other computers do is told by no event. */
const readAgainMs = 10_000;

/** A reply with the name of the computer that has the chat. */
export type OthersReply = TeamReply & { readonly computer: string };

/**
 * Who wrote back to other computers of the team, the newest first; of the people with these numbers alone, where some are
 * given. While the team does not answer it is what was read last; without a team nobody.
 */
export function useTeamReplies(phones: readonly string[] | null): readonly OthersReply[] {
  const text = useText();
  const isOpen = useOverview(({ team }) => team?.state.kind === 'open');
  const members = useOverview(({ team }) => team?.members ?? null);
  const asked = { phones: phones === null ? null : [...phones] };
  const { value } = useRead('teamCampaign:replies', asked, { asks: isOpen, everyMs: readAgainMs });
  if (members === null || value === null) return [];
  return value.replies.map((reply) => ({
    ...reply,
    computer: members.find(({ id }) => id === reply.member)?.name ?? text('teamCampaign.gone'),
  }));
}
