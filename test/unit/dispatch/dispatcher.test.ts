import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { copyInChat } from '../../support/fake-messenger.ts';
import { everyMs } from '../../support/schedules.ts';

const one = '+447700900101';
const two = '+447700900102';
const three = '+447700900103';
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

describe('a healthy send', () => {
  it('goes out once to each person, one after the other, and ends the campaign', async () => {
    const { messageIds, campaignId } = rig.start([one, two, three]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent', 'sent']);
    expect(rig.messenger.delivered.map((delivery) => delivery.phone)).toEqual([one, two, three]);
    expect(rig.messenger.delivered[0]?.text).toBe('Hello First1');
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('keeps the gap between two hand-overs', async () => {
    rig.start([one, two], 'Hello', everyMs(8_000));
    await rig.clock.pass(7_900);
    expect(rig.messenger.delivered).toHaveLength(1);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'gap' });
    await rig.clock.pass(200);
    expect(rig.messenger.delivered).toHaveLength(2);
  });

  it('has at most one timer armed while it waits', async () => {
    rig.start([one, two], 'Hello', everyMs(8_000));
    await rig.clock.pass(1_000);
    for (let nudge = 0; nudge < 10; nudge += 1) rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    expect(rig.clock.armed).toBe(1);
  });
});

describe('a doubtful send', () => {
  it('is not confirmed when no acknowledgement comes, and is never sent again', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(59_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('sending');
    await rig.clock.pass(2_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:no_confirmation');
    rig.dispatcher.resume();
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(0);
    await rig.clock.pass(60 * minuteMs);
    expect(rig.deliveries(one)).toBe(1);
  });

  it('becomes sent when the acknowledgement comes late', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(2 * minuteMs);
    const [delivery] = rig.messenger.delivered;
    rig.messenger.acknowledge(delivery?.random ?? '', '447700900101@c.us', 2);
    await rig.clock.pass(10);
    expect(rig.status(messageIds[0] ?? 0)).toBe('sent');
  });

  it('is decided by the gate and not by what the call says: thrown after the gate is not confirmed', async () => {
    rig.messenger.scripts.set(one, { after: 'throw' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(2 * minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:no_confirmation');
  });

  it('is decided by the gate and not by what the call says: a quiet return without the gate is not sent', async () => {
    rig.messenger.scripts.set(one, { before: 'throw' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:not_handed_over');
    expect(rig.deliveries(one)).toBe(0);
  });

  it('waits after several in a row, says how many, and goes on once each has its acknowledgement', async () => {
    const phones = Array.from({ length: 6 }, (_, index) => `+44770090020${index}`);
    for (const phone of phones) rig.messenger.scripts.set(phone, { after: 'lost' });
    const { messageIds } = rig.start(phones);
    await rig.clock.pass(30 * minuteMs);
    const waiting = { kind: 'waiting', why: 'unconfirmed_in_a_row', untilMs: null };
    expect(rig.dispatcher.state).toMatchObject({ ...waiting, count: 3 });
    expect(rig.messenger.delivered).toHaveLength(3);
    const [first, second, third] = rig.messenger.delivered;
    for (const phone of phones) rig.messenger.scripts.delete(phone);
    for (const taken of [first, second])
      rig.messenger.acknowledge(taken?.random ?? '', `${taken?.phone.slice(1)}@c.us`, 1);
    await rig.clock.pass(5 * minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ ...waiting, count: 1 });
    rig.messenger.acknowledge(third?.random ?? '', `${third?.phone.slice(1)}@c.us`, 1);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(Array(6).fill('sent'));
  });

  it('waits for acknowledgements also after a restart, and goes on where the operator says so', async () => {
    const phones = Array.from({ length: 4 }, (_, index) => `+44770090020${index}`);
    for (const phone of phones.slice(0, 3)) rig.messenger.scripts.set(phone, { after: 'lost' });
    const { messageIds } = rig.start(phones);
    await rig.clock.pass(30 * minuteMs);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(30 * minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'unconfirmed_in_a_row', count: 3 });
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[3] ?? 0)).toBe('sent');
  });

  it('counts a rejection that comes while nothing is linked with the next one', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    rig.messenger.scripts.set(two, { after: 'lost' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(5 * minuteMs);
    rig.messenger.account_ = null;
    for (const { phone, random } of rig.messenger.delivered)
      rig.messenger.acknowledge(random, `${phone.slice(1)}@c.us`, -1);
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['failed:rejected', 'failed:rejected']);
    expect(rig.dispatcher.state.kind).not.toBe('paused');
    rig.messenger.account_ = account;
    rig.messenger.scripts.set(three, { after: 'reject' });
    rig.start([three]);
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'rejected', count: 3 });
  });

  it('takes one rejection for that person’s, and pauses at the third in twenty', async () => {
    const phones = Array.from({ length: 30 }, (_, index) => `+4477009002${String(index).padStart(2, '0')}`);
    for (const which of [0, 4, 22, 27, 28]) rig.messenger.scripts.set(phones[which] ?? '', { after: 'reject' });
    const { messageIds } = rig.start(phones);
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'rejected', count: 3 });
    const status = messageIds.map(rig.status);
    expect([0, 4, 22, 27, 28].map((which) => status[which])).toEqual(Array(5).fill('failed:rejected'));
    expect(status.filter((is) => is === 'sent')).toHaveLength(24);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[29] ?? 0)).toBe('sent');
  });

  it('takes no acknowledgement of another chat, or of a message that is not ours', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    const random = rig.messenger.delivered[0]?.random ?? '';
    rig.messenger.acknowledge(random, '447700900999@c.us', 2);
    rig.ackReceipt.receive({ random, remote: '447700900101@c.us', fromMe: false, ack: 2 });
    await rig.clock.pass(2 * minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:no_confirmation');
  });
});

describe('the look before the claim', () => {
  it('says "not on WhatsApp" only when WhatsApp said so', async () => {
    rig.messenger.scripts.set(one, { lookUp: { kind: 'absent' } });
    rig.messenger.scripts.set(two, { lookUp: { kind: 'unavailable', why: 'outage' } });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(11 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:not_on_whatsapp', 'pending']);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'asks_again' });
  });

  it('takes a look-up that never ends for an outage', async () => {
    rig.messenger.scripts.set(one, { lookUp: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('pending');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'no_answer' });
  });

  it('asks before it sends what only the chat already holds, and the next goes', async () => {
    rig.messenger.chats.set(one, [copyInChat('Hello First1')]);
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent']);
    expect(rig.deliveries(one)).toBe(0);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('takes up a text that the operator changed while WhatsApp was asked', async () => {
    const lookUp = rig.messenger.lookUp.bind(rig.messenger);
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start([one], 'Old text');
    rig.messenger.lookUp = async (phone) => {
      rig.messenger.lookUp = lookUp;
      rig.stores.campaigns.update(campaignId, { text: 'New text' });
      rig.stores.texts.renew(campaignId, 0);
      return lookUp(phone);
    };
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
    expect(rig.messenger.delivered.map((delivery) => delivery.text)).toEqual(['New text']);
  });

  it('sends one message to two numbers that WhatsApp resolves to one person', async () => {
    const same = { kind: 'registered', chatId: '5511987654321@c.us', ids: ['5511987654321@c.us'] } as const;
    rig.messenger.scripts.set('+551187654321', { lookUp: same });
    rig.messenger.scripts.set('+5511987654321', { lookUp: same });
    const { messageIds } = rig.start(['+551187654321', '+5511987654321']);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'failed:duplicate']);
    expect(rig.messenger.delivered).toHaveLength(1);
  });
});

describe('across campaigns', () => {
  it('does not send a text twice to a person, whatever the campaign is called and however blanks are spaced', async () => {
    rig.start([one], 'Happy New Year, {{first}}!');
    await rig.clock.pass(minuteMs);
    const { messageIds } = rig.start([one, two], 'Happy  New Year, {{First | friend}}!');
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:duplicate', 'sent']);
    expect(rig.deliveries(one)).toBe(1);
  });

  it('sends another text to the same person', async () => {
    rig.start([one], 'Happy New Year!');
    await rig.clock.pass(minuteMs);
    const { messageIds } = rig.start([one], 'See you on Saturday!');
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
    expect(rig.deliveries(one)).toBe(2);
  });
});
