import { attemptsBefore, isFenced, move } from './beliefs.ts';
import type { Rules, Step } from './protocol.ts';
import { message, type State } from './state.ts';

/** What must never happen with a second message. */
export const toOneInDoubt = 'in doubt>drawn';
export const toOneWhoAnswered = 'answered>claimed';

/** The person answers the first message, whether or not anything of the app runs to hear of it. */
export function answerSteps({ answer, calls }: State, { bounds }: Rules): [string, Step][] {
  const hasFirst = calls.some(({ slot, place }) => slot === 0 && place === 'delivered');
  if (!bounds.steps || answer !== 'none' || !hasFirst) return [];
  return [['the person answers', ({ state }) => void Object.assign(state, { answer: 'waits' })]];
}

/** The page catches up. The second message is drawn only after that; drawing sends nothing. */
export function secondSteps({ answer, process, db }: State): [string, Step][] {
  const steps: [string, Step][] = [];
  if (answer === 'waits') steps.push(['catch up', ({ state }) => void Object.assign(state, { answer: 'known' })]);
  if (process === 'idle' && db.messages[1] === null) steps.push(['draw the second', draw]);
  return steps;
}

const draw: Step = (draft) => {
  const { state, weak, moves } = draft;
  const [first] = state.db.messages;
  const isInDoubt = first?.kind === 'not_confirmed';
  const mayBe = first?.status === 'sent' || (isInDoubt && weak.has('step_takes_those_in_doubt'));
  if (!mayBe || first.isCampaignCancelled || !hasCaughtUp(state, weak) || state.answer === 'known') return;
  const drawn = message(1, 1, attemptsBefore(draft), true);
  // A person who has the second message, as far as this database knows, is left out.
  if (isFenced(draft, [], drawn)) return;
  if (isInDoubt) moves.push(toOneInDoubt);
  for (const call of state.calls) call.isBeforeRepeat = call.slot === 0;
  state.db.messages[1] = drawn;
  state.campaigns += 1;
};

const hasCaughtUp = ({ answer }: State, weak: Rules['weak']) =>
  answer !== 'waits' || weak.has('step_is_drawn_before_caught_up');

/** Checks the second message once more right before its claim. Returns whether it may be claimed. */
export const mayClaimStep: (...given: Parameters<Step>) => boolean = (draft) => {
  const { state, weak, moves } = draft;
  const [, second] = state.db.messages;
  if (!second?.isStep) return true;
  if (!hasCaughtUp(state, weak)) return false;
  if (state.answer === 'known') {
    move(draft, second, 'failed', { kind: 'duplicate' });
    return false;
  }
  if (state.answer === 'waits') moves.push(toOneWhoAnswered);
  return true;
};
