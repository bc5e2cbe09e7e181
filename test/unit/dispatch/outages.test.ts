import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isUndecided } from '../../../domain/campaign-views.ts';
import { restrictionEndMs } from '../../../domain/state/restriction.ts';
import { summariesOf } from '../../../electron/campaigns/read.ts';
import type { LookUp } from '../../../electron/ports.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import type { Script } from '../../support/fake-messenger.ts';
import { granted } from '../../support/granted.ts';
import { everyMs } from '../../support/schedules.ts';

const [one, two, three] = ['+447700900101', '+447700900102', '+447700900103'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
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

describe('an outage', () => {
  it('is tried again after 10 s, 30 s, 1, 2 and then 5 minutes, says when, and goes on by itself', async () => {
    const { messageIds } = rig.start([one, two], 'Hello', everyMs(8_000));
    await rig.clock.pass(1_000);
    rig.messenger.isOut = true;
    const sinceMs = rig.clock.nowMs() + 7_000;
    const triedAfter: number[] = [];
    const lookUp = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = (phone) => {
      if (phone === two) triedAfter.push((rig.clock.nowMs() - sinceMs) / 1_000);
      return lookUp(phone);
    };
    await rig.clock.pass(20 * minuteMs);
    expect(triedAfter).toEqual([0, 10, 40, 100, 220, 520, 820, 1_120]);
    const untilMs = sinceMs + 1_420_000;
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'no_answer', sinceMs, untilMs });
    rig.messenger.isOut = false;
    await rig.clock.pass(5 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
    expect(rowOf(messageIds[1] ?? 0).rounds).toBe(0);
  });

  it('is tried again at once on reconnect', async () => {
    rig.messenger.isOut = true;
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(20 * minuteMs);
    rig.messenger.account_ = null;
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    rig.messenger.isOut = false;
    rig.messenger.account_ = account;
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('of a day ends the campaign: its people wait, and go on when the operator says so', async () => {
    rig.messenger.isOut = true;
    const { messageIds, campaignId } = rig.start([one, two]);
    await rig.clock.pass(23 * hourMs);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(2 * hourMs);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', pauseReason: 'unanswered' });
    expect(messageIds.map(rig.status)).toEqual(['pending', 'pending']);
    const [summary] = summariesOf({ ...rig.stores, clock: rig.clock }, [campaignId]);
    expect(summary && [isUndecided(summary), summary.waitForDecision]).toEqual([true, 2]);
    const resumedMs = rig.clock.nowMs();
    granted(campaignActionsOf(rig).resume(campaignId));
    await rig.clock.pass(6 * minuteMs);
    // While nobody had to be looked up, nothing waited.
    expect(rig.dispatcher.state).toMatchObject({ why: 'no_answer', sinceMs: resumedMs });
    rig.messenger.isOut = false;
    await rig.clock.pass(6 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });

  it.each<[string, Script]>([
    ['found', {}],
    ['not on WhatsApp', { lookUp: absent }],
  ])('is a day only without any answer: it begins anew where one of the people was %s', async (_, script) => {
    rig.start([one]);
    await rig.clock.pass(minuteMs);
    rig.messenger.isOut = true;
    const { campaignId } = rig.start([two, three], 'Another', everyMs(minuteMs));
    const sinceMs = () =>
      rig.stores.db.value<number | null>('SELECT unanswered_since_ms FROM campaign WHERE id = ?', campaignId);
    const beganMs = rig.clock.nowMs();
    await rig.clock.pass(10 * minuteMs);
    expect(sinceMs()).toBeLessThan(beganMs + minuteMs);
    for (const phone of [two, three]) rig.messenger.scripts.set(phone, script);
    rig.messenger.isOut = false;
    await rig.clock.pass(6 * minuteMs);
    expect(sinceMs()).toBeNull();
  });

  it('stands in the report as one pause, however often it was tried', async () => {
    rig.messenger.isOut = true;
    rig.start([one]);
    await rig.clock.pass(hourMs);
    rig.messenger.isOut = false;
    await rig.clock.pass(6 * minuteMs);
    const pauses = rig.stores.db.sqlite.prepare('SELECT reason, to_ms FROM pause').all();
    expect(pauses).toEqual([{ reason: 'no_answer', to_ms: expect.any(Number) }]);
  });
});

describe('an account that WhatsApp restricts', () => {
  it('pauses before anybody is asked for or claimed, and says until when; everybody stays pending', async () => {
    const untilMs = rig.clock.nowMs() + 5 * hourMs;
    rig.messenger.restriction_ = { kind: 'timelock', untilMs };
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    const { state } = rig.dispatcher;
    expect(state).toMatchObject({ kind: 'paused', reason: 'restricted' });
    expect(state.kind === 'paused' && restrictionEndMs(state.detail)).toBe(untilMs);
    expect([asked(), rig.messenger.asked, messageIds.map(rig.status)]).toEqual([[], [], ['pending', 'pending']]);
  });

  it('is waited out where it ends within a minute, since nobody may be there', async () => {
    const untilMs = rig.clock.nowMs() + 50_000;
    rig.messenger.standing_ = () =>
      rig.clock.nowMs() < untilMs
        ? { kind: 'restricted', restriction: { kind: 'timelock', untilMs } }
        : { kind: 'stands' };
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(40_000);
    expect([asked(), messageIds.map(rig.status)]).toEqual([[], ['pending', 'pending']]);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'restriction_ends' });
    await rig.clock.pass(5 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });

  it('pauses again where the operator resumes before its end, and sends after it', async () => {
    rig.messenger.restriction_ = { kind: 'cap', untilMs: null };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    const { state } = rig.dispatcher;
    expect(state).toMatchObject({ kind: 'paused', reason: 'restricted' });
    expect(state.kind === 'paused' && restrictionEndMs(state.detail)).toBeNull();
    rig.messenger.restriction_ = null;
    // Only the operator knows that it is over.
    await rig.clock.pass(hourMs);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('is noticed where the operator paused and went on during the look', async () => {
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start([one]);
    const { promise: look, resolve: endLook } = Promise.withResolvers<[]>();
    rig.messenger.readChat = () => look;
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    rig.dispatcher.pause('operator');
    rig.messenger.restriction_ = { kind: 'timelock', untilMs: rig.clock.nowMs() + hourMs };
    rig.dispatcher.resume();
    endLook([]);
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'restricted' });
    expect([rig.messenger.asked, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
  });

  it('that begins in the middle lets the one before it be, and uses up nobody after it', async () => {
    const { messageIds } = rig.start([one, two, three], 'Hello', everyMs(8_000));
    await rig.clock.pass(1_000);
    rig.messenger.restriction_ = { kind: 'timelock', untilMs: rig.clock.nowMs() + hourMs };
    await rig.clock.pass(10 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'pending', 'pending']);
  });
});

describe('WhatsApp that catches up after a reconnect', () => {
  it('gets nothing until it has, and sending goes on by itself', async () => {
    rig.messenger.isCaughtUp_ = false;
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'catching_up' });
    expect([rig.messenger.asked, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
    rig.messenger.isCaughtUp_ = true;
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('that begins during the look costs nobody anything', async () => {
    const { messageIds } = rig.start([one]);
    const look = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = async (phone) => {
      const found = await look(phone);
      rig.messenger.isCaughtUp_ = false;
      rig.messenger.lookUp = look;
      return found;
    };
    await rig.clock.pass(5_000);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'catching_up' });
    rig.messenger.isCaughtUp_ = true;
    await rig.clock.pass(2 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

describe('a page that does not stand', () => {
  /** The state of the page at each look at it; the last one remains. */
  const stands = (...at: boolean[]) => {
    let looks = 0;
    rig.messenger.standing_ = () => {
      const does = at[Math.min(looks, at.length - 1)] ?? true;
      looks += 1;
      return { kind: does ? 'stands' : 'not_yet' };
    };
  };

  it('is asked for nobody’s number', async () => {
    stands(false);
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect([rig.messenger.lookedUp, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'catching_up' });
  });

  it('right before the claim costs nobody anything, as often as that is', async () => {
    stands(true, false, true, false, true, false, true);
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(2 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect([rig.messenger.asked.length, rig.states.filter(({ kind }) => kind === 'paused')]).toEqual([2, []]);
  });

  it('is looked at last: what happened to the text, the pause or the link meanwhile still counts', async () => {
    let looks = 0;
    rig.messenger.standing_ = () => {
      looks += 1;
      if (looks === 2) rig.dispatcher.pause('operator');
      return { kind: 'stands' };
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect([rig.messenger.asked, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
  });
});

it('what is foretold goes by how far apart messages really go where each confirmation is long in coming', async () => {
  const people = Array.from({ length: 30 }, (_, place) => `+4477009002${String(place).padStart(2, '0')}`);
  const acknowledge = rig.messenger.acknowledge.bind(rig.messenger);
  rig.messenger.acknowledge = (...ack) => void rig.clock.after(5_000, () => acknowledge(...ack));
  const { campaignId } = rig.start(people, 'Hello', everyMs(1_000));
  const told = () => summariesOf({ ...rig.stores, clock: rig.clock }, [campaignId])[0];
  expect(told()?.gapMs).toBe(1_000);
  await rig.clock.pass(minuteMs);
  expect(told()?.gapMs).toBe(5_000);
  const foretoldMs = told()?.expectedFinishMs ?? 0;
  await rig.clock.pass(5 * minuteMs);
  expect(told()).toMatchObject({ state: 'finished', gapMs: null });
  expect(Math.abs((told()?.finishedAtMs ?? 0) - foretoldMs)).toBeLessThan(15_000);
});
