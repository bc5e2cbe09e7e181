import { z } from 'zod';
import { Id } from '../view-parts.ts';

/** What of a campaign's messages came to a second one. All but `madeId` add up to the campaign's messages. */
export const StepSums = z.object({
  /** The campaign that was made of it; null before its first day. */
  madeId: Id.nullable(),
  drawn: z.int(),
  /** Not on their day, or not sent yet. */
  toCome: z.int(),
  notSent: z.int(),
  notConfirmed: z.int(),
  /** Asked to stop, or are on the do-not-contact list. */
  stopped: z.int(),
  /** They have its text, would have got a blank, or no hours fit. */
  leftOut: z.int(),
  /** They answered or read the first one, or it was in doubt on their day. */
  notInGroup: z.int(),
});
export type StepSums = z.infer<typeof StepSums>;

export const noStepSums: StepSums = {
  madeId: null,
  drawn: 0,
  toCome: 0,
  notSent: 0,
  notConfirmed: 0,
  stopped: 0,
  leftOut: 0,
  notInGroup: 0,
};

/** Why there is no second message, in the order in which it is told. */
export const noStepReasons = ['notSent', 'notConfirmed', 'notInGroup', 'stopped', 'leftOut', 'toCome'] as const;
