import { useCallback, useEffect, useState } from 'react';
import type { Backup } from '../../domain/contract.ts';
import { useAsk } from '../api.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import { SettingsPart } from './settings-screen.tsx';

/** The copies of the database, and the way back to one of them. */
export function BackupSettings() {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const [backups, setBackups] = useState<readonly Backup[] | null>(null);
  const [chosen, setChosen] = useState<Backup | null>(null);
  const reread = useCallback(async () => {
    const answer = await ask('backup:list', undefined);
    if (answer !== null) setBackups(answer);
  }, [ask]);
  useEffect(() => {
    void reread();
  }, [reread]);
  const make = async () => {
    if ((await ask('backup:make', undefined)) === null) return;
    toast('good', text('backups.made'));
    await reread();
  };
  return (
    <SettingsPart title={text('backups.title')}>
      <p className="quiet">{text('backups.body')}</p>
      <div>
        <Button onPress={make}>{text('backups.make')}</Button>
      </div>
      {backups?.length === 0 && <p className="faint">{text('backups.none')}</p>}
      {backups && backups.length > 0 && (
        <ul className="backups" aria-label={text('backups.title')}>
          {backups.map((backup) => (
            <BackupRow key={backup.name} backup={backup} onRestore={() => setChosen(backup)} />
          ))}
        </ul>
      )}
      <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />
    </SettingsPart>
  );
}

function BackupRow({ backup, onRestore }: { readonly backup: Backup; readonly onRestore: () => void }) {
  const text = useText();
  const format = useFormat();
  const made = format.dateTime(backup.madeAtMs);
  return (
    <li className="settings-row">
      <div>
        <p className="number">{made}</p>
        <p className="faint small">
          {text('backups.why', { why: text(`backups.${backup.why}`), size: format.bytes(backup.bytes) })}
        </p>
      </div>
      <Button kind="quiet" aria-label={text('backups.restoreOf', { made })} onPress={onRestore}>
        {text('backups.restore')}
      </Button>
    </li>
  );
}

function RestoreDialog({ backup, onClose }: { readonly backup: Backup | null; readonly onClose: () => void }) {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  return (
    <ConfirmDialog
      open={backup !== null}
      title={text('backups.restoreTitle', { made: backup === null ? '' : format.dateTime(backup.madeAtMs) })}
      confirm={text('backups.restoreConfirm')}
      keep={text('backups.restoreKeep')}
      onConfirm={() => backup && ask('backup:restore', { name: backup.name })}
      onClose={onClose}
    >
      <p>{text('backups.restoreBody')}</p>
      <p>{text('backups.restoreFence')}</p>
    </ConfirmDialog>
  );
}
