import { z } from 'zod';

/** How a list's numbers fit a country. */
const Rival = z.object({
  country: z.string(),
  /** Numbers that name no country, and would be mobiles or landlines there. */
  mobiles: z.int(),
  landlines: z.int(),
  /** Numbers that say themselves that they are of it, and rows whose Country column does. */
  named: z.int(),
});
export type Rival = z.infer<typeof Rival>;

/** What all rows together say of the list's country, before any of them is read. */
export const ListEvidence = z.object({
  /** Numbers that name no country, themselves or by their row. */
  unnamed: z.int(),
  /** The likeliest first; that which the list is read for is among them. */
  rivals: z.array(Rival),
  /** Countries that numbers or rows name, the most frequent first. */
  seen: z.array(z.object({ country: z.string(), count: z.int() })),
  /** The country that by far speaks more for itself than the one read for; null where none, or where two do. */
  better: z.string().nullable(),
  /** Another country fits by far better: nothing is read as one of the list's own until that is decided. */
  isCountryOpen: z.boolean(),
});
export type ListEvidence = z.infer<typeof ListEvidence>;

export const noEvidence: ListEvidence = { unnamed: 0, rivals: [], seen: [], better: null, isCountryOpen: false };
