import { limits } from '../../../domain/limits.ts';
import type { AppProcess } from './app-process.ts';
import { book, timesOf } from './people.ts';
import type { SimulatedWhatsApp } from './whatsapp.ts';

type Timed = {
  readonly id: number;
  readonly reason: 'missed' | 'duplicate';
  readonly key: string;
  readonly phone: string;
  readonly occasion: string;
  readonly wasAsked: 0 | 1;
};

const timedSql = `SELECT m.id, m.reason, c.uid || ' ' || r.phone AS key, r.phone, m.occasion,
    EXISTS (SELECT 1 FROM history h WHERE h.message_id = m.id AND h.what = 'set_aside') AS wasAsked
  FROM message m JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id
  WHERE m.occasion <> '' AND m.reason IN ('missed', 'duplicate')`;
const attemptedSql = `SELECT m.id, r.phone, m.occasion FROM attempt a JOIN message m ON m.id = a.message_id
  JOIN recipient r ON r.id = m.recipient_id WHERE m.occasion <> ''`;
const heldSql = `SELECT count(*) FROM campaign WHERE pause_reason = 'overdue' AND schedule ->> '$.own' IS NOT NULL`;
const lateSql = `SELECT count(*) FROM message WHERE status = 'pending' AND occasion <> '' AND latest_at_ms < ?`;

const personOf = (phone: string) => book.find((entry) => entry.phone === phone)?.person;

/** What is false about messages with times of their own. */
export function wrongTimes({ stores: { db } }: AppProcess, whatsapp: SimulatedWhatsApp): string[] {
  const timed = db.all<Timed>(timedSql);
  const said = timed
    .filter(({ reason, key }) => reason === 'missed' && !wasLate(whatsapp, key))
    .map(({ id }) => `message ${id} is missed, and was not late`);
  const duplicates = timed.filter(({ reason, wasAsked }) => reason === 'duplicate' && wasAsked === 0);
  const attempted = duplicates.length > 0 ? db.all<Pick<Timed, 'id' | 'phone' | 'occasion'>>(attemptedSql) : [];
  for (const { id, phone, occasion } of duplicates) {
    const person = personOf(phone);
    const isTheirs = attempted.some(
      (one) => one.id !== id && one.occasion === occasion && personOf(one.phone) === person,
    );
    if (!isTheirs && !whatsapp.handed.has(`${person} ${occasion}`))
      said.push(`message ${id} is a duplicate, and nothing else was for its date`);
  }
  if (db.count(heldSql) > 0) said.push('what is too late holds others');
  return said;
}

/** Whether the clock once showed a time after the latest moment of a date that the lists ever had for the person. */
function wasLate({ dates, latestClockMs }: SimulatedWhatsApp, key: string): boolean {
  return [...(dates.get(key) ?? [])].some((occasion) => timesOf(occasion).latestAtMs < latestClockMs);
}

/** How long a running app may take until it says that a person was missed: it may doubt its clock first. */
const saysMissedWithinMs = limits.clockDoubtMs + 2 * 60_000;

/** Records people who still wait although their time is over and the app ran meanwhile. */
export function noteLateWaiting(app: AppProcess, whatsapp: SimulatedWhatsApp, ms: number): void {
  if (ms < saysMissedWithinMs) return;
  if (app.stores.db.count(lateSql, app.nowMs() - saysMissedWithinMs) > 0)
    whatsapp.harms.push('somebody whose time is over is not said to be missed');
}
