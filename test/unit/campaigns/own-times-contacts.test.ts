import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { draftDated, passHours } from '../../support/own-times.ts';
import { everyMs, quickSchedule, twoDaysBefore } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const [anns, bens] = ['+447700900101', '+447700900102'] as const;
const minuteMs = 60_000;

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
  // Tuesday 3 March 2026, noon.
  rig.clock.jumpMs(2 * minuteMs);
});
afterEach(() => rig.close());

/** An earlier campaign to both people, at once or an hour apart. */
async function startedOnce(gapMs = quickSchedule.gapMinMs): Promise<void> {
  const { campaigns } = rig.stores;
  const id = campaigns.create('The rally', everyMs(gapMs), rig.clock.nowMs());
  campaigns.update(id, { text: 'The rally is on', listId: addList(rig.stores, [anns, bens]) });
  granted(await campaign.start(id));
  await rig.clock.pass(minuteMs);
}

const own: OwnTimes = { ...twoDaysBefore, count: 0, atMinute: 10 * 60, clock: 'campaign' };
const reminder = (...dates: readonly [string, string]) =>
  draftDated(rig, campaign, [`Ann,${anns},${dates[0]}`, `Ben,${bens},${dates[1]}`], { own });

describe('who heard from another campaign, of people with times of their own', () => {
  it('is asked about where their own time comes within a day of it, and not where that is weeks away', async () => {
    await startedOnce();
    const id = await reminder('04/03/2026', '24/03/2026');
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 1, contacts: { open: 1, waiting: 0 } });
    granted(await campaign.start(id));
    await passHours(rig, 22 * 24);
    expect([anns, bens].map(rig.deliveries)).toEqual([1, 2]);
  });

  it('or still waits in one that sends now, alike', async () => {
    await startedOnce(60 * minuteMs);
    const id = await reminder('24/03/2026', '04/03/2026');
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 1, contacts: { open: 1, waiting: 1 } });
    granted(await campaign.start(id));
    await passHours(rig, 22 * 24);
    expect([anns, bens].map(rig.deliveries)).toEqual([2, 1]);
  });

  it('or waits for a time of their own in another one, where these two times are within a day of each other', async () => {
    granted(await campaign.start(await reminder('24/03/2026', '06/03/2026')));
    const rows = [`Ann,${anns},25/03/2026`, `Ben,${bens},04/03/2026`, 'Cem,+447700900103,04/03/2026'];
    const id = await draftDated(rig, campaign, rows, { own: { ...own, atMinute: 9 * 60 } });
    granted(await campaign.update({ id, text: 'Bring a chair on {{date}}' }));
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 2, contacts: { open: 1, waiting: 1 } });
    granted(await campaign.start(id));
    await passHours(rig, 23 * 24);
    expect([anns, bens].map(rig.deliveries)).toEqual([1, 2]);
  });
});
