import type { SeriesInvariant, SeriesWeakening } from './series.ts';

type SeriesFinding = { readonly weak: readonly SeriesWeakening[]; readonly breaks: SeriesInvariant };

/** The broken invariant that each weakening of series leads to. */
export const seriesFindings: readonly SeriesFinding[] = [
  { weak: ['draws_whoever_is_drawn', 'no_message_of_date_index'], breaks: 'a date has one message' },
  { weak: ['draws_whoever_has_it'], breaks: 'not sent only if never delivered' },
  { weak: ['draws_whoever_has_it', 'no_fence'], breaks: 'each date is delivered at most once' },
  { weak: ['start_ignores_ledger'], breaks: 'each date is delivered at most once' },
  { weak: ['skips_what_is_over'], breaks: 'no date goes by in silence' },
  { weak: ['fence_forgets_date'], breaks: 'a duplicate has something of its date' },
  { weak: ['claims_early'], breaks: 'leaves on its day' },
  { weak: ['gate_without_latest'], breaks: 'leaves on its day' },
  { weak: ['holds_nobody'], breaks: 'leaves to nobody whom nobody looked at' },
  { weak: ['goes_late_by_itself'], breaks: 'leaves to nobody whom nobody looked at' },
  { weak: ['goes_by_itself_when_restored'], breaks: 'leaves to nobody whom nobody looked at' },
];

/**
 * The loss of one of these alone breaks nothing: a person who was drawn is skipped, and the index would refuse a second
 * row; the fence is the second line of defence behind both.
 */
export const heldByAnother: readonly SeriesWeakening[] = [
  'draws_whoever_is_drawn',
  'no_message_of_date_index',
  'no_fence',
];
