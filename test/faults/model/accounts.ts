import { acknowledge, isProvenUnsent, move, refused } from './beliefs.ts';
import type { Rules, Step } from './protocol.ts';
import type { Account, Call, Loop, Slot, State } from './state.ts';

/** What must never happen where there are several accounts. */
export const leftFromAnother = 'another account>left';

const slots: readonly Slot[] = [0, 1];
const other = (account: Account): Account => (account === 0 ? 1 : 0);

/** Inside the gate's one synchronous block no other step of the app can happen, in any account. */
export const isInGate = ({ process }: Loop): boolean => process === 'ledger' || process === 'committed';

export const callsAtHand = ({ calls, atHand }: State): readonly Call[] =>
  calls.filter((call) => call.account === atHand);

/** From claim to gate the accounts take turns: whether the account at hand has its turn. */
export function hasTurn({ beside }: State, weak: Rules['weak']): boolean {
  return beside?.process !== 'claimed' || weak.has('no_turn_before_the_gate');
}

/** Whether the page at hand is logged in to its own account. */
export const isOwnPage = ({ atHand, isRelinked }: State): boolean => atHand === 1 || !isRelinked;

/** The steps of the second account's loop. During such a step, that loop is the one at hand. */
export function besideSteps(state: State, stepsOf: (state: State) => [string, Step][]): [string, Step][] {
  return stepsOf(turned(state)).map(([label, step]) => [
    `${label} by the second account`,
    (draft) => {
      Object.assign(draft.state, turned(draft.state));
      step(draft);
      Object.assign(draft.state, turned(draft.state));
    },
  ]);
}

function turned(state: State): State {
  const { process, flight, refusal, beside, atHand } = state;
  if (!beside) throw refused;
  return { ...state, ...beside, beside: { process, flight, refusal }, atHand: other(atHand) };
}

/** What the operator does with accounts, and what one account's session says about the other's message. */
export function accountSteps({ db, calls, isRelinked }: State, { weak }: Rules): [string, Step][] {
  const relink: Step = ({ state }) => void Object.assign(state, { isRelinked: !isRelinked });
  const moves = slots.flatMap((slot): [string, Step][] => {
    const { status, kind } = db.messages[slot] ?? {};
    const isDoubtful = status === 'sending' || kind === 'not_confirmed';
    const mayMove = status === 'pending' || (isDoubtful && weak.has('moves_what_may_have_left'));
    return mayMove ? [[`move ${slot} to the other account`, moveToOther(slot)]] : [];
  });
  const words = calls.flatMap(({ token, place }): [string, Step][] => {
    const isSaid = weak.has('ack_of_any_account') && place !== 'nowhere';
    return isSaid ? [[`the other session confirms ${token}`, (draft) => acknowledge(draft, token)]] : [];
  });
  return [[isRelinked ? 'link the own number' : 'link another number', relink], ...moves, ...words];
}

const moveToOther =
  (slot: Slot): Step =>
  (draft) => {
    const moved = draft.state.db.messages[slot];
    if (!moved) throw refused;
    if (!draft.weak.has('moves_what_may_have_left') && !isProvenUnsent(draft.state.db, moved)) throw refused;
    if (moved.status !== 'pending') move(draft, moved, 'pending');
    moved.account = other(moved.account);
  };
