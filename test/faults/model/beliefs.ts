import { type Status, transitions } from '../../../domain/messages/message.ts';
import type { Account, Alias, Attempt, Database, Kind, Line, Message, Occasion, Slot, State } from './state.ts';
import type { Weakening } from './weakenings.ts';

/**
 * Thrown where SQLite would refuse: the whole step then counts as never tried. There is one error for all, since making
 * its stack takes time.
 */
export const refused = new Error('refused');

/** The state that a step writes to, the rules that apply, and the changes of status that it makes. */
export type Draft = {
  readonly state: State;
  readonly weak: ReadonlySet<Weakening>;
  /** Whether sending waits for messages that are not confirmed in time. */
  readonly mayWait: boolean;
  readonly moves: string[];
};

/** A message's status as a path shows it: the status with its reason or its evidence. */
export function word(message: Pick<Message, 'status' | 'kind' | 'evidence'>): string {
  const detail = message.status === 'failed' ? message.kind : message.evidence;
  return detail === null ? message.status : `${message.status}:${detail}`;
}

const requeues: readonly Weakening[] = ['retry_on_timeout', 'requeue_on_restart', 'moves_what_may_have_left'];

/** Every change of status goes through the domain's own table of transitions. */
export function move(
  draft: Draft,
  message: Message,
  to: Status,
  more: Partial<Pick<Message, 'kind' | 'evidence'>> = {},
) {
  const isRequeue = message.status === 'sending' && to === 'pending' && requeues.some((name) => draft.weak.has(name));
  if (!isRequeue && !transitions[message.status].includes(to)) throw refused;
  const from = word(message);
  Object.assign(message, { status: to, kind: null, evidence: null, ...more });
  draft.moves.push(`${from}>${word(message)}`);
}

export function messageOf(db: Database, campaign: number | null): Message | null {
  return db.messages.find((message) => message?.campaign === campaign) ?? null;
}

export function attemptOf(db: Database, token: number | null): Attempt | undefined {
  return db.attempts.findLast((attempt) => attempt.token === token);
}

const repeats = [0, 1] as const;
const attemptsOf = (db: Database, message: Message) =>
  db.attempts.filter((attempt) => attempt.campaign === message.campaign);
const blocks = (attempt: Attempt | undefined) =>
  attempt !== undefined && (attempt.outcome !== 'not_sent' || attempt.isContradicted);

/**
 * What the fences of a campaign's messages depend on. A ledger line without a message counts as the text's first
 * sending.
 */
type Declared = Pick<Message, 'repeat' | 'repeatAfter' | 'occasion' | 'account'> &
  Partial<Pick<Message, 'campaign' | 'isStep'>>;
const declaredFor = (db: Database, { campaign, occasion, account }: Attempt): Declared => ({
  ...(messageOf(db, campaign) ?? { repeat: 0, repeatAfter: 0 }),
  occasion,
  account,
});

/**
 * Whether a fence holds. A repeat ignores attempts from before its declaration; later ones hold against it, and against
 * every other message.
 */
export function isFenced(
  { state, weak }: Draft,
  aliases: readonly Alias[],
  declared: Declared,
  except: Attempt | null = null,
): boolean {
  if (weak.has('no_fence')) return false;
  const { attempts, fences } = state.db;
  // A message's own fences hold against a second one, also those that only a line of the ledger remembers.
  const lines = state.ledger.filter((line) => line.campaign === declared.campaign).map(({ token }) => token);
  const own = attempts.find(
    (one) => (one.campaign === declared.campaign || lines.includes(one.token)) && one !== except && blocks(one),
  );
  if (declared.isStep && own) return true;
  return aliases.some((alias) =>
    repeats.some((repeat) => {
      const place = fences[`${alias} ${repeat} ${declared.occasion}`] ?? -1;
      const isLater = place >= declared.repeatAfter && !weak.has('repeat_ignores_what_came_later');
      if (weak.has('fences_by_account') && attempts[place]?.account !== declared.account) return false;
      return attempts[place] !== except && blocks(attempts[place]) && (repeat >= declared.repeat || isLater);
    }),
  );
}

/** An attempt that is before its gate at the declaration has reached nobody yet, and counts as later. */
export function attemptsBefore({ state: { db }, weak }: Draft): number {
  const open = db.attempts.findIndex(({ outcome, hasPassed }) => outcome === 'unknown' && !hasPassed);
  return open < 0 || weak.has('repeat_counts_open_as_before') ? db.attempts.length : open;
}

export function takeFences(draft: Draft, aliases: readonly Alias[], attempt: Attempt): void {
  const { db } = draft.state;
  const declared = declaredFor(db, attempt);
  const occasion = draft.weak.has('fence_forgets_occasion') ? 0 : declared.occasion;
  for (const alias of aliases)
    if (!isFenced(draft, [alias], declared, attempt))
      db.fences[`${alias} ${declared.repeat} ${occasion}`] = db.attempts.indexOf(attempt);
}

export function openAttempt(
  draft: Draft,
  token: number,
  owner: Message | null,
  occasion: Occasion = owner?.occasion ?? 0,
  account: Account = owner?.account ?? 0,
): Attempt {
  const { db } = draft.state;
  const isLive = owner !== null && attemptsOf(db, owner).some((attempt) => attempt.outcome !== 'not_sent');
  if (isLive && !draft.weak.has('no_live_attempt_index')) throw refused;
  const facts = { outcome: 'unknown' as const, hasPassed: false, isRefused: false, isContradicted: false };
  const attempt: Attempt = { token, campaign: owner?.campaign ?? null, account, occasion, ...facts };
  db.attempts.push(attempt);
  return attempt;
}

/** How many messages are on their way to the gate. */
export function countBeforeGate({ attempts }: Database): number {
  return attempts.filter(({ outcome, hasPassed }) => outcome === 'unknown' && !hasPassed).length;
}

/** The claim: one transaction that opens the attempt and takes every fence, or says "duplicate". */
export function claim(draft: Draft, slot: Slot, aliases: readonly Alias[]): void {
  const { state } = draft;
  const claimed = state.db.messages[slot];
  if (claimed?.status !== 'pending' || claimed.isCampaignCancelled || claimed.isOver) throw refused;
  if (claimed.account !== state.atHand) throw refused;
  if (isFenced(draft, aliases, claimed)) {
    // The operator is asked about people who got the text since the declaration.
    if (claimed.repeat > 0) throw refused;
    move(draft, claimed, 'failed', { kind: 'duplicate' });
    return;
  }
  const token = state.calls.length;
  // Over all accounts one attempt is before its gate, even where the loops do not take turns.
  if (countBeforeGate(state.db) > 0 && !draft.weak.has('no_index_before_the_gate')) throw refused;
  takeFences(draft, aliases, openAttempt(draft, token, claimed));
  move(draft, claimed, 'sending');
  const nothing = { page: 'open', place: 'nowhere', isBeforeRepeat: false } as const;
  const { campaign, account, occasion } = claimed;
  state.calls.push({ token, slot, campaign, account, occasion, ...nothing });
  Object.assign(state, { process: 'claimed', flight: token, refusal: null });
}

/**
 * Gives up an attempt whose gate never opened: the attempt is closed first, and only then the message becomes "not
 * sent".
 */
export function giveUp(draft: Draft): void {
  const { state } = draft;
  const attempt = attemptOf(state.db, state.flight);
  const given = attempt && messageOf(state.db, attempt.campaign);
  if (!attempt || !given) throw refused;
  attempt.outcome = 'not_sent';
  const kind: Kind = state.refusal === 'duplicate' ? 'duplicate' : 'not_sent';
  if (given.status === 'sending') {
    if (given.isCampaignCancelled) move(draft, given, 'cancelled');
    else move(draft, given, 'failed', { kind });
  }
  Object.assign(state, { process: 'idle', flight: null, refusal: null });
}

/** WhatsApp's acknowledgement outranks the app's belief; where the two contradict each other, the app says so. */
export function acknowledge(draft: Draft, token: number): void {
  const { state } = draft;
  const attempt = attemptOf(state.db, token);
  if (!attempt || (!attempt.hasPassed && !attempt.isRefused)) throw refused;
  if (attempt.hasPassed) attempt.outcome = 'sent';
  else Object.assign(attempt, { outcome: 'not_sent', isContradicted: true });
  const proven = messageOf(state.db, attempt.campaign);
  if (!draft.weak.has('acknowledged_late_waits_on'))
    state.db.doubts = state.db.doubts.filter((doubted) => doubted !== token);
  state.db.isAlarmed ||= !attempt.hasPassed;
  if (state.process === 'waiting' && state.flight === token) Object.assign(state, { process: 'idle', flight: null });
  if (!proven) return;
  if (proven.status === 'sent') {
    proven.evidence = 'ack';
    proven.hasContradiction ||= !attempt.hasPassed;
    return;
  }
  const isDoubtful = proven.status === 'sending' || proven.kind === 'not_confirmed';
  proven.hasContradiction ||= !attempt.hasPassed || !isDoubtful;
  move(draft, proven, 'sent', { evidence: 'ack' });
}

/** The app notices that a message left around the gate: its attempt counts as passed, whatever the app believed. */
export function noticeBypass(draft: Draft, token: number): void {
  const { state, weak } = draft;
  const { db } = state;
  const attempt = attemptOf(db, token);
  if (weak.has('bypass_is_not_believed') || !attempt) return;
  db.isAlarmed = true;
  const { campaign, account, occasion } = attempt;
  state.ledger.push({ token, campaign: campaign ?? 0, account, occasion, aliases: aliasesOf(db, attempt) });
  if (attempt.outcome === 'unknown') {
    attempt.hasPassed = true;
    if (state.process === 'claimed' && state.flight === token) state.process = 'waiting';
    return;
  }
  if (weak.has('bypass_is_believed_while_open_only')) return;
  Object.assign(attempt, { isRefused: true, isContradicted: true });
  const doubtful = messageOf(db, attempt.campaign);
  if (!doubtful) return;
  doubtful.hasContradiction = true;
  if (doubtful.status === 'pending') move(draft, doubtful, 'failed', { kind: 'not_confirmed' });
  // The status stays the same, so this is not a change in the table of transitions.
  if (doubtful.status === 'failed') doubtful.kind = 'not_confirmed';
}

export function aliasesOf(db: Database, attempt: Attempt | undefined): Alias[] {
  return (Object.entries(db.fences) as [string, number][]).flatMap(([fence, place]) =>
    db.attempts[place] === attempt ? [fence.split(' ')[0] as Alias] : [],
  );
}

/** Whether the account at hand waits for acknowledgements. */
export function waitsForAcks({ db, atHand }: State): boolean {
  return db.doubts.some((token) => (attemptOf(db, token)?.account ?? 0) === atHand);
}

/** The start: compares the ledger first, and then judges each message that was being sent. */
export function recover(draft: Draft): void {
  const { state, weak } = draft;
  const { db } = state;
  const unknown = state.ledger.filter((line) => {
    const isKnown = ({ token, hasPassed, isContradicted }: Attempt) =>
      token === line.token && (hasPassed || isContradicted);
    if (db.attempts.some(isKnown)) return false;
    const open = db.attempts.find((attempt) => attempt.token === line.token && attempt.outcome === 'unknown');
    if (!open) return true;
    open.hasPassed = true;
    takeFences(draft, line.aliases, open);
    return false;
  });
  for (const attempt of db.attempts) {
    if (attempt.outcome !== 'unknown') continue;
    const found = messageOf(db, attempt.campaign);
    if (!attempt.hasPassed) attempt.outcome = 'not_sent';
    if (found?.status !== 'sending') continue;
    if (weak.has('requeue_on_restart')) move(draft, found, 'pending');
    else move(draft, found, 'failed', { kind: attempt.hasPassed ? 'not_confirmed' : 'not_sent' });
  }
  for (const line of unknown) rebuild(draft, line);
}

function rebuild(draft: Draft, { token, campaign, account, occasion, aliases }: Line): void {
  const { db } = draft.state;
  const found = messageOf(db, campaign);
  const isFree =
    found !== null &&
    attemptsOf(db, found).every((attempt) => attempt.outcome === 'not_sent') &&
    (found.status === 'pending' || (found.status === 'failed' && found.kind !== 'duplicate'));
  const owner = isFree ? found : null;
  const attempt = openAttempt(draft, token, owner, occasion, account);
  takeFences(draft, aliases, attempt);
  // The message left for the date in the ledger's line.
  if (owner) owner.occasion = occasion;
  attempt.hasPassed = true;
  if (owner?.status === 'failed') move(draft, owner, 'pending');
  if (owner) move(draft, owner, 'sending');
  if (owner) move(draft, owner, 'failed', { kind: 'not_confirmed' });
}

/** Whether every attempt for a message is proven unsent. */
export function isProvenUnsent(db: Database, asked: Message): boolean {
  return attemptsOf(db, asked).every((attempt) => !blocks(attempt));
}
