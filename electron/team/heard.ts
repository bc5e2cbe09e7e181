import type { TeamState } from '../../domain/state/team.ts';
import type { News } from './calls.ts';

/** What was heard of the team last, in memory: the gate looks at it and asks nobody. */
export class Heard {
  readonly #stops = new Set<string>();
  #campaigns: News['campaigns'] = [];
  #cursor: string | null = null;
  #epoch = 0;
  #me: number | null = null;
  #kind: News['kind'] | null = null;
  #members: News['members'] = [];
  #toErase: News['toErase'] = [];
  #atMs = 0;
  #askedMonotonicMs = Number.NEGATIVE_INFINITY;

  /** From where the next news go on; null where nothing was heard over this connection. */
  get cursor(): string | null {
    return this.#cursor;
  }

  /** Under which hold the team is, or goes on after. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Which of the members this one is. */
  get me(): number | null {
    return this.#me;
  }

  get kind(): 'coordinator' | 'sender' | null {
    return this.#kind ?? null;
  }

  get campaigns(): News['campaigns'] {
    return this.#campaigns;
  }

  /** Who was erased elsewhere and is here yet. */
  get toErase(): News['toErase'] {
    return this.#toErase;
  }

  get members(): News['members'] {
    return this.#members;
  }

  get atMs(): number {
    return this.#atMs;
  }

  /** When the last news were asked for: an answer is as old as its question. */
  get askedMonotonicMs(): number {
    return this.#askedMonotonicMs;
  }

  /** Over a new connection everything is heard anew. A stop that was heard stands until it is heard that it was lifted. */
  reconnected(): void {
    this.#cursor = null;
  }

  take(news: News, { askedMs, atMs }: { readonly askedMs: number; readonly atMs: number }): void {
    for (const { key, isLifted } of news.stops) {
      if (isLifted) this.#stops.delete(key);
      else this.#stops.add(key);
    }
    this.#campaigns = news.campaigns;
    this.#cursor = news.cursor;
    this.#members = news.members;
    this.#toErase = news.toErase;
    this.#epoch = news.epoch;
    this.#me = news.member ?? null;
    this.#kind = news.kind;
    this.#askedMonotonicMs = askedMs;
    this.#atMs = atMs;
  }

  isStopped(keys: readonly string[]): boolean {
    return keys.some((key) => this.#stops.has(key));
  }

  isRunning(campaign: string): boolean {
    return this.#campaigns.some(({ uid, state }) => uid === campaign && state === 'running');
  }
}

/** How this computer stands with its team after these news. */
export function stateOf({ said, held, members }: News): TeamState {
  if (said === 'removed') return { kind: 'ended', why: 'removed' };
  if (said === 'tell') return { kind: 'telling', done: 0, all: 0 };
  if (said === 'open') return { kind: 'open' };
  const untold = members.flatMap(({ id, hasJoined, hasTold }) => (hasTold || !hasJoined ? [] : [id]));
  return { kind: 'held', why: held ?? 'other_database', untold };
}
