import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { draftDated } from '../../support/own-times.ts';
import { importText } from '../formats/fixtures.ts';

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

const at = { day: '2026-03-20', minute: 600 };
const own: OwnTimes = {
  column: 2,
  count: 1,
  unit: 'days',
  side: 'before',
  atMinute: 18 * 60,
  clock: 'campaign',
  key: 3,
  everyYear: false,
  decisions: [{ cause: 'no_date', as: 'at_one_time', at }],
};

/** Gives the draft a list with these columns after name and number. */
async function give(id: number, head: string, row: string): Promise<OwnTimes | undefined> {
  const mapping = { phone: 1, name: 0, further: [], area: null, country: null, fields: [] };
  const text = `Name,Mobile,${head}\nAnn,+447700900101,${row}\n`;
  const { listId } = granted(await importText({ ...rig.stores, folder: rig.folder }, text, { mapping }));
  return granted(campaign.setList(id, listId)).schedule.own;
}

it('around a date of another list is around the column of the same name, wherever it stands', async () => {
  const id = await draftDated(rig, campaign, ['Ann,+447700900101,19.03.2026,V1'], { own });
  const given = await give(id, 'Visit,Joined,DATE', 'V1,01.02.2020,19.03.2026');
  expect(given).toEqual({ ...own, column: 4, key: 2, decisions: [] });
  expect(granted(await campaign.ownTimes(id))).toMatchObject({ moments: 1, open: 0 });
});

it('what was decided about rows of one list is asked about anew of another: nobody of it gets a time unseen', async () => {
  const id = await draftDated(rig, campaign, ['Ann,+447700900101,,V1'], { own });
  expect(granted(await campaign.ownTimes(id))).toMatchObject({ moments: 1, open: 0 });
  await give(id, 'Date,Visit', 'to be agreed,V7');
  expect(granted(await campaign.ownTimes(id))).toMatchObject({ moments: 0, open: 1 });
});

it('a copy without its list is for nobody until a column of its own list is chosen', async () => {
  const source = await draftDated(rig, campaign, ['Ann,+447700900101,19.03.2026,V1'], { own });
  const { id } = granted(campaign.duplicate({ id: source, name: 'Again', withList: false }));
  // The date's column holds another date now.
  await give(id, 'Joined,Date', '01.04.2026,19.03.2026');
  expect(granted(await campaign.ownTimes(id))).toMatchObject({ moments: 0, open: 1 });
  const whole = granted(campaign.duplicate({ id: source, name: 'Whole', withList: true }));
  expect(whole.schedule.own).toEqual(own);
});

it('around a date that another list has not is for nobody, until a column is chosen', async () => {
  const id = await draftDated(rig, campaign, ['Ann,+447700900101,19.03.2026,V1'], { own });
  await give(id, 'Town,Joined', 'Leeds,01.04.2026');
  expect(granted(await campaign.ownTimes(id))).toMatchObject({ moments: 0, open: 1 });
  expect(granted(await campaign.check(id)).failures).toContain('no_recipients');
});
