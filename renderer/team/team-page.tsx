import { Database } from 'lucide-react';
import { useRef, useState } from 'react';
import type { TeamMemberView, TeamView } from '../../domain/contract.ts';
import { isNoMember } from '../../domain/state/team.ts';
import { call } from '../api.ts';
import { whyNoMember } from '../shared/team/team-now.tsx';
import { TeamWaits } from '../shared/team/team-waits.tsx';
import { useText, useWords } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { Icon } from '../ui/icon.tsx';
import { Status } from '../ui/status.tsx';
import { AddressButton } from './address-dialog.tsx';
import { Members } from './members.tsx';
import type { TeamStep } from './no-team.tsx';

/** The team: the state of this computer in it, and its members. */
export function TeamPage({ team, name, onStep }: { team: TeamView; name: string; onStep: (step: TeamStep) => void }) {
  const text = useText();
  const [isLeaving, setLeaving] = useState(false);
  const { state, host } = team;
  const isAway = isNoMember(state);
  return (
    <>
      <section className="team-database row wrap between gap-4 framed" aria-label={text('team.database')}>
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
      {isAway ? (
        <Banner
          kind="paused"
          boxed
          title={text('team.endedTitle')}
          actions={<Button onPress={() => onStep('join')}>{text('team.join')}</Button>}
        >
          {whyNoMember(text, state)}
        </Banner>
      ) : (
        <TeamWaits state={state} boxed more={<AddressButton />} />
      )}
      {state.kind === 'held' && <HeldTeam team={team} />}
      {team.members.length > 0 && !isAway && <Members team={team} onLeave={() => setLeaving(true)} />}
      {isLeaving && <LeaveDialog team={team} name={name} onClose={() => setLeaving(false)} />}
    </>
  );
}

/** Whether the team would be left without a coordinator. */
function isLastCoordinator({ kind, members }: TeamView): boolean {
  const others = members.filter(({ isMe, hasJoined }) => hasJoined && !isMe);
  return kind === 'coordinator' && others.length > 0 && others.every((one) => one.kind === 'sender');
}

/** Asks before this computer leaves, and again where the team cannot be told. */
function LeaveDialog({ team, name, onClose }: { team: TeamView; name: string; onClose: () => void }) {
  const text = useText();
  const ask = useAsk();
  const [isUntold, setUntold] = useState(false);
  // The first question closes after its answer; the second one must stay open.
  const goesOn = useRef(false);
  const shared = { title: text('team.leaveTitle', { name }), keep: text('team.leaveKeep') };
  return (
    <>
      <ConfirmDialog
        {...shared}
        open={!isUntold}
        confirm={text('team.leaveConfirm')}
        onConfirm={async () => {
          goesOn.current = !(await call('team:leave', { isUntold: false })).ok;
          setUntold(goesOn.current);
        }}
        onClose={() => goesOn.current || onClose()}
      >
        {text('team.leaveBody')} {isLastCoordinator(team) && text('team.leaveLast')}
      </ConfirmDialog>
      <ConfirmDialog
        {...shared}
        open={isUntold}
        confirm={text('team.leaveUntoldConfirm')}
        onConfirm={() => ask('team:leave', { isUntold: true })}
        onClose={onClose}
      >
        {text('team.leaveUntold')}
      </ConfirmDialog>
    </>
  );
}

/** The database was put back: who has told what it sent, and what it means to go on without the others. */
function HeldTeam({ team: { kind, members } }: { team: TeamView }) {
  const { text, format } = useWords();
  const ask = useAsk();
  const joined = members.filter(({ hasJoined }) => hasJoined);
  const away = joined.filter(({ hasTold }) => !hasTold);
  const names = format.list(away.map(({ name }) => `\u2068${name}\u2069`));
  const lost = away.reduce((sum, member) => sum + member.lost, 0);
  return (
    <section className="team-held grid gap-3" aria-label={text('team.heldShort')}>
      <h2>{text('team.heldTitle')}</h2>
      <p className="quiet">{text('team.heldBody')}</p>
      <ul>
        {joined.map((member) => (
          <li key={member.id}>
            <Told member={member} />
          </li>
        ))}
      </ul>
      {away.length > 0 && (
        <>
          <p className="small quiet">{text('team.heldStart')}</p>
          {kind === 'coordinator' ? (
            <div className="buttons">
              <ConfirmButton
                label={text('team.heldGoOn')}
                title={text('team.heldGoOnTitle', { names })}
                confirm={text('team.heldGoOnConfirm')}
                keep={text('team.heldKeep')}
                onConfirm={() => ask('team:goOnWithout', { ids: away.map(({ id }) => id) })}
              >
                {text('team.heldGoOnBody', { lost })}
              </ConfirmButton>
            </div>
          ) : (
            <p className="small faint">{text('team.heldCoordinator')}</p>
          )}
        </>
      )}
    </section>
  );
}

function Told({ member: { name, hasTold, heardAtMs, lost } }: { member: TeamMemberView }) {
  const { text, format } = useWords();
  const nowMs = useNow(10_000);
  const moment = heardAtMs === null ? text('team.neverHeard') : format.moment(heardAtMs, nowMs);
  return (
    <>
      <p className="medium">
        <bdi>{name}</bdi>
      </p>
      <Status kind={hasTold ? 'sent' : 'held'}>
        {hasTold ? text('team.heldTold') : text('team.heldUntold', { moment })}
      </Status>
      {!hasTold && lost > 0 && <p className="small quiet">{text('team.heldLost', { lost })}</p>}
    </>
  );
}
