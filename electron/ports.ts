import type { Db } from '../db/database.ts';
import type { Ledger } from '../db/ledger/ledger.ts';
import type { NewReply } from '../db/people/replies.ts';
import type { AttachmentKind } from '../domain/campaign.ts';
import type { ChatMessage } from '../domain/messages/message-copy.ts';
import type { MessageKey } from '../domain/messages/message-key.ts';
import type { Scope } from '../domain/messages/scope.ts';
import type { Settings } from '../domain/settings.ts';
import type { AlarmDetails, AlarmKind } from '../domain/state/alarm.ts';
import type { Restriction } from '../domain/state/restriction.ts';
import type { Account, PauseReason } from '../domain/state/state.ts';

/** What the dispatcher needs of the world. It knows nothing of WhatsApp, browsers or Electron. */

/** A message at the send gate, as WhatsApp is about to take it. */
export type GateAsk = {
  readonly token: string;
  readonly key: MessageKey & { readonly fromMe: boolean };
  /** Every id by which WhatsApp knows the person in this chat: the number's id, the LID. */
  readonly ids: readonly string[];
  readonly type: string;
  /** The text, or the caption of an attachment. */
  readonly text: string;
  /** The SHA-256 of the attachment's bytes in hex, as WhatsApp computed it; null for a plain text. */
  readonly fileHash: string | null;
  readonly socketState: string;
  /** The state of the stream below the socket, which notices a lost connection a second earlier; '' without one. */
  readonly streamState: string;
  /** Whether WhatsApp has caught up since it connected; null where the page does not say. */
  readonly isCaughtUp: boolean | null;
  /** When the page asked, on this computer's wall clock. */
  readonly askedAtMs: number;
  readonly accountIds: readonly string[];
};

export type GateRefusal =
  | 'unknown_attempt'
  | 'attempt_closed'
  | 'not_sending'
  | 'too_late'
  | 'outside_hours'
  | 'campaign_cancelled'
  | 'do_not_contact'
  | 'asked_to_stop'
  | 'newer_words'
  | 'duplicate'
  | 'other_account'
  | 'other_person'
  | 'not_connected'
  | 'not_caught_up'
  | 'stale_question'
  | 'alarm'
  | 'storage_busy'
  | 'content_changed'
  | 'not_from_me'
  | 'ledger_unwritable'
  | 'database_failed'
  /** The team's last answer is too old; the team is held, or its connection was lost; it has not reserved this id. */
  | 'team_no_answer'
  | 'team_closed'
  | 'not_reserved';
/**
 * `isNotYet`: nothing was decided and nothing written. The page asks again until it gets another answer; when the
 * message's own time is over, its attempt is closed, which ends that.
 */
export type GateAnswer =
  | { readonly go: true }
  | { readonly go: false; readonly why: GateRefusal; readonly isNotYet?: boolean };

/** WhatsApp's answer about a number: under which id it is on WhatsApp, that it is not, or no answer. */
export type LookUp =
  | { readonly kind: 'registered'; readonly chatId: string; readonly ids: readonly string[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unavailable'; readonly why: string };

export type OutgoingMessage = {
  readonly token: string;
  readonly chatId: string;
  readonly text: string;
  readonly attachment: OutgoingAttachment | null;
};
export type OutgoingAttachment = {
  readonly kind: AttachmentKind;
  readonly mimeType: string;
  readonly fileName: string;
  readonly base64: string;
  readonly bytes: number;
  /** The hash of these bytes in hex, where they differ from the file as it was chosen. */
  readonly sentHash?: string;
};

/**
 * How the call into the page ended. The gate alone decides what may leave, with one exception in the safe direction: a
 * call that returned without asking the gate, or whose gate was found replaced afterwards (`bypassed`), counts as a
 * message that left. `gate_missing` never called the library.
 */
export type HandOverEnd =
  | { readonly kind: 'returned' }
  | { readonly kind: 'bypassed'; readonly why: string }
  /** Nothing was begun: the account has blocked this person. */
  | { readonly kind: 'blocked' }
  | { readonly kind: 'threw'; readonly why: string }
  | { readonly kind: 'gate_missing'; readonly why: string };

/** WhatsApp's own record of a message. Its absence proves nothing. */
export type RecordReading =
  | { readonly kind: 'found'; readonly ack: number; readonly remote: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unavailable' };

/** The acknowledgement that WhatsApp's own record of a message shows. */
export type RecordAck = Pick<AckNews, 'random' | 'remote' | 'ack'>;

/** A message of ours that was seen where WhatsApp encrypts it, below the send gate. */
export type Leaving = { readonly random: string; readonly remote: string };

export type AckNews = {
  readonly random: string;
  readonly fromMe: boolean;
  readonly remote: string;
  readonly ack: number;
  /** The code by which WhatsApp's server refused the message, for a rejection, where it is known. */
  readonly nack?: number;
};

export type IncomingMessage = Pick<NewReply, 'ids' | 'text' | 'waKey' | 'writtenAtMs' | 'before'>;

/** A message that somebody wrote from the account, here or on another device. */
export type OwnMessage = Pick<IncomingMessage, 'ids' | 'waKey'>;

/** Whether the page is ready for a hand-over: it has our gate, is connected and caught up; the account may write. */
export type Standing =
  | { readonly kind: 'stands' }
  /** It passes by itself. */
  | { readonly kind: 'not_yet' }
  | { readonly kind: 'restricted'; readonly restriction: Restriction };

/** `busy`: nothing was tried, since a message is on its way, or nothing can go from the account now. */
export type TestOutcome = 'sent' | 'not_confirmed' | 'not_sent' | 'busy';

export interface Messenger {
  /** The linked account while WhatsApp is connected and ready to send; null otherwise. */
  account(): Account | null;
  /** Whether WhatsApp has processed what came while away; it holds sends back until then. Null where unknown. */
  isCaughtUp(): boolean | null;
  /** Whether a message could be handed over now, in one call; with a chat, only what holds for it. Never rejects. */
  standing(chatId?: string): Promise<Standing>;
  lookUp(phone: string): Promise<LookUp>;
  /** Starts the page anew, unless it may still hold a message of ours. Returns whether it does so. */
  startAnew(): boolean;
  /** Calls the library's send once. Never rejects. */
  handOver(outgoing: OutgoingMessage): Promise<HandOverEnd>;
  readRecord(key: MessageKey): Promise<RecordReading>;
  /** The last messages of a chat, oldest first; null when it cannot be read now. */
  readChat(chatId: string, most: number, sinceMs: number | null): Promise<readonly ChatMessage[] | null>;
}

/** Reads the last messages of a chat of the account with this number. */
export type ReadChat = (
  ...of: [...Parameters<Messenger['readChat']>, phone: string]
) => ReturnType<Messenger['readChat']>;

export interface Clock {
  /** The wall clock in epoch milliseconds. */
  nowMs(): number;
  /** A clock in milliseconds that never jumps. */
  monotonicMs(): number;
  /** When this computer was started, by the wall clock: constant until the clock is set or the computer restarts. */
  bootedAtMs(): number;
  /** Calls once after a time on the monotonic clock. Returns a function that cancels it. */
  after(delayMs: number, call: () => void): () => void;
}

export interface Log {
  info(what: string, details?: Record<string, string | number | boolean | null>): void;
  warn(what: string, details?: Record<string, string | number | boolean | null>): void;
  error(what: string, error: unknown): void;
}

/** Raises an alarm, which stops all sending until somebody acknowledges it. */
export type RaiseAlarm = (kind: AlarmKind, details: AlarmDetails) => void;

/** Pauses the dispatcher after the message in flight, and says why. */
export type PauseSending = (reason: PauseReason, detail?: string, count?: number | null) => void;

export interface Changes {
  campaign(id: number): void;
  messages(ids: readonly number[]): void;
  /** More messages changed than can be named: every part that shows some reads them again. */
  manyMessages(): void;
  /** The people who wait for an answer, or for a decision on their stop word, may have changed. */
  replies(): void;
  notices(): void;
}

/** What many parts get, each under one name. */
type Common = {
  readonly clock: Clock;
  readonly log: Log;
  readonly db: Db;
  readonly ledger: Ledger;
  readonly messenger: Messenger;
  readonly settings: () => Settings;
  readonly timeZone: () => string;
  readonly newToken: () => string;
  readonly changes: Changes;
  readonly raise: RaiseAlarm;
  readonly pause: PauseSending;
  /** Lets the dispatcher check whether it may send now. */
  readonly nudge: () => void;
  /** Whether the account of this number has a session on this computer, connected or not. */
  readonly isHere: (phone: string) => boolean;
  /** The number of the account that a part is for; null before it was ever linked. */
  readonly phone: () => string | null;
  /** The accounts that can send now. */
  readonly ready: () => readonly Account[];
  /** Whether the chats of this account can be read now, before another account sends its messages. */
  readonly canReadOldChats: (phone: string) => Promise<boolean>;
  /** Makes the search index of lists that are new or were changed. */
  readonly indexPeople: () => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
};
/** The members of `Common` that a part needs. */
export type Given<Name extends keyof Common> = Pick<Common, Name>;

/** The person to reserve, and for which message. The scopes name their repeat. */
export type TeamWish = {
  readonly messageId: number;
  readonly scopes: readonly Scope[];
  readonly aliases: readonly string[];
  /** The campaign and the person's place in it, in the team; null for a campaign that only this computer sends. */
  readonly campaign: string | null;
  readonly person: number | null;
  /** Whether the operator queued the message again, after being told who had the person and that nothing left. */
  readonly isAgain: boolean;
  readonly phone: string;
  /** Other numbers of the person, not reserved: a fence or stop of one of them blocks this number too. */
  readonly otherNumbers: readonly string[];
  /** A person who heard from another member within this time is refused; null without such a rule. */
  readonly quietMs: number | null;
};

export type Reserved =
  | { readonly kind: 'granted'; readonly token: string }
  | {
      readonly kind: 'duplicate';
      /** The member that has the person, and since when. `isOwn`: this computer itself, from an earlier run. */
      readonly by: number | null;
      readonly atMs: number | null;
      readonly isOwn: boolean;
      /** `closed`: it certainly did not leave; `reserved`: it may still leave. */
      readonly became: 'reserved' | 'closed' | 'left';
    }
  /** Another member wrote to the person lately. */
  | { readonly kind: 'heard'; readonly by: number | null; readonly atMs: number | null }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'taken_back' }
  | { readonly kind: 'ended' }
  /** The campaign is held or over for the whole team. */
  | { readonly kind: 'not_running' }
  /** The team does not answer, or is held: its state says why. */
  | { readonly kind: 'waits' };

/** `no_answer`: the last answer is too old, and the next may come in time. Else the grant is over, or never was. */
export type TeamRefusal = 'no_answer' | 'cut' | 'held' | 'do_not_contact' | 'not_running' | 'not_reserved';

/** The team of this computer. It can refuse a message, but this computer decides what is sent. */
export interface Team {
  /** Whether the team grants anybody, as last heard: WhatsApp is asked for nobody while it does not. */
  readonly isOpen: boolean;
  /** Asks for a person, between look-up and claim: one question, stored on this computer's disk before it is asked. */
  reserve(wish: TeamWish): Promise<Reserved>;
  /**
   * Whether a granted person may still be sent to, from memory alone, so that the gate can ask. This is so if the last
   * answer is recent, came over the same connection, and said that the team is open, and nobody stopped the person
   * since. Null where they may. `aliases`: also those that become known only at the gate, which must have been
   * reserved.
   */
  refusal(token: string, scopes: readonly Scope[], aliases: readonly string[]): TeamRefusal | null;
  /** A message is before its gate: the team is asked more often, so that its last answer is recent enough there. */
  setInFlight(isInFlight: boolean): void;
}
