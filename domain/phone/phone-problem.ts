/** Why a text cannot be used as a phone number. What could only be guessed is a problem, never a number. */
export type PhoneProblem =
  | 'empty'
  | 'not_a_number'
  /** A spreadsheet wrote it as `4.47E+11`, so that the last digits are lost. */
  | 'rounded'
  /** It ends in `.0`: a program held it as a number, so that a leading zero or plus may be lost. */
  | 'decimal'
  /** The leading zero or plus is missing, and it cannot be told which. */
  | 'lost_prefix'
  | 'too_short'
  | 'too_long'
  /** No country has numbers of this form. */
  | 'not_valid'
  | 'extension'
  | 'several_numbers';

/**
 * What the operator should know about a number that is used all the same. `not_valid`: its country has numbers of this
 * length, but no such number is known to be assigned. The tables lag behind the networks: they refused real Saudi 579
 * numbers.
 */
export type PhoneWarning = 'not_valid';
