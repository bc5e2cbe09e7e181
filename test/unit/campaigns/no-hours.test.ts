import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLeftOut } from '../../../db/report/report-sums.ts';
import type { SendingWindow } from '../../../domain/campaign.ts';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { accountForecast } from '../../../domain/schedule/account-forecast.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { armDraws, passHours } from '../../support/own-times.ts';
import { everyMs } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

/** Between 10:00 and 19:00 Kaliningrad and Kamchatka share no hour, and +883 belongs to no country. */
const window: SendingWindow = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 600, toMinute: 1_140, perPerson: true };
const [london, russian, nowhere] = ['+447700900101', '+79141234567', '+883510012345'] as const;
const hourMs = 3_600_000;

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

function draft(): number {
  const id = rig.stores.campaigns.create('Volunteer Day', { ...everyMs(8_000), window }, rig.clock.nowMs());
  rig.stores.campaigns.update(id, { text: 'Hello', listId: addList(rig.stores, [london, russian, nowhere]) });
  return id;
}
const check = async (id: number): Promise<CampaignCheck> => granted(await campaign.check(id));
const answer = (id: number, withoutHours: SendingWindow['withoutHours']) =>
  campaign.update({ id, schedule: { ...everyMs(8_000), window: { ...window, withoutHours } } });

describe('people of whom no hours are known', () => {
  it('keep a draft from starting until the operator says what becomes of them', async () => {
    const id = draft();
    expect(await check(id)).toMatchObject({ willSend: 3, noHours: 2, failures: ['hours_undecided'] });
    expect(await campaign.start(id)).toMatchObject({ ok: false, failure: { code: 'hours_undecided' } });
    granted(await answer(id, 'campaign'));
    expect(await check(id)).toMatchObject({ willSend: 3, noHours: 2, failures: [] });
    granted(await campaign.start(id));
    await rig.clock.pass(hourMs);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([london, russian, nowhere]);
  });

  it('are left out where the operator says so, are counted, and are in no forecast', async () => {
    const id = draft();
    granted(await answer(id, 'leave_out'));
    const checked = await check(id);
    expect(checked).toMatchObject({ willSend: 1, noHours: 2, failures: [] });
    const schedule = granted(await campaign.get(id)).schedule;
    const finishes = checked.accounts.map((part) => accountForecast(schedule, part, rig.clock.nowMs()).finishMs);
    expect(finishes).toEqual([rig.clock.nowMs()]);
    granted(await campaign.start(id));
    await rig.clock.pass(hourMs);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([london]);
    expect(rig.stores.campaigns.get(id)?.state).toBe('finished');
    expect(readLeftOut(rig.stores.db, { campaignId: id, part: null }).noHours).toBe(2);
  });

  it.each(['campaign', 'leave_out'] as const)(
    'are asked about anew on another list, and in a copy without the list: "%s" was said of others',
    async (said) => {
      const id = draft();
      granted(await answer(id, said));
      const copy = granted(campaign.duplicate({ id, name: 'Again', withList: false })).id;
      for (const one of [id, copy]) {
        granted(campaign.setList(one, addList(rig.stores, [london, '+883510012346'])));
        expect(await check(one)).toMatchObject({ noHours: 1, failures: ['hours_undecided'] });
      }
    },
  );

  it('are those who were asked about where others of the same rows get it', async () => {
    const id = draft();
    granted(await answer(id, 'campaign'));
    granted(campaign.setList(id, addList(rig.stores, [london, nowhere]), true));
    expect(await check(id)).toMatchObject({ noHours: 1, failures: [] });
  });

  it('are asked about again where the hours were changed after the check', async () => {
    const id = draft();
    granted(await answer(id, 'leave_out'));
    granted(await check(id).then(() => answer(id, undefined)));
    expect(await campaign.start(id)).toMatchObject({ ok: false, failure: { code: 'hours_undecided' } });
  });
});

describe('people whose own hours never meet those of a weekly series', () => {
  const [berlin, newYork] = ['+4915112345678', '+12125550123'] as const;
  /** On Thursdays at seven in the evening, which is eight in Berlin, where the hours are then over. */
  const weekly = { weekday: 4, atMinute: 1_140, fromDay: '2026-03-05', times: 2, leftOut: [] };
  const hours = (withoutHours?: SendingWindow['withoutHours']) => ({
    ...everyMs(8_000),
    weekly,
    byItself: true,
    window: { ...window, fromMinute: 540, toMinute: 1_200, ...(withoutHours ? { withoutHours } : {}) },
  });
  const weeklyDraft = () => {
    const id = rig.stores.campaigns.create('Each Thursday', hours(), rig.clock.nowMs());
    rig.stores.campaigns.update(id, { text: 'Hello', listId: addList(rig.stores, [london, berlin, newYork]) });
    return id;
  };

  it('are asked about, and get it by the campaign’s clock where the operator says so', async () => {
    const id = weeklyDraft();
    expect(await check(id)).toMatchObject({ noHours: 1, failures: ['hours_undecided'] });
    granted(await campaign.update({ id, schedule: hours('campaign') }));
    granted(await campaign.start(id));
    const draws = armDraws(rig);
    await passHours(rig, 12 * 24);
    await draws.stop();
    const got = rig.messenger.delivered.map(({ phone }) => phone);
    for (const phone of [london, berlin, newYork]) expect(got.filter((one) => one === phone)).toHaveLength(2);
  });
});
