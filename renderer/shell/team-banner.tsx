import { teamNeedsHand } from '../shared/team/team-now.tsx';
import { TeamWaits } from '../shared/team/team-waits.tsx';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

/** Why nothing goes out, where it is the team's: in the outbox, and everywhere where a person is needed. */
export function TeamBanner() {
  const text = useText();
  const team = useOverview((overview) => overview.team);
  const waiting = useOverview(({ counts }) => counts.pending);
  const screen = useStore(({ route }) => route.screen);
  const open = useStore((store) => store.open);
  if (team === null || team.state.kind === 'open' || screen === 'team' || waiting === 0) return null;
  if (!teamNeedsHand(team.state)) return screen === 'outbox' ? <TeamWaits state={team.state} /> : null;
  return (
    <Banner
      kind="paused"
      title={text(team.state.kind === 'held' ? 'team.heldTitle' : 'team.endedTitle')}
      actions={<Button onPress={() => open({ screen: 'team' })}>{text('team.open')}</Button>}
    >
      {text(team.state.kind === 'held' ? 'team.heldBody' : 'team.short.ended')}
    </Banner>
  );
}
