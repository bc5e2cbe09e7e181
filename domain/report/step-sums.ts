import { z } from 'zod';
import { Id } from '../view-parts.ts';

/** What became of a second message for each of a campaign's messages. All counts add up to the campaign's messages. */
export const StepSums = z.object({
  /** The campaign that the second messages are in; null before its first day. */
  madeId: Id.nullable(),
  drawn: z.int(),
  /** Their day has not come, or they were not sent yet. */
  toCome: z.int(),
  notSent: z.int(),
  notConfirmed: z.int(),
  /** They asked to stop, or are on the do-not-contact list. */
  stopped: z.int(),
  /** They have the text already, would have got a blank, or had no fitting hours. */
  leftOut: z.int(),
  /** They answered or read the first message, or it was in doubt on their day. */
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

/** Why somebody gets no second message, in the order in which a report tells it. */
export const noStepReasons = ['notSent', 'notConfirmed', 'notInGroup', 'stopped', 'leftOut', 'toCome'] as const;
