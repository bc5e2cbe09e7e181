import { move } from './beliefs.ts';
import type { Step } from './protocol.ts';
import type { Slot, State } from './state.ts';

/** What must never happen to a message with a time of its own. */
export const lateLeft = 'late>left';

/**
 * A message's latest moment passes, also while it is on its way; a waiting message is then missed; a list that is read
 * again moves waiting messages.
 */
export function timeSteps({ db }: State): [string, Step][] {
  return ([0, 1] as const).flatMap((slot): [string, Step][] => {
    const asked = db.messages[slot];
    if (!asked) return [];
    const { status, isOver, occasion } = asked;
    const steps: [string, Step][] = [];
    if (!isOver && (status === 'pending' || status === 'sending'))
      steps.push([`the time of ${slot} is over`, passTime(slot)]);
    if (isOver && status === 'pending') steps.push([`miss ${slot}`, miss(slot)]);
    if (status === 'pending' && occasion === 0) steps.push([`move ${slot} to another date`, moveDate(slot)]);
    return steps;
  });
}

const passTime =
  (slot: Slot): Step =>
  ({ state }) => {
    const asked = state.db.messages[slot];
    if (asked) asked.isOver = true;
  };

const miss =
  (slot: Slot): Step =>
  (draft) => {
    const asked = draft.state.db.messages[slot];
    if (asked) move(draft, asked, 'failed', { kind: 'not_sent' });
  };

const moveDate =
  (slot: Slot): Step =>
  ({ state }) => {
    const asked = state.db.messages[slot];
    if (asked) Object.assign(asked, { occasion: 1, isOver: false });
  };
