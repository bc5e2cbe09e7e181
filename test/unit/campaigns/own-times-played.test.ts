import { DateTime } from 'luxon';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { random } from '../../support/lists/random.ts';
import { comparedWith, draftDated, passHours, readDated } from '../../support/own-times.ts';
import { twoDaysBefore } from '../../support/schedules.ts';
import { startMs } from '../../support/temporary-database.ts';

const minuteMs = 60_000;
const [london, saoPaulo] = ['Europe/London', 'America/Sao_Paulo'] as const;
const rule: OwnTimes = { ...twoDaysBefore, decisions: [{ cause: 'outside_day', as: 'earlier' }] };
const hours = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6] };

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
  rig.clock.jumpMs(2 * minuteMs);
});
afterEach(() => rig.close());

/** A patient, with where they live and the clinic's date for them. */
type Patient = { readonly name: string; readonly phone: string; readonly zone: string; at: DateTime };
const rowOf = ({ name, phone, at }: Patient) => `${name},${phone},${at.toFormat('dd.MM.yyyy HH:mm')}`;

it('a clinic’s 250 appointments over three weeks, moved twice, one clock apart: each once at their own moment, none late, none false', async () => {
  const draw = random(7);
  const day = DateTime.fromMillis(startMs, { zone: london }).startOf('day');
  // Weekdays only, as a clinic is open.
  const days = Array.from({ length: 30 }, (_, place) => day.plus({ days: place + 6 })).filter((one) => one.weekday < 6);
  const any = (zone: string) =>
    days[draw.below(15)]?.setZone(zone, { keepLocalTime: true }).set({ hour: 9 + draw.below(8), minute: 30 }) ?? day;
  const patients = Array.from({ length: 250 }, (_, place): Patient => {
    const zone = place % 10 === 0 ? saoPaulo : london;
    const phone = zone === london ? `+447700${900_000 + place}` : `+5511${987_650_000 + place}`;
    return { name: `P${place}`, phone, zone, at: any(zone) };
  });
  const id = await draftDated(rig, campaign, patients.map(rowOf), { own: rule, window: hours });
  granted(await campaign.start(id));
  const readAgain = async () => {
    // In another order each time.
    const listId = await readDated(
      rig,
      patients.map(rowOf).toSorted(() => draw.below(3) - 1),
    );
    const { moved, gone, added } = comparedWith(rig, id, listId);
    expect([gone, added]).toEqual([[], []]);
    const fates = moved.map((one) => [one.known.phone, rig.stores.listChanges.move(id, one, rig.clock.nowMs())]);
    rig.dispatcher.nudge();
    return new Map(fates as [string, string][]);
  };
  const told = new Set<string>();
  const missed = new Set<string>();
  for (let time = 0; time < 2; time += 1) {
    await passHours(rig, 5 * 24, { awakeMinutes: 20 });
    // Most dates move further ahead, a few to tomorrow, so that their day of sending is over.
    const tomorrow = (zone: string) =>
      DateTime.fromMillis(rig.clock.nowMs(), { zone }).plus({ days: 1 }).startOf('minute');
    for (const patient of patients)
      if (draw.chance(0.2))
        patient.at = draw.chance(0.1) ? tomorrow(patient.zone) : any(patient.zone).plus({ days: 7 });
    for (const [phone, fate] of await readAgain()) {
      if (fate === 'told') told.add(phone);
      if (fate === 'missed') missed.add(phone);
      expect(fate).not.toBe('held');
    }
  }
  await passHours(rig, 35 * 24, { awakeMinutes: 20 });

  const went = rig.stores.db.all<{ phone: string; occasion: string; dueAtMs: number; atMs: number; body: string }>(
    `SELECT r.phone, m.occasion, m.due_at_ms AS dueAtMs, a.passed_at_ms AS atMs, a.body
     FROM attempt a JOIN message m ON m.id = a.message_id JOIN recipient r ON r.id = m.recipient_id WHERE a.passed_at_ms IS NOT NULL`,
  );
  expect([told.size > 0, missed.size > 0]).toEqual([true, true]);
  expect(went).toHaveLength(250 - missed.size);
  expect(new Set(went.map(({ phone }) => phone)).size).toBe(went.length);
  for (const { phone, occasion, dueAtMs, atMs, body } of went) {
    const patient = patients.find((one) => one.phone === phone);
    const date = DateTime.fromISO(occasion, { zone: patient?.zone ?? '' });
    // At its own moment: two days before, on Saturday where that is Sunday, at six by the person's clock, and at most
    // an hour late.
    const due = date.minus({ days: 2 }).set({ hour: 18, minute: 0 });
    expect(dueAtMs).toBe((due.weekday === 7 ? due.minus({ days: 1 }) : due).toMillis());
    expect(atMs - dueAtMs).toBeGreaterThanOrEqual(0);
    expect(atMs - dueAtMs).toBeLessThan(2 * 60 * minuteMs);
    // No text is false: its date was and still is the one of the list, or the person was told.
    expect(body).toBe(`See you on ${date.toFormat('dd.MM.yyyy HH:mm')}`);
    if (!told.has(phone)) expect(date.toMillis()).toBe(patient?.at.toMillis());
  }
  const { counts, state } = rig.stores.campaigns.get(id) ?? {};
  expect({ state, sent: counts?.sent, notSent: counts?.notSent, pending: counts?.pending }).toEqual({
    state: 'finished',
    sent: went.length,
    notSent: missed.size,
    pending: 0,
  });
});
