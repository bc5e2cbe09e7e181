import type { CampaignFile, CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import type { CommandOutput } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { personalText, textSource } from '../../domain/template/personal-text.ts';
import type { Answer } from '../commands.ts';
import type { Given, TestOutcome } from '../ports.ts';
import type { CampaignParts } from './parts.ts';

export type SendTest = (
  text: string,
  file: CampaignFile & Pick<CampaignRow, 'keepsPlace'>,
  phone: string,
) => Promise<TestOutcome>;

/** Sends the text, as the first person of the list would get it, from the campaign's account to its own number. */
export async function testToSelf(
  parts: Pick<CampaignParts, 'campaigns' | 'lists' | 'account' | 'clock'> &
    Given<'ready'> & { readonly sendTest: SendTest },
  id: number,
): Answer<CommandOutput<'campaign:testToSelf'>> {
  const { campaigns, lists, account, ready, clock, sendTest } = parts;
  const row = campaigns.get(id);
  if (!row) return refuse('not_found');
  const chosen = row.schedule.from?.accounts;
  const from = chosen ? ready().find(({ phone }) => chosen.includes(phone)) : account();
  if (!from) return refuse('not_linked');
  const list = row.listId === null ? undefined : lists.get(row.listId);
  const recipient = list && lists.recipientAt(list.id, 0);
  const { made } = personalText(textSource(row, list), recipient?.cells ?? []);
  if (!made.ok) return refuse(made.failure.code);
  const outcome = await sendTest(made.value, row, from.phone);
  return outcome === 'busy' ? refuse('message_on_its_way') : succeed({ outcome, atMs: clock.nowMs() });
}
