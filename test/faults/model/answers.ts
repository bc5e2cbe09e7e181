import { type Found, type SearchedEdge, search } from './search.ts';

/**
 * The smallest model of answers: one chat, two presses of Send with different words, each of which the window may
 * report twice. It keeps apart what the app wrote down, what it only remembers, and where a message truly is. The
 * gate's block is one step: what a crash within it leads to is the same as for a campaign's message.
 */
type Press = 0 | 1;
const presses: readonly Press[] = [0, 1];
type Attempt = {
  readonly press: Press;
  /** The life of the app in which it was pressed, and how many of the person's messages the operator had read. */
  readonly life: number;
  readonly seen: number;
  outcome: 'unknown' | 'sent' | 'not_sent';
  hasPassed: boolean;
  /** More than two minutes have passed since its press; once it passed the gate, more than one minute since then. */
  isLate: boolean;
  isOld: boolean;
  page: 'none' | 'open' | 'ended';
  place: 'nowhere' | 'outbox' | 'delivered' | 'lost';
};
type State = {
  isRunning: boolean;
  life: number;
  /** How many messages the person wrote. */
  heard: number;
  isAlarmed: boolean;
  attempts: Attempt[];
  /** The attempts that wait for their turn. They exist in memory only. */
  waiting: number[];
};

export const answerWeakenings = [
  'waits_on_disk',
  'no_two_minutes',
  'gate_takes_given_up',
  'retry_unconfirmed',
  'press_has_no_name',
  'same_words_unasked',
  'gate_ignores_alarm',
  'gate_ignores_newer_words',
] as const;
export type AnswerWeakening = (typeof answerWeakenings)[number];

export const answerInvariants = [
  'a press is delivered at most once',
  'not sent only if never delivered',
  'sent only if delivered',
  'leaves in its life of the app, within two minutes',
  'leaves behind the words that its writer has read',
  'leaves while no alarm is open',
] as const;
export type AnswerInvariant = (typeof answerInvariants)[number];

type Weak = ReadonlySet<AnswerWeakening>;
type Edge = SearchedEdge<State>;

const first: State = { isRunning: true, life: 0, heard: 1, isAlarmed: false, attempts: [], waiting: [] };
const livesAtMost = 1;
const heardAtMost = 2;
const attemptsAtMost = 3;

/** Searches the whole space. */
export function exploreAnswers(
  weak: readonly AnswerWeakening[] = [],
  asked: readonly AnswerInvariant[] = answerInvariants,
): Found<AnswerInvariant> {
  const weaknesses = new Set(weak);
  return search<State, Edge, AnswerInvariant>(first, {
    edgesFrom: (state) => edgesFrom(state, weaknesses),
    broken: ({ to, moves }) => asked.find((name) => !holds(name, to, moves)),
  });
}

/** Copied by hand: `structuredClone` would take most of the time of a search. */
function copyState(state: State): State {
  return { ...state, attempts: state.attempts.map((attempt) => ({ ...attempt })), waiting: [...state.waiting] };
}

function edgesFrom(state: State, weak: Weak): Edge[] {
  const edges: Edge[] = [];
  const add = (label: string, change: (next: State, moves: string[]) => void) => {
    const next = copyState(state);
    const moves: string[] = [];
    change(next, moves);
    edges.push({ label, to: next, moves });
  };
  worldSteps(state, add);
  if (!state.isRunning) {
    if (state.life < livesAtMost) add('start', (next) => start(next, weak));
    return edges;
  }
  add('crash', (next) => {
    next.isRunning = false;
    next.waiting = [];
  });
  add(state.isAlarmed ? 'take note' : 'raise an alarm', (next) => {
    next.isAlarmed = !next.isAlarmed;
  });
  for (const press of presses) if (maySend(state, press, weak)) add(`press ${press}`, (next) => open(next, press));
  attemptSteps(state, weak, add);
  return edges;
}

type Add = (label: string, change: (next: State, moves: string[]) => void) => void;

/** What the person and WhatsApp do by themselves, and time, which also passes while the app is closed. */
function worldSteps(state: State, add: Add): void {
  if (state.heard < heardAtMost)
    add('they write', (next) => {
      next.heard += 1;
    });
  for (const [index, { place, isLate, isOld, hasPassed }] of state.attempts.entries()) {
    const change = (label: string, to: Partial<Attempt>) => add(`${label} ${index}`, (next) => set(next, index, to));
    if (!isLate) change('two minutes pass for', { isLate: true });
    if (hasPassed && !isOld) change('a minute passes for', { isOld: true });
    if (place !== 'outbox') continue;
    change('deliver', { place: 'delivered' });
    change('lose', { place: 'lost' });
  }
}

/**
 * What the app does with an answer that was pressed: it gives up, hands over, decides at the gate, hears WhatsApp's
 * acknowledgement.
 */
function attemptSteps(state: State, weak: Weak, add: Add): void {
  for (const [index, attempt] of state.attempts.entries()) {
    const { outcome, hasPassed, isLate, page, place, seen } = attempt;
    const waits = state.waiting.includes(index);
    if (isLate && !hasPassed && outcome === 'unknown' && !weak.has('no_two_minutes'))
      add(`give up ${index}`, (next) => giveUp(next, index));
    // The chat is read first: its last words must be those that the operator has read.
    if (waits && !state.isAlarmed && seen === state.heard)
      add(`hand over ${index}`, (next) => {
        next.waiting = next.waiting.filter((one) => one !== index);
        set(next, index, { page: 'open' });
      });
    if (page === 'open') add(`ask the gate for ${index}`, (next, moves) => askGate(next, index, weak, moves));
    if (place === 'delivered' && outcome !== 'sent')
      add(`acknowledge ${index}`, (next) => set(next, index, { outcome: 'sent' }));
    const mayRetry = weak.has('retry_unconfirmed') && hasPassed && outcome === 'unknown';
    if (mayRetry && state.attempts.length < attemptsAtMost)
      add(`send ${index} again`, (next) => open(next, attempt.press));
  }
}

/** The press is new, no other answer to this chat waits for the gate, and the same words did not go within a minute. */
function maySend({ attempts, isAlarmed }: State, press: Press, weak: Weak): boolean {
  const same = attempts.filter((one) => one.press === press);
  const isKnown = same.length > 0 && !weak.has('press_has_no_name');
  const isOneOpen = attempts.some(({ outcome, hasPassed }) => outcome === 'unknown' && !hasPassed);
  const isAsked =
    same.some(({ outcome, isOld }) => outcome !== 'not_sent' && !isOld) && !weak.has('same_words_unasked');
  return !isAlarmed && !isKnown && !isOneOpen && !isAsked && attempts.length < attemptsAtMost;
}

/** The operator has read everything that is there at the press. */
function open(next: State, press: Press): void {
  next.waiting.push(next.attempts.length);
  const facts = {
    outcome: 'unknown',
    hasPassed: false,
    isLate: false,
    isOld: false,
    page: 'none',
    place: 'nowhere',
  } as const;
  next.attempts.push({ press, life: next.life, seen: next.heard, ...facts });
}

function giveUp(next: State, index: number): void {
  next.waiting = next.waiting.filter((one) => one !== index);
  set(next, index, { outcome: 'not_sent' });
}

function askGate(next: State, index: number, weak: Weak, moves: string[]): void {
  const attempt = next.attempts[index];
  if (!attempt) return;
  const { outcome, life, seen, isLate, hasPassed } = attempt;
  attempt.page = 'ended';
  const isOpen = (outcome === 'unknown' || weak.has('gate_takes_given_up')) && !hasPassed;
  const isQuiet = !next.isAlarmed || weak.has('gate_ignores_alarm');
  const isRead = seen === next.heard || weak.has('gate_ignores_newer_words');
  // Giving up closes the attempt at that moment, before anything else, so a late attempt is closed.
  const isInTime = !isLate || weak.has('no_two_minutes') || weak.has('gate_takes_given_up');
  if (!isOpen || !isQuiet || !isRead || !isInTime) {
    if (outcome === 'unknown' && !hasPassed) giveUp(next, index);
    return;
  }
  Object.assign(attempt, { hasPassed: true, place: 'outbox' });
  if (isLate || life !== next.life) moves.push('late');
  if (seen !== next.heard) moves.push('unread');
  if (next.isAlarmed) moves.push('alarmed');
}

/** An attempt that never passed the gate is closed. */
function start(next: State, weak: Weak): void {
  next.isRunning = true;
  next.life += 1;
  for (const [index, { hasPassed, outcome }] of next.attempts.entries()) {
    if (hasPassed || outcome !== 'unknown') continue;
    if (weak.has('waits_on_disk')) next.waiting.push(index);
    else set(next, index, { outcome: 'not_sent' });
  }
}

function set(next: State, index: number, change: Partial<Attempt>): void {
  Object.assign(next.attempts[index] ?? {}, change);
}

function holds(name: AnswerInvariant, { attempts }: State, moves: readonly string[]): boolean {
  switch (name) {
    case 'a press is delivered at most once':
      return presses.every(
        (press) => attempts.filter((one) => one.press === press && one.place === 'delivered').length <= 1,
      );
    case 'not sent only if never delivered':
      return attempts.every(({ outcome, place }) => outcome !== 'not_sent' || place === 'nowhere');
    case 'sent only if delivered':
      return attempts.every(({ outcome, place }) => outcome !== 'sent' || place === 'delivered');
    case 'leaves in its life of the app, within two minutes':
      return !moves.includes('late');
    case 'leaves behind the words that its writer has read':
      return !moves.includes('unread');
    case 'leaves while no alarm is open':
      return !moves.includes('alarmed');
  }
}
