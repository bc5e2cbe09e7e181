import { DateTime } from 'luxon';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import { limits } from '../../../domain/limits.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import type { Draws } from '../../../electron/campaigns/draws.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { armDraws, draftDated, passDays, passHours } from '../../support/own-times.ts';
import { quickSchedule, twoDaysBefore } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const [ada, ben, cem] = ['+447700900101', '+447700900102', '+447700900103'] as const;

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
  await passDays(rig, 2 * dayMs);
  expect([ada, ben].map(rig.deliveries)).toEqual([1, 1]);
  await passDays(rig, 4 * dayMs);
  expect([ada, ben].map(rig.deliveries)).toEqual([1, 2]);
});

it('a second message asks about all where an account of the first is not of this computer any more', async () => {
  const id = rig.stores.campaigns.create('Camp', quickSchedule, rig.clock.nowMs());
  rig.stores.campaigns.update(id, { text: 'Are you in?', listId: addList(rig.stores, [ada, ben]) });
  granted(await campaign.update({ id, step }));
  granted(await campaign.start(id));
  await rig.clock.pass(hourMs);
  draws = armDraws(rig, () => null);
  await passDays(rig, 4 * dayMs);
  const stepId = rig.stores.secondSteps.madeOf(id) ?? 0;
  expect(rig.stores.queue.setAside(stepId).secondStep).toBe(2);
  expect([ada, ben].map(rig.deliveries)).toEqual([1, 1]);
});

async function startWith(
  who: readonly string[] | number,
  schedule: Schedule = quickSchedule,
  text: string = step.text,
) {
  const id = rig.stores.campaigns.create('Camp', schedule, rig.clock.nowMs());
  const listId = typeof who === 'number' ? who : addList(rig.stores, who);
  rig.stores.campaigns.update(id, { text: 'Are you in?', listId });
  granted(await campaign.update({ id, step: { ...step, text } }));
  granted(await campaign.start(id));
  draws = armDraws(rig);
  return id;
}

it('a second message that nobody is left for makes no campaign', async () => {
  const id = await startWith([ada]);
  await rig.clock.pass(hourMs);
  rig.stores.replies.add({ ids: [`${ada.slice(1)}@c.us`], text: 'Yes', waKey: 'yes', atMs: rig.clock.nowMs() });
  await passDays(rig, 4 * dayMs);
  expect(rig.stores.secondSteps.open(id)[0]?.firstMs).toBeNull();
  expect(rig.stores.secondSteps.madeOf(id)).toBeUndefined();
});

it('a second message goes though a campaign that a person made for some of the first was cancelled', async () => {
  const id = await startWith([ada, ben]);
  await rig.clock.pass(hourMs);
  const follows = { followsId: id, followsGroup: 'no_reply', listId: addList(rig.stores, [ada]) } as const;
  const made = rig.stores.campaigns.create('For some', quickSchedule, rig.clock.nowMs(), follows);
  granted(await campaign.update({ id: made, text: 'Something else', contactsAnswer: 'send' }));
  granted(await campaign.start(made));
  granted(await campaign.cancel(made));
  await passDays(rig, 4 * dayMs);
  expect([ada, ben].map(rig.deliveries)).toEqual([2, 2]);
});

it('whoever is in doubt when a second message is drawn is left out of it, also once that is sent', async () => {
  rig.messenger.scripts.set(ada, { after: 'lost' });
  const id = await startWith([ada, ben, cem], { ...quickSchedule, dailyCap: 2 });
  await passDays(rig, 3 * dayMs + hourMs);
  const drawn = () =>
    rig.stores.db.values<string>(
      `SELECT r.phone FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE m.campaign_id = ? ORDER BY m.id`,
      rig.stores.secondSteps.madeOf(id) ?? 0,
    );
  expect(drawn()).toEqual([ben]);
  const [late] = rig.messenger.delivered;
  rig.messenger.acknowledge(late?.random ?? '', `${ada.slice(1)}@c.us`, 1);
  await passDays(rig, 4 * dayMs);
  expect(drawn()).toEqual([ben, cem]);
});

it('a second message asks though it was to go by itself, where its campaign stands still on its day', async () => {
  const id = await startWith([ada, ben], { ...quickSchedule, dailyCap: 1 });
  await rig.clock.pass(hourMs);
  granted(campaign.pause(id));
  await passDays(rig, 4 * dayMs);
  expect(rig.stores.queue.setAside(rig.stores.secondSteps.madeOf(id) ?? 0).secondStep).toBe(1);
  expect([ada, ben].map(rig.deliveries)).toEqual([1, 0]);
});

it('a second message waits for no pilot, and leaves out whoever would get a blank', async () => {
  const listId = addList(rig.stores, [ada, ben, cem]);
  rig.stores.db.run(`UPDATE recipient SET cells = '["Ben", "", ""]' WHERE phone = ?`, ben);
  const id = await startWith(listId, { ...quickSchedule, pilotCount: 1 }, 'One more try, {{first}}');
  await rig.clock.pass(hourMs);
  granted(campaign.resume(id));
  await passDays(rig, 4 * dayMs);
  expect([ada, ben, cem].map(rig.deliveries)).toEqual([2, 1, 2]);
  expect(rig.stores.campaigns.get(rig.stores.secondSteps.madeOf(id) ?? 0)?.state).toBe('finished');
});

it('a second message of those with a time by their own clock goes within their hours, by that clock', async () => {
  const [losAngeles, tokyo] = ['+12135550123', '+81312345678'] as const;
  const own: OwnTimes = { ...twoDaysBefore, count: 10, atMinute: 600 };
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
