import { z } from 'zod';

/** How a list's numbers fit one country. */
const Rival = z.object({
  country: z.string(),
  /** Numbers without a country code that would be mobiles or landlines in this country. */
  mobiles: z.int(),
  landlines: z.int(),
  /** Numbers that have this country's code, and rows whose Country column names it. */
  named: z.int(),
});
export type Rival = z.infer<typeof Rival>;

/** What all rows together say about the list's country, before any of them is read. */
export const ListEvidence = z.object({
  /** Numbers whose country is named neither by themselves nor by their row. */
  unnamed: z.int(),
  /** The likeliest first. The country that the list is read for is among them. */
  rivals: z.array(Rival),
  /** Countries that numbers or rows name, the most frequent first. */
  seen: z.array(z.object({ country: z.string(), count: z.int() })),
  /** The country that fits far better than the one the list is read for; null where none does, or two do. */
  better: z.string().nullable(),
  /** Another country fits far better: no number is read as one of the list's country until the operator has decided. */
  isCountryOpen: z.boolean(),
});
export type ListEvidence = z.infer<typeof ListEvidence>;

export const noEvidence: ListEvidence = { unnamed: 0, rivals: [], seen: [], better: null, isCountryOpen: false };
