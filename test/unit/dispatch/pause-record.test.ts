import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { cancelAtOnce, startMs } from '../../support/temporary-database.ts';

const errors = vi.fn();
let rig: Rig;
beforeEach(() => {
  errors.mockReset();
  rig = makeRig({ log: { info: () => undefined, warn: () => undefined, error: errors } });
});
afterEach(() => rig.close());

const phones = ['+447700900101', '+447700900102', '+447700900103'];
const pauses = () =>
  rig.stores.db.sqlite
    .prepare(
      `SELECT campaign_id AS campaignId, reason, from_ms - ? AS fromMs, to_ms - ? AS toMs FROM pause ORDER BY id`,
    )
    .all(startMs, startMs);

describe('the record of pauses', () => {
  it('has when everything stood still, why, and when it went on; the same pause once', async () => {
    rig.start(phones);
    await rig.clock.pass(1_000);
    rig.dispatcher.pause('operator');
    rig.dispatcher.pause('operator');
    rig.dispatcher.nudge();
    await rig.clock.pass(60_000);
    expect(pauses()).toEqual([{ campaignId: null, reason: 'operator', fromMs: 1_000, toMs: null }]);
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(pauses()).toEqual([{ campaignId: null, reason: 'operator', fromMs: 1_000, toMs: 61_000 }]);
  });

  it('begins another pause where the reason becomes another', async () => {
    rig.dispatcher.pause('operator');
    await rig.clock.pass(5_000);
    rig.dispatcher.pause('logged_out');
    expect(pauses()).toEqual([
      { campaignId: null, reason: 'operator', fromMs: 0, toMs: 5_000 },
      { campaignId: null, reason: 'logged_out', fromMs: 5_000, toMs: null },
    ]);
  });

  it('has the pauses of one campaign apart, until it goes on or is cancelled', async () => {
    const { campaignId } = rig.start(phones, 'Hello', { ...quickSchedule, pilotCount: 1 });
    await rig.clock.pass(10_000);
    const [pilot] = pauses() as { campaignId: number; reason: string; toMs: number | null }[];
    expect(pilot).toMatchObject({ campaignId, reason: 'pilot', toMs: null });
    cancelAtOnce(rig.stores.campaigns, campaignId, rig.clock.nowMs());
    rig.pauseRecord.followCampaigns();
    expect(pauses()).toMatchObject([{ campaignId, reason: 'pilot', toMs: 10_000 }]);
  });

  it('goes on over a crash where the pause does, and ends at the next start where it does not', async () => {
    const { campaignId } = rig.start(phones, 'Hello', { ...quickSchedule, pilotCount: 1 });
    await rig.clock.pass(10_000);
    rig.dispatcher.pause('operator');
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(10_000);
    expect(pauses()).toMatchObject([
      { reason: 'pilot', toMs: null },
      { reason: 'operator', toMs: null },
    ]);
    rig.crash(() => {
      rig.clock.jumpMs(3_600_000);
    });
    // The pause was over, and nobody had recorded that.
    rig.stores.campaigns.questions.approvePilot(campaignId);
    rig.stores.campaigns.move(campaignId, 'paused', 'running', rig.clock.nowMs());
    rig.dispatcher.resume();
    await rig.clock.pass(0);
    expect(pauses().slice(0, 2)).toMatchObject([{ toMs: 3_620_000 }, { toMs: 3_620_000 }]);
  });

  it('leaves a pause open when the app ends in it', async () => {
    rig.dispatcher.pause('operator');
    rig.dispatcher.nudge();
    await Promise.all([rig.dispatcher.stop(), rig.clock.pass(1_000)]);
    expect(pauses()).toMatchObject([{ reason: 'operator', toMs: null }]);
  });

  it('leaves the pause of everything open while the dispatcher has said nothing since the start', async () => {
    rig.dispatcher.pause('operator');
    rig.crash();
    rig.pauseRecord.followCampaigns();
    expect(pauses()).toMatchObject([{ campaignId: null, reason: 'operator', toMs: null }]);
  });

  it('gives no pause a negative length when the clock is put back', async () => {
    rig.dispatcher.pause('operator');
    rig.clock.jumpMs(-3_600_000);
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(pauses()).toEqual([{ campaignId: null, reason: 'operator', fromMs: 0, toMs: 0 }]);
  });

  it('that cannot be written is logged, and everything is sent all the same', async () => {
    rig.stores.db.sqlite.exec(
      `CREATE TRIGGER no_pause BEFORE INSERT ON pause BEGIN SELECT raise(ABORT, 'no room'); END;`,
    );
    const { messageIds } = rig.start(phones);
    rig.dispatcher.pause('operator');
    expect(errors).toHaveBeenCalledWith('pause not recorded', expect.objectContaining({ message: 'no room' }));
    rig.dispatcher.resume();
    await rig.clock.pass(60_000);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent', 'sent']);
    expect(pauses()).toEqual([]);
  });
});
