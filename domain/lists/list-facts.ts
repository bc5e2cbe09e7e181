import { z } from 'zod';
import { ListEvidence, noEvidence } from './list-evidence.ts';
import { rowCauses } from './row-cause.ts';
import { NumberColumns, noNumberColumns } from './value-form.ts';

/** Rows that wait for the same decision. */
const CauseGroup = z.object({
  cause: z.enum(rowCauses),
  count: z.int(),
  /** How many of these rows each reading would turn into a number; the likeliest first, then the most frequent. */
  readings: z.array(z.object({ as: z.string(), count: z.int() })),
  /** The reading with the most evidence: the first button. Null where two are as likely, or only a person can tell. */
  best: z.string().nullable(),
  rowNumbers: z.array(z.int()),
});

const CountryCount = z.object({ country: z.string(), count: z.int() });

/** What is counted while a list is read, apart from its sums. */
export const ListFacts = z.object({
  evidence: ListEvidence,
  /** The largest group first; groups that only a person can correct come last. */
  groups: z.array(CauseGroup),
  /** How many rows each decision concerned; `repeats` of them have a number listed already. `isDefault`: undecided. */
  decided: z.array(
    z.object({ cause: z.string(), as: z.string(), count: z.int(), repeats: z.int(), isDefault: z.boolean() }),
  ),
  /** The countries of the recipients' numbers, and how many of the numbers are landlines. */
  countries: z.array(CountryCount.extend({ landlines: z.int() })),
  /** What the Country column says, and how many of its cells name no known country. */
  named: z.array(CountryCount),
  unnamed: z.int(),
  /** Recipients whose country was named by their row, not by their number. */
  countryByRow: z.int(),
  /** Recipients whose name is that of two people who share the number. */
  couples: z.int(),
  /** What the list itself says about people who are not to be written to: the words, and their column. */
  refusals: z.array(z.object({ index: z.int(), words: z.string(), count: z.int() })),
  /** Columns that the file holds as numbers, without a form. */
  numbers: NumberColumns,
  /** Filled cells of placeholders that count as blank, by column. */
  blankCells: z.array(z.object({ index: z.int(), count: z.int(), samples: z.array(z.string()) })),
});
export type ListFacts = z.infer<typeof ListFacts>;

export const noFacts: ListFacts = {
  evidence: noEvidence,
  numbers: noNumberColumns,
  groups: [],
  decided: [],
  countries: [],
  named: [],
  unnamed: 0,
  countryByRow: 0,
  couples: 0,
  refusals: [],
  blankCells: [],
};
