import { z } from 'zod';
import { AtMs } from '../view-parts.ts';
import { Condition } from './person-filter.ts';

/** The people of a list made from a filter: the filter, when it was applied, and each column's source lists and age. */
export const Audience = z.object({
  conditions: z.array(Condition),
  drawnAtMs: AtMs,
  /** Whether values older than `limits.valueOldMs` count; and how many people have such a value that does not. */
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

/**
 * Who has joined and left since a list's filter was applied. Who left gets nothing; who joined waits for a new list.
 */
export const AudienceChanges = z.object({ came: z.int(), went: z.int() });
export type AudienceChanges = z.infer<typeof AudienceChanges>;
