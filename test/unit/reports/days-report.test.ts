import { readFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCampaignReport, makeDaysReport, reportTotals } from '../../../electron/reports/report.ts';
import { peopleOfReport, writeReport } from '../../../electron/reports/report-file.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { reportForm } from '../../support/report-form.ts';
import { quickSchedule } from '../../support/schedules.ts';

/** A zone in which the clock of the tests begins at 23:00. */
const zone = 'Pacific/Noumea';
const dayMs = 24 * 3_600_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig({ settings: { unconfirmedInARow: 50 } });
});
afterEach(() => rig.close());

const phones = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `+4477009001${String(from + index).padStart(2, '0')}`);
const day = (ms: number) => DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd');
const report = (from: string, to = from) => makeDaysReport(rig.stores.db, { from, to }, zone, rig.clock.nowMs());

/** One campaign today with every outcome, one after the next midnight of the zone, and one that is still paused. */
async function runCampaigns() {
  rig.messenger.scripts.set('+447700900101', { after: 'lost' });
  rig.messenger.scripts.set('+447700900102', { lookUp: { kind: 'absent' } });
  const first = rig.start(phones(0, 5), 'First');
  rig.stores.messages.cancel([first.messageIds[4] ?? 0], 'operator', rig.clock.nowMs());
  await rig.clock.pass(120_000);
  const today = day(rig.clock.nowMs());
  const midnightMs = DateTime.fromISO(today, { zone }).plus({ days: 1 }).toMillis();
  await rig.clock.pass(midnightMs - rig.clock.nowMs());
  const second = rig.start(phones(10, 3), 'Second');
  await rig.clock.pass(10_000);
  const third = rig.start(phones(20, 4), 'Third', { ...quickSchedule, pilotCount: 1 });
  await rig.clock.pass(10_000);
  return { first, second, third, today, tomorrow: day(midnightMs) };
}

describe('the report of some days', () => {
  it('counts each message on the day of its attempt, by the calendar of the zone', async () => {
    const { first, second, third, today, tomorrow } = await runCampaigns();
    expect(report(today).totals).toMatchObject({ sent: 2, notConfirmed: 1, notSent: 1 });
    expect(report(today).campaigns.map(({ id }) => id)).toEqual([first.campaignId]);
    expect(report(tomorrow).totals).toMatchObject({ sent: 4, notConfirmed: 0, notSent: 0 });
    expect(report(tomorrow).campaigns.map(({ id }) => id)).toEqual([second.campaignId, third.campaignId]);
    expect(report(day(rig.clock.nowMs() - 5 * dayMs))).toMatchObject({ campaigns: [], chart: null, exceptions: [] });
  });

  it('parts those in doubt: whom nobody looked for yet, and who was not in the chat', async () => {
    const { first, today } = await runCampaigns();
    expect(report(today).totals).toMatchObject({ notConfirmed: 1, toCheck: 1 });
    rig.stores.messages.settle(first.messageIds[1] ?? 0, 'not_there', 'Maria', rig.clock.nowMs());
    expect(report(today).totals).toMatchObject({ notConfirmed: 1, toCheck: 0 });
  });

  it('adds up: its days, its campaigns, its bars, and what each campaign says of itself', async () => {
    const { first, second, third, today, tomorrow } = await runCampaigns();
    const both = report(today, tomorrow);
    for (const key of ['sent', 'delivered', 'read', 'seenByOperator', 'notConfirmed', 'notSent'] as const) {
      const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
      expect(sum([report(today).totals[key], report(tomorrow).totals[key]])).toBe(both.totals[key]);
      expect(sum(both.campaigns.map(({ totals }) => totals[key]))).toBe(both.totals[key]);
      const own = [first, second, third].map(({ campaignId }) => reportTotals(rig.stores.db, campaignId)[key]);
      expect(sum(own)).toBe(both.totals[key]);
      if (key === 'sent' || key === 'notConfirmed' || key === 'notSent')
        expect(sum(both.chart?.bars.map((bar) => bar[key]) ?? [])).toBe(both.totals[key]);
    }
    expect(both.exceptions).toHaveLength(both.totals.notConfirmed + both.totals.notSent);
  });

  it('says apart what waits still and what was cancelled then', async () => {
    const { today, tomorrow } = await runCampaigns();
    expect(report(today)).toMatchObject({ waiting: 3, cancelled: 1 });
    expect(report(day(rig.clock.nowMs() - 5 * dayMs))).toMatchObject({ waiting: 0, cancelled: 0 });
    expect(report(tomorrow)).toMatchObject({ waiting: 3, cancelled: 0 });
  });

  it('counts people who wrote back, once each, with the message that they answered', async () => {
    const { today, tomorrow } = await runCampaigns();
    const answer = { ids: ['447700900110@c.us'], atMs: rig.clock.nowMs() };
    rig.stores.replies.add({ ...answer, text: 'Yes', waKey: 'a' });
    rig.stores.replies.add({ ...answer, text: 'See you', waKey: 'b' });
    expect(report(today).replied).toMatchObject({ people: 0 });
    // Each of them got one message.
    const { totals, replied } = report(tomorrow);
    expect(replied).toEqual({ reached: totals.sent, people: 1 });
  });

  it('has the pauses of everything, and leaves those of one campaign to its own report', async () => {
    const { third, tomorrow } = await runCampaigns();
    rig.dispatcher.pause('operator');
    await rig.clock.pass(60_000);
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(report(tomorrow).pauses).toMatchObject([{ campaignId: null, reason: 'operator' }]);
    const own = makeCampaignReport(rig.stores.db, third.campaignId, null, rig.clock.nowMs());
    expect(own.pauses).toMatchObject([
      { campaignId: third.campaignId, reason: 'pilot', toMs: null },
      { campaignId: null, reason: 'operator' },
    ]);
  });

  it('is a file of everybody tried in it, with the columns of all lists, that is no list of who has one text', async () => {
    const { today, tomorrow } = await runCampaigns();
    const job = {
      kind: 'report',
      ...reportForm,
      scope: { kind: 'days', days: { from: today, to: tomorrow } },
      language: 'en',
      timeZone: zone,
      nowMs: rig.clock.nowMs(),
      path: `${rig.folder}/days.csv`,
      format: 'csv',
    } as const;
    await writeReport(rig.stores.db, job);
    const [header, ...lines] = readFileSync(job.path, 'utf8').trim().split('\r\n');
    expect(header).toMatch(
      /Name,Phone,Campaign,Status,Reason,Handed to WhatsApp \(Pacific\/Noumea\),.*,Row,Name,Mobile,First$/,
    );
    expect(lines).toHaveLength(8);
    expect(lines[0]).toMatch(
      /^Person 1,\+44 7700 900100,Test campaign,Sent,,03\/03\/2026 23:00:00,.*,\+44 7700 900100,First1$/,
    );
    expect(await peopleOfReport(job.path, 'days.csv')).toMatchObject({ failure: { code: 'not_a_report' } });
  });
});
