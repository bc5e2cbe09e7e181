import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erasePerson } from '../../../db/people/erase-person.ts';
import { isUndecided } from '../../../domain/campaign-views.ts';
import { limits } from '../../../domain/limits.ts';
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
    doNotContact,
    replies,
    stops,
    campaigns,
    messages,
    clock: rig.clock,
    changes: silentChanges,
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

  it('is named by a look at the lists that ends with the newest one: many who stop and many lists keep nobody waiting', async () => {
    rig.start([withNine]);
    write(chatOf(withoutNine));
    const { db, stops } = rig.stores;
    const seen = await statementsOf(db, () => void stops.proposals());
    const asked = [...new Set(seen)].filter((sql) => sql.includes('FROM list'));
    expect(asked).toHaveLength(1);
    const steps = asked.flatMap((sql) =>
      db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql.replace(/[@?]\w*/g, 'NULL')}`),
    );
    expect(steps.filter(({ detail }) => detail.includes('TEMP B-TREE'))).toEqual([]);
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
    rig.stores.doNotContact.add(withNine, '', rig.clock.nowMs());
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
    write(chatOf(ana));
    answer('dismiss', open().slice(0, 1));
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

  it('is not written to either once they are erased, under either form of the number, until they are let back in', async () => {
    write(chatOf(withNine));
    atOnce(erasePerson(rig.stores.db, withNine, rig.clock.nowMs()));
    expect(open()).toEqual([]);
    const { messageIds } = rig.start([withoutNine, ben]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['failed:do_not_contact', 'sent']);
    rig.stores.stops.letBackIn(withoutNine);
    const again = rig.start([withNine], 'Welcome back');
    await rig.clock.pass(minuteMs);
    expect(again.messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('is known by the id under which a campaign reached them, unless they wrote from a number', async () => {
    rig.messenger.scripts.set(ana, { lookUp: { kind: 'registered', chatId: chatOf(ana), ids: [chatOf(ana), lid] } });
    rig.start([ana]);
    await rig.clock.pass(minuteMs);
    write(lid, 'stop');
    const { messageIds } = rig.start([ana], 'Another text');
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    receiveReply(parts(), { ids: [lid, chatOf(ben)], text: 'Stop it', waKey: 'second number' });
    expect(rig.stores.stops.proposals().map(({ phone, name }) => [phone, name])).toEqual([
      [ben, ''],
      [ana, 'Person 1'],
    ]);
  });

  it('waits for the answer to what they wrote last, also where they are on the list under a first number', async () => {
    receiveReply(parts(), { ids: [chatOf(ana), lid], text: 'Stop', waKey: 'both' });
    answer('add');
    write(lid);
    rig.messenger.scripts.set(ben, { lookUp: { kind: 'registered', chatId: chatOf(ben), ids: [chatOf(ben), lid] } });
    const { messageIds } = rig.start([ben]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
  });

  it('is asked about once however often they wrote, the newest first, and apart from others of whom no number is known', () => {
    for (const id of [chatOf(withNine), chatOf(withoutNine), lid, 'another@lid', chatOf(ana)]) write(id);
    expect(rig.stores.stops.proposals().map(({ phone }) => phone)).toEqual([ana, null, null, withoutNine]);
    expect(rig.stores.stops.openPeople()).toBe(4);
    const ids = rig.stores.stops.proposals().flatMap(({ id, phone }) => (phone === null ? id : []));
    answer('dismiss', ids);
    expect(rig.stores.stops.openPeople()).toBe(2);
    answer('reopen', ids.slice(1));
    expect(rig.stores.stops.openPeople()).toBe(3);
  });

  it('is asked about once also where nothing but their id is known, and the answer is of all that they wrote under it', async () => {
    rig.messenger.scripts.set(ana, { lookUp: { kind: 'registered', chatId: chatOf(ana), ids: [chatOf(ana), lid] } });
    for (const text of ['Stop', 'STOP!!', 'stop']) write(lid, text);
    expect([open().length, rig.stores.stops.openPeople()]).toEqual([1, 1]);
    const ids = open();
    answer('dismiss');
    expect(rig.stores.stops.openPeople()).toBe(0);
    answer('reopen', ids);
    expect(rig.stores.db.count('SELECT count(*) FROM stop WHERE answer IS NULL')).toBe(3);
    answer('dismiss');
    const { messageIds } = rig.start([ana]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });

  it('is asked about no more once they are on the list in the other form of their number', () => {
    write(chatOf(withNine));
    rig.stores.doNotContact.add(withoutNine, '', rig.clock.nowMs());
    rig.stores.stops.settle(rig.clock.nowMs());
    expect(open()).toEqual([]);
  });
});

describe('an answer about somebody who asked to stop', () => {
  it('releases nobody else, and nobody who waits for another decision', async () => {
    rig.dispatcher.pause('operator');
    const { messageIds, campaignId } = rig.start([ana, ben]);
    for (const phone of [ana, ben]) write(chatOf(phone));
    const [ofAna = 0, ofBen = 0] = messageIds;
    const setAside = (id: number, why: string) =>
      rig.stores.db.run(`UPDATE message SET set_aside = ? WHERE id = ?`, why, id);
    const why = () => rig.stores.db.values(`SELECT set_aside FROM message ORDER BY id`);
    setAside(ofAna, 'in_chat');
    const told: number[] = [];
    const changes = { ...silentChanges, campaign: (id: number) => void told.push(id) };
    const [newest = 0, other = 0] = open();
    granted(answerProposals({ ...parts(), changes }, { ids: [other], answer: 'dismiss' }));
    expect([why(), told]).toEqual([['in_chat', 'asked_to_stop'], [campaignId]]);
    granted(answerProposals({ ...parts(), changes }, { ids: [newest], answer: 'dismiss' }));
    expect(why()).toEqual(['in_chat', null]);
    expect(rig.status(ofBen)).toBe('pending');
  });

  it.each(['second_step', 'list_changed'])('leaves be what waits for a decision as %s', (why) => {
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start([ana]);
    rig.stores.db.run(`UPDATE message SET set_aside = ? WHERE id = ?`, why, messageIds[0] ?? 0);
    write(chatOf(ana));
    answer('dismiss');
    expect(rig.stores.db.values(`SELECT set_aside FROM message`)).toEqual([why]);
  });

  it('holds for what was open then: an earlier answer stays, and each is taken back by itself', async () => {
    write(chatOf(ana));
    const dismissed = open();
    answer('dismiss');
    await rig.clock.pass(minuteMs);
    write(chatOf(ana));
    write(chatOf(ana));
    const added = open();
    answer('add');
    expect(answerProposals(parts(), { ids: dismissed, answer: 'dismiss' })).toMatchObject({ ok: false });
    const openStops = () => rig.stores.db.count(`SELECT count(*) FROM stop WHERE answer IS NULL`);
    answer('reopen', added);
    expect([openStops(), rig.stores.doNotContact.isBlocked(ana)]).toEqual([2, false]);
    answer('add');
    answer('reopen', dismissed);
    expect(rig.stores.doNotContact.isBlocked(ana)).toBe(true);
  });

  it('that dismissed them is still one once somebody else puts them on the list: taken back, they stay there', () => {
    write(chatOf(ana));
    const ids = open();
    answer('dismiss');
    rig.stores.doNotContact.add(ana, 'By phone', rig.clock.nowMs());
    rig.stores.stops.settle(rig.clock.nowMs());
    answer('reopen', ids);
    expect(rig.stores.doNotContact.list()).toMatchObject([{ note: 'By phone' }]);
  });

  it('brings back with it what was not sent for it, in either form of the number, and nothing from before', async () => {
    rig.dispatcher.pause('operator');
    const before = rig.start([withNine], 'An old text');
    rig.stores.doNotContact.add(withNine, '', rig.clock.nowMs());
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs);
    rig.stores.doNotContact.remove(withNine);
    rig.dispatcher.pause('operator');
    const since = rig.start([withoutNine]);
    write(chatOf(withNine));
    const ids = open();
    answer('add');
    answer('reopen', ids);
    expect(before.messageIds.map(rig.status)).toEqual(['failed:do_not_contact']);
    expect(since.messageIds.map(rig.status)).toEqual(['pending']);
  });
});

it('is not taken for an erased person’s, nor for one of whom nothing but an id is known', async () => {
  rig.messenger.scripts.set(ana, { lookUp: { kind: 'registered', chatId: chatOf(ana), ids: [chatOf(ana), lid] } });
  rig.start([ana]);
  await rig.clock.pass(minuteMs);
  atOnce(erasePerson(rig.stores.db, ana, rig.clock.nowMs()));
  write(lid);
  expect(rig.stores.stops.proposals()).toMatchObject([{ phone: null, name: '' }]);
});

it('ends a wait for WhatsApp’s answer: only a decision lets its person be asked for again', () => {
  rig.dispatcher.pause('operator');
  rig.start([ana]);
  const untilMs = rig.clock.nowMs() + minuteMs;
  rig.stores.db.run(`UPDATE message SET set_aside = 'no_answer', set_aside_until_ms = ?`, untilMs);
  write(chatOf(ana));
  const why = `SELECT set_aside AS why, set_aside_until_ms AS untilMs FROM message`;
  expect(rig.stores.db.all(why)).toEqual([{ why: 'asked_to_stop', untilMs: null }]);
});

it('of whoever asks to stop without end the newest are kept, and every id that they wrote under', async () => {
  write(chatOf(ana));
  answer('dismiss');
  receiveReply(parts(), { ids: [chatOf(ana), lid], text: 'Stop', waKey: 'first' });
  write('another@lid');
  for (let count = 0; count < limits.stopsKept; count += 1) write(chatOf(ana));
  const kept = rig.stores.db.values<string>(`SELECT wa_key FROM stop WHERE phone = ? ORDER BY id`, ana);
  // Decided requests are kept apart from the open ones.
  expect([kept.length, kept[0], kept[1], kept.at(-1)]).toEqual([
    limits.stopsKept + 1,
    'key-1',
    'key-3',
    `key-${written}`,
  ]);
  expect(rig.stores.stops.openPeople()).toBe(2);
  for (let count = 0; count <= limits.stopsKept; count += 1) write(lid);
  expect(rig.stores.db.count(`SELECT count(*) FROM stop WHERE phone = ?`, ana)).toBe(kept.length);
  rig.messenger.scripts.set(ben, { lookUp: { kind: 'registered', chatId: chatOf(ben), ids: [chatOf(ben), lid] } });
  const { messageIds } = rig.start([ben]);
  await rig.clock.pass(minuteMs);
  expect(messageIds.map(rig.status)).toEqual(['pending']);
});

it('is told with what waits for it and with the message that it answers, and so is what is decided', async () => {
  const first = rig.start([ana]);
  await rig.clock.pass(minuteMs);
  rig.dispatcher.pause('operator');
  const second = rig.start([ana], 'Another text');
  const told = { messages: [] as number[], campaigns: [] as number[], replies: 0 };
  const changes = {
    ...silentChanges,
    messages: (ids: readonly number[]) => void told.messages.push(...ids),
    campaign: (id: number) => void told.campaigns.push(id),
    replies: () => {
      told.replies += 1;
    },
  };
  const heard = { ...parts(), changes };
  receiveReply(heard, { ids: [chatOf(ana)], text: 'Thanks', waKey: 'thanks' });
  expect(told).toEqual({ messages: first.messageIds, campaigns: [], replies: 1 });
  receiveReply(heard, { ids: [chatOf(ana)], text: 'Stop', waKey: 'stop' });
  expect(told.messages).toEqual([...first.messageIds, ...second.messageIds, ...first.messageIds]);
  receiveReply(heard, { ids: [chatOf(ben)], text: `Stop ${'!'.repeat(limits.noteCharacters)}`, waKey: 'unknown' });
  expect(told.replies).toBe(3);
  rig.settings.operatorName = 'Ana';
  granted(answerProposals(heard, { ids: open(), answer: 'add' }));
  expect(told.campaigns).toEqual([second.campaignId, second.campaignId]);
  expect(told.replies).toBe(4);
  const listed = rig.stores.doNotContact.list().map(({ phone, who, note }) => [phone, who, note.length]);
  expect(listed.toSorted()).toEqual([
    [ana, 'Ana', 4],
    [ben, 'Ana', limits.noteCharacters],
  ]);
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
