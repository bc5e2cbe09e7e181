import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import { limits } from '../../../domain/limits.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { draftDated, passHours } from '../../support/own-times.ts';
import { twoDaysBefore } from '../../support/schedules.ts';

const own = twoDaysBefore;
const window = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6] };

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

async function started(rows: readonly string[]): Promise<{ id: number; schedule: Schedule }> {
  const id = await draftDated(rig, campaign, rows, { own, window });
  return granted(await campaign.start(id));
}
const missed = (id: number) =>
  rig.stores.db.count(`SELECT count(*) FROM message WHERE campaign_id = ? AND reason = 'missed'`, id);

/** On Saturday 7 and Tuesday 10 March, each at 18:00 by the person's own clock. */
const appointments = [
  'Ann,+447700900101,09.03.2026',
  'Kofi,+447700900103,09.03.2026',
  'Rogério,+5511987654321,12.03.2026',
];

describe('other hours of a campaign whose people have times of their own', () => {
  it.each([
    ['end before the time of all', { ...window, toMinute: 17 * 60 }, 3],
    ['leave out the day of some', { ...window, days: [1, 2, 3, 4, 5] }, 2],
    ['begin later on the same days, by the clock of each', { ...window, fromMinute: 19 * 60 }, 0],
    ['are those of each moment', null, 0],
  ])('say beforehand who misses it by them, where they %s', async (_, hours, count) => {
    const { id, schedule } = await started(appointments);
    const narrowed = { ...schedule, window: hours };
    expect(await campaign.countMisses(id, narrowed)).toBe(count);
    if (count > 0) {
      const refused = await campaign.update({ id, schedule: narrowed, mayMiss: count - 1 });
      expect(refused).toMatchObject({ failure: { code: 'would_miss' } });
      expect(granted(campaign.get(id)).schedule).toEqual(schedule);
    }
    granted(await campaign.update({ id, schedule: narrowed, mayMiss: count > 0 ? count : undefined }));
    await passHours(rig, 10 * 24);
    expect(missed(id)).toBe(count);
    expect(rig.stores.campaigns.get(id)?.counts.sent).toBe(appointments.length - count);
  });

  it('are held against however many wait a part at a time, everything else having its turn', async () => {
    const many = 2 * limits.campaignBatchRows + 1;
    const rows = Array.from({ length: many }, (_, index) => `Ann,+4474001${10_000 + index},09.03.2026`);
    const { id, schedule } = await started(rows);
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
    }, 0);
    const count = await campaign.countMisses(id, { ...schedule, window: { ...window, days: [1] } });
    clearInterval(turn);
    expect(count).toBe(many);
    expect(turns).toBeGreaterThan(0);
  });

  it('say nothing of a campaign that goes at one time', async () => {
    const id = await draftDated(rig, campaign, appointments, { window });
    const { schedule } = granted(await campaign.start(id));
    expect(await campaign.countMisses(id, { ...schedule, window: { ...window, days: [7] } })).toBe(0);
  });
});
