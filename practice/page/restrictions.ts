import type { ChatModel } from './chats/models.ts';
import type { Wid } from './chats/wid.ts';
import type { Database } from './database.ts';

const timelockKey = 'WAReachoutTimelockState';
const cappingKey = 'WANewChatMessageCappingData';
/** The key under which the page stores a security check of the account's owner. It is deleted with the login. */
export const checkKey = 'WAIntegrityChallengeState';
const secondMs = 1_000;

/** The server's codes for refusing a message to a new chat. */
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

interface Chat {
  readonly contact: { readonly id: Wid };
  readonly chat: ChatModel | undefined;
}

/** The length that the page assumes for a lock for which the server names no end. */
const guessedMs = 60_000;

/** WhatsApp's restrictions of the account: a lock on new people, a cap on new chats, a security check of its owner. */
export class Restrictions {
  readonly #database: Database;
  readonly #values = new Map<string, unknown>();
  /** The lock as the server knows it. The page may know less. */
  #server: { readonly ends: number | null } | null = null;
  /** How often the page asked the server whether there is a lock. */
  asked = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  async start(): Promise<void> {
    for (const key of [timelockKey, cappingKey, checkKey]) {
      const value: unknown = await this.#database.read('state', (store) => store.get(key));
      if (value !== undefined) this.#values.set(key, value);
    }
    const timelock = this.#timelock();
    if (timelock) this.#server = { ends: timelock.time_enforcement_ends };
  }

  /** Locks writing to new people for `ms`, rounded to seconds; null lifts the lock. The page is told at once. */
  async lock(ms: number | null): Promise<void> {
    this.#server = ms === null ? null : { ends: Math.ceil((Date.now() + ms) / secondMs) * secondMs };
    await this.#takeOver();
  }

  /** Sets or lifts a lock without an end. The page is told of the lock, but not of its lifting. */
  async lockWithoutEnd(isOn: boolean): Promise<void> {
    this.#server = isOn ? { ends: null } : null;
    if (isOn) await this.#takeOver();
  }

  /** The page asks the server whether there is a lock. */
  async fetch(): Promise<void> {
    this.asked += 1;
    await this.#takeOver();
  }

  /** The page writes down the server's answer, which no longer has a lock whose end has come. */
  async #takeOver(): Promise<void> {
    // A lock that has ended for the server stays ended, even if the clock is set back.
    if (!this.#isLocked()) this.#server = null;
    const lock = this.#server;
    const timelock: Timelock | undefined = lock
      ? {
          state: 'VISIBLE',
          time_enforcement_ends: lock.ends ?? Date.now() + guessedMs,
          enforcement_type: 'WEB_COMPANION_ONLY',
        }
      : undefined;
    await this.#set(timelockKey, timelock);
  }

  /** Says that the new chats of the cycle, which ends after `ms`, are used up; null lifts the cap. */
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

  /** Asks the account's owner for a passkey. Behind that screen the page goes on sending. An answer ends the check. */
  askCheck(): Promise<void> {
    return this.#set(checkKey, { challenge_type: 'PASSKEY', passkey_challenge_base64: btoa('challenge') });
  }

  get asksCheck(): boolean {
    return this.#values.has(checkKey);
  }

  answerCheck(): Promise<void> {
    return this.#set(checkKey, undefined);
  }

  /** The code with which a message to a new person would be refused now; null where it would not. */
  nackForNewChat(): number | null {
    if (this.#isLocked()) return newChatsLocked;
    return this.#isCapped() ? newChatsCapped : null;
  }

  /** The modules by which the page's own code knows the restrictions. */
  modules(): Readonly<Record<string, unknown>> {
    return {
      WAWebUserPrefsIndexedDBStorage: { userPrefsIdb: { get: (key: string) => this.#values.get(key) } },
      WAWebReachoutTimelockUtils: {
        REACHOUT_TIMELOCK_IDB_KEY: timelockKey,
        isUserReachoutTimelocked: () => this.#timelock() !== undefined,
        canSendMsgWhileTimelocked: (of: Chat) => this.#timelock() === undefined || isOpen(of),
        isUserReachoutTimelockedAndHidden: () => this.#timelock()?.state === 'HIDDEN',
        isUserReachoutTimelockedAndVisible: () => this.#timelock()?.state === 'VISIBLE',
      },
      WAWebGetReachoutTimelockJob: { fetchReachoutTimelock: () => this.fetch() },
      WAWebIntegrityChallengeUtils: { INTEGRITY_CHALLENGE_IDB_KEY: checkKey },
      WAWebIndividualNewChatMessageCappingLimitGatingUtils: { isIndividualNewChatMessageCappingEnabled: () => true },
      WAWebIndividualNewChatMessageCappingLimitUtils: {
        NEW_CHAT_MESSAGE_CAPPING_IDB_KEY: cappingKey,
        isUserCapped: () => this.#isCapped(),
        canSendMsgWhileCapped: isOpen,
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

  /** Whether the server still has a lock. The page believes in its lock until it asks. */
  #isLocked(): boolean {
    return this.#server !== null && (this.#server.ends ?? Number.POSITIVE_INFINITY) > Date.now();
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

/** Whether the page allows writing into a chat while there is a lock on new people or a cap on new chats. */
function isOpen({ contact, chat }: Chat): boolean {
  return !contact.id.isUser() || (chat?.getTcToken() ?? null) !== null;
}
