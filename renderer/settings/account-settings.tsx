import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { AccountView } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { byNeed, memoryOf, needsHand } from '../../domain/state/account.ts';
import { call } from '../api.ts';
import { AccountNow, useAccountName, useToday } from '../shared/accounts/account-now.tsx';
import { MoveButton } from '../shared/accounts/move-dialog.tsx';
import { filterOf, noNarrowing } from '../store/outbox-view.ts';
import { useActions, useOverview, useStore } from '../store/use-store.ts';
import { useFormat, useText } from '../text.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import { Menu } from '../ui/menu.tsx';
import { NameDialog } from '../ui/name-dialog.tsx';
import { Phone } from '../ui/names.tsx';
import { CheckWhatsApp } from './check-whatsapp.tsx';
import { SettingsPart } from './settings-part.tsx';

/** The accounts of this computer: their state and names, adding one and removing one. */
export function AccountSettings() {
  const text = useText();
  const ask = useAsk();
  const { open, fromHere } = useActions();
  const accounts = byNeed(useOverview((overview) => overview.accounts));
  const isOne = accounts.length === 1;
  const another = async () => {
    const goOn = fromHere();
    const added = await ask('account:add', undefined);
    if (added !== null) goOn(() => open({ screen: 'link', account: added.id }));
  };
  return (
    <SettingsPart title={text(isOne ? 'settings.account' : 'accounts.title')} part="accounts">
      <ul>
        {accounts.map((account) => (
          <Row key={account.id} account={account} isOne={isOne} />
        ))}
      </ul>
      {accounts.some(({ phone }) => phone !== null) && (
        <div className="settings-row row between gap-4">
          <div>
            <p className="small faint">{text('accounts.anotherHint')}</p>
            <Memory accounts={accounts.length} />
          </div>
          <Button onPress={another}>{text('accounts.another')}</Button>
        </div>
      )}
      <CheckWhatsApp />
    </SettingsPart>
  );
}

/** How much memory another account would take, before it is linked. */
function Memory({ accounts }: { accounts: number }) {
  const text = useText();
  const { bytes } = useFormat();
  const { shown } = useRead('account:memory', undefined, { saysFailure: true });
  if (shown === null) return null;
  const { totalBytes } = shown;
  const next = memoryOf(accounts + 1, totalBytes);
  return (
    <p className={next.isTight ? 'small' : 'small faint'}>
      {text('accounts.memory', { each: bytes(limits.accountMemoryBytes), total: bytes(totalBytes) })}{' '}
      {next.isTight && text('accounts.memoryTight', { needed: bytes(next.bytes) })}
    </p>
  );
}

function Row({ account, isOne }: { account: AccountView; isOne: boolean }) {
  const text = useText();
  const nameOf = useAccountName();
  const name = nameOf(account);
  const { sent } = useToday(account);
  const [asked, setAsked] = useState<'name' | 'unlink' | 'remove' | null>(null);
  const close = () => setAsked(null);
  if (isOne && account.phone === null) return <NotLinked />;
  const isLinked = 'account' in account.link;
  const items = [
    { id: 'name', label: text('accounts.rename'), onSelect: () => setAsked('name') },
    ...(isLinked ? [{ id: 'unlink', label: text('settings.unlink'), onSelect: () => setAsked('unlink') }] : []),
    ...(isOne
      ? []
      : [{ id: 'remove', label: text('accounts.remove'), danger: true, onSelect: () => setAsked('remove') }]),
  ];
  return (
    <li className="settings-account top row between gap-4">
      <div className="grow">
        <p className="medium">
          <bdi>{name}</bdi>
        </p>
        {account.phone !== null && account.phone !== name && (
          <p className="quiet small">
            <Phone phone={account.phone} />
          </p>
        )}
        <p className="small">
          <AccountNow account={account} />
        </p>
        {!isOne && account.phone !== null && (
          <p className="small faint">
            {text('accounts.today', { sent })}
            {account.pending > 0 && ` · ${text('accounts.people', { people: account.pending })}`}
          </p>
        )}
        <WayOn account={account} />
        {!isOne && needsHand(account) && <MoveWaiting account={account} />}
      </div>
      {isOne ? (
        <Button kind="danger-quiet" onPress={() => setAsked('unlink')}>
          {text('settings.unlink')}
        </Button>
      ) : (
        <Menu
          trigger={<IconButton icon={Ellipsis} size="small" label={text('accounts.menu', { name })} />}
          items={items}
        />
      )}
      {asked === 'name' && <Naming account={account} onClose={close} />}
      <LetGo account={account} asked={asked} onClose={close} />
    </li>
  );
}

function NotLinked() {
  const text = useText();
  const open = useStore((store) => store.open);
  return (
    <li className="settings-account top row between gap-4">
      <p className="quiet">{text('settings.notLinked')}</p>
      <Button onPress={() => open({ screen: 'link' })}>{text('settings.link')}</Button>
    </li>
  );
}

/** The one action that lets an account continue, where somebody has to act. */
function WayOn({ account }: { account: AccountView }) {
  const text = useText();
  const ask = useAsk();
  const open = useStore((store) => store.open);
  const { id, link } = account;
  const isHeld = link.phase === 'ready' && needsHand(account);
  if (!isHeld && (link.phase === 'ready' || link.phase === 'disconnected')) return null;
  return (
    <div className="above-2">
      {isHeld ? (
        <Button onPress={() => ask('dispatcher:resume', { account: id })}>{text('pausedBanner.goOn')}</Button>
      ) : (
        <Button onPress={() => open({ screen: 'link', account: id })}>
          {text(link.phase === 'check' ? 'shell.seeWhy' : 'settings.link')}
        </Button>
      )}
    </div>
  );
}

/** Offers to move messages from an account that cannot send to another. */
function MoveWaiting({ account: { phone, pending } }: { account: AccountView }) {
  if (phone === null || pending === 0) return null;
  const filter = filterOf({ ...noNarrowing, campaignId: null, tab: 'pending', account: phone });
  return (
    <div className="above-2">
      <MoveButton target={{ filter, except: [] }} />
    </div>
  );
}

function Naming({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const text = useText();
  return (
    <NameDialog
      title={text('accounts.renameTitle')}
      label={text('accounts.name')}
      confirm={text('accounts.renameConfirm')}
      name={account.name}
      onName={(name) => call('account:rename', { id: account.id, name })}
      onClose={onClose}
    />
  );
}

function LetGo(props: {
  readonly account: AccountView;
  readonly asked: 'name' | 'unlink' | 'remove' | null;
  readonly onClose: () => void;
}) {
  const { account, asked, onClose } = props;
  const text = useText();
  const ask = useAsk();
  const { open, fromHere } = useActions();
  const name = useAccountName()(account);
  return (
    <>
      <ConfirmDialog
        open={asked === 'unlink'}
        onClose={onClose}
        title={text('settings.unlinkTitle', { name })}
        confirm={text('settings.unlinkConfirm')}
        keep={text('settings.unlinkKeep')}
        onConfirm={async () => {
          const goOn = fromHere();
          if ((await ask('link:unlink', { account: account.id })) === null) return;
          goOn(() => open({ screen: 'link', account: account.id }));
        }}
      >
        {text('settings.unlinkBody')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === 'remove'}
        onClose={onClose}
        title={text('accounts.removeTitle', { name })}
        confirm={text('accounts.removeConfirm')}
        onConfirm={() => ask('account:remove', { id: account.id })}
      >
        {account.pending > 0 && <p>{text('accounts.removeWaiting', { people: account.pending })}</p>}
        {asked === 'remove' && <MoveWaiting account={account} />}
        <p className="above-2">{text('accounts.removeBody')}</p>
      </ConfirmDialog>
    </>
  );
}
