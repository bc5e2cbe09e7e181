import type Database from 'better-sqlite3';
import type { TakenEntry } from '../../../practice/protocol.ts';

type Row = { readonly phone: string; readonly text: string; readonly status: string; readonly reason: string | null };

const keyOf = (digits: string, text: string) => `${digits}: ${text}`;

/**
 * Everything in the database that contradicts the journal of what WhatsApp took, and everything half done, one line
 * each.
 */
export function truthOf(db: Database.Database, journal: readonly TakenEntry[]): string[] {
  return [...wordsAgainst(db, journal), ...halfDone(db)];
}

/** Messages that left twice, and states in the database that the journal of its page contradicts. */
export function wordsAgainst(db: Database.Database, journal: readonly TakenEntry[]): string[] {
  const copies = new Map<string, number>();
  for (const entry of journal) {
    const key = keyOf(entry.to.replace('@c.us', ''), entry.caption || entry.body);
    copies.set(key, (copies.get(key) ?? 0) + 1);
  }
  const rows = db
    .prepare<unknown[], Row>(
      `SELECT r.phone, c.text, m.status, m.reason FROM message m
       JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id`,
    )
    .all();
  const known = new Set(rows.map((row) => keyOf(row.phone.slice(1), row.text)));
  return [
    ...[...copies].filter(([, count]) => count > 1).map(([key, count]) => `${count} copies of ${key}`),
    ...[...copies.keys()].filter((key) => !known.has(key)).map((key) => `taken without a message: ${key}`),
    ...rows.flatMap((row) => falseStatus(row, copies.has(keyOf(row.phone.slice(1), row.text)))),
  ];
}

function falseStatus({ phone, text, status, reason }: Row, isTaken: boolean): string[] {
  const isDoubtful = status === 'failed' && ['interrupted', 'no_confirmation', 'rejected'].includes(reason ?? '');
  if (isDoubtful || isTaken === (status === 'sent')) return [];
  return [`${phone}: ${text} is ${status} (${reason}), and WhatsApp ${isTaken ? 'took it' : 'never took it'}`];
}

/** An interrupted import or start must leave either nothing or the whole; returns what is half done. */
function halfDone(db: Database.Database): string[] {
  const list = (sql: string) => db.prepare<unknown[], { line: string }>(sql).all();
  return [
    ...list(`SELECT 'a list is unpublished' AS line FROM list WHERE published_at_ms IS NULL`),
    ...list(`SELECT 'list ' || l.id || ' has lost recipients' AS line FROM list l
      WHERE l.recipients <> (SELECT count(*) FROM recipient r WHERE r.list_id = l.id)`),
    ...list(`SELECT 'campaign ' || c.id || ' was started by half' AS line FROM campaign c JOIN list l ON l.id = c.list_id
      WHERE (SELECT count(*) FROM message m WHERE m.campaign_id = c.id)
        <> CASE c.state WHEN 'draft' THEN 0 ELSE l.recipients END`),
    ...list(`SELECT 'the sums of campaign ' || t.campaign_id || ' are off' AS line FROM campaign_counts t
      WHERE t.pending + t.sending + t.sent + t.not_sent + t.not_confirmed + t.cancelled
        <> (SELECT count(*) FROM message m WHERE m.campaign_id = t.campaign_id)
      OR t.sent <> (SELECT count(*) FROM message m WHERE m.campaign_id = t.campaign_id AND m.status = 'sent')`),
  ].map(({ line }) => line);
}
