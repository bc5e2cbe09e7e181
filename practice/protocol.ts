/** What the practice page and the journal server say to each other. Types and defaults only, for both sides. */

/** Times of the page in milliseconds, and its switches. A test makes the times short. */
export interface PracticeSettings {
  /** How long the QR code is shown before the page scans it itself; null leaves that to the `scan` command. */
  readonly scanAfterMs: number | null;
  /**
   * How long an unscanned QR code is shown before the next takes its place. The first of six stays three times as long,
   * and after the sixth comes none.
   */
  readonly refRefreshMs: number;
  /** How long a code that is typed on the phone is good for. */
  readonly pairingCodeMs: number;
  /** Bounds of the time until a well-behaved recipient's first acknowledgement. */
  readonly ackMinMs: number;
  readonly ackMaxMs: number;
  readonly slowAckMs: number;
  readonly veryLateAckMs: number;
  /** How long the steps before the hand-over hang in the scenarios that hang. */
  readonly hangMs: number;
  readonly freezeMs: number;
  /** How long the connection stays down in the scenario that loses it. */
  readonly offlineMs: number;
  /** How long the socket's state still says "connected" after its line was cut. */
  readonly stateLagMs: number;
  /** How long the page catches up after each connect; what it should send waits meanwhile. Null: without end. */
  readonly catchUpMs: number | null;
  /** After a reconnect, how long it takes until the server greets the page, which only then begins to catch up. */
  readonly successMs: number;
  /** The same as `catchUpMs` in the scenario in which it takes long. */
  readonly slowCatchUpMs: number;
  /** After this the page gives up catching up, and sends. */
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
  /** Whether a file's model has a private id, as in newer builds: whoever spreads it into a message takes the id from that. */
  readonly mediaHasPrivateId: boolean;
  /** Whether whoever links by a code is asked for a passkey besides. */
  readonly asksPasskey: boolean;
  /** The state in which a linked page ends up at its start instead of a connection; null: none. */
  readonly blockedBy: SocketState | null;
  /** When the page says which version it is; null: never. `WAWebBuildConstants` says it from the start. */
  readonly versionAfterMs: number | null;
  /** Which version it says it is; null: the one that it was built as. */
  readonly version: string | null;
  /** What the step that encrypts is given: the record, an object that has it, or one that has it further inside. */
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
  /** Which account's page it left, counted from 1, as whoever keeps the journal sees it. */
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

/** Anything else that happened, in the order in which it happened. */
type OtherEntry =
  | { readonly kind: 'ready'; readonly at: number; readonly account: string }
  | { readonly kind: 'state'; readonly at: number; readonly state: string }
  | { readonly kind: 'handed_over'; readonly at: number; readonly id: string; readonly to: string }
  /** `code` is what the server gives as its reason. */
  | {
      readonly kind: 'refused';
      readonly at: number;
      readonly id: string;
      readonly to: string;
      readonly code: number;
    }
  /** `foreign_ack`: one with our random part under a key that is not ours. */
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

/** The truth, an error, or the lie that no number is registered. */
export type LookUpAnswer = 'truth' | 'outage' | 'none_registered';

/** What a test, or the demo, can make the page do. */
export type ControlCommand =
  /** Lets a number play another scenario of the table; null gives it back what its digits say. Survives a restart. */
  | { readonly name: 'set_scenario'; readonly number: string; readonly scenario: number | null }
  | { readonly name: 'scan' }
  /** The phone's owner uses the passkey, as a person can in a window alone. Fails where the page does not ask for it. */
  | { readonly name: 'use_passkey' }
  /** WhatsApp asks the owner of the linked account for a security check. */
  | { readonly name: 'ask_check' }
  /** A reason, by WhatsApp's own number for it, stands in the address of the page afterwards: 3, the account is locked. */
  | { readonly name: 'logout_from_phone'; readonly reason?: string }
  /** The server turns the account away for a time: the line is cut, and the page tells it once. */
  | { readonly name: 'ban' }
  /** `OPENING` cuts the line, and the library waits; any other state makes it close its browser. */
  | { readonly name: 'disconnect'; readonly state: Exclude<SocketState, 'CONNECTED' | 'PAIRING'> }
  /** The page then catches up for as long as the settings say, or for that long; for null without end. */
  | { readonly name: 'reconnect'; readonly catchUpMs?: number | null }
  /** WhatsApp's own send function takes the place of whatever was put there. */
  | { readonly name: 'put_send_back' }
  /** Ends what the page catches up with. */
  | { readonly name: 'end_catch_up' }
  /** Locks writing to new people, or caps new chats, for that long; null lifts it. */
  | { readonly name: 'restrict'; readonly how: 'timelock' | 'cap'; readonly ms: number | null }
  /** The server locks writing to new people without an end, until it lifts that. The page hears of the lifting when it asks. */
  | { readonly name: 'lock_without_end'; readonly isOn: boolean }
  | { readonly name: 'reload' }
  /** Changes the address within the document, and back. */
  | { readonly name: 'change_address' }
  | { readonly name: 'freeze'; readonly ms: number }
  /** The page's process ends. */
  | { readonly name: 'crash' }
  /** The page answers nothing any more, for good. */
  | { readonly name: 'hang' }
  /** What is answered for every number, the account's own among them, until the page is loaded anew. */
  | { readonly name: 'answer_look_ups'; readonly with: LookUpAnswer }
  /** Keeps back what is owed of acknowledgements to a number, until it is let go or the page is loaded anew. */
  | { readonly name: 'hold_acks'; readonly number: string; readonly isOn: boolean }
  /** Puts the page's clock forward or back, for good. The app's own clock is for the test to put. */
  | { readonly name: 'shift_clock'; readonly byMs: number }
  /** Hands what the page's own outbox holds to the network. Returns how many messages that were. */
  | { readonly name: 'release_outbox' }
  /** Becomes the build of that version, and reloads. */
  | { readonly name: 'set_version'; readonly version: string }
  /** Becomes a build with this field, and reloads. */
  | { readonly name: 'set_message_key_field'; readonly field: MessageKeyField }
  /** `isUnheard`: as if it had come while the page was opening. It stands in the chat, and no listener is told. */
  | { readonly name: 'receive'; readonly from: string; readonly text: string; readonly isUnheard?: boolean }
  | { readonly name: 'send_by_hand'; readonly to: string; readonly text: string }
  /** Typed into WhatsApp's own window here: it leaves this page, and not through the module that others call. */
  | { readonly name: 'send_in_window'; readonly to: string; readonly text: string }
  /** Returns what the page offers: the names of the members by module, or by class. */
  | { readonly name: 'list_members' }
  /** Returns a `PageStatus`. */
  | { readonly name: 'status' };

export interface PageStatus {
  readonly state: string;
  readonly stream: string;
  readonly hasSynced: boolean;
  readonly isCaughtUp: boolean;
  /** How often the page asked its server for a lock on new people. */
  readonly lockAsked: number;
  readonly outbox: number;
  readonly taken: number;
}

/** `key` is one of a kind per entry: the server stores an entry once, however often it is delivered. */
export type PageMessage =
  | { readonly type: 'entry'; readonly key: string; readonly entry: JournalEntry }
  | { readonly type: 'answer'; readonly call: number; readonly value: unknown }
  | { readonly type: 'error'; readonly call: number; readonly message: string };

export type ServerMessage =
  | { readonly type: 'stored'; readonly key: string }
  | { readonly type: 'control'; readonly call: number; readonly command: ControlCommand };
