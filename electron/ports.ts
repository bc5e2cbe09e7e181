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
  /** The state of the stream below the socket, which knows of a lost connection a second earlier; '' where there is none. */
  readonly streamState: string;
  /** Whether WhatsApp has caught up after it connected; null where the page does not say. */
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
 * `isNotYet`: nothing was decided and nothing written. The page asks anew until it gets another answer; the message's own
 * time ends that, since the attempt is closed then.
 */
export type GateAnswer =
  | { readonly go: true }
  | { readonly go: false; readonly why: GateRefusal; readonly isNotYet?: boolean };

/** Returns a number: under which id it is on WhatsApp, that it is not, or that WhatsApp did not say. */
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
  /** The hash of these bytes in hex, where they are not those of the file as it was chosen. */
  readonly sentHash?: string;
};

/**
 * How the call into the page ended. The gate is the only judge of what may leave, with one exception in the safe direction:
 * a call that returned without a question to the gate, or whose gate was found replaced afterwards (`bypassed`), counts as
 * a message that left. `gate_missing` never called the library.
 */
export type HandOverEnd =
  | { readonly kind: 'returned' }
  | { readonly kind: 'bypassed'; readonly why: string }
  /** Nothing was begun: the account has blocked this person. */
  | { readonly kind: 'blocked' }
  | { readonly kind: 'threw'; readonly why: string }
  | { readonly kind: 'gate_missing'; readonly why: string };

/** WhatsApp's own record of a message. Absence proves nothing. */
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
  /** The code by which WhatsApp's server refused the message, with a rejection, where it is known. */
  readonly nack?: number;
};

/** What a person wrote to us. */
export type IncomingMessage = Pick<NewReply, 'ids' | 'text' | 'waKey' | 'writtenAtMs' | 'before'>;

/** A message of the account itself, written here or on another device. */
export type OwnMessage = Pick<IncomingMessage, 'ids' | 'waKey'>;

/** Whether the page is fit for a hand-over: our gate in it, connected, caught up, and the account free to write. */
export type Standing =
  | { readonly kind: 'stands' }
  /** It passes by itself. */
  | { readonly kind: 'not_yet' }
  | { readonly kind: 'restricted'; readonly restriction: Restriction };

export interface Messenger {
  /** The linked account while WhatsApp is connected and ready to send; null otherwise. */
  account(): Account | null;
  /** Whether WhatsApp has taken in what came meanwhile; until then it holds sends back. Null where nobody can say. */
  isCaughtUp(): boolean | null;
  /**
   * Whether a message could be handed over at this very moment, read from the page in one call. Of a chat that is named,
   * no restriction is said that WhatsApp does not lay upon it. Never rejects.
   */
  standing(chatId?: string): Promise<Standing>;
  lookUp(phone: string): Promise<LookUp>;
  /** Starts the page anew, unless it may still hold a message of ours. Returns whether it does. */
  startAnew(): boolean;
  /** Calls the library's send once. Never rejects. */
  handOver(outgoing: OutgoingMessage): Promise<HandOverEnd>;
  readRecord(key: MessageKey): Promise<RecordReading>;
  /** The last messages of a chat, oldest first; null when it cannot be read now. */
  readChat(chatId: string, most: number, sinceMs: number | null): Promise<readonly ChatMessage[] | null>;
}

/** Reads the last messages of a chat of the account that has this number. */
export type ReadChat = (
  ...of: [...Parameters<Messenger['readChat']>, phone: string]
) => ReturnType<Messenger['readChat']>;

export interface Clock {
  /** The wall clock in epoch milliseconds. */
  nowMs(): number;
  /** A clock in milliseconds that never jumps. */
  monotonicMs(): number;
  /** When this computer was started, by the wall clock: the same until that is set or the computer is started anew. */
  bootedAtMs(): number;
  /** Calls once after the time on the monotonic clock. Returns how to cancel it. */
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

/** Is told what changed, so that whoever shows it is up to date. */
export interface Changes {
  campaign(id: number): void;
  messages(ids: readonly number[]): void;
  /** More messages changed than can be named: whoever shows some reads them again. */
  manyMessages(): void;
  /** Who waits for an answer, or for a word on their stop word, may have changed. */
  replies(): void;
  /** A notice was raised or dismissed. */
  notices(): void;
}

/** What many parts are handed, each under one name. */
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
  /** Lets the dispatcher look whether it may send now. */
  readonly nudge: () => void;
  /** Whether the account of this number has a session on this computer, connected or not. */
  readonly isHere: (phone: string) => boolean;
};
/** Some of it, as a part asks for it. */
export type Given<Name extends keyof Common> = Pick<Common, Name>;

/** Who is to be reserved for which message. The scopes name their repeat. */
export type TeamWish = {
  readonly messageId: number;
  readonly scopes: readonly Scope[];
  /** All by which the person is known. */
  readonly aliases: readonly string[];
  /** The team's campaign and its person; null for a campaign that only this computer sends. */
  readonly campaign: string | null;
  readonly person: number | null;
  /** The operator queued it again once it was said who had them, and that nothing left. */
  readonly isAgain: boolean;
  readonly phone: string;
  /** Other numbers of theirs, of which nothing is reserved: what stands before one of them stands before this one. */
  readonly otherNumbers: readonly string[];
  /** Whoever heard from another member within this time is left in peace; null without such a rule. */
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
      /** `closed`: it certainly did not leave; `reserved`: it may yet. */
      readonly became: 'reserved' | 'closed' | 'left';
    }
  /** Another member wrote to them lately. */
  | { readonly kind: 'heard'; readonly by: number | null; readonly atMs: number | null }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'taken_back' }
  | { readonly kind: 'ended' }
  /** Its campaign is held or over for the whole team. */
  | { readonly kind: 'not_running' }
  /** The team does not answer, or is held: its state says why. */
  | { readonly kind: 'waits' };

/** `no_answer`: the last one is too old, and the next may come in time. Else the grant is over, or was never of this person. */
export type TeamRefusal = 'no_answer' | 'cut' | 'held' | 'do_not_contact' | 'not_running' | 'not_reserved';

/** The team of this computer. It can refuse; what is sent, this computer decides. */
export interface Team {
  /** Whether it grants anybody, as far as was heard: WhatsApp is asked for nobody while it does not. */
  readonly isOpen: boolean;
  /** Asks for a person, between look and claim: one question, which is on this computer's disk before it is put. */
  reserve(wish: TeamWish): Promise<Reserved>;
  /**
   * Whether somebody who was granted may still be sent to, from memory alone, so that the gate can ask: the last answer is
   * young, came over the same connection, and said that the team is open; and nobody stopped it since. Null where they
   * may. `aliases`: also those that show only at the gate, which must have been reserved.
   */
  refusal(token: string, scopes: readonly Scope[], aliases: readonly string[]): TeamRefusal | null;
  /** A message is before its gate: the team is asked more often, so that its last answer is not too old there. */
  setInFlight(isInFlight: boolean): void;
}
