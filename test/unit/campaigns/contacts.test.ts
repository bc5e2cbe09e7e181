import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { failPending } from '../../support/fail-pending.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const [one, two, three] = ['+447700900101', '+447700900102', '+447700900103'];
const minuteMs = 60_000;

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

function draft(text: string, phones: readonly string[], name = 'Spring supporters'): number {
  const { campaigns } = rig.stores;
  const id = campaigns.create(name, quickSchedule, rig.clock.nowMs());
  campaigns.update(id, { text, listId: addList(rig.stores, phones) });
  return id;
}
async function sent(text: string, phones: readonly string[], name = 'Volunteer day'): Promise<number> {
  const id = draft(text, phones, name);
  granted(await campaign.start(id));
  await rig.clock.pass(minuteMs);
  return id;
}
const contactsOf = async (id: number) => granted(await campaign.check(id)).contacts;
const idsOf = (id: number) =>
  rig.stores.db.values<number>(`SELECT id FROM message WHERE campaign_id = ? ORDER BY id`, id);
const statuses = (id: number) => idsOf(id).map(rig.status);
const answer = (id: number, given: 'leave_out' | 'send') => campaign.answer({ id, about: 'contacted', answer: given });

describe('before a campaign starts', () => {
  it('a schedule that cannot be read, of another one that waits, keeps it from nothing', async () => {
    const damaged = draft('First', [one, two]);
    granted(await campaign.start(damaged));
    const { db } = rig.stores;
    db.pragma('ignore_check_constraints = ON');
    db.run(`UPDATE campaign SET schedule = 'no JSON' WHERE id = ?`, damaged);
    const id = draft('Second', [three]);
    expect(granted(await campaign.check(id)).willSend).toBe(1);
    granted(await campaign.start(id));
    await rig.clock.pass(minuteMs);
    expect(statuses(id)).toEqual(['sent']);
  });

  it('whoever heard from another one in the last day is left out until that is decided, whatever the text', async () => {
    await sent('Volunteer day is on Saturday', [one, two]);
    const id = draft('Volunteer day is on Saturday!', [one, two, three]);
    const other = draft('Spring rally', [one, two, three]);
    expect(granted(await campaign.check(id))).toMatchObject({ alreadyHasText: 0, contacts: { open: 2 } });
    expect(granted(await campaign.check(other))).toMatchObject({
      willSend: 1,
      contacts: { open: 2, leftOut: 0, sent: 0, byRule: 0, waiting: 0, latest: { campaignName: 'Volunteer day' } },
    });
    granted(await campaign.start(other));
    await rig.clock.pass(minuteMs);
    expect(statuses(other)).toEqual(['sent']);
    expect(rig.deliveries(three)).toBe(1);
  });

  it('they get it where the operator says so, and an answer is about those it was given for', async () => {
    await sent('First', [one]);
    const id = draft('Second', [one, two]);
    granted(await campaign.update({ id, contactsAnswer: 'send' }));
    expect(await contactsOf(id)).toMatchObject({ open: 0, sent: 1 });
    await rig.clock.pass(minuteMs);
    await sent('Third', [two]);
    expect(await contactsOf(id)).toMatchObject({ open: 1, sent: 1 });
    granted(await campaign.update({ id, contactsAnswer: 'leave_out' }));
    expect(await contactsOf(id)).toMatchObject({ open: 0, leftOut: 2, sent: 0 });
    granted(await campaign.update({ id, contactsAnswer: null }));
    expect(await contactsOf(id)).toMatchObject({ open: 2 });
    granted(await campaign.update({ id, contactsAnswer: 'send' }));
    granted(await campaign.start(id));
    await rig.clock.pass(minuteMs);
    expect(statuses(id)).toEqual(['sent', 'sent']);
  });

  it.each([
    ['+5511987654321', '+551187654321'],
    ['+5215512345678', '+525512345678'],
    ['+541123456789', '+5491123456789'],
  ])('%s counts as heard when %s did: WhatsApp may know the person by either number', async (typed, other) => {
    await sent('First', [other]);
    const id = draft('Second', [typed, one]);
    expect(await contactsOf(id)).toMatchObject({ open: 1, latest: { campaignName: 'Volunteer day' } });
    granted(await campaign.start(id));
    await rig.clock.pass(minuteMs);
    expect(statuses(id)).toEqual(['sent']);
    expect(rig.deliveries(typed)).toBe(0);
  });

  it('the answer is not one for another list', async () => {
    await sent('First', [one]);
    const id = draft('Second', [two]);
    granted(await campaign.update({ id, contactsAnswer: 'send' }));
    granted(campaign.setList(id, addList(rig.stores, [one])));
    expect(await contactsOf(id)).toMatchObject({ open: 1, sent: 0 });
  });

  it('a message that is not confirmed counts, one that was not sent does not, and a day later nothing does', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    rig.messenger.scripts.set(two, { before: 'throw' });
    await sent('First', [one, two]);
    await rig.clock.pass(2 * minuteMs);
    const id = draft('Second', [one, two]);
    expect((await contactsOf(id)).open).toBe(1);
    await rig.clock.pass(limits.contactMemoryMs);
    expect((await contactsOf(id)).open).toBe(0);
  });

  it('a declared repeat is asked about whoever got its text within a day, as about others', async () => {
    await sent('First', [one]);
    await sent('Another', [two]);
    const id = draft('First', [one, two, three]);
    granted(await campaign.update({ id, repeat: true }));
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 1, contacts: { open: 2 } });
    await rig.clock.pass(limits.contactMemoryMs);
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 3, contacts: { open: 0 } });
  });

  it('a rule of the settings leaves them out for longer, and no answer outranks it', async () => {
    await sent('First', [one]);
    await rig.clock.pass(5 * limits.contactMemoryMs);
    const id = draft('Second', [one]);
    expect((await contactsOf(id)).open).toBe(0);
    rig.settings.quietDays = 7;
    granted(await campaign.update({ id, contactsAnswer: 'send' }));
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 0, contacts: { byRule: 1, sent: 0 } });
  });
});

describe('two campaigns for one list in one evening', () => {
  const phones = Array.from({ length: 20 }, (_, index) => `+4477009001${String(index).padStart(2, '0')}`);
  const slow = { ...quickSchedule, gapMinMs: minuteMs, gapMaxMs: minuteMs };
  const everybody = phones.map(() => 'sent');
  /** The first campaign, from which nobody has got anything yet. */
  async function first(schedule = slow): Promise<number> {
    const id = draft('Volunteer day', phones);
    rig.stores.campaigns.update(id, { schedule });
    granted(await campaign.start(id));
    return id;
  }
  function second(schedule = slow): number {
    const id = draft('Spring rally', phones);
    rig.stores.campaigns.update(id, { schedule });
    return id;
  }

  it('the second asks at Check about everybody who waits in the first, and leaves them out until then', async () => {
    const before = await first();
    const id = second();
    const asked = { willSend: 0, contacts: { open: 20, waiting: 20, latest: null } };
    expect(granted(await campaign.check(id))).toMatchObject(asked);
    granted(campaign.pause(before));
    expect(granted(await campaign.check(id))).toMatchObject(asked);
    granted(await campaign.update({ id, contactsAnswer: 'leave_out' }));
    expect(await contactsOf(id)).toMatchObject({ open: 0, leftOut: 20 });
  });

  it('asks about whoever waits to be written to under either form of their number, and about nobody who may never be', async () => {
    const [long, short] = ['+5511987654321', '+551187654321'] as const;
    const before = await first();
    const listId = addList(rig.stores, [long, ...phones.slice(0, 4)]);
    granted(await campaign.cancel(before));
    const other = draft('Autumn rally', [], 'Autumn');
    rig.stores.campaigns.update(other, { listId, schedule: slow });
    rig.dispatcher.pause('operator');
    granted(await campaign.start(other));
    const { db } = rig.stores;
    const change = (place: number, set: string, ...values: number[]) =>
      db.run(`UPDATE message SET ${set} WHERE id = ?`, ...values, idsOf(other)[place] ?? 0);
    const laterMs = rig.clock.nowMs() + 9 * limits.contactMemoryMs;
    change(1, `set_aside = 'in_chat'`);
    change(2, `set_aside = 'no_answer', set_aside_until_ms = ?`, laterMs);
    failPending(db, idsOf(other)[3] ?? 0, 'not_on_whatsapp', rig.clock.nowMs());
    change(4, 'due_at_ms = ?, latest_at_ms = ?', laterMs, laterMs);
    const id = draft('Spring rally', [short, ...phones.slice(0, 4)]);
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 3, contacts: { open: 2, waiting: 2 } });
  });

  it.each([
    ['is as fast', slow],
    ['overtakes it', quickSchedule],
  ])(
    'both reach everybody where that is answered with "send anyway" and the second %s, and nobody is asked again',
    async (_, pace) => {
      const one = await first();
      await rig.clock.pass(1_000);
      const two = second(pace);
      granted(await campaign.update({ id: two, contactsAnswer: 'send' }));
      expect(await contactsOf(two)).toMatchObject({ open: 0, sent: 20 });
      granted(await campaign.start(two));
      await rig.clock.pass(60 * minuteMs);
      expect([statuses(one), statuses(two)]).toEqual([everybody, everybody]);
      const third = draft('Another', phones.slice(0, 1));
      expect(await contactsOf(third)).toMatchObject({ open: 1, waiting: 0 });
    },
  );

  it('nobody is asked about where the first sends on another day, or is over', async () => {
    const later = await first({ ...slow, startAtMs: rig.clock.nowMs() + 3 * limits.contactMemoryMs });
    const id = second();
    expect(await contactsOf(id)).toMatchObject({ open: 0 });
    rig.stores.campaigns.update(id, {
      schedule: { ...slow, startAtMs: rig.clock.nowMs() + 3 * limits.contactMemoryMs },
    });
    expect(await contactsOf(id)).toMatchObject({ open: 20, waiting: 20 });
    granted(await campaign.cancel(later));
    expect(await contactsOf(id)).toMatchObject({ open: 0 });
  });
});

describe('after a campaign has started', () => {
  /** Two of three people hear from another campaign while this one waits for its first hour. */
  const overtaken = () => overtakenBy([one, two], [one, two, three]);

  /** The campaign was set for another day, so nobody was asked about; then it is moved forward. */
  async function overtakenBy(heard: readonly string[], phones: readonly string[]): Promise<number> {
    const startAtMs = rig.clock.nowMs() + 30 * minuteMs;
    const id = draft('Second', phones);
    rig.stores.campaigns.update(id, {
      schedule: { ...quickSchedule, startAtMs: startAtMs + 9 * limits.contactMemoryMs },
    });
    granted(await campaign.start(id));
    await rig.clock.pass(minuteMs);
    await sent('First', heard);
    granted(await campaign.update({ id, schedule: { ...quickSchedule, startAtMs } }));
    await rig.clock.pass(60 * minuteMs);
    return id;
  }
  const contacted = (id: number) => rig.stores.queue.setAside(id).contacted;

  it('who heard from another one since is asked about once for all, and the others get it', async () => {
    const id = await overtaken();
    expect(statuses(id)).toEqual(['pending', 'pending', 'sent']);
    expect(contacted(id)).toBe(2);
    expect(granted(campaign.get(id))).toMatchObject({ state: 'running', setAside: { contacted: 2 } });
    expect([one, two, three].map(rig.deliveries)).toEqual([1, 1, 1]);
  });

  it('they get it where the operator says so', async () => {
    const id = await overtaken();
    granted(await answer(id, 'send'));
    await rig.clock.pass(minuteMs);
    expect(statuses(id)).toEqual(['sent', 'sent', 'sent']);
    expect(rig.stores.campaigns.get(id)?.state).toBe('finished');
  });

  it('they are left out where the operator says so, and may be queued again', async () => {
    const id = await overtaken();
    granted(await answer(id, 'leave_out'));
    expect(statuses(id)).toEqual(['failed:contacted_recently', 'failed:contacted_recently', 'sent']);
    expect(rig.stores.campaigns.get(id)?.state).toBe('finished');
    expect(await answer(id, 'send')).toMatchObject({ ok: false, failure: { code: 'not_allowed_now' } });
    const [first] = idsOf(id);
    rig.stores.messages.requeue([first ?? 0], 'operator', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(statuses(id)).toEqual(['sent', 'failed:contacted_recently', 'sent']);
  });

  it('a rule leaves them out without a question', async () => {
    rig.settings.quietDays = 1;
    const id = await overtaken();
    expect(statuses(id)).toEqual(['failed:contacted_recently', 'failed:contacted_recently', 'sent']);
    expect(contacted(id)).toBe(0);
  });

  it('by the ids that WhatsApp resolves, whichever number stands in the list', async () => {
    const brazilId = '5511987654321@c.us';
    const brazil = ['+5511987654321', '+551187654321'] as const;
    for (const phone of brazil)
      rig.messenger.scripts.set(phone, { lookUp: { kind: 'registered', chatId: brazilId, ids: [brazilId] } });
    const id = await overtakenBy([brazil[0]], [brazil[1]]);
    expect(contacted(id)).toBe(1);
  });
});
