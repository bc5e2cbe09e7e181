import type { Account } from '../../domain/state/state.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { Phone } from '../ui/names.tsx';
import { CheckWhatsApp } from './check-whatsapp.tsx';
import { SettingsPart } from './settings-part.tsx';

/** The linked account, and how to let go of it. */
export function AccountSettings() {
  const text = useText();
  const link = useOverview((overview) => overview.link);
  const open = useStore((store) => store.open);
  const account = link.phase === 'ready' || link.phase === 'disconnected' ? link.account : null;
  return (
    <SettingsPart title={text('settings.account')}>
      {account === null ? (
        <div className="settings-row row between gap-4">
          <p className="quiet">{text('settings.notLinked')}</p>
          <Button onPress={() => open({ screen: 'link' })}>{text('settings.link')}</Button>
        </div>
      ) : (
        <Linked account={account} />
      )}
      <CheckWhatsApp />
    </SettingsPart>
  );
}

function Linked({ account }: { readonly account: Account }) {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  const open = useStore((store) => store.open);
  return (
    <div className="settings-row row between gap-4">
      <div>
        {account.name !== '' && (
          <p>
            <strong>
              <bdi>{account.name}</bdi>
            </strong>
          </p>
        )}
        <p className="quiet">
          <Phone phone={account.phone} />
        </p>
      </div>
      <ConfirmButton
        kind="danger-quiet"
        label={text('settings.unlink')}
        title={text('settings.unlinkTitle', { name: account.name || format.phone(account.phone) })}
        confirm={text('settings.unlinkConfirm')}
        keep={text('settings.unlinkKeep')}
        onConfirm={async () => {
          if ((await ask('link:unlink', undefined)) !== null) open({ screen: 'link' });
        }}
      >
        {text('settings.unlinkBody')}
      </ConfirmButton>
    </div>
  );
}
