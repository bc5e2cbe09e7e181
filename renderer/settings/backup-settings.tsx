import type { Backup } from '../../domain/contract.ts';
import { useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import { ReadFailure } from '../ui/read-failure.tsx';
import { useToast } from '../ui/toast.tsx';
import { SettingsPart } from './settings-part.tsx';

/** The backups of the database, and how to return to one. */
export function BackupSettings() {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const { shown: backups, failure, again: reread, put } = useRead('backup:list', undefined);
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
            <BackupRow key={backup.name} backup={backup} onDeleted={put} />
          ))}
        </ul>
      )}
    </SettingsPart>
  );
}

function BackupRow({ backup, onDeleted }: { backup: Backup; onDeleted: (left: Backup[]) => void }) {
  const { text, format } = useWords();
  const ask = useAsk();
  const toast = useToast();
  const { name } = backup;
  const made = format.dateTime(backup.madeAtMs);
  const remove = async () => {
    const left = await ask('backup:delete', { name });
    if (left === null) return;
    onDeleted(left);
    toast('good', text('backups.deleted'));
  };
  return (
    <li className="settings-row row between gap-4">
      <div>
        <p className="number">{made}</p>
        <p className="faint small">
          {text('backups.why', { why: text(`backups.${backup.why}`), size: format.bytes(backup.bytes) })}
        </p>
      </div>
      <div className="buttons">
        <ConfirmButton
          kind="quiet"
          label={text('backups.restore')}
          aria-label={text('backups.restoreOf', { made })}
          title={text('backups.restoreTitle', { made })}
          confirm={text('backups.restoreConfirm')}
          keep={text('backups.restoreKeep')}
          onConfirm={() => ask('backup:restore', { name })}
        >
          <p>{text('backups.restoreBody')}</p>
          <p>{text('backups.restoreFence')}</p>
        </ConfirmButton>
        <ConfirmButton
          kind="quiet"
          label={text('backups.delete')}
          aria-label={text('backups.deleteOf', { made })}
          title={text('backups.deleteTitle', { made })}
          confirm={text('backups.deleteConfirm')}
          keep={text('backups.deleteKeep')}
          onConfirm={remove}
        >
          {text('backups.deleteBody')}
        </ConfirmButton>
      </div>
    </li>
  );
}
