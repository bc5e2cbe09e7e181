import { useCallback } from 'react';
import type { AccountView, CampaignSummary } from '../../../domain/contract.ts';
import { isInDoubt, needsHand } from '../../../domain/state/account.ts';
import { restrictionEndMs } from '../../../domain/state/restriction.ts';
import { useOverview } from '../../store/use-store.ts';
import { useText, useWords, type Words } from '../../text.tsx';
import { useNow } from '../../ui/hooks/use-now.ts';
import { Status, type StatusKind } from '../../ui/status.tsx';

/** The name of an account: given by staff, else by the phone, else its number. */
export function useAccountName(): (account: Pick<AccountView, 'name' | 'phone'>) => string {
  const { text, format } = useWords();
  return ({ name, phone }) => name || (phone === null ? text('accounts.unnamed') : format.phone(phone));
}

/** The same by an account's number, also for one that is no longer on this computer. */
export function useNameOfAccount(): (phone: string) => string {
  const accounts = useOverview((overview) => overview.accounts);
  const nameOf = useAccountName();
  return (phone) => nameOf(accounts.find((one) => one.phone === phone) ?? { name: '', phone });
}

/** Whether messages and people are shown with their account. */
export function useHasSeveralAccounts(): boolean {
  return useOverview(({ accounts }) => accounts.length > 1);
}

/** Whether an account of a campaign is here again after the campaign stood still because none was. */
export function useIsAccountBack({ strandedAccounts }: CampaignSummary): boolean {
  return useOverview(({ accounts }) =>
    accounts.some(({ phone }) => phone !== null && strandedAccounts.includes(phone)),
  );
}

/** The account of something, in few words; nothing if there is only one account. */
export function OfAccount({ phone }: { phone: string }) {
  const nameOf = useNameOfAccount();
  if (!useHasSeveralAccounts()) return null;
  return (
    <span className="faint small">
      {' · '}
      <bdi>{nameOf(phone)}</bdi>
    </span>
  );
}

/** What it sent today. After midnight that is nothing, and what is left is unknown until main says more. */
export function useToday({ today }: AccountView): Pick<AccountView['today'], 'sent' | 'left'> {
  return useNow(60_000) < today.untilMs ? today : { sent: 0, left: null };
}

/** The present state of an account as an icon and a few words. It is amber only where somebody has to act. */
export function AccountNow({ account }: { account: AccountView }) {
  const text = useText();
  const kind = kindOf(account);
  const now = useNowOf()(account);
  const { left } = useToday(account);
  const isTold = useHasSeveralAccounts() && left !== null && !needsHand(account);
  const words = isTold ? `${now} · ${text('accounts.leftToday', { left })}` : now;
  return <Status kind={kind}>{words}</Status>;
}

export function kindOf(account: AccountView): StatusKind {
  if (needsHand(account)) return 'held';
  if (account.dispatcher.kind === 'sending' || account.dispatcher.kind === 'stopping') return 'sending';
  if (account.dispatcher.kind === 'paused') return 'paused';
  return account.dispatcher.kind === 'waiting' || account.link.phase !== 'ready' ? 'pending' : 'sent';
}

export function useNowOf(): (account: AccountView) => string {
  const words = useWords();
  const isPractice = useOverview(({ practice }) => practice !== null);
  return useCallback((account) => nowOf(account, words, isPractice), [words, isPractice]);
}

function nowOf({ link, dispatcher, phone }: AccountView, { text, format }: Words, isPractice: boolean): string {
  switch (link.phase) {
    case 'logged_out':
      return text('pausedShort.logged_out');
    case 'failed':
      return text(phone === null ? 'shell.noAccount' : 'shell.connectionLost');
    case 'qr':
    case 'code':
    case 'code_refused':
    case 'passkey':
    case 'in_window':
      return text('accounts.linking');
    case 'check':
      return text('pausedShort.security_check');
    case 'disconnected':
      return text('shell.reconnecting');
    case 'starting':
    case 'fetching_browser':
    case 'syncing':
      return text('shell.connecting');
    case 'ready':
  }
  if (dispatcher.kind === 'sending') return text('accounts.sending');
  if (dispatcher.kind === 'stopping') return text('shell.stoppingWhy');
  if (isInDoubt(dispatcher)) return text('shell.waitsUnconfirmed');
  if (dispatcher.kind === 'waiting')
    return text(dispatcher.why === 'no_answer' ? 'notice.noAnswer' : 'accounts.waiting');
  if (dispatcher.kind === 'paused') {
    const endMs = dispatcher.reason === 'restricted' ? restrictionEndMs(dispatcher.detail) : null;
    if (endMs !== null) return text('accounts.restrictedUntil', { date: format.dateTime(endMs) });
    return text(`pausedShort.${dispatcher.reason}`);
  }
  return text(isPractice ? 'shell.simulated' : 'shell.linked');
}
