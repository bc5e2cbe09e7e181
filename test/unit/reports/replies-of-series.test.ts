import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Draws } from '../../../electron/campaigns/draws.ts';
import { makeCampaignReport, makeDaysReport } from '../../../electron/reports/report.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { armDraws, draftDated, passHours } from '../../support/own-times.ts';

const dayHours = 24;
const minuteMs = 60_000;

let rig: Rig;
let draws: Draws | undefined;
beforeEach(async () => {
  rig = makeRig();
  // Wednesday 4 March 2026, before nine.
  rig.clock.jumpMs(2 * minuteMs);
  await passHours(rig, 21);
});
afterEach(async () => {
  await draws?.stop();
  rig.close();
});

it('counts people once, however many dates of a series they got and answered', async () => {
  const campaign = campaignActionsOf(rig);
  const weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2026-03-12', times: null, leftOut: [] };
  const rows = ['Ann,+447700900101,', 'Ben,+447700900102,'];
  const id = await draftDated(rig, campaign, rows, { weekly, byItself: true });
  granted(await campaign.update({ id, text: 'Soup at six, {{name}}' }));
  granted(await campaign.start(id));
  draws = armDraws(rig);
  const write = (text: string, waKey: string) =>
    rig.stores.replies.add({ ids: ['447700900101@c.us'], text, waKey, atMs: rig.clock.nowMs() });
  await passHours(rig, 10 * dayHours);
  write('Yes', 'first date');
  await passHours(rig, 7 * dayHours);
  write('No', 'second date');
  const report = makeCampaignReport(rig.stores.db, id, null, rig.clock.nowMs());
  expect(report.totals.sent).toBe(4);
  expect(report.replies).toEqual({ reached: 2, people: 1, waiting: 1, stopped: 0 });
  expect(report.replySums.byDay.map(({ people }) => people)).toEqual([1]);
  expect(report.replySums.byWord).toEqual([{ word: 'yes', people: 1 }]);
  const days = { from: '2026-03-01', to: '2026-03-31' };
  const ofDays = makeDaysReport(rig.stores.db, days, 'Europe/London', rig.clock.nowMs());
  expect(ofDays).toMatchObject({ totals: { sent: 4 }, replied: { reached: 2, people: 1 } });
});
