import { Database } from 'lucide-react';
import { useState } from 'react';
import type { TeamState, TeamView } from '../../domain/contract.ts';
import { TeamWaits } from '../shared/team/team-waits.tsx';
import { useText } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { HeldTeam } from './held-team.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { Members } from './members.tsx';
import type { TeamStep } from './no-team.tsx';

/** The team: how this computer stands with it, and who is in it. */
export function TeamPage({ team, name, onStep }: { team: TeamView; name: string; onStep: (step: TeamStep) => void }) {
  const text = useText();
  const [isLeaving, setLeaving] = useState(false);
  const { state, host } = team;
  const isAway = state.kind === 'ended' || isRefused(state);
  return (
    <>
      <section className="team-database row between gap-4" aria-label={text('team.database')}>
        <Icon of={Database} className={state.kind === 'open' ? 'tone-good' : 'faint'} />
        <div className="grow">
          <p className="medium">
            <bdi>{name}</bdi>
          </p>
          {host !== '' && (
            <p className="small faint">
              {state.kind === 'open' ? text('team.openAt', { host }) : <bdi dir="ltr">{host}</bdi>}
            </p>
          )}
        </div>
        <Button kind="danger-quiet" onPress={() => setLeaving(true)}>
          {text('team.leave')}
        </Button>
      </section>
      {isAway ? <Away state={state} onJoin={() => onStep('join')} /> : <TeamWaits state={state} boxed />}
      {state.kind === 'held' && <HeldTeam team={team} />}
      {team.members.length > 0 && !isAway && <Members team={team} onLeave={() => setLeaving(true)} />}
      {isLeaving && <LeaveDialog name={name} onClose={() => setLeaving(false)} />}
    </>
  );
}

const isRefused = (state: TeamState) => state.kind === 'waiting' && state.why === 'login_refused';

/** This computer is no member any more, as far as can be told: only a person can go on from here. */
function Away({ state, onJoin }: { state: TeamState; onJoin: () => void }) {
  const text = useText();
  return (
    <Banner
      kind="paused"
      boxed
      title={text('team.endedTitle')}
      actions={state.kind === 'ended' && <Button onPress={onJoin}>{text('team.join')}</Button>}
    >
      {text(state.kind === 'ended' ? `team.ended.${state.why}` : 'team.loginRefused')}
    </Banner>
  );
}
