import { DateTime } from 'luxon';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import type { Draws } from '../../../electron/campaigns/draws.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { armDraws, draftDated, passHours } from '../../support/own-times.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const [ada, ben] = ['+447700900101', '+447700900102'] as const;

let rig: Rig;
let campaign: CampaignActions;
let draws: Draws;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(async () => {
  await draws?.stop();
  rig.close();
});

const step = {
  afterDays: 3,
  atMinute: 600,
  group: 'no_reply',
  word: '',
  text: 'One more try',
  byItself: true,
} as const;

it('a second message is drawn for whoever is written to after the clock was a year ahead for a while', async () => {
  const id = rig.stores.campaigns.create('Camp', { ...quickSchedule, dailyCap: 1 }, rig.clock.nowMs());
  rig.stores.campaigns.update(id, { text: 'Are you in?', listId: addList(rig.stores, [ada, ben]) });
  granted(await campaign.update({ id, step }));
  granted(await campaign.start(id));
  await rig.clock.pass(hourMs);
  granted(campaign.pause(id));
  draws = armDraws(rig);
  rig.clock.jumpMs(400 * dayMs);
  await rig.clock.pass(limits.clockDoubtMs + 60_000);
  const stepId = rig.stores.secondSteps.madeOf(id) ?? 0;
  expect(rig.stores.queue.setAside(stepId).secondStep).toBe(1);
  rig.clock.jumpMs(-400 * dayMs);
  granted(campaign.resume(id));
  await rig.clock.pass(2 * dayMs);
  expect([ada, ben].map(rig.deliveries)).toEqual([1, 1]);
  await rig.clock.pass(4 * dayMs);
  expect([ada, ben].map(rig.deliveries)).toEqual([1, 2]);
});

it('a second message asks about all where an account of the first is not of this computer any more', async () => {
  const id = rig.stores.campaigns.create('Camp', quickSchedule, rig.clock.nowMs());
  rig.stores.campaigns.update(id, { text: 'Are you in?', listId: addList(rig.stores, [ada, ben]) });
  granted(await campaign.update({ id, step }));
  granted(await campaign.start(id));
  await rig.clock.pass(hourMs);
  draws = armDraws(rig, () => null);
  await rig.clock.pass(4 * dayMs);
  const stepId = rig.stores.secondSteps.madeOf(id) ?? 0;
  expect(rig.stores.queue.setAside(stepId).secondStep).toBe(2);
  expect([ada, ben].map(rig.deliveries)).toEqual([1, 1]);
});

it('a second message of those with a time by their own clock goes within their hours, by that clock', async () => {
  const [losAngeles, tokyo] = ['+12135550123', '+81312345678'] as const;
  const own: OwnTimes = {
    ...{ column: 2, count: 10, unit: 'days', side: 'before', atMinute: 600, clock: 'theirs' },
    ...{ everyYear: false, decisions: [] },
  };
  const window = { fromMinute: 540, toMinute: 1_200, days: [1, 2, 3, 4, 5, 6, 7] };
  const rows = [`Ada,${losAngeles},20/03/2026`, `Ben,${tokyo},20/03/2026`, `Cleo,${ada},20/03/2026`];
  const id = await draftDated(rig, campaign, rows, { own, window });
  granted(await campaign.update({ id, step }));
  granted(await campaign.start(id));
  draws = armDraws(rig);
  await passHours(rig, 16 * 24);
  const went = rig.stores.db.all<{ phone: string; atMs: number }>(
    `SELECT r.phone, a.passed_at_ms AS atMs FROM attempt a JOIN message m ON m.id = a.message_id
     JOIN recipient r ON r.id = m.recipient_id ORDER BY a.passed_at_ms`,
  );
  const zones: Record<string, string> = {
    [losAngeles]: 'America/Los_Angeles',
    [tokyo]: 'Asia/Tokyo',
    [ada]: 'Europe/London',
  };
  const hours = went.map(({ phone, atMs }) => DateTime.fromMillis(atMs, { zone: zones[phone] ?? '' }).hour);
  expect(went.map(({ phone }) => phone).sort()).toEqual([ada, ada, losAngeles, losAngeles, tokyo, tokyo].sort());
  expect(hours.filter((hour) => hour < 9 || hour >= 20)).toEqual([]);
});
