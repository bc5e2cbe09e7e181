import { type TeamFence, teamOutcomes } from '../../db/team/asks.ts';
import type { TeamErasure } from '../../db/team/erasures.ts';
import { tellOutcomesAnew } from '../../db/team/outcomes.ts';
import { repeatAfter } from '../../db/team/repeats.ts';
import { limits } from '../../domain/limits.ts';
import type { Scope } from '../../domain/messages/scope.ts';
import { phoneAlias, phonesOf } from '../../domain/people/alias.ts';
import { digitVariants } from '../../domain/phone/digit-variants.ts';
import { errorText, fail, type Result, succeed } from '../../domain/result.ts';
import {
  type TeamKind,
  type TeamMemberView,
  type TeamState,
  type TeamView,
  teamWaits,
} from '../../domain/state/team.ts';
import { ageMs, type Moment, momentOf } from '../clock.ts';
import type { Log, Reserved, Team, TeamRefusal, TeamWish } from '../ports.ts';
import {
  allStops,
  directAgain,
  leave,
  type News,
  news,
  type ReserveAnswer,
  type ReserveRequest,
  reserve,
} from './calls.ts';
import type { ConnectionFailure, TeamConnection } from './connection.ts';
import { enter } from './enter.ts';
import { Grants } from './grants.ts';
import { Heard, stateOf } from './heard.ts';
import { TeamKeys } from './keys.ts';
import { Memory } from './memory.ts';
import type { Membership } from './owner.ts';
import { Telling, type TellingParts } from './telling.ts';

type MemberParts = TellingParts & {
  readonly membership: Membership;
  /** The id of this computer: an invitation is for one computer. */
  readonly computer: string;
  readonly log: Log;
  readonly onChange: (state: TeamState) => void;
  /** Called when the team is open and new news were heard: its campaigns go on. */
  readonly onNews: (member: TeamMember) => Promise<void>;
};

/**
 * A computer's membership in its team: it asks for people, tells their outcomes, and knows from the last news whether
 * it may still send. It can refuse; the computer's own database decides what is sent.
 */
export class TeamMember implements Team {
  readonly #parts: MemberParts;
  readonly keys: TeamKeys;
  #connection: TeamConnection | null = null;
  #connectionName: string;
  #state: TeamState;
  readonly #memory: Memory;
  readonly #heard = new Heard();
  readonly #grants = new Grants();
  readonly #telling: Telling;
  #cancelTimer: () => void = () => undefined;
  #turn: Promise<void> | null = null;
  #isStopped = false;
  #isInFlight = false;
  /** The hold that knows all that this computer can tell, and waits for a coordinator's word about what it forgot. */
  #toldInPart: number | null = null;

  constructor(parts: MemberParts) {
    this.#parts = parts;
    this.keys = new TeamKeys(parts.membership.key, parts.membership.team);
    this.#telling = new Telling(parts, this.keys);
    this.#memory = new Memory(parts.asks);
    // Grants of an earlier run no longer count.
    this.#connectionName = parts.asks.connected();
    const nowMs = parts.clock.nowMs();
    this.#state = { kind: 'waiting', why: 'unreachable', sinceMs: nowMs, againAtMs: nowMs };
  }

  get state(): TeamState {
    return this.#state;
  }

  get isOpen(): boolean {
    return this.#state.kind === 'open';
  }

  get kind(): TeamKind | null {
    return this.#heard.last.kind ?? null;
  }

  get epoch(): number {
    return this.#heard.last.epoch;
  }

  /** The present connection, for actions of a person in the team; null where there is none. */
  get connection(): TeamConnection | null {
    return this.#connection?.isOpen ? this.#connection : null;
  }

  members(): TeamMemberView[] {
    const { members, member: me } = this.#heard.last;
    return members.map(({ id, name, kind, hasJoined, hasTold, silentMs, asked, toErase }) => ({
      id,
      kind,
      hasJoined,
      hasTold,
      toErase,
      isMe: id === me,
      name: this.#nameIn(name),
      heardAtMs: silentMs === null ? null : this.#heard.asked.wallMs - silentMs,
      lost: this.#memory.lostOf(id, asked),
    }));
  }

  gone(): TeamView['gone'] {
    return this.#heard.last.gone.map(({ name, ...one }) => ({ ...one, name: this.#nameIn(name) }));
  }

  #nameIn(sealed: string): string {
    return this.keys.open('member', Buffer.from(sealed, 'base64')) ?? '';
  }

  get campaigns(): News['campaigns'] {
    return this.#heard.campaigns;
  }

  get toErase(): News['toErase'] {
    return this.#heard.last.toErase;
  }

  /** What the team's database and the other computers are told of a person who is erased here. */
  erasureOf(phone: string): TeamErasure {
    const keys = digitVariants(phone).map(this.keys.contact);
    return { keys, sealed: this.keys.seal('erased', phone).toString('base64') };
  }

  /** Connects if need be, tells what has to be told, and asks for news. Afterwards by itself, every few seconds. */
  poll(): Promise<void> {
    this.#cancelTimer();
    if (this.#isStopped) return Promise.resolve();
    this.#turn ??= this.#poll().finally(() => {
      this.#turn = null;
      if (this.#isStopped) return;
      const isAway = this.#state.kind === 'waiting' || this.#state.kind === 'ended';
      const againMs = isAway ? limits.teamRetryMs : limits.teamNewsMs;
      const waitMs = this.#isInFlight ? limits.teamNewsInFlightMs : againMs;
      this.#cancelTimer = this.#parts.clock.after(waitMs, () => void this.poll());
    });
    return this.#turn;
  }

  setInFlight(isInFlight: boolean): void {
    if (this.#isInFlight === isInFlight) return;
    this.#isInFlight = isInFlight;
    if (isInFlight) void this.poll();
    else this.#grants.forgetLapsed();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer();
    // What is not told yet is told after the next start: with much to tell over a slow line it would take minutes.
    this.#connection?.close();
    await this.#turn;
  }

  /** Ends the membership, while no message is before its gate. */
  async leave(): Promise<Result<number, ConnectionFailure>> {
    const { connection } = this;
    if (connection === null) return fail({ reason: 'no_answer', detail: 'not connected' });
    const told = await this.#telling.unsent(connection);
    return told.ok ? leave(connection) : told;
  }

  async reserve(wish: TeamWish): Promise<Reserved> {
    const connection = this.#connection;
    if (!connection?.isOpen || !this.isOpen) {
      void this.poll();
      return { kind: 'waits' };
    }
    const { asks, clock } = this.#parts;
    const { messageId, campaign } = wish;
    const fences = this.keys.fences(wish);
    const token = asks.intend({ messageId, campaign, fences, nowMs: clock.nowMs() });
    const asked = momentOf(clock);
    const request = this.#requestFor(wish, token, fences);
    const answered = await reserve(connection, request);
    if (!answered.ok) {
      if (answered.failure.reason === 'taken_back') {
        asks.refuse(token);
        return { kind: 'taken_back' };
      }
      this.#lost(connection, answered.failure);
      return { kind: 'waits' };
    }
    const { value } = answered;
    if (value.said !== 'open' || value.result !== 'granted') return this.#refused(value, token);
    const { epoch, member, also } = value;
    if (member != null) this.#memory.saw(new Map([[String(member), token]]));
    asks.grant(token, this.#connectionName);
    const keys = new Set(fences.map(({ key }) => key));
    this.#grants.add(token, { connection, epoch, asked, keys, stops: [...request.stops, ...also], campaign, wish });
    return { kind: 'granted', token };
  }

  /** The question to the team about a person, who is identified by keys only. */
  #requestFor(wish: TeamWish, token: string, fences: readonly TeamFence[]): ReserveRequest {
    const { messageId, campaign, person, phone, aliases, otherNumbers, scopes, isAgain, quietMs } = wish;
    const { asks } = this.#parts;
    return {
      token,
      fences,
      campaign,
      person,
      quietMs,
      repeatAfter: repeatAfter(asks.db, scopes),
      seen: this.#memory.seen,
      isAgain: isAgain || asks.wasClosed(messageId),
      contact: this.keys.contact(phone),
      heard: [phone, ...phonesOf(aliases)].flatMap(digitVariants).map(this.keys.contact),
      also: this.keys.under(otherNumbers, scopes),
      stops: [...aliases, ...otherNumbers.map(phoneAlias)].map(this.keys.stop),
    };
  }

  #refused({ said, result, by = null, at: atMs = null, outcome, member }: ReserveAnswer, token: string): Reserved {
    if (said !== 'open' || result === undefined || result === 'granted') {
      // Held, or ended: the news say which. Nothing passes until then.
      this.#show({ kind: 'telling', done: 0, all: 0 });
      void this.poll();
      return { kind: 'waits' };
    }
    if (result !== 'ended') this.#parts.asks.refuse(token);
    if (result === 'heard') return { kind: result, by, atMs };
    if (result !== 'duplicate') return { kind: result };
    return {
      kind: 'duplicate',
      by,
      atMs,
      isOwn: by !== null && by === member,
      became: becameOf(outcome ?? teamOutcomes.reserved),
    };
  }

  refusal(token: string, scopes: readonly Scope[], aliases: readonly string[]): TeamRefusal | null {
    const grant = this.#grants.of(token);
    if (grant === undefined || grant.connection !== this.#connection || !grant.connection.isOpen) {
      if (grant !== undefined) this.#lapse();
      const mayReturn = this.#grants.isLapsed(token) && (this.isOpen || this.#state.kind === 'waiting');
      return mayReturn ? 'no_answer' : 'cut';
    }
    const agesMs = [this.#heard.asked, grant.asked].map((asked) => ageMs(this.#parts.clock, asked));
    if (Math.min(...agesMs) > limits.teamAnswerMaxAgeMs) return 'no_answer';
    if (!this.isOpen || grant.epoch !== this.epoch) return 'held';
    if (grant.campaign !== null && !this.#heard.isRunning(grant.campaign)) return 'not_running';
    if (this.#heard.isStopped([...grant.stops, ...aliases.map(this.keys.stop)])) return 'do_not_contact';
    const isReserved = scopes.every((scope) => aliases.every((alias) => grant.keys.has(this.keys.fence(scope, alias))));
    return isReserved ? null : 'not_reserved';
  }

  #lapse(): void {
    this.#grants.lapse(this.#isInFlight);
    void this.poll();
  }

  /** Asks again for a lapsed grant, under its own token of this run. If the team refuses now, the gate refuses. */
  async #askAgain(): Promise<void> {
    for (const [token, wish] of this.#grants.lapsed()) {
      await this.reserve(wish);
      if (this.#connection?.isOpen) this.#grants.wasAskedAgain(token);
    }
  }

  async #poll(): Promise<void> {
    try {
      await this.#hearNews();
    } catch (error) {
      // An error of this computer's own database: busy, or worse. The dispatcher notices that by itself.
      this.#parts.log.error('team', error);
      this.#wait({ reason: 'failed', detail: errorText(error) });
    }
  }

  async #hearNews(): Promise<void> {
    if (!this.#parts.asks.hasPast) {
      this.#show({ kind: 'telling', done: 0, all: 0 });
      await this.#telling.gatherPast(() => this.#isStopped);
    }
    const connection = await this.#connected();
    if (connection === null) return;
    const askedAt = momentOf(this.#parts.clock);
    const asked = await news(connection, this.#memory.seen, this.#heard.cursor);
    if (!asked.ok) return this.#lost(connection, asked.failure);
    const heard = asked.value.said === 'tell' ? await this.#tellAll(connection, asked.value) : asked.value;
    if (heard === null) return;
    const stops = this.#heard.cursor === null ? await allStops(connection) : succeed(heard.stops);
    if (!stops.ok) return this.#lost(connection, stops.failure);
    this.#hear({ ...heard, stops: stops.value }, askedAt);
    if (heard.said !== 'open') return;
    await this.#askAgain();
    const told = await this.#telling.whatIsNew(connection);
    if (!told.ok) return this.#lost(connection, told.failure);
    await this.#parts.onNews(this);
  }

  async #connected(): Promise<TeamConnection | null> {
    if (this.#connection?.isOpen) return this.#connection;
    const entered = await enter(this.#parts.membership, this.keys, this.#parts.computer);
    if (!entered.ok) {
      if ('ended' in entered.failure) this.#show({ kind: 'ended', why: entered.failure.ended });
      else this.#wait(entered.failure);
      return null;
    }
    if (this.#isStopped) entered.value.close();
    this.#connection = entered.value;
    this.#connectionName = this.#parts.asks.connected();
    this.#lapse();
    this.#heard.startOver();
    return entered.value;
  }

  /** Tells the team what it heard of campaigns and all that it ever asked for. Null where the connection broke. */
  async #tellAll(connection: TeamConnection, asked: News): Promise<News | null> {
    const { epoch, held } = asked;
    if (held != null && this.#toldInPart === epoch) return { ...asked, said: 'held' };
    const again = await directAgain(connection, this.#heard.campaigns);
    const showTold = (done: number, all: number) => this.#show({ kind: 'telling', done, all });
    const told = again.ok ? await this.#telling.all(connection, asked, showTold) : again;
    if (!told.ok) {
      this.#lost(connection, told.failure);
      return null;
    }
    this.#memory.startOver();
    this.#heard.startOver();
    tellOutcomesAnew(this.#parts.asks.db);
    if (told.value.said !== 'tell' || told.value.epoch !== epoch) return told.value;
    this.#toldInPart = epoch;
    return { ...told.value, said: 'held' };
  }

  #hear(news: News, asked: Moment): void {
    if (news.said !== 'removed') this.#heard.take(news, asked);
    if (news.said === 'open') this.#memory.take(news, this.#parts.clock.nowMs());
    this.#state = stateOf(news);
    this.#parts.onChange(this.#state);
  }

  #lost(connection: TeamConnection, failure: ConnectionFailure): void {
    connection.close();
    if (this.#connection === connection) {
      this.#connection = null;
      this.#lapse();
      this.#connectionName = this.#parts.asks.connected();
    }
    this.#wait(failure);
  }

  #wait({ reason, detail }: ConnectionFailure): void {
    const nowMs = this.#parts.clock.nowMs();
    const sinceMs = this.#state.kind === 'waiting' ? this.#state.sinceMs : nowMs;
    // Other answers of a function go to its caller.
    const why = teamWaits.find((one) => one === reason) ?? 'failed';
    this.#parts.log.warn('the team waits', { why, detail });
    this.#show({ kind: 'waiting', why, sinceMs, againAtMs: nowMs + limits.teamRetryMs });
  }

  #show(state: TeamState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#parts.onChange(state);
  }
}

function becameOf(outcome: number): 'reserved' | 'closed' | 'left' {
  if (outcome > teamOutcomes.closed) return 'left';
  return outcome === teamOutcomes.closed ? 'closed' : 'reserved';
}
