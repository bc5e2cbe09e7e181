import { z } from 'zod';

/** Some rows with the same outcome: their number, and the first of them with the old and the new cell. */
const Part = z.object({
  count: z.int(),
  lines: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
});

export const ListAgainResult = z.object({
  same: z.int(),
  /** They wait, and get their new time. */
  moved: Part,
  /** Of a yearly campaign: this year's message left, or may have, so that the next one is due a year later. */
  later: Part,
  missed: Part,
  /** Their new date cannot be read, or they are gone from the list: they wait for the operator. */
  held: Part,
  gone: Part,
  /** Of a campaign that repeats: they are gone from the list, so no further messages are made for them. */
  left: Part,
  /** They got it for the old date. */
  told: Part,
  /** They are new in the file, and not added. */
  added: Part,
});
export type ListAgainResult = z.infer<typeof ListAgainResult>;
