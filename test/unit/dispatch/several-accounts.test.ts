import { afterEach, describe, expect, it } from 'vitest';
import { MessagePage, naturalSort } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { dayOf } from '../../../domain/schedule/pacing.ts';
import type { AccountAtWork } from '../../../electron/app/account-at-work.ts';
import { AccountsAtWork } from '../../../electron/app/accounts-at-work.ts';
import { todayOf } from '../../../electron/app/today.ts';
import { sendAnswer } from '../../../electron/replies/answer.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { copyInChat } from '../../support/fake-messenger.ts';
import { everyMs } from '../../support/schedules.ts';
import { acknowledgesAfter, clinic, makeTwoAccounts, peopleFrom, startFrom } from '../../support/two-accounts.ts';
import { wholeTab } from '../../support/whole-tab.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const [one = '', two = '', three = '', four = ''] = peopleFrom(2001, 4);

let rig: Rig;
afterEach(() => rig.close());

function twoAccounts() {
  const { rig: made, other } = makeTwoAccounts();
  rig = made;
  return other;
}

describe('how many an account sends in an hour beside one that waits 50 s for each acknowledgement', () => {
  const slow = peopleFrom(3000, 500);
  const quick = peopleFrom(4000, 500);
  const inAnHour = async (phones: readonly string[], delivered: () => readonly { readonly phone: string }[]) => {
    await rig.clock.pass(hourMs);
    return delivered().filter(({ phone }) => phones.includes(phone)).length;
  };

  it('is what it would be alone', async () => {
    const other = twoAccounts();
    acknowledgesAfter(rig, rig.messenger, slow, 50_000);
    startFrom(rig, account, slow, 'Slow', everyMs(8_000));
    startFrom(rig, clinic, quick, 'Quick', everyMs(8_000));
    expect(await inAnHour(quick, () => other.messenger.delivered)).toBeGreaterThanOrEqual(449);
    expect(rig.messenger.delivered.length).toBeGreaterThan(60);
  }, 60_000);

  it('would be a sixth of that if all waited for one acknowledgement', async () => {
    rig = makeRig();
    acknowledgesAfter(rig, rig.messenger, slow, 50_000);
    rig.start(slow, 'Slow', everyMs(8_000));
    rig.start(quick, 'Quick', everyMs(8_000));
    expect(await inAnHour(quick, () => rig.messenger.delivered)).toBeLessThan(80);
  }, 60_000);
});

describe('over two accounts', () => {
  it('nobody gets a text from both', async () => {
    const other = twoAccounts();
    const first = startFrom(rig, account, [one, two, three], 'Hello {{first}}');
    const second = startFrom(rig, clinic, [three, two, one], 'Hello {{first}}');
    await rig.clock.pass(minuteMs);
    const all = [...rig.messenger.delivered, ...other.messenger.delivered].map(({ phone }) => phone);
    expect(all.sort()).toEqual([one, two, three]);
    const statuses = [...first.messageIds, ...second.messageIds].map(rig.status).sort();
    expect(statuses).toEqual([...Array(3).fill('failed:duplicate'), ...Array(3).fill('sent')]);
  });

  it('a page of what waits holds those that both are sending, above a full page of the others', async () => {
    const other = twoAccounts();
    const [mine, theirs] = [peopleFrom(3000, 80), peopleFrom(4000, 80)];
    acknowledgesAfter(rig, rig.messenger, mine, 50_000);
    acknowledgesAfter(rig, other.messenger, theirs, 50_000);
    startFrom(rig, account, mine, 'Slow');
    startFrom(rig, clinic, theirs, 'Slow too');
    await rig.clock.pass(20_000);
    const { rows } = MessagePage.parse(rig.stores.pages.page(wholeTab('pending'), naturalSort('pending'), null));
    expect(rows.filter(({ status }) => status === 'sending')).toHaveLength(2);
    expect(rows).toHaveLength(limits.pageRows + 2);
  });

  it('one message is before its gate at a time, and the next account’s waits for that', async () => {
    const other = twoAccounts();
    rig.messenger.scripts.set(one, { before: 'hang' });
    startFrom(rig, account, [one], 'Slow');
    startFrom(rig, clinic, [two], 'Quick');
    await rig.clock.pass(rig.settings.gateReachMs - 1_000);
    expect(other.messenger.asked).toEqual([]);
    await rig.clock.pass(2_000);
    expect(other.messenger.delivered).toHaveLength(1);
  });

  it('what fails before the gate of one is no fault of another’s that waits for that', async () => {
    twoAccounts();
    const turns = [
      rig.together.beforeGate(() => Promise.reject(new Error('disk'))),
      rig.together.beforeGate(async () => 'went on'),
    ];
    expect(await Promise.allSettled(turns)).toMatchObject([{ status: 'rejected' }, { value: 'went on' }]);
  });

  it('the page of one that stands no more when its turn comes claims nobody', async () => {
    const other = twoAccounts();
    rig.messenger.scripts.set(one, { before: 'hang' });
    startFrom(rig, account, [one], 'Slow');
    const { messageIds } = startFrom(rig, clinic, [two], 'Quick');
    await rig.clock.pass(1_000);
    other.messenger.standing_ = () => ({ kind: 'not_yet' });
    await rig.clock.pass(rig.settings.gateReachMs);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    other.messenger.standing_ = null;
    await rig.clock.pass(limits.catchUpPollMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it.each([
    'restricted',
    'not_linked',
    'logged_out',
    'other_account',
    'gate_missing',
    'not_handed_over_in_a_row',
    'rejected',
  ] as const)('what is %s holds its own people, and the rest goes on', async (why) => {
    const other = twoAccounts();
    if (why === 'restricted') rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
    else if (why === 'not_linked') rig.messenger.account_ = null;
    else rig.dispatcher.pause(why);
    const state = why === 'not_linked' ? { kind: why } : { kind: 'paused', reason: why };
    const held = startFrom(rig, account, [one, two], 'Held');
    const goes = startFrom(rig, clinic, [three, four], 'Goes');
    await rig.clock.pass(minuteMs);
    expect([held.messageIds.map(rig.status), goes.messageIds.map(rig.status)]).toEqual([
      ['pending', 'pending'],
      ['sent', 'sent'],
    ]);
    expect([rig.dispatcher.state, other.dispatch.dispatcher.state]).toMatchObject([state, { kind: 'idle' }]);
  });

  it('a restriction of one survives a restart as its own, and ends with that account’s word alone', async () => {
    twoAccounts();
    rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
    const held = startFrom(rig, account, [one], 'Held');
    await rig.clock.pass(minuteMs);
    rig.messenger.restriction_ = null;
    rig.crash();
    rig.dispatcher.nudge();
    const goes = startFrom(rig, clinic, [two], 'Goes');
    await rig.clock.pass(minuteMs);
    expect([...held.messageIds, ...goes.messageIds].map(rig.status)).toEqual(['pending', 'sent']);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(held.messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('a restriction ends with the login of its number: another one may be linked in its place', () => {
    twoAccounts();
    rig.dispatcher.pause('restricted', '1');
    rig.dispatcher.pause('logged_out');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'logged_out' });
  });

  it('the word on one that is restricted lets nobody go on whom the operator has paused', async () => {
    const other = twoAccounts();
    rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
    const held = startFrom(rig, account, [one], 'Held');
    await rig.clock.pass(minuteMs);
    rig.messenger.restriction_ = null;
    rig.dispatcher.pause('operator');
    const paused = startFrom(rig, clinic, [two], 'Paused');
    const { accounts } = rig.stores;
    for (const phone of [account.phone, clinic.phone])
      accounts.linked((phone === account.phone ? accounts.here()[0] : accounts.add())?.id ?? 0, phone);
    const make = ({ id }: { readonly id: number }) =>
      ({ id, dispatcher: id === 1 ? rig.dispatcher : other.dispatch.dispatcher }) as unknown as AccountAtWork;
    const { together, folder } = rig;
    const atWork = new AccountsAtWork({ accounts, together, make, loginFolder: folder, onChange: () => undefined });
    atWork.resume(1);
    await rig.clock.pass(minuteMs);
    const all = () => [...held.messageIds, ...paused.messageIds].map(rig.status);
    expect(all()).toEqual(['pending', 'pending']);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'operator' });
    atWork.resume(1);
    await rig.clock.pass(minuteMs);
    expect(all()).toEqual(['sent', 'sent']);
  });

  it('the word that all go on says nothing of what one has before its gate, beside one that is being linked', async () => {
    rig = makeRig({ others: [null] });
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    rig.dispatcher.pause('operator');
    rig.together.goOn();
    for (const { dispatcher } of [rig, ...rig.others.flatMap(({ dispatch }) => dispatch ?? [])]) dispatcher.settle();
    rig.together.nudge();
    expect(messageIds.map(rig.status)).toEqual(['sending', 'pending']);
    const token = rig.stores.db.value<string>('SELECT token FROM attempt') ?? '';
    rig.messenger.reachGate({ token, chatId: `${one.slice(1)}@c.us`, text: 'Hello First1', attachment: null }, {});
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });

  it.each([
    ['the storage', () => rig.dispatcher.pause('disk_full'), 'paused'],
    ['the operator', () => rig.others[0]?.dispatch?.dispatcher.pause('operator'), 'paused'],
    ['an alarm', () => rig.raise('second_copy', {}), 'alarm'],
  ])('%s holds all of them', async (_, hold, kind) => {
    const other = twoAccounts();
    hold();
    const started = [startFrom(rig, account, [one], 'One'), startFrom(rig, clinic, [two], 'Two')];
    await rig.clock.pass(minuteMs);
    expect([rig.dispatcher.state.kind, other.dispatch.dispatcher.state.kind]).toEqual([kind, kind]);
    expect(started.flatMap(({ messageIds }) => messageIds.map(rig.status))).toEqual(['pending', 'pending']);
    rig.acknowledge();
    await rig.clock.pass(minuteMs);
    expect(started.flatMap(({ messageIds }) => messageIds.map(rig.status))).toEqual(['sent', 'sent']);
  });

  it.each([
    ['before its gate', { before: 'hang' }],
    ['behind its gate', { after: 'lost' }],
  ] as const)('what one has on its way %s is left alone when another is let go on', async (_, script) => {
    const other = twoAccounts();
    other.messenger.scripts.set(one, script);
    const { messageIds } = startFrom(rig, clinic, [one], 'On its way');
    await rig.clock.pass(1_000);
    rig.dispatcher.pause('rejected');
    rig.dispatcher.resume();
    expect(messageIds.map(rig.status)).toEqual(['sending']);
    expect(rig.stores.db.count(`SELECT count(*) FROM attempt WHERE closed_at_ms IS NOT NULL`)).toBe(0);
  });

  it('the doubts of one hold that one', async () => {
    const other = twoAccounts();
    for (const phone of [one, two, three]) rig.messenger.scripts.set(phone, { after: 'lost' });
    startFrom(rig, account, [one, two, three, four], 'Doubt');
    const goes = startFrom(rig, clinic, peopleFrom(5000, 10), 'Goes', everyMs(minuteMs));
    await rig.clock.pass(20 * minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'unconfirmed_in_a_row', count: 3 });
    expect(goes.messageIds.map(rig.status)).toEqual(Array(10).fill('sent'));
    expect(other.dispatch.dispatcher.state).toMatchObject({ kind: 'idle' });
  });
});

describe('an answer from one account', () => {
  /** A person wrote back to the clinic, and is answered while the other account's message hangs before its gate. */
  async function answerBehind(other: ReturnType<typeof twoAccounts>): Promise<void> {
    const chatId = `${four.slice(1)}@c.us`;
    startFrom(rig, clinic, [four], 'Before');
    await rig.clock.pass(minuteMs);
    const reply = { ids: [chatId], text: 'Thanks', waKey: null, atMs: rig.clock.nowMs() };
    const id = rig.stores.replies.add(reply) ?? 0;
    rig.messenger.scripts.set(one, { before: 'hang' });
    startFrom(rig, account, [one], 'Slow');
    await rig.clock.pass(1_000);
    const parts = {
      answers: rig.stores.answers,
      clock: rig.clock,
      changes: { replies: () => undefined },
      ready: () => [account, clinic],
      mayAnswer: () => true,
      newToken: () => 'answer'.padEnd(40, '-'),
      takeAnswer: (order: Parameters<typeof other.dispatch.dispatcher.answer>[0]) =>
        other.dispatch.dispatcher.answer(order),
    };
    const given = { id, text: 'You are welcome', press: 'press'.padEnd(36, '-'), seen: null };
    expect(sendAnswer(parts, { ...given, isRepeat: false, isAllTheSame: false })).toMatchObject({ ok: true });
    await rig.clock.pass(5_000);
    expect(other.messenger.delivered).toHaveLength(1);
  }

  it('leaves from the account that was written to, after whoever is before their gate', async () => {
    const other = twoAccounts();
    await answerBehind(other);
    await rig.clock.pass(rig.settings.gateReachMs);
    expect(other.messenger.delivered.map(({ text }) => text)).toEqual(['Before', 'You are welcome']);
  });

  it('is read for once more where it waited: words that came meanwhile keep it back', async () => {
    const other = twoAccounts();
    await answerBehind(other);
    other.messenger.chats.set(four, [copyInChat('Wait', { fromMe: false })]);
    await rig.clock.pass(3 * minuteMs);
    expect(other.messenger.delivered).toHaveLength(1);
  });
});

describe('what another account’s session says', () => {
  it('is no acknowledgement', async () => {
    const other = twoAccounts();
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = startFrom(rig, account, [one], 'Hello');
    await rig.clock.pass(1_000);
    const [{ random } = { random: '' }] = rig.messenger.delivered;
    other.messenger.acknowledge(random, `${one.slice(1)}@c.us`, 1);
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['sending']);
    rig.messenger.acknowledge(random, `${one.slice(1)}@c.us`, 1);
    await rig.clock.pass(10);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('opens no gate for a message of the first', async () => {
    const other = twoAccounts();
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = startFrom(rig, account, [one], 'Hello');
    await rig.clock.pass(1_000);
    const token = rig.dispatcher.inFlight ?? '';
    const end = other.messenger.reachGate({ token, chatId: `${one.slice(1)}@c.us`, text: 'Hello', attachment: null });
    expect(end).toEqual({ kind: 'threw', why: 'unknown_attempt' });
    expect(messageIds.map(rig.status)).toEqual(['sending']);
  });

  it('of what leaves there under an id that passed the first one’s gate, is a way around its own', async () => {
    const other = twoAccounts();
    startFrom(rig, account, [one], 'Hello');
    await rig.clock.pass(minuteMs);
    const [{ random } = { random: '' }] = rig.messenger.delivered;
    rig.bypass.receiveLeaving({ random, remote: `${one.slice(1)}@c.us` });
    expect(rig.stores.alarms.open()).toEqual([]);
    other.dispatch.bypass.receiveLeaving({ random, remote: `${one.slice(1)}@c.us` });
    expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'bypass' }]);
  });
});

it('what an account has sent today, and its gap, are its own', async () => {
  const other = twoAccounts();
  const capped = { ...everyMs(minuteMs), dailyCap: 2 };
  const { campaignId, messageIds } = startFrom(
    rig,
    account,
    [one, two, three, four, ...peopleFrom(6000, 2)],
    'Cap',
    capped,
  );
  for (const id of messageIds.slice(3))
    rig.stores.db.run(`UPDATE message SET account = ? WHERE id = ?`, clinic.phone, id);
  const today = () =>
    [account, clinic].map(({ phone }) =>
      todayOf(rig.stores.queue, { phone, nowMs: rig.clock.nowMs(), timeZone: 'Europe/London' }),
    );
  const { untilMs } = dayOf(rig.clock.nowMs(), 'Europe/London');
  expect(today()).toEqual([
    { sent: 0, left: 2, untilMs },
    { sent: 0, left: 2, untilMs },
  ]);
  other.dispatch.dispatcher.nudge();
  await rig.clock.pass(hourMs);
  expect([rig.messenger.delivered.length, other.messenger.delivered.length]).toEqual([2, 2]);
  expect(today()).toEqual([
    { sent: 2, left: 0, untilMs },
    { sent: 2, left: 0, untilMs },
  ]);
  // An account that no limit holds may send all that waits.
  startFrom(rig, account, [four], 'Beside');
  expect(today()[0]).toEqual({ sent: 2, left: null, untilMs });
  expect(rig.stores.queue.handedOverOn(campaignId, { fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER })).toBe(4);
});
