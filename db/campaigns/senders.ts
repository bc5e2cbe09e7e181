import { DayRooms } from '../../domain/schedule/day-rooms.ts';
import { type ChosenSender, SenderChooser } from '../../domain/schedule/sent-from.ts';
import type { ReadDb } from '../database.ts';
import { sendingDaysOf } from '../messages/sending-days.ts';
import { isTheirsSql } from '../people/contact-memory.ts';
import type { CampaignRow } from './campaign-rows.ts';

/** Chooses who writes to each of a campaign's people; it asks who wrote with them last. */
export type ChooseSender = (person: { readonly id: number; readonly cells: readonly string[] }) => ChosenSender;

const lastSql = `SELECT a.account FROM recipient r CROSS JOIN fence f CROSS JOIN attempt a ON a.id = f.attempt_id
  WHERE r.id = ? AND ${isTheirsSql} AND a.passed_at_ms IS NOT NULL ORDER BY a.passed_at_ms DESC LIMIT 1`;

/** The choice for a campaign that is sent from several accounts of this computer; null for one that is sent from one. */
export function sendersOf(
  db: ReadDb,
  { id, schedule }: Pick<CampaignRow, 'id' | 'schedule'>,
  nowMs: number,
): ChooseSender | null {
  const { from } = schedule;
  if (from === undefined) return null;
  const accounts = db.all<{ phone: string; name: string }>(
    `SELECT phone, name FROM account WHERE folder IS NOT NULL AND phone IN (SELECT value FROM json_each(?)) ORDER BY id`,
    JSON.stringify(from.accounts),
  );
  if (accounts.length === 0) return null;
  const waiting = db.all<{ account: string; people: number }>(
    `SELECT account, sum(people) AS people FROM waiting WHERE campaign_id = ? GROUP BY account`,
    id,
  );
  // Where each has a time of their own, no account's pace decides when.
  const roomsOf = (phone: string) =>
    schedule.own || schedule.weekly ? null : new DayRooms(schedule, nowMs, sendingDaysOf(db, phone, schedule.timeZone));
  const withRooms = accounts.map((account) => ({ ...account, rooms: roomsOf(account.phone) }));
  const chooser = new SenderChooser(from, withRooms, new Map(waiting.map(({ account, people }) => [account, people])));
  return ({ id: recipientId, cells }) =>
    chooser.choose({ cells, last: db.value<string>(lastSql, recipientId) ?? null });
}
