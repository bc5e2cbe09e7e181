import { z } from 'zod';
import { AtMs } from '../view-parts.ts';

/** Why somebody is on the do-not-contact list: somebody put them there, they wrote a stop word, or a file said so. */
export const blockedReasons = ['asked', 'wrote', 'file'] as const;
export const BlockedReason = z.enum(blockedReasons);
export type BlockedReason = z.infer<typeof BlockedReason>;

/** An entry of the do-not-contact list. */
export const BlockedPerson = z.object({
  phone: z.string(),
  /** As their newest list has it; empty where none knows them. */
  name: z.string(),
  why: BlockedReason,
  /** What was said of it, or what they wrote. */
  note: z.string(),
  addedAtMs: AtMs,
  /** The operator; empty where they gave no name. */
  who: z.string(),
  /** The file it was read from; else empty. */
  fileName: z.string(),
});
export type BlockedPerson = z.infer<typeof BlockedPerson>;

/** A row of a do-not-contact file of which no number could be read, or not each: whoever it is can still be written to. */
export const UnreadRow = z.object({
  /** Empty where the file has one sheet with numbers. */
  sheet: z.string(),
  rowNumber: z.int(),
  /** What stands in place of a number; empty where nothing does. */
  cell: z.string(),
});
export type UnreadRow = z.infer<typeof UnreadRow>;
