import type { TeamState } from '../../domain/state/team.ts';
import type { Moment } from '../clock.ts';
import type { News } from './calls.ts';

type TeamCampaign = News['campaigns'][number];

const nothing: News = {
  said: 'held',
  epoch: 0,
  identity: '',
  number: 0,
  repeat: 0,
  cursor: '',
  stops: [],
  campaigns: [],
  members: [],
  gone: [],
  toErase: [],
};

/** What was last heard of the team, in memory: the gate looks at it and asks nobody. */
export class Heard {
  readonly #stops = new Set<string>();
  readonly #campaigns = new Map<string, TeamCampaign['state']>();
  #last: News = nothing;
  #cursor: string | null = null;
  #asked: Moment = { wallMs: Number.NEGATIVE_INFINITY, monotonicMs: Number.NEGATIVE_INFINITY };

  /** `epoch`: the hold that the team is under or had; `toErase`: people still here; `campaigns`: those that changed. */
  get last(): News {
    return this.#last;
  }

  /** From where the next news go on; null where nothing was heard over this connection. */
  get cursor(): string | null {
    return this.#cursor;
  }

  /** When the last news were asked for: an answer is as old as its question. */
  get asked(): Moment {
    return this.#asked;
  }

  /** Over a new connection or with a database put back, all is heard anew; a stop stands until heard to be lifted. */
  startOver(): void {
    this.#cursor = null;
  }

  take(news: News, asked: Moment): void {
    for (const { key, isLifted } of news.stops) {
      if (isLifted) this.#stops.delete(key);
      else this.#stops.add(key);
    }
    if (this.#cursor === null) this.#campaigns.clear();
    for (const { uid, state } of news.campaigns) this.#campaigns.set(uid, state);
    this.#last = news;
    this.#cursor = news.cursor;
    this.#asked = asked;
  }

  isStopped(keys: readonly string[]): boolean {
    return keys.some((key) => this.#stops.has(key));
  }

  /** All campaigns of the team, the newest last. */
  get campaigns(): TeamCampaign[] {
    return [...this.#campaigns].map(([uid, state]) => ({ uid, state }));
  }

  isRunning(campaign: string): boolean {
    return this.#campaigns.get(campaign) === 'running';
  }
}

export function stateOf({ said, held, members }: News): TeamState {
  if (said === 'removed') return { kind: 'ended', why: 'removed' };
  if (said === 'tell') return { kind: 'telling', done: 0, all: 0 };
  if (said === 'open') return { kind: 'open' };
  const untold = members.flatMap(({ id, hasJoined, hasTold }) => (hasTold || !hasJoined ? [] : [id]));
  return { kind: 'held', why: held ?? 'other_database', untold };
}
