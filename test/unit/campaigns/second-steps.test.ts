import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markReturned } from '../../../db/folder/returned-campaigns.ts';
import { erasePerson } from '../../../db/people/erase-person.ts';
import type { Schedule } from '../../../domain/campaign.ts';
import type { SecondStep } from '../../../domain/people/second-step.ts';
import type { Draws } from '../../../electron/campaigns/draws.ts';
import { makeCampaignReport } from '../../../electron/reports/report.ts';
import { writeReport } from '../../../electron/reports/report-file.ts';
import { atOnce } from '../../support/at-once.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { copyInChat } from '../../support/fake-messenger.ts';
import { granted } from '../../support/granted.ts';
import { armDraws, giveTimes, passDays } from '../../support/own-times.ts';
import { reportForm } from '../../support/report-form.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const phoneOf = (place: number) => `+44770090${String(place).padStart(4, '0')}`;
const people = [1, 2, 3, 4, 5, 6].map(phoneOf);
const [ada = '', ben = '', cem = '', dan = '', eve = '', fay = ''] = people;

/** The rig begins on Tuesday at noon; this is Friday at ten. */
const plan: SecondStep = {
  afterDays: 3,
  atMinute: 600,
  group: 'no_reply',
  word: '',
  text: 'One more try, {{first}}',
  byItself: false,
};
const untilFridayMs = 3 * dayMs - 2 * hourMs;

let rig: Rig;
let campaign: CampaignActions;
let draws: Draws;
const arm = () => {
  draws = armDraws(rig);
};
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(async () => {
  await draws?.stop();
  rig.close();
});

type Wanted = { readonly schedule?: Schedule; readonly phones?: readonly string[] };
async function start(change: Partial<SecondStep> = {}, { schedule = quickSchedule, phones = people }: Wanted = {}) {
  const id = rig.stores.campaigns.create('Camp', schedule, rig.clock.nowMs());
  rig.stores.campaigns.update(id, { text: 'Are you in, {{first}}?', listId: addList(rig.stores, phones) });
  granted(await campaign.update({ id, step: { ...plan, ...change } }));
  granted(await campaign.start(id));
  arm();
  return id;
}
const stepOf = (id: number) => rig.stores.secondSteps.madeOf(id);
const statuses = (id: number | undefined) =>
  rig.stores.db
    .all<{ phone: string; id: number }>(
      `SELECT r.phone, m.id FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE m.campaign_id = ? ORDER BY m.id`,
      id ?? 0,
    )
    .map(({ phone, id: messageId }) => [phone, rig.status(messageId)]);
const drawn = (id: number) => statuses(stepOf(id)).map(([phone]) => phone);
const messageOf = (id: number, phone: string) =>
  rig.stores.db.count(
    `SELECT m.id FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE m.campaign_id = ? AND r.phone = ?`,
    ...[id, phone],
  );
const randomOf = (phone: string) => rig.messenger.delivered.find((one) => one.phone === phone)?.random ?? '';
const read = (phone: string) => rig.messenger.acknowledge(randomOf(phone), `${phone.slice(1)}@c.us`, 3);
let said = 0;
function reply(phone: string, text: string): void {
  said += 1;
  const waKey = `${said}`;
  expect(
    rig.stores.replies.add({ ids: [`${phone.slice(1)}@c.us`], text, waKey, atMs: rig.clock.nowMs() }),
  ).not.toBeNull();
}

describe('a second message', () => {
  it('is drawn on its day for those without an answer, and goes when a person has seen who they are', async () => {
    rig.messenger.scripts.set(dan, { lookUp: { kind: 'absent' } });
    rig.messenger.scripts.set(eve, { after: 'lost' });
    const id = await start();
    rig.stores.messages.cancel([messageOf(id, fay)], 'operator', rig.clock.nowMs());
    await rig.clock.pass(hourMs);
    reply(ben, 'See you there');
    await passDays(rig, untilFridayMs - hourMs - minuteMs);
    expect(stepOf(id)).toBeUndefined();
    await rig.clock.pass(2 * minuteMs);
    const stepId = stepOf(id) ?? 0;
    expect(statuses(stepId)).toEqual([ada, cem].map((phone) => [phone, 'pending']));
    expect(granted(campaign.get(stepId))).toMatchObject({
      name: 'Camp: second',
      text: plan.text,
      followsId: id,
      state: 'running',
      setAside: { secondStep: 2 },
    });
    await passDays(rig, dayMs);
    expect(rig.deliveries(ada)).toBe(1);
    granted(await campaign.answer({ id: stepId, about: 'second_step', answer: 'send' }));
    await rig.clock.pass(minuteMs);
    expect(people.map(rig.deliveries)).toEqual([2, 1, 2, 0, 1, 0]);
    expect(rig.messenger.delivered.at(-1)?.text).toBe('One more try, First3');
    expect(granted(campaign.get(stepId)).state).toBe('finished');
    expect(await campaign.answer({ id: stepId, about: 'second_step', answer: 'send' })).toMatchObject({ ok: false });
  });

  it('goes to nobody where the operator says so, and is over', async () => {
    const id = await start();
    await passDays(rig, untilFridayMs + minuteMs);
    granted(await campaign.answer({ id: stepOf(id) ?? 0, about: 'second_step', answer: 'leave_out' }));
    await passDays(rig, 7 * dayMs);
    expect(statuses(stepOf(id))).toEqual(people.map((phone) => [phone, 'cancelled']));
    expect(people.map(rig.deliveries)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(granted(campaign.get(stepOf(id) ?? 0)).state).toBe('finished');
  });

  it('goes by itself where that was chosen at the start', async () => {
    const id = await start({ byItself: true });
    await passDays(rig, untilFridayMs + 5 * minuteMs);
    expect(statuses(stepOf(id))).toEqual(people.map((phone) => [phone, 'sent']));
    await passDays(rig, 7 * dayMs);
    expect(people.map(rig.deliveries)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('is counted from each one’s own first message, on a day of the campaign', async () => {
    const window = { fromMinute: 540, toMinute: 1_200, days: [1, 2, 3, 4, 5, 6] };
    const id = await start({ byItself: true, afterDays: 4 }, { schedule: { ...quickSchedule, dailyCap: 2, window } });
    // Saturday, for those whose first message went on Tuesday. Those of Wednesday would be due on Sunday.
    await passDays(rig, 4 * dayMs);
    expect(drawn(id)).toEqual([ada, ben]);
    await passDays(rig, dayMs);
    expect(drawn(id)).toEqual([ada, ben]);
    await passDays(rig, dayMs);
    expect(drawn(id)).toEqual([ada, ben, cem, dan, eve, fay]);
    await passDays(rig, 7 * dayMs);
    expect(people.map(rig.deliveries)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('waits for a page that has caught up and is its own account’s, and then asks, since it is late', async () => {
    const id = await start({ byItself: true });
    await passDays(rig, dayMs);
    rig.messenger.isCaughtUp_ = false;
    await passDays(rig, 2 * dayMs);
    expect(stepOf(id)).toBeUndefined();
    rig.messenger.isCaughtUp_ = true;
    rig.messenger.account_ = { id: '447700900999@c.us', phone: '+447700900999', name: 'Another' };
    await passDays(rig, 2 * dayMs);
    expect(stepOf(id)).toBeUndefined();
    rig.messenger.account_ = { id: '447700900118@c.us', phone: '+447700900118', name: 'Test' };
    // Messages that arrived during the absence are read before anybody is drawn.
    reply(ada, 'I was away');
    await rig.clock.pass(5 * minuteMs);
    expect(statuses(stepOf(id))).toEqual(people.slice(1).map((phone) => [phone, 'pending']));
    expect(rig.stores.queue.setAside(stepOf(id) ?? 0).secondStep).toBe(5);
  });

  it('leaves out whoever answers between the draw and their turn, whatever campaign they answered to', async () => {
    const id = await start();
    const other = rig.stores.campaigns.create('Other', quickSchedule, rig.clock.nowMs());
    rig.stores.campaigns.update(other, { text: 'Something else', listId: addList(rig.stores, [cem]) });
    await passDays(rig, untilFridayMs - hourMs);
    granted(await campaign.update({ id: other, contactsAnswer: 'send' }));
    granted(await campaign.start(other));
    await rig.clock.pass(10 * minuteMs);
    for (const { id: listId } of rig.stores.db.all<{ id: number }>(`SELECT id FROM list`))
      atOnce(rig.stores.knownPeople.take(listId));
    reply(cem, 'To the other one');
    await rig.clock.pass(hourMs);
    expect(drawn(id)).not.toContain(cem);
    reply(ada, 'Yes!');
    granted(await campaign.answer({ id: stepOf(id) ?? 0, about: 'second_step', answer: 'send' }));
    await rig.clock.pass(hourMs);
    expect(statuses(stepOf(id))[0]).toEqual([ada, 'failed:left_group']);
    expect([rig.deliveries(ada), rig.deliveries(ben), rig.deliveries(cem)]).toEqual([1, 2, 2]);
  });

  it('leaves out who stopped, is not to be contacted, was erased, or has its text; asks about a copy by hand, and another campaign since', async () => {
    const earlier = rig.stores.campaigns.create('Earlier', quickSchedule, rig.clock.nowMs());
    rig.stores.campaigns.update(earlier, { text: plan.text, listId: addList(rig.stores, [dan]) });
    granted(await campaign.start(earlier));
    await passDays(rig, 2 * dayMs);
    const id = await start();
    await rig.clock.pass(hourMs);
    const stop = { ids: [`${ada.slice(1)}@c.us`], text: 'STOP', waKey: 'stop', stopWord: 'stop', atMs: 1 };
    rig.stores.stops.add(stop);
    rig.stores.doNotContact.add(ben, '', rig.clock.nowMs());
    expect(atOnce(erasePerson(rig.stores.db, cem, rig.clock.nowMs()))).not.toBeNull();
    rig.messenger.chats.set(eve, [copyInChat('One more try, First5')]);
    await passDays(rig, untilFridayMs - 2 * hourMs);
    rig.start([fay], 'Something else');
    await rig.clock.pass(4 * hourMs);
    expect(drawn(id)).toEqual([eve, fay]);
    const skips = `SELECT reason FROM skip WHERE campaign_id = ? ORDER BY recipient_id`;
    expect(rig.stores.db.values(skips, stepOf(id) ?? 0)).toEqual(['do_not_contact', 'already_has_text']);
    granted(await campaign.answer({ id: stepOf(id) ?? 0, about: 'second_step', answer: 'send' }));
    await rig.clock.pass(minuteMs);
    expect(rig.stores.queue.setAside(stepOf(id) ?? 0)).toMatchObject({ inChat: 1, contacted: 1 });
    expect(people.map(rig.deliveries)).toEqual([1, 1, 1, 2, 1, 2]);
  });

  it('is for those who did not read, where that was chosen, until they do or answer', async () => {
    const unread = await start({ group: 'no_read_receipt' });
    await rig.clock.pass(hourMs);
    read(ada);
    await passDays(rig, 3 * dayMs);
    expect(drawn(unread)).toEqual(people.slice(1));
    read(ben);
    // A person who answers has read the message, even where WhatsApp shows no receipt.
    reply(cem, 'Yes');
    granted(await campaign.answer({ id: stepOf(unread) ?? 0, about: 'second_step', answer: 'send' }));
    await rig.clock.pass(minuteMs);
    expect(people.map(rig.deliveries)).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it('is for nobody whose date is over by then, and is missed after it', async () => {
    const id = await start();
    const nowMs = rig.clock.nowMs();
    const dates = ['2026-03-07', '2026-03-05', '2026-03-06T09:30', '2026-03-06', '2026-03-06T10:30'];
    giveTimes(
      rig.stores,
      dates.map((date, place) => [messageOf(id, people[place] ?? ''), date, nowMs, nowMs + hourMs] as const),
    );
    await passDays(rig, untilFridayMs + minuteMs);
    // Ada, Dan and Eve have theirs already, and Fay has none.
    expect(drawn(id)).toEqual([ada, dan, eve, fay]);
    await rig.clock.pass(hourMs);
    granted(await campaign.answer({ id: stepOf(id) ?? 0, about: 'second_step', answer: 'send' }));
    await rig.clock.pass(minuteMs);
    expect(statuses(stepOf(id)).map(([, status]) => status)).toEqual(['sent', 'sent', 'failed:missed', 'sent']);
  });

  it('asks though it was to go by itself, where its campaign is held up or it is late for a sleep', async () => {
    const id = await start({ byItself: true });
    await rig.clock.pass(hourMs);
    await draws.stop();
    rig.crash(() => rig.clock.sleepMs(4 * dayMs));
    arm();
    await rig.clock.pass(minuteMs);
    expect(rig.stores.queue.setAside(stepOf(id) ?? 0).secondStep).toBe(6);
    await passDays(rig, dayMs);
    expect(people.map(rig.deliveries)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('asks though it was to go by itself, where a row says something else than Check showed, or the data came back', async () => {
    const changed = await start({ byItself: true });
    await rig.clock.pass(hourMs);
    const cells = `UPDATE recipient SET cells = '["Person", "+44", "Another"]' WHERE row_number = 3`;
    rig.stores.db.run(cells);
    expect(rig.stores.secondSteps.get(changed)?.byItself).toBe(false);
    await passDays(rig, untilFridayMs);
    expect(rig.stores.queue.setAside(stepOf(changed) ?? 0).secondStep).toBe(6);
    const draft = rig.stores.campaigns.create('Another', quickSchedule, rig.clock.nowMs());
    granted(await campaign.update({ id: draft, step: { ...plan, byItself: true } }));
    markReturned(rig.stores.db, 'restored');
    expect(rig.stores.secondSteps.get(draft)?.byItself).toBe(false);
  });

  it('is for nobody once its campaign is cancelled, and for nobody more once it is cancelled itself', async () => {
    const first = await start({ byItself: true }, { schedule: { ...quickSchedule, dailyCap: 2 } });
    await rig.clock.pass(hourMs);
    granted(await campaign.cancel(first));
    await passDays(rig, 7 * dayMs);
    expect(stepOf(first)).toBeUndefined();
    expect(people.map(rig.deliveries)).toEqual([1, 1, 0, 0, 0, 0]);
  });

  it('goes on with nobody of a later day once it is cancelled', async () => {
    const id = await start({}, { schedule: { ...quickSchedule, dailyCap: 2 } });
    await passDays(rig, untilFridayMs + minuteMs);
    expect(drawn(id)).toEqual([ada, ben]);
    granted(await campaign.cancel(stepOf(id) ?? 0));
    await passDays(rig, 7 * dayMs);
    expect(statuses(stepOf(id))).toEqual([ada, ben].map((phone) => [phone, 'cancelled']));
  });

  it('is cancelled with a campaign that still runs', async () => {
    const id = await start({}, { schedule: { ...quickSchedule, dailyCap: 1 } });
    await passDays(rig, untilFridayMs + minuteMs);
    expect(drawn(id)).toEqual([ada]);
    granted(await campaign.cancel(id));
    expect(granted(campaign.get(stepOf(id) ?? 0)).state).toBe('cancelled');
  });

  it('may be taken out after the start, and neither added nor hurried', async () => {
    const id = await start();
    await rig.clock.pass(hourMs);
    expect(await campaign.update({ id, step: { ...plan, byItself: true } })).toMatchObject({ ok: false });
    expect(() => rig.stores.secondSteps.set(id, { ...plan, byItself: true })).toThrow('planned before the first');
    granted(await campaign.update({ id, step: null }));
    expect(granted(campaign.get(id))).toMatchObject({ step: null, nextStepMs: null });
    await passDays(rig, 7 * dayMs);
    expect(stepOf(id)).toBeUndefined();
    expect(() => rig.stores.secondSteps.set(id, plan)).toThrow('planned before the first');
  });

  it('goes with a draft that is deleted, and along with its copy', async () => {
    const id = rig.stores.campaigns.create('Camp', quickSchedule, rig.clock.nowMs());
    granted(await campaign.update({ id, step: plan }));
    const copy = granted(campaign.duplicate({ id, name: 'Copy', withList: false }));
    expect(copy.step).toEqual(plan);
    expect(rig.stores.campaigns.deleteDraft(id)).toBe(true);
    expect(rig.stores.secondSteps.get(id)).toBeNull();
  });

  it('keeps its campaign from starting while it is not whole', async () => {
    const id = rig.stores.campaigns.create('Camp', quickSchedule, rig.clock.nowMs());
    rig.stores.campaigns.update(id, { text: 'Are you in?', listId: addList(rig.stores, people) });
    for (const wrong of [
      { text: '' },
      { text: 'are you in??' },
      { text: 'Hi {{nobody}}' },
      { group: 'said_word' },
    ] as const) {
      granted(await campaign.update({ id, step: { ...plan, ...wrong } }));
      expect(granted(await campaign.check(id)).failures, JSON.stringify(wrong)).toEqual(['second_message']);
      expect(await campaign.start(id)).toMatchObject({ ok: false, failure: { code: 'second_message' } });
    }
    granted(await campaign.update({ id, step: plan }));
    expect(granted(await campaign.check(id)).failures).toEqual([]);
  });

  it('is drawn on after a crash in the middle, each person once', async () => {
    const many = Array.from({ length: 600 }, (_, place) => phoneOf(1_000 + place));
    const id = await start({}, { phones: many });
    await passDays(rig, untilFridayMs - hourMs);
    await draws.stop();
    const request = { campaignId: id, name: 'Camp: second', textScope: null, isHeld: true, nowMs: 1 };
    const untilMs = rig.clock.nowMs() - 2 * dayMs;
    expect(rig.stores.secondSteps.draw({ ...request, untilMs }, 0)).not.toBeNull();
    expect(drawn(id).length).toBeLessThan(300);
    rig.crash();
    arm();
    await rig.clock.pass(2 * hourMs);
    expect(drawn(id).toSorted()).toEqual(many);
    expect(rig.stores.queue.setAside(stepOf(id) ?? 0).secondStep).toBe(600);
  });

  it('is sent to nobody twice by a backup that knows nothing of it, also with another text', async () => {
    const id = await start({ byItself: true });
    await rig.clock.pass(hourMs);
    const backup = `${rig.folder}/backup.db`;
    rig.stores.db.sqlite.exec(`VACUUM INTO '${backup}'`);
    await passDays(rig, untilFridayMs);
    expect(people.map(rig.deliveries)).toEqual([2, 2, 2, 2, 2, 2]);
    const file = rig.stores.db.file;
    await draws.stop();
    rig.crash(() => {
      for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
      copyFileSync(backup, file);
    });
    rig.acknowledge();
    campaign = campaignActionsOf(rig);
    arm();
    await passDays(rig, dayMs);
    const stepId = stepOf(id) ?? 0;
    if (stepId !== 0 && granted(campaign.get(stepId)).setAside.secondStep > 0)
      granted(await campaign.answer({ id: stepId, about: 'second_step', answer: 'send' }));
    await passDays(rig, dayMs);
    expect(people.map(rig.deliveries)).toEqual([2, 2, 2, 2, 2, 2]);
    const skips = `SELECT DISTINCT reason FROM skip WHERE campaign_id = ?`;
    expect(rig.stores.db.values(skips, stepId)).toEqual(['already_has_text']);
  });
});

/** The state of each person's first message, and whether they are drawn for a second one. */
const fates = {
  silent: ['no_reply', 'no_read_receipt'],
  read: ['no_reply'],
  answered: [],
  saidYes: ['said_word'],
  doubt: [],
  absent: [],
  cancelled: [],
  stopped: [],
  blocked: [],
  erased: [],
} as const satisfies Record<string, readonly SecondStep['group'][]>;
type Fate = keyof typeof fates;

describe('whom a second message is for', () => {
  it('are those of its group, whatever became of all others', async () => {
    const everyFate = fc.array(fc.constantFrom(...(Object.keys(fates) as Fate[])), { minLength: 1, maxLength: 12 });
    const groups = fc.constantFrom<SecondStep['group']>('no_reply', 'no_read_receipt', 'said_word');
    await fc.assert(
      fc.asyncProperty(everyFate, groups, async (given, group) => {
        rig.close();
        // After several messages in doubt in a row, sending would wait and not reach the others.
        rig = makeRig({ settings: { unconfirmedInARow: 100 } });
        campaign = campaignActionsOf(rig);
        const phones = given.map((_, place) => phoneOf(place + 1));
        const of = (fate: Fate) => phones.filter((_, place) => given[place] === fate);
        for (const phone of of('absent')) rig.messenger.scripts.set(phone, { lookUp: { kind: 'absent' } });
        for (const phone of of('doubt')) rig.messenger.scripts.set(phone, { after: 'lost' });
        const id = await start({ group, word: group === 'said_word' ? 'yes' : '' }, { phones });
        rig.stores.messages.cancel(
          of('cancelled').map((phone) => messageOf(id, phone)),
          'operator',
          rig.clock.nowMs(),
        );
        await rig.clock.pass(hourMs);
        for (const phone of of('read')) read(phone);
        for (const phone of of('answered')) reply(phone, 'Yesterday I could not');
        for (const phone of of('saidYes')) reply(phone, '¡Yés, please!');
        for (const phone of of('stopped'))
          rig.stores.stops.add({
            ids: [`${phone.slice(1)}@c.us`],
            text: 'stop',
            waKey: phone,
            stopWord: 'stop',
            atMs: 1,
          });
        for (const phone of of('blocked')) rig.stores.doNotContact.add(phone, '', rig.clock.nowMs());
        for (const phone of of('erased')) atOnce(erasePerson(rig.stores.db, phone, rig.clock.nowMs()));
        await passDays(rig, 3 * dayMs);
        const isIn = (fate: Fate) => (fates[fate] as readonly string[]).includes(group);
        expect(drawn(id)).toEqual(phones.filter((_, place) => isIn(given[place] ?? 'doubt')));
        await draws.stop();
      }),
      { numRuns: 12 },
    );
  });
});

it('adds up in the report of the first, in its own, and in their files', async () => {
  rig.messenger.scripts.set(dan, { lookUp: { kind: 'absent' } });
  rig.messenger.scripts.set(eve, { after: 'lost' });
  const id = await start();
  await rig.clock.pass(hourMs);
  reply(ben, 'Yes');
  rig.stores.doNotContact.add(cem, '', rig.clock.nowMs());
  const of = (campaignId: number) => makeCampaignReport(rig.stores.db, campaignId, null, rig.clock.nowMs());
  const none = {
    drawn: 0,
    toCome: 0,
    notSent: 1,
    notConfirmed: 1,
    stopped: 1,
    leftOut: 0,
    notInGroup: 0,
    madeId: null,
  };
  expect(of(id).step).toEqual({ ...none, toCome: 3 });
  await passDays(rig, 3 * dayMs);
  const madeId = stepOf(id) ?? 0;
  expect(of(id).step).toEqual({ ...none, madeId, drawn: 2, leftOut: 1, notInGroup: 1, stopped: 0 });
  const { totals, skipped } = of(madeId);
  expect(totals).toMatchObject({ imported: 6, skipped: 4, open: 2 });
  expect(skipped).toMatchObject({ doNotContact: 1, notInGroup: 3 });
  const path = `${rig.folder}/report.csv`;
  for (const [campaignId, rows] of [
    [id, 6],
    [madeId, 6],
  ] as const) {
    await writeReport(rig.stores.db, {
      ...reportForm,
      kind: 'report',
      format: 'csv',
      language: 'en',
      path,
      scope: { kind: 'campaign', id: campaignId },
      timeZone: 'Europe/London',
      nowMs: rig.clock.nowMs(),
    });
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(rows + 1);
  }
  expect(readFileSync(path, 'utf8').match(/Not among those it is for/g)).toHaveLength(3);
});
