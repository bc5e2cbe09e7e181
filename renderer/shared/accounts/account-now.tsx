import { useCallback } from 'react';
import type { AccountView, CampaignSummary } from '../../../domain/contract.ts';
import { isInDoubt, needsHand } from '../../../domain/state/account.ts';
import { restrictionEndMs } from '../../../domain/state/restriction.ts';
import { useOverview } from '../../store/use-store.ts';
import { useText, useWords, type Words } from '../../text.tsx';
import { useNow } from '../../ui/hooks/use-now.ts';
import { Status } from '../../ui/status.tsx';

type StatusKind = Parameters<typeof Status>[0]['kind'];

/** What an account is called: by staff, else by the phone, else by its number. */
export function useAccountName(): (account: Pick<AccountView, 'name' | 'phone'>) => string {
  const { text, format } = useWords();
  return ({ name, phone }) => name || (phone === null ? text('accounts.unnamed') : format.phone(phone));
}

/** The same of the account of a number, also of one that is not of this computer any more. */
export function useNameOfAccount(): (phone: string) => string {
  const accounts = useOverview((overview) => overview.accounts);
  const nameOf = useAccountName();
  return (phone) => nameOf(accounts.find((one) => one.phone === phone) ?? { name: '', phone });
}

/** Whether it is told of messages and people whose account they are of. */
export function useHasSeveralAccounts(): boolean {
  return useOverview(({ accounts }) => accounts.length > 1);
}

/** Whether an account of what is left of a campaign is here again, which stood still since none was. */
export function useIsAccountBack({ strandedAccounts }: CampaignSummary): boolean {
  return useOverview(({ accounts }) =>
    accounts.some(({ phone }) => phone !== null && strandedAccounts.includes(phone)),
  );
}

/** Whose something is, in few words; nothing where there is one account. */
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

/** What it sent today; past midnight nothing, and nothing is known of what is left, until main says more. */
export function useToday({ today }: AccountView): Pick<AccountView['today'], 'sent' | 'left'> {
  return useNow(60_000) < today.untilMs ? today : { sent: 0, left: null };
}

/** What becomes of an account now, in a sign and a few words; amber only where a hand is needed. */
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

/** What becomes of an account now, in a few words. */
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
