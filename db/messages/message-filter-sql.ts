import { deliveredAck, readAck, type Status } from '../../domain/messages/message.ts';
import type { Delivery, MessageFilter, MessageSort } from '../../domain/messages/message-filter.ts';
import type { SqlValue } from '../database.ts';
import { doubtSql } from './message-rows.ts';

/** What is asked of rows, with the values of its `?`. */
export type Conditions = { readonly where: readonly string[]; readonly values: readonly SqlValue[] };

export const nothing: Conditions = { where: [], values: [] };

/** All that several conditions ask. */
export function and(...all: readonly Conditions[]): Conditions {
  return { where: all.flatMap(({ where }) => where), values: all.flatMap(({ values }) => values) };
}

/** What a filter asks of the message `m`, its search aside. */
export function conditions(filter: MessageFilter, status: Status): Conditions {
  // The word itself, not a bound value: the indexes of the lists hold some statuses only.
  const where = [`m.status = '${status}'`];
  const values: SqlValue[] = [];
  const add = (condition: string, ...more: SqlValue[]) => {
    where.push(condition);
    values.push(...more);
  };
  if (filter.campaignId !== null) add('m.campaign_id = ?', filter.campaignId);
  if (filter.replied) add('m.reply_count > 0');
  if (filter.account !== null) add(isOfAccountSql, Number(filter.account.slice(-2)), filter.account);
  if (filter.tab === 'pending' && filter.days) {
    const ends = filter.days.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]);
    // An index goes from the first to the last of them; what lies between two of them is left out on the way.
    add(onDaySql, Math.min(...ends), Math.max(...ends));
    if (filter.days.length > 1) add(`(${filter.days.map(() => onDaySql).join(' OR ')})`, ...ends);
  }
  if (filter.tab === 'failed' && filter.reason !== null) add('m.reason = ?', filter.reason);
  if (filter.tab === 'failed' && filter.certainty !== null)
    add(`(m.reason IN ${doubtSql}) = ${filter.certainty === 'not_confirmed' ? 1 : 0}`);
  if (filter.tab === 'sent' && filter.delivery !== null) add(deliverySql[filter.delivery]);
  return { where, values };
}

/**
 * The indexes of the lists have the last two digits of an account, which pass over most others without a look at their rows.
 * For a bare `m.account` SQLite would put the value in both places, and not see that an index has the digits.
 */
const isOfAccountSql = 'CAST(substr(m.account, -2) AS INTEGER) = ? AND +m.account = ?';

const onDaySql = 'm.due_at_ms >= ? AND m.due_at_ms < ?';

/** The same as `deliveryOf` in the domain. */
const deliverySql: Readonly<Record<Delivery, string>> = {
  word: `m.evidence = 'operator'`,
  read: `m.evidence = 'ack' AND m.ack >= ${readAck}`,
  delivered: `m.evidence = 'ack' AND m.ack = ${deliveredAck}`,
  sent: `m.evidence = 'ack' AND m.ack < ${deliveredAck}`,
};

type Counted = Pick<MessageFilter, 'tab' | 'certainty' | 'delivery'>;

/** All of the tab that a filter narrows. */
export function wholeTabOf({ tab }: Counted): Counted {
  return { tab, certainty: null, delivery: null };
}

/** How many messages of a campaign a filter shows at most, by its counters. */
export function countedSql({ tab, certainty, delivery }: Counted): string {
  if (tab === 'pending') return 't.pending + t.sending';
  if (tab === 'sent') return delivery === null ? 't.sent' : countedDeliverySql[delivery];
  if (certainty === 'not_sent') return 't.not_sent';
  return certainty === 'not_confirmed' ? 't.not_confirmed' : 't.not_sent + t.not_confirmed';
}

/** A message that was read was delivered too. */
const countedDeliverySql: Readonly<Record<Delivery, string>> = {
  word: 't.seen_by_operator',
  read: 't.read',
  delivered: 't.delivered - t.read',
  sent: 't.sent - t.delivered - t.seen_by_operator',
};

/** Whether a filter leaves so little that an index has little else. */
export function isNarrow(filter: MessageFilter): boolean {
  return narrowIndexOf(filter) !== null;
}

/** What indexes are named for that hold little but what a filter leaves; null where the lists of the tab serve as well. */
function narrowIndexOf({ tab, delivery, reason, certainty, replied }: MessageFilter): string | null {
  if (tab === 'sent' && delivery === 'word') return 'message_word';
  if (replied) return 'message_replied';
  if (tab === 'failed' && reason !== null) return 'message_reason';
  return tab === 'failed' && certainty !== null ? 'message_certainty' : null;
}

/** The index by time that holds little but what a filter leaves, of its campaign or of all; null where none does. */
export function narrowIndexInTime(filter: MessageFilter): string | null {
  const narrow = narrowIndexOf(filter);
  return narrow === null || filter.campaignId === null ? narrow : `${narrow}_time`;
}

/** Whether the messages of all campaigns under a filter have an index in an order, and need not be merged. */
function isOfAll({ tab, campaignId }: MessageFilter, by: MessageSort['by']): boolean {
  return campaignId === null && by === 'time' && tab !== 'pending';
}

/** Whether what a filter shows stands together in an order. */
export function isInOneIndex(filter: MessageFilter, by: MessageSort['by']): boolean {
  return filter.campaignId !== null || isOfAll(filter, by);
}

/** The index that has all messages under a filter in an order. */
export function indexInOrder(filter: MessageFilter, by: MessageSort['by']): string {
  return isOfAll(filter, by) ? (narrowIndexOf(filter) ?? 'message_tab') : indexOfEach(filter, by);
}

/** The index that has the messages of each campaign under a filter in an order. */
export function indexOfEach(filter: MessageFilter, by: MessageSort['by']): string {
  const narrow = narrowIndexOf(filter);
  if (narrow !== null || by !== 'time') return `${narrow ?? 'message'}_${by}`;
  return filter.tab === 'pending' ? 'message_campaign_pending' : 'message_campaign_tab';
}
