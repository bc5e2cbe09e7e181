import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { erasePerson } from '../../../db/people/erase-person.ts';
import type { Draws } from '../../../electron/campaigns/draws.ts';
import { atOnce } from '../../support/at-once.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { knowPeople } from '../../support/make-ready.ts';
import {
  applyReading,
  armDraws,
  comparedWith,
  draftDated,
  passHours,
  readDated,
  readListAgain,
} from '../../support/own-times.ts';
import { eachYear, twoDaysBefore } from '../../support/schedules.ts';

const minuteMs = 60_000;
const annsPhone = '+447700900101';
const ben = 'Ben,+447700900102,20/06/1988';
const ann = (date: string) => `Ann,${annsPhone},${date}`;

let rig: Rig;
let campaign: CampaignActions;
let draws: Draws | undefined;
beforeEach(async () => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
  // Wednesday 4 March 2026, before nine.
  rig.clock.jumpMs(2 * minuteMs);
  await passHours(rig, 21);
});
afterEach(async () => {
  await draws?.stop();
  rig.close();
});

const heldOf = (id: number) => rig.stores.queue.setAside(id);
const passMornings = (days: number) => passHours(rig, days * 24, { every: 24, awakeMinutes: 2 });

describe('a list of what goes each year, read again', () => {
  const yearly = eachYear;
  async function started(byItself: boolean): Promise<number> {
    const id = await draftDated(rig, campaign, [ann('14/03/1988'), ben], { own: yearly, byItself });
    granted(await campaign.start(id));
    draws = armDraws(rig);
    return id;
  }

  it('adds no more of the rows of a reading once the list was read again', async () => {
    const id = await started(true);
    const many = Array.from({ length: 250 }, (_, index) => `New,+447911${String(120_000 + index)},20/06/1988`);
    const reading = await readListAgain(rig, id, [ann('14/03/1988'), ben, ...many]);
    const withFewer = await readDated(rig, [ann('14/03/1988'), ben, ...many.slice(0, 60)], true);
    const adding = reading.add(many.length);
    rig.clock.jumpMs(1);
    await applyReading(rig, id, withFewer);
    expect(await adding).toMatchObject({ failure: { code: 'changed_meanwhile' } });
    const { listId } = rig.stores.campaigns.get(id) ?? {};
    expect(rig.stores.lists.get(listId ?? 0)?.recipients).toBe(102);
    const said = rig.stores.listReadings.of(id);
    expect([said?.result.left.count, said?.added]).toEqual([40, []]);
  });

  it('says once what became of the rows that were added, also where a crash cut the adding off before', async () => {
    const id = await started(true);
    const many = Array.from({ length: 250 }, (_, index) => `New,+447911${String(120_000 + index)},20/06/1988`);
    const reading = await readListAgain(rig, id, [ann('14/03/1988'), ben, ...many]);
    const { db, listChanges, listReadings, campaigns } = rig.stores;
    const row = campaigns.get(id) ?? expect.fail('the campaign is gone');
    const first = (listReadings.of(id)?.added ?? []).slice(0, 100);
    listChanges.add(id, first, campaigns.people.ownTimes(row, rig.clock.nowMs()), rig.clock.nowMs());
    db.sqlite.exec(`CREATE TEMP TABLE said (what); CREATE TEMP TRIGGER is_said AFTER UPDATE ON list_reading
      BEGIN INSERT INTO said VALUES (NEW.result); END`);
    expect(await reading.add(many.length)).toEqual({ ok: true, value: 150 });
    expect(db.count(`SELECT count(*) FROM said`)).toBe(1);
    expect(listReadings.of(id)?.added).toEqual([]);
  });

  it('moves a date that waits to be seen, and it still waits for that', async () => {
    const id = await started(false);
    await passMornings(374);
    // To 13 March 2027.
    expect(heldOf(id).secondStep).toBe(1);
    expect((await readListAgain(rig, id, [ann('20/03/1988'), ben])).result.moved.count).toBe(1);
    expect(heldOf(id).secondStep).toBe(1);
    await passMornings(10);
    expect(rig.deliveries(annsPhone)).toBe(1);
  });

  it('sends a date that was corrected after it went from the next year on', async () => {
    const id = await started(true);
    await passMornings(20);
    expect(rig.deliveries(annsPhone)).toBe(1);
    expect((await readListAgain(rig, id, [ann('14/04/1988'), ben])).result.later.count).toBe(1);
    await passMornings(60);
    expect(rig.deliveries(annsPhone)).toBe(1);
    await passMornings(340);
    expect(rig.deliveries(annsPhone)).toBe(2);
  });

  it.each([
    ['28/12/1988', '03/01/1988', 302, ['2026-12-28', '2028-01-03']],
    ['05/03/1988', '28/12/1988', 60, ['2026-03-05', '2026-12-28', '2027-12-28']],
    ['20/03/1988', '10/03/1988', 302, ['2026-03-20', '2027-03-10', '2028-03-10']],
  ])(
    'sends a date that was corrected from %s to %s once for each turn of the year',
    async (was, is, mornings, went) => {
      const id = await draftDated(rig, campaign, [ann(was), ben], { own: yearly, byItself: true });
      granted(await campaign.start(id));
      draws = armDraws(rig);
      await passMornings(mornings);
      await readListAgain(rig, id, [ann(is), ben]);
      await passMornings(742 - mornings);
      const sql = `SELECT m.occasion FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE r.phone = ? AND status = 'sent'`;
      expect(rig.stores.db.values<string>(sql, annsPhone)).toEqual(went);
    },
  );

  it('says whose next date is a year after the coming one, since they got theirs less than half a year before it', async () => {
    const id = await draftDated(rig, campaign, [ann('20/11/1988'), ben], { own: yearly, byItself: true });
    granted(await campaign.start(id));
    draws = armDraws(rig);
    await passMornings(272);
    expect(rig.deliveries(annsPhone)).toBe(1);
    const { result } = await readListAgain(rig, id, [ann('10/03/1988'), 'Ben,+447700900102,10/06/1988']);
    const line = { name: 'Ann', from: '20/11/1988', to: '10/03/1988' };
    expect(result).toMatchObject({ later: { count: 1, lines: [line] }, moved: { lines: [{ name: 'Ben' }] } });
    await passMornings(365);
    expect(rig.deliveries(annsPhone)).toBe(1);
    await passMornings(110);
    expect(rig.deliveries(annsPhone)).toBe(2);
  });

  it('leaves whoever was erased while it was compared as they are', async () => {
    const id = await started(true);
    const listId = await readDated(rig, [ann('20/03/1988'), 'Ben,+447700900102,21/06/1988']);
    const found = comparedWith(rig, id, listId);
    atOnce(erasePerson(rig.stores.db, annsPhone, rig.clock.nowMs()));
    for (const one of found.moved) rig.stores.listChanges.move(id, one, rig.clock.nowMs());
    const rows = rig.stores.db.values<string>(
      `SELECT cells FROM recipient WHERE list_id <> ? ORDER BY row_number`,
      listId,
    );
    expect(rows.join()).not.toContain('Ann');
    expect(rows.join()).toContain('21/06/1988');
  });

  it('has whoever was left out at the start gone too, until they stand in it again', async () => {
    const rows = [ann('14/03/1988'), ben, 'Cem,+447700900103,20/03/1988'];
    const id = await draftDated(rig, campaign, rows, { own: yearly, byItself: true });
    rig.stores.doNotContact.add(annsPhone, '', rig.clock.nowMs());
    granted(await campaign.start(id));
    rig.stores.doNotContact.remove(annsPhone);
    draws = armDraws(rig);
    await passMornings(30);
    expect((await readListAgain(rig, id, rows)).result).toMatchObject({ left: { count: 0 }, added: { count: 0 } });
    const without = await readListAgain(rig, id, rows.slice(1));
    expect(without.result.left).toMatchObject({ count: 1, lines: [{ name: 'Ann' }] });
    expect((await readListAgain(rig, id, rows.slice(1))).result.left.count).toBe(0);
    await passMornings(360);
    expect(rig.deliveries(annsPhone)).toBe(0);
    await readListAgain(rig, id, rows);
    await passMornings(370);
    expect(rig.deliveries(annsPhone)).toBe(1);
  });

  it('sends a date that was corrected after it was missed still in the same year', async () => {
    const id = await started(true);
    // Asleep past the 14th.
    rig.clock.jumpMs(15 * 24 * 60 * minuteMs);
    await passMornings(2);
    expect(rig.stores.campaigns.get(id)?.counts).toMatchObject({ sent: 0, notSent: 1 });
    await readListAgain(rig, id, [ann('14/04/1988'), ben]);
    await passMornings(60);
    expect(rig.deliveries(annsPhone)).toBe(1);
  });
});

it('a list by a filter, drawn again, has nobody new outside the part of it that was chosen', async () => {
  const own = [`Ann,${annsPhone},,Leeds`, 'Ben,+447700900102,,Leeds'];
  const all = [...own, 'Cem,+447700900103,,York', 'Dan,+447700900104,,Leeds'];
  const later = rig.stores.lists.get(await readDated(rig, all, false));
  if (!later) throw new Error('no list');
  atOnce(rig.stores.savedLists.save(later, 'all', rig.clock.nowMs()));
  knowPeople(rig.stores.knownPeople);
  const weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2026-03-12', times: 4, leftOut: [] };
  const id = await draftDated(rig, campaign, own, { weekly });
  const audience = { conditions: [], drawnAtMs: rig.clock.nowMs(), usesOld: true, withOld: 0, columns: [] };
  const choices = { ...later.choices, segment: [{ index: 3, values: ['Leeds'] }] };
  const listId = rig.stores.campaigns.get(id)?.listId ?? 0;
  const written = [JSON.stringify(audience), JSON.stringify(choices), listId];
  rig.stores.db.run(`UPDATE list SET audience = ?, choices = ? WHERE id = ?`, ...written);
  granted(await campaign.update({ id, text: 'Soup at six, {{name}}' }));
  granted(await campaign.start(id));
  const { result } = await applyReading(rig, id, later.id);
  expect(result.added.lines.map(({ name }) => name)).toEqual(['Dan']);
});

it('whoever is new can still be added after that was refused', async () => {
  const weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2026-03-12', times: 4, leftOut: [] };
  const rows = [`Ann,${annsPhone},`, 'Ben,+447700900102,'];
  const id = await draftDated(rig, campaign, rows, { weekly });
  granted(await campaign.update({ id, text: 'Soup at six, {{name}}' }));
  granted(await campaign.start(id));
  const reading = await readListAgain(rig, id, [...rows, 'Cem,+447700900103,']);
  // A draft has already shown the same list.
  const copy = granted(campaign.duplicate({ id, name: 'Copy', withList: true }));
  expect(await reading.add(1)).toMatchObject({ failure: { code: 'not_allowed_now' } });
  expect(rig.stores.campaigns.deleteDraft(copy.id)).toBe(true);
  expect(granted(await reading.add(1))).toBe(1);
  expect(await reading.add(1)).toMatchObject({ failure: { code: 'changed_meanwhile' } });
});

describe('whoever was missed', () => {
  const own = twoDaysBefore;
  const others = ['Ben,+447700900102,19.03.2026 10:30', 'Cem,+447700900103,19.03.2026 11:30'];

  it('is offered again with a date that is ahead, and gets it once a person says so', async () => {
    const id = await draftDated(rig, campaign, [ann('19.03.2026 09:30'), ...others], { own });
    granted(await campaign.start(id));
    const wrong = [ann('03.03.2026 09:30'), ...others];
    expect((await readListAgain(rig, id, wrong)).result.missed.count).toBe(1);
    expect((await readListAgain(rig, id, wrong)).result).toMatchObject({ same: 3, added: { count: 0 } });
    const right = [ann('20.03.2026 09:30'), ...others];
    const { result, add } = await readListAgain(rig, id, right);
    expect(result).toMatchObject({ same: 2, added: { count: 1, lines: [{ name: 'Ann', to: '20.03.2026 09:30' }] } });
    expect(granted(await add(1))).toBe(1);
    expect((await readListAgain(rig, id, right)).result).toMatchObject({ same: 3, added: { count: 0 } });
    await passHours(rig, 20 * 24);
    expect(rig.messenger.delivered.filter(({ phone }) => phone === annsPhone).map(({ text }) => text)).toEqual([
      'See you on 20.03.2026 09:30',
    ]);
  });
});

describe('a list that is read again with its dates in another order of day and month', () => {
  const own = twoDaysBefore;
  const cem = (date: string) => `Cem,+447700900103,${date}`;

  it.each([
    ['shows it', '19/03/2026'],
    ['leaves it open', '10/03/2026'],
  ])('is read by what its own dates say: no day is taken for a month, where the first one %s', async (_, last) => {
    const id = await draftDated(rig, campaign, [ann('09/03/2026'), 'Ben,+447700900102,08/03/2026', cem(last)], { own });
    granted(await campaign.start(id));
    const [day, month] = last.split('/');
    const rows = [
      ann('3/9/2026'),
      'Ben,+447700900102,03/11/2026',
      cem(`${month}/${day}/2026`),
      'Dan,+447700900104,3/20/2026',
    ];
    const { result } = await readListAgain(rig, id, rows);
    expect(result).toMatchObject({
      moved: { count: 2 },
      missed: { count: 0 },
      held: { count: 0 },
      added: { count: 1 },
    });
    await passHours(rig, 20 * 24);
    const texts = rig.messenger.delivered.map(({ text }) => text.replace('See you on ', ''));
    expect(new Set(texts)).toEqual(new Set(['9/3/2026', '11/03/2026', last]));
  });
});
