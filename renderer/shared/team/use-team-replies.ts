import { useEffect, useState } from 'react';
import type { TeamReply } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { useOverview } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';

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
  const [read, setRead] = useState<{ readonly of: string; readonly replies: readonly TeamReply[] } | null>(null);
  const of = JSON.stringify(phones);
  useEffect(() => {
    if (!isOpen) return;
    let isOld = false;
    const again = async () => {
      const answer = await call('teamCampaign:replies', { phones: JSON.parse(of) });
      if (answer.ok && !isOld) setRead({ of, replies: answer.value.replies });
    };
    void again();
    const timer = setInterval(() => void again(), readAgainMs);
    return () => {
      isOld = true;
      clearInterval(timer);
    };
  }, [isOpen, of]);
  if (members === null || read?.of !== of) return [];
  return read.replies.map((reply) => ({
    ...reply,
    computer: members.find(({ id }) => id === reply.member)?.name ?? text('teamCampaign.gone'),
  }));
}
