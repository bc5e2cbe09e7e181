/** Why a row of a file waits for a decision. Whatever would need a guess is one of these, never a number. */
export const rowCauses = [
  'words_around',
  'lost_zero',
  'lost_plus',
  /** Zero or plus: which of them is missing cannot be told. */
  'lost_prefix',
  'letter_o',
  'decimal',
  'extension',
  'several_numbers',
  /** The cell is empty, and the second number's column has one. */
  'other_column',
  /** No number of the country it is read for, but one of another country that occurs in the list. */
  'other_country',
  /** A landline of the country it is read for, and a mobile of another country that occurs in the list. */
  'landline_or_abroad',
  /** The length is right, but no such number is known to be given out. The lists lag behind the networks. */
  'not_valid',
  'too_short',
  'too_long',
  'rounded',
  'not_a_number',
  'empty',
  /** A total, a note or a second header: no row of a person. */
  'not_a_person',
  'broken_quotes',
  'cell_too_long',
] as const;
export type RowCause = (typeof rowCauses)[number];

/** How a number may be read out of a cell, where that is not plain; and `in:XX`, as one of another country. */
export const readingKinds = [
  'digits',
  'zero',
  'plus',
  'zeros',
  'mended',
  'without_extension',
  'first',
  'second',
  'second_column',
  'as_is',
] as const;
export type ReadingKind = (typeof readingKinds)[number] | `in:${string}`;

/** The decision that a row becomes no recipient. */
export const leaveOut = 'leave_out';

/** What a cell would become. */
export type Reading = {
  readonly as: ReadingKind;
  /** E.164. */
  readonly phone: string;
};

/** The country that a reading is for; null where it is another kind. */
export function countryOfReading(as: string): string | null {
  return as.startsWith('in:') ? as.slice('in:'.length) : null;
}
