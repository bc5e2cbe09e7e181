import { z } from 'zod';
import { AtMs } from '../view-parts.ts';

/** Why somebody is on the do-not-contact list: somebody added them, they wrote a stop word, or a file named them. */
export const blockedReasons = ['asked', 'wrote', 'file'] as const;
export const BlockedReason = z.enum(blockedReasons);
export type BlockedReason = z.infer<typeof BlockedReason>;

/** An entry of the do-not-contact list. */
export const BlockedPerson = z.object({
  phone: z.string(),
  /** The name in their newest list; empty where no list knows them. */
  name: z.string(),
  why: BlockedReason,
  /** The operator's note, or what the person wrote. */
  note: z.string(),
  addedAtMs: AtMs,
  /** The operator; empty where they gave no name. */
  who: z.string(),
  /** The file that named them; else empty. */
  fileName: z.string(),
});
export type BlockedPerson = z.infer<typeof BlockedPerson>;

/** A row of a do-not-contact file in which not every number could be read: its person can still be written to. */
export const UnreadRow = z.object({
  /** Empty where the file has one sheet with numbers. */
  sheet: z.string(),
  rowNumber: z.int(),
  /** The cell that should hold the number; empty where it is empty. */
  cell: z.string(),
});
export type UnreadRow = z.infer<typeof UnreadRow>;
