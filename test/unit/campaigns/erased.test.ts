import { afterEach, beforeEach, expect, it } from 'vitest';
import { brokenInvariant } from '../../../db/folder/invariants.ts';
import { erasePerson } from '../../../db/people/erase-person.ts';
import { readLeftOut } from '../../../db/report/report-sums.ts';
import { checkedPeople } from '../../../electron/campaigns/checked-people.ts';
import { atOnce } from '../../support/at-once.ts';
import { type CampaignActions, campaignActionsOf, campaignPartsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';

const [ada, ben] = ['+447700900101', '+447700900102'] as const;
let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

it('a copy of a campaign leaves out whoever was erased since, says so, and can be put back from a backup', async () => {
  const { campaignId } = rig.start([ada, ben]);
  await rig.clock.pass(60_000);
  atOnce(erasePerson(rig.stores.db, ada, rig.clock.nowMs()));
  const { id } = granted(campaign.duplicate({ id: campaignId, name: 'Copy', withList: true }));
  granted(await campaign.update({ id, text: 'To all, with no name', contactsAnswer: 'send' }));
  expect(granted(await campaign.check(id))).toMatchObject({ willSend: 1, erased: 1, failures: [] });
  const asked = { id, group: { kind: 'left_out', reason: 'erased' }, search: '', after: 0 } as const;
  expect(granted(await checkedPeople(campaignPartsOf(rig), asked)).people).toHaveLength(1);
  granted(await campaign.start(id));
  expect(brokenInvariant(rig.stores.db)).toBeNull();
  const waiting = `SELECT r.phone FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE m.campaign_id = ?`;
  expect(rig.stores.db.values(waiting, id)).toEqual([ben]);
  for (const part of [null, { index: 0, value: '' }])
    expect(readLeftOut(rig.stores.db, { campaignId: id, part })).toMatchObject({ erased: 1 });
});
