import { useState } from 'react';
import type { Failure, TeamKind } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { call } from '../api.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, focusedNow } from '../ui/dialog.tsx';
import { Segmented } from '../ui/fields/choice.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { useCopy } from '../ui/hooks/use-copy.ts';
import { useOneAtATime } from '../ui/hooks/use-one-at-a-time.ts';
import { useSaveFile } from '../ui/hooks/use-save-file.ts';
import { noLogin, OwnerFields } from './owner-login.tsx';
import { RefusedLine } from './refused-line.tsx';

/** Makes a code for one more computer, and shows it once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const [opener] = useState(focusedNow);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<TeamKind>('sender');
  const [login, setLogin] = useState(noLogin);
  const [code, setCode] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const invite = useOneAtATime(async () => {
    const invited = await call('team:invite', { ...login, name, kind });
    if (invited.ok) setCode(invited.value.code);
    setFailure(invited.ok ? null : invited.failure);
  });
  if (code !== null) return <ShownCode code={code} opener={opener} onClose={onClose} />;
  return (
    <Dialog
      title={text('team.invite')}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={invite} disabled={name.trim() === '' || login.user === ''}>
          {text('team.inviteNow')}
        </Button>
      }
    >
      <TextField
        label={text('team.inviteWho')}
        value={name}
        onChange={setName}
        maxLength={limits.nameCharacters}
        autoFocus
      />
      <div className="grid gap-1">
        <Segmented
          label={text('team.inviteAs')}
          value={kind}
          onChange={setKind}
          options={(['sender', 'coordinator'] as const).map((value) => ({ value, label: text(`team.${value}`) }))}
        />
        <p className="faint small">{text('team.inviteHint')}</p>
      </div>
      <OwnerFields login={login} hint={text('team.ownerHint')} onChange={setLogin} onEnter={() => void invite()} />
      <RefusedLine failure={failure} />
    </Dialog>
  );
}

function ShownCode(props: { code: string; opener: HTMLElement | null; onClose: () => void }) {
  const { code, opener, onClose } = props;
  const text = useText();
  const copy = useCopy();
  const saveFile = useSaveFile();
  return (
    <Dialog
      title={text('team.code')}
      opener={opener}
      onClose={onClose}
      actions={
        <>
          <Button onPress={() => saveFile('team:saveCode', { code })}>{text('team.saveCode')}</Button>
          <Button kind="primary" onPress={() => copy(code, text('team.copied'), text('link.codeNotCopied'))}>
            {text('team.copy')}
          </Button>
        </>
      }
    >
      <p className="quiet">{text('team.codeBody')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled and copied must be reachable by keyboard */}
      <section className="team-code mono small anywhere" dir="ltr" tabIndex={0} aria-label={text('team.code')}>
        {code}
      </section>
    </Dialog>
  );
}
