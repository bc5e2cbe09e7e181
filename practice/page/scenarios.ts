import type { PracticeSettings } from '../protocol.ts';

/** One acknowledgement to come: its level, its time, and the key that it names. */
export interface Receipt {
  readonly ack: number;
  /** Milliseconds after the network took (or lost) the message. */
  readonly afterMs: number;
  /**
   * The key that the acknowledgement names, `own` by default. The others have our random part, but in another chat, in
   * this chat as if the recipient had sent it, or in the chat under the recipient's LID, which becomes known with it.
   */
  readonly under?: 'own' | 'other_chat' | 'not_from_me' | 'lid';
  /** The page shows it to its listeners even where it is not higher than the one before. */
  readonly raw?: boolean;
  /** The page stores it, and tells no listener. */
  readonly silent?: boolean;
}

export type AfterTaken =
  | 'connection_lost'
  | 'slow_catch_up'
  | 'conflict'
  | 'terms_block'
  | 'proxy_block'
  | 'old_version'
  | 'reload'
  | 'logout'
  | 'account_locked'
  | 'freeze'
  | 'crash'
  | 'endless_loop'
  | 'copy_around';

/** What goes wrong with a recipient. Where all fields are missing, everything goes well. */
export interface Scenario {
  readonly title: string;
  /** The answer to the question whether the number is on WhatsApp; in an outage the question fails. */
  readonly registration?: 'none' | 'outage' | 'lid' | 'odd_answer';
  /** The answer does not name the number's LID. */
  readonly hidesLid?: true;
  /** What happens when the chat is opened for the first time. */
  readonly chat?: 'lid' | 'no_lid_error' | 'hangs' | 'has_earlier_text';
  /** The last step before the hand-over, in which the message gets its random part. */
  readonly newId?: 'hangs' | 'puts_send_back';
  readonly upload?: 'fails' | 'slow';
  readonly handOver?: 'throws' | 'throws_but_goes' | 'rejects_when_taken' | 'reloads_before';
  /** An error within the page: before anything left, or after the server's acknowledgement. */
  readonly send?: 'throws_before' | 'throws_after' | 'server_status_error';
  readonly network?: 'refuses' | 'loses' | 'holds';
  /** The code with which the server refuses. */
  readonly nack?: number;
  /** The restriction that WhatsApp puts on the account because of this message. */
  readonly restricts?: 'timelock' | 'cap';
  readonly receipts?: (settings: PracticeSettings) => readonly Receipt[];
  readonly afterTaken?: AfterTaken;
  readonly hiddenWhenSent?: true;
  /** The account has blocked the person: the page sends them nothing. */
  readonly isBlocked?: true;
  /** Opening the chat always leaves WhatsApp's notes in it. */
  readonly notes?: true;
}

const soonMs = 60;
const refusal: readonly Receipt[] = [{ ack: -1, afterMs: 0, raw: true }];

/** By the last two digits of 447700 9008NN and 447700 9009NN. `docs/practice.md` is this table in words. */
const scenarios: Readonly<Record<number, Scenario>> = {
  1: { title: 'Slow acknowledgement', receipts: (settings) => [{ ack: 1, afterMs: settings.slowAckMs }] },
  2: { title: 'Very late acknowledgement', receipts: (settings) => [{ ack: 1, afterMs: settings.veryLateAckMs }] },
  3: { title: 'Delivered, never acknowledged', receipts: () => [] },
  4: {
    title: 'Acknowledgements out of order and twice',
    receipts: () => [2, 1, 1, 3, 3, 2].map((ack, index) => ({ ack, afterMs: soonMs * (index + 1), raw: true })),
  },
  5: {
    title: 'Lost; our random part is acknowledged in another chat',
    network: 'loses',
    receipts: () => [{ ack: 2, afterMs: soonMs, under: 'other_chat', raw: true }],
  },
  6: {
    title: 'Lost; our random part is acknowledged as a message of the recipient',
    network: 'loses',
    receipts: () => [{ ack: 2, afterMs: soonMs, under: 'not_from_me', raw: true }],
  },
  7: { title: 'Refused', network: 'refuses' },
  8: { title: 'Error before the hand-over', handOver: 'throws' },
  9: { title: 'Error after the hand-over', handOver: 'rejects_when_taken', receipts: () => [] },
  10: { title: 'The chat cannot be opened: no LID', chat: 'no_lid_error' },
  11: { title: 'Opening the chat hangs, then goes on', chat: 'hangs' },
  12: { title: 'The last step before the hand-over hangs, then goes on', newId: 'hangs' },
  13: { title: "Held in the page's own outbox until a restart", network: 'holds' },
  14: { title: 'Not on WhatsApp', registration: 'none', network: 'refuses' },
  15: { title: 'Chat addressed by LID', chat: 'lid' },
  16: { title: 'Number resolves to a LID', registration: 'lid', chat: 'lid' },
  17: { title: 'Delivered, but not found in the page', hiddenWhenSent: true },
  18: { title: 'Connection lost right after the hand-over', afterTaken: 'connection_lost' },
  19: { title: 'Another browser takes over right after the hand-over', afterTaken: 'conflict' },
  20: { title: 'Page reloads right after the hand-over', afterTaken: 'reload' },
  21: { title: 'Page reloads right before the hand-over', handOver: 'reloads_before' },
  22: { title: 'Logged out from the phone right after the hand-over', afterTaken: 'logout' },
  23: { title: 'Page frozen right after the hand-over', afterTaken: 'freeze' },
  24: { title: 'Page crashes right after the hand-over', afterTaken: 'crash' },
  25: { title: 'The chat already contains the text', chat: 'has_earlier_text' },
  26: { title: 'Upload of the attachment fails', upload: 'fails' },
  27: { title: 'Upload of the attachment hangs, then goes on', upload: 'slow' },
  28: { title: 'Asking whether the number is on WhatsApp fails', registration: 'outage' },
  29: { title: 'Delivered, then reported as rejected', receipts: () => refusal },
  30: { title: 'Page hangs for good right after the hand-over', afterTaken: 'endless_loop' },
  31: { title: 'Error at the hand-over, yet the message goes', handOver: 'throws_but_goes', receipts: () => [] },
  32: { title: 'Refused as a new chat, this person alone', network: 'refuses', nack: 463 },
  33: { title: 'Writing to new people is locked from here on', restricts: 'timelock' },
  34: { title: 'The cap on new chats is reached here', restricts: 'cap' },
  35: { title: 'Error within the page before anything left', send: 'throws_before' },
  36: { title: "Error within the page after the server's acknowledgement", send: 'throws_after' },
  37: {
    title: 'Acknowledged by the result of the send alone',
    receipts: () => [{ ack: 1, afterMs: soonMs, silent: true }],
  },
  38: { title: 'Connection lost, then catching up takes long', afterTaken: 'slow_catch_up' },
  39: { title: "Opening the chat leaves WhatsApp's notes in it", notes: true },
  40: {
    title: 'Asking whether the number is on WhatsApp gives an answer of unknown shape',
    registration: 'odd_answer',
  },
  41: { title: 'Lost; acknowledged with 5', network: 'loses', receipts: () => [{ ack: 5, afterMs: soonMs }] },
  42: {
    title: 'The LID becomes known after the send, and the acknowledgement comes under it',
    hidesLid: true,
    receipts: () => [1, 2].map((ack) => ({ ack, afterMs: soonMs * ack, under: 'lid' })),
  },
  43: { title: 'WhatsApp puts its own send function back during the call', newId: 'puts_send_back' },
  44: { title: 'A copy leaves under another id, around the module', afterTaken: 'copy_around' },
  45: { title: 'The terms of service block the account right after the hand-over', afterTaken: 'terms_block' },
  46: { title: 'The proxy is blocked right after the hand-over', afterTaken: 'proxy_block' },
  47: { title: 'The version is too old right after the hand-over', afterTaken: 'old_version' },
  48: { title: 'Logged out right after the hand-over, the account is locked', afterTaken: 'account_locked' },
  49: { title: "The server's status stops the send before anything left", send: 'server_status_error' },
  50: {
    title: 'Number resolves to a LID whose number is not told; the chat is under the number',
    registration: 'lid',
    hidesLid: true,
  },
  51: { title: 'Blocked by the account', isBlocked: true },
};

const wellBehaved: Scenario = { title: 'Well behaved' };

/** The number of the scenario that the digits of a phone number name. */
export function scenarioNumberOf(digits: string): number | null {
  const ending = /^447700900[89](\d\d)$/.exec(digits)?.[1];
  return ending === undefined ? null : Number(ending);
}

export function scenarioByNumber(number: number | null): Scenario {
  return (number === null ? undefined : scenarios[number]) ?? wellBehaved;
}

/** The receipts without a scenario: delivered soon after the first tick, and read by about half of the people. */
export function usualReceipts(digits: string, settings: PracticeSettings): readonly Receipt[] {
  const chance = chanceOf(digits);
  const serverMs = settings.ackMinMs + chance * (settings.ackMaxMs - settings.ackMinMs);
  const receipts = [
    { ack: 1, afterMs: serverMs },
    { ack: 2, afterMs: serverMs * 2 },
  ];
  return chance < 0.5 ? [...receipts, { ack: 3, afterMs: serverMs * 4 }] : receipts;
}

/** A number in [0, 1) that is the same for the same digits at each run. */
export function chanceOf(digits: string): number {
  let hash = 2_166_136_261;
  for (const digit of digits) hash = Math.imul(hash ^ digit.charCodeAt(0), 16_777_619) >>> 0;
  return ((hash >>> 8) % 1_000) / 1_000;
}
