import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Remembered, TeamAsk, TeamAsks, TeamFence } from '../../db/team/asks.ts';
import type { TeamErasure } from '../../db/team/erasures.ts';
import { teamSchemaVersion } from '../../db/team/migrations.ts';
import type { PastSend } from '../../db/team/past.ts';
import { limits } from '../../domain/limits.ts';
import type { Scope } from '../../domain/messages/scope.ts';
import { phonesOf } from '../../domain/people/alias.ts';
import { digitVariants } from '../../domain/phone/digit-variants.ts';
import { errorText } from '../../domain/result.ts';
import type { TeamMemberView, TeamState } from '../../domain/state/team.ts';
import type { Clock, Log, Reserved, Team, TeamRefusal, TeamWish } from '../ports.ts';
import {
  type About,
  about,
  erase,
  told as hasTold,
  type News,
  news,
  type ReserveAnswer,
  reserve,
  stop,
  tell,
} from './calls.ts';
import { type ConnectionFailure, TeamConnection } from './connection.ts';
import { Heard } from './heard.ts';
import { TeamKeys } from './keys.ts';
import type { Membership } from './owner.ts';

type MemberParts = {
  readonly membership: Membership;
  /** Names this computer: an invitation is one computer's. */
  readonly computer: string;
  readonly asks: TeamAsks;
  /** What was sent before this computer joined, of the next messages after one. */
  readonly past: (after: number) => readonly PastSend[];
  readonly clock: Clock;
  readonly log: Log;
  /** Its state or something that was heard is another. */
  readonly onChange: (state: TeamState) => void;
  /** The team is open, and what is new was heard: its campaigns go on. */
  readonly onNews: (member: TeamMember) => Promise<void>;
  /**
   * Everybody on this computer's do not contact, and who asked to stop and waits for an answer, by alias: told with the
   * past, since the team's may be lost, and whenever that changes.
   */
  readonly blocked: () => readonly string[];
};

/** That a person is this computer's. It ends with the connection over which it came, and with the next hold. */
type Grant = {
  readonly connection: TeamConnection;
  readonly epoch: number;
  /** When it was asked for: the team looked at stops and campaign since. */
  readonly askedMonotonicMs: number;
  readonly keys: ReadonlySet<string>;
  readonly stops: readonly string[];
  readonly campaign: string | null;
  readonly wish: TeamWish;
};

/**
 * A computer's place in its team: it asks for people, tells what became of them, and knows from what it heard last whether
 * it may still send. It can refuse; what is sent, the computer's own database decides.
 */
export class TeamMember implements Team {
  readonly #parts: MemberParts;
  readonly keys: TeamKeys;
  #connection: TeamConnection | null = null;
  #connectionName: string;
  #state: TeamState;
  #seen: Map<string, string>;
  #remembered: Map<string, Remembered>;
  readonly #heard = new Heard();
  readonly #grants = new Map<string, Grant>();
  /** What was granted over a connection that is gone, while its message is before its gate: asked for again over the next. */
  readonly #lapsed = new Map<string, TeamWish>();
  /** Whom the team was told not to contact from here, by alias, since this start. */
  #blocked: ReadonlySet<string> = new Set();
  #cancelTimer: () => void = () => undefined;
  #turn: Promise<void> | null = null;
  #isStopped = false;
  #isInFlight = false;

  constructor(parts: MemberParts) {
    this.#parts = parts;
    this.keys = new TeamKeys(parts.membership.key, parts.membership.team);
    this.#seen = parts.asks.seen();
    this.#remembered = parts.asks.remembered();
    // What an earlier run was granted counts no more.
    this.#connectionName = parts.asks.connected();
    const nowMs = parts.clock.nowMs();
    this.#state = { kind: 'waiting', why: 'unreachable', sinceMs: nowMs, againAtMs: nowMs };
  }

  get state(): TeamState {
    return this.#state;
  }

  get kind(): 'coordinator' | 'sender' | null {
    return this.#heard.kind;
  }

  get epoch(): number {
    return this.#heard.epoch;
  }

  /** The connection that stands, for what a person asks of the team; null where there is none. */
  get connection(): TeamConnection | null {
    return this.#connection?.isOpen ? this.#connection : null;
  }

  /** Who is of the team, as it was heard last. */
  members(): TeamMemberView[] {
    return this.#heard.members.map(({ id, name, kind, hasJoined, hasTold, silentMs, asked, toErase }) => ({
      ...{ id, kind, hasJoined, hasTold, toErase, isMe: id === this.#heard.me },
      name: this.keys.open('member', Buffer.from(name, 'base64')) ?? '',
      heardAtMs: silentMs === null ? null : this.#heard.atMs - silentMs,
      lost: Math.max(0, (this.#remembered.get(String(id))?.asked ?? 0) - asked),
    }));
  }

  /** The campaigns of the team, as they were heard of last. */
  get campaigns(): News['campaigns'] {
    return this.#heard.campaigns;
  }

  get toErase(): News['toErase'] {
    return this.#heard.toErase;
  }

  /** What the team's database and the other computers are told of somebody who is erased here. */
  erasureOf(phone: string): TeamErasure {
    const keys = digitVariants(phone).map(this.keys.contact);
    return { keys, sealed: this.keys.seal('erased', phone).toString('base64') };
  }

  get number(): number {
    return this.#heard.number;
  }

  /** Connects now if it is not, tells what is to be told, and asks what is new. Then by itself, every few seconds. */
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
    else this.#lapsed.clear();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer();
    await this.#turn;
    this.#connection?.close();
  }

  async reserve(wish: TeamWish): Promise<Reserved> {
    const connection = this.#connection;
    if (!connection?.isOpen || this.#state.kind !== 'open') {
      void this.poll();
      return { kind: 'waits' };
    }
    const { asks, clock } = this.#parts;
    const { messageId, campaign, person, repeatAfter, isAgain } = wish;
    const fences = this.#fencesOf(wish);
    const token = asks.intend({ messageId, campaign, fences, nowMs: clock.nowMs() });
    const askedMs = clock.monotonicMs();
    const stops = wish.aliases.map(this.keys.stop);
    const contact = this.keys.contact(wish.phone);
    const heard = [wish.phone, ...phonesOf(wish.aliases)].flatMap(digitVariants).map(this.keys.contact);
    const ofPerson = { contact, heard, quietMs: wish.quietMs, stops };
    const request = {
      token,
      fences,
      repeatAfter,
      seen: [...this.#seen.values()],
      campaign,
      person,
      isAgain,
      ...ofPerson,
    };
    const answered = await reserve(connection, request);
    if (!answered.ok) {
      if (answered.failure.reason === 'taken_back') return { kind: 'taken_back' };
      this.#lost(connection, answered.failure);
      return { kind: 'waits' };
    }
    const { value } = answered;
    if (value.said === 'open' && value.result === 'granted') {
      const { epoch, member } = value;
      if (member != null) this.#saw(new Map([[String(member), token]]));
      asks.grant(token, this.#connectionName);
      const keys = new Set(fences.map(({ key }) => key));
      this.#grants.set(token, { connection, epoch, askedMonotonicMs: askedMs, keys, stops, campaign, wish });
      return { kind: 'granted', token };
    }
    return this.#refused(value, token);
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
    return { kind: 'duplicate', by, atMs, isOwn: by !== null && by === member, hasLeft: (outcome ?? 1) > 2 };
  }

  refusal(token: string, scopes: readonly Scope[], aliases: readonly string[]): TeamRefusal | null {
    const grant = this.#grants.get(token);
    if (grant === undefined || grant.connection !== this.#connection || !grant.connection.isOpen) {
      if (grant !== undefined) this.#lapse();
      const mayReturn = this.#lapsed.has(token) && (this.#state.kind === 'open' || this.#state.kind === 'waiting');
      return mayReturn ? 'no_answer' : 'cut';
    }
    const answeredMs = Math.max(this.#heard.askedMonotonicMs, grant.askedMonotonicMs);
    if (this.#parts.clock.monotonicMs() - answeredMs > limits.teamAnswerMaxAgeMs) return 'no_answer';
    if (this.#state.kind !== 'open' || grant.epoch !== this.#heard.epoch) return 'held';
    if (grant.campaign !== null && !this.#heard.isRunning(grant.campaign)) return 'not_running';
    if (this.#heard.isStopped([...grant.stops, ...aliases.map(this.keys.stop)])) return 'do_not_contact';
    const isReserved = scopes.every((scope) => aliases.every((alias) => grant.keys.has(this.keys.fence(scope, alias))));
    return isReserved ? null : 'not_reserved';
  }

  /** What was granted counts no more. The message before its gate waits there for as long as it may, and is asked for again. */
  #lapse(): void {
    if (this.#isInFlight) for (const [token, { wish }] of this.#grants) this.#lapsed.set(token, wish);
    this.#grants.clear();
    void this.poll();
  }

  /** Under its own token, which is this run's. What the team refuses now is refused at the gate. */
  async #askAgain(): Promise<void> {
    for (const [token, wish] of this.#lapsed) {
      await this.reserve(wish);
      if (this.#connection?.isOpen) this.#lapsed.delete(token);
    }
  }

  #fencesOf({ scopes, aliases }: Pick<TeamWish, 'scopes' | 'aliases'>): TeamFence[] {
    return scopes.flatMap((scope) =>
      [...new Set(aliases)].map((alias) => ({ key: this.keys.fence(scope, alias), repeat: scope.repeat })),
    );
  }

  async #poll(): Promise<void> {
    try {
      await this.#hearNews();
    } catch (error) {
      // This computer's own database: busy, or worse. Sending knows that by itself.
      this.#parts.log.error('team', error);
      this.#wait({ reason: 'failed', detail: errorText(error) });
    }
  }

  async #hearNews(): Promise<void> {
    if (!this.#parts.asks.hasPast) await this.#addPast();
    const connection = await this.#connected();
    if (connection === null) return;
    const askedMs = this.#parts.clock.monotonicMs();
    const asked = await news(connection, [...this.#seen.values()], this.#heard.cursor);
    if (!asked.ok) return this.#lost(connection, asked.failure);
    const heard = asked.value.said === 'tell' ? await this.#tellAll(connection, asked.value.epoch) : asked.value;
    if (heard === null) return;
    this.#hear(heard, askedMs);
    if (heard.said !== 'open') return;
    await this.#askAgain();
    await this.#tellNew(connection);
    if (!(await this.#tellStops(connection)) || !(await this.#tellErasures(connection))) return;
    await this.#parts.onNews(this);
  }

  async #connected(): Promise<TeamConnection | null> {
    if (this.#connection?.isOpen) return this.#connection;
    const { membership } = this.#parts;
    const opened = await TeamConnection.open(membership.address, membership);
    if (!opened.ok) {
      this.#wait(opened.failure);
      return null;
    }
    const asked = await about(opened.value);
    const refused = asked.ok ? this.#notOurs(asked.value) : null;
    if (!asked.ok || refused !== null) {
      opened.value.close();
      if (refused !== null) this.#show({ kind: 'ended', why: refused });
      else if (!asked.ok) this.#wait(asked.failure);
      return null;
    }
    this.#connection = opened.value;
    this.#connectionName = this.#parts.asks.connected();
    this.#lapse();
    this.#heard.reconnected();
    return opened.value;
  }

  /** Puts what was sent before this computer joined among what is told. Nothing is claimed meanwhile. */
  async #addPast(): Promise<void> {
    const { asks, past } = this.#parts;
    this.#show({ kind: 'telling', done: 0, all: 0 });
    let after = 0;
    for (let page = past(after); page.length > 0 && !this.#isStopped; page = past(after)) {
      asks.addPast(
        page.map((sent) => ({
          ...{ messageId: sent.messageId, campaign: null, nowMs: sent.atMs },
          fences: this.#fencesOf(sent),
        })),
      );
      after = page.at(-1)?.messageId ?? after;
      await othersTurn();
    }
    if (!this.#isStopped) asks.pastIsAdded();
  }

  #notOurs({ team, keyCheck, version, isMember, computer }: About) {
    if (team !== this.#parts.membership.team || keyCheck !== this.keys.check) return 'other_team';
    if (version > teamSchemaVersion) return 'newer_app';
    if (!isMember) return 'removed';
    return computer === null || computer === this.#parts.computer ? null : 'other_computer';
  }

  /** Tells everything that this computer ever asked for. Null where the connection broke on the way. */
  async #tellAll(connection: TeamConnection, epoch: number): Promise<News | null> {
    const { asks } = this.#parts;
    const all = asks.count();
    let told = 0;
    let last = 0;
    this.#show({ kind: 'telling', done: told, all });
    for (
      let batch = asks.after(0, limits.teamTellBatch);
      batch.length > 0;
      batch = asks.after(last, limits.teamTellBatch)
    ) {
      if (!(await this.#tell(connection, batch))) return null;
      last = batch.at(-1)?.id ?? last;
      told += batch.length;
      this.#show({ kind: 'telling', done: told, all });
    }
    const blocked = await stop(connection, this.#parts.blocked().map(this.keys.stop), false);
    const done = blocked.ok ? await hasTold(connection, epoch) : blocked;
    if (!done.ok) {
      this.#lost(connection, done.failure);
      return null;
    }
    // What is there now is what counts from here on.
    this.#seen.clear();
    asks.keepSeen(this.#seen);
    asks.tellOutcomesAnew();
    return done.value;
  }

  /** Whom nobody is to contact any more as far as this computer knows, and who may be again. False where the line broke. */
  async #tellStops(connection: TeamConnection): Promise<boolean> {
    const now = new Set(this.#parts.blocked());
    const added = [...now].filter((alias) => !this.#blocked.has(alias));
    const lifted = [...this.#blocked].filter((alias) => !now.has(alias));
    for (const [aliases, isLifted] of [[added, false] as const, [lifted, true] as const]) {
      if (aliases.length === 0) continue;
      const told = await stop(connection, aliases.map(this.keys.stop), isLifted);
      if (told.ok) continue;
      this.#lost(connection, told.failure);
      return false;
    }
    this.#blocked = now;
    return true;
  }

  async #tellErasures(connection: TeamConnection): Promise<boolean> {
    for (const erasure of this.#parts.asks.erasures()) {
      const told = await erase(connection, erasure);
      if (!told.ok) {
        this.#lost(connection, told.failure);
        return false;
      }
      this.#parts.asks.firstIsErased();
    }
    return true;
  }

  async #tellNew(connection: TeamConnection): Promise<void> {
    const { asks } = this.#parts;
    for (let batch = asks.untold(limits.teamTellBatch); batch.length > 0; batch = asks.untold(limits.teamTellBatch))
      if (!(await this.#tell(connection, batch))) return;
  }

  async #tell(connection: TeamConnection, batch: readonly TeamAsk[]): Promise<boolean> {
    const told = batch.map((one) => ({ ...one, contact: one.phone === null ? null : this.keys.contact(one.phone) }));
    const done = await tell(connection, told, []);
    if (!done.ok) {
      this.#lost(connection, done.failure);
      return false;
    }
    this.#parts.asks.confirm(batch);
    return true;
  }

  #hear(news: News, askedMs: number): void {
    if (news.said !== 'removed') this.#heard.take(news, { askedMs, atMs: this.#parts.clock.nowMs() });
    if (news.said === 'open') {
      this.#saw(newestOf(news));
      this.#remember(news);
    }
    this.#show(stateOf(news), true);
  }

  #saw(newest: ReadonlyMap<string, string>): void {
    if ([...newest].every(([member, token]) => this.#seen.get(member) === token)) return;
    for (const [member, token] of newest) this.#seen.set(member, token);
    this.#parts.asks.keepSeen(this.#seen);
  }

  /** How many each had asked for: where the database is put back, it knows of fewer. */
  #remember({ members }: News): void {
    const { asks, clock } = this.#parts;
    const isSame = members.every(({ id, asked }) => this.#remembered.get(String(id))?.asked === asked);
    if (isSame) return;
    const nowMs = clock.nowMs();
    this.#remembered = new Map(
      members.map(({ id, asked, silentMs }) => [String(id), { asked, atMs: nowMs - (silentMs ?? 0) }]),
    );
    asks.remember(this.#remembered);
  }

  /** The connection is over, and with it whatever was granted on it. */
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
    const why = reason === 'ask_again' || reason === 'taken_back' || reason === 'not_coordinator' ? 'failed' : reason;
    this.#parts.log.warn('the team waits', { why, detail });
    this.#show({ kind: 'waiting', why, sinceMs, againAtMs: nowMs + limits.teamRetryMs });
  }

  #show(state: TeamState, isHeard = false): void {
    const isNew = JSON.stringify(state) !== JSON.stringify(this.#state);
    this.#state = state;
    if (isNew || isHeard) this.#parts.onChange(state);
  }
}

function stateOf({ said, held, members }: News): TeamState {
  if (said === 'removed') return { kind: 'ended', why: 'removed' };
  if (said === 'tell') return { kind: 'telling', done: 0, all: 0 };
  if (said === 'open') return { kind: 'open' };
  const untold = members.flatMap(({ id, hasJoined, hasTold }) => (hasTold || !hasJoined ? [] : [id]));
  return { kind: 'held', why: held ?? 'other_database', untold };
}

/** By member, its newest row. */
function newestOf({ members }: News): ReadonlyMap<string, string> {
  return new Map(members.flatMap(({ id, newest }) => (newest === null ? [] : [[String(id), newest] as const])));
}
