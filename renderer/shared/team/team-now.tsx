import type { TeamMemberView, TeamState, TeamView } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { isNoMember, isUnanswered } from '../../../domain/state/team.ts';
import type { Text } from '../../../domain/text/make-text.ts';
import { useOverview } from '../../store/use-store.ts';
import { useText, useWords } from '../../text.tsx';
import { useNow } from '../../ui/hooks/use-now.ts';
import { Status, type StatusKind } from '../../ui/status.tsx';

const secondMs = 1_000;

/** Whether the team continues only if somebody acts: other states pass by themselves. */
export const teamNeedsHand = (state: TeamState): boolean => state.kind === 'held' || isNoMember(state);

/** Whether a computer was last heard of so long ago that it is called silent. */
export function isSilent({ hasJoined, isMe, heardAtMs }: TeamMemberView, nowMs: number): boolean {
  return hasJoined && !isMe && (heardAtMs === null || nowMs - heardAtMs > limits.teamSilentMs);
}

export function LastHeard({ member, nowMs }: { member: TeamMemberView; nowMs: number }) {
  const { text, format } = useWords();
  if (member.heardAtMs === null) return <Status kind="held">{text('team.neverHeard')}</Status>;
  const time = format.duration(Math.max(0, Math.round((nowMs - member.heardAtMs) / secondMs) * secondMs));
  if (!isSilent(member, nowMs)) return <Status kind="sent">{text('team.heardAgo', { time })}</Status>;
  return <Status kind="held">{text('team.silent', { moment: format.moment(member.heardAtMs, nowMs), time })}</Status>;
}

export function teamKind(state: TeamState): StatusKind {
  if (teamNeedsHand(state)) return 'held';
  return state.kind === 'open' ? 'sent' : 'pending';
}

/** The state of this computer in its team, as an icon and a few words. */
export function TeamNow({ team }: { team: TeamView }) {
  return <Status kind={teamKind(team.state)}>{useTeamWords(team.state)}</Status>;
}

/** The same in words only; empty where this computer has no team. */
export function useTeamWords(state: TeamState | undefined): string {
  const { text, format } = useWords();
  const nowMs = useNow(10_000);
  if (state === undefined) return '';
  switch (state.kind) {
    case 'waiting':
      return isNoMember(state)
        ? text('team.short.ended')
        : text(isUnanswered(state) ? 'team.waitShort' : 'team.refusesShort', {
            time: format.moment(state.againAtMs, nowMs),
          });
    case 'held':
      return text('team.heldShort');
    default:
      return text(`team.short.${state.kind}`);
  }
}

/** Why this computer is no longer a member of its team, as far as is known, and what to do about it. */
export function whyNoMember(text: Text, state: TeamState): string {
  return text(state.kind === 'ended' ? `team.ended.${state.why}` : 'team.loginRefused');
}

/** The name of a computer of the team, also of one that has left. */
export function useComputerName(): (id: number) => string {
  const text = useText();
  const team = useOverview((overview) => overview.team);
  return (id) => {
    const member = team?.members.find((one) => one.id === id);
    const gone = team?.gone.find((one) => one.id === id);
    if (member !== undefined || gone === undefined) return member?.name ?? text('teamCampaign.gone');
    return gone.isBack ? gone.name : text('teamCampaign.goneNamed', { name: gone.name });
  };
}

/** The name of this computer's team; "a team" where its membership cannot be read. */
export function useTeamName(): string | null {
  const text = useText();
  const name = useOverview(({ team }) => team?.name ?? null);
  return name === '' ? text('team.title') : name;
}
