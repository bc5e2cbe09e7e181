import { DateTime } from 'luxon';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ListReadings } from '../../../db/campaigns/list-readings.ts';
import { markReturned } from '../../../db/folder/returned-campaigns.ts';
import { erasePerson } from '../../../db/people/erase-person.ts';
import { readLeftOut } from '../../../db/report/report-sums.ts';
import { belongs, naturalSort } from '../../../domain/messages/message-filter.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import { pendingDays } from '../../../electron/campaigns/own-times.ts';
import { summariesOf } from '../../../electron/campaigns/read.ts';
import { atOnce } from '../../support/at-once.ts';
import { type CampaignActions, campaignActionsOf, campaignPartsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { comparedWith, draftDated, passHours, readDated, readListAgain } from '../../support/own-times.ts';
import { everyMs, twoDaysBefore } from '../../support/schedules.ts';

const minuteMs = 60_000;
const rule = twoDaysBefore;
const window = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6] };

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
  // So that hours begin while the computer is awake.
  rig.clock.jumpMs(2 * minuteMs);
});
afterEach(() => rig.close());

const rowsOf = (text: string) => text.trim().split('\n').slice(1);
const draft = (text: string, own = rule) => draftDated(rig, campaign, rowsOf(text), { own, window });
const passDays = (days: number) => passHours(rig, days * 24);

/** The minute of a message by the clock of a place. */
const wentAt = (zone: string) =>
  rig.stores.db
    .all<{ phone: string; occasion: string; atMs: number }>(
      `SELECT r.phone, m.occasion, a.passed_at_ms AS atMs FROM attempt a JOIN message m ON m.id = a.message_id
       JOIN recipient r ON r.id = m.recipient_id WHERE a.passed_at_ms IS NOT NULL ORDER BY a.passed_at_ms`,
    )
    .map(({ phone, occasion, atMs }) => {
      const at = DateTime.fromMillis(atMs, { zone }).startOf('minute').toFormat('ccc d LLL HH:mm');
      return `${phone.slice(-3)} ${at} for ${occasion}`;
    });

const clinic = `Name,Mobile,Date
Ann,+447700900101,10.03.2026 09:30
Ann again,+447700900101,19.03.2026 09:30
Ann twice,+447700900101,19.03.2026 09:30
Rogério,+5511987654321,12.03.2026 14:00
Kofi,+447700900103,10.03.2026 08:00
Zoë,+447700900104,to be agreed
Oliver,+447700900105,31/04/2026
Past,+447700900106,02.03.2026 10:00
Soon,+447700900107,04.03.2026 10:00
Sunday,+447700900108,17.03.2026 10:00
`;

const decided: OwnTimes = { ...rule, decisions: [{ cause: 'outside_day', as: 'earlier' }] };

describe('around a date of the list', () => {
  it('says what of each row is certain, and what waits for a decision', async () => {
    const id = await draft(clinic);
    const plan = granted(await campaign.ownTimes(id));
    expect(plan).toMatchObject({ rows: 9, moments: 2, open: 7, leftOut: 0, order: 'dmy', dmy: 3, mdy: 0 });
    expect(plan.groups.map(({ cause, as, count }) => [cause, as, count])).toEqual([
      ['no_date', null, 1],
      ['impossible', null, 1],
      ['outside_day', null, 3],
      ['date_past', null, 1],
      ['day_past', null, 1],
    ]);
    expect(plan.days.map(({ count }) => count)).toEqual([1, 1]);
    expect(plan.samples.map(({ zone }) => zone)).toEqual(['America/Sao_Paulo', 'Europe/London']);
    const checked = granted(await campaign.check(id));
    expect(checked).toMatchObject({ willSend: 2, noMoment: 7, momentsOpen: 7, failures: [] });
  });

  it('each goes once at their own moment, two appointments of one person both, and nobody without one', async () => {
    const id = await draft(clinic, decided);
    const plan = granted(await campaign.ownTimes(id));
    expect(plan).toMatchObject({ moments: 5, open: 4 });
    expect(plan.groups.find(({ cause }) => cause === 'outside_day')).toMatchObject({ as: 'earlier', count: 3 });
    granted(await campaign.start(id));
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'own_time' });
    const [foretold] = summariesOf({ ...rig.stores, clock: rig.clock }, [id]);
    expect(foretold?.expectedFinishMs).toBe(Date.UTC(2026, 2, 17, 18));
    await passDays(20);
    expect(wentAt('Europe/London')).toEqual([
      '101 Sat 7 Mar 18:00 for 2026-03-10T09:30',
      '103 Sat 7 Mar 18:00 for 2026-03-10T08:00',
      '321 Tue 10 Mar 21:00 for 2026-03-12T14:00',
      '108 Sat 14 Mar 18:00 for 2026-03-17T10:00',
      '101 Tue 17 Mar 18:00 for 2026-03-19T09:30',
    ]);
    expect(rig.deliveries('+447700900101')).toBe(2);
    expect(new Set(rig.messenger.delivered.map(({ phone, text }) => phone + text)).size).toBe(5);
    expect(rig.stores.campaigns.get(id)).toMatchObject({ state: 'finished', counts: { sent: 5, notSent: 0 } });
    // One row of Ann's is in the file twice.
    expect(readLeftOut(rig.stores.db, { campaignId: id, part: null })).toMatchObject({ noMoment: 4, sameNumber: 1 });
  });

  it('goes at one time to whoever has no date, where that was said, once to each', async () => {
    const at = { day: '2026-03-06', minute: 12 * 60 };
    const decisions = [
      { cause: 'no_date', as: 'at_one_time', at },
      { cause: 'impossible', as: 'leave_out' },
    ] as const;
    const id = await draft(`${clinic}Zoë again,+447700900104,none yet\n`, { ...rule, decisions: [...decisions] });
    const plan = granted(await campaign.ownTimes(id));
    expect(plan.groups[0]).toMatchObject({ cause: 'no_date', as: 'at_one_time', at, count: 2 });
    granted(await campaign.start(id));
    await passDays(20);
    expect(wentAt('Europe/London').filter((line) => line.startsWith('104'))).toEqual([
      '104 Fri 6 Mar 12:00 for 2026-03-06',
    ]);
    expect(rig.deliveries('+447700900105')).toBe(0);
    expect(rig.stores.campaigns.get(id)).toMatchObject({ state: 'finished', counts: { notSent: 1, hasText: 1 } });
  });

  it('is shown by the days on which it goes, each as long and in the order as the whole', async () => {
    const id = await draft(clinic, decided);
    granted(await campaign.start(id));
    const days = pendingDays(campaignPartsOf(rig), id);
    const dayOfFirst = (ms: number) => DateTime.fromMillis(ms, { zone: 'Europe/London' }).toISODate();
    expect(days.map(({ count, firstMs }) => [dayOfFirst(firstMs), count])).toEqual([
      ...[
        ['2026-03-07', 2],
        ['2026-03-10', 1],
        ['2026-03-14', 1],
        ['2026-03-17', 1],
      ],
    ]);
    const all = {
      campaignId: id,
      tab: 'pending',
      certainty: null,
      reason: null,
      delivery: null,
      replied: false,
    } as const;
    const idsOf = (some: { fromMs: number; untilMs: number }[] | null) => {
      const filter = { ...all, account: null, search: '', days: some };
      const rows = rig.stores.pages.page(filter, naturalSort('pending'), null).rows;
      expect(rig.stores.pages.count(filter)).toBe(rows.length);
      expect(rows.every((row) => belongs(filter, row))).toBe(true);
      return rows.map((row) => row.id);
    };
    expect(days.flatMap((day) => idsOf([day]))).toEqual(idsOf(null));
    // Several at once, but not the one between them.
    const [first, second, , last] = days;
    if (!first || !second || !last) throw new Error('there are four days');
    expect(idsOf([first, second, last])).toEqual([first, second, last].flatMap((day) => idsOf([day])));
  });

  it('the same text goes again for next week’s date, and never again for the same one', async () => {
    const first = await draft(`Name,Mobile,Date\nAnn,+447700900101,19.03.2026 09:30\n`, {
      ...decided,
      count: 5,
    });
    granted(await campaign.start(first));
    await passDays(13);
    const text = `Name,Mobile,Date\nAnn,+447700900101,19.03.2026 09:30\nAnn,+447700900101,26.03.2026 09:30\n`;
    const next = await draft(text, { ...decided, count: 1, atMinute: 10 * 60 });
    const checked = granted(await campaign.check(next));
    expect(checked).toMatchObject({ willSend: 1, alreadyHasText: 1 });
    granted(await campaign.start(next));
    await passDays(20);
    expect(rig.deliveries('+447700900101')).toBe(2);
  });

  it('is no contact of other campaigns before its time is near', async () => {
    const id = await draft(clinic, decided);
    granted(await campaign.start(id));
    const plain = granted(campaign.create('Open day'));
    granted(campaign.setList(plain.id, rig.stores.campaigns.get(id)?.listId ?? 0));
    granted(await campaign.update({ id: plain.id, text: 'Hello', schedule: everyMs(8_000) }));
    expect(granted(await campaign.check(plain.id)).contacts).toMatchObject({ open: 0, waiting: 0 });
    // The day before the first two dates.
    await passDays(3.5);
    expect(granted(await campaign.check(plain.id)).contacts).toMatchObject({ open: 3, waiting: 3 });
  });

  it('is started as it was when it was looked at, and keeps its times whatever is changed of its schedule later', async () => {
    const id = await draft(clinic, decided);
    granted(await campaign.start(id));
    const { own: _own, ...schedule } = { ...everyMs(9_000), window };
    granted(await campaign.update({ id, schedule }));
    expect(rig.stores.campaigns.get(id)?.schedule).toMatchObject({ gapMinMs: 9_000, own: decided });
  });
});

describe('a list that is read again', () => {
  const head = 'Name,Mobile,Date\n';
  const before = `${head}Ann,+447700900101,19.03.2026 09:30
Ben,+447700900102,19.03.2026 10:30
Cem,+447700900103,19.03.2026 11:30
Dan,+447700900104,19.03.2026 12:30
Eve,+447700900105,06.03.2026 12:30
Fay,+447700900106,19.03.2026 13:30
Gil,+447700900107,20.03.2026 13:30
`;
  const after = `${head}Gil,+447700900107,20.03.2026 13:30
Ann,+447700900101,20.03.2026 09:30
Cem,+447700900103,04.03.2026 11:30
Dan,+447700900104,to be agreed
Eve,+447700900105,21.03.2026 12:30
Fay,+447700900106,19.03.2026 13:30
Hal,+447700900108,19.03.2026 15:30
`;

  async function readAgain(id: number, text: string) {
    const listId = await readDated(rig, rowsOf(text));
    return comparedWith(rig, id, listId);
  }
  const names = (ones: readonly { readonly name: string }[]) => ones.map(({ name }) => name);

  it('is matched by number and date, never by the number of a row', async () => {
    const id = await draft(before, decided);
    granted(await campaign.start(id));
    const found = await readAgain(id, after);
    expect(found.same).toBe(2);
    expect(names(found.moved.map(({ known }) => known))).toEqual(['Ann', 'Cem', 'Dan', 'Eve']);
    expect([names(found.gone), names(found.added), found.isOther]).toEqual([['Ben'], ['Hal'], false]);
  });

  it('moves who waits where the new time is ahead, and sends nothing late, nothing twice and nothing to who is gone', async () => {
    const id = await draft(before, decided);
    granted(await campaign.start(id));
    // Eve has her message for the 6th by then.
    await passDays(2);
    expect(rig.deliveries('+447700900105')).toBe(1);
    const { moved, gone } = await readAgain(id, after);
    const fates = moved.map((one) => [one.known.name, rig.stores.listChanges.move(id, one, rig.clock.nowMs())]);
    expect(fates).toEqual([
      ['Ann', 'moved'],
      ['Cem', 'missed'],
      ['Dan', 'held'],
      ['Eve', 'told'],
    ]);
    for (const one of gone) rig.stores.listChanges.leaves(one, rig.clock.nowMs());
    expect(rig.stores.queue.setAside(id).listChanged).toBe(2);
    rig.dispatcher.nudge();
    await passDays(20);
    const sent = rig.messenger.delivered.map(({ phone, text }) => `${phone.slice(-3)} ${text}`);
    expect(sent.toSorted()).toEqual([
      '101 See you on 20.03.2026 09:30',
      '105 See you on 06.03.2026 12:30',
      '106 See you on 19.03.2026 13:30',
      '107 See you on 20.03.2026 13:30',
    ]);
    // A message that waits for a person beyond its own time is missed.
    expect(rig.stores.campaigns.get(id)?.counts).toMatchObject({ sent: 4, notSent: 3, pending: 0 });
  });

  it('gives who was gone and stands in it again their time back', async () => {
    const id = await draft(before, decided);
    granted(await campaign.start(id));
    const { gone } = await readAgain(id, after);
    for (const one of gone) rig.stores.listChanges.leaves(one, rig.clock.nowMs());
    const { back } = await readAgain(id, before);
    for (const one of back) rig.stores.listChanges.stands(one);
    expect(rig.stores.queue.setAside(id).listChanged).toBe(0);
  });

  it('with fewer than half of the people is another list', async () => {
    const id = await draft(before, decided);
    granted(await campaign.start(id));
    const few = `${head}Gil,+447700900107,20.03.2026 13:30\nHal,+447700900108,19.03.2026 15:30\n`;
    expect((await readAgain(id, few)).isOther).toBe(true);
  });

  const apply = (id: number, text: string) => readListAgain(rig, id, rowsOf(text));
  const standing = (id: number) =>
    rig.stores.db.all(
      `SELECT r.name, r.cells, r.occasion AS cell, m.status, m.occasion, m.due_at_ms, m.latest_at_ms, m.text_hash, m.set_aside
       FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE m.campaign_id = ? ORDER BY m.id`,
      id,
    );

  it('is put back whole by an undo, as long as nothing of it was handed over', async () => {
    const id = await draft(before, decided);
    granted(await campaign.start(id));
    const asBefore = standing(id);
    const first = await apply(id, after);
    expect(first.result).toMatchObject({
      moved: { count: 2 },
      missed: { count: 1 },
      held: { count: 1 },
      gone: { count: 1 },
    });
    expect(standing(id)).not.toEqual(asBefore);
    // After a restart, the app knows it from the database.
    expect(new ListReadings(rig.stores.db).of(id)?.result).toEqual(first.result);
    granted(first.undo());
    expect(standing(id)).toEqual(asBefore);
    expect(first.undo()).toMatchObject({ failure: { code: 'changed_meanwhile' } });
    const again = await apply(id, after);
    // Ann and Eve have their messages for the new dates by then.
    await passDays(16);
    expect(rig.deliveries('+447700900101')).toBe(1);
    const left = standing(id);
    expect(again.undo()).toMatchObject({ failure: { code: 'changed_meanwhile' } });
    expect(standing(id)).toEqual(left);
  });

  it('is forgotten with whoever is erased, and where the data came back from elsewhere', async () => {
    const id = await draft(before, decided);
    granted(await campaign.start(id));
    const { listReadings, db } = rig.stores;
    for (const forget of [() => atOnce(erasePerson(db, '+447700900108', 1)), () => markReturned(db, 'restored')]) {
      await apply(id, after);
      expect(listReadings.of(id)?.added).toHaveLength(1);
      forget();
      expect(listReadings.of(id)).toBe(null);
      expect(db.values(`SELECT added FROM list_reading`)).toEqual([]);
    }
  });

  it('adds who is new at a person’s word alone, each once, and nobody whom nothing may go to', async () => {
    const id = await draft(before, decided);
    granted(await campaign.start(id));
    rig.stores.doNotContact.add('+447700900109', '', rig.clock.nowMs());
    const more = `${after}Ida,+447700900109,19.03.2026 16:30\nJan,+447700900110,to be agreed\n`;
    const { result, add } = await apply(id, more);
    // A number that must not be contacted is no row of the list at all.
    expect(result.added.count).toBe(2);
    await passDays(1);
    expect(rig.stores.campaigns.get(id)?.counts.pending).toBe(6);
    expect(await add(1)).toMatchObject({ failure: { code: 'changed_meanwhile' } });
    expect(granted(await add(2))).toBe(1);
    expect(await add(2)).toMatchObject({ failure: { code: 'changed_meanwhile' } });
    // Reading the list once more adds nobody.
    expect((await apply(id, more)).result.added.count).toBe(1);
    await passDays(20);
    expect(rig.deliveries('+447700900108')).toBe(1);
    expect(['+447700900109', '+447700900110'].map(rig.deliveries)).toEqual([0, 0]);
    expect(rig.stores.lists.get(rig.stores.campaigns.get(id)?.listId ?? 0)).toMatchObject({ recipients: 8 });
  });

  it('is matched by a column where that was said: two dates of one person both move, and another number is somebody else', async () => {
    const visits = (...rows: string[]) => `Name,Mobile,Date,Visit\n${rows.join('\n')}\n`;
    const was = visits(
      ...['Ann,+447700900101,19.03.2026 09:30,V1', 'Ann,+447700900101,20.03.2026 09:30,V2'],
      ...['Ben,+447700900102,19.03.2026 10:30,V3', 'Cem,+447700900103,19.03.2026 11:30,V4'],
    );
    const id = await draft(was, { ...decided, key: 3 });
    granted(await campaign.start(id));
    const now = visits(
      ...['Ann,+447700900101,23.03.2026 09:30,V2', 'Ann,+447700900101,24.03.2026 09:30,V1'],
      ...['Ben,+447700900199,19.03.2026 10:30,V3', 'Cem,+447700900103,19.03.2026 11:30,V4'],
    );
    const found = await readAgain(id, now);
    const [v2, v1] = found.moved.map(({ known, row }) => [known.key, row.cells[2]]);
    expect([v2, v1]).toEqual([
      ['V2', '23.03.2026 09:30'],
      ['V1', '24.03.2026 09:30'],
    ]);
    expect([found.same, names(found.gone), names(found.added)]).toEqual([1, ['Ben'], ['Ben']]);
    // By number and date alone, nothing would show which of Ann's dates became which.
    granted(await campaign.cancel(id));
    const other = await draft(was, decided);
    granted(await campaign.start(other));
    expect((await readAgain(other, now)).moved).toEqual([]);
  });
});
