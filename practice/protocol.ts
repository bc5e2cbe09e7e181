/** The messages between the practice page and the journal server: types and defaults only, for both sides. */

/** Times of the page in milliseconds, and its switches. A test makes the times short. */
export interface PracticeSettings {
  /** How long the QR code is shown before the page scans it itself; with null only the `scan` command does. */
  readonly scanAfterMs: number | null;
  /**
   * How long an unscanned QR code is shown before the next one replaces it. The first of six is shown three times as
   * long, and none follows the sixth.
   */
  readonly refRefreshMs: number;
  /** How long a code to type on the phone is valid. */
  readonly pairingCodeMs: number;
  /** Bounds of the time until a well-behaved recipient's first acknowledgement. */
  readonly ackMinMs: number;
  readonly ackMaxMs: number;
  readonly slowAckMs: number;
  readonly veryLateAckMs: number;
  /** How long the steps before the hand-over hang in the scenarios that hang. */
  readonly hangMs: number;
  readonly freezeMs: number;
  /** How long the connection stays down in the scenarios that lose it. */
  readonly offlineMs: number;
  /** How long the socket's state still says "connected" after the connection was cut. */
  readonly stateLagMs: number;
  /** How long the page catches up after each connect, while its outgoing messages wait. Null: without end. */
  readonly catchUpMs: number | null;
  /** How long after a reconnect the server greets the page, which only then begins to catch up. */
  readonly successMs: number;
  /** Takes the place of `catchUpMs` in the scenario in which catching up takes long. */
  readonly slowCatchUpMs: number;
  /** After this time the page stops waiting for the end of catching up, and sends. */
  readonly catchUpLimitMs: number;
  /** How long the scenarios' lock on writing to new people, and the cycle of the cap on new chats, last. */
  readonly restrictionMs: number;
  /** How long a message that was just sent cannot be found in the page's collection. */
  readonly missMs: number;
  readonly lookUpMs: number;
  readonly uploadMs: number;
  /** The text that the chat of scenario 25 already contains. */
  readonly earlierText: string;
  /** Whether `hasSynced` is already true before the library can listen to it: then `ready` never comes by itself. */
  readonly syncedBeforeListening: boolean;
  /** Whether opening a chat with somebody new leaves WhatsApp's notes in it, as with most people. */
  readonly notesOnNewChats: boolean;
  /** Whether the account addresses every chat by a LID. */
  readonly isLidMigrated: boolean;
  /** Whether a browser that calls itself headless meets a wall instead of the page. */
  readonly wall: boolean;
  /**
   * Whether a file's model has a private id, as in newer builds. Spread into a message, it takes the place of the
   * message's.
   */
  readonly mediaHasPrivateId: boolean;
  /** Whether the page asks for a passkey after a code was used. */
  readonly asksPasskey: boolean;
  /** The state that a linked page reaches at its start instead of a connection; null: it connects. */
  readonly blockedBy: SocketState | null;
  /** When `Debug.VERSION` appears; null: never. `WAWebBuildConstants` has the version from the start. */
  readonly versionAfterMs: number | null;
  /** The version that the page names; null: the one that it was built as. */
  readonly version: string | null;
  /** What the step that encrypts is given: the record, an object with the record, or one with it a level deeper. */
  readonly sendForm: 'record' | 'object' | 'nested';
  /** The name of the field in which a message key holds its text form. It differs between builds of WhatsApp Web. */
  readonly messageKeyField: MessageKeyField;
}

/** The states of WhatsApp Web's socket. */
export type SocketState =
  | 'OPENING'
  | 'PAIRING'
  | 'UNPAIRED'
  | 'UNPAIRED_IDLE'
  | 'CONNECTED'
  | 'CONFLICT'
  | 'PROXYBLOCK'
  | 'TOS_BLOCK'
  | 'SMB_TOS_BLOCK'
  | 'DEPRECATED_VERSION'
  | 'SCREEN_LOCKED';

export type MessageKeyField = '_serialized' | '$1';

export const defaultPracticeSettings: PracticeSettings = {
  scanAfterMs: 1_500,
  refRefreshMs: 20_000,
  pairingCodeMs: 180_000,
  ackMinMs: 50,
  ackMaxMs: 250,
  slowAckMs: 8_000,
  veryLateAckMs: 20_000,
  hangMs: 20_000,
  freezeMs: 8_000,
  offlineMs: 5_000,
  stateLagMs: 1_000,
  catchUpMs: 200,
  successMs: 2_500,
  slowCatchUpMs: 20_000,
  catchUpLimitMs: 300_000,
  restrictionMs: 60_000,
  missMs: 3_000,
  lookUpMs: 10,
  uploadMs: 30,
  earlierText: 'Happy New Year!',
  syncedBeforeListening: false,
  notesOnNewChats: true,
  isLidMigrated: false,
  wall: true,
  mediaHasPrivateId: true,
  asksPasskey: false,
  blockedBy: null,
  versionAfterMs: 30,
  version: null,
  sendForm: 'record',
  messageKeyField: '_serialized',
};

/** A message that the simulated network took. */
export interface TakenEntry {
  readonly kind: 'message';
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  /** The account whose page sent it, counted from 1. The journal server adds this. */
  readonly place?: number;
  /** The random part of the message key. */
  readonly id: string;
  /** The person as `<digits>@c.us`, also where the chat is addressed by a LID. */
  readonly to: string;
  /** The chat's own address, `…@c.us` or `…@lid`. */
  readonly chat: string;
  /** The text; empty for an attachment. */
  readonly body: string;
  /** The text that goes with an attachment; empty for a plain text. */
  readonly caption: string;
  readonly mimetype?: string;
  readonly filename?: string;
  /** The SHA-256 of the attachment's bytes, in hexadecimal. */
  readonly sha256?: string;
}

/** All other events, in the order in which they happened. */
type OtherEntry =
  | { readonly kind: 'ready'; readonly at: number; readonly account: string }
  | { readonly kind: 'state'; readonly at: number; readonly state: string }
  | { readonly kind: 'handed_over'; readonly at: number; readonly id: string; readonly to: string }
  /** `code` is the server's reason for the refusal. */
  | {
      readonly kind: 'refused';
      readonly at: number;
      readonly id: string;
      readonly to: string;
      readonly code: number;
    }
  /** `foreign_ack`: an acknowledgement with our random part under a key that is not ours. */
  | {
      readonly kind: 'ack' | 'foreign_ack';
      readonly at: number;
      readonly id: string;
      readonly to: string;
      readonly ack: number;
    }
  | { readonly kind: 'seen'; readonly at: number; readonly to: string }
  | {
      readonly kind: 'sent_by_hand';
      readonly at: number;
      readonly id: string;
      readonly to: string;
      readonly body: string;
    }
  | {
      readonly kind: 'received';
      readonly at: number;
      readonly id: string;
      readonly from: string;
      readonly body: string;
    }
  | { readonly kind: 'logout'; readonly at: number; readonly by: 'app' | 'phone' };

export type JournalEntry = TakenEntry | OtherEntry;

/** How the network answers look-ups: with the truth, with an error, or with the lie that no number is registered. */
export type LookUpAnswer = 'truth' | 'outage' | 'none_registered';

/** A command with which a test or the demo makes the page do something. */
export type ControlCommand =
  /** Gives a number another scenario of the table; null restores the one of its digits. Survives a restart. */
  | { readonly name: 'set_scenario'; readonly number: string; readonly scenario: number | null }
  | { readonly name: 'scan' }
  /** The phone's owner uses the passkey, which needs a visible window. Fails where the page does not ask for it. */
  | { readonly name: 'use_passkey' }
  /** WhatsApp asks the owner of the linked account for a security check. */
  | { readonly name: 'ask_check' }
  /**
   * `reason` is WhatsApp's own number for it, which the page's address has afterwards: 3 means that the account is
   * locked.
   */
  | { readonly name: 'logout_from_phone'; readonly reason?: string }
  /** The server bans the account for a time: the connection is cut, and the page reports the ban once. */
  | { readonly name: 'ban' }
  /** `OPENING` cuts the connection, and the library waits; at any other state it closes its browser. */
  | { readonly name: 'disconnect'; readonly state: Exclude<SocketState, 'CONNECTED' | 'PAIRING'> }
  /** The page then catches up for `catchUpMs`, by default for the time in the settings; null: without end. */
  | { readonly name: 'reconnect'; readonly catchUpMs?: number | null }
  /** Puts WhatsApp's own send function back in place of any that has replaced it. */
  | { readonly name: 'put_send_back' }
  /** Ends the catching up. */
  | { readonly name: 'end_catch_up' }
  /** Locks writing to new people, or caps new chats, for `ms`; null lifts it. */
  | { readonly name: 'restrict'; readonly how: 'timelock' | 'cap'; readonly ms: number | null }
  /**
   * Locks writing to new people without an end, or lifts that lock. The page learns of the lifting only when it asks.
   */
  | { readonly name: 'lock_without_end'; readonly isOn: boolean }
  | { readonly name: 'reload' }
  /** Changes the address without leaving the document, and back. */
  | { readonly name: 'change_address' }
  | { readonly name: 'freeze'; readonly ms: number }
  /** The page's process ends. */
  | { readonly name: 'crash' }
  /** The page never answers anything again. */
  | { readonly name: 'hang' }
  /** Sets the answer for every number, also the account's own, until the page is reloaded. */
  | { readonly name: 'answer_look_ups'; readonly with: LookUpAnswer }
  /** Holds back the acknowledgements of a number, until they are released or the page is reloaded. */
  | { readonly name: 'hold_acks'; readonly number: string; readonly isOn: boolean }
  /** Puts the page's clock forward or back, for good. The app's own clock is set by the test. */
  | { readonly name: 'shift_clock'; readonly byMs: number }
  /** Hands the messages in the page's own outbox to the network. Returns their number. */
  | { readonly name: 'release_outbox' }
  /** Makes the page the build of this version, and reloads it. */
  | { readonly name: 'set_version'; readonly version: string }
  /** Makes the page a build with this field, and reloads it. */
  | { readonly name: 'set_message_key_field'; readonly field: MessageKeyField }
  /** `isUnheard`: as if the message had come while the page was opening. The chat has it, and no listener is told. */
  | { readonly name: 'receive'; readonly from: string; readonly text: string; readonly isUnheard?: boolean }
  | { readonly name: 'send_by_hand'; readonly to: string; readonly text: string }
  /** Typed into WhatsApp's own window: the page sends it, but not through the module that the library calls. */
  | { readonly name: 'send_in_window'; readonly to: string; readonly text: string }
  /** Returns the names of the page's members, by module or by class. */
  | { readonly name: 'list_members' }
  /** Returns a `PageStatus`. */
  | { readonly name: 'status' };

export interface PageStatus {
  readonly state: string;
  readonly stream: string;
  readonly hasSynced: boolean;
  readonly isCaughtUp: boolean;
  /** How often the page asked the server whether there is a lock on new people. */
  readonly lockAsked: number;
  readonly outbox: number;
  readonly taken: number;
}

/** `key` is unique for each entry: the server stores an entry once, however often it is delivered. */
export type PageMessage =
  | { readonly type: 'entry'; readonly key: string; readonly entry: JournalEntry }
  | { readonly type: 'answer'; readonly call: number; readonly value: unknown }
  | { readonly type: 'error'; readonly call: number; readonly message: string };

export type ServerMessage =
  | { readonly type: 'stored'; readonly key: string }
  | { readonly type: 'control'; readonly call: number; readonly command: ControlCommand };
