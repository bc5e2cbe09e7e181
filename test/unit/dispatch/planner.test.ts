import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { everyMs, quickSchedule } from '../../support/schedules.ts';

const [one, two, three, four] = ['+447700900101', '+447700900102', '+447700900103', '+447700900104'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const stateOf = (campaignId: number) => {
  const campaign = rig.stores.campaigns.get(campaignId);
  return campaign?.state === 'paused' ? campaign.pauseReason : campaign?.state;
};
/** Asleep after the first message, and awake again after that time. */
async function sleptAfterOne(ms: number, schedule: Partial<typeof quickSchedule>): Promise<number> {
  const { campaignId } = rig.start([one, two], 'Hello', { ...everyMs(8_000), ...schedule });
  await rig.clock.pass(1_000);
  expect(rig.messenger.delivered).toHaveLength(1);
  rig.clock.jumpMs(ms);
  rig.dispatcher.nudge();
  await rig.clock.pass(10);
  return campaignId;
}

describe('a campaign whose computer slept over its next message', () => {
  it.each([
    ['has no daily cap', null],
    ['has not reached its daily cap', 10],
  ])('is held where it %s', async (_, dailyCap) => {
    expect(stateOf(await sleptAfterOne(3 * hourMs, { dailyCap }))).toBe('overdue');
  });

  it('is not held where its daily cap was reached', async () => {
    expect(stateOf(await sleptAfterOne(3 * hourMs, { dailyCap: 1 }))).toBe('running');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'cap' });
  });

  it('whose daily cap was reached is due with the next day: held where that is too long ago, and else not', async () => {
    const longAgo = await sleptAfterOne(15 * hourMs, { dailyCap: 1 });
    expect(stateOf(longAgo)).toBe('overdue');
    rig.close();
    rig = makeRig();
    const lately = await sleptAfterOne(13 * hourMs, { dailyCap: 1 });
    await rig.clock.pass(10_000);
    expect(stateOf(lately)).toBe('finished');
  });

  it('is not asked about while its hours are over, but when they begin again', async () => {
    const window = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 9 * 60, toMinute: 13 * 60 };
    const campaignId = await sleptAfterOne(3 * hourMs, { window });
    expect(stateOf(campaignId)).toBe('running');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'window' });
    await rig.clock.pass(18 * hourMs);
    expect(stateOf(campaignId)).toBe('overdue');
  });

  it('goes on by itself at exactly the grace time', async () => {
    const campaignId = await sleptAfterOne(2 * hourMs + 7_000 - 10, {});
    await rig.clock.pass(10_000);
    expect(stateOf(campaignId)).toBe('finished');
  });

  it('goes on by itself after a sleep of a minute, however short the grace time', async () => {
    rig.settings.graceMs = 0;
    const campaignId = await sleptAfterOne(minuteMs, {});
    await rig.clock.pass(10_000);
    expect(stateOf(campaignId)).toBe('finished');
  });

  it('is held a moment after the grace time', async () => {
    expect(stateOf(await sleptAfterOne(2 * hourMs + 7_000 + 10, {}))).toBe('overdue');
  });
});

describe('of two campaigns', () => {
  it('the one whose last turn is longer ago goes next, and the one that was started first begins', async () => {
    rig.dispatcher.pause('operator');
    const first = rig.start([one, two], 'First');
    rig.start([three, four], 'Second');
    rig.dispatcher.resume();
    await rig.clock.pass(10 * minuteMs);
    expect(first.messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([one, three, two, four]);
  });
});

describe('campaigns share the turns', () => {
  it('one after the other, each with its own gap, and nobody is held as overdue for the other', async () => {
    const phones = Array.from({ length: 30 }, (_, index) => `+4477009004${String(index).padStart(2, '0')}`);
    rig.dispatcher.pause('operator');
    const first = rig.start(phones, 'First', everyMs(10 * minuteMs));
    const others = phones.map((phone) => phone.replace('9004', '9005'));
    const second = rig.start(others, 'Second', everyMs(10 * minuteMs));
    rig.dispatcher.resume();
    await rig.clock.pass(3 * hourMs);
    const sent = (ids: readonly number[]) => ids.filter((id) => rig.status(id) === 'sent').length;
    expect([sent(first.messageIds), sent(second.messageIds)]).toEqual([10, 9]);
    expect([stateOf(first.campaignId), stateOf(second.campaignId)]).toEqual(['running', 'running']);
  });

  it('also over a restart: the one that sent last waits', async () => {
    rig.dispatcher.pause('operator');
    rig.start([one, two], 'First', everyMs(8_000));
    rig.start([three, four], 'Second', everyMs(8_000));
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(8_000);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([one, three]);
  });
});

describe('the clock', () => {
  it('is looked at each minute while a time of day is waited for, so that one put forward is noticed', async () => {
    const startAtMs = rig.clock.nowMs() + 6 * hourMs;
    const { messageIds } = rig.start([one], 'Hello', { ...quickSchedule, startAtMs });
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'start', untilMs: startAtMs });
    const { sinceMs } = rig.dispatcher.state as { sinceMs: number };
    rig.clock.jumpMs(6 * hourMs);
    await rig.clock.pass(minuteMs + 1_000);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
    expect(sinceMs).toBe(startAtMs - 6 * hourMs);
  });
});

describe('a clock that is set', () => {
  it.each([
    ['back', -90 * minuteMs],
    ['forth', 90 * minuteMs],
  ])('%s while the next message is planned keeps the gap', async (_, ms) => {
    const { runningCampaigns } = rig.stores.queue;
    let isSet = false;
    rig.stores.queue.runningCampaigns = (...read) => {
      if (!isSet && rig.messenger.delivered.length > 0) {
        isSet = true;
        rig.clock.jumpMs(ms);
      }
      return runningCampaigns.apply(rig.stores.queue, read);
    };
    rig.start([one, two], 'Hello', everyMs(8_000));
    await rig.clock.pass(7_000);
    expect(isSet).toBe(true);
    expect(rig.messenger.delivered).toHaveLength(1);
    // It plans again within a minute, by the clock at that time.
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered).toHaveLength(2);
  });
});

describe('what is read for a plan', () => {
  it('are no days of sending and no counts of a day for a campaign without warm-up and daily cap', async () => {
    const asked: string[] = [];
    rig.stores.queue.sendingDays = () => {
      asked.push('days');
      return [];
    };
    rig.stores.queue.handedOverOn = () => {
      asked.push('count');
      return 0;
    };
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect(asked).toEqual([]);
  });
});

describe('what keeps messages back', () => {
  it('holds what is overdue and asks, and after the answer sends at its pace', async () => {
    rig.messenger.account_ = null;
    const { campaignId, messageIds } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    rig.clock.jumpMs(3 * 60 * minuteMs);
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

  it.each([
    [
      'without a link',
      () => void Object.assign(rig.messenger, { account_: null }),
      () => void Object.assign(rig.messenger, { account_: account }),
    ],
    ['in a pause', () => rig.dispatcher.pause('operator'), () => rig.dispatcher.resume()],
    [
      'asleep in a pause that ended before anything was decided in it',
      () => {
        rig.dispatcher.pause('operator');
        rig.clock.sleepMs(5 * hourMs);
        rig.dispatcher.resume();
      },
      () => undefined,
    ],
    [
      'while WhatsApp answered nobody',
      () => void Object.assign(rig.messenger, { isOut: true }),
      () => void Object.assign(rig.messenger, { isOut: false }),
    ],
  ])('does not hold as overdue what waited for hours %s', async (_, begin, end) => {
    const { messageIds } = rig.start([one, two], 'Hello', everyMs(8_000));
    await rig.clock.pass(1_000);
    begin();
    rig.dispatcher.nudge();
    await rig.clock.pass(5 * hourMs);
    end();
    rig.dispatcher.nudge();
    await rig.clock.pass(6 * minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });

  it('holds what was missed while the app was closed', async () => {
    const { campaignId } = rig.start([one, two], 'Hello', everyMs(8_000));
    await rig.clock.pass(1_000);
    rig.crash(() => rig.clock.jumpMs(3 * hourMs));
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(stateOf(campaignId)).toBe('overdue');
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
    // The second day of sending allows forty, although its campaign is only in its first.
    await rig.clock.pass(24 * 60 * minuteMs);
    expect(rig.messenger.delivered).toHaveLength(60);
    await rig.clock.pass(24 * 60 * minuteMs);
    expect(rig.messenger.delivered).toHaveLength(70);
  });

  it('does not hold a campaign as overdue that waited for days while others used up the warm-up', async () => {
    const slowly = { ...quickSchedule, warmUp: true };
    const phones = Array.from({ length: 60 }, (_, index) => `+4477009003${`${index}`.padStart(2, '0')}`);
    rig.start(phones, 'Hello', slowly);
    const { campaignId, messageIds } = rig.start([one], 'Good evening', slowly);
    await rig.clock.pass(48 * 60 * minuteMs);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

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
