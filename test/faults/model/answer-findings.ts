import type { AnswerInvariant, AnswerWeakening } from './answers.ts';

type AnswerFinding = { readonly weak: readonly AnswerWeakening[]; readonly breaks: AnswerInvariant };

/** The broken invariant that each weakening of answers leads to. */
export const answerFindings: readonly AnswerFinding[] = [
  { weak: ['waits_on_disk'], breaks: 'leaves in its life of the app, within two minutes' },
  { weak: ['no_two_minutes'], breaks: 'leaves in its life of the app, within two minutes' },
  { weak: ['gate_takes_given_up'], breaks: 'leaves in its life of the app, within two minutes' },
  { weak: ['gate_takes_given_up'], breaks: 'not sent only if never delivered' },
  { weak: ['retry_unconfirmed'], breaks: 'a press is delivered at most once' },
  { weak: ['press_has_no_name'], breaks: 'a press is delivered at most once' },
  { weak: ['press_has_no_name', 'same_words_unasked'], breaks: 'a press is delivered at most once' },
  { weak: ['gate_ignores_alarm'], breaks: 'leaves while no alarm is open' },
  { weak: ['gate_ignores_newer_words'], breaks: 'leaves behind the words that its writer has read' },
];

/** The question about the same words is a second line of defence: its loss alone sends nothing twice. */
export const heldByThePress: readonly AnswerWeakening[] = ['same_words_unasked'];
