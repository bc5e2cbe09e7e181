import { byNeed, needsHand } from '../../domain/state/account.ts';
import { AccountNow, kindOf, useAccountName } from '../shared/accounts/account-now.tsx';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Sign } from '../ui/sign.tsx';

/** From four on the others fold to a line. */
const shownAccounts = 3;

/** Several accounts at the foot of the sidebar: the one that needs a hand first. A narrow window has one line of them. */
export function AccountList() {
  const text = useText();
  const nameOf = useAccountName();
  const accounts = byNeed(useOverview((overview) => overview.accounts));
  const open = useStore((store) => store.open);
  const held = accounts.filter(needsHand).length;
  const toSettings = () => open({ screen: 'settings', part: 'accounts' });
  const most = accounts.length === shownAccounts + 1 ? shownAccounts + 1 : shownAccounts;
  return (
    <div className="accounts lined-above">
      <h2 className="faint">{text('accounts.title')}</h2>
      {accounts.slice(0, most).map((account) => (
        <button
          key={account.id}
          type="button"
          className="account-row grid"
          data-status={kindOf(account)}
          onClick={() =>
            needsHand(account) && account.dispatcher.kind !== 'paused'
              ? open({ screen: 'link', account: account.id })
              : toSettings()
          }
        >
          <span className="account-name medium clip">
            <bdi>{nameOf(account)}</bdi>
          </span>
          <AccountNow account={account} />
        </button>
      ))}
      {accounts.length > most && (
        <p className="accounts-more">
          <LinkButton onPress={toSettings}>{text('accounts.more', { more: accounts.length - most })}</LinkButton>
        </p>
      )}
      <button type="button" className="accounts-narrow" onClick={toSettings}>
        <Sign kind={held > 0 ? 'held' : 'sent'} className={held > 0 ? 'tone-warn' : 'tone-good'} />
        {held > 0
          ? text('accounts.needYou', { held, total: accounts.length })
          : text('accounts.allWell', { total: accounts.length })}
      </button>
    </div>
  );
}
