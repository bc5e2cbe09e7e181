import { useState } from 'react';
import type { Backup } from '../../domain/contract.ts';
import { useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import { ReadFailure } from '../ui/read-failure.tsx';
import { useToast } from '../ui/toast.tsx';
import { SettingsPart } from './settings-part.tsx';

/** The copies of the database, and the way back to one of them. */
export function BackupSettings() {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const { shown: backups, failure, again: reread, put } = useRead('backup:list', undefined);
  const [restoring, setRestoring] = useState<Backup | null>(null);
  const [deleting, setDeleting] = useState<Backup | null>(null);
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
      {failure !== null && <ReadFailure title={text('backups.cannotRead')} code={failure} onAgain={reread} />}
      {failure === null && backups?.length === 0 && <p className="faint">{text('backups.none')}</p>}
      {failure === null && backups !== null && backups.length > 0 && (
        <ul className="backups grid gap-2" aria-label={text('backups.title')}>
          {backups.map((backup) => (
            <BackupRow
              key={backup.name}
              backup={backup}
              onRestore={() => setRestoring(backup)}
              onDelete={() => setDeleting(backup)}
            />
          ))}
        </ul>
      )}
      <RestoreDialog backup={restoring} onClose={() => setRestoring(null)} />
      <DeleteDialog backup={deleting} onDeleted={put} onClose={() => setDeleting(null)} />
    </SettingsPart>
  );
}

function BackupRow({ backup, onRestore, onDelete }: { backup: Backup; onRestore: () => void; onDelete: () => void }) {
  const { text, format } = useWords();
  const made = format.dateTime(backup.madeAtMs);
  return (
    <li className="settings-row row between gap-4">
      <div>
        <p className="number">{made}</p>
        <p className="faint small">
          {text('backups.why', { why: text(`backups.${backup.why}`), size: format.bytes(backup.bytes) })}
        </p>
      </div>
      <div className="buttons">
        <Button kind="quiet" aria-label={text('backups.restoreOf', { made })} onPress={onRestore}>
          {text('backups.restore')}
        </Button>
        <Button kind="quiet" aria-label={text('backups.deleteOf', { made })} onPress={onDelete}>
          {text('backups.delete')}
        </Button>
      </div>
    </li>
  );
}

function RestoreDialog({ backup, onClose }: { backup: Backup | null; onClose: () => void }) {
  const { text, format } = useWords();
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

function DeleteDialog(props: {
  readonly backup: Backup | null;
  readonly onDeleted: (left: Backup[]) => void;
  readonly onClose: () => void;
}) {
  const { backup, onDeleted, onClose } = props;
  const { text, format } = useWords();
  const ask = useAsk();
  const toast = useToast();
  const remove = async () => {
    const left = backup && (await ask('backup:delete', { name: backup.name }));
    if (left === null) return;
    onDeleted(left);
    toast('good', text('backups.deleted'));
  };
  return (
    <ConfirmDialog
      open={backup !== null}
      title={text('backups.deleteTitle', { made: backup === null ? '' : format.dateTime(backup.madeAtMs) })}
      confirm={text('backups.deleteConfirm')}
      keep={text('backups.deleteKeep')}
      onConfirm={remove}
      onClose={onClose}
    >
      {text('backups.deleteBody')}
    </ConfirmDialog>
  );
}
