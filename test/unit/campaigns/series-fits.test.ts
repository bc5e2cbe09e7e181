import { expect, it, onTestFinished } from 'vitest';
import { fitOnDate } from '../../../domain/schedule/account-forecast.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { armDraws } from '../../support/own-times.ts';
import { everyMs } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

it('as many get it on a date of a weekly series as were said to fit into it', async () => {
  const rig = makeRig();
  onTestFinished(() => rig.close());
  const campaign = campaignActionsOf(rig);
  const weekly = { weekday: 4, atMinute: 1_140, fromDay: '2026-03-05', times: 1, leftOut: [] };
  const window = { fromMinute: 540, toMinute: 1_200, days: [1, 2, 3, 4, 5, 6, 7] };
  const schedule = { ...everyMs(10 * 60_000), window, weekly, byItself: true };
  const id = rig.stores.campaigns.create('Each Thursday', schedule, rig.clock.nowMs());
  const people = Array.from({ length: 10 }, (_, place) => `+4477009001${10 + place}`);
  rig.stores.campaigns.update(id, { text: 'Hello', listId: addList(rig.stores, people) });
  const { accounts } = granted(await campaign.check(id));
  const fits = accounts.map((account) => fitOnDate(schedule, account, weekly.fromDay));
  expect(fits).toEqual([6]);
  granted(await campaign.start(id));
  const draws = armDraws(rig);
  await rig.clock.pass(4 * 24 * 3_600_000);
  await draws.stop();
  expect(rig.messenger.delivered).toHaveLength(6);
});
