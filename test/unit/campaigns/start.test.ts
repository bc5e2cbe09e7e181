import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

let rig: Rig;
let campaign: CampaignActions;
let id: number;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
  const { campaigns } = rig.stores;
  id = campaigns.create('Volunteer Day', quickSchedule, rig.clock.nowMs());
  campaigns.update(id, { text: 'See you on Saturday', listId: addList(rig.stores, ['+447700900101']) });
});
afterEach(() => rig.close());

const refused = { ok: false, failure: { code: 'changed_meanwhile' } };

describe('a draft that is changed while its start checks it', () => {
  it('is not started with a text that nobody checked', async () => {
    const start = campaign.start(id);
    granted(await campaign.update({ id, text: 'Dear {{nobody}}' }));
    expect(await start).toMatchObject(refused);
    expect(granted(campaign.get(id)).state).toBe('draft');
  });

  it('is not started with a list that nobody checked', async () => {
    const start = campaign.start(id);
    granted(campaign.setList(id, addList(rig.stores, ['+447700900102'])));
    expect(await start).toMatchObject(refused);
  });

  it('is not started as a repeat that nobody checked', async () => {
    const start = campaign.start(id);
    granted(await campaign.update({ id, repeat: true }));
    expect(await start).toMatchObject(refused);
  });

  it('is started with another name: nobody is judged by it', async () => {
    const start = campaign.start(id);
    granted(await campaign.update({ id, name: 'Volunteer Saturday' }));
    expect(granted(await start)).toMatchObject({ state: 'running', name: 'Volunteer Saturday' });
  });

  it('can be started when it has been looked at again', async () => {
    const start = campaign.start(id);
    granted(await campaign.update({ id, text: 'See you on Sunday' }));
    await start;
    expect(granted(await campaign.start(id)).state).toBe('running');
  });
});

describe('a repeat that was declared for a draft', () => {
  const [one, two] = ['+447700900101', '+447700900102'];
  const file = { hash: 'a'.repeat(64), fileName: 'a.png', mimeType: 'image/png', kind: 'image', bytes: 5 } as const;
  beforeEach(async () => {
    // Both have both texts from earlier campaigns.
    for (const text of ['See you on Saturday', 'See you on Sunday']) rig.start([one, two], text);
    await rig.clock.pass(60_000);
    expect(rig.messenger.delivered).toHaveLength(4);
    granted(await campaign.update({ id, repeat: true }));
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 1, alreadyHasText: 0 });
  });

  it('is not one of other words: whoever got those before is asked about anew', async () => {
    granted(await campaign.update({ id, text: 'See you on Sunday' }));
    expect(granted(campaign.get(id)).repeat).toBe(0);
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 0, alreadyHasText: 1 });
  });

  it('is not one for other people', async () => {
    granted(campaign.setList(id, addList(rig.stores, [two])));
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 0, alreadyHasText: 1 });
  });

  it('is not one with another attachment', async () => {
    rig.stores.campaigns.addAttachment(file, rig.clock.nowMs());
    granted(campaign.setAttachment(id, file.hash));
    granted(campaign.setAttachment(id, null));
    expect(granted(campaign.get(id)).repeat).toBe(0);
  });

  it('stays while only spaces, the name or the pace change, and when it is declared with the words', async () => {
    granted(await campaign.update({ id, text: 'See you  on Saturday' }));
    granted(await campaign.update({ id, name: 'Again' }));
    expect(granted(campaign.get(id)).repeat).toBe(1);
    granted(await campaign.update({ id, text: 'See you on Sunday', repeat: true }));
    expect(granted(campaign.get(id)).repeat).toBe(1);
    granted(await campaign.update({ id, repeat: false }));
    expect(granted(campaign.get(id)).repeat).toBe(0);
  });
});
