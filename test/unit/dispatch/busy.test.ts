import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { giveTimes } from '../../support/own-times.ts';
import { startMs } from '../../support/temporary-database.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;

let rig: Rig;
let other: InstanceType<typeof Database>;
beforeEach(() => {
  rig = makeRig();
  other = new Database(rig.stores.db.file);
});
afterEach(() => {
  other.close();
  rig.close();
});

/** Another program writes from here on, until it is told to stop. */
const hold = () => void other.exec('BEGIN IMMEDIATE');
const letGo = () => void other.exec('ROLLBACK');
/** Adds a person who waits and whose latest moment is a minute after the start. */
function pauseOverLatest(): number[] {
  rig.dispatcher.pause('operator');
  const { messageIds } = rig.start([one], 'Reminder');
  giveTimes(rig.stores, [[messageIds[0], 'a', startMs, startMs + 59_500]]);
  rig.dispatcher.nudge();
  return messageIds;
}
/** How often the app tries to record that the latest moment is over before the other program stops. */
function countTries(most: number): () => number {
  const { queue } = rig.stores;
  const hasMissed = queue.hasMissed.bind(queue);
  let tries = 0;
  queue.hasMissed = (nowMs) => {
    if (!hasMissed(nowMs)) return false;
    tries += 1;
    if (tries === most) letGo();
    return true;
  };
  return () => tries;
}
const pauses = () => rig.states.filter(({ kind }) => kind === 'paused');

describe('another program that writes to the data', () => {
  it('at the claim: sending waits, says so, and goes on by itself; nobody is used up', async () => {
    const { readChat } = rig.messenger;
    rig.messenger.readChat = async (...values) => {
      hold();
      rig.messenger.readChat = readChat;
      return readChat.apply(rig.messenger, values);
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(500);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'database_busy' });
    expect([messageIds.map(rig.status), rig.messenger.asked]).toEqual([['pending'], []]);
    letGo();
    await rig.clock.pass(20_000);
    expect([messageIds.map(rig.status), rig.deliveries(one), pauses()]).toEqual([['sent'], 1, []]);
  });

  it('at an acknowledgement: it is recorded once that is over', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    const [{ random = '' } = {}] = rig.messenger.delivered;
    hold();
    for (const ack of [1, 2, 3]) rig.ackReceipt.receive({ random, remote: `${one.slice(1)}@c.us`, fromMe: true, ack });
    expect(messageIds.map(rig.status)).toEqual(['sending']);
    letGo();
    await rig.clock.pass(1_000);
    expect([messageIds.map(rig.status), pauses()]).toEqual([['sent'], []]);
    expect(rig.stores.db.value('SELECT ack FROM message')).toBe(3);
  });

  it('at a rejection: it is recorded once that is over', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    const [{ random = '' } = {}] = rig.messenger.delivered;
    hold();
    rig.ackReceipt.receive({ random, remote: `${one.slice(1)}@c.us`, fromMe: true, ack: -1 });
    letGo();
    await rig.clock.pass(1_000);
    expect([messageIds.map(rig.status), pauses()]).toEqual([['failed:rejected'], []]);
  });

  it('while a message is given up: the gate decides that in the end, and nobody has two', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(29_000);
    const token = rig.stores.db.value<string>('SELECT token FROM attempt') ?? '';
    hold();
    await rig.clock.pass(1_500);
    // The attempt should be given up by now, but that could not be written, so it is still open.
    expect(messageIds.map(rig.status)).toEqual(['sending', 'pending']);
    letGo();
    rig.messenger.reachGate({ token, chatId: `${one.slice(1)}@c.us`, text: 'Hello First1', attachment: null });
    await rig.clock.pass(30_000);
    expect([messageIds.map(rig.status), pauses()]).toEqual([['sent', 'sent'], []]);
    expect([rig.deliveries(one), rig.deliveries(two)]).toEqual([1, 1]);
  });

  it('while a message is given up that never reached the gate: it is, once that is over', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(29_000);
    hold();
    await rig.clock.pass(1_500);
    letGo();
    await rig.clock.pass(30_000);
    expect([messageIds.map(rig.status), pauses()]).toEqual([['failed:not_handed_over', 'sent'], []]);
  });

  it('when the time for an acknowledgement is over: the message is not confirmed once that is over', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(59_900);
    hold();
    await rig.clock.pass(1_500);
    letGo();
    await rig.clock.pass(2_000);
    expect([messageIds.map(rig.status), pauses()]).toEqual([['failed:no_confirmation'], []]);
  });

  it('while something must be told that went around the gate: nothing is sent until it is told', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    rig.start([one, two]);
    await rig.clock.pass(1_000);
    hold();
    rig.bypass.receiveLeaving({ random: '3EBFFFF', remote: `${one.slice(1)}@c.us` });
    expect(rig.stores.alarms.isAnyOpen()).toBe(false);
    letGo();
    await rig.clock.pass(60_000);
    expect([rig.stores.alarms.isAnyOpen(), rig.dispatcher.state.kind]).toEqual([true, 'alarm']);
    expect([rig.deliveries(two), pauses()]).toEqual([0, []]);
  });

  it.each(['paused', 'not_linked'] as const)(
    'while somebody’s latest moment is over and nothing is sent, %s: it is written once that is over, and nothing hangs',
    async (kind) => {
      const messageIds = pauseOverLatest();
      if (kind === 'not_linked') {
        rig.messenger.account_ = null;
        rig.dispatcher.resume();
      }
      await rig.clock.pass(59_000);
      const tries = countTries(20);
      hold();
      const sinceMs = performance.now();
      await rig.clock.pass(2_000);
      expect(performance.now() - sinceMs).toBeLessThan(limits.busyTimeoutMs);
      expect([tries(), rig.dispatcher.state.kind]).toEqual([1, kind]);
      letGo();
      await rig.clock.pass(120_000);
      expect(messageIds.map(rig.status)).toEqual(['failed:missed']);
    },
  );

  it('and does not even let it be read without a link: that is looked at again in a minute, and nothing stops', async () => {
    const { queue } = rig.stores;
    const hasWork = queue.hasWork.bind(queue);
    rig.messenger.account_ = null;
    queue.hasWork = () => {
      throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    queue.hasWork = hasWork;
    await rig.clock.pass(limits.clockCheckMs);
    expect([rig.dispatcher.state, messageIds.map(rig.status)]).toEqual([{ kind: 'not_linked' }, ['pending']]);
  });

  it('and does not let it be read in a pause: that stays what is said, and is looked at again in a minute', async () => {
    const { queue } = rig.stores;
    const hasMissed = queue.hasMissed.bind(queue);
    const messageIds = pauseOverLatest();
    queue.hasMissed = () => {
      throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    };
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'operator' });
    queue.hasMissed = hasMissed;
    await rig.clock.pass(2 * limits.clockCheckMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:missed']);
  });

  it('and the app ends meanwhile: what was being sent is settled at the next start, as ever', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(29_000);
    hold();
    await rig.clock.pass(1_500);
    letGo();
    rig.crash();
    expect([messageIds.map(rig.status), rig.deliveries(one)]).toEqual([['failed:not_handed_over'], 0]);
  });
});
