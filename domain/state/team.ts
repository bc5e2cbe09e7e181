import { z } from 'zod';

/** Why the team's database gives nothing at the moment. All of it may pass by itself, so it is asked again. */
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

/** What a server lacks, or what stands in the way on it. The order is that in which they are said. */
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
  /** `refuses`: a team would not be safe on it. `weak`: it would be, but for what is said. */
  weight: z.enum(['refuses', 'weak']),
  /** PostgreSQL's own word. */
  detail: z.string(),
});
export type ServerFinding = z.infer<typeof ServerFinding>;

/** A server as it was found before a team is made on it. */
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
 * How this computer stands with its team. Only `open` sends.
 *
 * `waiting`: its database does not answer; asked again at `againAtMs`. `telling`: it is told what this computer ever asked
 * for, after joining or a hold: so many of so many, and nothing is told as long as `all` is 0. `held`: the database was put
 * back, and these have not told yet. `ended`: this computer is no member any more, or its membership was taken up by
 * another one or cannot be read here, or the address is another team's, or of a newer app.
 */
export const TeamState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('waiting'), why: z.enum(teamWaits), sinceMs: z.int(), againAtMs: z.int() }),
  z.object({ kind: z.literal('telling'), done: z.int(), all: z.int() }),
  z.object({ kind: z.literal('held'), why: z.enum(['other_database', 'row_gone']), untold: z.array(z.int()) }),
  z.object({ kind: z.literal('ended'), why: z.enum(teamEnds) }),
]);
export type TeamState = z.infer<typeof TeamState>;

/** Whether this computer is no member any more, as far as can be told: it goes on with a new code, or without the team. */
export const isNoMember = (state: TeamState): boolean =>
  state.kind === 'ended' || (state.kind === 'waiting' && state.why === 'login_refused');

/** Whether its database gives no sign at all; else it says why it cannot be used. */
export const isUnanswered = ({ why }: Extract<TeamState, { kind: 'waiting' }>): boolean =>
  why === 'unreachable' || why === 'no_answer';

export const TeamKind = z.enum(['coordinator', 'sender']);
export type TeamKind = z.infer<typeof TeamKind>;

/** A computer of the team, or an invitation to be one. */
const TeamMemberView = z.object({
  id: z.int(),
  name: z.string(),
  kind: TeamKind,
  isMe: z.boolean(),
  hasJoined: z.boolean(),
  heardAtMs: z.int().nullable(),
  /** Whether it has told what it ever asked for, since the database was put back. */
  hasTold: z.boolean(),
  /** How many people were erased elsewhere and are on it yet, as far as the team knows. */
  toErase: z.int(),
  /** How many people the database has lost of it, as far as this computer remembers. */
  lost: z.int(),
});
export type TeamMemberView = z.infer<typeof TeamMemberView>;

/** What became of a campaign's people with one member; who is not among these of any member is nobody's yet. */
const TeamShare = z.object({
  member: z.int(),
  /** Whom the list gives to it, and it has not taken yet. */
  named: z.int(),
  taken: z.int(),
  reserved: z.int(),
  closed: z.int(),
  unconfirmed: z.int(),
  sent: z.int(),
});
export type TeamShare = z.infer<typeof TeamShare>;

/** A campaign of the team. */
export const TeamCampaignView = z.object({
  uid: z.guid(),
  name: z.string(),
  state: z.enum(['drawing', 'running', 'paused', 'cancelled']),
  /** Which member drew it, and when. */
  by: z.int(),
  atMs: z.int(),
  people: z.int(),
  members: z.array(TeamShare),
  /** The campaign here; null while this computer takes no part. */
  campaignId: z.int().nullable(),
});
export type TeamCampaignView = z.infer<typeof TeamCampaignView>;

/** Who is in the hands of no member, and not to be of a certain one. */
export function nobodysOf({ people, members }: Pick<TeamCampaignView, 'people' | 'members'>): number {
  return members.reduce(
    (left, { named, taken, reserved, closed, unconfirmed, sent }) =>
      left - named - taken - reserved - closed - unconfirmed - sent,
    people,
  );
}

/** Somebody who wrote back to another computer of the team, as that told it last. */
export const TeamReply = z.object({
  /** The computer that has the chat. */
  member: z.int(),
  campaignName: z.string(),
  /** The campaign here; null where this computer takes no part. */
  campaignId: z.int().nullable(),
  name: z.string(),
  phone: z.string(),
  words: z.string(),
  atMs: z.int(),
  state: z.enum(['closed', 'waiting', 'stopped']),
});
export type TeamReply = z.infer<typeof TeamReply>;

/** This computer's team. */
export const TeamView = z.object({
  name: z.string(),
  host: z.string(),
  state: TeamState,
  /** What this computer is in it; null before that was heard. */
  kind: TeamKind.nullable(),
  members: z.array(TeamMemberView),
  /** Computers that were of it before: what they did is still told. */
  gone: z.array(TeamMemberView.pick({ id: true, name: true }).extend({ isBack: z.boolean() })),
});
export type TeamView = z.infer<typeof TeamView>;
