import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Draws } from '../../../electron/campaigns/draws.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { armDraws } from '../../support/own-times.ts';
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
  await rig.clock.pass(5 * 60_000);
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
