import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erasePerson } from '../../../db/people/erase-person.ts';
import { isUndecided } from '../../../domain/campaign-views.ts';
import { summaries } from '../../../electron/campaigns/read.ts';
import { answerProposals, receiveReply } from '../../../electron/do-not-contact/stop-proposals.ts';
import { atOnce } from '../../support/at-once.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { silentChanges } from '../../support/changes.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';
import { statementsOf } from '../../support/watched-statements.ts';

const [ana, ben] = ['+447700900101', '+447700900102'] as const;
/** One person's number with the ninth digit and without it. */
const [withNine, withoutNine] = ['+5511987654321', '+551187654321'] as const;
const lid = '998877665544@lid';
const minuteMs = 60_000;
let rig: Rig;
let written: number;
beforeEach(() => {
  rig = makeRig();
  written = 0;
});
afterEach(() => rig.close());

function parts() {
  const { doNotContact, replies, stops, campaigns, messages } = rig.stores;
  return {
    ...{ doNotContact, replies, stops, campaigns, messages, clock: rig.clock, changes: silentChanges },
    settings: () => rig.settings,
    nudge: () => rig.dispatcher.nudge(),
  };
}
const write = (id: string, text = 'Stop') => receiveReply(parts(), { ids: [id], text, waKey: `key-${++written}` });
const chatOf = (phone: string) => `${phone.slice(1)}@c.us`;
const open = () => rig.stores.stops.proposals().map(({ id }) => id);
const answer = (given: 'add' | 'dismiss' | 'reopen', ids = open()) =>
  granted(answerProposals(parts(), { ids, answer: given }));

describe('whoever asked to stop and was not decided on', () => {
  it('is set aside in every campaign, also when no campaign ever wrote to them, under either form of the number', async () => {
    rig.dispatcher.pause('operator');
    const [first, second] = [rig.start([withoutNine, ana]), rig.start([withNine, ben], 'Another text')];
    write(chatOf(withNine));
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    const ids = [...first.messageIds, ...second.messageIds];
    expect(ids.map(rig.status)).toEqual(['pending', 'sent', 'pending', 'sent']);
    expect(rig.messenger.lookedUp.filter((phone) => phone.startsWith('+55'))).toEqual([]);
    expect(summaries({ ...rig.stores, clock: rig.clock }).map(isUndecided)).toEqual([true, true]);
    answer('add');
    expect(ids.map(rig.status)).toEqual(['failed:do_not_contact', 'sent', 'failed:do_not_contact', 'sent']);
    expect(summaries({ ...rig.stores, clock: rig.clock }).map(({ state }) => state)).toEqual(['finished', 'finished']);
  });

  it('is shown under the number that the list has, which WhatsApp may know without the ninth digit', () => {
    rig.start([withNine]);
    write(chatOf(withoutNine));
    expect(rig.stores.stops.proposals()).toMatchObject([{ phone: withNine }]);
    answer('add');
    expect(rig.stores.doNotContact.list().map(({ phone }) => phone)).toEqual([withoutNine]);
  });

  it('is found by the LID alone, when the look before the claim learns it', async () => {
    write(lid);
    rig.messenger.scripts.set(ana, { lookUp: { kind: 'registered', chatId: chatOf(ana), ids: [chatOf(ana), lid] } });
    const { messageIds } = rig.start([ana, ben]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent']);
    expect(rig.stores.stops.proposals()).toMatchObject([{ phone: null, name: '', text: 'Stop' }]);
    answer('add');
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:do_not_contact', 'sent']);
  });

  it('is not written to under a second number either once their first is on the list', async () => {
    receiveReply(parts(), { ids: [chatOf(ana), lid], text: 'Stop', waKey: 'both' });
    answer('add');
    rig.messenger.scripts.set(ben, { lookUp: { kind: 'registered', chatId: chatOf(ben), ids: [chatOf(ben), lid] } });
    const { messageIds } = rig.start([ben]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:do_not_contact']);
    rig.stores.doNotContact.remove(ana);
    rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('gets the message where the operator dismisses it, and waits again where that is taken back', async () => {
    rig.dispatcher.pause('operator');
    const { messageIds, campaignId } = rig.start([ana, ben]);
    const setAside = () => rig.stores.queue.waitForDecision(campaignId);
    write(chatOf(ana));
    expect(setAside()).toBe(1);
    const ids = open();
    answer('dismiss');
    expect(setAside()).toBe(0);
    answer('reopen', ids);
    expect(setAside()).toBe(1);
    answer('dismiss');
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent', 'sent']);
  });

  it('waits again also where they were put on the list and that is taken back, with their messages', async () => {
    const { messageIds, campaignId } = rig.start([ana]);
    write(chatOf(ana));
    const ids = open();
    answer('add');
    const finished = rig.stores.campaigns.get(campaignId)?.state;
    await rig.clock.pass(minuteMs);
    expect([messageIds.map(rig.status), finished]).toEqual([['failed:do_not_contact'], 'finished']);
    answer('reopen', ids);
    await rig.clock.pass(minuteMs);
    expect([messageIds.map(rig.status), rig.stores.queue.waitForDecision(campaignId)]).toEqual([['pending'], 1]);
    answer('dismiss');
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('is counted by Check and set aside from the start of a campaign', async () => {
    write(chatOf(withNine));
    const campaign = campaignActionsOf(rig);
    const id = rig.stores.campaigns.create('Volunteers', quickSchedule, rig.clock.nowMs());
    rig.stores.campaigns.update(id, { text: 'Hello', listId: addList(rig.stores, [withoutNine, ana]) });
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 1, askedToStop: 1, doNotContact: 0 });
    granted(await campaign.start(id));
    expect(granted(campaign.get(id))).toMatchObject({ waitForDecision: 1, counts: { pending: 2 } });
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([ana]);
  });

  it('is asked about no more once somebody puts them on the list by hand', async () => {
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start([ana]);
    write(chatOf(ana));
    rig.stores.doNotContact.add(ana, '', rig.clock.nowMs());
    rig.stores.stops.settle(rig.clock.nowMs());
    expect([messageIds.map(rig.status), open()]).toEqual([['failed:do_not_contact'], []]);
  });

  it('is not asked about while on the list: an undo would take them off it, with whoever had put them there', async () => {
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start([withNine]);
    rig.stores.doNotContact.add(withNine, 'By phone', rig.clock.nowMs());
    write(chatOf(withoutNine));
    expect(open()).toEqual([]);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:do_not_contact']);
    expect(rig.stores.doNotContact.list()).toMatchObject([{ phone: withNine, note: 'By phone' }]);
  });

  it('is not written to either once they are erased', async () => {
    write(chatOf(ana));
    atOnce(erasePerson(rig.stores.db, ana, rig.clock.nowMs()));
    expect(open()).toEqual([]);
    const { messageIds } = rig.start([ana, ben]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:do_not_contact', 'sent']);
  });
});

it('costs the same however many wait: nobody is counted while it comes', async () => {
  for (let count = 0; count < 5; count += 1) write(`44770090010${count}@c.us`);
  const run = await statementsOf(rig.stores.db, () => write('447700900120@c.us'));
  expect(run.filter((sql) => /count\(|max\(|FROM conversation/i.test(sql) && /^SELECT/i.test(sql.trim()))).toEqual([]);
});

it('many are decided on in one go, and the same event counts once', async () => {
  rig.dispatcher.pause('operator');
  const { messageIds } = rig.start([ana, ben]);
  write(chatOf(ana));
  write(chatOf(ben));
  receiveReply(parts(), { ids: [chatOf(ben)], text: 'Stop', waKey: 'key-2' });
  expect(rig.stores.stops.proposals()).toHaveLength(2);
  expect(answer('add')).toEqual([]);
  expect(messageIds.map(rig.status)).toEqual(Array(2).fill('failed:do_not_contact'));
});
