import type { Campaigns } from '../../db/campaigns.ts';
import type { Lists } from '../../db/lists.ts';
import type { CommandInput, FailureCode } from '../../domain/contract.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';

/**
 * Makes a draft with the text, attachment and schedule of a campaign, and its list where that is asked for. It is no
 * declared repeat: whoever got the text is left out when it starts. Returns the draft's id.
 */
export function duplicateCampaign(
  parts: { readonly campaigns: Campaigns; readonly lists: Lists },
  { id, name, withList }: CommandInput<'campaign:duplicate'>,
  nowMs: number,
): Result<number, FailureCode> {
  const row = parts.campaigns.get(id);
  if (!row) return fail('not_found');
  const list = withList && row.listId !== null ? parts.lists.get(row.listId) : undefined;
  if (list && list.erasedAtMs !== null) return fail('people_erased');
  const { startAtMs } = row.schedule;
  const schedule = { ...row.schedule, startAtMs: startAtMs !== null && startAtMs > nowMs ? startAtMs : null };
  const { text, attachmentHash } = row;
  return succeed(parts.campaigns.create(name, schedule, nowMs, { text, attachmentHash, listId: list?.id ?? null }));
}
