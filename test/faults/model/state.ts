import type { Outcome, SentEvidence, Status } from '../../../domain/messages/message.ts';

/**
 * The smallest model of the protocol: one person, one text, and two messages from two campaigns, each to another alias
 * of the person. It keeps apart what the app believes (database, ledger), what it is doing (process), and what is true
 * (calls).
 */
export type Slot = 0 | 1;
/**
 * The `typed` numbers are those in the lists; `person` is the id that only WhatsApp knows, and sometimes shows late.
 */
export type Alias = 'typed0' | 'typed1' | 'person';
/** 1: the campaign was declared a repeat of the text. */
export type Repeat = 0 | 1;
/** Which of two dates a message is for. A list that is read again may move a waiting message to the other date. */
export type Occasion = 0 | 1;
/** One of the computer's accounts. */
export type Account = 0 | 1;
export type Kind = 'not_sent' | 'duplicate' | 'not_confirmed';

export type Message = {
  readonly campaign: number;
  /** The account that sends it. The operator may move a waiting message to another. */
  account: Account;
  readonly repeat: Repeat;
  /** How many attempts there were before the declaration. */
  readonly repeatAfter: number;
  occasion: Occasion;
  /** Whether its latest moment has passed. */
  isOver: boolean;
  status: Status;
  /** What kind of failure a failed message's reason is. */
  kind: Kind | null;
  evidence: SentEvidence | null;
  /** Whether the operator looked and said "it is not there". */
  isSettled: boolean;
  isCampaignCancelled: boolean;
  hasContradiction: boolean;
  /** A second message to a person who did not answer: another text, under a name that is the same in every database. */
  readonly isStep: boolean;
  /** When WhatsApp said, with a witness, that the number is not registered. */
  said: 'never' | 'just now' | 'before';
};
export type Attempt = {
  readonly token: number;
  /** Null where only the ledger knows the attempt and this database has no message for it. */
  readonly campaign: number | null;
  readonly account: Account;
  readonly occasion: Occasion;
  outcome: Outcome;
  hasPassed: boolean;
  isRefused: boolean;
  isContradicted: boolean;
};
export type Database = {
  messages: [Message | null, Message | null];
  attempts: Attempt[];
  /** The attempt that holds each alias for the text or for its repeat, as an index into `attempts`. */
  fences: Partial<Record<`${Alias} ${Repeat} ${Occasion}`, number>>;
  /** Something forbidden happened, and nobody has acknowledged it yet. */
  isAlarmed: boolean;
  /** The attempts that were not confirmed in time and that sending waits for. */
  doubts: number[];
};
export type Line = {
  readonly token: number;
  readonly campaign: number;
  readonly account: Account;
  readonly occasion: Occasion;
  readonly aliases: readonly Alias[];
};

/** One call into the page, and where its message truly is. A page call may outlive the process that made it. */
export type Call = {
  readonly token: number;
  readonly slot: Slot;
  readonly campaign: number;
  readonly account: Account;
  readonly occasion: Occasion;
  /** `around`: its message left without asking the gate, and the app does not know yet. */
  page: 'open' | 'around' | 'ended';
  place: 'nowhere' | 'outbox' | 'delivered' | 'lost';
  /** Its message had left when the repeat was declared, so the person may get one more. */
  isBeforeRepeat: boolean;
};

/** `ledger` and `committed` are inside the gate's one synchronous block: only a crash or the next step can follow. */
export type Process = 'stopped' | 'idle' | 'claimed' | 'ledger' | 'committed' | 'waiting';

/** What the loop of an account is doing, and with which attempt. */
export type Loop = { process: Process; flight: number | null; refusal: 'duplicate' | 'other' | null };

export type State = Loop & {
  /** The account whose loop the fields above describe: the first one's, except during a step of the second. */
  atHand: Account;
  /** The loop of the other account; null where the computer has one account. */
  beside: Loop | null;
  /** The first account's page is now logged in with a number that is no account of this computer. */
  isRelinked: boolean;
  /** WhatsApp answers no look, and nothing is claimed until it does. */
  isUnanswered: boolean;
  /** About whom WhatsApp says wrongly that they are not registered: nobody, some, or all. */
  outage: 'none' | 'some' | 'all';
  liedAboutSome: boolean;
  db: Database;
  ledger: Line[];
  backup: { db: Database; ledgerLines: number } | null;
  restores: number;
  /** The person's answer: it waits at WhatsApp until the page has caught up, and then the app knows of it. */
  answer: 'none' | 'waits' | 'known';
  /** How many messages left around the gate. */
  arounds: number;
  campaigns: number;
  calls: Call[];
};

export function message(
  campaign: number,
  repeat: Repeat = 0,
  repeatAfter = 0,
  isStep = false,
  occasion: Occasion = 0,
  account: Account = 0,
): Message {
  const facts = { kind: null, evidence: null, isSettled: false, isCampaignCancelled: false, hasContradiction: false };
  const given = { campaign, account, repeat, repeatAfter, occasion };
  return { ...given, isOver: false, status: 'pending', ...facts, isStep, said: 'never' };
}

const atRest: Loop = { process: 'idle', flight: null, refusal: null };

/** The first campaign has started; the second may start at any time. */
export function initialState(hasSecondAccount = false): State {
  return {
    ...atRest,
    atHand: 0,
    beside: hasSecondAccount ? atRest : null,
    isRelinked: false,
    isUnanswered: false,
    outage: 'none',
    liedAboutSome: false,
    db: { messages: [message(0), null], attempts: [], fences: {}, isAlarmed: false, doubts: [] },
    ledger: [],
    backup: null,
    restores: 0,
    answer: 'none',
    arounds: 0,
    campaigns: 1,
    calls: [],
  };
}

export function copyDatabase(db: Database): Database {
  return {
    messages: [db.messages[0] && { ...db.messages[0] }, db.messages[1] && { ...db.messages[1] }],
    attempts: db.attempts.map((attempt) => ({ ...attempt })),
    fences: { ...db.fences },
    isAlarmed: db.isAlarmed,
    doubts: [...db.doubts],
  };
}

export function copyState(state: State): State {
  return {
    ...state,
    db: copyDatabase(state.db),
    ledger: [...state.ledger],
    // A backup is never written to, so copies share it.
    backup: state.backup,
    calls: state.calls.map((call) => ({ ...call })),
  };
}
