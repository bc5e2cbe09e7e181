import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { everyMs } from '../../support/schedules.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;
const chatId = '447700900101@c.us';
const lid = '12345678901234@lid';
const minuteMs = 60_000;

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const kinds = () => rig.stores.alarms.open().map(({ kind }) => kind);
const tokenOf = (id: number) => rig.stores.db.value<string>(`SELECT token FROM attempt WHERE message_id = ?`, id) ?? '';
const outgoing = (token: string) => ({ token, chatId, text: 'Hello First1', attachment: null });

describe('a message that left around the gate', () => {
  it.each(['around', 'replaced'] as const)(
    'is not confirmed, raises the alarm, stops everything and is never sent again (%s)',
    async (before) => {
      rig.messenger.scripts.set(one, { before });
      const { messageIds } = rig.start([one, two]);
      await rig.clock.pass(5 * minuteMs);
      expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation', 'pending']);
      expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'bypass', messageId: messageIds[0], phone: one }]);
      expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
      expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(0);
      rig.messenger.scripts.clear();
      rig.crash();
      expect(rig.acknowledge()).toEqual(['bypass']);
      await rig.clock.pass(5 * minuteMs);
      rig.start([one], 'Hello {{first}}');
      await rig.clock.pass(5 * minuteMs);
      expect([rig.deliveries(one), rig.deliveries(two)]).toEqual([1, 1]);
    },
  );

  it('is in the ledger too, so that a database from before does not send it again', async () => {
    rig.messenger.scripts.set(one, { before: 'around' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(5 * minuteMs);
    expect(rig.ledger.position.number).toBe(1);
    rig.crash(() => undefined);
    expect(rig.recovery.messageIds).toEqual([]);
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation']);
  });

  it('is never called unsent, also where the database cannot be told', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    const [id = 0] = messageIds;
    const token = tokenOf(id);
    const { immediate } = rig.stores.db;
    rig.stores.db.immediate = () => {
      throw Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' });
    };
    rig.bypass.callWentAround(token);
    rig.stores.db.immediate = immediate;
    await rig.clock.pass(5 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:interrupted', 'pending']);
    rig.crash();
    rig.dispatcher.resume();
    rig.messenger.scripts.clear();
    expect(rig.stores.messages.requeue([id], 'operator', rig.clock.nowMs())).toBe(0);
  });

  it('raises its alarm as soon as the database can be told, whether anybody goes on before or not', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one, two], 'Hello {{first}}', everyMs(10 * minuteMs));
    await rig.clock.pass(minuteMs);
    const [id = 0] = messageIds;
    const { immediate } = rig.stores.db;
    rig.stores.db.immediate = () => {
      throw Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' });
    };
    rig.bypass.callWentAround(tokenOf(id));
    await rig.clock.pass(minuteMs);
    rig.dispatcher.resume();
    await rig.clock.pass(20 * minuteMs);
    expect([kinds(), rig.status(id)]).toEqual([[], 'failed:not_handed_over']);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'database_busy' });
    expect(rig.deliveries(two)).toBe(0);
    rig.stores.db.immediate = immediate;
    await rig.clock.pass(10_000);
    expect([kinds(), rig.status(id)]).toEqual([['bypass'], 'failed:no_confirmation']);
    expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
    expect([...rig.ledger.lines()].map(({ token }) => token)).toEqual([tokenOf(id)]);
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(0);
  });

  it('raises its alarm also for the one in flight that the database could not be told of', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    const [id = 0] = messageIds;
    const { immediate } = rig.stores.db;
    rig.stores.db.immediate = () => {
      throw Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' });
    };
    rig.bypass.callWentAround(tokenOf(id));
    rig.stores.db.immediate = immediate;
    await rig.clock.pass(5 * minuteMs);
    expect([messageIds.map(rig.status), kinds()]).toEqual([['failed:interrupted', 'pending'], ['bypass']]);
    expect([...rig.ledger.lines()]).toHaveLength(1);
  });

  it('raises its alarm at the next start where the app ended before the database could be told', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    rig.stores.db.immediate = () => {
      throw Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' });
    };
    rig.bypass.callWentAround(tokenOf(messageIds[0] ?? 0));
    rig.crash();
    expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'bypass', messageId: messageIds[0] }]);
    expect(messageIds.map(rig.status)).toEqual(['failed:interrupted', 'pending']);
  });

  it('is found out late as well: what was called unsent, or queued again, becomes not confirmed', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    const [id = 0] = messageIds;
    expect(rig.status(id)).toBe('failed:not_handed_over');
    rig.bypass.callWentAround(tokenOf(id));
    expect([rig.status(id), kinds()]).toEqual(['failed:no_confirmation', ['bypass']]);
    expect(rig.stores.db.values('SELECT contradiction FROM message')).toEqual(['failed:not_handed_over']);
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(0);
  });

  it('does not go again when it was queued again before anybody knew', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    rig.dispatcher.pause('operator');
    await rig.clock.pass(minuteMs);
    const [id = 0] = messageIds;
    const token = tokenOf(id);
    rig.messenger.scripts.clear();
    expect(rig.stores.messages.requeue([id], 'operator', rig.clock.nowMs())).toBe(1);
    rig.bypass.callWentAround(token);
    expect(rig.status(id)).toBe('failed:no_confirmation');
    rig.acknowledge();
    await rig.clock.pass(5 * minuteMs);
    expect(rig.deliveries(one)).toBe(0);
  });

  it('leaves the doubt also with an attempt that was opened before anybody knew', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    const token = tokenOf(messageIds[0] ?? 0);
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(1);
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    rig.bypass.callWentAround(token);
    expect([messageIds.map(rig.status), kinds()]).toEqual([['sending'], ['bypass']]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation']);
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(0);
  });

  it('is not confirmed also where the ledger takes its line only at the next start', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.ledger.append = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    rig.bypass.callWentAround(tokenOf(messageIds[0] ?? 0));
    await rig.clock.pass(5 * minuteMs);
    expect([messageIds.map(rig.status), kinds()]).toEqual([['failed:no_confirmation'], ['bypass']]);
    expect(rig.ledger.position.number).toBe(0);
    rig.crash();
    expect([...rig.ledger.lines()].map(({ row }) => row)).toEqual([2]);
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(0);
  });
});

describe('a test to oneself that went around the gate', () => {
  const testToken = () => rig.stores.db.value<string>(`SELECT token FROM attempt`) ?? '';
  const alarmsOfNobody = [{ kind: 'bypass', messageId: null }];

  it('is not confirmed, raises the alarm of no message, and is in the ledger', async () => {
    rig.messenger.scripts.set(account.phone, { before: 'around' });
    const outcome = rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(2 * minuteMs);
    expect(await outcome).toBe('not_confirmed');
    expect(rig.stores.alarms.open()).toMatchObject(alarmsOfNobody);
    expect([...rig.ledger.lines()]).toMatchObject([{ token: testToken(), campaign: '', row: 0 }]);
  });

  it('raises the alarm also after it was given up', async () => {
    rig.messenger.scripts.set(account.phone, { before: 'hang' });
    const outcome = rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(2 * minuteMs);
    expect(await outcome).toBe('not_sent');
    rig.bypass.callWentAround(testToken());
    expect(rig.stores.alarms.open()).toMatchObject(alarmsOfNobody);
    expect(rig.stores.attempts.hasPassedByToken(testToken())).toBe(true);
  });

  it('raises the alarm at the next start where the app ended before the database could be told', async () => {
    rig.messenger.scripts.set(account.phone, { before: 'hang' });
    void rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(1_000);
    rig.stores.db.immediate = () => {
      throw Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' });
    };
    rig.bypass.callWentAround(testToken());
    rig.crash();
    expect(rig.stores.alarms.open()).toMatchObject(alarmsOfNobody);
  });
});

describe('the tap', () => {
  it('says nothing of a message that passed the gate', async () => {
    rig.start([one]);
    await rig.clock.pass(1_000);
    rig.bypass.receiveLeaving({ random: rig.messenger.delivered[0]?.random ?? '', remote: chatId });
    expect(kinds()).toEqual([]);
  });

  it('sees the one in flight leave without a question: its acknowledgement makes it sent, and the gate stays shut', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    const [id = 0] = messageIds;
    const left = outgoing(tokenOf(id));
    const random = rig.messenger.leaveAround(left);
    rig.bypass.receiveLeaving({ random, remote: chatId });
    rig.messenger.reachGate(left);
    expect(rig.messenger.asked.at(-1)?.answer).toMatchObject({ go: false });
    rig.messenger.acknowledge(random, chatId, 1);
    await rig.clock.pass(5 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'pending']);
    expect([kinds(), rig.deliveries(one)]).toEqual([['bypass'], 1]);
  });

  it('knows the one in flight by each of its ids', async () => {
    const found = { kind: 'registered' as const, chatId, ids: [chatId, lid] };
    rig.messenger.scripts.set(one, { lookUp: found, before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.bypass.receiveLeaving({ random: '3EBFFFF', remote: lid });
    await rig.clock.pass(5 * minuteMs);
    expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'bypass', messageId: messageIds[0] }]);
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation']);
  });

  it('blames the one in flight for nothing that left to somebody else: it is still certainly not sent', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.bypass.receiveLeaving({ random: '3EBFFFF', remote: '447700900555@c.us' });
    await rig.clock.pass(5 * minuteMs);
    expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'bypass', messageId: null }]);
    expect(messageIds.map(rig.status)).toEqual(['failed:not_handed_over']);
  });

  it('blames no message that has passed the gate for a second one to the same person', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.bypass.receiveLeaving({ random: '3EBFFFF', remote: chatId });
    rig.messenger.acknowledge(rig.messenger.delivered[0]?.random ?? '', chatId, 1);
    await rig.clock.pass(1_000);
    expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'bypass', messageId: null }]);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('raises the alarm later where the database is busy, and nothing goes out before', async () => {
    const { raise } = rig.stores.alarms;
    rig.stores.alarms.raise = () => {
      throw Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' });
    };
    rig.bypass.receiveLeaving({ random: '3EBFFFF', remote: '447700900555@c.us' });
    rig.start([two]);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect([kinds(), rig.deliveries(two)]).toEqual([[], 0]);
    rig.stores.alarms.raise = raise;
    await rig.clock.pass(10_000);
    expect([kinds(), rig.deliveries(two)]).toEqual([['bypass'], 0]);
  });

  it('remembers whose message was on its way when the database could not say whose id it was', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    const { hasPassed } = rig.stores.attempts;
    rig.stores.attempts.hasPassed = () => {
      throw Object.assign(new Error('broken'), { code: 'SQLITE_IOERR' });
    };
    rig.bypass.receiveLeaving({ random: '3EBFFFF', remote: chatId });
    await rig.clock.pass(5 * minuteMs);
    rig.stores.attempts.hasPassed = hasPassed;
    await rig.clock.pass(10_000);
    expect([kinds(), messageIds.map(rig.status)]).toEqual([['bypass'], ['failed:no_confirmation', 'pending']]);
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(0);
  });

  it('tells of an alarm that is open already no second time', () => {
    rig.bypass.receiveLeaving({ random: '3EBFFFE', remote: chatId });
    rig.bypass.receiveLeaving({ random: '3EBFFFF', remote: chatId });
    expect([kinds(), rig.told.alarms]).toEqual([['bypass'], [1]]);
  });

  it('raises the alarm also where no attempt can be named', async () => {
    rig.start([two]);
    await rig.clock.pass(minuteMs);
    rig.bypass.receiveLeaving({ random: '3EBFFFF', remote: '447700900555@c.us' });
    expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'bypass', messageId: null, phone: null }]);
    const { messageIds } = rig.start([one], 'Later');
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
  });

  it('sees what the gate refused leave all the same, and an acknowledgement makes that a contradiction', async () => {
    rig.messenger.scripts.set(one, { ask: { text: 'Other' } });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    const random = rig.messenger.asked[0]?.ask.key.random ?? '';
    expect(messageIds.map(rig.status)).toEqual(['failed:not_handed_over']);
    rig.bypass.receiveLeaving({ random, remote: chatId });
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation']);
    rig.messenger.acknowledge(random, chatId, 1);
    await rig.clock.pass(10);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
    expect(kinds()).toContain('bypass');
  });
});
