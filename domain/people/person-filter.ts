import { z } from 'zod';
import { limits } from '../limits.ts';
import { SentFrom } from '../schedule/sent-from.ts';
import { Search } from '../view-parts.ts';

const Ids = z.array(z.int().positive()).min(1).max(limits.filterChoices);
/** "is", or "is not". */
const Is = { is: z.boolean() };

/** Conditions as staff would say them about people. Several values in one condition mean "or". */
export const Condition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tagged'), ...Is, tagIds: Ids }),
  /** Got a campaign's message. A person whose message is not confirmed matches neither "is" nor "is not". */
  z.object({ kind: z.literal('got'), ...Is, campaignIds: Ids }),
  /** Wrote back: to the campaigns that the filter says they got, else to any. With `word`, the reply must have it. */
  z.object({ kind: z.literal('answered'), ...Is, word: z.string().max(limits.stopWordCharacters) }),
  z.object({ kind: z.literal('quiet'), days: z.int().min(1).max(limits.quietForDaysMax) }),
  z.object({ kind: z.literal('onList'), ...Is, listIds: Ids }),
  /** Was last written to from one of these accounts, given by their numbers. */
  z.object({ kind: z.literal('account'), ...Is, accounts: SentFrom.shape.accounts }),
  /** The newest list with a value under this header, in any spelling, has this value. Empty: none has a value. */
  z.object({
    kind: z.literal('column'),
    ...Is,
    header: z.string().trim().min(1).max(limits.nameCharacters),
    value: z.string().max(limits.nameCharacters),
  }),
  /** Another person, with other numbers, has the same name. */
  z.object({ kind: z.literal('twice'), ...Is }),
]);
export type Condition = z.infer<typeof Condition>;

/** People who fit all conditions. */
export const PersonFilter = z.object({
  conditions: z.array(Condition).max(limits.filterConditions),
  search: Search,
});
export type PersonFilter = z.infer<typeof PersonFilter>;

/** What people are sorted by. Null: the people who were added last come first. */
export const PersonSort = z
  .object({ by: z.enum(['name', 'phone', 'heard', 'replied']), descending: z.boolean() })
  .nullable();
export type PersonSort = z.infer<typeof PersonSort>;

export const everybody: PersonFilter = { conditions: [], search: '' };
/** Whether a filter excludes nobody. */
export const isEverybody = ({ conditions, search }: PersonFilter): boolean =>
  conditions.length === 0 && search.trim() === '';

/** The people that a command concerns: the given ones, or all that a filter shows except some. */
export const PersonTarget = z.union([
  z.object({ ids: z.array(z.int().positive()).min(1).max(limits.importRows) }),
  z.object({ filter: PersonFilter, except: z.array(z.int().positive()).max(limits.importRows) }),
]);
export type PersonTarget = z.infer<typeof PersonTarget>;

/** The campaigns that a filter says people got. "Answered" in the same filter means an answer to these. */
export function gotCampaigns(conditions: readonly Condition[]): readonly number[] {
  return conditions.flatMap((condition) => (condition.kind === 'got' && condition.is ? condition.campaignIds : []));
}

/** Whether a filter is for people who wrote back. For others, people who write after its list was made get nothing. */
export function asksForAnswer(conditions: readonly Condition[]): boolean {
  return conditions.some((condition) => condition.kind === 'answered' && condition.is);
}
