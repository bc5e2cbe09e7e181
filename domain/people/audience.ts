import { z } from 'zod';
import { AtMs } from '../view-parts.ts';
import { Condition } from './person-filter.ts';

/** The people of a filtered list: whom it was for, and when; of each column its source lists and their age. */
export const Audience = z.object({
  conditions: z.array(Condition),
  drawnAtMs: AtMs,
  /** Whether values count that are older than `limits.valueOldMs`; and how many people have such a one that does not. */
  usesOld: z.boolean(),
  withOld: z.int(),
  columns: z.array(
    z.object({
      header: z.string(),
      sources: z.array(z.object({ list: z.string(), atMs: AtMs, people: z.int() })),
    }),
  ),
});
export type Audience = z.infer<typeof Audience>;

/** Who came and went since a list was drawn: whoever went gets nothing, whoever came is added when the list is drawn anew. */
export const AudienceChanges = z.object({ came: z.int(), went: z.int() });
export type AudienceChanges = z.infer<typeof AudienceChanges>;
