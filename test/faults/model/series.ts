import { type Found, type SearchedEdge, search } from './search.ts';

/**
 * The smallest model of a series: one person, and two dates of one text, each drawn the day before and then checked by
 * a person, or not. Time goes from one moment of a date to the next. It keeps apart what the database and the ledger
 * know and what WhatsApp delivered. The gate's block is one step, as for answers; so is a crash with the start after
 * it, since an app that does nothing while time passes is as good as closed.
 */
type DateOf = 0 | 1;
const dates: readonly DateOf[] = [0, 1];
type Message = {
  readonly date: DateOf;
  /**
   * Whether it waits for a person to check whom it is for; and whether somebody still has to, whatever the app
   * believes.
   */
  isHeld: boolean;
  isUnseen: boolean;
  status: 'pending' | 'claimed' | 'passed' | 'duplicate' | 'missed' | 'not_handed_over';
};
type Database = { nextDate: number; byItself: boolean; messages: Message[]; fences: DateOf[] };
type State = {
  /** The current moment; see `momentOf`. */
  now: number;
  db: Database;
  ledger: DateOf[];
  backup: Database | 'none' | 'restored';
  calls: { readonly date: DateOf; isDelivered: boolean }[];
};

export const seriesWeakenings = [
  'draws_whoever_is_drawn',
  'no_message_of_date_index',
  'draws_whoever_has_it',
  'skips_what_is_over',
  'holds_nobody',
  'goes_late_by_itself',
  'goes_by_itself_when_restored',
  'fence_forgets_date',
  'no_fence',
  'claims_early',
  'gate_without_latest',
  'start_ignores_ledger',
] as const;
export type SeriesWeakening = (typeof seriesWeakenings)[number];

export const seriesInvariants = [
  'each date is delivered at most once',
  'a date has one message',
  'no date goes by in silence',
  'leaves on its day',
  'leaves to nobody whom nobody looked at',
  'a duplicate has something of its date',
  'not sent only if never delivered',
] as const;
export type SeriesInvariant = (typeof seriesInvariants)[number];

type Weak = ReadonlySet<SeriesWeakening>;
type Edge = SearchedEdge<State>;
type Add = (label: string, change: (next: State, moves: string[]) => void) => void;

/** The moments of a date. Those of the second date follow those of the first. */
const momentOf = (date: DateOf, what: 'drawn' | 'due' | 'late' | 'over') =>
  date * 4 + { drawn: 1, due: 2, late: 3, over: 4 }[what];
const lastMoment = momentOf(1, 'over');
/** The most messages and hand-overs. Only weakened protocols reach more. */
const atMost = 2;

const first: State = {
  now: 0,
  db: { nextDate: 0, byItself: false, messages: [], fences: [] },
  ledger: [],
  backup: 'none',
  calls: [],
};

/** Searches the whole space. */
export function exploreSeries(
  weak: readonly SeriesWeakening[] = [],
  asked: readonly SeriesInvariant[] = seriesInvariants,
): Found<SeriesInvariant> {
  const weaknesses = new Set(weak);
  return search<State, Edge, SeriesInvariant>(first, {
    edgesFrom: (state) => edgesFrom(state, weaknesses),
    broken: ({ to, moves }) => asked.find((name) => !holds(name, to, moves)),
  });
}

/** Copied by hand: `structuredClone` would take most of the time of a search. */
function copyState(state: State): State {
  const calls = state.calls.map((call) => ({ ...call }));
  return { ...state, db: copyDatabase(state.db), ledger: [...state.ledger], calls };
}

function copyDatabase(db: Database): Database {
  return { ...db, messages: db.messages.map((message) => ({ ...message })), fences: [...db.fences] };
}

function edgesFrom(state: State, weak: Weak): Edge[] {
  const edges: Edge[] = [];
  const add: Add = (label, change) => {
    const next = copyState(state);
    const moves: string[] = [];
    change(next, moves);
    edges.push({ label, to: next, moves });
  };
  const { now, db, backup, calls } = state;
  if (now < lastMoment)
    add('time passes', (next) => {
      next.now += 1;
    });
  for (const [index, { isDelivered }] of calls.entries())
    if (!isDelivered)
      add(`deliver ${index}`, (next) => void Object.assign(next.calls[index] ?? {}, { isDelivered: true }));
  add('crash and start', (next) => start(next, weak));
  if (backup === 'none')
    add('back up', (next) => {
      next.backup = copyDatabase(db);
    });
  else if (backup !== 'restored')
    add('restore and start', (next) => {
      // In restored data nothing is sent without a person.
      const byItself = backup.byItself && weak.has('goes_by_itself_when_restored');
      Object.assign(next, { db: { ...copyDatabase(backup), byItself }, backup: 'restored' });
      start(next, weak);
    });
  if (now === 0 && backup === 'none' && !db.byItself)
    add('let it go by itself', (next) => {
      next.db.byItself = true;
    });
  drawSteps(state, weak, add);
  for (const [index, message] of db.messages.entries()) messageSteps(state, index, message, weak, add);
  return edges;
}

/** What only the ledger knows is fenced and may have arrived; every other claim never passed the gate. */
function start(next: State, weak: Weak): void {
  const { db, ledger } = next;
  const unknown = weak.has('start_ignores_ledger') ? [] : ledger.filter((date) => !db.fences.includes(date));
  db.fences.push(...unknown);
  for (const one of db.messages) {
    if (unknown.includes(one.date)) one.status = 'passed';
    else if (one.status === 'claimed') one.status = 'not_handed_over';
  }
}

/**
 * A date is drawn from the day before on, even when it is already over: its people have then missed it. The list may
 * continue after this person, so the app can crash with them drawn and the date still ahead. A person who was drawn for
 * the date, or has it by the ledger, is skipped.
 */
function drawSteps(state: State, weak: Weak, add: Add): void {
  const { db, now } = state;
  const date = dates.find((one) => one === db.nextDate);
  if (date === undefined || now < momentOf(date, 'drawn')) return;
  const isDrawn = db.messages.some((one) => one.date === date);
  const isPassedOver =
    (isDrawn && !weak.has('draws_whoever_is_drawn')) ||
    (db.fences.includes(date) && !isDrawn && !weak.has('draws_whoever_has_it')) ||
    (now >= momentOf(date, 'over') && weak.has('skips_what_is_over'));
  const mayAdd = !isDrawn || (weak.has('no_message_of_date_index') && db.messages.length < atMost);
  const go = (label: string, isAdded: boolean, isThrough: boolean) =>
    add(`${label} ${date}`, ({ db: after }) => {
      if (isAdded) after.messages.push(newMessage(state, date, weak));
      if (isThrough) after.nextDate += 1;
    });
  if (isPassedOver) go('draw nobody for', false, true);
  else if (mayAdd) {
    go('draw', true, true);
    go('draw, with more of the list ahead,', true, false);
  }
}

/** Nothing is sent late without a person. */
function newMessage({ db, now, backup }: State, date: DateOf, weak: Weak): Message {
  const isLate = now >= momentOf(date, 'late');
  return {
    date,
    isHeld: (!db.byItself || (isLate && !weak.has('goes_late_by_itself'))) && !weak.has('holds_nobody'),
    isUnseen: !db.byItself || isLate || backup === 'restored',
    status: 'pending',
  };
}

function messageSteps({ db, now, calls }: State, index: number, message: Message, weak: Weak, add: Add): void {
  const { date, isHeld, status } = message;
  const put = (label: string, change: Partial<Message>) =>
    add(`${label} ${index}`, (next) => void Object.assign(next.db.messages[index] ?? {}, change));
  const isOver = now >= momentOf(date, 'over');
  const isDue = now >= momentOf(date, 'due') || weak.has('claims_early');
  if (status === 'pending' && isOver) put('miss', { status: 'missed' });
  if (status === 'pending' && isHeld) put('let go', { isHeld: false, isUnseen: false });
  if (status === 'pending' && !isHeld && isDue && !isOver && calls.length < atMost)
    put('claim', { status: isFenced(db, date, weak) ? 'duplicate' : 'claimed' });
  if (status === 'claimed') add(`ask the gate for ${index}`, (next, moves) => askGate(next, index, weak, moves));
  if (status === 'not_handed_over' && !isOver) put('queue again', { status: 'pending' });
}

/** Whether another attempt for the date has passed the gate or is on its way to it. */
function isFenced({ fences, messages }: Database, date: DateOf, weak: Weak): boolean {
  if (weak.has('no_fence')) return false;
  const taken = [...fences, ...messages.flatMap((one) => (one.status === 'claimed' ? [one.date] : []))];
  return weak.has('fence_forgets_date') ? taken.length > 0 : taken.includes(date);
}

function askGate(next: State, index: number, weak: Weak, moves: string[]): void {
  const one = next.db.messages[index];
  if (!one) return;
  const { date, isUnseen } = one;
  const isOver = next.now >= momentOf(date, 'over');
  if (isOver && !weak.has('gate_without_latest')) {
    one.status = 'missed';
    return;
  }
  next.ledger.push(date);
  next.db.fences.push(date);
  one.status = 'passed';
  next.calls.push({ date, isDelivered: false });
  if (isOver || next.now < momentOf(date, 'due')) moves.push('at another time');
  if (isUnseen) moves.push('unseen');
}

function holds(name: SeriesInvariant, { db, calls, ledger }: State, moves: readonly string[]): boolean {
  const delivered = (date: DateOf) => calls.filter((one) => one.date === date && one.isDelivered).length;
  const messages = (date: DateOf) => db.messages.filter((one) => one.date === date).length;
  switch (name) {
    case 'each date is delivered at most once':
      return dates.every((date) => delivered(date) <= 1);
    case 'a date has one message':
      return dates.every((date) => messages(date) <= 1);
    case 'no date goes by in silence':
      return dates.every((date) => date >= db.nextDate || messages(date) > 0 || ledger.includes(date));
    case 'leaves on its day':
      return !moves.includes('at another time');
    case 'leaves to nobody whom nobody looked at':
      return !moves.includes('unseen');
    case 'a duplicate has something of its date':
      return db.messages.every(({ status, date }) => status !== 'duplicate' || ledger.includes(date));
    case 'not sent only if never delivered':
      return db.messages.every(
        ({ status, date }) => !['not_handed_over', 'missed'].includes(status) || delivered(date) === 0,
      );
  }
}
