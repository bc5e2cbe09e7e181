import { z } from 'zod';
import type { TeamAsk, TeamFence } from '../../db/team/asks.ts';
import type { TeamErasure } from '../../db/team/erasures.ts';
import { limits } from '../../domain/limits.ts';
import { TeamOutcome } from '../../domain/report/team-report.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { TeamCampaignView, TeamKind } from '../../domain/state/team.ts';
import type { ConnectionFailure, TeamConnection } from './connection.ts';

/**
 * Part of every answer of the team's database: whether it is open to this member, and which database it is. `tell`:
 * this member first has to tell everything that it ever asked for. `held`: others have to.
 */
const Standing = z.object({
  said: z.enum(['open', 'held', 'tell', 'removed']),
  epoch: z.int(),
  identity: z.string(),
});
type Standing = z.infer<typeof Standing>;

const ReserveAnswer = Standing.extend({
  result: z.enum(['granted', 'duplicate', 'stopped', 'heard', 'not_running', 'ended']).optional(),
  number: z.int().optional(),
  member: z.int().nullish(),
  by: z.int().nullish(),
  outcome: z.int().nullish(),
  at: z.int().nullish(),
  /** With a grant: the keys that block the person like their own, also where only the drawn campaign has them. */
  also: z.array(z.guid()).default([]),
});
export type ReserveAnswer = z.infer<typeof ReserveAnswer>;

const TeamMember = z.object({
  id: z.int(),
  name: z.string(),
  kind: TeamKind,
  newest: z.guid().nullable(),
  asked: z.int(),
  toErase: z.int(),
  /** Null where the member was never heard of. */
  silentMs: z.int().nullable(),
  hasJoined: z.boolean(),
  hasTold: z.boolean(),
});

const News = Standing.extend({
  member: z.int().optional(),
  kind: TeamKind.optional(),
  held: z.enum(['other_database', 'row_gone']).nullish(),
  number: z.int().default(0),
  /** The highest declared repeat. */
  repeat: z.int().default(0),
  cursor: z.string().default(''),
  stops: z.array(z.object({ key: z.guid(), isLifted: z.boolean() })).default([]),
  campaigns: z.array(z.object({ uid: z.guid(), state: z.enum(['running', 'paused', 'cancelled']) })).default([]),
  members: z.array(TeamMember).default([]),
  /** Former members: what they did is still told. `isBack`: the computer has joined anew. */
  gone: z.array(z.object({ id: z.int(), name: z.string(), isBack: z.boolean() })).default([]),
  toErase: z.array(z.object({ id: z.int(), sealed: z.string() })).default([]),
});
export type News = z.infer<typeof News>;

const About = z.object({
  team: z.guid(),
  name: z.string(),
  keyCheck: z.guid(),
  version: z.int(),
  isMember: z.boolean(),
  kind: TeamKind.nullable(),
  /** The computer that took up this invitation; null where none has. */
  computer: z.guid().nullable(),
  /** Whether the role has more rights than to execute our functions. */
  mayTooMuch: z.boolean(),
});
export type About = z.infer<typeof About>;

const CampaignState = TeamCampaignView.shape.state;
type TeamCampaignState = z.infer<typeof CampaignState>;

const Progress = TeamCampaignView.pick({ people: true, state: true, members: true });
export type Progress = z.infer<typeof Progress>;

export type ReserveRequest = {
  readonly token: string;
  readonly fences: readonly TeamFence[];
  /** The number up to which fences of others existed when the repeat was declared; 0 where there were none. */
  readonly repeatAfter: number;
  readonly stops: readonly string[];
  /** The newest row of each member that this one saw. If one is gone, the database was put back. */
  readonly seen: readonly string[];
  readonly campaign: string | null;
  readonly person: number | null;
  /** Whether the operator queues a message again that this computer reserved in an earlier run and never sent. */
  readonly isAgain: boolean;
  /** The person's number, and each way to write it. */
  readonly contact: string;
  readonly heard: readonly string[];
  /** The keys of the person's other numbers, which block them but are not taken. */
  readonly also: readonly string[];
  /** A person who heard from another member within this time is refused; null where that is not asked. */
  readonly quietMs: number | null;
};

type Told = Omit<TeamAsk, 'id' | 'place' | 'phone'> & {
  readonly place?: number | null;
  readonly contact?: string | null;
};

type Answer<Value> = Promise<Result<Value, ConnectionFailure>>;

/** The connection for a call; null while there is none, and then there is no answer. */
type Line = TeamConnection | null;

async function rowsOf<Row extends object>(
  connection: Line,
  sql: string,
  values: readonly unknown[],
): Answer<readonly Row[]> {
  return connection === null
    ? fail({ reason: 'no_answer', detail: 'not connected' })
    : connection.ask<Row>(sql, values);
}

/** One call of a function of the team's database. An answer of another shape is a failure. */
async function call<Shape extends z.ZodType>(
  connection: Line,
  shape: Shape,
  name: string,
  values: readonly unknown[],
): Answer<z.infer<Shape>> {
  const places = values.map((_, index) => `$${index + 1}`).join(', ');
  const asked = await rowsOf<{ answer: unknown }>(connection, `SELECT sendonce.${name}(${places}) AS answer`, values);
  if (!asked.ok) return asked;
  const read = shape.safeParse(asked.value[0]?.answer);
  return read.success ? succeed(read.data) : fail({ reason: 'failed', detail: `${name}: ${read.error.message}` });
}

/** Which team the database has, and whether the caller belongs to it. */
export const about = (connection: Line): Answer<About> => call(connection, About, 'about', []);

/** Asks for a person: granted or refused in one transaction, durably. */
export async function reserve(connection: Line, request: ReserveRequest): Answer<ReserveAnswer> {
  const { token, fences, repeatAfter, stops, seen, campaign, person, isAgain, contact, heard, quietMs, also } = request;
  const keys = fences.map(({ key }) => key);
  const repeats = fences.map(({ repeat }) => repeat);
  const ofFence = [token, keys, repeats, repeatAfter, stops, seen, campaign, person, isAgain];
  const values = [...ofFence, contact, heard, quietMs, also];
  const answered = await call(connection, ReserveAnswer, 'reserve', values);
  // Another member was faster by a moment: asking again tells which one.
  const isRace = !answered.ok && answered.failure.reason === 'ask_again';
  return isRace ? call(connection, ReserveAnswer, 'reserve', values) : answered;
}

/** Tells the outcomes of the caller's reservations. `seen`: as in a request. */
export function tell(connection: Line, all: readonly Told[], seen: readonly string[]): Answer<Standing> {
  const fences = all.flatMap(({ fences: own }, index) => own.map((fence) => ({ ...fence, owner: index + 1 })));
  return call(connection, Standing, 'tell', [
    all.map(({ token }) => token),
    all.map(({ outcome }) => outcome),
    all.map(({ atMs }) => new Date(atMs).toISOString()),
    all.map(({ campaign }) => campaign),
    all.map(({ place }) => place ?? null),
    fences.map(({ key }) => key),
    fences.map(({ repeat }) => repeat),
    fences.map(({ owner }) => owner),
    seen,
    all.map(({ contact }) => contact ?? null),
  ]);
}

/** Notes that the caller has told everything that it ever asked for, under this hold. */
export const told = (connection: Line, epoch: number): Answer<News> => call(connection, News, 'told', [epoch]);

/** The team's state, and the stops and campaigns changed since a cursor; without one, no stops and all campaigns. */
export const news = (connection: Line, seen: readonly string[], after: string | null): Answer<News> =>
  call(connection, News, 'news', [seen, after]);

type Stop = News['stops'][number];

/** Everybody who is or was on the team's do-not-contact list, by page: one answer is too long for a slow line. */
export async function allStops(connection: Line): Answer<Stop[]> {
  const sql = 'SELECT key, is_lifted AS "isLifted" FROM sendonce.stops($1, $2)';
  const all: Stop[] = [];
  for (;;) {
    const page = await rowsOf<Stop>(connection, sql, [all.at(-1)?.key ?? null, limits.teamStopsHeard]);
    if (!page.ok) return page;
    if (page.value.length === 0) return succeed(all);
    all.push(...page.value);
  }
}

/** Ends the hold without waiting for these members, if it is still the same hold. */
export const goOnWithout = (connection: Line, members: readonly number[], epoch: number): Answer<News> =>
  call(connection, News, 'go_on_without', [members, epoch]);

/** Puts keys of people on the team’s do-not-contact list, or lifts what the caller had put there. */
export const stop = (connection: Line, keys: readonly string[], isLifted: boolean): Answer<Standing> =>
  call(connection, Standing, 'stop', [keys, isLifted]);

/** Lifts stops again that the caller had lifted of its own this long ago, and has not changed since. */
export const liftAgain = (
  connection: Line,
  lifted: readonly { readonly key: string; readonly agoMs: number }[],
): Answer<Standing> =>
  call(connection, Standing, 'lift_again', [lifted.map(({ key }) => key), lifted.map(({ agoMs }) => agoMs)]);

/** Null for a campaign that the team does not know. */
export const progress = (connection: Line, campaign: string): Answer<Progress | null> =>
  call(connection, Progress.nullable(), 'progress', [campaign]);

/** Marks people as not confirmed whom the caller reserved under tokens that it no longer knows. Returns how many. */
export const doubt = (connection: Line, campaign: string, known: readonly string[]): Answer<number> =>
  call(connection, z.int(), 'doubt', [campaign, known]);

/** Returns how many people went back; null where the member was heard of within ten minutes. */
export async function takeBack(connection: Line, member: number): Answer<number | null> {
  for (let people: number | null = null; ; ) {
    const back = await call(connection, z.int().nullable(), 'take_back', [member]);
    if (!back.ok) return back;
    if (!back.value) return succeed(people ?? back.value);
    people = (people ?? 0) + back.value;
  }
}

/** Takes up an invitation. Returns false where another computer has taken it, or it has expired. */
export const join = (connection: Line, computer: string, name: Buffer): Answer<boolean> =>
  call(connection, z.boolean(), 'join', [computer, name]);

/** Returns false where this is another member's name and the caller is no coordinator. */
export const rename = (connection: Line, member: number, name: Buffer): Answer<boolean> =>
  call(connection, z.boolean(), 'rename', [member, name]);

/** Returns false where the team would have no coordinator any more. */
export const appoint = (connection: Line, member: number, kind: TeamKind): Answer<boolean> =>
  call(connection, z.boolean(), 'appoint', [member, kind]);

export const leave = (connection: Line): Answer<number> => call(connection, z.int(), 'leave', []);

/** Begins to draw a campaign; an earlier drawing that was cut off is dropped. Returns the campaign's state. */
export async function draw(connection: Line, campaign: string, sealed: Buffer): Answer<TeamCampaignState> {
  for (;;) {
    const begun = await call(connection, CampaignState.or(z.literal('clearing')), 'draw', [campaign, sealed]);
    if (!begun.ok) return begun;
    if (begun.value !== 'clearing') return succeed(begun.value);
  }
}

/** Returns false where the campaign is over, or its people are not complete. `people`: how many were drawn. */
export const direct = (
  connection: Line,
  campaign: string,
  state: Exclude<TeamCampaignState, 'drawing'>,
  people: number | null = null,
): Answer<boolean> => call(connection, z.boolean(), 'direct', [campaign, state, people]);

/** While the database is held: repeats a coordinator's pauses and cancels of campaigns, as far as the caller heard. */
export const directAgain = (connection: Line, campaigns: News['campaigns']): Answer<Standing> =>
  call(connection, Standing, 'direct_again', [campaigns.map(({ uid }) => uid), campaigns.map(({ state }) => state)]);

/** `place`: the row of the person. `sender`: the member who is to send to them, where the list names one. */
export function addPeople(
  connection: Line,
  campaign: string,
  people: readonly {
    readonly place: number;
    readonly sealed: Buffer;
    readonly sender: number | null;
    readonly contact?: string;
    /** The keys of the person's other numbers, which block them. */
    readonly also?: readonly string[];
  }[],
): Answer<unknown> {
  const columns = [
    people.map(({ place }) => place),
    people.map(({ sealed }) => sealed),
    people.map(({ sender }) => sender),
    people.map(({ contact }) => contact ?? null),
    // An array of arrays would need the same length for each.
    people.map(({ also = [] }) => (also.length === 0 ? null : `{${also.join(',')}}`)),
  ];
  return rowsOf(connection, 'SELECT sendonce.add_people($1, $2, $3, $4, $5, $6)', [campaign, ...columns]);
}

export const addFilePiece = (connection: Line, campaign: string, piece: number, sealed: Buffer): Answer<unknown> =>
  rowsOf(connection, 'SELECT sendonce.add_file($1, $2, $3)', [campaign, piece, sealed]);

/** What a coordinator drew; null where there is no such campaign. */
export async function drawn(
  connection: Line,
  campaign: string,
): Answer<{ readonly sealed: Buffer; readonly by: number; readonly at: Date } | null> {
  type Row = { sealed: Buffer; by: number; at: Date };
  const found = await rowsOf<Row>(connection, 'SELECT sealed, made_by AS by, at FROM sendonce.drawn($1)', [campaign]);
  return found.ok ? succeed(found.value[0] ?? null) : found;
}

/** Null after the last piece. */
export async function filePiece(connection: Line, campaign: string, piece: number): Answer<Buffer | null> {
  const values = [campaign, piece];
  const found = await rowsOf<{ sealed: Buffer }>(connection, 'SELECT * FROM sendonce.file_piece($1, $2)', values);
  return found.ok ? succeed(found.value[0]?.sealed ?? null) : found;
}

/**
 * The people that this member has and did not reserve, filled up to `most`. `most` is null where this computer stands
 * still until a person says so. `ended`: people who will not be reserved any more. `known`: people whose rows are here
 * already and come as null.
 */
export function take(
  connection: Line,
  campaign: string,
  most: number | null,
  { ended = [], known = [] }: { readonly ended?: readonly number[]; readonly known?: readonly number[] } = {},
): Answer<readonly { readonly place: number; readonly sealed: Buffer | null }[]> {
  return rowsOf(connection, 'SELECT * FROM sendonce.take($1, $2, $3, $4)', [campaign, most, ended, known]);
}

/** The result of a person: the first five values are counted, the others are sealed. `status` 0 removes the result. */
export type OutcomeTold = {
  readonly campaign: string;
  readonly place: number;
  readonly account: string;
  readonly day: string;
  readonly status: number;
  readonly reply: number;
  /** The account's number, sealed. */
  readonly number: Buffer;
  readonly sealed: Buffer;
  /** The person's replies, and when the last one came. */
  readonly words: Buffer | null;
  readonly repliedAt: string | null;
};

export function tellOutcomes(connection: Line, all: readonly OutcomeTold[]): Answer<Standing> {
  const columns = [
    'campaign',
    'place',
    'account',
    'number',
    'day',
    'status',
    'reply',
    'sealed',
    'words',
    'repliedAt',
  ] as const;
  return call(
    connection,
    Standing,
    'tell_outcomes',
    columns.map((column) => all.map((one) => one[column])),
  );
}

const Outcomes = z.object({
  people: z.int(),
  state: CampaignState,
  nobodys: z.int(),
  notSent: z.int(),
  notConfirmed: z.int(),
  lines: z.array(TeamOutcome),
});

/** The sums of a campaign, with its accounts sealed. Null for a campaign that the team does not know. */
export const outcomes = (connection: Line, campaign: string): Answer<z.infer<typeof Outcomes> | null> =>
  call(connection, Outcomes.nullable(), 'outcomes', [campaign]);

/** A person of a campaign, sealed, with what is known of them. */
export type OutcomeRow = {
  readonly place: number;
  readonly member: number | null;
  readonly person: Buffer;
  readonly outcome: Buffer | null;
  readonly words: Buffer | null;
  /** The result where no member reports one. */
  readonly over: 'not_sent' | 'not_confirmed' | null;
};

export const outcomeRows = (connection: Line, campaign: string, after: number): Answer<readonly OutcomeRow[]> =>
  rowsOf(connection, 'SELECT * FROM sendonce.outcome_rows($1, $2, $3)', [campaign, after, limits.teamReportRows]);

/** A person who wrote back to another member. */
type ReplyTold = {
  readonly campaign: string;
  readonly place: number;
  readonly member: number;
  readonly reply: number;
  readonly at: Date;
  readonly person: Buffer;
  readonly words: Buffer | null;
};

/** The newest replies; with `contacts`, only of people with these numbers. */
export const replies = (connection: Line, contacts: readonly string[] | null): Answer<readonly ReplyTold[]> =>
  rowsOf(connection, 'SELECT * FROM sendonce.replies($1, $2)', [contacts, limits.teamRepliesShown]);

/** Erases a person for all: `keys` of their numbers, and the number sealed for the other computers. */
export const erase = (connection: Line, { keys, sealed }: TeamErasure): Answer<Standing> =>
  call(connection, Standing, 'erase', [keys, Buffer.from(sealed, 'base64')]);

/** Tells that this computer has erased the person. */
export const hasErased = (connection: Line, erasure: number): Answer<boolean> =>
  call(connection, z.boolean(), 'has_erased', [erasure]);
