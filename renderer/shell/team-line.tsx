import { TeamNow, teamKind, useTeamName } from '../shared/team/team-now.tsx';
import { useOverview, useStore } from '../store/use-store.ts';

/** The team at the foot of the sidebar, where this computer has one. */
export function TeamLine() {
  const team = useOverview((overview) => overview.team);
  const name = useTeamName();
  const open = useStore((store) => store.open);
  if (team === null) return null;
  return (
    <div className="team-line lined-above">
      <button
        type="button"
        className="account-row grid"
        data-status={teamKind(team.state)}
        onClick={() => open({ screen: 'team' })}
      >
        <span className="account-name medium clip">
          <bdi>{name}</bdi>
        </span>
        <TeamNow team={team} />
      </button>
    </div>
  );
}
