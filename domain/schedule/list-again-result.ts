import { z } from 'zod';

/** Some rows by what became of them: how many, and the first of them with the cell of before and the one of now. */
const Part = z.object({
  count: z.int(),
  lines: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
});

/** What came of reading the list of a campaign again. */
export const ListAgainResult = z.object({
  same: z.int(),
  /** They wait, and take their new time. */
  moved: Part,
  /** Of what goes each year: theirs of this turn of the year went, or may have, so that the next one is a year after it. */
  later: Part,
  /** With the new date their time is over. */
  missed: Part,
  /** Their new date cannot be read, or they are gone: they wait for a person. */
  held: Part,
  gone: Part,
  /** Of what goes again: gone, so that nothing is made for them from now on. */
  left: Part,
  /** They got it for the old date. */
  told: Part,
  /** New in the file: they are not added. */
  added: Part,
});
export type ListAgainResult = z.infer<typeof ListAgainResult>;
