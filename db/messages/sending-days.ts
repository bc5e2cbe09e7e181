import { limits } from '../../domain/limits.ts';
import { startOfDay, startOfNextDay } from '../../domain/schedule/pacing.ts';
import type { SendingDay } from '../../domain/schedule/warm-up.ts';
import type { ReadDb } from '../database.ts';

/**
 * An account's first days of sending, as many as a warm-up needs. Tests to oneself do not count, nor what another
 * computer reported, since that has the moment of the report.
 */
export function sendingDaysOf(db: ReadDb, account: string, timeZone: string): SendingDay[] {
  const ofAccount = `FROM attempt WHERE account = ? AND kind = 'campaign' AND passed_at_ms >= ?`;
  const firstSince = `SELECT passed_at_ms ${ofAccount} ORDER BY passed_at_ms LIMIT 1`;
  const countUntil = `SELECT count(*) ${ofAccount} AND passed_at_ms < ?`;
  const days: SendingDay[] = [];
  for (let fromMs = 0; days.length < limits.warmUpMessages.length; ) {
    const firstMs = db.value<number>(firstSince, account, fromMs);
    if (firstMs === undefined) break;
    const startMs = startOfDay(firstMs, timeZone);
    fromMs = startOfNextDay(firstMs, timeZone);
    days.push({ startMs, count: db.count(countUntil, account, startMs, fromMs) });
  }
  return days;
}
