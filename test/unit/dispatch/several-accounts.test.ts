import { afterEach, describe, expect, it } from 'vitest';
import { VerificationStore } from '../../../db/report/verification.ts';
import { MessagePage, naturalSort } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { dayOf } from '../../../domain/schedule/pacing.ts';
import type { Account } from '../../../domain/state/state.ts';
import type { AccountAtWork } from '../../../electron/app/account-at-work.ts';
import { AccountsAtWork } from '../../../electron/app/accounts-at-work.ts';
import { todayOf } from '../../../electron/app/today.ts';
import { summariesOf } from '../../../electron/campaigns/read.ts';
import { checkCampaign } from '../../../electron/campaigns/start.ts';
import { testToSelf } from '../../../electron/campaigns/test-to-self.ts';
import type { ChosenFile } from '../../../electron/dispatch/preparation.ts';
import { Verification } from '../../../electron/dispatch/verification.ts';
import { sendAnswer } from '../../../electron/replies/answer.ts';
import { campaignPartsOf } from '../../support/campaign-actions.ts';
import { account, makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';
import { copyInChat } from '../../support/fake-messenger.ts';
import { everyMs, quickSchedule } from '../../support/schedules.ts';
import { addList, startCampaign } from '../../support/temporary-database.ts';
import { wholeTab } from '../../support/whole-tab.ts';

const clinic: Account = { id: '447700900121@c.us', phone: '+447700900121', name: 'Clinic' };
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const peopleFrom = (first: number, count: number) => Array.from({ length: count }, (_, n) => `+44770090${first + n}`);
const [one = '', two = '', three = '', four = ''] = peopleFrom(2001, 4);

let rig: Rig;
afterEach(() => rig.close());

function twoAccounts() {
  rig = makeRig({ others: [clinic] });
  const [other] = rig.others;
  if (!other?.dispatch) throw new Error('a second account');
  return { ...other, dispatch: other.dispatch };
}
/** A campaign that is sent from an account. */
function startFrom({ phone }: Account, phones: readonly string[], text: string, schedule = quickSchedule) {
  const started = startCampaign(rig.stores, phones, text, schedule, phone);
  rig.dispatcher.nudge();
  for (const other of rig.others) other.dispatch?.dispatcher.nudge();
  return started;
}
/** WhatsApp acknowledges what these people are sent only after so long. */
function acknowledgesAfter(messenger: Rig['messenger'], phones: readonly string[], ms: number): void {
  for (const phone of phones) messenger.scripts.set(phone, { after: 'lost' });
  messenger.onTaken = ({ random, phone }) =>
    void rig.clock.after(ms, () => messenger.acknowledge(random, `${phone.slice(1)}@c.us`, 1));
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
    acknowledgesAfter(rig.messenger, slow, 50_000);
    startFrom(account, slow, 'Slow', everyMs(8_000));
    startFrom(clinic, quick, 'Quick', everyMs(8_000));
    expect(await inAnHour(quick, () => other.messenger.delivered)).toBeGreaterThanOrEqual(449);
    expect(rig.messenger.delivered.length).toBeGreaterThan(60);
  }, 60_000);

  it('would be a sixth of that if all waited for one acknowledgement', async () => {
    rig = makeRig();
    acknowledgesAfter(rig.messenger, slow, 50_000);
    rig.start(slow, 'Slow', everyMs(8_000));
    rig.start(quick, 'Quick', everyMs(8_000));
    expect(await inAnHour(quick, () => rig.messenger.delivered)).toBeLessThan(80);
  }, 60_000);
});

describe('over two accounts', () => {
  it('nobody gets a text from both', async () => {
    const other = twoAccounts();
    const first = startFrom(account, [one, two, three], 'Hello {{first}}');
    const second = startFrom(clinic, [three, two, one], 'Hello {{first}}');
    await rig.clock.pass(minuteMs);
    const all = [...rig.messenger.delivered, ...other.messenger.delivered].map(({ phone }) => phone);
    expect(all.sort()).toEqual([one, two, three]);
    const statuses = [...first.messageIds, ...second.messageIds].map(rig.status).sort();
    expect(statuses).toEqual([...Array(3).fill('failed:duplicate'), ...Array(3).fill('sent')]);
  });

  it('a page of what waits holds those that both are sending, above a full page of the others', async () => {
    const other = twoAccounts();
    const [mine, theirs] = [peopleFrom(3000, 80), peopleFrom(4000, 80)];
    acknowledgesAfter(rig.messenger, mine, 50_000);
    acknowledgesAfter(other.messenger, theirs, 50_000);
    startFrom(account, mine, 'Slow');
    startFrom(clinic, theirs, 'Slow too');
    await rig.clock.pass(20_000);
    const { rows } = MessagePage.parse(rig.stores.pages.page(wholeTab('pending'), naturalSort('pending'), null));
    expect(rows.filter(({ status }) => status === 'sending')).toHaveLength(2);
    expect(rows).toHaveLength(limits.pageRows + 2);
  });

  it('one message is before its gate at a time, and the next account’s waits for that', async () => {
    const other = twoAccounts();
    rig.messenger.scripts.set(one, { before: 'hang' });
    startFrom(account, [one], 'Slow');
    startFrom(clinic, [two], 'Quick');
    await rig.clock.pass(rig.settings.gateReachMs - 1_000);
    expect(other.messenger.asked).toEqual([]);
    await rig.clock.pass(2_000);
    expect(other.messenger.delivered).toHaveLength(1);
  });

  it('the page of one that stands no more when its turn comes claims nobody', async () => {
    const other = twoAccounts();
    rig.messenger.scripts.set(one, { before: 'hang' });
    startFrom(account, [one], 'Slow');
    const { messageIds } = startFrom(clinic, [two], 'Quick');
    await rig.clock.pass(1_000);
    other.messenger.standing_ = () => ({ kind: 'not_yet' });
    await rig.clock.pass(rig.settings.gateReachMs);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    other.messenger.standing_ = null;
    await rig.clock.pass(limits.catchUpPollMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it.each([
    ['restricted', { kind: 'paused', reason: 'restricted' }],
    ['logged out', { kind: 'paused', reason: 'logged_out' }],
    ['not connected', { kind: 'not_linked' }],
  ])('what is %s holds its own people, and the rest goes on', async (what, state) => {
    const other = twoAccounts();
    if (what === 'restricted') rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
    if (what === 'logged out') rig.dispatcher.pause('logged_out');
    if (what === 'not connected') rig.messenger.account_ = null;
    const held = startFrom(account, [one, two], 'Held');
    const goes = startFrom(clinic, [three, four], 'Goes');
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
    const held = startFrom(account, [one], 'Held');
    await rig.clock.pass(minuteMs);
    rig.messenger.restriction_ = null;
    rig.crash();
    rig.dispatcher.nudge();
    const goes = startFrom(clinic, [two], 'Goes');
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
    const held = startFrom(account, [one], 'Held');
    await rig.clock.pass(minuteMs);
    rig.messenger.restriction_ = null;
    rig.dispatcher.pause('operator');
    const paused = startFrom(clinic, [two], 'Paused');
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
    const started = [startFrom(account, [one], 'One'), startFrom(clinic, [two], 'Two')];
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
    const { messageIds } = startFrom(clinic, [one], 'On its way');
    await rig.clock.pass(1_000);
    rig.dispatcher.pause('rejected');
    rig.dispatcher.resume();
    expect(messageIds.map(rig.status)).toEqual(['sending']);
    expect(rig.stores.db.count(`SELECT count(*) FROM attempt WHERE closed_at_ms IS NOT NULL`)).toBe(0);
  });

  it('the doubts of one hold that one', async () => {
    const other = twoAccounts();
    for (const phone of [one, two, three]) rig.messenger.scripts.set(phone, { after: 'lost' });
    startFrom(account, [one, two, three, four], 'Doubt');
    const goes = startFrom(clinic, peopleFrom(5000, 10), 'Goes', everyMs(minuteMs));
    await rig.clock.pass(20 * minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'unconfirmed_in_a_row', count: 3 });
    expect(goes.messageIds.map(rig.status)).toEqual(Array(10).fill('sent'));
    expect(other.dispatch.dispatcher.state).toMatchObject({ kind: 'idle' });
  });
});

describe('an answer from one account', () => {
  /** Somebody wrote back to the clinic, and is answered while the other account's message hangs before its gate. */
  async function answerBehind(other: ReturnType<typeof twoAccounts>): Promise<void> {
    const chatId = `${four.slice(1)}@c.us`;
    startFrom(clinic, [four], 'Before');
    await rig.clock.pass(minuteMs);
    const reply = { ids: [chatId], text: 'Thanks', waKey: null, atMs: rig.clock.nowMs() };
    const id = rig.stores.replies.add(reply) ?? 0;
    rig.messenger.scripts.set(one, { before: 'hang' });
    startFrom(account, [one], 'Slow');
    await rig.clock.pass(1_000);
    const parts = {
      ...{ answers: rig.stores.answers, clock: rig.clock, changes: { replies: () => undefined } },
      ...{ ready: () => [account, clinic], mayAnswer: () => true, newToken: () => 'answer'.padEnd(40, '-') },
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
    const { messageIds } = startFrom(account, [one], 'Hello');
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
    const { messageIds } = startFrom(account, [one], 'Hello');
    await rig.clock.pass(1_000);
    const token = rig.dispatcher.inFlight ?? '';
    const end = other.messenger.reachGate({ token, chatId: `${one.slice(1)}@c.us`, text: 'Hello', attachment: null });
    expect(end).toEqual({ kind: 'threw', why: 'unknown_attempt' });
    expect(messageIds.map(rig.status)).toEqual(['sending']);
  });

  it('of what leaves there under an id that passed the first one’s gate, is a way around its own', async () => {
    const other = twoAccounts();
    startFrom(account, [one], 'Hello');
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
  const { campaignId, messageIds } = startFrom(account, [one, two, three, four, ...peopleFrom(6000, 2)], 'Cap', capped);
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
  // One that no limit holds may send whatever waits.
  startFrom(account, [four], 'Beside');
  expect(today()[0]).toEqual({ sent: 2, left: null, untilMs });
  expect(rig.stores.queue.handedOverOn(campaignId, { fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER })).toBe(4);
});

describe('a campaign that is sent from two accounts', () => {
  const from = { accounts: [account.phone, clinic.phone], column: 2 };
  const twoKnown = () => {
    const other = twoAccounts();
    const add = `INSERT INTO account (phone, name, folder) VALUES (?, ?, ?)`;
    rig.stores.db.run(add, account.phone, 'Office', '');
    rig.stores.db.run(add, clinic.phone, 'First2', 'account-2');
    return other;
  };
  const summaryOf = (id: number) => summariesOf(campaignPartsOf(rig), [id])[0];
  const accountsOf = (ids: readonly number[]) =>
    ids.map((id) => rig.stores.db.value<string>(`SELECT account FROM message WHERE id = ?`, id));

  it('fixes who writes to whom at the start: by the column, by who wrote last, else evenly, and nobody gets it twice', async () => {
    const other = twoKnown();
    startFrom(clinic, [four], 'Before');
    await rig.clock.pass(minuteMs);
    const people = [one, two, three, four];
    const { messageIds, campaignId } = startFrom(account, people, 'Hello {{first}}', { ...quickSchedule, from });
    rig.stores.campaigns.questions.answerLaterContacts(campaignId, 'send', rig.clock.nowMs());
    // The second row names the clinic by its name, which the fourth knows.
    expect(accountsOf(messageIds)).toEqual([account.phone, clinic.phone, account.phone, clinic.phone]);
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([one, three]);
    expect(other.messenger.delivered.map(({ phone }) => phone)).toEqual([four, two, four]);
  });

  it('is tried on the own number of an account that it is sent from, and not of the first one that is ready', async () => {
    const other = twoKnown();
    const listId = addList(rig.stores, [one]);
    const schedule = { ...quickSchedule, from: { accounts: [clinic.phone], column: null } };
    const id = rig.stores.campaigns.create('Campaign', schedule, rig.clock.nowMs());
    rig.stores.campaigns.update(id, { text: 'Hello {{first}}', listId });
    const linked = [account, clinic];
    const parts = {
      ...{ ...campaignPartsOf(rig), ready: () => linked },
      sendTest: async (text: string, file: ChosenFile, phone: string) => {
        const { dispatcher } = phone === clinic.phone ? other.dispatch : rig;
        const outcome = dispatcher.sendTest(text, file);
        await rig.clock.pass(1_000);
        return outcome;
      },
    };
    expect(await testToSelf(parts, id)).toMatchObject({ ok: true, value: { outcome: 'sent' } });
    expect([rig.messenger.delivered, other.messenger.delivered.map(({ phone }) => phone)]).toEqual([
      [],
      [clinic.phone],
    ]);
    linked.pop();
    expect(await testToSelf(parts, id)).toMatchObject({ ok: false, failure: { code: 'not_linked' } });
  });

  it('leaves those of an account that was let go waiting, and holds a campaign of which nobody else is left', async () => {
    const other = twoKnown();
    const { messageIds, campaignId } = startFrom(account, [one, two, three], 'Hello {{first}}', {
      ...quickSchedule,
      from,
    });
    rig.letGo(clinic);
    await rig.clock.pass(minuteMs);
    expect([messageIds.map(rig.status), other.messenger.delivered]).toEqual([['sent', 'pending', 'sent'], []]);
    // Whose messages are left, and not from which it was started: that one is here.
    const [summary] = summariesOf(campaignPartsOf(rig), [campaignId]);
    const held = { state: 'paused', pauseReason: 'other_account', strandedAccounts: [clinic.phone] };
    expect(summary).toMatchObject({ ...held, account: account.phone });
  });

  it('has the people of one that is restricted for a day wait, and sends to each of them once after its word', async () => {
    const other = twoKnown();
    rig.messenger.restriction_ = { kind: 'timelock', untilMs: null };
    const { messageIds, campaignId } = startFrom(account, [one, two, three, four], 'Hello {{first}}', {
      ...quickSchedule,
      from: { ...from, column: null },
    });
    await rig.clock.pass(24 * hourMs);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent', 'pending', 'sent']);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'restricted' });
    rig.messenger.restriction_ = null;
    await rig.clock.pass(hourMs);
    expect(rig.messenger.delivered).toEqual([]);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect([...rig.messenger.delivered, ...other.messenger.delivered].map(({ phone }) => phone).sort()).toEqual(
      [one, two, three, four].sort(),
    );
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
  });

  it('is asked about rows that name no account before it starts, and said how many are whose', async () => {
    twoKnown();
    const listId = addList(rig.stores, [one, two, three]);
    const campaignId = rig.stores.campaigns.create('Campaign', { ...quickSchedule, from }, rig.clock.nowMs());
    rig.stores.campaigns.update(campaignId, { text: 'Hello {{first}}', listId });
    const checked = async () => {
      const result = await checkCampaign(campaignPartsOf(rig), campaignId);
      return result.ok ? result.value : expect.unreachable();
    };
    const asked = await checked();
    expect(asked.failures).toEqual(['accounts_undecided']);
    expect(asked.unknownSenders).toEqual([
      { name: 'First1', people: 1 },
      { name: 'First3', people: 1 },
    ]);
    const decided = { ...quickSchedule, from: { ...from, unknown: 'as_empty' as const } };
    rig.stores.campaigns.update(campaignId, { schedule: decided });
    const { failures, senders, willSend } = await checked();
    expect(failures).toEqual([]);
    expect(senders.map(({ phone, column, evenly }) => [phone, column, evenly])).toEqual([
      [account.phone, 0, 2],
      [clinic.phone, 1, 0],
    ]);
    expect(senders.reduce((sum, { column, last, evenly }) => sum + column + last + evenly, 0)).toBe(willSend);
  });

  it('is foretold to end when the last of them is through, each with a daily limit and a warm-up of its own', async () => {
    const other = twoKnown();
    const schedule = { ...everyMs(minuteMs), dailyCap: 15, from: { ...from, column: null } };
    const { campaignId } = startFrom(account, peopleFrom(3000, 80), 'Hello {{first}}', schedule);
    const foretoldMs = () => summaryOf(campaignId)?.expectedFinishMs ?? 0;
    const atStartMs = foretoldMs();
    await rig.clock.pass(hourMs);
    expect([rig.messenger.delivered.length, other.messenger.delivered.length]).toEqual([15, 15]);
    expect(foretoldMs() - atStartMs).toBeLessThan(hourMs);
    await rig.clock.pass(atStartMs - rig.clock.nowMs() + minuteMs);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    expect(Math.abs((rig.stores.campaigns.get(campaignId)?.finishedAtMs ?? 0) - atStartMs)).toBeLessThan(minuteMs);
  });

  it('is foretold by what its own account sends besides, and not by what the first one does', async () => {
    twoKnown();
    startFrom(account, [one, two], 'Beside', everyMs(minuteMs));
    const listId = addList(rig.stores, peopleFrom(3000, 20));
    const schedule = { ...everyMs(minuteMs), from: { accounts: [clinic.phone], column: null } };
    const id = rig.stores.campaigns.create('Campaign', schedule, rig.clock.nowMs());
    rig.stores.campaigns.update(id, { text: 'Hello {{first}}', listId });
    const result = await checkCampaign(campaignPartsOf(rig), id);
    const { accounts } = result.ok ? result.value : expect.unreachable();
    expect(accounts).toMatchObject([{ phone: clinic.phone, beside: [], places: [{ people: 20 }] }]);
  });

  it('lets a pilot go out from each, and no more of it than was asked for', async () => {
    const other = twoKnown();
    acknowledgesAfter(rig.messenger, [one, three], 20_000);
    const schedule = { ...quickSchedule, pilotCount: 2, from };
    const { campaignId } = startFrom(account, [one, two, three, four], 'Hello {{first}}', schedule);
    await rig.clock.pass(5 * minuteMs);
    expect([rig.messenger.delivered.length, other.messenger.delivered.length]).toEqual([1, 1]);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', pauseReason: 'pilot' });
  });

  it('lets no pilot go beyond its number where both accounts ask WhatsApp for the last one at once', async () => {
    const other = twoKnown();
    const schedule = { ...quickSchedule, pilotCount: 1, from };
    const { campaignId, messageIds } = startFrom(account, [one, two, three, four], 'Hello {{first}}', schedule);
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered.length + other.messenger.delivered.length).toBe(1);
    expect(messageIds.map(rig.status).toSorted()).toEqual(['pending', 'pending', 'pending', 'sent']);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', pauseReason: 'pilot' });
  });

  it('is verified in the chats of those that are linked, and in the others once they are', async () => {
    const other = twoKnown();
    const schedule = { ...quickSchedule, from };
    const { campaignId } = startFrom(account, [one, two, three], 'Hello', schedule);
    await rig.clock.pass(minuteMs);
    const delivered = [...rig.messenger.delivered, ...other.messenger.delivered];
    for (const { phone, random } of delivered)
      for (const { chats } of [rig.messenger, other.messenger]) chats.set(phone, [copyInChat('Hello', { random })]);
    const verification = new Verification({
      ...{ store: new VerificationStore(rig.stores.db), linked: () => rig.linked(), clock: rig.clock, log: silentLog },
      ...{ gapMs: () => 1, onProgress: () => undefined, onSecondCopy: () => undefined },
    });
    for (const [linked, done] of [
      [null, 1],
      [account, 3],
    ] as const) {
      rig.messenger.account_ = linked;
      verification.start(campaignId);
      await rig.clock.pass(minuteMs);
      expect(verification.view(campaignId)).toMatchObject({ isRunning: false, total: 3, done, once: done });
    }
  });

  it('goes on from the one while the other is held, and ends when that comes back', async () => {
    const other = twoKnown();
    rig.messenger.account_ = null;
    const { messageIds, campaignId } = startFrom(account, [one, two, three], 'Hello {{first}}', {
      ...quickSchedule,
      from,
    });
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent', 'pending']);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('running');
    rig.messenger.account_ = account;
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect([messageIds.map(rig.status), other.messenger.delivered.length]).toEqual([['sent', 'sent', 'sent'], 1]);
  });
});
