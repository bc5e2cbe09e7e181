import { useEffect, useState } from 'react';
import type { Report, ReportPart, ReportSplit, TeamReport } from '../../domain/contract.ts';
import { call } from '../api.ts';

/**
 * A campaign's people, or a part of them, by a column of its list; null until it is known. It is read again with each new
 * report.
 */
export function useSplit(
  report: Report | TeamReport,
  part: ReportPart | null,
  index: number | null,
): ReportSplit | null {
  const [split, setSplit] = useState<Shown | null>(null);
  const { campaign } = report;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new report says that something has moved
  useEffect(() => {
    if (index === null) return;
    let isOpen = true;
    const asked = { id: campaign.id, index, ...(part === null ? {} : { part }) };
    void call(report.kind === 'team' ? 'teamCampaign:split' : 'report:split', asked).then((answer) => {
      if (isOpen && answer.ok) setSplit({ part, index, split: answer.value });
    });
    return () => {
      isOpen = false;
    };
  }, [report, part, index]);
  return split !== null && split.index === index && split.part === part ? split.split : null;
}

/** What was read, and of what: the words of another column or part never stand over it. */
type Shown = { readonly part: ReportPart | null; readonly index: number; readonly split: ReportSplit };
