import { useCallback, useEffect, useState } from 'react';
import type { Report, Verification } from '../../domain/contract.ts';
import { useAsk } from '../api.ts';

/** How long changes are gathered before the report is asked for again. */
const gatherMs = 1_000;

/** A campaign's report, kept up to date while messages move and chats are read. Null until it is there. */
export function useReport(id: number): {
  readonly report: Report | null;
  readonly putVerification: (verification: Verification) => void;
} {
  const ask = useAsk();
  const [report, setReport] = useState<Report | null>(null);
  const putVerification = useCallback(
    (verification: Verification) => setReport((before) => before && { ...before, verification }),
    [],
  );
  useEffect(() => {
    let isOpen = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      timer = undefined;
      const answer = await ask('report:get', { id });
      if (isOpen && answer !== null) setReport(answer);
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
  }, [id, ask, putVerification]);
  return { report, putVerification };
}
