import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { cancelAtOnce, startMs } from '../../support/temporary-database.ts';

const [one, two, three] = ['+447700900101', '+447700900102', '+447700900103'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

describe('a finished campaign', () => {
  it('goes on with what the operator queues again, due from that moment', async () => {
    rig.messenger.scripts.set(one, { before: 'throw' });
    const { messageIds, campaignId } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    // The computer sleeps for a day. Something else waits, so that its loop does not forget that it did.
    rig.start([three], 'Something else', { ...quickSchedule, startAtMs: startMs + 48 * hourMs });
    rig.clock.sleepMs(24 * hourMs);
    rig.messenger.scripts.delete(one);
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(1);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'running', finishedAtMs: null });
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
  });

  it('goes on with nothing else, and one that was cancelled does not', async () => {
    rig.messenger.scripts.set(one, { before: 'throw' });
    const { messageIds, campaignId } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(() => rig.stores.campaigns.move(campaignId, 'finished', 'running', rig.clock.nowMs())).toThrow(/queued/);
    const other = rig.start([one, three], 'Another');
    await rig.clock.pass(100);
    cancelAtOnce(rig.stores.campaigns, other.campaignId, rig.clock.nowMs());
    expect(rig.stores.messages.requeue(other.messageIds, 'operator', rig.clock.nowMs())).toBe(0);
    expect(messageIds.map(rig.status)[0]).toBe('failed:not_handed_over');
  });
});
