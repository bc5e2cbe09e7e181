import { DateTime } from 'luxon';
import { useEffect, useState } from 'react';
import type { CommandResult, Days, DaysReport } from '../../domain/contract.ts';
import { call } from '../api.ts';

/** The days that end with today, by this computer's calendar. */
export function lastDays(count: number, nowMs: number): Days {
  const today = DateTime.fromMillis(nowMs);
  const day = (moment: DateTime) => moment.toFormat('yyyy-MM-dd');
  return { from: day(today.minus({ days: count - 1 })), to: day(today) };
}

/** What all campaigns did on these days; null until it is known. It is not asked for where the days are in no order. */
export function useDaysReport({ from, to }: Days): {
  readonly result: CommandResult<DaysReport> | null;
  readonly again: () => void;
} {
  const [result, setResult] = useState<CommandResult<DaysReport> | null>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is the operator's wish to read it again
  useEffect(() => {
    let isOpen = true;
    const read = async () => {
      const answer = await call('report:days', { from, to });
      if (isOpen) setResult(answer);
    };
    if (from !== '' && to !== '' && from <= to) void read();
    return () => {
      isOpen = false;
    };
  }, [from, to, round]);
  return { result, again: () => setRound(round + 1) };
}
