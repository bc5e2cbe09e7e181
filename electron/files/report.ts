import type { Queries } from '../../db/queries.ts';
import type { CampaignSummary, Report, ReportTotals, Verification } from '../../domain/contract.ts';
import { noCounts } from '../../domain/message.ts';

/** The sums of a campaign. Once nothing is open: imported = sent + not sent + not confirmed + cancelled + skipped. */
export function reportTotals(queries: Queries, campaignId: number): ReportTotals {
  const counts = queries.campaign(campaignId)?.counts ?? noCounts;
  const { imported, skipped } = queries.reportParts(campaignId);
  const { pending, sending, ...closed } = counts;
  return { ...closed, imported, skipped: sum(skipped), open: pending + sending };
}

export function makeReport(queries: Queries, campaign: CampaignSummary, verification: Verification): Report {
  const { imported: _, ...parts } = queries.reportParts(campaign.id);
  return { campaign, verification, totals: reportTotals(queries, campaign.id), ...parts };
}

function sum(skipped: Report['skipped']): number {
  const { sameNumber, doNotContact, cannotBeUsed, alreadyHadText, blankPlaceholder } = skipped;
  return sameNumber + doNotContact + cannotBeUsed + alreadyHadText + blankPlaceholder;
}
