import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { everyMs, type quickSchedule } from '../../support/schedules.ts';

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
/** Switched off after the first message, and on again after that time. */
async function offAfterOne(ms: number, schedule: Partial<typeof quickSchedule>): Promise<number> {
  const { campaignId } = rig.start([one, two], 'Hello', { ...everyMs(8_000), ...schedule });
  await rig.clock.pass(1_000);
  expect(rig.messenger.delivered).toHaveLength(1);
  rig.messenger.account_ = null;
  rig.dispatcher.nudge();
  await rig.clock.pass(ms);
  rig.messenger.account_ = account;
  rig.dispatcher.nudge();
  await rig.clock.pass(10);
  return campaignId;
}

describe('a campaign that was switched off over its next message', () => {
  it.each([
    ['has no daily cap', null],
    ['has not reached its daily cap', 10],
  ])('is held where it %s', async (_, dailyCap) => {
    expect(stateOf(await offAfterOne(3 * hourMs, { dailyCap }))).toBe('overdue');
  });

  it('is not held where its daily cap was reached', async () => {
    expect(stateOf(await offAfterOne(3 * hourMs, { dailyCap: 1 }))).toBe('running');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'cap' });
  });

  it('is not asked about while its hours are over, but when they begin again', async () => {
    const window = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 9 * 60, toMinute: 13 * 60 };
    const campaignId = await offAfterOne(3 * hourMs, { window });
    expect(stateOf(campaignId)).toBe('running');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'window' });
    await rig.clock.pass(18 * hourMs);
    expect(stateOf(campaignId)).toBe('overdue');
  });

  it('goes on by itself at exactly the grace time, and is held a moment later', async () => {
    expect(stateOf(await offAfterOne(2 * hourMs + 7_000 - 10, {}))).toBe('finished');
  });
});

describe('of two campaigns', () => {
  it('the one that was started first goes first where both may go', async () => {
    rig.dispatcher.pause('operator');
    const first = rig.start([one, two], 'First');
    rig.start([three, four], 'Second');
    rig.dispatcher.resume();
    await rig.clock.pass(10 * minuteMs);
    expect(first.messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([one, two, three, four]);
  });
});

describe('what is read for a plan', () => {
  it('are no days of sending and no counts of a day for a campaign without warm-up and daily cap', async () => {
    const asked: string[] = [];
    rig.stores.queue.sendingDays = () => {
      asked.push('days');
      return [];
    };
    rig.stores.queue.handedOverSince = () => {
      asked.push('count');
      return 0;
    };
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect(asked).toEqual([]);
  });
});
