import { z } from 'zod';
import { limits } from '../limits.ts';
import { SentFrom } from '../schedule/sent-from.ts';
import { Search } from '../view-parts.ts';

const Ids = z.array(z.int().positive()).min(1).max(limits.filterChoices);
/** "is", or "is not". */
const Is = { is: z.boolean() };

/** What staff say of people, in their words. Several values within one mean "or". */
export const Condition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tagged'), ...Is, tagIds: Ids }),
  /** Got a campaign's message. Who may have got it neither did nor did not. */
  z.object({ kind: z.literal('got'), ...Is, campaignIds: Ids }),
  /** Wrote back: to the campaigns that the filter says they got, else at all. `word`: and what they wrote has it. */
  z.object({ kind: z.literal('answered'), ...Is, word: z.string().max(limits.stopWordCharacters) }),
  z.object({ kind: z.literal('quiet'), days: z.int().min(1).max(limits.quietForDaysMax) }),
  z.object({ kind: z.literal('onList'), ...Is, listIds: Ids }),
  /** Was last written to from one of these accounts, by their numbers. */
  z.object({ kind: z.literal('account'), ...Is, accounts: SentFrom.shape.accounts }),
  /** Under a header, whichever way it is written, the newest list that says something says this. Empty: none says anything. */
  z.object({
    kind: z.literal('column'),
    ...Is,
    header: z.string().trim().min(1).max(limits.nameCharacters),
    value: z.string().max(limits.nameCharacters),
  }),
  /** Somebody else, under other numbers, has the same name. */
  z.object({ kind: z.literal('twice'), ...Is }),
]);
export type Condition = z.infer<typeof Condition>;

/** Whoever fits all of it. */
export const PersonFilter = z.object({
  conditions: z.array(Condition).max(limits.filterConditions),
  search: Search,
});
export type PersonFilter = z.infer<typeof PersonFilter>;

/** By what people are sorted; null: those that came last stand first. */
export const PersonSort = z
  .object({ by: z.enum(['name', 'phone', 'heard', 'replied']), descending: z.boolean() })
  .nullable();
export type PersonSort = z.infer<typeof PersonSort>;

export const everybody: PersonFilter = { conditions: [], search: '' };
/** Whether a filter leaves nobody out. */
export const isEverybody = ({ conditions, search }: PersonFilter): boolean =>
  conditions.length === 0 && search.trim() === '';

/** The people that a command is about: these, or all that a filter shows but a few. */
export const PersonTarget = z.union([
  z.object({ ids: z.array(z.int().positive()).min(1).max(limits.importRows) }),
  z.object({ filter: PersonFilter, except: z.array(z.int().positive()).max(limits.importRows) }),
]);
export type PersonTarget = z.infer<typeof PersonTarget>;

/** The campaigns that a filter says were got: an answer in it is one to these. */
export function gotCampaigns(conditions: readonly Condition[]): readonly number[] {
  return conditions.flatMap((condition) => (condition.kind === 'got' && condition.is ? condition.campaignIds : []));
}

/** Whether a filter is for people who wrote back: from any other whoever does so has gone. */
export function asksForAnswer(conditions: readonly Condition[]): boolean {
  return conditions.some((condition) => condition.kind === 'answered' && condition.is);
}
