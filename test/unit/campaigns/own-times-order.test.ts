import { afterEach, expect, it } from 'vitest';
import { Series } from '../../../db/campaigns/series.ts';
import { erasePerson } from '../../../db/people/erase-person.ts';
import type { Draws } from '../../../electron/campaigns/draws.ts';
import { atOnce } from '../../support/at-once.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { armDraws, draftDated, passHours } from '../../support/own-times.ts';
import { eachYear } from '../../support/schedules.ts';

const [ann, ben] = ['+447700900101', '+447700900102'] as const;
let rig: Rig;
let draws: Draws;
afterEach(async () => {
  await draws.stop();
  rig.close();
});

it('dates are read in the order of the start, also once whoever showed it is erased and the app was started anew', async () => {
  rig = makeRig();
  const campaign = campaignActionsOf(rig);
  rig.clock.jumpMs(2 * 60_000);
  await passHours(rig, 21);
  const own = eachYear;
  // Only the first date shows that months come first; a British list has days first.
  const rows = [`Ann,${ann},03/14/1988`, `Ben,${ben},06/05/1988`];
  const id = await draftDated(rig, campaign, rows, { own, byItself: true });
  granted(await campaign.start(id));
  atOnce(erasePerson(rig.stores.db, ann, rig.clock.nowMs()));
  const series = new Series(rig.stores.db, rig.stores.fences);
  draws = armDraws({ ...rig, stores: { ...rig.stores, series } });
  await passHours(rig, 480 * 24, { every: 24, awakeMinutes: 2 });
  const sent = `SELECT occasion FROM message WHERE status = 'sent' ORDER BY occasion`;
  expect(rig.stores.db.values(sent)).toEqual(['2026-06-05', '2027-06-05']);
  // Another campaign reads dates by its own list.
  const copy = granted(campaign.duplicate({ id, name: 'Copy', withList: false }));
  expect(copy.schedule.own).toEqual({ ...own, column: expect.any(Number) });
});
