import { DateTime } from 'luxon';
import type { Days } from '../../domain/contract.ts';
import { useRead } from '../ui/hooks/use-read.ts';

/** The days that end with today, by this computer's calendar. */
export function lastDays(count: number, nowMs: number): Days {
  const today = DateTime.fromMillis(nowMs);
  const day = (moment: DateTime) => moment.toFormat('yyyy-MM-dd');
  return { from: day(today.minus({ days: count - 1 })), to: day(today) };
}

/** What all campaigns did on these days; null until it is known. It is not asked for where the days are in no order. */
export function useDaysReport({ from, to }: Days) {
  const asks = from !== '' && to !== '' && from <= to;
  const { result, again } = useRead('report:days', { from, to }, { asks });
  return { result, again };
}
