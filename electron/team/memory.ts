import type { Remembered, TeamAsks } from '../../db/team/asks.ts';
import { forgetNumbers, keepTeamNumbers } from '../../db/team/repeats.ts';
import type { News } from './calls.ts';

/** What this computer saw of the other members and keeps on its disk, to notice a database that was put back. */
export class Memory {
  readonly #asks: TeamAsks;
  #seen: Map<string, string>;
  #remembered: Map<string, Remembered>;

  constructor(asks: TeamAsks) {
    this.#asks = asks;
    this.#seen = asks.seen();
    this.#remembered = asks.remembered();
  }

  /** The newest row of each member. */
  get seen(): string[] {
    return [...this.#seen.values()];
  }

  /** How many people of a member the database has lost, when it now says `asked`. */
  lostOf(member: number, asked: number): number {
    return Math.max(0, (this.#remembered.get(String(member))?.asked ?? 0) - asked);
  }

  take({ members, number, repeat }: News, nowMs: number): void {
    keepTeamNumbers(this.#asks.db, { number, repeat });
    this.saw(new Map(members.flatMap(({ id, newest }) => (newest === null ? [] : [[String(id), newest] as const]))));
    this.#remember(members, nowMs);
  }

  saw(newest: ReadonlyMap<string, string>): void {
    if ([...newest].every(([member, token]) => this.#seen.get(member) === token)) return;
    for (const [member, token] of newest) this.#seen.set(member, token);
    this.#asks.keepSeen(this.#seen);
  }

  /** The database is new to this computer, or was put back: from here on, what it has now counts. */
  startOver(): void {
    forgetNumbers(this.#asks.db);
    this.#seen.clear();
    this.#asks.keepSeen(this.#seen);
  }

  /** Stores how many people each member had asked for: a database that is put back has fewer. */
  #remember(members: News['members'], nowMs: number): void {
    const isSame = members.every(({ id, asked }) => this.#remembered.get(String(id))?.asked === asked);
    if (isSame) return;
    this.#remembered = new Map(
      members.map(({ id, asked, silentMs }) => [String(id), { asked, atMs: nowMs - (silentMs ?? 0) }]),
    );
    this.#asks.remember(this.#remembered);
  }
}
