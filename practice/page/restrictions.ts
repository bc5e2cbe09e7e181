import type { Database } from './database.ts';

const timelockKey = 'WAReachoutTimelockState';
const cappingKey = 'WANewChatMessageCappingData';
const secondMs = 1_000;

/** The server's words for what a new chat is refused for. */
const newChatsLocked = 463;
const newChatsCapped = 475;

interface Timelock {
  readonly state: 'HIDDEN' | 'VISIBLE';
  /** Milliseconds since 1970. */
  readonly time_enforcement_ends: number;
  readonly enforcement_type: string;
}

interface Capping {
  readonly total_quota: number;
  readonly used_quota: number;
  /** Seconds since 1970, like the other times of the cap. */
  readonly cycle_start_timestamp: number;
  readonly cycle_end_timestamp: number;
  readonly server_sent_timestamp: number;
  readonly ote_status: string;
  readonly mv_status: string;
  readonly capping_status: 'NONE' | 'FIRST_WARNING' | 'SECOND_WARNING' | 'CAPPED';
}

/** What WhatsApp lays upon the account: a lock on writing to new people, and a cap on new chats. */
export class Restrictions {
  readonly #database: Database;
  readonly #values = new Map<string, unknown>();
  #lifting: ReturnType<typeof setTimeout> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  async start(): Promise<void> {
    for (const key of [timelockKey, cappingKey]) {
      const value: unknown = await this.#database.read('state', (store) => store.get(key));
      if (value !== undefined) this.#values.set(key, value);
    }
    this.#liftInTime();
  }

  /** Locks writing to new people for that long; null lifts it. */
  async lock(ms: number | null): Promise<void> {
    const timelock: Timelock | undefined =
      ms === null
        ? undefined
        : { state: 'VISIBLE', time_enforcement_ends: Date.now() + ms, enforcement_type: 'WEB_COMPANION_ONLY' };
    await this.#set(timelockKey, timelock);
    this.#liftInTime();
  }

  /** Says that the new chats of this cycle, which ends then, are used up; null lifts it. */
  async cap(ms: number | null): Promise<void> {
    const now = Math.floor(Date.now() / secondMs);
    const capping: Capping | undefined =
      ms === null
        ? undefined
        : {
            total_quota: 100,
            used_quota: 100,
            cycle_start_timestamp: now,
            cycle_end_timestamp: now + Math.ceil(ms / secondMs),
            server_sent_timestamp: now,
            ote_status: 'NOT_ELIGIBLE',
            mv_status: 'NOT_ELIGIBLE',
            capping_status: 'CAPPED',
          };
    await this.#set(cappingKey, capping);
  }

  /** Why a message to somebody new would be refused now. */
  nackForNewChat(): number | null {
    if (this.#timelock()) return newChatsLocked;
    return this.#isCapped() ? newChatsCapped : null;
  }

  /** The modules that tell the page's own code of it. */
  modules(): Readonly<Record<string, unknown>> {
    return {
      WAWebUserPrefsIndexedDBStorage: { userPrefsIdb: { get: (key: string) => this.#values.get(key) } },
      WAWebReachoutTimelockUtils: {
        REACHOUT_TIMELOCK_IDB_KEY: timelockKey,
        isUserReachoutTimelocked: () => this.#timelock() !== undefined,
        isUserReachoutTimelockedAndHidden: () => this.#timelock()?.state === 'HIDDEN',
        isUserReachoutTimelockedAndVisible: () => this.#timelock()?.state === 'VISIBLE',
      },
      WAWebIndividualNewChatMessageCappingLimitGatingUtils: { isIndividualNewChatMessageCappingEnabled: () => true },
      WAWebIndividualNewChatMessageCappingLimitUtils: {
        NEW_CHAT_MESSAGE_CAPPING_IDB_KEY: cappingKey,
        isUserCapped: () => this.#isCapped(),
        getCappingStatus: () => this.#capping()?.capping_status ?? 'NONE',
        getCappingData: () => this.#capping(),
      },
    };
  }

  #timelock(): Timelock | undefined {
    return this.#values.get(timelockKey) as Timelock | undefined;
  }

  #capping(): Capping | undefined {
    return this.#values.get(cappingKey) as Capping | undefined;
  }

  #isCapped(): boolean {
    const capping = this.#capping();
    return capping?.capping_status === 'CAPPED' && Date.now() <= capping.cycle_end_timestamp * secondMs;
  }

  /** The server says when a lock is over; until it has, the page goes on calling it one. */
  #liftInTime(): void {
    clearTimeout(this.#lifting);
    const timelock = this.#timelock();
    if (timelock) this.#lifting = setTimeout(() => void this.lock(null), timelock.time_enforcement_ends - Date.now());
  }

  async #set(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, value);
    await this.#database.write(['state'], (store) => {
      if (value === undefined) store('state').delete(key);
      else store('state').put(value, key);
    });
  }
}
