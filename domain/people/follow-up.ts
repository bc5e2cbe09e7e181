import { z } from 'zod';

/** Whom a follow-up writes to, by what became of the first message. What is not confirmed is in none until settled. */
export const followUpGroups = ['not_sent', 'no_read_receipt', 'no_reply', 'replied'] as const;
export const FollowUpGroup = z.enum(followUpGroups);
export type FollowUpGroup = z.infer<typeof FollowUpGroup>;

/** Whom a second message of a campaign may be for. `said_word`: they answered with it. */
export const stepGroups = ['no_reply', 'no_read_receipt', 'said_word'] as const satisfies readonly (
  | FollowUpGroup
  | 'said_word'
)[];
export type StepGroup = (typeof stepGroups)[number];
/** Whom a campaign that follows another may be for. */
export const followedGroups = [...followUpGroups, 'said_word'] as const;
export type FollowedGroup = (typeof followedGroups)[number];

/** How many people of a campaign are in each group, and how many would be but must not be written to. */
export const FollowUpCounts = z.object({
  groups: z.record(FollowUpGroup, z.int()),
  /** Asked to stop, or are on the do-not-contact list. */
  stopped: z.int(),
  /** Answered a later message and not this one: in none of the groups, since they wrote back all the same. */
  answeredLater: z.int(),
  /** Were not sent it since they have the text, or are not among those whom it is for any more. */
  notAgain: z.int(),
  /** How many of those not sent were marked as not in the chat: the report counts them as not confirmed. */
  notThere: z.int(),
});
export type FollowUpCounts = z.infer<typeof FollowUpCounts>;
