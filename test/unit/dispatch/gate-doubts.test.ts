import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GateAsk } from '../../../electron/ports.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const one = '+447700900101';
const chatId = '447700900101@c.us';
const minuteMs = 60_000;

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const answers = () => rig.messenger.asked.map(({ answer }) => (answer.go ? 'go' : answer.why));
const lid = '12345678901234@lid';

describe('the gate asks who', () => {
  it.each<[string, string, Partial<GateAsk>, string]>([
    ['another person’s chat', one, { ids: ['447700900999@c.us'] }, 'other_person'],
    ['a chat that is somebody else’s too', one, { ids: [chatId, '447700900999@c.us'] }, 'other_person'],
    ['a LID that it does not know', one, { ids: [lid] }, 'other_person'],
    ['the person under a LID beside the number', one, { ids: [chatId, lid] }, 'go'],
    ['a Brazilian number in its other form', '+5511987654321', { ids: ['551187654321@c.us'] }, 'go'],
  ])('of %s', async (_, phone, ask, expected) => {
    rig.messenger.scripts.set(phone, { ask });
    rig.start([phone]);
    await rig.clock.pass(1_000);
    expect(answers()).toEqual([expected]);
  });

  it('lets a chat through that is known by the LID alone, where the look-up learned it', async () => {
    rig.messenger.scripts.set(one, {
      lookUp: { kind: 'registered', chatId: lid, ids: [lid] },
      ask: { ids: [lid] },
    });
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(answers()).toEqual(['go']);
  });
});

/** The doubts that the page reports for this many questions, before it is ready. */
const wrongFor = (count: number, ask: Partial<GateAsk>) => {
  let asked = 0;
  return () => {
    asked += 1;
    return asked <= count ? ask : {};
  };
};
const refusedRandoms = () => rig.stores.db.values<string>('SELECT refused_random FROM attempt');

describe('the gate says “not yet”', () => {
  it.each<[string, Partial<GateAsk>, string]>([
    ['while the socket has no connection', { socketState: 'OPENING' }, 'not_connected'],
    ['while the stream below the socket is gone', { streamState: 'DISCONNECTED' }, 'not_connected'],
    ['while WhatsApp catches up', { isCaughtUp: false }, 'not_caught_up'],
    ['to a question that is too old', { askedAtMs: 0 }, 'stale_question'],
    ['to a question from the future', { askedAtMs: Number.MAX_SAFE_INTEGER }, 'stale_question'],
  ])('%s, is asked anew each second, and lets the message through in its time', async (_, ask, why) => {
    rig.messenger.scripts.set(one, { ask: wrongFor(20, ask) });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(19_500);
    expect(new Set(answers())).toEqual(new Set([why]));
    expect([rig.ledger.position.number, refusedRandoms(), messageIds.map(rig.status)]).toEqual([
      0,
      [null],
      ['sending'],
    ]);
    await rig.clock.pass(1_000);
    expect([answers().length, answers().at(-1), messageIds.map(rig.status)]).toEqual([21, 'go', ['sent']]);
    expect(new Set(rig.messenger.asked.map(({ ask: { key } }) => key.random)).size).toBe(1);
  });

  it.each<[string, Partial<GateAsk>]>([
    ['has not', { isCaughtUp: null }],
    ['has no stream', { streamState: '' }],
  ])('to no page that %s to say', async (_, ask) => {
    rig.messenger.scripts.set(one, { ask });
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(answers()).toEqual(['go']);
  });

  it('until the message’s time is over: it did not leave, may be queued again, and is no reason to stop', async () => {
    const people = [one, '+447700900102', '+447700900103', '+447700900104'];
    for (const phone of people) rig.messenger.scripts.set(phone, { ask: wrongFor(40, { isCaughtUp: false }) });
    const { messageIds } = rig.start(people);
    await rig.clock.pass(3 * minuteMs);
    expect(new Set(messageIds.map(rig.status))).toEqual(new Set(['failed:not_handed_over']));
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
    // The page asks once more after its time is over, and is told so.
    expect(answers().filter((answer) => answer === 'unknown_attempt')).toHaveLength(people.length);
    expect(refusedRandoms()).toEqual([...new Set(rig.messenger.asked.map(({ ask: { key } }) => key.random))]);
    rig.messenger.scripts.clear();
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(people.length);
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(people.map((phone) => rig.deliveries(phone))).toEqual([1, 1, 1, 1]);
  });

  it('and of its last question the id is kept under which it would have left, also where the page asks no more', async () => {
    rig.messenger.wait = () => new Promise(() => undefined);
    rig.messenger.scripts.set(one, { ask: { isCaughtUp: false } });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect([answers(), messageIds.map(rig.status)]).toEqual([['not_caught_up'], ['failed:not_handed_over']]);
    expect(refusedRandoms()).toEqual(rig.messenger.asked.map(({ ask: { key } }) => key.random));
  });

  it('and no more once something else speaks against it', async () => {
    let asked = 0;
    const ask = () => {
      asked += 1;
      return asked < 3 ? { isCaughtUp: false } : { text: 'Other' };
    };
    rig.messenger.scripts.set(one, { ask });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(5_000);
    expect([answers(), messageIds.map(rig.status)]).toEqual([
      ['not_caught_up', 'not_caught_up', 'content_changed'],
      ['failed:not_handed_over'],
    ]);
  });

  it('while another program writes: nothing is written, nothing stops, and it leaves once that is over', async () => {
    const other = new Database(rig.stores.db.file);
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    const token = rig.stores.db.value<string>('SELECT token FROM attempt') ?? '';
    other.exec('BEGIN IMMEDIATE');
    const outgoing = { token, chatId, text: 'Hello First1', attachment: null };
    rig.messenger.reachGate(outgoing);
    expect([answers(), rig.ledger.position.number]).toEqual([['storage_busy'], 0]);
    expect(rig.dispatcher.state.kind).toBe('sending');
    other.exec('ROLLBACK');
    other.close();
    await rig.clock.pass(5_000);
    rig.messenger.reachGate(outgoing);
    await rig.clock.pass(1_000);
    expect([answers(), messageIds.map(rig.status)]).toEqual([['storage_busy', 'go'], ['sent']]);
    // Other writes wait as long as they did before.
    expect(rig.stores.db.value<number>('PRAGMA busy_timeout')).toBe(5_000);
  });
});

describe('the gate refuses', () => {
  it('while an alarm is open, also one that was raised after the claim', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.stores.alarms.raise('second_copy', {}, rig.clock.nowMs());
    const token = rig.stores.db.value<string>('SELECT token FROM attempt') ?? '';
    rig.messenger.reachGate({ token, chatId, text: 'Hello First1', attachment: null });
    await rig.clock.pass(1_000);
    expect([answers(), messageIds.map(rig.status)]).toEqual([['alarm'], ['failed:not_handed_over']]);
  });
});

describe('an acknowledgement', () => {
  it('under a LID that was learned after the send counts', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.messenger.acknowledge(rig.messenger.delivered[0]?.random ?? '', lid, 1);
    await rig.clock.pass(10);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('under the LID of somebody else does not', async () => {
    const two = '+447700900102';
    rig.messenger.scripts.set(two, { ask: { ids: ['447700900102@c.us', lid] } });
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([two, one]);
    await rig.clock.pass(20_000);
    rig.messenger.acknowledge(rig.messenger.delivered[1]?.random ?? '', lid, 1);
    await rig.clock.pass(120_000);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'failed:no_confirmation']);
  });

  it('above the last that WhatsApp gives for a message is none', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.messenger.acknowledge(rig.messenger.delivered[0]?.random ?? '', chatId, 5);
    await rig.clock.pass(120_000);
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation']);
    expect(rig.dispatcher.state.kind).not.toBe('paused');
  });
});

describe('alarms', () => {
  it('are shown before a pause that comes after them, which stands once they are acknowledged', async () => {
    rig.stores.alarms.raise('second_copy', {}, rig.clock.nowMs());
    rig.dispatcher.pause('disk_full');
    expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
    for (const { id } of rig.stores.alarms.open()) rig.stores.alarms.acknowledge(id, 'operator', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'disk_full' });
  });

  it('outrank a pause, survive a restart, and are not cleared by going on', async () => {
    rig.start([one]);
    await rig.clock.pass(1_000);
    rig.dispatcher.pause('operator');
    rig.stores.alarms.raise('contradiction', { messageId: 1 }, rig.clock.nowMs());
    rig.dispatcher.stopForAlarm();
    rig.crash();
    expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
    expect(rig.acknowledge()).toEqual(['contradiction']);
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state.kind).toBe('idle');
  });
});
