import { limits } from '../../domain/limits.ts';
import type { Moment } from '../clock.ts';
import type { TeamWish } from '../ports.ts';
import type { TeamConnection } from './connection.ts';

/** A grant: the person is this computer's. It ends with the connection over which it came, and with the next hold. */
type Grant = {
  readonly connection: TeamConnection;
  readonly epoch: number;
  /** When it was asked for: the team has checked stops and campaign after that moment. */
  readonly asked: Moment;
  readonly keys: ReadonlySet<string>;
  readonly stops: readonly string[];
  readonly campaign: string | null;
  readonly wish: TeamWish;
};

/** The people that the team granted in this run, by token. */
export class Grants {
  readonly #grants = new Map<string, Grant>();
  /** Grants over a lost connection, whose message is before its gate: they are asked for again over the next one. */
  readonly #lapsed = new Map<string, TeamWish>();

  /** Adds a grant, and drops old ones: their messages have gone or ask again; one at a time is before its gate. */
  add(token: string, grant: Grant): void {
    this.#grants.delete(token);
    this.#grants.set(token, grant);
    const [oldest] = this.#grants.keys();
    if (oldest !== undefined && this.#grants.size > limits.teamGrantsKept) this.#grants.delete(oldest);
  }

  /** Undefined where nothing was granted, or the grant no longer counts. */
  of(token: string): Grant | undefined {
    return this.#grants.get(token);
  }

  /** Whether it may be granted again over the next connection. */
  isLapsed(token: string): boolean {
    return this.#lapsed.has(token);
  }

  lapsed(): readonly (readonly [token: string, wish: TeamWish])[] {
    return [...this.#lapsed];
  }

  wasAskedAgain(token: string): void {
    this.#lapsed.delete(token);
  }

  /** Ends all grants. `isInFlight`: the message before its gate waits there as long as it may. */
  lapse(isInFlight: boolean): void {
    if (isInFlight) for (const [token, { wish }] of this.#grants) this.#lapsed.set(token, wish);
    this.#grants.clear();
  }

  /** Called when no message is before its gate any more. */
  forgetLapsed(): void {
    this.#lapsed.clear();
  }
}
