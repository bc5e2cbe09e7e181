import { setImmediate as othersTurn } from 'node:timers/promises';
import type { TeamAsk, TeamAsks } from '../../db/team/asks.ts';
import { firstIsErased, untoldErasures } from '../../db/team/erasures.ts';
import type { PastSend } from '../../db/team/past.ts';
import { confirmStops, liftedAfter, stoppedAfter, untoldStops } from '../../db/team/untold-stops.ts';
import { limits } from '../../domain/limits.ts';
import { idAliases, phoneAlias } from '../../domain/people/alias.ts';
import { digitVariants } from '../../domain/phone/digit-variants.ts';
import { type Result, succeed } from '../../domain/result.ts';
import type { Clock } from '../ports.ts';
import { erase, told as hasTold, liftAgain, type News, news, stop, tell } from './calls.ts';
import type { ConnectionFailure, TeamConnection } from './connection.ts';
import type { TeamKeys } from './keys.ts';

export type TellingParts = {
  readonly asks: TeamAsks;
  readonly clock: Clock;
  /** Among the next messages after one, those that were sent before this computer joined. */
  readonly past: (after: number) => readonly PastSend[];
};
type Told<Value = null> = Promise<Result<Value, ConnectionFailure>>;

/** Tells the team the outcomes of this computer's asks, who must not be contacted, and who was erased. */
export class Telling {
  readonly #parts: TellingParts;
  readonly #keys: TeamKeys;

  constructor(parts: TellingParts, keys: TeamKeys) {
    this.#parts = parts;
    this.#keys = keys;
  }

  /** Adds what was sent before this computer joined to what is told. Nothing is claimed meanwhile. */
  async gatherPast(isOver: () => boolean): Promise<void> {
    const { asks, past } = this.#parts;
    let after = 0;
    for (let page = past(after); page.length > 0 && !isOver(); page = past(after)) {
      asks.addPast(
        page.map((sent) => ({
          messageId: sent.messageId,
          campaign: sent.campaign,
          nowMs: sent.atMs,
          fences: this.#keys.fences(sent),
        })),
      );
      after = page.at(-1)?.messageId ?? after;
      await othersTurn();
    }
    if (!isOver()) asks.pastIsAdded();
  }

  /**
   * Tells everything that this computer ever asked for. Returns the news after that. If its data forgot to whom it wrote,
   * it does not say to a hold that this was all, so that a coordinator has to decide.
   */
  async all(
    connection: TeamConnection,
    { epoch, held }: Pick<News, 'epoch' | 'held'>,
    onTold: (done: number, all: number) => void,
  ): Told<News> {
    const all = this.#parts.asks.count();
    let done = 0;
    let last = 0;
    onTold(done, all);
    const next = () => this.#parts.asks.after(last, limits.teamTellBatch);
    for (let batch = next(); batch.length > 0; batch = next()) {
      const told = await this.#tell(connection, batch);
      if (!told.ok) return told;
      last = batch.at(-1)?.id ?? last;
      done += batch.length;
      onTold(done, all);
    }
    const stopped = await this.#tellAllStops(connection);
    if (!stopped.ok) return stopped;
    const isAll = held == null || !this.#parts.asks.hasForgotten;
    return isAll ? hasTold(connection, epoch) : news(connection, [], null);
  }

  async whatIsNew(connection: TeamConnection): Told {
    const next = () => this.#parts.asks.untold(limits.teamTellBatch);
    for (let batch = next(); batch.length > 0; batch = next()) {
      const told = await this.#tell(connection, batch);
      if (!told.ok) return told;
    }
    const stops = await this.#tellStops(connection);
    return stops.ok ? this.#tellErasures(connection) : stops;
  }

  /** Tells which reservations will never be used, since this computer leaves. */
  unsent(connection: TeamConnection): Told {
    return this.#tell(connection, this.#parts.asks.unsent());
  }

  /** Tells whom this computer knows as not to be contacted, and whom it let back in: the team may have lost that. */
  async #tellAllStops(connection: TeamConnection): Told {
    const {
      asks: { db },
      clock,
    } = this.#parts;
    const most = limits.teamStopBatch;
    const stopped = (after: string) => stoppedAfter(db, after, most);
    for (const people of pagesOf(stopped, (person) => person)) {
      const told = await this.#tellStop(connection, people, { isLifted: false });
      if (!told.ok) return told;
    }
    const lifted = (after: string) => liftedAfter(db, after, most);
    for (const people of pagesOf(lifted, ({ person }) => person)) {
      // By how long ago that was: the two clocks may differ by days.
      const nowMs = clock.nowMs();
      const words = people.flatMap(({ person, atMs }) =>
        this.#keysOf([person]).map((key) => ({ key, agoMs: nowMs - atMs })),
      );
      const told = await liftAgain(connection, words);
      if (!told.ok) return told;
    }
    return succeed(null);
  }

  async #tellStops(connection: TeamConnection): Told {
    const { db } = this.#parts.asks;
    const next = () => untoldStops(db, limits.teamStopBatch);
    for (let some = next(); some.length > 0; some = next()) {
      for (const isLifted of [false, true]) {
        const people = some.flatMap(({ person, isStopped }) => (isStopped === isLifted ? [] : person));
        const told = await this.#tellStop(connection, people, { isLifted });
        if (!told.ok) return told;
      }
      confirmStops(db, some);
    }
    return succeed(null);
  }

  async #tellStop(connection: TeamConnection, people: readonly string[], { isLifted }: { isLifted: boolean }): Told {
    if (people.length === 0) return succeed(null);
    const told = await stop(connection, this.#keysOf(people), isLifted);
    return told.ok ? succeed(null) : told;
  }

  /** The keys of a number's every spelling, since another computer's list may have another; else the LID's key. */
  #keysOf(people: readonly string[]): string[] {
    const aliasesOf = (person: string) =>
      person.startsWith('+') ? digitVariants(person).map(phoneAlias) : idAliases(person);
    return people.flatMap(aliasesOf).map(this.#keys.stop);
  }

  async #tellErasures(connection: TeamConnection): Told {
    const { db } = this.#parts.asks;
    for (const erasure of untoldErasures(db)) {
      const told = await erase(connection, erasure);
      if (!told.ok) return told;
      firstIsErased(db);
    }
    return succeed(null);
  }

  async #tell(connection: TeamConnection, batch: readonly TeamAsk[]): Told {
    const told = batch.map((one) => ({ ...one, contact: one.phone === null ? null : this.#keys.contact(one.phone) }));
    const done = await tell(connection, told, []);
    if (!done.ok) return done;
    this.#parts.asks.confirm(batch);
    return succeed(null);
  }
}

/** One page after the other; each is read only after the one before it was told. */
function* pagesOf<One>(after: (key: string) => readonly One[], keyOf: (one: One) => string): Generator<readonly One[]> {
  let last: One | undefined;
  do {
    const page = after(last === undefined ? '' : keyOf(last));
    last = page.at(-1);
    if (last !== undefined) yield page;
  } while (last !== undefined);
}
