import { afterEach, beforeEach, expect, it } from 'vitest';
import { countFollowUps } from '../../../db/campaigns/follow-ups.ts';
import type { FollowUpGroup } from '../../../domain/people/follow-up.ts';
import type { Draws } from '../../../electron/campaigns/draws.ts';
import { followUp } from '../../../electron/campaigns/follow-up.ts';
import { makeFollowUpList } from '../../../electron/lists/follow-up-list.ts';
import type { JobAsked } from '../../../electron/worker/jobs.ts';
import { type CampaignActions, campaignActionsOf, campaignPartsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { armDraws, draftDated, passHours } from '../../support/own-times.ts';
import { twoDaysBefore } from '../../support/schedules.ts';

const minuteMs = 60_000;
const [anns, bens] = ['+447700900101', '+447700900102'] as const;
const rows = [`Ann,${anns},`, `Ben,${bens},`];
const weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2026-03-12', times: 3, leftOut: [] };
const hours = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6] };

let rig: Rig;
let campaign: CampaignActions;
let draws: Draws | undefined;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
  // Tuesday 3 March 2026.
  rig.clock.jumpMs(2 * minuteMs);
});
afterEach(async () => {
  await draws?.stop();
  rig.close();
});

async function startWeekly(): Promise<number> {
  const id = await draftDated(rig, campaign, rows, { window: hours, weekly, byItself: true });
  granted(await campaign.update({ id, text: 'Soup at six, {{name}}' }));
  granted(await campaign.start(id));
  draws = armDraws(rig);
  return id;
}

let said = 0;
function reply(phone: string): void {
  said += 1;
  const words = { ids: [`${phone.slice(1)}@c.us`], text: 'Yes', waKey: `${said}`, atMs: rig.clock.nowMs() };
  expect(rig.stores.replies.add(words)).not.toBeNull();
}

const progress = { nowMs: () => rig.clock.nowMs(), onProgress: () => undefined };
const listJobs = {
  run: (_workId: string, job: JobAsked<'followUp'>) =>
    makeFollowUpList(rig.stores.db, { ...job, nowMs: rig.clock.nowMs() }, progress),
};
const followUpOf = (id: number, group: FollowUpGroup = 'no_reply') =>
  followUp({ ...campaignPartsOf(rig), listJobs }, { id, group, name: 'Again' });
const phonesOf = (listId: number) => rig.stores.lists.recipientsAfter(listId, 0, 100).map(({ phone }) => phone);

it('a campaign for some of what goes each week has each person once, by their last date', async () => {
  const id = await startWeekly();
  await passHours(rig, 10 * 24);
  reply(anns);
  await passHours(rig, 7 * 24);
  // 20 March: Ann answered to the 12th and not to the 19th.
  expect(countFollowUps(rig.stores.db, { campaignId: id, part: null }).groups).toMatchObject({ no_reply: 2 });
  const { id: draft, list } = granted(await followUpOf(id));
  expect(phonesOf(list?.id ?? 0)).toEqual([anns, bens]);
  granted(await campaign.update({ id: draft, text: 'Are you coming, {{name}}?', contactsAnswer: 'send' }));
  // The 25th: the next date is drawn.
  await passHours(rig, 5 * 24 + 6);
  expect(rig.stores.campaigns.get(id)?.counts).toMatchObject({ sent: 4, pending: 2 });
  reply(bens);
  granted(await campaign.start(draft));
  await rig.clock.pass(10 * minuteMs);
  expect(rig.messenger.delivered.filter(({ text }) => text.startsWith('Are you')).map(({ phone }) => phone)).toEqual([
    anns,
  ]);
});

it('a campaign for some of those with dates of their own has each person once, by their last date', async () => {
  const own = twoDaysBefore;
  const dates = [`Ann,${anns},10.03.2026 09:30`, `Ann,${anns},19.03.2026 09:30`, `Ann,${anns},30.03.2026 09:30`];
  const id = await draftDated(rig, campaign, [...dates, `Ben,${bens},10.03.2026 10:30`], { own });
  granted(await campaign.start(id));
  await passHours(rig, 18 * 24);
  // The 21st: one of Ann's dates is still ahead.
  expect(rig.stores.campaigns.get(id)?.counts).toMatchObject({ sent: 3, pending: 1 });
  const { id: draft, list } = granted(await followUpOf(id));
  expect(phonesOf(list?.id ?? 0).toSorted()).toEqual([anns, bens]);
  granted(await campaign.update({ id: draft, text: 'How was it, {{name}}?', contactsAnswer: 'send' }));
  granted(await campaign.start(draft));
  await rig.clock.pass(10 * minuteMs);
  expect(rig.messenger.delivered.filter(({ text }) => text.startsWith('How')).map(({ phone }) => phone)).toEqual([
    ...[anns, bens],
  ]);
});

it('a second message that was planned before it was to go again is to be taken out', async () => {
  const step = { afterDays: 2, atMinute: 600, group: 'no_reply', word: '', text: 'One more', byItself: true } as const;
  const id = await draftDated(rig, campaign, rows, { window: hours });
  granted(await campaign.update({ id, text: 'Soup at six, {{name}}', step }));
  expect(granted(await campaign.check(id)).failures).toEqual([]);
  const { schedule } = granted(campaign.get(id));
  granted(await campaign.update({ id, schedule: { ...schedule, weekly } }));
  expect(granted(await campaign.check(id)).failures).toEqual(['second_message']);
  granted(await campaign.update({ id, step: null }));
  expect(granted(await campaign.check(id)).failures).toEqual([]);
});

it('a campaign for those who were not sent a reminder reminds nobody of a date that is over', async () => {
  const own = twoDaysBefore;
  const id = await draftDated(rig, campaign, [`Ann,${anns},10.03.2026 09:30`, `Ben,${bens},19.03.2026 09:30`], { own });
  granted(await campaign.start(id));
  // Asleep past Ann's day.
  rig.clock.sleepMs(10 * 24 * 60 * minuteMs);
  await rig.clock.pass(5 * minuteMs);
  const { id: draft } = granted(await followUpOf(id, 'not_sent'));
  expect(granted(await campaign.check(draft)).failures).toContain('no_recipients');
});
