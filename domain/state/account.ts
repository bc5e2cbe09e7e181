import { z } from 'zod';
import { limits } from '../limits.ts';
import { AtMs } from '../view-parts.ts';
import { DispatcherState, LinkState } from './state.ts';

/** What it sent today, and how many more it may today, where daily limits say so. `untilMs`: its day ends then. */
const AccountToday = z.object({ sent: z.int(), left: z.int().nullable(), untilMs: AtMs });
export type AccountToday = z.infer<typeof AccountToday>;

/** An account of this computer as the window shows it: what became of its link, and what is sent from it now. */
export const AccountView = z.object({
  id: z.int().positive(),
  /** Given by staff; else the name that the phone shows; empty where there is neither. */
  name: z.string().max(limits.nameCharacters),
  /** Null before it was ever linked. */
  phone: z.string().nullable(),
  link: LinkState,
  dispatcher: DispatcherState,
  /** How many messages wait for it. */
  pending: z.int(),
  today: AccountToday,
});
export type AccountView = z.infer<typeof AccountView>;

type InDoubt = Extract<DispatcherState, { kind: 'waiting' }> & { readonly why: 'unconfirmed_in_a_row' };

/** Whether WhatsApp's word on the last messages is waited for. A person who looked need not wait for it. */
export function isInDoubt(dispatcher: DispatcherState): dispatcher is InDoubt {
  return dispatcher.kind === 'waiting' && dispatcher.why === 'unconfirmed_in_a_row';
}

/** Whether nothing goes from an account before a person does something about it, or WhatsApp's word comes after all. */
export function needsHand({ link, dispatcher }: Pick<AccountView, 'link' | 'dispatcher'>): boolean {
  if (link.phase === 'logged_out' || link.phase === 'failed') return true;
  return (dispatcher.kind === 'paused' && dispatcher.reason !== 'operator') || isInDoubt(dispatcher);
}

/** The link comes back by itself, as far as anybody knows. In all other phases a person has to do something first. */
const comingBack: readonly LinkState['phase'][] = ['starting', 'syncing', 'disconnected'];

/** Whether the computer must stay awake for an account: messages wait or go out, even over a lost connection. */
export function keepsAwake({
  link,
  dispatcher,
  pending,
}: Pick<AccountView, 'link' | 'dispatcher' | 'pending'>): boolean {
  if (dispatcher.kind === 'not_linked') return pending > 0 && comingBack.includes(link.phase);
  return dispatcher.kind === 'sending' || dispatcher.kind === 'waiting';
}

const unlinked: readonly LinkState['phase'][] = ['logged_out', 'qr', 'code', 'code_refused', 'passkey', 'in_window'];

/** Whether a phone is linked to its place, connected or not; else one has to be, for the first time or anew. */
export function isLinked({ phone, link }: Pick<AccountView, 'phone' | 'link'>): boolean {
  return phone !== null && !unlinked.includes(link.phase);
}

/** An account that is linked and has no connection, while messages wait for it; undefined where none is. */
export function withoutConnection(accounts: readonly AccountView[]): AccountView | undefined {
  return accounts.find(
    (account) => account.dispatcher.kind === 'not_linked' && account.pending > 0 && isLinked(account),
  );
}

/** Whether messages can be moved to it: it is linked, and nothing holds it until somebody does something. */
export function canBeMovedTo(account: AccountView): boolean {
  return isLinked(account) && !needsHand(account);
}

/** What so many accounts take of a computer's memory, and whether they leave less than half of it to all else. */
export function memoryOf(accounts: number, totalBytes: number): { readonly bytes: number; readonly isTight: boolean } {
  const bytes = accounts * limits.accountMemoryBytes;
  return { bytes, isTight: limits.appMemoryBytes + bytes > totalBytes / 2 };
}

/** Those that need a hand first, then what sends, what waits, and the rest; each as old as it was. */
export function byNeed(accounts: readonly AccountView[]): AccountView[] {
  const rank = (account: AccountView) => {
    if (needsHand(account)) return 0;
    if (account.dispatcher.kind === 'sending') return 1;
    return account.dispatcher.kind === 'waiting' ? 2 : 3;
  };
  return accounts.toSorted((one, other) => rank(one) - rank(other));
}

/** The sending of all accounts in one line: what holds all, else what goes on, else what holds one. */
export function stateOfAll(states: readonly DispatcherState[]): DispatcherState {
  const order = ['alarm', 'stopping', 'sending', 'waiting', 'paused', 'not_linked', 'idle'] as const;
  const ranked = states.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  const soonest = ranked
    .filter((state) => state.kind === 'waiting')
    .toSorted((one, other) => (one.untilMs ?? Infinity) - (other.untilMs ?? Infinity))[0];
  const [first = { kind: 'idle' as const }] = ranked;
  return first.kind === 'waiting' && soonest ? soonest : first;
}
