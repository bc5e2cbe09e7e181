import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import type { Draws } from '../../../electron/campaigns/draws.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { armDraws, draftDated, passHours, readListAgain } from '../../support/own-times.ts';

const minuteMs = 60_000;
const annsPhone = '+447700900101';
const ben = 'Ben,+447700900102,20/06/1988';
const ann = (date: string) => `Ann,${annsPhone},${date}`;

let rig: Rig;
let campaign: CampaignActions;
let draws: Draws | undefined;
beforeEach(async () => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
  // Wednesday 4 March 2026, before nine.
  rig.clock.jumpMs(2 * minuteMs);
  await passHours(rig, 21);
});
afterEach(async () => {
  await draws?.stop();
  rig.close();
});

const heldOf = (id: number) => rig.stores.queue.setAside(id);
const passMornings = (days: number) => passHours(rig, days * 24, { every: 24, awakeMinutes: 2 });

describe('a list of what goes each year, read again', () => {
  const yearly: OwnTimes = {
    ...{ column: 2, order: null, count: 0, unit: 'days', side: 'after', atMinute: 9 * 60, clock: 'theirs' },
    ...{ everyYear: true, decisions: [] },
  };
  async function started(byItself: boolean): Promise<number> {
    const id = await draftDated(rig, campaign, [ann('14/03/1988'), ben], { own: yearly, byItself });
    granted(await campaign.start(id));
    draws = armDraws(rig);
    return id;
  }

  it('moves a date that waits to be seen, and it still waits for that', async () => {
    const id = await started(false);
    await passMornings(374);
    // The 13 March 2027.
    expect(heldOf(id).secondStep).toBe(1);
    expect((await readListAgain(rig, id, [ann('20/03/1988'), ben])).result.moved.count).toBe(1);
    expect(heldOf(id).secondStep).toBe(1);
    await passMornings(10);
    expect(rig.deliveries(annsPhone)).toBe(1);
  });

  it('sends a date that was corrected after it went from the next year on', async () => {
    const id = await started(true);
    await passMornings(20);
    expect(rig.deliveries(annsPhone)).toBe(1);
    expect((await readListAgain(rig, id, [ann('14/04/1988'), ben])).result.moved.count).toBe(1);
    await passMornings(60);
    expect(rig.deliveries(annsPhone)).toBe(1);
    await passMornings(340);
    expect(rig.deliveries(annsPhone)).toBe(2);
  });

  it('sends a date that was corrected after it was missed still in the same year', async () => {
    const id = await started(true);
    // Past the 14th, asleep.
    rig.clock.jumpMs(15 * 24 * 60 * minuteMs);
    await passMornings(2);
    expect(rig.stores.campaigns.get(id)?.counts).toMatchObject({ sent: 0, notSent: 1 });
    await readListAgain(rig, id, [ann('14/04/1988'), ben]);
    await passMornings(60);
    expect(rig.deliveries(annsPhone)).toBe(1);
  });
});
