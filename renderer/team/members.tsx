import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { Failure, TeamMemberView, TeamView } from '../../domain/contract.ts';
import { call } from '../api.ts';
import { isSilent, LastHeard } from '../shared/team/team-now.tsx';
import { useText } from '../text.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { useOneAtATime } from '../ui/hooks/use-one-at-a-time.ts';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { NameDialog } from '../ui/name-dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import { noLogin, OwnerFields } from './owner-login.tsx';
import { RefusedLine } from './refused-line.tsx';

/** The computers of the team and the invitations, silent computers first. */
export function Members({ team, onLeave }: { team: TeamView; onLeave: () => void }) {
  const text = useText();
  const nowMs = useNow(10_000);
  const rank = (member: TeamMemberView) => (isSilent(member, nowMs) ? 0 : member.hasJoined ? 1 : 2);
  const members = [...team.members].sort((one, other) => rank(one) - rank(other) || one.id - other.id);
  return (
    <section aria-labelledby="team-computers">
      <h2 id="team-computers">
        {text('team.computers', { count: members.filter(({ hasJoined }) => hasJoined).length })}
      </h2>
      <table className="table table-inset team-members" aria-labelledby="team-computers">
        <thead>
          <tr>
            <th>{text('team.colComputer')}</th>
            <th className="team-role">{text('team.colRole')}</th>
            <th>{text('team.colHeard')}</th>
            <th className="team-do">
              <span className="visually-hidden">{text('team.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <Row key={member.id} member={member} team={team} nowMs={nowMs} onLeave={onLeave} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type RowProps = {
  readonly member: TeamMemberView;
  readonly team: TeamView;
  readonly nowMs: number;
  readonly onLeave: () => void;
};

function Row({ member, team, nowMs, onLeave }: RowProps) {
  const text = useText();
  const [asked, setAsked] = useState<'name' | 'remove' | null>(null);
  const items = useItems({ member, team, onLeave, onAsk: setAsked });
  const { name, kind, isMe, hasJoined, toErase } = member;
  return (
    <tr>
      <td>
        <p className="medium">
          <bdi>{name}</bdi>
        </p>
        {(isMe || !hasJoined) && <p className="small faint">{text(isMe ? 'team.thisComputer' : 'team.invitation')}</p>}
        {toErase > 0 && <p className="small">{text('team.toErase', { count: toErase })}</p>}
      </td>
      <td className="team-role">{text(`team.${kind}`)}</td>
      <td>{hasJoined && <LastHeard member={member} nowMs={nowMs} />}</td>
      <td className="end">
        {items.length > 0 && (
          <Menu
            trigger={<IconButton icon={Ellipsis} size="small" label={text('team.menu', { name })} />}
            items={items}
          />
        )}
        {asked === 'name' && <Naming member={member} onClose={() => setAsked(null)} />}
        {asked === 'remove' && <RemoveDialog member={member} onClose={() => setAsked(null)} />}
      </td>
    </tr>
  );
}

/** What this computer can do with a row: for itself, or as a coordinator. Nothing while the team does not answer. */
function useItems({
  member: { id, kind, isMe, hasJoined },
  team,
  onLeave,
  onAsk,
}: Pick<RowProps, 'member' | 'team' | 'onLeave'> & { onAsk: (asked: 'name' | 'remove') => void }): MenuItem[] {
  const text = useText();
  const ask = useAsk();
  if (team.state.kind !== 'open') return [];
  const mayManage = team.kind === 'coordinator';
  const other = kind === 'coordinator' ? 'sender' : 'coordinator';
  const renames = { id: 'name', label: text('team.rename'), onSelect: () => onAsk('name') };
  const appoints = {
    id: 'kind',
    label: text(other === 'coordinator' ? 'team.makeCoordinator' : 'team.makeSender'),
    onSelect: () => void ask('team:appoint', { id, kind: other }),
  };
  const removes = {
    id: 'remove',
    label: text(hasJoined ? 'team.remove' : 'team.withdraw'),
    danger: true,
    apart: true,
    onSelect: () => onAsk('remove'),
  };
  const leaves = { id: 'leave', label: text('team.leave'), danger: true, apart: true, onSelect: onLeave };
  return [
    ...(isMe || mayManage ? [renames] : []),
    ...(mayManage && hasJoined ? [appoints] : []),
    // Anybody with the owner's login may remove a computer; the app asks for nothing more.
    isMe ? leaves : removes,
  ];
}

function Naming({ member, onClose }: { member: TeamMemberView; onClose: () => void }) {
  const text = useText();
  return (
    <NameDialog
      title={text('team.renameTitle')}
      label={text('team.renameTitle')}
      confirm={text('team.renameConfirm')}
      name={member.name}
      onName={(name) => call('team:rename', { id: member.id, name })}
      onClose={onClose}
    />
  );
}

/** Ends a computer's access or withdraws an invitation, with the login of the database's owner. */
function RemoveDialog({ member: { id, name, hasJoined }, onClose }: { member: TeamMemberView; onClose: () => void }) {
  const text = useText();
  const toast = useToast();
  const [login, setLogin] = useState(noLogin);
  const [failure, setFailure] = useState<Failure | null>(null);
  const remove = useOneAtATime(async () => {
    const removed = await call('team:remove', { ...login, id });
    if (!removed.ok) return setFailure(removed.failure);
    if (hasJoined) toast('good', text('team.removed', removed.value));
    onClose();
  });
  const what = hasJoined ? 'remove' : 'withdraw';
  return (
    <Dialog
      title={text(`team.${what}Title`, { name })}
      onClose={onClose}
      actions={
        <Button kind="danger" onPress={remove} disabled={login.user === ''}>
          {text(`team.${what}Confirm`)}
        </Button>
      }
    >
      <p className="quiet">{text(`team.${what}Body`)}</p>
      <OwnerFields login={login} hint={text('team.ownerHint')} onChange={setLogin} onEnter={() => void remove()} />
      <RefusedLine failure={failure} />
    </Dialog>
  );
}
