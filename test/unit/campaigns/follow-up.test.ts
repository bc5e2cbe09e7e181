import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countFollowUps } from '../../../db/campaigns/follow-ups.ts';
import { erasePerson } from '../../../db/people/erase-person.ts';
import type { ListChange } from '../../../domain/lists/list-choices.ts';
import type { FollowUpGroup } from '../../../domain/people/follow-up.ts';
import { followUp } from '../../../electron/campaigns/follow-up.ts';
import { makeFollowUpList } from '../../../electron/lists/follow-up-list.ts';
import { changeList } from '../../../electron/lists/remake-list.ts';
import type { JobAsked } from '../../../electron/worker/jobs.ts';
import { atOnce } from '../../support/at-once.ts';
import { type CampaignActions, campaignActionsOf, campaignPartsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { knowPeople } from '../../support/make-ready.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';
import { importText } from '../formats/fixtures.ts';

const minuteMs = 60_000;
const [ada, ben, cem, dan, eve, fay] = [1, 2, 3, 4, 5, 6].map((place) => `+4477009001${place}0`) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const people = [ada, ben, cem, dan, eve, fay];

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

const progress = { nowMs: () => rig.clock.nowMs(), onProgress: () => undefined };
const listJobs = {
  run: (_workId: string, job: JobAsked<'followUp'>) =>
    makeFollowUpList(rig.stores.db, { ...job, nowMs: rig.clock.nowMs() }, progress),
};
const followUpOf = (id: number, group: FollowUpGroup, part?: { index: number; value: string }) =>
  followUp({ ...campaignPartsOf(rig), listJobs }, { id, group, name: 'Again', ...(part && { part }) });
const groupsOf = (campaignId: number) => countFollowUps(rig.stores.db, { campaignId, part: null });
const messagesOf = (id: number) =>
  rig.stores.db.values<number>(`SELECT id FROM message WHERE campaign_id = ? ORDER BY id`, id);
const phonesOf = (listId: number) => rig.stores.lists.recipientsAfter(listId, 0, 100).map(({ phone }) => phone);

function draft(text: string, phones: readonly string[] = people): number {
  const { campaigns } = rig.stores;
  const id = campaigns.create('Spring supporters', quickSchedule, rig.clock.nowMs());
  campaigns.update(id, { text, listId: addList(rig.stores, phones) });
  return id;
}

async function started(id: number): Promise<number> {
  granted(await campaign.start(id));
  await rig.clock.pass(25 * minuteMs);
  return id;
}

/**
 * Ada reads it, Ben reads it and replies, Cem is silent, Dan is not on WhatsApp, Eve is in doubt, Fay's is cancelled.
 */
async function springCampaign(): Promise<number> {
  const { scripts } = rig.messenger;
  scripts.set(dan, { lookUp: { kind: 'absent' } });
  scripts.set(eve, { after: 'lost' });
  const id = draft('Hello {{first}}');
  granted(await campaign.start(id));
  rig.stores.messages.cancel(messagesOf(id).slice(-1), 'operator', rig.clock.nowMs());
  await rig.clock.pass(25 * minuteMs);
  for (const phone of [ada, ben]) read(phone);
  reply(ben, 'See you there');
  return id;
}

function read(phone: string): void {
  const random = rig.messenger.delivered.find((one) => one.phone === phone)?.random ?? '';
  rig.messenger.acknowledge(random, `${phone.slice(1)}@c.us`, 3);
}

function reply(phone: string, text: string, stopWord: string | null = null): void {
  const { replies } = rig.stores;
  const said = { ids: [`${phone.slice(1)}@c.us`], text, waKey: text, atMs: rig.clock.nowMs() };
  if (stopWord !== null) rig.stores.stops.add({ ...said, stopWord });
  const kept = replies.add(said);
  expect(kept).not.toBeNull();
}

describe('the people of a follow-up', () => {
  it('are in groups by what became of the message: in none while it is not confirmed or where it was cancelled', async () => {
    const id = await springCampaign();
    expect(groupsOf(id)).toEqual({
      groups: { not_sent: 1, no_read_receipt: 1, no_reply: 2, replied: 1 },
      stopped: 0,
      answeredLater: 0,
      notAgain: 0,
      notThere: 0,
    });
    for (const [group, phones] of [
      ['not_sent', [dan]],
      ['no_read_receipt', [cem]],
      ['no_reply', [ada, cem]],
      ['replied', [ben]],
    ] as const) {
      const made = granted(await followUpOf(id, group));
      expect(phonesOf(made.list?.id ?? 0)).toEqual(phones);
    }
  });

  it('get their group once the one in doubt is settled', async () => {
    const id = await springCampaign();
    const doubt = messagesOf(id)[4] ?? 0;
    rig.stores.messages.settle(doubt, 'not_there', 'Maria', rig.clock.nowMs());
    expect(groupsOf(id)).toMatchObject({ groups: { not_sent: 2, no_reply: 2 }, notThere: 1 });
    rig.stores.messages.settle(doubt, 'seen', 'Maria', rig.clock.nowMs());
    expect(groupsOf(id)).toMatchObject({ groups: { not_sent: 1, no_read_receipt: 2, no_reply: 3 }, notThere: 0 });
  });

  it('are not those who asked to stop, are on the do-not-contact list, have the text already, or were erased', async () => {
    const id = await springCampaign();
    reply(cem, 'STOP', 'stop');
    expect(groupsOf(id)).toEqual({
      groups: { not_sent: 1, no_read_receipt: 0, no_reply: 1, replied: 1 },
      stopped: 1,
      answeredLater: 0,
      notAgain: 0,
      notThere: 0,
    });
    rig.stores.doNotContact.add(dan, '', rig.clock.nowMs());
    rig.stores.doNotContact.add(ben, '', rig.clock.nowMs());
    expect(atOnce(erasePerson(rig.stores.db, ada, rig.clock.nowMs()))).not.toBeNull();
    expect(groupsOf(id)).toEqual({
      groups: { not_sent: 0, no_read_receipt: 0, no_reply: 0, replied: 0 },
      stopped: 3,
      answeredLater: 0,
      notAgain: 0,
      notThere: 0,
    });
    expect(await followUpOf(id, 'no_reply')).toMatchObject({ ok: false, failure: { code: 'nobody_left' } });
    expect(rig.stores.db.count(`SELECT count(*) FROM list WHERE published_at_ms IS NULL`)).toBe(0);
  });

  it('are in none once they answered a later message, and are counted as that', async () => {
    const id = await started(draft('Hello', [ada, ben]));
    const other = draft('Something else', [ada]);
    granted(await campaign.update({ id: other, contactsAnswer: 'send' }));
    await started(other);
    knowPeople(rig.stores.knownPeople);
    reply(ada, 'Yes');
    expect(groupsOf(id)).toMatchObject({ groups: { no_reply: 1, replied: 0 }, answeredLater: 1 });
    expect(groupsOf(other)).toMatchObject({ groups: { no_reply: 0, replied: 1 }, answeredLater: 0 });
  });

  it('are in none where they have the text by another campaign, and are counted as that', async () => {
    const other = draft('Hello', [ada, ben]);
    granted(await campaign.update({ id: other, contactsAnswer: 'send' }));
    const first = draft('Hello', [ada]);
    granted(await campaign.update({ id: first, contactsAnswer: 'send' }));
    granted(await campaign.start(first));
    granted(await campaign.start(other));
    await rig.clock.pass(25 * minuteMs);
    expect(groupsOf(other)).toMatchObject({ groups: { not_sent: 0, no_reply: 1 }, notAgain: 1, stopped: 0 });
    rig.stores.doNotContact.add(ada, '', rig.clock.nowMs());
    expect(groupsOf(other)).toMatchObject({ notAgain: 0, stopped: 1 });
  });

  it('take their columns along, and numbers that were made by decisions', async () => {
    const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields: [{ index: 2, key: 'town' }] };
    const file = 'Name,Mobile,Town\nAda,7700900101,Leith\nBen,07700900102,York\nCem,0100000003,Leith\n';
    let { listId } = granted(await importText({ ...rig.stores, folder: rig.folder }, file, { mapping }));
    const changes: ListChange[] = [
      { kind: 'decide', decisions: [{ cause: 'lost_zero', as: 'zero' }] },
      { kind: 'edit', rowNumber: 4, cell: '07700 900103' },
      { kind: 'edit', rowNumber: 3, cell: '07700 900122' },
    ];
    for (const change of changes) {
      const job = { kind: 'change', listId, change } as const;
      ({ listId } = granted(await changeList(rig.stores.db, job, progress)));
    }
    const id = rig.stores.campaigns.create('Spring', quickSchedule, rig.clock.nowMs());
    rig.stores.campaigns.update(id, { text: 'Hello {{name}} in {{town}}', listId });
    await started(id);
    const made = granted(await followUpOf(id, 'no_reply', { index: 2, value: 'leith' }));
    expect(made.list).toMatchObject({
      fileName: 'list.csv',
      rows: 2,
      recipients: 2,
      cannotBeUsed: 0,
      notChosen: 0,
      headers: ['Name', 'Mobile', 'Town'],
      mapping,
      choices: { edits: [{ rowNumber: 4, cell: '07700 900103' }] },
    });
    expect(phonesOf(made.list?.id ?? 0)).toEqual(['+447700900101', '+447700900103']);
    granted(await campaign.update({ id: made.id, text: 'Again, {{name}} in {{town}}' }));
    expect(granted(campaign.preview({ id: made.id, index: 1, text: 'Again, {{name}} in {{town}}' })).text).toBe(
      'Again, Cem in Leith',
    );
    const job = { kind: 'change', listId: made.list?.id ?? 0, change: { kind: 'country', country: 'GB' } } as const;
    const anew = granted(await changeList(rig.stores.db, { ...job }, progress));
    expect(phonesOf(anew.listId)).toEqual(['+447700900101', '+447700900103']);
  });
});

describe('a follow-up', () => {
  it('is not asked about its source as a recent contact, but about all others', async () => {
    const id = await springCampaign();
    const made = granted(await followUpOf(id, 'no_reply'));
    expect(made).toMatchObject({ state: 'draft', followsId: id, text: '', name: 'Again' });
    granted(await campaign.update({ id: made.id, text: 'Still time to say yes, {{first}}' }));
    expect(granted(await campaign.check(made.id))).toMatchObject({ willSend: 2, contacts: { open: 0 } });
    const other = draft('Something else', [ada]);
    granted(await campaign.update({ id: other, contactsAnswer: 'send' }));
    await started(other);
    expect(granted(await campaign.check(made.id))).toMatchObject({ willSend: 1, contacts: { open: 1 } });
    await started(made.id);
    expect(messagesOf(made.id).map(rig.status)).toEqual(['sent']);
    expect(rig.deliveries(cem)).toBe(2);
  });

  it('is not for somebody whom its source reached after its start', async () => {
    const id = await springCampaign();
    const made = granted(await followUpOf(id, 'not_sent'));
    const schedule = { ...quickSchedule, startAtMs: rig.clock.nowMs() + 30 * minuteMs };
    granted(await campaign.update({ id: made.id, text: 'A second try', schedule }));
    granted(await campaign.start(made.id));
    await rig.clock.pass(minuteMs);
    rig.messenger.scripts.delete(dan);
    rig.stores.messages.requeue([messagesOf(id)[3] ?? 0], 'operator', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(60 * minuteMs);
    expect(rig.stores.queue.setAside(made.id).contacted).toBe(0);
    expect(messagesOf(made.id).map(rig.status)).toEqual(['failed:left_group']);
    expect(rig.deliveries(dan)).toBe(1);
  });

  it('leaves out whoever answered or read after the draft was made, and Check says so', async () => {
    const id = await springCampaign();
    const made = granted(await followUpOf(id, 'no_reply'));
    granted(await campaign.update({ id: made.id, text: 'Are you coming?' }));
    expect(granted(await campaign.check(made.id))).toMatchObject({ willSend: 2, leftGroup: 0 });
    reply(ada, 'I will be there');
    expect(granted(await campaign.check(made.id))).toMatchObject({ willSend: 1, leftGroup: 1 });
    await started(made.id);
    expect(messagesOf(made.id).map(rig.status).sort()).toEqual(['failed:left_group', 'sent']);
    expect([rig.deliveries(ada), rig.deliveries(cem)]).toEqual([1, 2]);
    // Nobody queues the message again, and no further follow-up includes it.
    expect(rig.stores.messages.requeue(messagesOf(made.id), 'operator', rig.clock.nowMs())).toBe(0);
    expect(groupsOf(made.id).groups.not_sent).toBe(0);
  });

  it('leaves out whoever reads or asks to stop between its start and their turn', async () => {
    const id = await springCampaign();
    const made = granted(await followUpOf(id, 'no_read_receipt'));
    const later = { ...quickSchedule, startAtMs: rig.clock.nowMs() + 30 * minuteMs };
    granted(await campaign.update({ id: made.id, text: 'Are you coming?', schedule: later }));
    const silent = granted(await followUpOf(id, 'no_reply'));
    granted(await campaign.update({ id: silent.id, text: 'Will you come?', schedule: later }));
    for (const one of [made, silent]) granted(await campaign.start(one.id));
    read(cem);
    reply(ada, 'STOP', 'stop');
    await rig.clock.pass(60 * minuteMs);
    expect(messagesOf(made.id).map(rig.status)).toEqual(['failed:left_group']);
    expect([rig.deliveries(ada), rig.deliveries(cem)]).toEqual([1, 1]);
  });

  it('leaves out whoever has its text, also where the operator saw no copy in the chat', async () => {
    const id = await springCampaign();
    rig.stores.messages.settle(messagesOf(id)[4] ?? 0, 'not_there', 'Maria', rig.clock.nowMs());
    const again = granted(await followUpOf(id, 'not_sent'));
    expect(again.text).toBe('Hello {{first}}');
    expect(granted(await campaign.check(again.id))).toMatchObject({ willSend: 1, alreadyHasText: 1 });
    rig.messenger.scripts.delete(dan);
    await started(again.id);
    expect([dan, eve].map(rig.deliveries)).toEqual([1, 1]);
    const same = granted(await followUpOf(id, 'no_reply'));
    granted(await campaign.update({ id: same.id, text: 'Hello {{first}}' }));
    expect(granted(await campaign.check(same.id))).toMatchObject({ willSend: 0, alreadyHasText: 2 });
  });

  it('begins at once where the start of its source is over, and with the source’s hours and pace', async () => {
    const id = await springCampaign();
    const window = { fromMinute: 540, toMinute: 1_200, days: [1, 2, 3, 4, 5] };
    rig.stores.campaigns.update(id, { schedule: { ...quickSchedule, startAtMs: rig.clock.nowMs() - 1, window } });
    expect(granted(await followUpOf(id, 'replied')).schedule).toMatchObject({ startAtMs: null, window });
  });
});
