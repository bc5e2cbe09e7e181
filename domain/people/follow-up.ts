import { z } from 'zod';

/** Groups of a follow-up, by what happened to the first message. One not confirmed is in none until it is settled. */
export const followUpGroups = ['not_sent', 'no_read_receipt', 'no_reply', 'replied'] as const;
export const FollowUpGroup = z.enum(followUpGroups);
export type FollowUpGroup = z.infer<typeof FollowUpGroup>;

/** The groups that a campaign's second message may be for. `said_word`: they answered with this word. */
export const stepGroups = ['no_reply', 'no_read_receipt', 'said_word'] as const satisfies readonly (
  | FollowUpGroup
  | 'said_word'
)[];
export type StepGroup = (typeof stepGroups)[number];
/** The groups that a campaign following another may be for. */
export const followedGroups = [...followUpGroups, 'said_word'] as const;
export type FollowedGroup = (typeof followedGroups)[number];

/** How many people of a campaign are in each group, and how many would be if they could be written to. */
export const FollowUpCounts = z.object({
  groups: z.record(FollowUpGroup, z.int()),
  /** They asked to stop, or are on the do-not-contact list. */
  stopped: z.int(),
  /** They answered a later message and not this one. They are in no group, because they did write back. */
  answeredLater: z.int(),
  /** They were not sent it because they have the text, or are no longer among those it is for. */
  notAgain: z.int(),
  /** How many of the people not sent were marked as not in the chat; the report counts them as not confirmed. */
  notThere: z.int(),
});
export type FollowUpCounts = z.infer<typeof FollowUpCounts>;
