import { z } from 'zod';
import { rowCauses } from './row-cause.ts';

/** Rows that wait for one decision. */
const CauseGroup = z.object({
  cause: z.enum(rowCauses),
  count: z.int(),
  /** How many of them each reading would make a number of; the most first. */
  readings: z.array(z.object({ as: z.string(), count: z.int() })),
  /** The first of them. */
  rowNumbers: z.array(z.int()),
});

const CountryCount = z.object({ country: z.string(), count: z.int() });

/** What is counted while a list is read, beside its sums. */
export const ListFacts = z.object({
  /** The largest first; those that only a person can correct last. */
  groups: z.array(CauseGroup),
  /** What each decision took; `repeats` of these had a number that was on the list already. */
  decided: z.array(z.object({ cause: z.string(), as: z.string(), count: z.int(), repeats: z.int() })),
  /** Which countries the recipients' numbers are of. */
  countries: z.array(CountryCount),
  /** What the Country column says, and how many of its cells say nothing that is known. */
  named: z.array(CountryCount),
  unnamed: z.int(),
  /** Cells of placeholders that have something in them and count as blank, by column. */
  blankCells: z.array(z.object({ index: z.int(), count: z.int(), samples: z.array(z.string()) })),
});
export type ListFacts = z.infer<typeof ListFacts>;

export const noFacts: ListFacts = { groups: [], decided: [], countries: [], named: [], unnamed: 0, blankCells: [] };
