import type { Report, ReportPart, ReportSplit, TeamReport } from '../../domain/contract.ts';
import { useRead } from '../ui/hooks/use-read.ts';

/**
 * A campaign's people, or a part of them, by a column of its list; null until it is known. It is read again with each new
 * report, and the words of another column or part never stand over it.
 */
export function useSplit(
  report: Report | TeamReport,
  part: ReportPart | null,
  index: number | null,
): ReportSplit | null {
  const asked = { id: report.campaign.id, index: index ?? 0, ...(part === null ? {} : { part }) };
  const command = report.kind === 'team' ? 'teamCampaign:split' : 'report:split';
  const { value } = useRead(command, asked, { asks: index !== null, version: report });
  return index === null ? null : value;
}
