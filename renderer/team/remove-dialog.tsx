import { useState } from 'react';
import type { Failure, TeamMemberView } from '../../domain/contract.ts';
import { call } from '../api.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import { noLogin, OwnerFields } from './owner-login.tsx';
import { RefusedLine } from './refused-line.tsx';

/** Ends a computer's access, or withdraws an invitation, with the login of whoever owns the database. */
export function RemoveDialog({
  member: { id, name, hasJoined },
  onClose,
}: {
  member: TeamMemberView;
  onClose: () => void;
}) {
  const text = useText();
  const toast = useToast();
  const [login, setLogin] = useState(noLogin);
  const [failure, setFailure] = useState<Failure | null>(null);
  const remove = async () => {
    const removed = await call('team:remove', { ...login, id });
    if (!removed.ok) return setFailure(removed.failure);
    if (hasJoined) toast('good', text('team.removed', removed.value));
    onClose();
  };
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
