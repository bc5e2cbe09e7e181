import { z } from 'zod';

/** Why the team's database gives no answer at the moment. Each of these may pass, so it is asked again. */
export const teamWaits = [
  'unreachable',
  'no_answer',
  'starting',
  'full',
  'read_only',
  'login_refused',
  'no_such_database',
  'no_postgres',
  'not_secure',
  'not_allowed',
  'failed',
] as const;

/** What is missing or wrong on a server, in the order in which it is said. */
export const ServerFinding = z.object({
  what: z.enum([
    'too_old',
    'is_a_standby',
    'does_not_sync',
    'torn_pages',
    'not_encrypted',
    'has_team',
    'other_schema',
    'no_schema_right',
    'no_role_right',
    'identity_unknown',
    'standby_not_waited_for',
    'pooled',
    'commits_without_waiting',
    'clock_off',
  ]),
  /** `refuses`: a team would not be safe on it. `weak`: it would be safe except for this. */
  weight: z.enum(['refuses', 'weak']),
  /** PostgreSQL's own word for it. */
  detail: z.string(),
});
export type ServerFinding = z.infer<typeof ServerFinding>;

/** What was found on a server before a team is made on it. */
export const ServerCheck = z.object({
  host: z.string(),
  isHere: z.boolean(),
  version: z.string(),
  clockOffMs: z.int(),
  findings: z.array(ServerFinding),
});
export type ServerCheck = z.infer<typeof ServerCheck>;

const teamEnds = ['removed', 'other_team', 'newer_app', 'other_computer', 'unreadable'] as const;

/**
 * The relation of this computer to its team. It sends only in `open`. `waiting`: the team's database does not answer;
 * it is asked again at `againAtMs`. `telling`: after joining or a hold, the computer tells everything it ever asked
 * for, `done` of `all`; nothing is to be told while `all` is 0. `held`: the database was put back, and these members
 * have not told yet. `ended`: this computer is no member any more, or another one took over its membership, or the
 * membership cannot be read here, or the address is another team's or a newer app's.
 */
export const TeamState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('waiting'), why: z.enum(teamWaits), sinceMs: z.int(), againAtMs: z.int() }),
  z.object({ kind: z.literal('telling'), done: z.int(), all: z.int() }),
  z.object({ kind: z.literal('held'), why: z.enum(['other_database', 'row_gone']), untold: z.array(z.int()) }),
  z.object({ kind: z.literal('ended'), why: z.enum(teamEnds) }),
]);
export type TeamState = z.infer<typeof TeamState>;

/** Whether this computer is no member any more, as far as known. It needs a new code, or goes on without the team. */
export const isNoMember = (state: TeamState): boolean =>
  state.kind === 'ended' || (state.kind === 'waiting' && state.why === 'login_refused');

/** Whether the team's database gives no sign at all; otherwise it says why it cannot be used. */
export const isUnanswered = ({ why }: Extract<TeamState, { kind: 'waiting' }>): boolean =>
  why === 'unreachable' || why === 'no_answer';

export const TeamKind = z.enum(['coordinator', 'sender']);
export type TeamKind = z.infer<typeof TeamKind>;

/** A computer of the team, or an invitation to it. */
const TeamMemberView = z.object({
  id: z.int(),
  name: z.string(),
  kind: TeamKind,
  isMe: z.boolean(),
  hasJoined: z.boolean(),
  heardAtMs: z.int().nullable(),
  /** Whether it has told everything it ever asked for since the database was put back. */
  hasTold: z.boolean(),
  /** How many people erased elsewhere are still on it, as far as the team knows. */
  toErase: z.int(),
  /** How many of its people the database has lost, as far as this computer remembers. */
  lost: z.int(),
});
export type TeamMemberView = z.infer<typeof TeamMemberView>;

/** What happened to a campaign's people at one member. People in no member's share are not taken yet. */
const TeamShare = z.object({
  member: z.int(),
  /** People whom the list assigns to it, and whom it has not taken yet. */
  named: z.int(),
  taken: z.int(),
  reserved: z.int(),
  closed: z.int(),
  unconfirmed: z.int(),
  sent: z.int(),
});
export type TeamShare = z.infer<typeof TeamShare>;

export const TeamCampaignView = z.object({
  uid: z.guid(),
  name: z.string(),
  state: z.enum(['drawing', 'running', 'paused', 'cancelled']),
  /** The member that started it, and when. */
  by: z.int(),
  atMs: z.int(),
  people: z.int(),
  members: z.array(TeamShare),
  /** The campaign on this computer; null while it takes no part. */
  campaignId: z.int().nullable(),
});
export type TeamCampaignView = z.infer<typeof TeamCampaignView>;

/** How many people no member has taken, and the list assigns to nobody. */
export function nobodysOf({ people, members }: Pick<TeamCampaignView, 'people' | 'members'>): number {
  return members.reduce(
    (left, { named, taken, reserved, closed, unconfirmed, sent }) =>
      left - named - taken - reserved - closed - unconfirmed - sent,
    people,
  );
}

/** A person who wrote back to another computer of the team, as that computer last told it. */
export const TeamReply = z.object({
  /** The computer with the chat. */
  member: z.int(),
  campaignName: z.string(),
  /** The campaign on this computer; null where it takes no part. */
  campaignId: z.int().nullable(),
  name: z.string(),
  phone: z.string(),
  words: z.string(),
  atMs: z.int(),
  state: z.enum(['closed', 'waiting', 'stopped']),
});
export type TeamReply = z.infer<typeof TeamReply>;

export const TeamView = z.object({
  name: z.string(),
  host: z.string(),
  state: TeamState,
  /** This computer's role in the team; null before the team has told it. */
  kind: TeamKind.nullable(),
  members: z.array(TeamMemberView),
  /** Former computers of the team: what they did is still shown. */
  gone: z.array(TeamMemberView.pick({ id: true, name: true }).extend({ isBack: z.boolean() })),
});
export type TeamView = z.infer<typeof TeamView>;
