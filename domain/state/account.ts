import { z } from 'zod';
import { limits } from '../limits.ts';
import { AtMs } from '../view-parts.ts';
import { DispatcherState, LinkState, type WaitReason } from './state.ts';

/** How many messages the account sent today, and may still send under daily limits. `untilMs`: the end of its day. */
const AccountToday = z.object({ sent: z.int(), left: z.int().nullable(), untilMs: AtMs });
export type AccountToday = z.infer<typeof AccountToday>;

/** An account of this computer as the window shows it: its link, and its sending. */
export const AccountView = z.object({
  id: z.int().positive(),
  /** The name given by staff, else the name shown by the phone; empty where there is neither. */
  name: z.string().max(limits.nameCharacters),
  /** Null before it was first linked. */
  phone: z.string().nullable(),
  link: LinkState,
  dispatcher: DispatcherState,
  /** How many messages wait for it. */
  pending: z.int(),
  today: AccountToday,
});
export type AccountView = z.infer<typeof AccountView>;

type InDoubt = Extract<DispatcherState, { kind: 'waiting' }> & { readonly why: 'unconfirmed_in_a_row' };

/** Whether the last messages wait for WhatsApp's acknowledgement. An operator who has looked need not wait for it. */
export function isInDoubt(dispatcher: DispatcherState): dispatcher is InDoubt {
  return dispatcher.kind === 'waiting' && dispatcher.why === 'unconfirmed_in_a_row';
}

/** Whether nothing is sent from an account until somebody acts, or WhatsApp's acknowledgement comes after all. */
export function needsHand({ link, dispatcher }: Pick<AccountView, 'link' | 'dispatcher'>): boolean {
  if (link.phase === 'logged_out' || link.phase === 'failed') return true;
  return (dispatcher.kind === 'paused' && dispatcher.reason !== 'operator') || isInDoubt(dispatcher);
}

/** Nobody knows when these waits end. */
const openWaits: readonly WaitReason[] = [
  'no_answer',
  'restriction_ends',
  'checking_data',
  'database_busy',
  'team',
  'clock',
];

/** Whether an account sends nothing until something happens whose time nobody knows, so that no finish can be told. */
export function standsStill({ link, dispatcher }: Pick<AccountView, 'link' | 'dispatcher'>): boolean {
  if (dispatcher.kind === 'not_linked' || needsHand({ link, dispatcher })) return true;
  return dispatcher.kind === 'waiting' && openWaits.includes(dispatcher.why);
}

/** In these phases the link comes back by itself, as far as is known. In all others somebody has to act first. */
const comingBack: readonly LinkState['phase'][] = ['starting', 'syncing', 'disconnected'];

/** Whether the computer must stay awake for an account: messages wait or are being sent, even without a connection. */
export function keepsAwake({
  link,
  dispatcher,
  pending,
}: Pick<AccountView, 'link' | 'dispatcher' | 'pending'>): boolean {
  if (dispatcher.kind === 'not_linked') return pending > 0 && comingBack.includes(link.phase);
  return dispatcher.kind === 'sending' || dispatcher.kind === 'waiting';
}

const unlinked: readonly LinkState['phase'][] = ['logged_out', 'qr', 'code', 'code_refused', 'passkey', 'in_window'];

/** Whether a phone is linked, connected or not. Otherwise one has to be linked, for the first time or again. */
export function isLinked({ phone, link }: Pick<AccountView, 'phone' | 'link'>): boolean {
  return phone !== null && !unlinked.includes(link.phase);
}

/** A linked account without a connection that messages wait for; undefined where there is none. */
export function withoutConnection(accounts: readonly AccountView[]): AccountView | undefined {
  return accounts.find(
    (account) => account.dispatcher.kind === 'not_linked' && account.pending > 0 && isLinked(account),
  );
}

/** Whether messages can be moved to this account: it is linked, and nothing stops it until somebody acts. */
export function canBeMovedTo(account: AccountView): boolean {
  return isLinked(account) && !needsHand(account);
}

/** The memory that so many accounts take, and whether they leave everything else less than half of the computer's. */
export function memoryOf(accounts: number, totalBytes: number): { readonly bytes: number; readonly isTight: boolean } {
  const bytes = accounts * limits.accountMemoryBytes;
  return { bytes, isTight: limits.appMemoryBytes + bytes > totalBytes / 2 };
}

/** As they are shown: accounts that need somebody first, then those that send, those that wait, the rest. */
export function byNeed(accounts: readonly AccountView[]): AccountView[] {
  const rank = (account: AccountView) => {
    if (needsHand(account)) return 0;
    if (account.dispatcher.kind === 'sending') return 1;
    return account.dispatcher.kind === 'waiting' ? 2 : 3;
  };
  return accounts.toSorted((one, other) => rank(one) - rank(other));
}

/** The sending of all accounts in one line: what stops all of them, else what is being sent, else what stops one. */
export function stateOfAll(states: readonly DispatcherState[]): DispatcherState {
  const order = ['alarm', 'stopping', 'sending', 'waiting', 'paused', 'not_linked', 'idle'] as const;
  const ranked = states.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  const soonest = ranked
    .filter((state) => state.kind === 'waiting')
    .toSorted((one, other) => (one.untilMs ?? Infinity) - (other.untilMs ?? Infinity))[0];
  const [first = { kind: 'idle' as const }] = ranked;
  return first.kind === 'waiting' && soonest ? soonest : first;
}
