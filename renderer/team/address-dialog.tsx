import { useState } from 'react';
import type { Failure } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { call } from '../api.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { useOneAtATime } from '../ui/hooks/use-one-at-a-time.ts';
import { CertificateButton, noCertificate } from './certificate-button.tsx';
import { RefusedLine } from './refused-line.tsx';

/** Tells the app that the team's database has another address or another certificate. */
export function AddressButton() {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{text('team.move')}</Button>
      {isOpen && <AddressDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function AddressDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const [address, setAddress] = useState('');
  const [{ authority, certificate }, setCertificate] = useState(noCertificate);
  const [failure, setFailure] = useState<Failure | null>(null);
  const move = useOneAtATime(async () => {
    const moved = await call('team:move', { address, authority });
    if (moved.ok) return onClose();
    setFailure(moved.failure);
  });
  return (
    <Dialog
      title={text('team.moveTitle')}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={move}>
          {text('team.moveNow')}
        </Button>
      }
    >
      <div className="team-move">
        <TextField
          label={text('team.address')}
          hint={text('team.moveHint')}
          value={address}
          onChange={setAddress}
          maxLength={limits.addressCharacters}
          dir="ltr"
          autoFocus
          onEnter={() => void move()}
        />
      </div>
      <CertificateButton name={certificate} onChoose={setCertificate} />
      <RefusedLine failure={failure} />
    </Dialog>
  );
}
