import { DateTime } from 'luxon';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markReturned } from '../../../db/folder/returned-campaigns.ts';
import { columnForm } from '../../../domain/lists/value-form.ts';
import { campaignScope } from '../../../domain/messages/scope.ts';
import { phoneAlias } from '../../../domain/people/alias.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import type { Weekly } from '../../../domain/schedule/weekly-rule.ts';
import type { Draws } from '../../../electron/campaigns/draws.ts';
import { atOnce } from '../../support/at-once.ts';
import { tokenOf } from '../../support/attempts.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { settle } from '../../support/fake-clock.ts';
import { granted } from '../../support/granted.ts';
import { knowPeople } from '../../support/make-ready.ts';
import { applyReading, armDraws, draftDated, passHours, readDated, readListAgain } from '../../support/own-times.ts';
import { eachYear } from '../../support/schedules.ts';

const london = 'Europe/London';
const minuteMs = 60_000;

let rig: Rig;
let campaign: CampaignActions;
let draws: Draws | undefined;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
  // Tuesday 3 March 2026: so that hours begin while the computer is awake.
  rig.clock.jumpMs(2 * minuteMs);
});
afterEach(async () => {
  await draws?.stop();
  rig.close();
});

async function start(id: number): Promise<void> {
  granted(await campaign.start(id));
  draws = armDraws(rig);
}

const went = () =>
  rig.stores.db
    .all<{ phone: string; occasion: string; atMs: number }>(
      `SELECT r.phone, m.occasion, a.passed_at_ms AS atMs FROM attempt a JOIN message m ON m.id = a.message_id
       JOIN recipient r ON r.id = m.recipient_id WHERE a.passed_at_ms IS NOT NULL ORDER BY a.passed_at_ms, r.phone`,
    )
    .map(({ phone, occasion, atMs }) => {
      const at = DateTime.fromMillis(atMs, { zone: london }).startOf('hour').toFormat('yyyy-MM-dd HH:mm');
      return `${phone.slice(-3)} ${at} for ${occasion}`;
    });
const heldOf = (id: number) => rig.stores.queue.setAside(id).secondStep;
const stateOf = (id: number) => rig.stores.campaigns.get(id);

const yearly: OwnTimes = { ...eachYear, decisions: [{ cause: 'leap_day', as: 'day_after' }] };
const born = ['Ann,+447700900101,14/03/1988', 'Jens,+447700900102,3/12/61', 'Thaís,+447700900103,29/02/2004'];

/** Lets days pass; the computer is awake for a while around nine in the morning. */
const passMornings = (days: number) => passHours(rig, days * 24, { every: 24, awakeMinutes: 2 });

/** People who come in with a newer list, which is saved; with a workbook's numbers where a country is given. */
async function saveLater(rows: readonly string[], numbersOf: string | null = null): Promise<void> {
  const id = await readDated(rig, rows);
  if (numbersOf !== null) makeNumbers(id, numbersOf);
  const later = rig.stores.lists.get(id);
  if (later) atOnce(rig.stores.savedLists.save(later, 'later', rig.clock.nowMs()));
  knowPeople(rig.stores.knownPeople);
}
/** The column of visits holds a workbook's numbers, on a list for that country. */
function makeNumbers(listId: number, country: string): void {
  const column = { index: 3, hasShortDates: false, hasUnclearTexts: false };
  const numbers = { country, columns: [column], values: [] };
  const { stores } = rig;
  stores.db.run(
    `UPDATE list SET country = @country, facts = json_set(facts, '$.numbers', json(@numbers)),
       fields = json_set(fields, '$[2].form', json(@form)) WHERE id = @listId`,
    {
      listId,
      country,
      numbers: JSON.stringify(numbers),
      form: JSON.stringify(columnForm(3, undefined, country, numbers)),
    },
  );
}

describe('a birthday list', () => {
  beforeEach(() => passHours(rig, 21));

  it('goes each year on its day through a leap year, 29 February as it was said, once for each year', async () => {
    const id = await draftDated(rig, campaign, born, { own: yearly, byItself: true });
    await start(id);
    expect(stateOf(id)?.counts.pending).toBe(3);
    // From 3 March 2026 to 5 March 2028.
    await passMornings(733);
    expect(went()).toEqual([
      ...['101 2026-03-14 09:00 for 2026-03-14', '102 2026-12-03 09:00 for 2026-12-03'],
      ...['103 2027-03-01 09:00 for 2027-03-01', '101 2027-03-14 09:00 for 2027-03-14'],
      ...['102 2027-12-03 09:00 for 2027-12-03', '103 2028-02-29 09:00 for 2028-02-29'],
    ]);
    expect(stateOf(id)).toMatchObject({ state: 'running', counts: { sent: 6, notSent: 0, pending: 0 } });
    const added = rig.stores.db.values<number>(`SELECT id FROM message ORDER BY id`).map((message) => {
      const [first] = rig.stores.queries.message(message)?.history ?? [];
      return `${first?.what} ${DateTime.fromMillis(first?.atMs ?? 0).toISODate()}`;
    });
    // The first date of each person at the start, every further one the day before its date.
    expect(added).toEqual([
      ...['created 2026-03-04', 'created 2026-03-04', 'created 2026-03-04'],
      ...['created 2027-03-13', 'created 2027-12-02', 'created 2028-02-28'],
    ]);
    granted(await campaign.cancel(id));
    await passMornings(20);
    expect(went()).toHaveLength(6);
  });

  it('goes on its day also where the disk cannot be read for a while', async () => {
    const id = await draftDated(rig, campaign, born.slice(0, 1), { own: yearly, byItself: true });
    granted(await campaign.start(id));
    const { series } = rig.stores;
    const { open } = series;
    series.open = () => {
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' });
    };
    draws = armDraws(rig);
    series.open = open;
    await passMornings(12);
    expect(went()).toEqual(['101 2026-03-14 09:00 for 2026-03-14']);
  });

  it('waits for a person from the second year on, and is missed where nobody looked, which is said', async () => {
    const id = await draftDated(rig, campaign, born.slice(0, 1), { own: yearly });
    await start(id);
    await passMornings(374);
    expect(went()).toHaveLength(1);
    // 13 March 2027.
    expect(heldOf(id)).toBe(1);
    await passMornings(2);
    expect(stateOf(id)?.counts).toMatchObject({ sent: 1, notSent: 1, pending: 0 });
    const { notices } = rig.stores;
    expect(notices.open()).toMatchObject([{ kind: 'date_unseen', campaignId: id, detail: '2027-03-14' }]);
    await passMornings(364);
    expect(heldOf(id)).toBe(1);
    granted(await campaign.answer({ id, about: 'second_step', answer: 'send' }));
    await passMornings(2);
    expect(went()).toEqual(['101 2026-03-14 09:00 for 2026-03-14', '101 2028-03-14 09:00 for 2028-03-14']);
    expect(notices.open()).toHaveLength(1);
  });

  it('is drawn for no date that a clock far ahead calls over, where it is put right within minutes', async () => {
    const id = await draftDated(rig, campaign, born.slice(0, 2), { own: yearly, byItself: true });
    await start(id);
    await passMornings(300);
    const farMs = 800 * 24 * 60 * minuteMs;
    /** Lets every date be drawn that may be. */
    const draw = async (ms: number) => {
      await rig.clock.pass(ms);
      for (let turn = 0; turn < 400; turn += 1) await settle();
    };
    rig.clock.jumpMs(farMs);
    await draw(8 * minuteMs);
    rig.clock.jumpMs(-farMs);
    await passMornings(90);
    expect(went().at(-1)).toBe('101 2027-03-14 09:00 for 2027-03-14');
    expect(stateOf(id)?.counts).toMatchObject({ sent: 3, notSent: 0 });
    // An app that was away for so long reports what was missed by that.
    rig.clock.jumpMs(farMs);
    await draw(12 * minuteMs);
    await rig.clock.pass(2 * minuteMs);
    expect(stateOf(id)?.counts).toMatchObject({ sent: 3, notSent: 4 });
  });

  it('takes each year what the newest list says, and nobody whom it should not reach by then', async () => {
    const here = born.slice(0, 2).map((row) => `${row},York`);
    const id = await draftDated(rig, campaign, here, { own: yearly, byItself: true });
    granted(await campaign.update({ id, text: '{{name}} of {{visit}}' }));
    await start(id);
    await passMornings(300);
    await saveLater(['ANN,+447700900101,1/1/1970,Bath']);
    rig.stores.doNotContact.add('+447700900102', '', rig.clock.nowMs());
    await passMornings(400);
    expect(rig.messenger.delivered.map(({ text }) => text)).toEqual([
      ...['Ann of York', 'Jens of York', 'Ann of Bath'],
    ]);
  });

  it.each([
    ['a text there, of numbers here', 'DE', null, '"10,5"', '"1.250"', '10,5'],
    ['of numbers there, a text here', null, 'DE', '"10,5"', '1250.5', '1250,5'],
    ['of numbers on both', 'DE', 'DE', '10.5', '1.250', '1,250'],
  ])('takes no amount of a newer list that would be another one here: %s', async (_, here, there, old, now, shown) => {
    const id = await draftDated(rig, campaign, [`Ann,+447700900101,14/03/1988,${old}`], {
      own: yearly,
      byItself: true,
    });
    const listId = rig.stores.db.count('SELECT list_id FROM campaign WHERE id = ?', id);
    rig.stores.db.run(`UPDATE list SET country = 'DE' WHERE id = ?`, listId);
    if (here !== null) makeNumbers(listId, here);
    granted(await campaign.update({ id, text: 'Your share: {{visit}}' }));
    await start(id);
    await passMornings(30);
    await saveLater([`Ann,+447700900101,1/1/1970,${now}`], there);
    await passMornings(365);
    expect(rig.messenger.delivered.at(-1)?.text).toBe(`Your share: ${shown}`);
  });

  it('takes nothing of a newer list that may be about somebody else on the same phone', async () => {
    const twins = ['Ann,+447700900101,14/03/1988,Bath', 'Ben,+447700900102,15/03/1988,Bath'];
    const id = await draftDated(rig, campaign, twins, { own: yearly, byItself: true });
    granted(await campaign.update({ id, text: '{{name}} of {{visit}}' }));
    await start(id);
    await passMornings(30);
    // Her daughter; and two people of his name, so that nobody knows which is meant.
    await saveLater(['Mia,+447700900101,1/1/2010,York']);
    await saveLater(['Ben,+447700900102,1/1/1970,York', 'Ben,+447700900102,2/1/1970,Leeds']);
    await passMornings(365);
    expect(rig.messenger.delivered.slice(2).map(({ text }) => text)).toEqual(['Ann of Bath', 'Ben of Bath']);
  });
});

describe('whoever is gone from a list that was read again after this year’s message', () => {
  const two = born.slice(0, 2);
  const [ann = '', jens = ''] = two;
  const zoe = 'Zoë,+447700900104,20/03/1990';

  it('is drawn no more, unless a person says so or they stand in it again', async () => {
    const id = await draftDated(rig, campaign, [...two, zoe], { own: yearly, byItself: true });
    await start(id);
    // Ann and Zoë have their messages for 2026 by then.
    await passMornings(30);
    const { result } = await readListAgain(rig, id, [jens, zoe]);
    expect(result).toMatchObject({ left: { count: 1, lines: [{ name: 'Ann' }] }, gone: { count: 0 } });
    await passMornings(360);
    expect(went().map((line) => line.slice(0, 14))).toEqual([
      '101 2026-03-14',
      '104 2026-03-20',
      '102 2026-12-03',
      '104 2027-03-20',
    ]);
    // She is not mentioned again, and she is back with the file that has her.
    expect((await readListAgain(rig, id, [jens, zoe])).result).toMatchObject({ same: 2, left: { count: 0 } });
    expect((await readListAgain(rig, id, [ann, jens, zoe])).result).toMatchObject({ same: 3, added: { count: 0 } });
    await passMornings(370);
    expect(
      went()
        .filter((line) => line.startsWith('101'))
        .map((line) => line.slice(4, 14)),
    ).toEqual(['2026-03-14', '2028-03-14']);
  });

  it('is drawn where a person keeps them, and an undo brings them back too', async () => {
    const id = await draftDated(rig, campaign, [...two, zoe], { own: yearly, byItself: true });
    await start(id);
    await passMornings(30);
    const first = await readListAgain(rig, id, [jens, zoe]);
    granted(first.undo());
    const gone = () => rig.stores.db.values(`SELECT name FROM recipient WHERE gone_at_ms IS NOT NULL`);
    expect(gone()).toEqual([]);
    const second = await readListAgain(rig, id, [jens, zoe]);
    expect(gone()).toEqual(['Ann']);
    granted(second.keep());
    expect(gone()).toEqual([]);
    await passMornings(370);
    expect(rig.deliveries('+447700900101')).toBe(2);
  });
});

const weekly: Weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2026-03-12', times: 4, leftOut: ['2026-03-19'] };
const group = ['Ann,+447700900101,', 'Ben,+447700900102,', 'Cem,+447700900103,'];
const hours = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6] };
const drafted = (change = {}) =>
  draftDated(rig, campaign, group, { window: hours, weekly, ...change }).then(async (id) => {
    granted(await campaign.update({ id, text: 'Soup at six, {{name}}' }));
    return id;
  });

describe('a weekly series', () => {
  it('has as many dates ahead in a copy, which begins after those that are over', async () => {
    const id = await drafted();
    // Thursday 19 March, after its hour.
    rig.clock.jumpMs(DateTime.fromISO('2026-03-19T18:00', { zone: london }).toMillis() - rig.clock.nowMs());
    const copyOf = () => granted(campaign.duplicate({ id, name: 'Copy', withList: true })).schedule.weekly;
    expect(copyOf()).toEqual({ ...weekly, fromDay: '2026-03-20', leftOut: [] });
    rig.clock.jumpMs(-2 * 60 * minuteMs);
    expect(copyOf()).toEqual({ ...weekly, fromDay: '2026-03-19' });
    rig.clock.jumpMs(-14 * 24 * 60 * minuteMs);
    expect(copyOf()).toEqual(weekly);
  });

  it('goes to everybody once for each date, at its hour over a change of the clocks, and ends with its last', async () => {
    const id = await drafted({ byItself: true });
    await start(id);
    expect(stateOf(id)).toMatchObject({ state: 'running', nextDay: '2026-03-12', counts: { pending: 0 } });
    await passHours(rig, 40 * 24);
    const dates = ['2026-03-12', '2026-03-26', '2026-04-02', '2026-04-09'];
    expect(went().toSorted()).toEqual(
      dates.flatMap((day) => ['101', '102', '103'].map((who) => `${who} ${day} 17:00 for ${day}`)).toSorted(),
    );
    expect(stateOf(id)).toMatchObject({ state: 'finished', nextDay: null, counts: { sent: 12, notSent: 0 } });
  });

  it('is made the day before and waits for a person; what nobody looked at is left out when its hours end', async () => {
    const id = await drafted();
    await start(id);
    await passHours(rig, 8 * 24 + 4);
    // Wednesday at four.
    expect(heldOf(id)).toBe(0);
    await passHours(rig, 2);
    expect(heldOf(id)).toBe(3);
    await passHours(rig, 24 + 2);
    // Thursday at eight in the evening.
    expect(stateOf(id)?.counts).toMatchObject({ sent: 0, pending: 0, notSent: 3 });
    await passHours(rig, 13 * 24);
    expect(heldOf(id)).toBe(3);
    granted(await campaign.answer({ id, about: 'second_step', answer: 'send' }));
    await passHours(rig, 24);
    expect(went()).toEqual(['101', '102', '103'].map((who) => `${who} 2026-03-26 17:00 for 2026-03-26`));
  });

  it('asks for each date who may get it then, and its own of the weeks before keep nobody from it', async () => {
    rig.settings.quietDays = 30;
    const id = await drafted({ byItself: true });
    await start(id);
    await passHours(rig, 12 * 24);
    const atMs = rig.clock.nowMs();
    rig.stores.doNotContact.add('+447700900103', '', atMs);
    rig.stores.stops.add({ ids: ['447700900102@c.us'], text: 'Stop', stopWord: 'stop', waKey: 'stop', atMs });
    await passHours(rig, 14 * 24);
    expect(went().map((line) => line.slice(0, 3))).toEqual(['101', '102', '103', '101']);
    expect(rig.stores.db.count(`SELECT count(*) FROM message`)).toBe(4);
  });

  it('asks though it goes by itself, where it stood still on the day before', async () => {
    const id = await drafted({ byItself: true });
    await start(id);
    await passHours(rig, 24);
    granted(campaign.pause(id));
    await passHours(rig, 7 * 24 + 10);
    granted(campaign.resume(id));
    expect(heldOf(id)).toBe(3);
    await passHours(rig, 20);
    expect(went()).toEqual([]);
  });

  it('is for nobody who would get a blank by then, and nobody is asked about that', async () => {
    const id = await drafted({ byItself: true });
    await start(id);
    rig.stores.db.run(`UPDATE recipient SET cells = json_set(cells, '$[0]', '') WHERE phone = '+447700900102'`);
    await passHours(rig, 10 * 24);
    expect(went().map((line) => line.slice(0, 3))).toEqual(['101', '103']);
    expect(rig.stores.db.count(`SELECT count(*) FROM message WHERE campaign_id = ?`, id)).toBe(2);
  });

  it('is for nobody who has it for that date as the ledger alone remembers', async () => {
    const id = await drafted({ byItself: true });
    await start(id);
    const { attempts, fences } = rig.stores;
    const nowMs = rig.clock.nowMs();
    const sent = { account: '+447700900118', chatId: '', body: '', attachmentHash: null, nowMs };
    const attemptId = attempts.open('ledger', null, { ...sent, token: tokenOf('before the backup') });
    attempts.passAsInLedger(attemptId, { random: 'R1', atMs: nowMs }, null);
    const scope = campaignScope(stateOf(id)?.uid ?? '', '2026-03-12');
    fences.take(scope, fences.hash(phoneAlias('+447700900101')), attemptId);
    await passHours(rig, 10 * 24);
    expect(went().map((line) => line.slice(0, 3))).toEqual(['102', '103']);
    expect(rig.stores.db.count(`SELECT count(*) FROM message WHERE campaign_id = ?`, id)).toBe(2);
  });

  it('is drawn on no date for whom another computer’s report says that they have it', async () => {
    const id = await drafted({ byItself: true });
    await start(id);
    const { attempts, fences } = rig.stores;
    const nowMs = rig.clock.nowMs();
    const sent = { account: '+447700900121', chatId: '', body: '', attachmentHash: null, nowMs };
    const attemptId = attempts.open('ledger', null, { ...sent, token: tokenOf('of another computer') });
    attempts.passAsInLedger(attemptId, { random: 'R1', atMs: nowMs }, null);
    fences.take(campaignScope(stateOf(id)?.uid ?? ''), fences.hash(phoneAlias('+447700900101')), attemptId);
    await passHours(rig, 24 * 24);
    expect(went().map((line) => line.slice(0, 3))).toEqual(['102', '103', '102', '103']);
    expect(stateOf(id)?.counts).toMatchObject({ sent: 4, notSent: 0 });
  });

  it('is held where the computer was off over its date, and never goes late by itself', async () => {
    const id = await drafted({ byItself: true });
    await start(id);
    await passHours(rig, 24);
    // Until Thursday the 12th, 19:32: two and a half hours late, while its hours are still open.
    rig.clock.jumpMs(8 * 24 * 60 * minuteMs + 7.5 * 60 * minuteMs);
    await rig.clock.pass(15 * minuteMs);
    expect(heldOf(id)).toBe(3);
    await passHours(rig, 24);
    expect(stateOf(id)?.counts).toMatchObject({ sent: 0, notSent: 3 });
  });

  it('is refused without a date ahead within its hours, also once it goes, and asks after it came back with a backup', async () => {
    const late = await drafted({ weekly: { ...weekly, atMinute: 21 * 60 } });
    expect(granted(await campaign.check(late)).failures).toEqual(['no_dates']);
    const over = await drafted({ weekly: { ...weekly, fromDay: '2026-01-01' } });
    expect(granted(await campaign.check(over)).failures).toEqual(['no_dates']);
    const id = await drafted({ byItself: true });
    await start(id);
    const { schedule } = granted(campaign.get(id));
    const refused = { ok: false, failure: { code: 'no_dates' } };
    for (const window of [
      { ...hours, toMinute: 17 * 60 },
      { ...hours, days: [1, 2, 3] },
    ])
      expect(await campaign.update({ id, schedule: { ...schedule, window } })).toMatchObject(refused);
    markReturned(rig.stores.db, 'restored');
    granted(campaign.resume(id));
    await passHours(rig, 9 * 24);
    expect([heldOf(id), went()]).toEqual([3, []]);
  });

  it('leaves out a date that was taken out after the start, and is asked about from then on where that was said', async () => {
    const id = await drafted({ byItself: true });
    await start(id);
    const { schedule } = granted(campaign.get(id));
    const fewer = { ...weekly, times: 9, leftOut: ['2026-03-12', '2026-03-19'] };
    granted(await campaign.update({ id, schedule: { ...schedule, weekly: fewer, byItself: false } }));
    expect(stateOf(id)?.schedule).toMatchObject({ weekly: { times: 4, leftOut: fewer.leftOut }, byItself: false });
    granted(await campaign.update({ id, schedule: { ...schedule, weekly: fewer, byItself: true } }));
    await passHours(rig, 23 * 24);
    expect([heldOf(id), went()]).toEqual([3, []]);
    expect(stateOf(id)?.counts).toMatchObject({ notSent: 0 });
  });

  it('takes in whoever came later at a person’s word alone, for the dates that are not drawn yet', async () => {
    const id = await drafted({ byItself: true });
    await start(id);
    await passHours(rig, 10 * 24);
    expect(went()).toHaveLength(3);
    const [, ben = '', cem = ''] = group;
    const dora = 'Dora,+447700900104,';
    const reading = await readListAgain(rig, id, [dora, cem, ben]);
    expect(reading.result).toMatchObject({ same: 2, left: { count: 1 }, gone: { count: 0 }, added: { count: 1 } });
    await passHours(rig, 14 * 24);
    // The 26th: Ben and Cem alone.
    expect(
      went()
        .slice(3)
        .map((line) => line.slice(0, 3))
        .toSorted(),
    ).toEqual(['102', '103']);
    expect(granted(await reading.add(1))).toBe(1);
    expect(await reading.add(1)).toMatchObject({ failure: { code: 'changed_meanwhile' } });
    expect((await readListAgain(rig, id, [dora, cem, ben])).result).toMatchObject({ same: 3, added: { count: 0 } });
    await passHours(rig, 20 * 24);
    expect(went().slice(5).toSorted()).toEqual(
      ['2026-04-02', '2026-04-09']
        .flatMap((day) => ['102', '103', '104'].map((who) => `${who} ${day} 17:00 for ${day}`))
        .toSorted(),
    );
  });

  it('takes in whoever fits its filter by now, and nobody a second time', async () => {
    const later = rig.stores.lists.get(await readDated(rig, [...group, 'Dora,+447700900104,'], false));
    if (!later) throw new Error('no list');
    atOnce(rig.stores.savedLists.save(later, 'all', rig.clock.nowMs()));
    knowPeople(rig.stores.knownPeople);
    const id = await drafted({ byItself: true });
    const listId = rig.stores.campaigns.get(id)?.listId ?? 0;
    const drawnAtMs = rig.clock.nowMs();
    const audience = { conditions: [], drawnAtMs, usesOld: true, withOld: 0, columns: [] };
    rig.stores.db.run(`UPDATE list SET audience = ? WHERE id = ?`, JSON.stringify(audience), listId);
    await start(id);
    const reading = await applyReading(rig, id, later.id);
    expect(reading.result).toMatchObject({ left: { count: 0 }, gone: { count: 0 }, added: { count: 1 } });
    granted(await reading.add(1));
    await passHours(rig, 10 * 24);
    expect(
      went()
        .map((line) => line.slice(0, 3))
        .toSorted(),
    ).toEqual(['101', '102', '103', '104']);
  });

  it('goes to nobody who does not fit its filter any more by then', async () => {
    const later = rig.stores.lists.get(await readDated(rig, group, false));
    if (!later) throw new Error('no list');
    atOnce(rig.stores.savedLists.save(later, 'all', rig.clock.nowMs()));
    knowPeople(rig.stores.knownPeople);
    const id = await drafted({ byItself: true });
    const moved = rig.stores.tags.named('moved away');
    const conditions = [{ kind: 'tagged', is: false, tagIds: [moved] }];
    const audience = { conditions, drawnAtMs: rig.clock.nowMs(), usesOld: true, withOld: 0, columns: [] };
    const listId = rig.stores.campaigns.get(id)?.listId ?? 0;
    rig.stores.db.run(`UPDATE list SET audience = ? WHERE id = ?`, JSON.stringify(audience), listId);
    await start(id);
    const ann = `SELECT person_id FROM person_number WHERE variant_key = '+447700900101'`;
    rig.stores.tags.give(moved, [rig.stores.db.count(ann)]);
    await passHours(rig, 10 * 24);
    expect(
      went()
        .map((line) => line.slice(0, 3))
        .toSorted(),
    ).toEqual(['102', '103']);
  });
});
