import { expect, it } from 'vitest';
import { type AccountView, byNeed, keepsAwake, needsHand, stateOfAll } from '../../../domain/state/account.ts';
import type { DispatcherState } from '../../../domain/state/state.ts';

const linked = { phase: 'ready', account: { id: 'a@c.us', phone: '+447700900118', name: '' } } as const;
const idle: DispatcherState = { kind: 'idle' };
const sending: DispatcherState = { kind: 'sending', messageId: 1, campaignId: 1, sinceMs: 0 };
const pausedFor = (reason: 'restricted' | 'operator'): DispatcherState => ({
  kind: 'paused',
  reason,
  detail: '',
  count: null,
});
const waits = (untilMs: number | null): DispatcherState => ({
  kind: 'waiting',
  why: 'gap',
  sinceMs: 0,
  untilMs,
  campaignId: 1,
  count: null,
});
const inDoubt: DispatcherState = {
  kind: 'waiting',
  why: 'unconfirmed_in_a_row',
  sinceMs: 0,
  untilMs: null,
  campaignId: null,
  count: 3,
};
const accountOf = (id: number, dispatcher: DispatcherState, link: AccountView['link'] = linked): AccountView => ({
  id,
  name: '',
  phone: null,
  link,
  dispatcher,
  pending: 0,
  today: { sent: 0, left: null, untilMs: 0 },
});

it('the account that needs a hand comes first, then what sends, what waits, and the rest', () => {
  const all = [
    accountOf(1, idle),
    accountOf(2, waits(1)),
    accountOf(3, sending),
    accountOf(4, pausedFor('restricted')),
    accountOf(5, idle, { phase: 'logged_out' }),
    accountOf(6, pausedFor('operator')),
    accountOf(7, inDoubt),
  ];
  expect(byNeed(all).map(({ id }) => id)).toEqual([4, 5, 7, 3, 2, 1, 6]);
  expect(all.filter(needsHand).map(({ id }) => id)).toEqual([4, 5, 7]);
});

it.each([
  ['what goes on, where one is held', [pausedFor('restricted'), sending], sending],
  ['the one that goes on first, of several that wait', [waits(null), waits(9), waits(5)], waits(5)],
  ['an alarm above all', [sending, { kind: 'alarm', count: 1 } as const], { kind: 'alarm', count: 1 } as const],
  ['what holds one, where nothing goes on', [idle, pausedFor('restricted')], pausedFor('restricted')],
  ['nothing, without an account', [], idle],
])('of all accounts together is said %s', (_, states, said) => {
  expect(stateOfAll(states)).toEqual(said);
});

it('the computer stays awake for an account that sends, or comes back by itself to messages that wait for it', () => {
  const away = { phase: 'disconnected', account: null, retryAtMs: null } as const;
  const of = (dispatcher: DispatcherState, link: AccountView['link'], pending: number) =>
    keepsAwake({ ...accountOf(1, dispatcher, link), pending });
  expect(of(sending, linked, 0)).toBe(true);
  expect(of(waits(null), linked, 1)).toBe(true);
  expect(of({ kind: 'not_linked' }, away, 1)).toBe(true);
  expect(of({ kind: 'not_linked' }, away, 0)).toBe(false);
  expect(of({ kind: 'not_linked' }, { phase: 'failed', problem: 'conflict', detail: '' }, 1)).toBe(false);
  expect(of(pausedFor('restricted'), linked, 1)).toBe(false);
  expect(of(idle, linked, 0)).toBe(false);
});
