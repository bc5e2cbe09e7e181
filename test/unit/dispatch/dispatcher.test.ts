import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { everyMs, quickSchedule } from '../../support/schedules.ts';

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
    expect(rig.stores.messages.queueAgain(messageIds, 'operator', rig.clock.nowMs())).toBe(0);
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

  it('pauses after several in a row, and says how many', async () => {
    const phones = Array.from({ length: 6 }, (_, index) => `+44770090020${index}`);
    for (const phone of phones) rig.messenger.scripts.set(phone, { after: 'lost' });
    rig.start(phones);
    await rig.clock.pass(30 * minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'unconfirmed_in_a_row', count: 3 });
    expect(rig.messenger.delivered).toHaveLength(3);
  });

  it('pauses on the first rejection', async () => {
    rig.messenger.scripts.set(one, { after: 'reject' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:rejected');
    expect(rig.status(messageIds[1] ?? 0)).toBe('pending');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'rejected' });
  });

  it('takes no acknowledgement of another chat, or of a message that is not ours', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    const random = rig.messenger.delivered[0]?.random ?? '';
    rig.messenger.acknowledge(random, '447700900999@c.us', 2);
    rig.dispatcher.receiveAck({ random, remote: '447700900101@c.us', fromMe: false, ack: 2 });
    await rig.clock.pass(2 * minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:no_confirmation');
  });
});

describe('the gate', () => {
  it('refuses a call that comes after the attempt was given up', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(31_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:not_handed_over');
    const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
    rig.messenger.reachGate({ token, chatId: '447700900101@c.us', text: 'Hello First1', attachment: null });
    expect(rig.messenger.asked.at(-1)?.answer.go).toBe(false);
    expect(rig.deliveries(one)).toBe(0);
  });

  it.each([
    ['another text', { text: 'Other' }, 'content_changed'],
    ['another type', { type: 'image' }, 'content_changed'],
    ['an attachment nobody asked for', { fileHash: 'ff' }, 'content_changed'],
    ['a socket that is not connected', { socketState: 'OPENING' }, 'not_connected'],
    ['another account', { accountIds: ['447700900999@c.us'] }, 'other_account'],
    ['a key that is not ours', { key: { serialized: 'x', random: 'r', fromMe: false, remote: 'x' } }, 'not_from_me'],
    ['an unknown token', { token: 'x'.repeat(40) }, 'unknown_attempt'],
  ])('refuses %s, and nothing leaves', async (_, ask, why) => {
    rig.messenger.scripts.set(one, { ask });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.messenger.asked[0]?.answer).toEqual({ go: false, why });
    expect(rig.deliveries(one)).toBe(0);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:not_handed_over');
  });

  it('refuses when the campaign was cancelled at the last moment, and the message is cancelled', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds, campaignId } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('sending');
    rig.stores.campaigns.cancel(campaignId, 'operator', rig.clock.nowMs());
    const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
    rig.messenger.reachGate({ token, chatId: '447700900101@c.us', text: 'Hello First1', attachment: null });
    await rig.clock.pass(1_000);
    expect(rig.messenger.asked[0]?.answer).toEqual({ go: false, why: 'campaign_cancelled' });
    expect(messageIds.map(rig.status)).toEqual(['cancelled', 'cancelled']);
    expect(rig.messenger.delivered).toEqual([]);
  });

  it('refuses a person who was put on the do-not-contact list after the claim', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.stores.people.add(one, '', rig.clock.nowMs());
    const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
    rig.messenger.reachGate({ token, chatId: '447700900101@c.us', text: 'Hello First1', attachment: null });
    await rig.clock.pass(1_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:do_not_contact');
    expect(rig.deliveries(one)).toBe(0);
  });

  it('refuses an id learned only now that another attempt has fenced', async () => {
    rig.messenger.scripts.set(two, { ask: { ids: ['447700900102@c.us', '447700900101@c.us'] } });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[1] ?? 0)).toBe('failed:duplicate');
    expect(rig.deliveries(two)).toBe(0);
  });

  it('refuses while the ledger cannot be written, and pauses', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.ledger.append = () => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
    rig.messenger.reachGate({ token, chatId: '447700900101@c.us', text: 'Hello First1', attachment: null });
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'ledger_unwritable' });
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:not_handed_over');
    expect(rig.deliveries(one)).toBe(0);
  });
});

describe('the look before the claim', () => {
  it('says "not on WhatsApp" only when WhatsApp said so', async () => {
    rig.messenger.scripts.set(one, { lookUp: { kind: 'absent' } });
    rig.messenger.scripts.set(two, { lookUp: { kind: 'unavailable', why: 'outage' } });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:not_on_whatsapp', 'pending']);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'look_up_unavailable' });
  });

  it('takes a look-up that never ends for an outage', async () => {
    rig.messenger.scripts.set(one, { lookUp: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('pending');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'look_up_unavailable' });
  });

  it('does not send what the chat already holds', async () => {
    rig.messenger.scripts.set(one, { copy: 'present' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:duplicate');
    expect(rig.deliveries(one)).toBe(0);
  });

  it('takes up a text that the operator changed while WhatsApp was asked', async () => {
    const lookUp = rig.messenger.lookUp.bind(rig.messenger);
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start([one], 'Old text');
    rig.messenger.lookUp = async (phone) => {
      rig.messenger.lookUp = lookUp;
      rig.stores.campaigns.update(campaignId, { text: 'New text' });
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

describe('an interruption', () => {
  it('leaves a claimed message whose gate never opened as certainly not sent', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.crash();
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:not_handed_over');
  });

  it('leaves a message whose gate opened as not confirmed, and sends nothing again', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.crash();
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:interrupted');
    rig.dispatcher.nudge();
    await rig.clock.pass(10 * minuteMs);
    expect(rig.deliveries(one)).toBe(1);
  });

  it('believes the ledger when the crash came between its line and the commit', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
    rig.ledger.append({
      token,
      campaign: '',
      row: 2,
      account: account.phone,
      scopes: [],
      aliases: [],
      random: '3EB0crash',
      atMs: rig.clock.nowMs(),
    });
    rig.crash();
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:interrupted');
    expect(rig.recovery.hold).toBeNull();
  });

  it('keeps a pause across a restart', async () => {
    rig.messenger.scripts.set(one, { after: 'reject' });
    rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'rejected' });
    expect(rig.messenger.delivered).toHaveLength(1);
  });

  it('takes no further message when the app quits, and lets the one in flight end', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    const stopped = rig.dispatcher.stop();
    await rig.clock.pass(61_000);
    await stopped;
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation', 'pending']);
  });
});

describe('what keeps messages back', () => {
  it('holds what is overdue and asks, and after the answer sends at its pace', async () => {
    rig.messenger.account_ = null;
    const { campaignId, messageIds } = rig.start([one, two]);
    await rig.clock.pass(3 * 60 * minuteMs);
    rig.messenger.account_ = account;
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', pauseReason: 'overdue' });
    expect(rig.messenger.delivered).toEqual([]);
    rig.stores.campaigns.releaseOverdue(campaignId, rig.clock.nowMs());
    rig.stores.campaigns.move(campaignId, 'paused', 'running', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });

  it('waits for approval after the pilot', async () => {
    const { campaignId } = rig.start([one, two, three], 'Hello', { ...quickSchedule, pilotCount: 2 });
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered).toHaveLength(2);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', pauseReason: 'pilot' });
  });

  it('stops a campaign that was started from another account', async () => {
    const { campaignId } = rig.start([one]);
    rig.messenger.account_ = { id: '447700900777@c.us', phone: '+447700900777', name: 'Other' };
    await rig.clock.pass(minuteMs);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', pauseReason: 'other_account' });
    expect(rig.messenger.delivered).toEqual([]);
  });

  it('respects the daily cap and goes on the next day', async () => {
    rig.start([one, two, three], 'Hello', { ...quickSchedule, dailyCap: 2 });
    await rig.clock.pass(60 * minuteMs);
    expect(rig.messenger.delivered).toHaveLength(2);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'cap' });
    await rig.clock.pass(11 * 60 * minuteMs);
    expect(rig.messenger.delivered).toHaveLength(3);
  });

  it('warms a new account up by the day, counting what any campaign of it has sent', async () => {
    const slowly = { ...quickSchedule, warmUp: true };
    const phones = Array.from({ length: 70 }, (_, index) => `+4477009003${`${index}`.padStart(2, '0')}`);
    rig.start(phones.slice(0, 8), 'Hello');
    await rig.clock.pass(10 * minuteMs);
    rig.start(phones.slice(8), 'Good evening', slowly);
    await rig.clock.pass(60 * minuteMs);
    expect(rig.messenger.delivered).toHaveLength(20);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'warm_up' });
    // The second day of sending takes forty, although its campaign is only in its first.
    await rig.clock.pass(24 * 60 * minuteMs);
    expect(rig.messenger.delivered).toHaveLength(60);
    await rig.clock.pass(24 * 60 * minuteMs);
    expect(rig.messenger.delivered).toHaveLength(70);
  }, 20_000);

  it('does not hold a campaign as overdue that waited for days while others used up the warm-up', async () => {
    const slowly = { ...quickSchedule, warmUp: true };
    const phones = Array.from({ length: 60 }, (_, index) => `+4477009003${`${index}`.padStart(2, '0')}`);
    rig.start(phones, 'Hello', slowly);
    const { campaignId, messageIds } = rig.start([one], 'Good evening', slowly);
    await rig.clock.pass(48 * 60 * minuteMs);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  }, 20_000);

  it('makes no burst when the wall clock jumps forward', async () => {
    rig.start([one, two, three], 'Hello', everyMs(60_000));
    await rig.clock.pass(1_000);
    rig.clock.jumpMs(90 * minuteMs);
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    expect(rig.messenger.delivered).toHaveLength(1);
  });

  it('goes on at its pace when the wall clock jumps back', async () => {
    rig.start([one, two], 'Hello', everyMs(60_000));
    await rig.clock.pass(1_000);
    rig.clock.jumpMs(-90 * minuteMs);
    rig.dispatcher.nudge();
    await rig.clock.pass(61_000);
    expect(rig.messenger.delivered).toHaveLength(2);
  });
});
