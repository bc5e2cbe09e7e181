import { deliveredAck, readAck, type Status } from '../../domain/messages/message.ts';
import type { Delivery, MessageFilter, MessageSort } from '../../domain/messages/message-filter.ts';
import type { SqlValue } from '../database.ts';
import { doubtSql } from './message-rows.ts';

/** SQL conditions on rows, with the values of their `?`. */
export type Conditions = { readonly where: readonly string[]; readonly values: readonly SqlValue[] };

export const nothing: Conditions = { where: [], values: [] };

/** The conjunction of several conditions. */
export function and(...all: readonly Conditions[]): Conditions {
  return { where: all.flatMap(({ where }) => where), values: all.flatMap(({ values }) => values) };
}

/** The conditions of a filter on the message `m`, without its search. */
export function conditions(filter: MessageFilter, status: Status): Conditions {
  // The word itself, not a bound value: the partial indexes of the lists hold some statuses only.
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
    // An index is read from the first to the last day; days between them that were not chosen are skipped on the way.
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
 * The list indexes hold the last two digits of an account, which skips most other accounts without reading their rows.
 * With a bare `m.account` SQLite would put the value in both places, and would not see that the index has the digits.
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

/** The same tab without any further filter. */
export function wholeTabOf({ tab }: Counted): Counted {
  return { tab, certainty: null, delivery: null };
}

/** The most messages of a campaign that a filter can show, by the campaign's counters. */
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

/** Whether a filter leaves so few messages that an index holds little else. */
export function isNarrow(filter: MessageFilter): boolean {
  return narrowIndexOf(filter) !== null;
}

/** The part of the name of an index that holds little but what a filter leaves; null where the tab's lists serve. */
function narrowIndexOf({ tab, delivery, reason, certainty, replied }: MessageFilter): string | null {
  if (tab === 'sent' && delivery === 'word') return 'message_word';
  if (replied) return 'message_replied';
  if (tab === 'failed' && reason !== null) return 'message_reason';
  return tab === 'failed' && certainty !== null ? 'message_certainty' : null;
}

/** The index by time, of one campaign or all, that holds little but what a filter leaves; null without one. */
export function narrowIndexInTime(filter: MessageFilter): string | null {
  const narrow = narrowIndexOf(filter);
  return narrow === null || filter.campaignId === null ? narrow : `${narrow}_time`;
}

/** Whether one index has the filtered messages of all campaigns in an order, so that they need not be merged. */
function isOfAll({ tab, campaignId }: MessageFilter, by: MessageSort['by']): boolean {
  return campaignId === null && by === 'time' && tab !== 'pending';
}

/** Whether one index has all messages of a filter next to each other in an order. */
export function isInOneIndex(filter: MessageFilter, by: MessageSort['by']): boolean {
  return filter.campaignId !== null || isOfAll(filter, by);
}

/** The index with all filtered messages in an order. */
export function indexInOrder(filter: MessageFilter, by: MessageSort['by']): string {
  return isOfAll(filter, by) ? (narrowIndexOf(filter) ?? 'message_tab') : indexOfEach(filter, by);
}

/** The index with the filtered messages of each campaign in an order. */
export function indexOfEach(filter: MessageFilter, by: MessageSort['by']): string {
  const narrow = narrowIndexOf(filter);
  if (narrow !== null || by !== 'time') return `${narrow ?? 'message'}_${by}`;
  return filter.tab === 'pending' ? 'message_campaign_pending' : 'message_campaign_tab';
}
