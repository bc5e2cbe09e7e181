import { setImmediate } from 'node:timers/promises';
import type { CampaignRow, Campaigns } from '../../db/campaigns.ts';
import type { ListRow, Lists, RecipientRow } from '../../db/lists.ts';
import type { CampaignCheck, FailureCode } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { checkTemplate, parseTemplate, renderTemplate, type Template } from '../../domain/template.ts';
import { templateScope } from '../dispatch/text-scope.ts';

type Blanks = Pick<CampaignCheck, 'blanks' | 'firstBlankRow' | 'blankRows'>;

/** People named by their row, so that the operator can look at them; the count is complete. */
const blankRowsShown = 10;

export type CheckResult = Omit<CampaignCheck, 'expectedFinishMs'>;

/** The longest text that may go out with or without an attachment, in characters. */
export function longestText(campaign: Pick<CampaignRow, 'attachmentHash'>): number {
  return campaign.attachmentHash === null ? limits.templateCharacters : limits.captionCharacters;
}

/** What a person's placeholders are filled from. */
export function valuesOf(list: Pick<ListRow, 'fields'>, recipient: Pick<RecipientRow, 'cells'>): Map<string, string> {
  return new Map(list.fields.map((field) => [field.key, recipient.cells[field.index] ?? '']));
}

/** What stands between a draft and its start. It renders the text of every recipient, pausing so that nothing else waits. */
export async function checkCampaign(
  parts: { campaigns: Campaigns; lists: Lists },
  campaign: CampaignRow,
): Promise<CheckResult> {
  const list = campaign.listId === null ? undefined : parts.lists.get(campaign.listId);
  const template = parseTemplate(campaign.text);
  const columns = list?.fields.map((field) => field.key) ?? [];
  const problems = checkTemplate(template, columns, longestText(campaign));
  const unknown = problems.flatMap((problem) => (problem.code === 'unknown_placeholder' ? problem.name : []));
  const failures = new Set<FailureCode>();
  for (const problem of problems) {
    if (problem.code === 'empty_text') failures.add('empty_text');
    if (problem.code === 'text_too_long')
      failures.add(campaign.attachmentHash === null ? 'text_too_long' : 'caption_too_long');
    if (problem.code === 'unknown_placeholder') failures.add('unknown_placeholders');
    if (problem.code === 'unbalanced_braces') failures.add('unbalanced_braces');
  }
  const skipped = list
    ? parts.campaigns.countSkipped(campaign.id, templateScope(campaign))
    : { alreadyHasText: 0, doNotContact: 0 };
  const willSend = (list?.recipients ?? 0) - skipped.alreadyHasText - skipped.doNotContact;
  if (willSend <= 0) failures.add('no_recipients');
  const blanks = list
    ? await findBlanks(parts.lists, list, template, failures, campaign)
    : { blanks: 0, firstBlankRow: null, blankRows: [] };
  if (blanks.blanks > 0) failures.add('blank_placeholders');
  return {
    willSend: Math.max(0, willSend),
    ...skipped,
    ...blanks,
    unknownPlaceholders: unknown,
    failures: [...failures],
  };
}

async function findBlanks(
  lists: Lists,
  list: ListRow,
  template: Template,
  failures: Set<FailureCode>,
  campaign: CampaignRow,
): Promise<Blanks> {
  const blankRows: CheckResult['blankRows'] = [];
  let blanks = 0;
  let row = 0;
  let index = 0;
  for (;;) {
    const page = lists.recipientsAfter(list.id, row, limits.checkedRecipients);
    for (const recipient of page) {
      const rendered = renderTemplate(template, valuesOf(list, recipient), longestText(campaign));
      index += 1;
      if (rendered.ok) continue;
      if (rendered.failure.code === 'blank_placeholders') {
        blanks += 1;
        const key = rendered.failure.names[0] ?? '';
        if (blankRows.length < blankRowsShown)
          blankRows.push({ rowNumber: recipient.rowNumber, index: index - 1, key });
      } else if (rendered.failure.code === 'text_too_long') {
        failures.add(campaign.attachmentHash === null ? 'text_too_long' : 'caption_too_long');
      }
    }
    row = page.at(-1)?.rowNumber ?? row;
    if (page.length < limits.checkedRecipients)
      return { blanks, firstBlankRow: blankRows[0]?.rowNumber ?? null, blankRows };
    await setImmediate();
  }
}
