import { type ReactNode, useState } from 'react';
import type { CommandOutput, CommandResult, Failure } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { call } from '../api.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea, TextField } from '../ui/fields/field.tsx';
import { FileButton } from '../ui/fields/file-button.tsx';
import { Scroll } from '../ui/scroll.tsx';

type Looked = { readonly of: string; readonly said: CommandResult<CommandOutput<'team:readCode'>> };

/** Joins with a code. It shows first whose team it is, as the team's database says. */
export function JoinTeam({ header, onDone }: { header: ReactNode; onDone: () => void }) {
  const text = useText();
  const [code, setCode] = useState('');
  const [looked, setLooked] = useState<Looked | null>(null);
  const [computer, setComputer] = useState('');
  const [refused, setRefused] = useState<Failure | null>(null);
  // An answer about another code, whenever it comes, does not hold for this one.
  const said = looked?.of === code ? looked.said : null;
  const read = said?.ok ? said.value : null;
  const failure = refused ?? (said?.ok === false ? said.failure : null);
  const change = (changed: string) => {
    setCode(changed);
    setRefused(null);
  };
  const look = async (one = code) => {
    setRefused(null);
    setLooked({ of: one, said: await call('team:readCode', { code: one }) });
  };
  const choose = async (file: File) => {
    const given = (await file.text()).slice(0, limits.certificateCharacters);
    change(given);
    await look(given);
  };
  const join = async () => {
    const joined = await call('team:join', { code, computer });
    if (joined.ok) return onDone();
    setRefused(joined.failure);
  };
  return (
    <>
      {header}
      <Scroll label={text('team.join')} className="body">
        <div className="team-join grid gap-4">
          <TextArea
            label={text('team.code')}
            hint={text('team.codeHint')}
            error={failure === null ? null : text(`failure.${failure.code}`)}
            value={code}
            onChange={change}
            rows={4}
            maxLength={limits.certificateCharacters}
            dir="ltr"
            autoFocus
          />
          <div className="buttons">
            <Button onPress={() => look()} disabled={code.trim() === ''}>
              {text('team.look')}
            </Button>
            <FileButton accept=".txt" onFile={choose}>
              {text('team.codeFromFile')}
            </FileButton>
          </div>
          {read !== null && <Whose {...read} />}
          <TextField
            label={text('team.computer')}
            hint={text('team.computerHint')}
            value={computer}
            onChange={setComputer}
            maxLength={limits.nameCharacters}
          />
          <p className="small quiet">{text('team.joinWhat')}</p>
        </div>
      </Scroll>
      <footer className="footer-bar in-gutter row gap-3 rigid lined-above">
        <Button onPress={onDone}>{text('campaign.back')}</Button>
        <span className="push" />
        <Button kind="primary" onPress={join} disabled={read === null || computer.trim() === ''}>
          {text('team.joinNow')}
        </Button>
      </footer>
    </>
  );
}

function Whose({ name, host, kind }: CommandOutput<'team:readCode'>) {
  const text = useText();
  const facts = [
    [text('team.title'), name],
    [text('team.database'), host],
    [text('team.joinAs'), text(`team.${kind}`)],
  ] as const;
  return (
    <dl>
      {facts.map(([label, value]) => (
        <div key={label} className="fact grid">
          <dt>{label}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
