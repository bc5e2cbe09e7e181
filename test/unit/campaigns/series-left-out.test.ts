import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Schedule } from '../../../domain/campaign.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import type { Draws } from '../../../electron/campaigns/draws.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { armDraws, draftDated, passHours } from '../../support/own-times.ts';
import { eachYear, quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const minuteMs = 60_000;
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

async function start(id: number): Promise<void> {
  granted(await campaign.start(id));
  draws = armDraws(rig);
}
const datesOf = (phone: string) =>
  rig.stores.db.values<string>(
    `SELECT m.occasion FROM message m JOIN recipient r ON r.id = m.recipient_id
     WHERE r.phone = ? AND m.status = 'sent' ORDER BY m.occasion`,
    phone,
  );
const [anns, bens, cems] = ['+447700900101', '+447700900102', '+447700900103'] as const;

describe('whoever was left out at the start of what goes each year', () => {
  const yearly: OwnTimes = { ...eachYear, decisions: [{ cause: 'outside_day', as: 'earlier' }] };

  it('is left out of that date alone: on the day of the start, or over by it', async () => {
    // The first Saturday has no hours: the message for 7 March 2026 goes on Friday the 6th.
    const window = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5] };
    await passHours(rig, 3 * 24);
    const rows = [`Ann,${anns},07/03/1988`, 'Eve,+447700900105,01/08/1988'];
    const rowsOver = [`Cem,${cems},07/03/1990`, 'Fay,+447700900106,01/08/1988'];
    const byDate = { ...yearly, atMinute: 11 * 60 };
    const id = await draftDated(rig, campaign, rows, { own: byDate, byItself: true });
    const over = await draftDated(rig, campaign, rowsOver, { own: yearly, window, byItself: true });
    rig.stores.doNotContact.add(anns, '', rig.clock.nowMs());
    granted(await campaign.start(over));
    await start(id);
    await passHours(rig, 24 * 150, { every: 24, awakeMinutes: 3 });
    expect([anns, cems].map(datesOf)).toEqual([[], []]);
    rig.stores.doNotContact.remove(anns);
    // To 4 March 2027, and then hour by hour over the 7th, a Sunday.
    await passHours(rig, 24 * 212, { every: 24, awakeMinutes: 3 });
    await passHours(rig, 24 * 6);
    expect([anns, cems].map(datesOf)).toEqual([['2027-03-07'], ['2027-03-07']]);
  });
});

describe('whose date of a later year lies on a day without hours', () => {
  const yearly = eachYear;

  it('is asked about on the last day with hours before it: nobody was there to be asked about at the start', async () => {
    const window = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5] };
    // Friday 13 March 2026, and a Saturday in 2027; Saturday 14 March 2026, which was left open.
    const rows = [`Ann,${anns},13/03/1988`, `Ben,${bens},14/03/1988`];
    const id = await draftDated(rig, campaign, rows, { own: yearly, window, byItself: true });
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 1, momentsOpen: 1 });
    await start(id);
    // To Friday 12 March 2027, before nine: Ben's day is a Sunday.
    await passHours(rig, 24 * 373, { every: 24, awakeMinutes: 3 });
    expect([anns, bens].map(datesOf)).toEqual([['2026-03-13'], []]);
    expect(rig.stores.queue.setAside(id).secondStep).toBe(2);
    granted(await campaign.answer({ id, about: 'second_step', answer: 'send' }));
    await passHours(rig, 24);
    expect([anns, bens].map(datesOf)).toEqual([['2026-03-13', '2027-03-13'], ['2027-03-14']]);
  });
});

describe('whoever has no hours on a date of what goes each week', () => {
  it('is asked about with each date, and gets the next one where that was decided by then', async () => {
    const weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2026-03-12', times: null, leftOut: [] };
    const hours = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6], perPerson: true };
    const schedule = { window: { ...hours, withoutHours: 'leave_out' as const }, weekly, byItself: true };
    const rows = [`Ann,${anns},`, `Ben,${bens},`];
    const id = await draftDated(rig, campaign, rows, schedule);
    granted(await campaign.update({ id, text: 'Soup at six, {{name}}' }));
    rig.stores.db.run(`UPDATE recipient SET country = '', zones = '' WHERE phone = ?`, bens);
    await start(id);
    await passHours(rig, 16 * 24);
    expect([anns, bens].map(datesOf)).toEqual([['2026-03-12', '2026-03-19'], []]);
    const { schedule: before } = granted(campaign.get(id));
    granted(await campaign.update({ id, schedule: { ...before, window: { ...hours, withoutHours: 'campaign' } } }));
    await passHours(rig, 7 * 24);
    expect([anns, bens].map(datesOf)).toEqual([['2026-03-12', '2026-03-19', '2026-03-26'], ['2026-03-26']]);
  });
});

describe('whom Check leaves out of what goes each week', () => {
  const text = 'Soup at six';
  const weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2026-03-12', times: 2, leftOut: [] };
  const drafted = async (change: Partial<Schedule> = {}) => {
    const schedule = { weekly, byItself: true, ...change };
    const id = await draftDated(rig, campaign, [`Ann,${anns},`, `Ben,${bens},`], schedule);
    granted(await campaign.update({ id, text }));
    return id;
  };
  /** Ann gets a text that is for no date. */
  async function write(words: string): Promise<void> {
    const { campaigns } = rig.stores;
    const id = campaigns.create('Once', quickSchedule, rig.clock.nowMs());
    campaigns.update(id, { text: words, listId: addList(rig.stores, [anns]) });
    granted(await campaign.start(id));
    await rig.clock.pass(minuteMs);
    expect(datesOf(anns)).toEqual(['']);
  }
  const dates = ['2026-03-12', '2026-03-19'];

  it('since they heard within the day before its first date gets nothing for that one alone', async () => {
    // Wednesday, at seven in the evening.
    await passHours(rig, 7 * 24 + 10);
    await write('The rally is on');
    const id = await drafted();
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 1, contacts: { open: 1 } });
    await start(id);
    await passHours(rig, 10 * 24);
    expect([anns, bens].map(datesOf)).toEqual([['', '2026-03-19'], dates]);
  });

  it('is nobody who heard longer before its first date, nor who has the same words for none', async () => {
    await write(text);
    const id = await drafted();
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 2, alreadyHasText: 0, contacts: { open: 0 } });
    await start(id);
    await passHours(rig, 17 * 24);
    expect([anns, bens].map(datesOf)).toEqual([['', ...dates], dates]);
  });

  it('has the text for the first date from another campaign', async () => {
    await start(await drafted({ weekly: { ...weekly, times: 1 } }));
    await passHours(rig, 8 * 24 + 10);
    const later = { ...weekly, atMinute: 20 * 60 };
    const id = await drafted({ weekly: later });
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 0, alreadyHasText: 2 });
  });
});

it('one campaign whose people cannot be drawn keeps no other from its date', async () => {
  const weekly = { weekday: 4, atMinute: 17 * 60, fromDay: '2026-03-12', times: 2, leftOut: [] };
  const text = 'Soup at six, {{name}}';
  const broken = await draftDated(rig, campaign, [`Ann,${anns},`], { weekly, byItself: true });
  const whole = await draftDated(rig, campaign, [`Ben,${bens},`], { weekly, byItself: true });
  for (const id of [broken, whole]) {
    granted(await campaign.update({ id, text }));
    granted(await campaign.start(id));
  }
  const { series } = rig.stores;
  const draw = series.draw.bind(series);
  vi.spyOn(series, 'draw').mockImplementation((id, ...how) => {
    if (id === broken) throw new Error('a row that cannot be read');
    return draw(id, ...how);
  });
  draws = armDraws(rig);
  await passHours(rig, 9 * 24);
  expect([anns, bens].map(datesOf)).toEqual([[], ['2026-03-12']]);
});
