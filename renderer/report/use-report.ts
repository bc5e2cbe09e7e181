import { useCallback, useEffect, useState } from 'react';
import type { FailureCode, Report, ReportKind, ReportPart, TeamReport, Verification } from '../../domain/contract.ts';
import { call } from '../api.ts';

/** How long changes are collected before the report is asked for again. */
const gatherMs = 1_000;

/** One state, because two could show the words of one report over the numbers of another. */
type Shown = { readonly report: Report | TeamReport; readonly part: ReportPart | null };

/** No event tells what other computers do. */
const teamAgainMs = 10_000;

/** The report of a campaign or of a part of its people, kept up to date while messages change and chats are read. */
export function useReport(id: number, part: ReportPart | null, kind: ReportKind) {
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const [round, setRound] = useState(0);
  const [shown, setShown] = useState<Shown | null>(null);
  const putVerification = useCallback(
    (verification: Verification) =>
      setShown((before) =>
        before?.report.kind === 'here' ? { ...before, report: { ...before.report, verification } } : before,
      ),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is the operator's wish to read it again
  useEffect(() => {
    let isOpen = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      timer = undefined;
      const result = await call(kind === 'team' ? 'teamCampaign:report' : 'report:get', {
        id,
        ...(part === null ? {} : { part }),
      });
      if (!isOpen) return;
      setFailure(result.ok ? null : result.failure.code);
      if (result.ok) setShown({ report: result.value, part });
    };
    const readSoon = () => {
      timer ??= setTimeout(read, gatherMs);
    };
    void read();
    const teamAgain = kind === 'team' ? setInterval(readSoon, teamAgainMs) : undefined;
    const { events } = window.sendonce;
    const stops = [
      events['messages:changed'](readSoon),
      events['campaigns:changed'](readSoon),
      events['verification:changed']((verification) => {
        if (verification.campaignId !== id) return;
        putVerification(verification);
        // Only the report tells who has a second copy.
        if (verification.more > 0) readSoon();
      }),
    ];
    return () => {
      isOpen = false;
      clearTimeout(timer);
      clearInterval(teamAgain);
      for (const stop of stops) stop();
    };
  }, [id, part, kind, round, putVerification]);
  const { report, part: shownPart } = shown?.report.kind === kind ? shown : { report: null, part: null };
  return {
    report,
    /** The part it is of: the one last asked for, once its report is there. */
    shownPart,
    /** Why it could not be read the last time; the shown report is then older. */
    failure,
    again: () => setRound(round + 1),
    putVerification,
  };
}
