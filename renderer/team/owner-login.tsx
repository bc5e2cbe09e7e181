import { limits } from '../../domain/limits.ts';
import { useText } from '../text.tsx';
import { TextField } from '../ui/fields/field.tsx';

type OwnerLogin = { readonly user: string; readonly password: string };
export const noLogin: OwnerLogin = { user: '', password: '' };

/** The fields for the login of the team database's owner, which is not kept. */
export function OwnerFields(props: {
  readonly login: OwnerLogin;
  readonly hint: string;
  readonly onChange: (login: OwnerLogin) => void;
  readonly onEnter: () => void;
}) {
  const { login, hint, onChange, onEnter } = props;
  const text = useText();
  return (
    <>
      <TextField
        label={text('team.user')}
        value={login.user}
        onChange={(user) => onChange({ ...login, user })}
        maxLength={limits.nameCharacters}
        dir="ltr"
      />
      <TextField
        label={text('team.password')}
        type="password"
        hint={hint}
        value={login.password}
        onChange={(password) => onChange({ ...login, password })}
        maxLength={limits.passwordCharacters}
        dir="ltr"
        onEnter={onEnter}
      />
    </>
  );
}
