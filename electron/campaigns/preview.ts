import type { Campaigns } from '../../db/campaigns/campaigns.ts';
import type { Lists } from '../../db/campaigns/lists.ts';
import type { PersonSearch } from '../../db/search/person-search.ts';
import type { CommandInput, CommandOutput } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { personalText, textSource } from '../../domain/template/personal-text.ts';
import type { QuickCommandOf } from '../commands.ts';

type Stores = { readonly campaigns: Campaigns; readonly lists: Lists };

/** A text as the person at a place of the campaign's list would get it. Refused where the list has nobody. */
export const previewOf: QuickCommandOf<'campaign:preview', Stores> = ({ campaigns, lists }, { id, index, text }) => {
  const campaign = campaigns.get(id);
  const list = campaign?.listId == null ? undefined : lists.get(campaign.listId);
  const at = list && Math.min(index, list.recipients - 1);
  const recipient = list && at !== undefined ? lists.recipientAt(list.id, at) : undefined;
  if (!campaign || !list || at === undefined || !recipient) return refuse('no_recipients');
  const { made, shown } = personalText(textSource({ ...campaign, text }, list), recipient.cells);
  const blanks = !made.ok && made.failure.code === 'blank_placeholders' ? [...made.failure.names] : [];
  const { rowNumber, name, phone } = recipient;
  return succeed({ index: at, total: list.recipients, rowNumber, name, phone, text: shown, blanks });
};

/** Somebody of the campaign's list by name or number. */
export function findPerson(
  { campaigns, personSearch }: Pick<Stores, 'campaigns'> & { readonly personSearch: PersonSearch },
  { id, search, match }: CommandInput<'campaign:findPerson'>,
): CommandOutput<'campaign:findPerson'> {
  const listId = campaigns.get(id)?.listId;
  if (listId == null) return null;
  return personSearch.find(listId, search, match) ?? null;
}

/** The text as the person in a row of the list would get it now; a placeholder stays where its value is blank. */
export function textFor({ campaigns, lists }: Stores, id: number, rowNumber: number): string {
  const campaign = campaigns.get(id);
  const list = campaign?.listId == null ? undefined : lists.get(campaign.listId);
  const [recipient] = list ? lists.recipientsAfter(list.id, rowNumber - 1, 1) : [];
  if (!campaign || !list || !recipient) return campaign?.text ?? '';
  return personalText(textSource(campaign, list), recipient.cells).shown;
}
