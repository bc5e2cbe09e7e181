import { useCallback, useEffect, useState } from 'react';
import type { FailureCode, Report, Verification } from '../../domain/contract.ts';
import { call } from '../api.ts';

/** How long changes are gathered before the report is asked for again. */
const gatherMs = 1_000;

/** A campaign's report, kept up to date while messages move and chats are read. Null until it is there. */
export function useReport(id: number): {
  readonly report: Report | null;
  /** Why it could not be read the last time; what is there then is older. */
  readonly failure: FailureCode | null;
  readonly again: () => void;
  readonly putVerification: (verification: Verification) => void;
} {
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const [round, setRound] = useState(0);
  const [report, setReport] = useState<Report | null>(null);
  const putVerification = useCallback(
    (verification: Verification) => setReport((before) => before && { ...before, verification }),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is the operator's wish to read it again
  useEffect(() => {
    let isOpen = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      timer = undefined;
      const result = await call('report:get', { id });
      if (!isOpen) return;
      setFailure(result.ok ? null : result.failure.code);
      if (result.ok) setReport(result.value);
    };
    const readSoon = () => {
      timer ??= setTimeout(read, gatherMs);
    };
    void read();
    const { events } = window.sendonce;
    const stops = [
      events['messages:changed'](readSoon),
      events['campaigns:changed'](readSoon),
      events['verification:changed']((verification) => {
        if (verification.campaignId !== id) return;
        putVerification(verification);
        // Who has a second copy stands in the report alone.
        if (verification.more > 0) readSoon();
      }),
    ];
    return () => {
      isOpen = false;
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [id, round, putVerification]);
  return { report, failure, again: () => setRound(round + 1), putVerification };
}
