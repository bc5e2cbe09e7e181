import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noneSetAside } from '../../../domain/campaign-views.ts';
import type { LookUp } from '../../../electron/ports.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { everyMs } from '../../support/schedules.ts';

const [one, two, three, four] = ['+447700900101', '+447700900102', '+447700900103', '+447700900104'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const odd: LookUp = { kind: 'unavailable', why: 'an answer of an unknown shape' };
const absent: LookUp = { kind: 'absent' };
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const asked = () => rig.messenger.lookedUp.filter((phone) => phone !== account.phone);
const rowOf = (id: number) =>
  rig.stores.db.sqlite
    .prepare('SELECT set_aside AS setAside, look_rounds AS rounds FROM message WHERE id = ?')
    .get(id) as { setAside: string | null; rounds: number };

describe('"not on WhatsApp"', () => {
  it('is nobody’s where our own number is not found either: 50 people in a row stay pending', async () => {
    const phones = Array.from({ length: 50 }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
    for (const phone of [...phones, account.phone]) rig.messenger.scripts.set(phone, { lookUp: absent });
    const { messageIds } = rig.start(phones);
    await rig.clock.pass(3 * hourMs);
    expect(new Set(messageIds.map(rig.status))).toEqual(new Set(['pending']));
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'no_answer' });
  });

  it('counts when it was said twice, ten minutes apart, each time with somebody found earlier asked at once', async () => {
    rig.messenger.scripts.set(two, { lookUp: absent });
    const { messageIds } = rig.start([one, two], 'Hello', everyMs(minuteMs));
    await rig.clock.pass(10 * minuteMs);
    expect(rig.messenger.lookedUp).toEqual([one, two, one]);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'pending']);
    await rig.clock.pass(2 * minuteMs);
    expect(rig.messenger.lookedUp).toEqual([one, two, one, two, one]);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'failed:not_on_whatsapp']);
  });

  it('asks for our own number where nobody was found yet on the account', async () => {
    rig.messenger.scripts.set(one, { lookUp: absent });
    rig.start([one], 'Hello', everyMs(minuteMs));
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.lookedUp).toEqual([one, account.phone]);
  });

  it('is not said by a witness who left WhatsApp: after each who is not found another one is asked', async () => {
    rig.start([one, two, three], 'Hello');
    await rig.clock.pass(minuteMs);
    for (const phone of [three, four]) rig.messenger.scripts.set(phone, { lookUp: absent });
    rig.messenger.lookedUp.length = 0;
    const { messageIds } = rig.start([four], 'Another');
    await rig.clock.pass(15 * minuteMs);
    expect(rig.messenger.lookedUp.slice(0, 4)).toEqual([four, three, four, two]);
    expect(messageIds.map(rig.status)).toEqual(['failed:not_on_whatsapp']);
  });

  it('begins anew where the number was found in between', async () => {
    rig.messenger.scripts.set(two, { lookUp: absent });
    const { messageIds } = rig.start([one, two], 'Hello');
    await rig.clock.pass(minuteMs);
    const firstAbsent = () =>
      rig.stores.db.sqlite.prepare('SELECT first_absent_ms FROM message WHERE id = ?').pluck().get(messageIds[1]);
    expect(firstAbsent()).not.toBeNull();
    rig.messenger.scripts.set(two, {});
    // It is not handed over, since the page catches up meanwhile.
    rig.messenger.readChat = async () => {
      rig.messenger.isCaughtUp_ = false;
      return [];
    };
    await rig.clock.pass(10 * minuteMs);
    expect([rig.status(messageIds[1] ?? 0), firstAbsent()]).toEqual(['pending', null]);
  });

  it('outlives a crash between the two times, and a clock that was put back', async () => {
    rig.messenger.scripts.set(two, { lookUp: absent });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(8 * minuteMs);
    expect(rig.status(messageIds[1] ?? 0)).toBe('pending');
    await rig.clock.pass(2 * minuteMs);
    expect(rig.status(messageIds[1] ?? 0)).toBe('failed:not_on_whatsapp');
    const { messageIds: later } = rig.start([two], 'Another');
    await rig.clock.pass(minuteMs);
    rig.clock.jumpMs(-5 * hourMs);
    await rig.clock.pass(9 * minuteMs);
    expect(later.map(rig.status)).toEqual(['pending']);
    await rig.clock.pass(2 * minuteMs);
    expect(later.map(rig.status)).toEqual(['failed:not_on_whatsapp']);
  });

  it('is asked about at the twentieth where nobody was found, once, and holds no other campaign', async () => {
    const phones = Array.from({ length: 30 }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
    for (const phone of phones) rig.messenger.scripts.set(phone, { lookUp: absent });
    const { messageIds, campaignId } = rig.start(phones);
    const other = rig.start([one], 'Another', { ...everyMs(200), startAtMs: rig.clock.nowMs() + hourMs });
    await rig.clock.pass(hourMs / 2);
    const state = () => rig.stores.campaigns.get(campaignId);
    expect(state()).toMatchObject({ state: 'paused', pauseReason: 'all_absent' });
    expect(rig.told.campaigns).toEqual([campaignId]);
    expect(rig.messenger.lookedUp.filter((phone) => phone !== account.phone)).toEqual(phones.slice(0, 20));
    expect(new Set(messageIds.map(rig.status))).toEqual(new Set(['pending']));
    await rig.clock.pass(hourMs);
    expect(other.messageIds.map(rig.status)).toEqual(['sent']);
    rig.stores.campaigns.move(campaignId, 'paused', 'running', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(hourMs);
    expect(new Set(messageIds.map(rig.status))).toEqual(new Set(['failed:not_on_whatsapp']));
    expect(state()?.state).toBe('finished');
  });
});

describe('a number that WhatsApp gives no answer for', () => {
  it('is passed over, and after three rounds over half an hour it is not sent, and may be queued again', async () => {
    rig.messenger.scripts.set(one, { lookUp: odd });
    const { messageIds, campaignId } = rig.start([two, one]);
    const [other = 0, silent = 0] = messageIds;
    await rig.clock.pass(minuteMs);
    expect(rig.status(other)).toBe('sent');
    expect(rowOf(silent)).toEqual({ setAside: 'no_answer', rounds: 1 });
    expect(rig.stores.queue.setAside(campaignId)).toEqual(noneSetAside);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'no_answer' });
    await rig.clock.pass(28 * minuteMs);
    expect(rig.status(silent)).toBe('pending');
    await rig.clock.pass(2 * minuteMs);
    expect(rig.status(silent)).toBe('failed:look_up_failed');
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    rig.messenger.scripts.delete(one);
    expect(rig.stores.messages.requeue([silent], 'operator', rig.clock.nowMs())).toBe(1);
    expect(rowOf(silent)).toEqual({ setAside: null, rounds: 0 });
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(rig.status(silent)).toBe('sent');
  });

  it('keeps nobody else waiting while others have an answer, however many are silent in a row', async () => {
    for (const phone of [one, two, three]) rig.messenger.scripts.set(phone, { lookUp: odd });
    const { messageIds } = rig.start([one, two, three, four]);
    await rig.clock.pass(5_000);
    expect(messageIds.map(rig.status)).toEqual([...Array(3).fill('pending'), 'sent']);
    for (const phone of [one, two, three]) rig.messenger.scripts.delete(phone);
    await rig.clock.pass(31 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(Array(4).fill('sent'));
  });

  it.each([absent, odd])('is passed over although asking for our own number fails: $kind', async (lookUp) => {
    rig.messenger.scripts.set(one, { lookUp });
    const ask = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = (phone) => {
      if (phone === account.phone) throw new Error('the page fails');
      return ask(phone);
    };
    const { messageIds } = rig.start([one, two, three]);
    await rig.clock.pass(5_000);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent', 'sent']);
  });

  it('takes each fifth turn at most while others were never asked for', async () => {
    const phones = Array.from({ length: 12 }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
    for (const phone of phones.slice(0, 2)) rig.messenger.scripts.set(phone, { lookUp: odd });
    rig.messenger.scripts.set(account.phone, { lookUp: odd });
    rig.start(phones, 'Hello', everyMs(20_000));
    await rig.clock.pass(5 * minuteMs);
    const turns = asked().map((phone) => phones.indexOf(phone));
    // The person who was found serves as witness for the first two as well.
    expect(turns.filter((turn, index) => turn !== turns[index - 1]).slice(0, 9)).toEqual([0, 1, 2, 3, 0, 3, 4, 5, 6]);
  });

  it('is asked for again in time although the clock was put back', async () => {
    rig.messenger.scripts.set(one, { lookUp: odd });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.messenger.scripts.delete(one);
    rig.clock.jumpMs(-5 * hourMs);
    await rig.clock.pass(2 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

it('look-ups are paced like hand-overs', async () => {
  for (const phone of [one, two, three]) rig.messenger.scripts.set(phone, { lookUp: absent });
  rig.start([one, two, three, four], 'Hello', everyMs(8_000));
  await rig.clock.pass(7_900);
  expect(asked()).toEqual([one]);
  await rig.clock.pass(8_000);
  expect(asked()).toEqual([one, two]);
  await rig.clock.pass(16_200);
  expect(asked()).toEqual([one, two, three, four]);
});
