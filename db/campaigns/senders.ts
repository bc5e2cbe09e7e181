import { DayRooms } from '../../domain/schedule/day-rooms.ts';
import { type ChosenSender, SenderChooser, type SentFrom } from '../../domain/schedule/sent-from.ts';
import type { ReadDb } from '../database.ts';
import { sendingDaysOf } from '../messages/sending-days.ts';
import { isTheirsSql } from '../people/contact-memory.ts';
import type { CampaignRow } from './campaign-rows.ts';
import { readPause } from './stored-pause.ts';

/** Chooses the account for each of a campaign's people, by which account wrote with them last. */
export type ChooseSender = (person: { readonly id: number; readonly cells: readonly string[] }) => ChosenSender;

const lastSql = `SELECT a.account FROM recipient r CROSS JOIN fence f CROSS JOIN attempt a ON a.id = f.attempt_id
  WHERE r.id = ? AND ${isTheirsSql} AND a.passed_at_ms IS NOT NULL ORDER BY a.passed_at_ms DESC LIMIT 1`;

/**
 * Null for one account. In a team's campaign people only go to accounts that do not stand still: another computer could
 * send to them meanwhile.
 */
export function sendersOf(
  db: ReadDb,
  campaign: Pick<CampaignRow, 'id' | 'schedule' | 'team'>,
  nowMs: number,
): ChooseSender | null {
  const { from } = campaign.schedule;
  const chosen = from && campaign.team !== null ? { ...from, accounts: accountsOfNext(db, campaign) } : from;
  const chooser = chosen && chooserOf(db, campaign, chosen, nowMs);
  if (!chooser) return null;
  return ({ id, cells }) => chooser.choose({ cells, last: db.value<string>(lastSql, id) ?? null });
}

/** The accounts that send to the next people of a team's campaign: those that do not stand still, if there are any. */
export function accountsOfNext(db: ReadDb, campaign: Pick<CampaignRow, 'schedule'>): string[] {
  const going = goingOf(db, campaign);
  return going.length > 0 ? going : (campaign.schedule.from?.accounts ?? []);
}

/** The accounts of a campaign that are here and do not stand still for a cause that a person ends, such as a logout. */
function goingOf(db: ReadDb, { schedule }: Pick<CampaignRow, 'schedule'>): string[] {
  const here = accountsHere(db, schedule.from?.accounts ?? []);
  return here.flatMap(({ id, phone }) => (readPause(db, id) === null ? [phone] : []));
}

/** Whether nothing of a campaign goes from this computer until a person says so. */
export function standsStill(db: ReadDb, campaign: Pick<CampaignRow, 'state' | 'schedule'>): boolean {
  if (campaign.state !== 'running' || readPause(db) !== null) return true;
  if (db.has(`SELECT 1 FROM alarm WHERE acknowledged_at_ms IS NULL`)) return true;
  // An account whose login was removed comes back only when a person links it.
  const known = db.all<{ id: number; isHere: number }>(
    `SELECT id, folder IS NOT NULL AS isHere FROM account WHERE phone IN (SELECT value FROM json_each(?))`,
    JSON.stringify(campaign.schedule.from?.accounts ?? []),
  );
  return known.length > 0 && known.every(({ id, isHere }) => isHere === 0 || readPause(db, id) !== null);
}

function accountsHere(db: ReadDb, phones: readonly string[]): { id: number; phone: string; name: string }[] {
  const sql = `SELECT id, phone, name FROM account WHERE folder IS NOT NULL AND phone IN (SELECT value FROM json_each(?)) ORDER BY id`;
  return db.all(sql, JSON.stringify(phones));
}

/** How many messages of a campaign wait for an account that stands still while another of its accounts goes on. */
export function heldByAccounts(db: ReadDb, campaign: Pick<CampaignRow, 'id' | 'schedule'>): number {
  const going = goingOf(db, campaign);
  if (going.length === 0) return 0;
  const sql = `SELECT sum(people) FROM waiting WHERE campaign_id = ? AND account NOT IN (SELECT value FROM json_each(?))`;
  return db.value<number>(sql, campaign.id, JSON.stringify(going)) ?? 0;
}

/** Shares people evenly between these accounts; null where none of them is here. */
export function chooserOf(
  db: ReadDb,
  { id, schedule }: Pick<CampaignRow, 'id' | 'schedule'>,
  from: SentFrom,
  nowMs: number,
): SenderChooser | null {
  const accounts = accountsHere(db, from.accounts);
  if (accounts.length === 0) return null;
  const waiting = db.all<{ account: string; people: number }>(
    `SELECT account, sum(people) AS people FROM waiting WHERE campaign_id = ? GROUP BY account`,
    id,
  );
  // Where each person has a time of their own, the pace of an account does not decide when they get it.
  const roomsOf = (phone: string) =>
    schedule.own || schedule.weekly ? null : new DayRooms(schedule, nowMs, sendingDaysOf(db, phone, schedule.timeZone));
  const withRooms = accounts.map((account) => ({ ...account, rooms: roomsOf(account.phone) }));
  return new SenderChooser(from, withRooms, new Map(waiting.map(({ account, people }) => [account, people])));
}
