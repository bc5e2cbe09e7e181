import { setImmediate as othersTurn } from 'node:timers/promises';
import type { TeamAsk, TeamAsks } from '../../db/team/asks.ts';
import type { PastSend } from '../../db/team/past.ts';
import { limits } from '../../domain/limits.ts';
import { type Result, succeed } from '../../domain/result.ts';
import { erase, told as hasTold, type News, stop, tell } from './calls.ts';
import type { ConnectionFailure, TeamConnection } from './connection.ts';
import type { TeamKeys } from './keys.ts';

export type TellingParts = {
  readonly asks: TeamAsks;
  /** What was sent before this computer joined, of the next messages after one. */
  readonly past: (after: number) => readonly PastSend[];
  /**
   * Everybody on this computer's do not contact, and who asked to stop and waits for an answer, by alias: told with the
   * past, since the team's may be lost, and whenever that changes.
   */
  readonly blocked: () => readonly string[];
};
type Told<Value = null> = Promise<Result<Value, ConnectionFailure>>;

/** Tells the team what became of whom this computer asked for, whom nobody is to contact, and who was erased. */
export class Telling {
  readonly #parts: TellingParts;
  readonly #keys: TeamKeys;
  /** Whom the team has confirmed that nobody is to contact, by alias; null before that since this start. */
  #blocked: ReadonlySet<string> | null = null;

  constructor(parts: TellingParts, keys: TeamKeys) {
    this.#parts = parts;
    this.#keys = keys;
  }

  /** Puts what was sent before this computer joined among what is told. Nothing is claimed meanwhile. */
  async gatherPast(isOver: () => boolean): Promise<void> {
    const { asks, past } = this.#parts;
    let after = 0;
    for (let page = past(after); page.length > 0 && !isOver(); page = past(after)) {
      asks.addPast(
        page.map((sent) => ({
          ...{ messageId: sent.messageId, campaign: null, nowMs: sent.atMs },
          fences: this.#keys.fences(sent),
        })),
      );
      after = page.at(-1)?.messageId ?? after;
      await othersTurn();
    }
    if (!isOver()) asks.pastIsAdded();
  }

  /** Everything that this computer ever asked for. Returns the news after that. */
  async all(connection: TeamConnection, epoch: number, onTold: (done: number, all: number) => void): Told<News> {
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
    const blocked = await stop(connection, this.#parts.blocked().map(this.#keys.stop), false);
    return blocked.ok ? hasTold(connection, epoch) : blocked;
  }

  /** What came about since it was told last. */
  async whatIsNew(connection: TeamConnection): Told {
    const next = () => this.#parts.asks.untold(limits.teamTellBatch);
    for (let batch = next(); batch.length > 0; batch = next()) {
      const told = await this.#tell(connection, batch);
      if (!told.ok) return told;
    }
    const stops = await this.#tellStops(connection);
    return stops.ok ? this.#tellErasures(connection) : stops;
  }

  /**
   * Whom nobody is to contact any more as far as this computer knows, and who may be again. Of whom the team may have heard
   * stands on the disk: somebody may be let back in while it does not answer, and the app end before it does. Whoever is
   * to be told of is told of until it has answered.
   */
  async #tellStops(connection: TeamConnection): Told {
    const now = new Set(this.#parts.blocked());
    const added = [...now].filter((alias) => !this.#blocked?.has(alias));
    if (added.length === 0 && this.#blocked?.size === now.size) return succeed(null);
    const keys = new Set([...now].map(this.#keys.stop));
    const told = this.#parts.asks.toldStops();
    const lifted = [...told].filter((key) => !keys.has(key));
    this.#parts.asks.keepToldStops(new Set([...told, ...keys]));
    for (const [some, isLifted] of [[added.map(this.#keys.stop), false] as const, [lifted, true] as const]) {
      if (some.length === 0) continue;
      const done = await stop(connection, some, isLifted);
      if (!done.ok) return done;
    }
    this.#parts.asks.keepToldStops(keys);
    this.#blocked = now;
    return succeed(null);
  }

  async #tellErasures(connection: TeamConnection): Told {
    for (const erasure of this.#parts.asks.erasures()) {
      const told = await erase(connection, erasure);
      if (!told.ok) return told;
      this.#parts.asks.firstIsErased();
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
