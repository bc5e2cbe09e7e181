import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createText } from '../../../domain/text/index.ts';
import { noticeOfWait } from '../../../electron/desktop/notices.ts';
import type { LookUp } from '../../../electron/ports.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';

const silent = ['+447700900101', '+447700900102', '+447700900103'] as const;
const other = '+447700900104';
const minuteMs = 60_000;
const odd: LookUp = { kind: 'unavailable', why: 'an answer of an unknown shape' };
const { text } = createText('en');
let rig: Rig;
/** When the operator is told that sending waits for WhatsApp, in minutes since the start. */
let toldAfter: number[];
beforeEach(() => {
  rig = makeRig();
  toldAfter = [];
  const began = rig.clock.nowMs();
  let toldMs: number | null = null;
  const { push } = rig.states;
  rig.states.push = (...states) => {
    for (const state of states) {
      if (state.kind !== 'waiting' || !noticeOfWait(text, state, rig.clock.nowMs(), toldMs)) continue;
      toldMs = state.sinceMs;
      toldAfter.push(Math.floor((rig.clock.nowMs() - began) / minuteMs));
    }
    return push.apply(rig.states, states);
  };
});
afterEach(() => rig.close());

describe('several numbers that WhatsApp says nothing of, although it answers for our own', () => {
  it('keep a campaign waiting for an hour at most, and the operator is told once after a quarter of one', async () => {
    for (const phone of silent) rig.messenger.scripts.set(phone, { lookUp: odd });
    const { messageIds, campaignId } = rig.start([other, ...silent]);
    await rig.clock.pass(14 * minuteMs);
    expect(toldAfter).toEqual([]);
    await rig.clock.pass(46 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', ...Array(3).fill('failed:look_up_failed')]);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    expect(toldAfter).toEqual([15]);
    for (const phone of silent) rig.messenger.scripts.delete(phone);
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(3);
    rig.dispatcher.nudge();
    await rig.clock.pass(10 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(Array(4).fill('sent'));
  });

  it('are given up by nobody while our own number has no answer either', async () => {
    for (const phone of [...silent, account.phone]) rig.messenger.scripts.set(phone, { lookUp: odd });
    const { messageIds } = rig.start(silent);
    await rig.clock.pass(8 * 60 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(Array(3).fill('pending'));
    expect(toldAfter).toEqual([15]);
  });

  it('count from when they were found to be silent by themselves: an outage in which others wait blames nobody', async () => {
    const all = Array.from({ length: 40 }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
    for (const phone of all) rig.messenger.scripts.set(phone, { lookUp: odd });
    const { messageIds } = rig.start(all);
    await rig.clock.pass(60 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(Array(40).fill('pending'));
    rig.messenger.scripts.clear();
    await rig.clock.pass(60 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(Array(40).fill('sent'));
  });
});

describe('a page that says nothing of anybody new, although it knows those found before', () => {
  it('is started anew after ten in a row, once an hour at most, and everybody is reached', async () => {
    const all = Array.from({ length: 12 }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
    for (const phone of all) rig.messenger.scripts.set(phone, { lookUp: odd });
    let startedAnew = 0;
    let isMended = false;
    rig.messenger.startAnew = () => {
      startedAnew += 1;
      if (isMended) rig.messenger.scripts.clear();
      return true;
    };
    const { messageIds } = rig.start([other, ...all]);
    await rig.clock.pass(50 * minuteMs);
    expect(startedAnew).toBe(1);
    isMended = true;
    rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(60 * minuteMs);
    expect(startedAnew).toBe(2);
    expect(messageIds.map(rig.status)).toEqual(Array(13).fill('sent'));
  });
});

describe('one number that WhatsApp says nothing of', () => {
  it('is all that is waited for: the operator is told of that too', async () => {
    rig.messenger.scripts.set(silent[0], { lookUp: odd });
    rig.start([silent[0], other]);
    await rig.clock.pass(40 * minuteMs);
    expect(toldAfter).toHaveLength(1);
    expect(toldAfter[0]).toBeLessThan(17);

    rig.messenger.scripts.clear();
    await rig.clock.pass(24 * 60 * minuteMs);
    rig.messenger.scripts.set(silent[1], { lookUp: odd });
    rig.start([silent[1]], 'Tomorrow');
    await rig.clock.pass(10 * minuteMs);
    expect(toldAfter).toHaveLength(1);
  });
});
