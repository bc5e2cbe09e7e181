import { z } from 'zod';
import { ListEvidence, noEvidence } from './list-evidence.ts';
import { rowCauses } from './row-cause.ts';
import { NumberColumns, noNumberColumns } from './value-form.ts';

/** Rows that wait for one decision. */
const CauseGroup = z.object({
  cause: z.enum(rowCauses),
  count: z.int(),
  /** How many of them each reading would make a number of; the likeliest first, then the most. */
  readings: z.array(z.object({ as: z.string(), count: z.int() })),
  /** The reading that most evidence supports: the first button. Null where two are as likely, or nobody but a person can tell. */
  best: z.string().nullable(),
  /** The first of them. */
  rowNumbers: z.array(z.int()),
});

const CountryCount = z.object({ country: z.string(), count: z.int() });

/** What is counted while a list is read, beside its sums. */
export const ListFacts = z.object({
  /** What all rows together say of the list's country. */
  evidence: ListEvidence,
  /** The largest first; those that only a person can correct last. */
  groups: z.array(CauseGroup),
  /** What each decision took, `repeats` of it with a number already listed. `isDefault`: nobody decided it. */
  decided: z.array(
    z.object({ cause: z.string(), as: z.string(), count: z.int(), repeats: z.int(), isDefault: z.boolean() }),
  ),
  /** Which countries the recipients' numbers are of, and how many of them are landlines. */
  countries: z.array(CountryCount.extend({ landlines: z.int() })),
  /** What the Country column says, and how many of its cells say nothing that is known. */
  named: z.array(CountryCount),
  unnamed: z.int(),
  /** Recipients whose number named no country and whose row did. */
  countryByRow: z.int(),
  /** Recipients whose name is of two people, who share the number. */
  couples: z.int(),
  /** What the list itself says of people who are not to be written to: the words, and the column they stand in. */
  refusals: z.array(z.object({ index: z.int(), words: z.string(), count: z.int() })),
  /** Columns of which the file has numbers, and no form. */
  numbers: NumberColumns,
  /** Cells of placeholders that have something in them and count as blank, by column. */
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
