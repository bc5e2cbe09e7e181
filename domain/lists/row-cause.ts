/** Why a row of a file waits for a decision, or was read in a way that must be said. Never a guess: each has its evidence. */
export const rowCauses = [
  /** Most numbers of the list fit another country than the one it is read for: that is decided before anything else. */
  'country_first',
  /** A cell of the row says that the person is not to be written to. */
  'says_no',
  /** The same, of somebody whom the operator has let back in since. */
  'says_no_again',
  'words_around',
  'lost_zero',
  'lost_plus',
  /** Zero or plus: which of them is missing cannot be told. */
  'lost_prefix',
  'letter_o',
  'decimal',
  'extension',
  'mobile_and_landline',
  /** Several numbers, and words beside them say which one is the person's. */
  'own_among_several',
  'several_numbers',
  /** The only number is somebody else's, by the words beside it. */
  'others_number',
  /** The cell has no number, and a further phone column has one. */
  'other_column',
  /** A landline, and a mobile in a further phone column. */
  'mobile_beside',
  /** Whole only with the area code of its row. */
  'area_column',
  /** A landline, and nothing else in the row. */
  'landline',
  /** No number of the country it is read for, but one of another country that occurs in the list. */
  'other_country',
  /** A number of another country without its plus, and no other number of the list is of that country. */
  'lost_plus_abroad',
  /** A landline of the country it is read for, and a mobile of another country that occurs in the list. */
  'landline_or_abroad',
  /** The length is right, but no such number is known to be given out. The lists lag behind the networks. */
  'not_valid',
  /** A number that is whole in its town only. */
  'no_area_code',
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
  'mobile',
  'landline',
  'own',
  'first',
  'second',
  'second_column',
  'area',
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
  /** What stands beside the number in its cell: "recado", "work". */
  readonly words?: string;
  /** The cell that it is read from, where that is not the one of the phone column. */
  readonly from?: { readonly index: number; readonly cell: string };
};

/** The country that a reading is for; null where it is another kind. */
export function countryOfReading(as: string): string | null {
  return as.startsWith('in:') ? as.slice('in:'.length) : null;
}

/** What is done about rows with these causes unless the operator says otherwise: it is shown, and can be turned. */
const defaults: Partial<Record<RowCause, ReadingKind | typeof leaveOut>> = {
  landline: 'as_is',
  mobile_beside: 'second_column',
  area_column: 'area',
  says_no: leaveOut,
};

/** What becomes of rows with this cause without a decision; null where they wait for one. */
export function defaultOf(cause: RowCause): ReadingKind | typeof leaveOut | null {
  return defaults[cause] ?? null;
}

/** The reading that most evidence supports, of each cause where there is one. */
const likely: Partial<Record<RowCause, ReadingKind>> = {
  words_around: 'digits',
  lost_zero: 'zero',
  lost_plus: 'plus',
  letter_o: 'zeros',
  decimal: 'mended',
  extension: 'without_extension',
  mobile_and_landline: 'mobile',
  own_among_several: 'own',
  other_column: 'second_column',
};

/** What a careful person would read in a cause: the first button. Null where two are as likely, or nobody can tell. */
export function likelyReading(cause: RowCause, offered: readonly string[]): string | null {
  const found = likely[cause];
  return found !== undefined && offered.includes(found) ? found : null;
}

/** What becomes of waiting rows: one press makes recipients of them, or only a looked-up number can. */
export function fateOf(group: {
  readonly cause: RowCause;
  readonly readings: readonly unknown[];
}): 'one_click' | 'cannot_be_used' {
  return group.cause === 'country_first' || group.readings.length > 0 ? 'one_click' : 'cannot_be_used';
}
