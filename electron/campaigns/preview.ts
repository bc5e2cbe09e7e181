import type { Campaigns } from '../../db/campaigns.ts';
import type { Lists } from '../../db/lists.ts';
import type { PersonSearch } from '../../db/person-search.ts';
import type { CommandInput, CommandOutput, CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { succeed } from '../../domain/result.ts';
import { cleanValue, parseTemplate, renderTemplate } from '../../domain/template.ts';
import { valuesOf } from './check-recipients.ts';

type Stores = { readonly campaigns: Campaigns; readonly lists: Lists };

/** A text as the person at a place of the campaign's list would get it. Refused where the list has nobody. */
export function previewOf(
  { campaigns, lists }: Stores,
  { id, index, text }: CommandInput<'campaign:preview'>,
): CommandResult<CommandOutput<'campaign:preview'>> {
  const listId = campaigns.get(id)?.listId;
  const list = listId == null ? undefined : lists.get(listId);
  const at = list && Math.min(index, list.recipients - 1);
  const recipient = list && at !== undefined ? lists.recipientAt(list.id, at) : undefined;
  if (!list || at === undefined || !recipient) return refuse('no_recipients');
  const template = parseTemplate(text);
  const values = valuesOf(list, recipient);
  const rendered = renderTemplate(template, values);
  const blanks = !rendered.ok && rendered.failure.code === 'blank_placeholders' ? [...rendered.failure.names] : [];
  const shown = template.parts.map((part) =>
    part.kind === 'text' ? part.text : cleanValue(values.get(part.key) ?? '') || (part.fallback ?? `{{${part.name}}}`),
  );
  const { rowNumber, name, phone } = recipient;
  const words = rendered.ok ? rendered.value : shown.join('');
  return succeed({ index: at, total: list.recipients, rowNumber, name, phone, text: words, blanks });
}

/** Somebody of the campaign's list by name or number. */
export function findPerson(
  { campaigns, personSearch }: Pick<Stores, 'campaigns'> & { readonly personSearch: PersonSearch },
  { id, search, match }: CommandInput<'campaign:findPerson'>,
): CommandOutput<'campaign:findPerson'> {
  const listId = campaigns.get(id)?.listId;
  if (listId == null) return null;
  return personSearch.find(listId, search, match) ?? null;
}

/**
 * The text as the person in a row of the campaign's list would get it now; placeholders stay where a value is blank.
 */
export function textFor({ campaigns, lists }: Stores, id: number, rowNumber: number): string {
  const campaign = campaigns.get(id);
  const list = campaign?.listId == null ? undefined : lists.get(campaign.listId);
  const [recipient] = list ? lists.recipientsAfter(list.id, rowNumber - 1, 1) : [];
  if (!campaign || !list || !recipient) return campaign?.text ?? '';
  const rendered = renderTemplate(parseTemplate(campaign.text), valuesOf(list, recipient));
  return rendered.ok ? rendered.value : campaign.text;
}
