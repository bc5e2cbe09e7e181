import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import type { Weekly } from '../../../domain/schedule/weekly-rule.ts';
import { countAsHaving } from '../../../electron/campaigns/external-sends.ts';
import { type CampaignActions, campaignActionsOf, campaignPartsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { armDraws, draftDated, passHours, readListAgain } from '../../support/own-times.ts';
import { twoDaysBefore } from '../../support/schedules.ts';

const own = twoDaysBefore;
const weekly: Weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2026-03-12', times: 2, leftOut: [] };
const [ann, bea] = ['+447700900101', '+447700900102'] as const;
const rows = [`Ann,${ann},12.03.2026`, `Ann,${ann},13.03.2026`, `Bea,${bea},12.03.2026`];

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

/** Another computer's report says that a person has what the draft sends. */
function takeIn(id: number, phone: string, leftAtMs = rig.clock.nowMs()): void {
  const newToken = () => `external-${id}`.padEnd(40, '-');
  const parts = { ...campaignPartsOf(rig), replay: rig.stores.replay, ledger: rig.ledger, newToken };
  expect(granted(countAsHaving(parts, id, [phone], { [phone]: leftAtMs }))).toEqual({ people: 1 });
}

const draft = (schedule: Partial<Schedule>) => draftDated(rig, campaign, rows, schedule);

describe('whoever has a text from another computer', () => {
  it('gets it for no date, where each has a time of their own: the report does not say for which one it was', async () => {
    const id = await draft({ own });
    takeIn(id, ann);
    expect(granted(await campaign.check(id))).toMatchObject({ alreadyHasText: 2, willSend: 1 });
    granted(await campaign.start(id));
    await passHours(rig, 14 * 24);
    expect([ann, bea].map(rig.deliveries)).toEqual([0, 1]);
  });

  it('stays left out where the times are chosen after the report was taken in', async () => {
    const id = await draft({ own });
    granted(await campaign.update({ id, schedule: { ...granted(campaign.get(id)).schedule, own: undefined } }));
    takeIn(id, ann);
    granted(await campaign.update({ id, schedule: { ...granted(campaign.get(id)).schedule, own } }));
    expect(granted(await campaign.check(id))).toMatchObject({ alreadyHasText: 2, willSend: 1 });
  });

  it('gets it for no date that their list names later', async () => {
    const id = await draft({ own });
    takeIn(id, ann);
    granted(await campaign.start(id));
    const { add } = await readListAgain(rig, id, [...rows, `Ann,${ann},16.03.2026`]);
    granted(await add(1));
    await passHours(rig, 14 * 24);
    expect([ann, bea].map(rig.deliveries)).toEqual([0, 1]);
  });

  it('gets it on no day of what goes every week', async () => {
    const id = await draft({ weekly, byItself: true });
    takeIn(id, ann);
    expect(granted(await campaign.check(id))).toMatchObject({ alreadyHasText: 1, willSend: 1 });
    granted(await campaign.start(id));
    const draws = armDraws(rig);
    await passHours(rig, 18 * 24);
    await draws.stop();
    expect([ann, bea].map(rig.deliveries)).toEqual([0, 2]);
  });

  it('is left out of a copy with the same text by that text; one with dates is a campaign of further dates, and asks anew', async () => {
    const plain = await draft({});
    takeIn(plain, ann);
    const copy = granted(campaign.duplicate({ id: plain, name: 'Again', withList: true }));
    expect(granted(await campaign.check(copy.id))).toMatchObject({ alreadyHasText: 1, willSend: 1 });
    const dated = await draft({ own });
    granted(await campaign.update({ id: dated, text: 'Your visit is on {{date}}' }));
    takeIn(dated, bea);
    const further = granted(campaign.duplicate({ id: dated, name: 'Further', withList: true }));
    expect(granted(await campaign.check(further.id))).toMatchObject({ alreadyHasText: 0, willSend: 3 });
    takeIn(further.id, bea);
    expect(granted(await campaign.check(further.id))).toMatchObject({ alreadyHasText: 1, willSend: 2 });
  });

  it('heard from us when it left there, and not when its report was taken in', async () => {
    const dayMs = 24 * 60 * 60_000;
    takeIn(await draft({}), ann, rig.clock.nowMs() - 2 * dayMs);
    takeIn(await draft({}), bea, rig.clock.nowMs() - dayMs / 2);
    const other = await draft({});
    granted(await campaign.update({ id: other, text: 'Bring a chair' }));
    expect(granted(await campaign.check(other))).toMatchObject({ willSend: 1, contacts: { open: 1 } });
  });

  it('is asked about in a campaign that was started before the report was taken in: its start knew nothing of it', async () => {
    const other = await draft({});
    const schedule = { ...granted(campaign.get(other)).schedule, startAtMs: rig.clock.nowMs() + 2 * 60 * 60_000 };
    granted(await campaign.update({ id: other, text: 'Bring a chair', schedule }));
    granted(await campaign.start(other));
    await passHours(rig, 1);
    takeIn(await draft({}), ann, rig.clock.nowMs() - 3 * 60 * 60_000);
    await passHours(rig, 3);
    expect([ann, bea].map(rig.deliveries)).toEqual([0, 1]);
    expect(granted(campaign.get(other)).setAside).toMatchObject({ contacted: 1 });
  });

  it('is asked about anew where the answer at Check came before the report', async () => {
    const other = await draft({});
    granted(await campaign.update({ id: other, text: 'Bring a chair' }));
    takeIn(await draft({}), bea, rig.clock.nowMs() - 60 * 60_000);
    granted(await campaign.update({ id: other, contactsAnswer: 'send' }));
    expect(granted(await campaign.check(other))).toMatchObject({ willSend: 2, contacts: { open: 0 } });
    await passHours(rig, 1);
    takeIn(await draft({}), ann, rig.clock.nowMs() - 3 * 60 * 60_000);
    expect(granted(await campaign.check(other))).toMatchObject({ willSend: 1, contacts: { open: 1 } });
  });
});
