/** Why a row waits for a decision, or was read in a way that must be told. Each cause has evidence and is no guess. */
export const rowCauses = [
  /** Most numbers of the list fit another country than the one it is read for. This is decided before anything else. */
  'country_first',
  /** A cell of the row says that this person is not to be written to. */
  'says_no',
  /** The same, for somebody whom the operator has since allowed again. */
  'says_no_again',
  'words_around',
  'lost_zero',
  'lost_plus',
  /** A zero or a plus is missing, and it cannot be told which. */
  'lost_prefix',
  'letter_o',
  'decimal',
  'extension',
  'mobile_and_landline',
  /** There are several numbers, and words beside them say which one is the person's. */
  'own_among_several',
  'several_numbers',
  /** The only number belongs to somebody else, by the words beside it. */
  'others_number',
  /** The cell has no number, but a further phone column has one. */
  'other_column',
  /** The number is a landline, and a further phone column has a mobile. */
  'mobile_beside',
  /** The number is complete only with the area code of its row. */
  'area_column',
  /** The number is a landline, and the row has no other. */
  'landline',
  /** It is no number of the assumed country, but one of another country in the list. */
  'other_country',
  /** It is a number of another country without its plus, and no other number of the list is of that country. */
  'lost_plus_abroad',
  /** It is a landline of the assumed country, and a mobile of another country in the list. */
  'landline_or_abroad',
  /** The length is right, but no such number is known to be assigned. The numbering tables lag behind the networks. */
  'not_valid',
  /** The number has no area code, so it is complete only within its town. */
  'no_area_code',
  'too_short',
  'too_long',
  'rounded',
  'not_a_number',
  'empty',
  /** The row is a total, a note or a second header, and no person. */
  'not_a_person',
  'broken_quotes',
  'cell_too_long',
] as const;
export type RowCause = (typeof rowCauses)[number];

/** How a number can be read from an unclear cell. There is also `in:XX`, a reading as a number of another country. */
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

/** The decision to leave a row out of the recipients. */
export const leaveOut = 'leave_out';

/** What a cell may become. */
export type Reading = {
  readonly as: ReadingKind;
  /** E.164. */
  readonly phone: string;
  /** The words beside the number in its cell: "recado", "work". */
  readonly words?: string;
  /** The cell that the number is read from, if it is not the cell of the phone column. */
  readonly from?: { readonly index: number; readonly cell: string };
};

/** The country of an `in:XX` reading; null for other readings. */
export function countryOfReading(as: string): string | null {
  return as.startsWith('in:') ? as.slice('in:'.length) : null;
}

/** What happens to rows with these causes unless the operator decides otherwise. It is shown, and can be changed. */
const defaults: Partial<Record<RowCause, ReadingKind | typeof leaveOut>> = {
  landline: 'as_is',
  mobile_beside: 'second_column',
  area_column: 'area',
  says_no: leaveOut,
};

/** What happens to rows with this cause without a decision; null where they wait for one. */
export function defaultOf(cause: RowCause): ReadingKind | typeof leaveOut | null {
  return defaults[cause] ?? null;
}

/** For causes that have one, the reading that the evidence supports most. */
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

/** How a careful person would read such rows: the first button. Null where two readings are as likely, or none is. */
export function likelyReading(cause: RowCause, offered: readonly string[]): string | null {
  const found = likely[cause];
  return found !== undefined && offered.includes(found) ? found : null;
}

/** What can become of waiting rows: one press makes them recipients, or only a looked-up number can. */
export function fateOf(group: {
  readonly cause: RowCause;
  readonly readings: readonly unknown[];
}): 'one_click' | 'cannot_be_used' {
  return group.cause === 'country_first' || group.readings.length > 0 ? 'one_click' : 'cannot_be_used';
}
