import type { ReportPart } from '../../domain/contract.ts';
import { segmentValue } from '../../domain/lists/segment.ts';
import { accountColumn } from '../../domain/report/report-views.ts';

/** A campaign, or the people in it with a certain value in a column. */
export type CampaignPart = { readonly campaignId: number; readonly part: ReportPart | null };

/** Whether the row `row`, a recipient or a row that was left out, is in the part. */
export function isInPartSql(row: string, { part }: CampaignPart): string {
  if (part === null) return 'true';
  if (part.index !== accountColumn) return `${cellSql(row, '@place')} = @value`;
  // A row that was left out of the list, or of the campaign, has no account.
  return row === 'o'
    ? 'false'
    : `EXISTS (SELECT 1 FROM message w WHERE w.campaign_id = @campaignId AND w.recipient_id = ${row}.id AND w.account = @value)`;
}

/** The cell of a row at the place that a parameter names, in the form in which values of a column are compared. */
export function cellSql(row: string, place: string): string {
  return `segment_value(coalesce(json_extract(${row}.cells, ${place}), ''))`;
}

/** The JSON path of a column in the cells of a row. */
export function placeOf(index: number): string {
  return `$[${index}]`;
}

/** The condition that the message `m` belongs to the campaign and to the part. */
export function ofPartSql(scope: CampaignPart): string {
  if (scope.part === null) return 'm.campaign_id = @campaignId';
  if (scope.part.index === accountColumn) return 'm.campaign_id = @campaignId AND m.account = @value';
  return `m.campaign_id = @campaignId AND m.recipient_id IN (
    SELECT p.id FROM recipient p JOIN campaign q ON q.list_id = p.list_id
    WHERE q.id = @campaignId AND ${isInPartSql('p', scope)})`;
}

export function partValues({ campaignId, part }: CampaignPart) {
  const { index = 0, value = '' } = part ?? {};
  const isAccount = index === accountColumn;
  return { campaignId, place: placeOf(isAccount ? 0 : index), value: isAccount ? value : segmentValue(value) };
}
