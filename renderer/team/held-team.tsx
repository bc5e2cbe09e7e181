import type { TeamMemberView, TeamView } from '../../domain/contract.ts';
import { useText, useWords } from '../text.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { Status } from '../ui/status.tsx';

/** The database was put back: who has told what it sent, and what going on without the others would mean. */
export function HeldTeam({ team: { kind, members } }: { team: TeamView }) {
  const text = useText();
  const ask = useAsk();
  const joined = members.filter(({ hasJoined }) => hasJoined);
  const away = joined.filter(({ hasTold }) => !hasTold);
  const names = away.map(({ name }) => name).join(', ');
  const lost = away.reduce((sum, member) => sum + member.lost, 0);
  return (
    <section className="team-held" aria-label={text('team.heldShort')}>
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
