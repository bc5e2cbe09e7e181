/** What the practice page and the journal server say to each other. Types and defaults only, for both sides. */

/** Times of the page in milliseconds, and its switches. A test makes the times short. */
export interface PracticeSettings {
  /** How long the QR code is shown before the page scans it itself; null leaves that to the `scan` command. */
  readonly scanAfterMs: number | null;
  /** How often an unscanned QR code is replaced by a new one. */
  readonly refRefreshMs: number;
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
  /** How long a message that was just sent cannot be found in the page's collection. */
  readonly missMs: number;
  readonly lookUpMs: number;
  readonly uploadMs: number;
  /** The text that the chat of scenario 25 already contains. */
  readonly earlierText: string;
  /** Whether `hasSynced` is already true before the library can listen to it: then `ready` never comes by itself. */
  readonly syncedBeforeListening: boolean;
  /** The name of the field in which a message key holds its text form. It differs between builds of WhatsApp Web. */
  readonly messageKeyField: MessageKeyField;
}

export type MessageKeyField = '_serialized' | '$1';

export const defaultPracticeSettings: PracticeSettings = {
  scanAfterMs: 1_500,
  refRefreshMs: 20_000,
  ackMinMs: 50,
  ackMaxMs: 250,
  slowAckMs: 8_000,
  veryLateAckMs: 20_000,
  hangMs: 20_000,
  freezeMs: 8_000,
  offlineMs: 5_000,
  missMs: 3_000,
  lookUpMs: 10,
  uploadMs: 30,
  earlierText: 'Happy New Year!',
  syncedBeforeListening: false,
  messageKeyField: '_serialized',
};

/** A message that the simulated network took. */
export interface TakenEntry {
  readonly kind: 'message';
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
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
export type OtherEntry =
  | { readonly kind: 'ready'; readonly at: number; readonly account: string }
  | { readonly kind: 'state'; readonly at: number; readonly state: string }
  | { readonly kind: 'handed_over'; readonly at: number; readonly id: string; readonly to: string }
  | { readonly kind: 'refused'; readonly at: number; readonly id: string; readonly to: string }
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

/** What a test, or the demo, can make the page do. */
export type ControlCommand =
  /** Lets a number play another scenario of the table; null gives it back what its digits say. Survives a restart. */
  | { readonly name: 'set_scenario'; readonly number: string; readonly scenario: number | null }
  | { readonly name: 'scan' }
  | { readonly name: 'logout_from_phone' }
  /** `TIMEOUT` and `OPENING` keep the library waiting; any other state makes it close its browser. */
  | { readonly name: 'disconnect'; readonly state: 'TIMEOUT' | 'OPENING' | 'CONFLICT' | 'UNPAIRED' }
  | { readonly name: 'reconnect' }
  | { readonly name: 'reload' }
  | { readonly name: 'freeze'; readonly ms: number }
  /** Hands what the page's own outbox holds to the network. Returns how many messages that were. */
  | { readonly name: 'release_outbox' }
  /** Becomes a build with this field, and reloads. */
  | { readonly name: 'set_message_key_field'; readonly field: MessageKeyField }
  | { readonly name: 'receive'; readonly from: string; readonly text: string }
  | { readonly name: 'send_by_hand'; readonly to: string; readonly text: string }
  /** Returns a `PageStatus`. */
  | { readonly name: 'status' };

export interface PageStatus {
  readonly state: string;
  readonly hasSynced: boolean;
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
