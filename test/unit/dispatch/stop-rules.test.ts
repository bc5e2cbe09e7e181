import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeMeta } from '../../../db/meta.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';

const phones = ['+447700900101', '+447700900102', '+447700900103'];
const next = '+447700900104';
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

describe('doubts at the end of a campaign', () => {
  beforeEach(async () => {
    for (const phone of phones) rig.messenger.scripts.set(phone, { after: 'lost' });
    rig.start(phones);
    await rig.clock.pass(10 * minuteMs);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('hold the next campaign up as long as all of them stand', async () => {
    rig.start([next]);
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'unconfirmed_in_a_row', count: 3 });
    expect(rig.deliveries(next)).toBe(0);
  });

  it('hold nothing up where one of them was confirmed while there was nothing to send', async () => {
    const [first] = rig.messenger.delivered;
    rig.messenger.acknowledge(first?.random ?? '', `${first?.phone.slice(1)}@c.us`, 1);
    await rig.clock.pass(1_000);
    const { messageIds } = rig.start([next]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

it('an account that stands still for a reason of its own says that one, whatever comes after it', async () => {
  rig.dispatcher.pause('rejected', '', 3);
  rig.dispatcher.pause('gate_missing');
  expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'rejected', count: 3 });
  rig.crash();
  rig.dispatcher.nudge();
  await rig.clock.pass(10);
  expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'rejected' });
});

describe('several in a row that are not confirmed', () => {
  it('are waited for no more when the operator has settled each of them, whatever was seen', async () => {
    for (const phone of phones) rig.messenger.scripts.set(phone, { after: 'lost' });
    const { messageIds } = rig.start([...phones, next]);
    const last = messageIds.at(-1) ?? 0;
    await rig.clock.pass(10 * minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'unconfirmed_in_a_row', count: 3 });
    const settle = (id: number | undefined, settlement: 'seen' | 'not_there') => {
      expect(rig.stores.messages.settle(id ?? 0, settlement, 'Ana', rig.clock.nowMs())).toBe(true);
      rig.dispatcher.nudge();
    };
    settle(messageIds[0], 'not_there');
    settle(messageIds[1], 'seen');
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'unconfirmed_in_a_row', count: 1 });
    expect(rig.status(last)).toBe('pending');
    settle(messageIds[2], 'not_there');
    await rig.clock.pass(minuteMs);
    expect(rig.status(last)).toBe('sent');
  });

  it('are waited for until the last of them has its acknowledgement, also where the app was started anew in between', async () => {
    for (const phone of phones) rig.messenger.scripts.set(phone, { after: 'lost' });
    const { messageIds } = rig.start([...phones, next]);
    const last = messageIds.at(-1) ?? 0;
    await rig.clock.pass(10 * minuteMs);
    const waiting = rig.dispatcher.state;
    expect(waiting).toMatchObject({ kind: 'waiting', why: 'unconfirmed_in_a_row', count: 3 });
    const confirm = async (place: number) => {
      const { random = '', phone = '' } = rig.messenger.delivered[place] ?? {};
      rig.messenger.acknowledge(random, `${phone.slice(1)}@c.us`, 1);
      await rig.clock.pass(minuteMs);
    };
    await confirm(0);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(10 * minuteMs);
    expect(rig.dispatcher.state).toEqual({ ...waiting, count: 2 });
    expect(rig.status(last)).toBe('pending');
    await confirm(1);
    await confirm(2);
    expect(rig.status(last)).toBe('sent');
  });
});

describe('rejections', () => {
  it('that the operator knew when sending went on count no more, also after a restart', async () => {
    for (const phone of phones) rig.messenger.scripts.set(phone, { after: 'reject' });
    rig.start(phones);
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'rejected', count: 3 });
    // Nothing is linked yet when the operator resumes.
    rig.messenger.account_ = null;
    rig.dispatcher.resume();
    rig.crash();
    rig.messenger.account_ = account;
    const others = ['+447700900105', '+447700900106', '+447700900107'];
    for (const phone of others) rig.messenger.scripts.set(phone, { after: 'reject' });
    const { messageIds } = rig.start([...others, next]);
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual([...Array(3).fill('failed:rejected'), 'pending']);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'rejected', count: 3 });
  });

  it('of one person alone are that person’s, however many campaigns they come from', async () => {
    const [one = ''] = phones;
    rig.messenger.scripts.set(one, { after: 'reject' });
    for (const text of ['First', 'Second', 'Third']) {
      const { messageIds, campaignId } = rig.start([one], text);
      rig.stores.campaigns.questions.answerLaterContacts(campaignId, 'send', rig.clock.nowMs());
      await rig.clock.pass(minuteMs);
      expect(messageIds.map(rig.status)).toEqual(['failed:rejected']);
    }
    const { messageIds } = rig.start([next]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

it.each(['{}', 'no JSON'])('doubts that cannot be read (%s) are none', async (stored) => {
  writeMeta(rig.stores.db, 'dispatcher_doubt_1', stored);
  rig.crash();
  const { messageIds } = rig.start([next]);
  await rig.clock.pass(minuteMs);
  expect(messageIds.map(rig.status)).toEqual(['sent']);
});
