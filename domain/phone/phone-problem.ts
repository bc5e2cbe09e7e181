/** Why a text cannot be used as a phone number. Whatever would need a guess is a problem, never a number. */
const phoneProblems = [
  'empty',
  'not_a_number',
  /** A spreadsheet wrote it as `4.47E+11`: the last digits are lost. */
  'rounded',
  /** It ends in `.0`: it was a number to some program, so a leading zero or plus may be lost. */
  'decimal',
  /** The zero or the plus in front is missing, and which of them cannot be told. */
  'lost_prefix',
  'too_short',
  'too_long',
  /** No country has numbers of this form. */
  'not_valid',
  'extension',
  'several_numbers',
] as const;
export type PhoneProblem = (typeof phoneProblems)[number];

/**
 * What the operator should see about a number that is used all the same. `not_valid`: of a length that its country has,
 * but no such number is known to be given out; the lists lag behind the networks (real Saudi 579 numbers were refused by
 * them).
 */
const phoneWarnings = ['not_valid'] as const;
export type PhoneWarning = (typeof phoneWarnings)[number];
