import { TeamNow, useTeamName } from '../shared/team/team-now.tsx';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { SettingsPart } from './settings-part.tsx';

/** The way to the team, or to one. */
export function TeamSettings() {
  const text = useText();
  const team = useOverview((overview) => overview.team);
  const name = useTeamName();
  const open = useStore((store) => store.open);
  return (
    <SettingsPart title={text('team.title')}>
      <div className="settings-row row between gap-4">
        {team === null ? (
          <p className="quiet grow">{text('team.noneBody')}</p>
        ) : (
          <div className="grow">
            <p className="medium">
              <bdi>{name}</bdi>
            </p>
            <p className="small">
              <TeamNow team={team} />
            </p>
          </div>
        )}
        <Button onPress={() => open({ screen: 'team' })}>{text(team === null ? 'team.begin' : 'team.open')}</Button>
      </div>
    </SettingsPart>
  );
}
