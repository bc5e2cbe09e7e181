import { DateTime } from 'luxon';
import { useEffect, useState } from 'react';
import type { Days, DaysReport } from '../../domain/contract.ts';
import { useAsk } from '../api.ts';

/** The days that end with today, by this computer's calendar. */
export function lastDays(count: number, nowMs: number): Days {
  const today = DateTime.fromMillis(nowMs);
  const day = (moment: DateTime) => moment.toFormat('yyyy-MM-dd');
  return { from: day(today.minus({ days: count - 1 })), to: day(today) };
}

/** What all campaigns did on these days; null until it is there. It is not asked for where the days are in no order. */
export function useDaysReport({ from, to }: Days): DaysReport | null {
  const ask = useAsk();
  const [report, setReport] = useState<DaysReport | null>(null);
  useEffect(() => {
    let isOpen = true;
    const read = async () => {
      const answer = await ask('report:days', { from, to });
      if (isOpen && answer !== null) setReport(answer);
    };
    if (from !== '' && to !== '' && from <= to) void read();
    return () => {
      isOpen = false;
    };
  }, [from, to, ask]);
  return report;
}
