import { limits } from '../../../domain/limits.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import { drawMomentMs } from '../../../domain/schedule/series.ts';
import type { FakeClock } from '../../support/fake-clock.ts';
import { eachYear } from '../../support/schedules.ts';
import type { AppProcess } from './app-process.ts';
import { noteDate, publish, rowOf } from './own-times.ts';
import { book, dayMs, texts } from './people.ts';
import type { SeriesCommand, Turn } from './series-plan.ts';
import type { SimulatedWhatsApp } from './whatsapp.ts';

/** What a series was told to do, known without the app's help. All times are in UTC. */
export type Again = {
  readonly dueAtMs: (occasion: string) => number;
  /** Every date waits for a person, except the dates that were shown at the start. */
  readonly asks: boolean;
  readonly isSeenAtStart: (occasion: string) => boolean;
};

const atMinute = 17 * 60;
const minuteMs = 60_000;
const yearsAhead = 4;
const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
const dueAtMs = (occasion: string) => Date.parse(`${occasion}Z`) + atMinute * minuteMs;

/** Makes a draft that goes three times: each week, or each year around a birthday. */
export async function startSeries(
  { campaign, stores }: AppProcess,
  whatsapp: SimulatedWhatsApp,
  { every, people, name, text, inDays, byItself }: Extract<SeriesCommand, { do: 'start_series' }>,
  nowMs: number,
): Promise<number | undefined> {
  const first = dayOf(nowMs + inDays * dayMs);
  const birthday = `1990${first.slice(4)}`;
  const rows = people.flatMap((person, place) => {
    const entry = book[person];
    return entry ? [rowOf(place + 2, entry.phone, entry.names[name], every === 'year' ? birthday : '')] : [];
  });
  const listId = publish(stores, rows, nowMs);
  const made = campaign.create('Again');
  if (!made.ok) return undefined;
  const { id, schedule } = made.value;
  const uid = stores.campaigns.get(id)?.uid ?? '';
  const year = Number(first.slice(0, 4));
  const dates =
    every === 'week'
      ? [0, 1, 2].map((week) => dayOf(Date.parse(first) + week * 7 * dayMs))
      : Array.from({ length: yearsAhead }, (_, later) => `${year + later}${first.slice(4)}`);
  // A crash may come from here on; it leaves a draft that is started later.
  for (const { phone } of rows) for (const date of dates) noteDate(whatsapp, `${uid} ${phone}`, date);
  campaign.setList(id, listId);
  const when =
    every === 'week'
      ? { weekly: { weekday: new Date(first).getUTCDay() || 7, atMinute, fromDay: first, times: 3, leftOut: [] } }
      : { own: yearly };
  await campaign.update({ id, schedule: { ...schedule, timeZone: 'UTC', window: null, byItself, ...when } });
  await campaign.update({ id, text: texts[text % texts.length] ?? texts[0] });
  const drawnByMs = nowMs + dayMs - Math.min(atMinute, limits.drawnByMinute) * minuteMs;
  const isSeenAtStart = (occasion: string) =>
    every === 'year' ? occasion === dates[0] : Date.parse(occasion) <= drawnByMs;
  whatsapp.again.set(uid, { dueAtMs, asks: !byItself, isSeenAtStart });
  return id;
}

const yearly: OwnTimes = { ...eachYear, atMinute, clock: 'campaign' };

const pendingSql = (column: string) => `SELECT min(${column}) FROM message m JOIN campaign c ON c.id = m.campaign_id
  WHERE m.status = 'pending' AND ${column} > ? AND (c.schedule ->> '$.weekly' IS NOT NULL OR c.schedule ->> '$.own.everyYear' = 1)`;

/** The computer sleeps until half a minute before something happens, and is awake while it happens. */
export async function turnTo(app: AppProcess | null, clock: FakeClock, to: Turn): Promise<void> {
  const targetMs = app === null ? null : targetOf(app, to);
  const aheadMs = (targetMs ?? 0) - minuteMs / 2 - clock.nowMs();
  if (aheadMs > 0) clock.sleepMs(aheadMs);
  if (targetMs !== null) await clock.pass(4 * minuteMs);
}

function targetOf(app: AppProcess, to: Turn): number | null {
  const { db, series } = app.stores;
  const nowMs = app.nowMs();
  const draws = series.open().map(({ schedule, day }) => drawMomentMs(schedule, day));
  const next = (column: string) => db.value<number | null>(pendingSql(column), nowMs) ?? Number.POSITIVE_INFINITY;
  const draw = Math.min(...draws);
  const due = next('m.due_at_ms');
  const moments = {
    draw,
    due,
    next: Math.min(draw, due),
    late: due + 150 * minuteMs,
    over: next('m.latest_at_ms') + minuteMs,
  };
  const atMs = to === 'year' ? nowMs + 363 * dayMs : moments[to];
  return draws.length === 0 && to === 'year' ? null : Number.isFinite(atMs) ? atMs : null;
}

/** The operator has seen everybody who waits for their word, and releases them. */
export function noteLookedAt({ stores: { db } }: AppProcess, whatsapp: SimulatedWhatsApp, id: number): void {
  const seen = db.values<string>(
    `SELECT c.uid || ' ' || r.phone || ' ' || m.occasion FROM message m JOIN campaign c ON c.id = m.campaign_id
     JOIN recipient r ON r.id = m.recipient_id WHERE c.id = ? AND m.set_aside = 'second_step'`,
    id,
  );
  for (const one of seen) whatsapp.lookedAt.add(one);
}
