import { ChevronRight, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTeamName } from '../shared/team/team-now.tsx';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ScreenHeader } from '../ui/screen-header.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { JoinTeam } from './join-team.tsx';
import { MakeTeam } from './make-team.tsx';
import { NoTeam, type TeamStep } from './no-team.tsx';
import { TeamPage } from './team-page.tsx';

/** The team of this computer, or the ways to make or join one. */
export function TeamScreen() {
  const team = useOverview((overview) => overview.team);
  const [step, setStep] = useState<TeamStep | null>(null);
  const [isInviting, setInviting] = useState(false);
  const text = useText();
  const name = useTeamName();
  const done = () => setStep(null);
  if (step === 'make') return <MakeTeam header={<Header step="make" onTeam={done} />} onDone={done} />;
  if (step === 'join') return <JoinTeam header={<Header step="join" onTeam={done} />} onDone={done} />;
  const mayInvite = team?.state.kind === 'open';
  return (
    <>
      <Header>
        {mayInvite && (
          <Button kind="primary" icon={Plus} onPress={() => setInviting(true)}>
            {text('team.invite')}
          </Button>
        )}
      </Header>
      <Scroll label={text('team.title')} className="body stack team">
        {team === null ? <NoTeam onStep={setStep} /> : <TeamPage team={team} name={name ?? ''} onStep={setStep} />}
      </Scroll>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}

function Header({ step, onTeam, children }: { step?: TeamStep; onTeam?: () => void; children?: ReactNode }) {
  const text = useText();
  const open = useStore((store) => store.open);
  return (
    <ScreenHeader
      className="header-settings lined"
      title={
        <span className="row gap-6px">
          <Crumb onPress={() => open({ screen: 'settings' })}>{text('settings.title')}</Crumb>
          {step === undefined ? text('team.title') : <Crumb onPress={onTeam}>{text('team.title')}</Crumb>}
          {step !== undefined && text(`team.${step}`)}
        </span>
      }
      actions={children}
    />
  );
}

function Crumb({ onPress, children }: { onPress: (() => void) | undefined; children: ReactNode }) {
  return (
    <>
      <button type="button" className="crumb quiet" onClick={onPress}>
        {children}
      </button>
      <span className="is-directional grid center faint">
        <Icon of={ChevronRight} />
      </span>
    </>
  );
}
