import { attemptOf } from './beliefs.ts';
import type { Edge } from './protocol.ts';
import type { Message, State } from './state.ts';

export const invariants = [
  'delivered at most once',
  'sent only with evidence',
  'not sent only if never delivered',
  'no way from sending to pending',
  'no false alarm',
] as const;
export type Invariant = (typeof invariants)[number];

type Check = (state: State, moves: readonly string[]) => boolean;

const placesOf = (state: State, message: Message) =>
  state.calls.flatMap((call) => (call.campaign === message.campaign ? [call.place] : []));
const every = (state: State, holds: (message: Message) => boolean) =>
  state.db.messages.every((message) => message === null || holds(message));

const checks: Readonly<Record<Invariant, Check>> = {
  'delivered at most once': (state) => state.calls.filter((call) => call.place === 'delivered').length <= 1,
  'sent only with evidence': (state) =>
    every(state, (message) => {
      if (message.status !== 'sent') return true;
      return (
        message.evidence === 'operator' ||
        (message.evidence === 'ack' && placesOf(state, message).includes('delivered'))
      );
    }),
  // A restored database is not looked at by anybody before the start has compared it with the ledger.
  'not sent only if never delivered': (state) =>
    state.process === 'stopped' ||
    every(state, (message) => {
      const mayHaveArrived =
        message.status === 'sent' || message.status === 'sending' || message.kind === 'not_confirmed';
      return mayHaveArrived || !placesOf(state, message).includes('delivered');
    }),
  'no way from sending to pending': (_, moves) => !moves.some((move) => /^sending>pending/.test(move)),
  'no false alarm': (state) => every(state, (message) => !message.hasContradiction),
};

/** The first of the asked invariants that an edge breaks. */
export function broken(edge: Edge, asked: readonly Invariant[] = invariants): Invariant | undefined {
  return asked.find((name) => !checks[name](edge.to, edge.moves));
}

/** In a world that delivers past the gate: what was acknowledged is said, with an alarm, and stays blocked. */
export function contradictionsAreSaid(state: State): boolean {
  return state.calls.every((call) => {
    const attempt = attemptOf(state.db, call.token);
    if (!attempt?.isContradicted) return true;
    const owner = state.db.messages.find((message) => message?.campaign === call.campaign);
    return !owner || (owner.status === 'sent' && owner.hasContradiction);
  });
}
