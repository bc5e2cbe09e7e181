import { Popover } from '@base-ui/react/popover';
import {
  ChartColumn,
  CircleArrowUp,
  ClipboardList,
  type LucideIcon,
  Plus,
  Reply,
  Settings2,
  Smartphone,
  TriangleAlert,
  Upload,
  Users,
} from 'lucide-react';
import { byNeed, isInDoubt, needsHand } from '../../domain/state/account.ts';
import type { NewerVersion } from '../../domain/state/update.ts';
import { AccountNow, kindOf, useAccountName } from '../shared/accounts/account-now.tsx';
import { canRestart } from '../shared/can-restart.ts';
import { TeamNow, teamKind, useTeamName } from '../shared/team/team-now.tsx';
import { useNewCampaign } from '../shared/use-new-campaign.ts';
import { type SidebarScreen, sidebarScreenOf, sidebarScreens } from '../store/route.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { Icon } from '../ui/icon.tsx';
import { Phone } from '../ui/names.tsx';
import { BrandMark, Sign, Spinner } from '../ui/sign.tsx';
import { DispatcherStatus } from './dispatcher-status.tsx';

const icons: Record<SidebarScreen, LucideIcon> = {
  outbox: Upload,
  replies: Reply,
  campaigns: ClipboardList,
  people: Users,
  reports: ChartColumn,
  settings: Settings2,
};

/** The left edge: the screens, the dispatcher's state, and the linked account. */
export function Sidebar() {
  const text = useText();
  const newCampaign = useNewCampaign();
  const isOne = useOverview(({ accounts }) => accounts.length < 2);
  return (
    <nav className="sidebar flex column" aria-label={text('shell.main')}>
      <div className="sidebar-brand row strong">
        <BrandMark />
        <span className="sidebar-label">{text('app.name')}</span>
      </div>
      <Button className="sidebar-new" icon={Plus} onPress={newCampaign}>
        <span className="sidebar-label">{text('shell.newCampaign')}</span>
      </Button>
      <div className="sidebar-nav">
        {sidebarScreens.map((screen) => (
          <SidebarItem key={screen} screen={screen} />
        ))}
      </div>
      <div className="sidebar-footer">
        <UpdateLine />
        <DispatcherStatus />
        {isOne ? <LinkedAccount /> : <AccountList />}
        <TeamLine />
      </div>
    </nav>
  );
}

function SidebarItem({ screen }: { screen: SidebarScreen }) {
  const { text, format } = useWords();
  const isHere = useStore(({ route }) => sidebarScreenOf(route) === screen);
  const open = useStore((store) => store.open);
  const waiting = useOverview(({ counts }) => counts.pending + counts.sending);
  const proposals = useOverview(({ stopProposals }) => stopProposals);
  const replies = useOverview(({ waitingReplies }) => waitingReplies);
  const counts: Partial<Record<SidebarScreen, number>> = { outbox: waiting, people: proposals, replies };
  const count = counts[screen] || null;
  return (
    <button
      type="button"
      className="sidebar-item row quiet"
      aria-current={isHere ? 'page' : undefined}
      onClick={() => open({ screen })}
    >
      <Icon of={icons[screen]} />
      <span className="sidebar-label">{text(`shell.${screen}`)}</span>
      {count !== null && <span className="number push faint">{format.number(count)}</span>}
    </button>
  );
}

function LinkedAccount() {
  const text = useText();
  const link = useOverview((overview) => overview.link);
  const phone = useOverview(({ accounts }) => accounts[0]?.phone ?? null);
  const isPractice = useOverview((overview) => overview.practice !== null);
  const open = useStore((store) => store.open);
  const isAsked = link.phase === 'check';
  if ((link.phase === 'ready' || isAsked || link.phase === 'disconnected') && link.account !== null) {
    return (
      <div className="account grid lined-above">
        {link.account.name !== '' && (
          <div className="account-name medium clip">
            <bdi>{link.account.name}</bdi>
          </div>
        )}
        <div className="account-line row gap-6px small faint">
          <Phone phone={link.account.phone} />
        </div>
        <div className="account-line row gap-6px small faint">
          {isAsked ? (
            <LinkButton onPress={() => open({ screen: 'link' })}>{text('pausedShort.security_check')}</LinkButton>
          ) : (
            <>
              {link.phase === 'ready' ? <Sign kind="sent" className="tone-good" /> : <Spinner className="tone-warn" />}
              {link.phase === 'disconnected'
                ? text('shell.reconnecting')
                : text(isPractice ? 'shell.simulated' : 'shell.linked')}
            </>
          )}
        </div>
      </div>
    );
  }
  const isOpening = link.phase === 'starting' || link.phase === 'syncing' || link.phase === 'fetching_browser';
  const isFailed = link.phase === 'failed' && phone !== null;
  return (
    <div className="account grid lined-above">
      <div className="account-line row gap-6px small faint">
        {isOpening ? <Spinner /> : <Icon of={isFailed ? TriangleAlert : Smartphone} />}
        {text(isOpening ? 'shell.connecting' : isFailed ? 'shell.connectionLost' : 'shell.noAccount')}
      </div>
      {!(isOpening && phone !== null) && (
        <div className="account-line row gap-6px small faint">
          <LinkButton onPress={() => open({ screen: 'link' })}>
            {text(isFailed ? 'shell.seeWhy' : 'shell.linkNow')}
          </LinkButton>
        </div>
      )}
    </div>
  );
}

function TeamLine() {
  const team = useOverview((overview) => overview.team);
  const name = useTeamName();
  const open = useStore((store) => store.open);
  if (team === null) return null;
  return (
    <div className="team-line lined-above">
      <button
        type="button"
        className="account-row marked small"
        data-status={teamKind(team.state)}
        onClick={() => open({ screen: 'team' })}
      >
        <span className="account-name medium clip">
          <bdi>{name}</bdi>
        </span>
        <TeamNow team={team} />
      </button>
    </div>
  );
}

/** With more accounts than this, the others are folded into one line. */
const shownAccounts = 3;

/** Several accounts at the sidebar's foot, those that need somebody first. In a narrow window they share one line. */
function AccountList() {
  const text = useText();
  const nameOf = useAccountName();
  const accounts = byNeed(useOverview((overview) => overview.accounts));
  const open = useStore((store) => store.open);
  const held = accounts.filter(needsHand).length;
  const toSettings = () => open({ screen: 'settings', part: 'accounts' });
  const most = accounts.length === shownAccounts + 1 ? shownAccounts + 1 : shownAccounts;
  return (
    <div className="accounts lined-above">
      <h2 className="caption faint medium">{text('accounts.title')}</h2>
      {accounts.slice(0, most).map((account) => (
        <button
          key={account.id}
          type="button"
          className="account-row marked small"
          data-status={kindOf(account)}
          onClick={() =>
            needsHand(account) && account.dispatcher.kind !== 'paused' && !isInDoubt(account.dispatcher)
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
        <p className="accounts-more small">
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

/** One quiet line about a newer version, while nothing is sent or soon will be. */
function UpdateLine() {
  const newer = useOverview(({ update }) => update.newer);
  const dispatcher = useOverview((overview) => overview.dispatcher);
  const nowMs = useNow(10_000);
  return newer !== null && canRestart(dispatcher, nowMs) ? <Line {...newer} /> : null;
}

function Line({ version, news, way }: NewerVersion) {
  const text = useText();
  const ask = useAsk();
  const current = useOverview((overview) => overview.version);
  const isReady = way === 'restart';
  const title = text(isReady ? 'update.ready' : 'update.there', { version });
  return (
    <Popover.Root>
      <Popover.Trigger className="update-line row small quiet">
        <Icon of={CircleArrowUp} />
        {title}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="floating" side="top" align="start" sideOffset={4}>
          <Popover.Popup className="update-card">
            <Popover.Title>{title}</Popover.Title>
            <p className="quiet">{text('update.have', { version: current })}</p>
            {news.length > 0 && (
              <ul className="grid gap-1 quiet">
                {news.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            )}
            <p className="quiet">{text(isReady ? 'update.restartWhat' : 'update.byHand')}</p>
            <div className="flex gap-2 above-3">
              <Button kind="primary" onPress={() => ask(isReady ? 'update:install' : 'update:openPage', undefined)}>
                {text(isReady ? 'update.restart' : 'update.openPage')}
              </Button>
              <Popover.Close render={<Button kind="quiet">{text('update.later')}</Button>} />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
