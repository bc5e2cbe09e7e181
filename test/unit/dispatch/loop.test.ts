import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { isOwn } from '../../../electron/dispatch/together.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import type { Script } from '../../support/fake-messenger.ts';
import { everyMs, quickSchedule } from '../../support/schedules.ts';

const [one, two, three] = ['+447700900101', '+447700900102', '+447700900103'] as const;
const minuteMs = 60_000;
const slowly = everyMs(8_000);
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

describe('what the loop says it does', () => {
  it('is which message it sends, since when, and that it stops when the app quits', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { campaignId, messageIds } = rig.start([one, two]);
    const sinceMs = rig.clock.nowMs();
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state).toEqual({ kind: 'sending', messageId: messageIds[0], campaignId, sinceMs });
    expect(rig.states.at(-1)).toEqual(rig.dispatcher.state);
    expect(rig.dispatcher.isSending).toBe(true);
    const stopped = rig.dispatcher.stop();
    expect(rig.dispatcher.state).toEqual({ kind: 'stopping' });
    await rig.clock.pass(61_000);
    await stopped;
    expect(rig.dispatcher.isSending).toBe(false);
    expect(rig.clock.armed).toBe(0);
  });

  it('is that it is not linked, where there is something to send', async () => {
    rig.messenger.account_ = null;
    rig.start([one]);
    await rig.clock.pass(10);
    expect(rig.dispatcher.state).toEqual({ kind: 'not_linked' });
  });

  it('is never idle between two messages', async () => {
    rig.start([one, two], 'Hello', slowly);
    await rig.clock.pass(4_000);
    expect(rig.states.map(({ kind }) => kind)).not.toContain('idle');
  });
});

describe('several reasons to stand still', () => {
  const reason = () => (rig.dispatcher.state.kind === 'paused' ? rig.dispatcher.state.reason : null);

  it.each([
    ['rejected', 'logged_out', 'rejected'],
    ['restricted', 'rejected', 'restricted'],
    ['restricted', 'logged_out', 'logged_out'],
    ['security_check', 'logged_out', 'logged_out'],
    ['rejected', 'disk_full', 'disk_full'],
    ['disk_full', 'rejected', 'disk_full'],
    ['operator', 'rejected', 'rejected'],
    ['rejected', 'operator', 'rejected'],
  ] as const)('%s and then %s: what is said is %s, also after a restart', async (first, then, said) => {
    rig.dispatcher.pause(first);
    rig.dispatcher.pause(then);
    expect(reason()).toBe(said);
    expect(rig.dispatcher.isHeldAlone).toBe(isOwn(said));
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(10);
    expect(reason()).toBe(said);
  });

  it('an alarm is said before anything is decided after a start', () => {
    rig.stores.alarms.raise('bypass', {}, rig.clock.nowMs());
    rig.crash();
    expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
  });
});

describe('a quit', () => {
  it('does not wait longer than its limit for a message in flight', async () => {
    rig = ((before) => {
      before.close();
      return makeRig({ settings: { ackWaitMs: 10 * limits.quitDrainMs } });
    })(rig);
    rig.messenger.scripts.set(one, { after: 'lost' });
    rig.start([one]);
    await rig.clock.pass(1_000);
    let isOver = false;
    void rig.dispatcher.stop().then(() => {
      isOver = true;
    });
    await rig.clock.pass(limits.quitDrainMs - 1_000);
    expect(isOver).toBe(false);
    await rig.clock.pass(2_000);
    expect(isOver).toBe(true);
  });

  it('leaves no timer behind that would send the next message', async () => {
    rig.start([one, two], 'Hello', slowly);
    await rig.clock.pass(1_000);
    await rig.dispatcher.stop();
    expect(rig.clock.armed).toBe(0);
    // Nothing is in flight, so there is nothing to wait for.
    expect(rig.states.map(({ kind }) => kind)).not.toContain('stopping');
  });

  it('while WhatsApp is asked lets nothing be claimed', async () => {
    rig.messenger.scripts.set(one, { lookUp: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    const stopped = rig.dispatcher.stop();
    await rig.clock.pass(2 * minuteMs);
    await stopped;
    expect(messageIds.map(rig.status)).toEqual(['pending']);
  });

  it('while WhatsApp is asked lets nothing be claimed where the answer comes before the app has ended', async () => {
    const lookUp = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = async (phone) => {
      await rig.messenger.wait(5_000);
      return lookUp(phone);
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    const stopped = rig.dispatcher.stop();
    await rig.clock.pass(10_000);
    await stopped;
    expect(messageIds.map(rig.status)).toEqual(['pending']);
  });

  it('lets no test to oneself begin', async () => {
    await rig.dispatcher.stop();
    expect(await rig.dispatcher.sendTest('Hello', null)).toBe('busy');
  });
});

describe('an alarm', () => {
  it('is shown from the start on, and by no pause that comes to it is it hidden', () => {
    rig.stores.alarms.raise('second_copy', {}, rig.clock.nowMs());
    rig.crash();
    expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
    rig.dispatcher.pause('disk_full');
    expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
  });

  it('is shown once the message in flight has ended', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    rig.start([one, two]);
    await rig.clock.pass(1_000);
    rig.raise('second_copy', {});
    expect(rig.dispatcher.state).toMatchObject({ kind: 'sending' });
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
  });
});

describe('a pause', () => {
  it('while WhatsApp is asked lets nothing be claimed, also when it came from the operator', async () => {
    const lookUp = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = async (phone) => {
      rig.dispatcher.pause('operator');
      return lookUp(phone);
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    expect(rig.stores.db.sqlite.prepare('SELECT count(*) FROM attempt').pluck().get()).toBe(0);
  });

  it('keeps its first reason, and only the operator’s own gives way to another', () => {
    rig.dispatcher.pause('operator');
    rig.dispatcher.pause('disk_full', 'no space', 3);
    rig.dispatcher.pause('rejected');
    rig.dispatcher.pause('operator');
    expect(rig.dispatcher.state).toEqual({ kind: 'paused', reason: 'disk_full', detail: 'no space', count: 3 });
  });

  it('of one account keeps its first reason too, but for a restriction that ends with its login', () => {
    rig.dispatcher.pause('restricted', 'timelock');
    rig.dispatcher.pause('rejected');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'restricted' });
    rig.dispatcher.pause('logged_out');
    rig.dispatcher.pause('rejected');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'logged_out' });
  });

  it('of what WhatsApp asks its owner lasts until that is answered, whoever lets sending go on', async () => {
    const { messageIds } = rig.start([one]);
    rig.messenger.account_ = null;
    rig.dispatcher.pause('security_check');
    rig.dispatcher.resume();
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'security_check' });
    rig.messenger.account_ = account;
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('looks once more for whoever is missed, and leaves no timer armed', async () => {
    rig.start([one, two], 'Hello', slowly);
    await rig.clock.pass(1_000);
    rig.dispatcher.pause('operator');
    await rig.clock.pass(minuteMs);
    expect(rig.clock.armed).toBe(0);
  });

  it('shows the message in flight until it has ended', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    rig.start([one]);
    await rig.clock.pass(1_000);
    rig.dispatcher.pause('operator');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'sending' });
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'operator' });
  });

  it('that was ended stays ended after a restart', async () => {
    rig.dispatcher.pause('operator');
    rig.dispatcher.resume();
    rig.crash();
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

describe('going on', () => {
  /** Sends three messages that all fail in the same way, and pauses while the second is on its way. */
  const twoThenOne = async (script: Script) => {
    for (const phone of [one, two, three]) rig.messenger.scripts.set(phone, script);
    const handOver = rig.messenger.handOver.bind(rig.messenger);
    let calls = 0;
    rig.messenger.handOver = async (outgoing) => {
      calls += 1;
      if (calls === 2) rig.dispatcher.pause('operator');
      return handOver(outgoing);
    };
    const { messageIds } = rig.start([one, two, three]);
    await rig.clock.pass(5 * minuteMs);
    expect(messageIds.map(rig.status)[2]).toBe('pending');
    rig.dispatcher.resume();
    await rig.clock.pass(5 * minuteMs);
    return messageIds.map(rig.status);
  };

  it('begins to count doubtful messages anew', async () => {
    expect(await twoThenOne({ after: 'lost' })).toEqual(Array(3).fill('failed:no_confirmation'));
    expect(rig.dispatcher.state.kind).toBe('idle');
  });

  it('begins to count messages that were not handed over anew', async () => {
    expect(await twoThenOne({ before: 'throw' })).toEqual(Array(3).fill('failed:not_handed_over'));
    expect(rig.dispatcher.state.kind).toBe('idle');
  });

  it('settles what an error left open, and tells it', async () => {
    const { messages } = rig.stores;
    const giveUp = messages.giveUp.bind(messages);
    messages.giveUp = () => {
      messages.giveUp = giveUp;
      throw Object.assign(new Error('no space'), { code: 'SQLITE_FULL' });
    };
    rig.messenger.scripts.set(one, { before: 'throw' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['sending']);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'disk_full' });
    rig.told.messages.length = 0;
    rig.dispatcher.resume();
    expect(messageIds.map(rig.status)).toEqual(['failed:not_handed_over']);
    expect(rig.told.messages).toEqual(messageIds);
  });

  it('leaves a message that is on its way alone', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.dispatcher.resume();
    expect(messageIds.map(rig.status)).toEqual(['sending']);
  });

  it('stops again when the database cannot be settled', async () => {
    rig.stores.replay.recoverSending = () => {
      throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
    };
    rig.dispatcher.resume();
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'disk_full', detail: 'SQLITE_FULL' });
  });
});

describe('the gap', () => {
  it.each([
    ['a moment after', 1_000],
    ['in the very millisecond of', 0],
  ])('is kept over a restart %s the last hand-over', async (_, afterMs) => {
    rig.start([one, two], 'Hello', slowly);
    await rig.clock.pass(afterMs);
    expect(rig.messenger.delivered).toHaveLength(1);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(7_900 - afterMs);
    expect(rig.messenger.delivered).toHaveLength(1);
    await rig.clock.pass(200);
    expect(rig.messenger.delivered).toHaveLength(2);
  });
});

describe('a test to oneself', () => {
  it('leaves the moment of the next message as it was, and no second timer', async () => {
    rig.start([one, two], 'Hello', slowly);
    await rig.clock.pass(1_000);
    void rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(1_000);
    expect(rig.clock.armed).toBe(1);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'gap' });
  });
});

describe('a campaign that is held', () => {
  it('is told, and keeps no other campaign back', async () => {
    rig.dispatcher.pause('operator');
    const held = rig.start([one, two], 'Held', { ...quickSchedule, pilotCount: 1 });
    const other = rig.start([three], 'Other');
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(rig.told.campaigns).toContain(held.campaignId);
    expect(other.messageIds.map(rig.status)).toEqual(['sent']);
    expect(rig.messenger.account()).toBe(account);
  });
});
