import { limits } from '../../domain/limits.ts';
import type { Moment } from '../clock.ts';
import type { TeamWish } from '../ports.ts';
import type { TeamConnection } from './connection.ts';

/** That a person is this computer's. It ends with the connection over which it came, and with the next hold. */
type Grant = {
  readonly connection: TeamConnection;
  readonly epoch: number;
  /** When it was asked for: the team looked at stops and campaign since. */
  readonly asked: Moment;
  readonly keys: ReadonlySet<string>;
  readonly stops: readonly string[];
  readonly campaign: string | null;
  readonly wish: TeamWish;
};

/** Whom the team granted in this run, by token. */
export class Grants {
  readonly #grants = new Map<string, Grant>();
  /** What was granted over a connection that is gone, while its message is before its gate: asked for again over the next. */
  readonly #lapsed = new Map<string, TeamWish>();

  /** What was granted long ago has gone, or is asked for again: each account has one message before its gate. */
  add(token: string, grant: Grant): void {
    this.#grants.delete(token);
    this.#grants.set(token, grant);
    const [oldest] = this.#grants.keys();
    if (oldest !== undefined && this.#grants.size > limits.teamGrantsKept) this.#grants.delete(oldest);
  }

  /** Undefined where it was not granted, or counts no more. */
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

  /** What was granted counts no more. `isInFlight`: the message before its gate waits there for as long as it may. */
  lapse(isInFlight: boolean): void {
    if (isInFlight) for (const [token, { wish }] of this.#grants) this.#lapsed.set(token, wish);
    this.#grants.clear();
  }

  /** No message is before its gate any more. */
  forgetLapsed(): void {
    this.#lapsed.clear();
  }
}
