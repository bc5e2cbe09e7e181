import type { Status } from '../../domain/messages/message.ts';

/**
 * What can happen to a message, by the number stored for it: words took a ninth of the database. The most frequent have
 * 0 and 1, which take no space. A number that was handed out never changes. A generated column gives the words.
 */
export const changeCodes = {
  acknowledged: 0,
  claimed: 1,
  passed: 2,
  created: 3,
  looked: 4,
  failed: 5,
  not_confirmed: 6,
  closed_before_gate: 7,
  rejected: 8,
  recovered: 9,
  reconciled: 10,
  set_aside: 11,
  seen_leaving: 12,
  settled: 13,
  saw_clock: 14,
  cancelled: 15,
  queued_again: 16,
  text_changed: 17,
  moved: 18,
  account_changed: 19,
  old_chat_unread: 20,
  team: 21,
  contradiction: 22,
} as const;
export type Change = keyof typeof changeCodes;

export const statusCodes: Readonly<Record<Status, number>> = {
  sent: 0,
  sending: 1,
  failed: 2,
  cancelled: 3,
  pending: 4,
};

/** Who made a change, as a message and its history store it: null for the app, empty for WhatsApp, or a name. */
export function makerOf(who: string): string | null {
  if (who === 'app') return null;
  return who === 'whatsapp' ? '' : who;
}
