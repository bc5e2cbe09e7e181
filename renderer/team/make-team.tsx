import { type ReactNode, useState } from 'react';
import type { CommandResult, Failure, ServerCheck } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { call } from '../api.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { CertificateButton, noCertificate } from './certificate-button.tsx';
import { Found } from './found.tsx';
import { noLogin, OwnerFields } from './owner-login.tsx';

const nothing = { ...noLogin, ...noCertificate, name: '', address: '', computer: '' };
type Wanted = typeof nothing;

type Looked = { readonly of: string; readonly said: CommandResult<ServerCheck>; readonly atMs: number };

/** Makes a team: its database's address, what was found there, and one press. The password is used only for this. */
export function MakeTeam({ header, onDone }: { header: ReactNode; onDone: () => void }) {
  const text = useText();
  const [wanted, setWanted] = useState(nothing);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [takesOn, setTakesOn] = useState(false);
  const [refused, setRefused] = useState<Failure | null>(null);
  const { name, computer, certificate, ...owner } = wanted;
  // What was found holds only for the address and login with which it was found.
  const of = JSON.stringify(owner);
  const said = looked?.of === of ? looked.said : null;
  const check = looked !== null && said?.ok ? { found: said.value, atMs: looked.atMs } : null;
  const failure = refused ?? (said?.ok === false ? said.failure : null);
  const change = (changed: Partial<Wanted>) => {
    setWanted({ ...wanted, ...changed });
    setRefused(null);
  };
  const look = async () => {
    setRefused(null);
    const answer = await call('team:check', owner);
    setTakesOn(false);
    setLooked({ of, said: answer, atMs: Date.now() });
  };
  const make = async () => {
    const made = await call('team:make', { ...owner, name, computer, takesOnWeak: takesOn });
    if (made.ok) return onDone();
    setRefused(made.failure);
  };
  const findings = check?.found.findings ?? [];
  const isRefused = findings.some(({ weight }) => weight === 'refuses');
  const isTakenOn = takesOn || findings.length === 0;
  const isReady = check !== null && !isRefused && isTakenOn && name.trim() !== '' && computer.trim() !== '';
  return (
    <>
      {header}
      <Scroll label={text('team.make')} className="body">
        <div className="team-make grid top">
          <Fields wanted={wanted} onChange={change} onEnter={look} />
          <Found check={check} failure={failure} takesOn={takesOn} onTakesOn={setTakesOn} onCheck={look} />
        </div>
      </Scroll>
      <footer className="footer-bar in-gutter row gap-3 rigid lined-above">
        <Button onPress={onDone}>{text('campaign.back')}</Button>
        <span className="push quiet">
          {text(check === null ? 'team.checkFirst' : isRefused ? 'team.mend' : 'team.makeWhat')}
        </span>
        <Button kind="primary" onPress={make} disabled={!isReady}>
          {text('team.make')}
        </Button>
      </footer>
    </>
  );
}

function Fields(props: {
  readonly wanted: Wanted;
  readonly onChange: (changed: Partial<Wanted>) => void;
  readonly onEnter: () => void;
}) {
  const { wanted, onChange, onEnter } = props;
  const text = useText();
  return (
    <div className="grid gap-4">
      <TextField
        label={text('team.name')}
        value={wanted.name}
        onChange={(name) => onChange({ name })}
        maxLength={limits.nameCharacters}
        autoFocus
      />
      <TextField
        label={text('team.address')}
        hint={text('team.addressHint')}
        value={wanted.address}
        onChange={(address) => onChange({ address })}
        maxLength={limits.addressCharacters}
        dir="ltr"
      />
      <OwnerFields login={wanted} hint={text('team.passwordHint')} onChange={onChange} onEnter={onEnter} />
      <CertificateButton name={wanted.certificate} onChoose={onChange} />
      <TextField
        label={text('team.computer')}
        hint={text('team.computerHint')}
        value={wanted.computer}
        onChange={(computer) => onChange({ computer })}
        maxLength={limits.nameCharacters}
      />
    </div>
  );
}
