import { move } from './beliefs.ts';
import type { Step } from './protocol.ts';
import type { Slot, State } from './state.ts';

/** Everybody in the model is on WhatsApp, so calling a person absent for good is what a lying outage may do wrong. */
export const usedUp = 'registered>called absent';

const slots: readonly Slot[] = [0, 1];

/**
 * Looks before the claim, and outages that lie: about some numbers, once and for less than ten minutes; or about all of
 * them, the witness's number included, as often and as long as one likes.
 */
export function lookSteps({ process, outage, liedAboutSome, db }: State): [string, Step][] {
  const steps: [string, Step][] = [
    ['ten minutes pass', ({ state }) => passTenMinutes(state)],
    ['lie about all', ({ state }) => void Object.assign(state, { outage: 'all' })],
    ['end the outage', ({ state }) => void Object.assign(state, { outage: 'none' })],
  ];
  if (!liedAboutSome)
    steps.push(['lie about some', ({ state }) => void Object.assign(state, { outage: 'some', liedAboutSome: true })]);
  if (process !== 'idle') return steps;
  for (const slot of slots)
    if (db.messages[slot]?.status === 'pending') steps.push([`look ${slot}`, look(slot, outage)]);
  return steps;
}

function passTenMinutes(state: State): void {
  if (state.outage === 'some') state.outage = 'none';
  for (const message of state.db.messages) if (message?.said === 'just now') message.said = 'before';
}

/**
 * "Not registered" counts with a witness that is asked at the same moment, and when it was also said ten minutes
 * before.
 */
const look =
  (slot: Slot, outage: State['outage']): Step =>
  (draft) => {
    const asked = draft.state.db.messages[slot];
    if (!asked) return;
    const isWitnessed = outage === 'some' || draft.weak.has('old_witness_counts');
    if (outage === 'none') asked.said = 'never';
    else if (isWitnessed && (asked.said === 'before' || draft.weak.has('absent_once_counts'))) {
      move(draft, asked, 'failed', { kind: 'not_sent' });
      draft.moves.push(usedUp);
    } else if (isWitnessed && asked.said === 'never') asked.said = 'just now';
  };
