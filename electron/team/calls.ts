import { z } from 'zod';
import type { TeamAsk, TeamFence } from '../../db/team/asks.ts';
import type { TeamErasure } from '../../db/team/erasures.ts';
import { limits } from '../../domain/limits.ts';
import { TeamOutcome } from '../../domain/report/team-report.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { TeamCampaignView, TeamKind } from '../../domain/state/team.ts';
import type { ConnectionFailure, TeamConnection } from './connection.ts';

/**
 * What the team's database says with every answer: whether it is open to this member, and which database it is. `tell`:
 * this member has first to tell everything that it ever asked for. `held`: others have.
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
  /** Granted: what stands before the person as their own does, also where the campaign alone was drawn with it. */
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
  /** Null where it was never heard of. */
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
  /** Whoever was of the team before: what they did is still told. `isBack`: the computer has joined anew. */
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
  /** The role may write to what it may only ask for. */
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
  /** The number up to which others' fences were there when the repeat was declared; 0 where none was. */
  readonly repeatAfter: number;
  readonly stops: readonly string[];
  /** The newest row of each member that this one saw. Where one is gone, the database was put back. */
  readonly seen: readonly string[];
  readonly campaign: string | null;
  readonly person: number | null;
  /** The operator queues again what this computer reserved in an earlier run and never sent. */
  readonly isAgain: boolean;
  /** Their number, and each way to write it. */
  readonly contact: string;
  readonly heard: readonly string[];
  /** What stands before them under other numbers of theirs, and is not taken. */
  readonly also: readonly string[];
  /** Whoever heard from another member within this time is not granted; null where it is not asked. */
  readonly quietMs: number | null;
};

type Told = Omit<TeamAsk, 'id' | 'place' | 'phone'> & {
  readonly place?: number | null;
  readonly contact?: string | null;
};

type Answer<Value> = Promise<Result<Value, ConnectionFailure>>;

/** What is asked over; null while there is no connection, and nothing has an answer. */
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

/** One call of one function of the team's database. An answer that is not shaped as ours is no answer. */
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

/** Which team the database has, and whether the caller is of it. */
export const about = (connection: Line): Answer<About> => call(connection, About, 'about', []);

/** Asks for a person: granted or refused in one transaction, durably. */
export async function reserve(connection: Line, request: ReserveRequest): Answer<ReserveAnswer> {
  const { token, fences, repeatAfter, stops, seen, campaign, person, isAgain, contact, heard, quietMs, also } = request;
  const keys = fences.map(({ key }) => key);
  const repeats = fences.map(({ repeat }) => repeat);
  const ofFence = [token, keys, repeats, repeatAfter, stops, seen, campaign, person, isAgain];
  const values = [...ofFence, contact, heard, quietMs, also];
  const answered = await call(connection, ReserveAnswer, 'reserve', values);
  // Another member was faster by a moment: now it is known which.
  const isRace = !answered.ok && answered.failure.reason === 'ask_again';
  return isRace ? call(connection, ReserveAnswer, 'reserve', values) : answered;
}

/** What became of whom the caller asked for. `seen`: as in a request. */
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

/** The caller has told everything that it ever asked for, as of this hold. */
export const told = (connection: Line, epoch: number): Answer<News> => call(connection, News, 'told', [epoch]);

/** How the team stands, and which stops and campaigns changed since a cursor; where there is none yet, none and all of them. */
export const news = (connection: Line, seen: readonly string[], after: string | null): Answer<News> =>
  call(connection, News, 'news', [seen, after]);

type Stop = News['stops'][number];

/** Everybody who is on the team's do not contact, or was. A page at a time: one answer would be too long for a slow line. */
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

/** The hold ends without these members, where it is still that one. */
export const goOnWithout = (connection: Line, members: readonly number[], epoch: number): Answer<News> =>
  call(connection, News, 'go_on_without', [members, epoch]);

/** Puts keys of people on the team’s do not contact, or lifts what the caller had put there. */
export const stop = (connection: Line, keys: readonly string[], isLifted: boolean): Answer<Standing> =>
  call(connection, Standing, 'stop', [keys, isLifted]);

/** Lifts again what the caller had lifted of its own so long ago, and has said nothing of since. */
export const liftAgain = (
  connection: Line,
  lifted: readonly { readonly key: string; readonly agoMs: number }[],
): Answer<Standing> =>
  call(connection, Standing, 'lift_again', [lifted.map(({ key }) => key), lifted.map(({ agoMs }) => agoMs)]);

/** Null for a campaign that the team does not know. */
export const progress = (connection: Line, campaign: string): Answer<Progress | null> =>
  call(connection, Progress.nullable(), 'progress', [campaign]);

/** Whom the caller reserved of a campaign under tokens that it knows no more count as not confirmed. Returns how many. */
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

/** Takes up an invitation. False where another computer has, or where it is over. */
export const join = (connection: Line, computer: string, name: Buffer): Answer<boolean> =>
  call(connection, z.boolean(), 'join', [computer, name]);

/** False where this is another's name and the caller no coordinator. */
export const rename = (connection: Line, member: number, name: Buffer): Answer<boolean> =>
  call(connection, z.boolean(), 'rename', [member, name]);

/** False where the team would have no coordinator any more. */
export const appoint = (connection: Line, member: number, kind: TeamKind): Answer<boolean> =>
  call(connection, z.boolean(), 'appoint', [member, kind]);

export const leave = (connection: Line): Answer<number> => call(connection, z.int(), 'leave', []);

/** Begins to draw a campaign; what was drawn of it before and cut off is forgotten. Returns the state in which it is. */
export async function draw(connection: Line, campaign: string, sealed: Buffer): Answer<TeamCampaignState> {
  for (;;) {
    const begun = await call(connection, CampaignState.or(z.literal('clearing')), 'draw', [campaign, sealed]);
    if (!begun.ok) return begun;
    if (begun.value !== 'clearing') return succeed(begun.value);
  }
}

/** False where it is over, or not all of its people are there. `people`: how many were drawn. */
export const direct = (
  connection: Line,
  campaign: string,
  state: Exclude<TeamCampaignState, 'drawing'>,
  people: number | null = null,
): Answer<boolean> => call(connection, z.boolean(), 'direct', [campaign, state, people]);

/** While the database is held: what a coordinator had paused or cancelled, as the caller heard it, is so again. */
export const directAgain = (connection: Line, campaigns: News['campaigns']): Answer<Standing> =>
  call(connection, Standing, 'direct_again', [campaigns.map(({ uid }) => uid), campaigns.map(({ state }) => state)]);

/** `place`: their row. `sender`: the member who is to send to them, where the list names one. */
export function addPeople(
  connection: Line,
  campaign: string,
  people: readonly {
    readonly place: number;
    readonly sealed: Buffer;
    readonly sender: number | null;
    readonly contact?: string;
    /** What stands before them under other numbers of theirs. */
    readonly also?: readonly string[];
  }[],
): Answer<unknown> {
  const columns = [
    people.map(({ place }) => place),
    people.map(({ sealed }) => sealed),
    people.map(({ sender }) => sender),
    people.map(({ contact }) => contact ?? null),
    // An array of arrays would have to be as long for each.
    people.map(({ also = [] }) => (also.length === 0 ? null : `{${also.join(',')}}`)),
  ];
  return rowsOf(connection, 'SELECT sendonce.add_people($1, $2, $3, $4, $5, $6)', [campaign, ...columns]);
}

/** Adds the next sealed piece of a campaign’s file. */
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

/** Null after the last. */
export async function filePiece(connection: Line, campaign: string, piece: number): Answer<Buffer | null> {
  const values = [campaign, piece];
  const found = await rowsOf<{ sealed: Buffer }>(connection, 'SELECT * FROM sendonce.file_piece($1, $2)', values);
  return found.ok ? succeed(found.value[0]?.sealed ?? null) : found;
}

/**
 * Whom this member has and did not reserve, filled up to so many. `most`: null where this computer stands still until a
 * person says so. `ended`: of these nothing will be reserved any more. `known`: their rows are here, and come as null.
 */
export function take(
  connection: Line,
  campaign: string,
  most: number | null,
  { ended = [], known = [] }: { readonly ended?: readonly number[]; readonly known?: readonly number[] } = {},
): Answer<readonly { readonly place: number; readonly sealed: Buffer | null }[]> {
  return rowsOf(connection, 'SELECT * FROM sendonce.take($1, $2, $3, $4)', [campaign, most, ended, known]);
}

/** What became of somebody: counted by the first five, sealed what is known besides. `status` 0: nothing any more. */
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
  /** What they wrote back, and when last. */
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

/** How a campaign stands, with its accounts sealed. Null for one that the team does not know. */
export const outcomes = (connection: Line, campaign: string): Answer<z.infer<typeof Outcomes> | null> =>
  call(connection, Outcomes.nullable(), 'outcomes', [campaign]);

/** The people of a campaign after a place, sealed, with what is known of each. */
export type OutcomeRow = {
  readonly place: number;
  readonly member: number | null;
  readonly person: Buffer;
  readonly outcome: Buffer | null;
  readonly words: Buffer | null;
  /** How it ended where nobody tells. */
  readonly over: 'not_sent' | 'not_confirmed' | null;
};

export const outcomeRows = (connection: Line, campaign: string, after: number): Answer<readonly OutcomeRow[]> =>
  rowsOf(connection, 'SELECT * FROM sendonce.outcome_rows($1, $2, $3)', [campaign, after, limits.teamReportRows]);

/** Somebody who wrote back to another member. */
type ReplyTold = {
  readonly campaign: string;
  readonly place: number;
  readonly member: number;
  readonly reply: number;
  readonly at: Date;
  readonly person: Buffer;
  readonly words: Buffer | null;
};

/** The newest of them; of people with these numbers alone, where some are given. */
export const replies = (connection: Line, contacts: readonly string[] | null): Answer<readonly ReplyTold[]> =>
  rowsOf(connection, 'SELECT * FROM sendonce.replies($1, $2)', [contacts, limits.teamRepliesShown]);

/** Erases somebody for all: `keys` of their numbers, and the number sealed for the other computers. */
export const erase = (connection: Line, { keys, sealed }: TeamErasure): Answer<Standing> =>
  call(connection, Standing, 'erase', [keys, Buffer.from(sealed, 'base64')]);

export const hasErased = (connection: Line, erasure: number): Answer<boolean> =>
  call(connection, z.boolean(), 'has_erased', [erasure]);
