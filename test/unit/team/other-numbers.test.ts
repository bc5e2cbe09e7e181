import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../domain/people/person-filter.ts';
import type { Settings } from '../../../domain/settings.ts';
import { startCampaign } from '../../../electron/campaigns/start.ts';
import { drawAudience } from '../../../electron/lists/audience-list.ts';
import { drawForTeam } from '../../../electron/team/campaigns/draw.ts';
import { atOnce } from '../../support/at-once.ts';
import { campaignPartsOf } from '../../support/campaign-actions.ts';
import { granted } from '../../support/granted.ts';
import { knowPeople } from '../../support/make-ready.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { partsOf } from '../../support/team-office.ts';
import type { TeamRig } from '../../support/team-rig.ts';
import { startMs } from '../../support/temporary-database.ts';
import { importText } from '../formats/fixtures.ts';
import { officeForEachTest } from './office-for-each-test.ts';

const [old, newest] = ['+447700900110', '+447700900120'] as const;

const office = officeForEachTest();

/** Ana's computer, where two numbers are known as one person, and Ben's, where that is unknown. */
async function twoComputers(settings: Partial<Settings> = {}) {
  const [ana, ben] = [await office.computer('Ana', settings), await office.computer('Ben')];
  const { stores, folder } = ana.rig;
  const mapping = { phone: 1, name: 0, further: [], area: null, country: null, fields: [] };
  const { listId } = granted(
    await importText({ ...stores, folder }, `Name,Phone\nAda,${old}\nAda,${newest}\n`, { mapping }),
  );
  const list = stores.lists.get(listId);
  if (list) atOnce(stores.savedLists.save(list, 'all', startMs));
  knowPeople(stores.knownPeople);
  const ids = stores.db.values<number>(`SELECT person_id FROM person_number ORDER BY variant_key`);
  const person = stores.knownPeople.join(ids);
  stores.tags.give(stores.tags.named('volunteer'), [person]);
  return { ana, ben };
}

/** A draft for the people of a filter on Ana's computer: one person, under the newest number. */
async function draftForPeople({ rig }: TeamRig): Promise<number> {
  const { db, campaigns, tags } = rig.stores;
  const conditions: Condition[] = [{ kind: 'tagged', is: true, tagIds: [tags.named('volunteer')] }];
  const nowMs = rig.clock.nowMs();
  const job = { kind: 'audience', conditions, usesOld: false, country: 'GB', nowMs } as const;
  const words = { fileName: 'People', headers: ['Name', 'Phone'] as [string, string] };
  const progress = { nowMs: () => nowMs, onProgress: () => undefined };
  const { listId } = granted(await drawAudience(db, { ...job, ...words }, progress));
  const id = campaigns.create('Filtered', quickSchedule, nowMs);
  campaigns.update(id, { text: 'Hello', listId, contactsAnswer: 'send', contactsAnsweredAtMs: nowMs });
  return id;
}

const statusOf = ({ rig }: TeamRig, campaignId: number) => {
  const ids = rig.stores.db.values<number>(`SELECT id FROM message WHERE campaign_id = ?`, campaignId);
  return ids.map(rig.status).join();
};

/** The result of the one message of Ana's campaign for the people of a filter. */
async function outcomeOf(ana: TeamRig, id: number): Promise<string> {
  granted(await startCampaign(campaignPartsOf(ana.rig), id));
  await office.passUntil(() => !/pending|sending/.test(statusOf(ana, id)));
  return statusOf(ana, id);
}

const sendFrom = async (one: TeamRig, text: string) => {
  const [id = 0] = one.rig.start([old], text).messageIds;
  await office.passUntil(() => one.rig.status(id) === 'sent');
  await office.allHear();
};

describe('somebody of a filter whose other number another computer wrote to', () => {
  it('does not get the same text under this one', async () => {
    const { ana, ben } = await twoComputers();
    const id = await draftForPeople(ana);
    await sendFrom(ben, 'Hello');
    expect(await outcomeOf(ana, id)).toBe('failed:duplicate');
  });

  it('gets another one, and is left in peace for it within the quiet days', async () => {
    const { ana, ben } = await twoComputers({ quietDays: 3 });
    await sendFrom(ben, 'Something else');
    expect(await outcomeOf(ana, await draftForPeople(ana))).toBe('failed:contacted_recently');
    Object.assign(ana.rig.settings, { quietDays: null });
    expect(await outcomeOf(ana, await draftForPeople(ana))).toBe('sent');
  });

  it('gets it where this computer itself closed the other before its gate', async () => {
    const { ana } = await twoComputers();
    ana.rig.messenger.scripts.set(old, { before: 'throw' });
    const [own = 0] = ana.rig.start([old], 'Hello').messageIds;
    await office.passUntil(() => ana.rig.status(own).startsWith('failed'));
    expect(await outcomeOf(ana, await draftForPeople(ana))).toBe('sent');
  });
});

it('somebody of a filter gets nothing once another computer was asked to stop under their other number', async () => {
  const { ana, ben } = await twoComputers();
  const id = await draftForPeople(ana);
  ben.rig.stores.doNotContact.add(old, '', startMs);
  await office.allHear();
  expect(await outcomeOf(ana, id)).toBe('failed:do_not_contact');
});

describe('somebody of a filter whose message stands before its gate', () => {
  it.each([
    ['is put on do not contact', 'failed:do_not_contact'],
    ['asks to stop', 'failed:not_handed_over'],
  ])('gets nothing where their other number %s there', async (what, became) => {
    const { ana } = await twoComputers();
    const { doNotContact, stops } = ana.rig.stores;
    const ids = [`${old.slice(1)}@c.us`];
    const ask = () => {
      if (what === 'asks to stop') stops.add({ ids, text: 'Stop', stopWord: 'stop', waKey: what, atMs: startMs });
      else doNotContact.add(old, '', startMs);
      return {};
    };
    ana.rig.messenger.scripts.set(newest, { ask });
    const id = await draftForPeople(ana);
    granted(await startCampaign(campaignPartsOf(ana.rig), id));
    await office.passUntil(() => ana.rig.messenger.asked.length > 0);
    expect(ana.rig.messenger.delivered).toEqual([]);
    await office.passUntil(() => statusOf(ana, id) === became);
  });
});

it('of somebody of a filter the number alone is reserved to which it goes', async () => {
  const { ana, ben } = await twoComputers();
  expect(await outcomeOf(ana, await draftForPeople(ana))).toBe('sent');
  await sendFrom(ben, 'Hello');
});

describe('somebody of a filter in a campaign of the team', () => {
  async function drawnBy(ana: TeamRig, id: number): Promise<string> {
    const row = ana.rig.stores.campaigns.get(id);
    const list = ana.rig.stores.lists.get(row?.listId ?? 0);
    if (row === undefined || list === undefined) throw new Error('no draft');
    granted(await drawForTeam(partsOf(ana), ana.member, { row, list }));
    return row.uid;
  }

  /** The result of their message where Ana draws it up and takes part. */
  async function outcomeWithTeam(ana: TeamRig, id: number): Promise<string> {
    await office.joinIn(ana, await drawnBy(ana, id));
    await office.passUntil(() => /failed|sent/.test(statusOf(ana, id)));
    return statusOf(ana, id);
  }

  it('gets nothing where their other number asks to stop while another computer has them before its gate', async () => {
    const { ana, ben } = await twoComputers();
    const page = { isOffline: true };
    ben.rig.messenger.scripts.set(newest, { ask: () => (page.isOffline ? { socketState: 'OPENING' } : {}) });
    const id = await office.joinIn(ben, await drawnBy(ana, await draftForPeople(ana)));
    await office.passUntil(() => ben.rig.messenger.asked.length > 0);
    ana.rig.stores.doNotContact.add(old, '', startMs);
    await office.allHear();
    page.isOffline = false;
    await office.passUntil(() => /failed|sent/.test(statusOf(ben, id)));
    expect(statusOf(ben, id)).toBe('failed:do_not_contact');
  });

  it('does not get a text that another computer sent to their other number', async () => {
    const { ana, ben } = await twoComputers();
    await sendFrom(ben, 'Hello');
    expect(await outcomeWithTeam(ana, await draftForPeople(ana))).toBe('failed:duplicate');
  });

  it('gets nothing once another computer was asked to stop under their other number', async () => {
    const { ana, ben } = await twoComputers();
    ben.rig.stores.doNotContact.add(old, '', startMs);
    await office.allHear();
    expect(await outcomeWithTeam(ana, await draftForPeople(ana))).toBe('failed:do_not_contact');
  });

  it('gets it where nothing stands before them under any number', async () => {
    const { ana, ben } = await twoComputers();
    await sendFrom(ben, 'Something else');
    expect(await outcomeWithTeam(ana, await draftForPeople(ana))).toBe('sent');
  });
});
