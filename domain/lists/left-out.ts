/** Why a row of a file does not become a recipient of the list. */
export const leftOutReasons = [
  'same_number',
  'do_not_contact',
  /** It waits for a decision. */
  'cannot_be_used',
  /** The operator decided so. */
  'left_out',
  /** It is not in the part of the list that was chosen. */
  'not_chosen',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** Why somebody in the file gets no message, as Check counts it. Some reasons are found after the list was read. */
export const checkedReasons = [
  ...leftOutReasons,
  'already_has_text',
  'asked_to_stop',
  'left_group',
  'blank_placeholder',
  'contacted_recently',
  /** The time zones of the number's country have no common hour for it. */
  'no_hours',
  /** The row gives no moment of its own, or nobody has decided about it. */
  'no_moment',
  /** Their data was deleted since the list was made. */
  'erased',
] as const;
export type CheckedReason = (typeof checkedReasons)[number];
