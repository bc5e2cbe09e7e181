import { leftFromAnother } from './accounts.ts';
import { attemptOf, countBeforeGate } from './beliefs.ts';
import { usedUp } from './looks.ts';
import { lateLeft } from './own-times.ts';
import type { Edge } from './protocol.ts';
import { toOneInDoubt, toOneWhoAnswered } from './second-steps.ts';
import type { Message, State } from './state.ts';

export const invariants = [
  'delivered at most once',
  'sent only with evidence',
  'not sent only if never delivered',
  'no way from sending to pending',
  'no false alarm',
  'nothing leaves while an alarm is open',
  'nothing waits for what is confirmed',
  'nobody who is registered is called absent',
  'a second message is for nobody in doubt',
  'a second message goes to nobody who answered',
  'nothing leaves late',
  'one message is before its gate at a time',
  'leaves from its own account',
] as const;
export type Invariant = (typeof invariants)[number];

type Check = (state: State, moves: readonly string[]) => boolean;

const placesOf = (state: State, message: Message) =>
  state.calls.flatMap((call) => (call.campaign === message.campaign ? [call.place] : []));
const every = (state: State, holds: (message: Message) => boolean) =>
  state.db.messages.every((message) => message === null || holds(message));

const checks: Readonly<Record<Invariant, Check>> = {
  'delivered at most once': ({ calls }) =>
    [true, false].every((isBefore) =>
      ([0, 1] as const).every(
        (occasion) =>
          calls.filter(
            (call) => call.place === 'delivered' && call.isBeforeRepeat === isBefore && call.occasion === occasion,
          ).length <= 1,
      ),
    ),
  'sent only with evidence': (state) =>
    every(state, (message) => {
      if (message.status !== 'sent') return true;
      return (
        message.evidence === 'operator' ||
        (message.evidence === 'ack' && placesOf(state, message).includes('delivered'))
      );
    }),
  // Nobody looks at a restored database before the start has compared it with the ledger, and a message that leaves
  // around the gate is not known before the app notices it.
  'not sent only if never delivered': (state) =>
    state.process === 'stopped' ||
    state.calls.some(({ page }) => page === 'around') ||
    every(state, (message) => {
      const mayHaveArrived =
        message.status === 'sent' || message.status === 'sending' || message.kind === 'not_confirmed';
      // A cancelled message that was seen leaving stays cancelled, and the app reports the contradiction.
      if (message.hasContradiction) return true;
      return mayHaveArrived || !placesOf(state, message).includes('delivered');
    }),
  'no way from sending to pending': (_, moves) => !moves.some((move) => /^sending>pending/.test(move)),
  'no false alarm': (state) => !state.db.isAlarmed && every(state, (message) => !message.hasContradiction),
  'nothing leaves while an alarm is open': (_, moves) => !moves.includes('alarmed>left'),
  // A person's word that a message is there does not replace WhatsApp's: sending still waits for the acknowledgement,
  // or for a person to let it go on.
  'nothing waits for what is confirmed': ({ db }) =>
    db.doubts.every((token) => attemptOf(db, token)?.outcome !== 'sent'),
  'nobody who is registered is called absent': (_, moves) => !moves.includes(usedUp),
  'a second message is for nobody in doubt': (_, moves) => !moves.includes(toOneInDoubt),
  'a second message goes to nobody who answered': (_, moves) => !moves.includes(toOneWhoAnswered),
  'nothing leaves late': (_, moves) => !moves.includes(lateLeft),
  'one message is before its gate at a time': ({ db }) => countBeforeGate(db) <= 1,
  'leaves from its own account': (_, moves) => !moves.includes(leftFromAnother),
};

/** The first of the asked invariants that a step breaks. */
export function broken(edge: Edge, asked: readonly Invariant[] = invariants): Invariant | undefined {
  return asked.find((name) => !checks[name](edge.to, edge.moves));
}

/** Where WhatsApp delivers past the gate: an acknowledged message is reported, with an alarm, and stays blocked. */
export function contradictionsAreSaid(state: State): boolean {
  return state.calls.every((call) => {
    const attempt = attemptOf(state.db, call.token);
    if (!attempt?.isContradicted) return true;
    const owner = state.db.messages.find((message) => message?.campaign === call.campaign);
    return !owner || (owner.status === 'sent' && owner.hasContradiction);
  });
}
