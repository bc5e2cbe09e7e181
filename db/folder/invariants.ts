import { limits } from '../../domain/limits.ts';
import { neverRequeuedReasons } from '../../domain/messages/message.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import { messageSums } from '../campaigns/campaign-rows.ts';
import { type ReadDb, sqlList } from '../database.ts';
import { doubtSql } from '../messages/message-rows.ts';

/** A rule that holds in every database whose guards were always there. `broken` finds a row that breaks it. */
type Invariant = { readonly name: string; readonly guards: readonly string[]; readonly broken: string };

/** An attempt that stands for a line of the ledger has no text in its key, and so has one of an erased person. */
const hasOwnKey = `(a.wa_random IS NULL OR (a.wa_key ->> 'serialized' IS NOT '' AND a.chat_id <> ''))`;

/**
 * A file from outside may have been changed without the guards: these look for what they would have refused. A guard
 * whose breach leaves no trace in any row (`an acknowledgement never falls`) has none here.
 */
export const invariants: readonly Invariant[] = [
  {
    name: 'each change of a message is legal and in its history',
    guards: ['message_born_pending', 'message_transition_is_legal', 'message_leaves_history', 'history_is_not_deleted'],
    broken: `
      SELECT 1 FROM (
        SELECT to_status, lag(to_status, 1, 'pending') OVER (PARTITION BY message_id ORDER BY number) AS before
        FROM history WHERE to_status IS NOT NULL) h
      WHERE NOT EXISTS (SELECT 1 FROM transition t WHERE t.from_status = h.before AND t.to_status = h.to_status)
      UNION ALL
      SELECT 1 FROM history GROUP BY message_id HAVING count(*) <> max(number)
      UNION ALL
      SELECT 1 FROM message m WHERE m.status <> coalesce((
        SELECT to_status FROM history WHERE message_id = m.id AND to_status IS NOT NULL ORDER BY number DESC LIMIT 1), 'pending')`,
  },
  {
    name: 'what may have arrived was never queued again',
    guards: ['message_queue_again_needs_reason'],
    broken: `
      SELECT 1 FROM (
        SELECT to_status, lag(detail) OVER (PARTITION BY message_id ORDER BY number) AS reason
        FROM history WHERE to_status IS NOT NULL)
      WHERE to_status = 'pending' AND reason IN ${sqlList(neverRequeuedReasons)}`,
  },
  {
    name: 'a message is of somebody of its campaign',
    guards: ['message_identity_is_fixed', 'message_is_for_its_list', 'campaign_list_is_fixed'],
    broken: `
      SELECT 1 FROM message m JOIN recipient r ON r.id = m.recipient_id JOIN campaign c ON c.id = m.campaign_id
      WHERE c.list_id IS NOT r.list_id OR c.state = 'draft'`,
  },
  {
    name: 'a message is acknowledged as one of its attempts is',
    guards: ['message_ack_is_an_attempts', 'message_sent_needs_ack'],
    broken: `
      SELECT 1 FROM message m WHERE (m.ack IS NOT NULL OR m.evidence = 'ack') AND coalesce(m.ack, 1) >
        coalesce((SELECT max(ack) FROM attempt WHERE message_id = m.id), -1)`,
  },
  {
    name: 'what is being sent has an open attempt',
    guards: ['message_claim_needs_attempt'],
    broken: `
      SELECT 1 FROM message m WHERE m.status = 'sending'
        AND NOT EXISTS (SELECT 1 FROM attempt WHERE message_id = m.id AND outcome = 'unknown')`,
  },
  {
    name: 'an attempt in flight and one that passed its gate hold a fence of their campaign and one of their text',
    guards: [
      'message_claim_needs_fences',
      'attempt_pass_needs_claim',
      'fence_is_not_deleted',
      'fence_is_fixed',
      'scope_is_fixed',
      'scope_is_not_replaced',
      'scope_is_not_deleted',
    ],
    broken: `
      SELECT 1 FROM attempt a WHERE a.kind = 'campaign' AND a.outcome <> 'not_sent' AND ${hasOwnKey}
        AND (SELECT min(version) = 0 AND max(version) > 0 FROM fence f JOIN scope s ON s.id = f.scope_id WHERE f.attempt_id = a.id) IS NOT 1`,
  },
  {
    name: 'an answer that may have left was somebody’s, who wrote back in that chat, and its words went once a minute',
    guards: [
      ...['answer_is_an_open_attempt', 'answer_goes_to_who_wrote', 'answer_is_not_said_twice', 'answer_is_not_deleted'],
      ...['answer_passes_as_it_was_given'],
    ],
    broken: `
      SELECT 1 FROM attempt a LEFT JOIN answer w ON w.attempt_id = a.id WHERE a.kind = 'answer' AND a.outcome <> 'not_sent'
        AND a.chat_id <> '' AND ${hasOwnKey} AND NOT EXISTS (
          SELECT 1 FROM attempt o WHERE o.message_id = w.message_id AND o.account = a.account AND o.chat_id = a.chat_id)
      UNION ALL SELECT 1 FROM answer w JOIN attempt a ON a.id = w.attempt_id JOIN attempt o ON o.chat_id = a.chat_id
        WHERE w.is_repeat = 0 AND a.chat_id <> '' AND a.outcome <> 'not_sent' AND o.kind = 'answer' AND o.id < a.id
          AND o.outcome <> 'not_sent' AND o.body = a.body AND o.opened_at_ms > a.opened_at_ms - 60000
      UNION ALL SELECT 1 FROM answer w LEFT JOIN attempt a ON a.id = w.attempt_id WHERE a.kind IS NOT 'answer'
        OR (w.why IS NOT NULL AND a.outcome <> 'not_sent')`,
  },
  {
    name: 'not sent has a proof',
    guards: ['message_not_sent_needs_proof'],
    broken: `
      SELECT 1 FROM message m JOIN attempt a ON a.message_id = m.id
      WHERE a.outcome <> 'not_sent' AND ${hasOwnKey}
        AND (m.status IN ('pending', 'cancelled') OR (m.status = 'failed' AND m.reason NOT IN ${doubtSql}))
        AND (SELECT erased_at_ms FROM recipient r JOIN list l ON l.id = r.list_id WHERE r.id = m.recipient_id) IS NULL`,
  },
  {
    name: 'what is in doubt may have left, and only that is settled',
    guards: ['message_not_confirmed_needs_passed', 'message_settled_from_doubt'],
    broken: `
      SELECT 1 FROM message m WHERE (m.settlement IS NOT NULL OR m.reason IN ${doubtSql})
        AND NOT EXISTS (SELECT 1 FROM attempt
          WHERE message_id = m.id AND (wa_random IS NOT NULL OR contradicted_at_ms IS NOT NULL))`,
  },
  {
    name: 'an attempt that was closed never passed its gate',
    guards: ['attempt_passes_once', 'attempt_closes_once'],
    broken: `SELECT 1 FROM attempt WHERE wa_random IS NOT NULL AND closed_at_ms IS NOT NULL`,
  },
  {
    name: 'nobody was claimed behind a fence of a later repeat',
    guards: ['fence_stands_before_a_person'],
    broken: `
      SELECT 1 FROM fence late JOIN fence early
        ON early.alias = late.alias AND early.scope_id = late.scope_id
          AND early.occasion = late.occasion AND early.repeat < late.repeat
      JOIN attempt held ON held.id = late.attempt_id JOIN attempt a ON a.id = early.attempt_id
      WHERE a.id > held.id AND held.outcome <> 'not_sent' AND a.outcome <> 'not_sent' AND ${hasOwnKey}`,
  },
  {
    name: 'a second message is named after the first, so that its fences are known',
    guards: ['campaign_step_is_named_after_first'],
    broken: `
      SELECT 1 FROM campaign c LEFT JOIN campaign f ON f.id = c.follows_id
      WHERE c.step_word IS NOT NULL AND c.uid IS NOT f.uid || '-2'`,
  },
  {
    name: 'a repeat was declared against attempts that were there',
    guards: ['campaign_repeat_is_declared_at_start', 'message_repeat_is_an_answer'],
    broken: `
      WITH last (id) AS (SELECT coalesce(max(id), 0) FROM attempt)
      SELECT 1 FROM campaign, last WHERE repeat_after > last.id
      UNION ALL SELECT 1 FROM message, last WHERE repeat_after > last.id`,
  },
  {
    name: 'the sums of a campaign are those of its messages',
    guards: [
      ...['campaign_gets_counts', 'message_is_counted', 'message_is_recounted', 'counts_are_born_empty'],
      ...['counts_are_only_counted', 'counts_are_not_deleted', 'message_is_not_deleted'],
    ],
    broken: `
      SELECT 1 FROM campaign c LEFT JOIN campaign_counts t ON t.campaign_id = c.id LEFT JOIN (
        SELECT campaign_id, ${messageSums} FROM message GROUP BY campaign_id) s ON s.campaign_id = c.id
      WHERE t.campaign_id IS NULL OR t.is_counting IS NOT NULL
        OR t.pending <> coalesce(s.pending, 0) OR t.sending <> coalesce(s.sending, 0) OR t.sent <> coalesce(s.sent, 0)
        OR t.delivered <> coalesce(s.delivered, 0) OR t.read <> coalesce(s.read, 0)
        OR t.seen_by_operator <> coalesce(s.seen_by_operator, 0) OR t.not_sent <> coalesce(s.not_sent, 0)
        OR t.not_confirmed <> coalesce(s.not_confirmed, 0) OR t.cancelled <> coalesce(s.cancelled, 0)
        OR t.to_check <> coalesce(s.to_check, 0) OR t.has_text <> coalesce(s.has_text, 0)`,
  },
  {
    name: 'who waits is counted by where they are',
    guards: [
      'message_is_counted_where_it_moves',
      'waiting_begins_counted',
      'waiting_is_only_counted',
      'waiting_is_not_deleted',
    ],
    broken: `
      SELECT 1 FROM (
        SELECT campaign_id, account, country, zones, count(*) AS people FROM message WHERE status = 'pending' GROUP BY 1, 2, 3, 4) counted
      FULL JOIN waiting w ON w.campaign_id = counted.campaign_id AND w.account = counted.account AND w.country = counted.country AND w.zones = counted.zones
      WHERE coalesce(w.people, 0) <> coalesce(counted.people, 0)`,
  },
  {
    name: 'what was handed over is counted',
    guards: [
      ...['attempt_is_counted', 'handed_over_begins_with_one', 'handed_over_only_grows', 'handed_over_is_not_deleted'],
    ],
    broken: `
      SELECT 1 FROM (
        SELECT m.campaign_id, a.account, a.passed_at_ms / 900000 * 900000 AS from_ms, count(*) AS count, max(a.passed_at_ms) AS last_at_ms
        FROM attempt a JOIN message m ON m.id = a.message_id WHERE a.passed_at_ms IS NOT NULL GROUP BY 1, 2, 3) counted
      FULL JOIN handed_over h ON h.campaign_id = counted.campaign_id AND h.account = counted.account AND h.from_ms = counted.from_ms
      WHERE h.count IS NOT counted.count OR h.last_at_ms IS NOT counted.last_at_ms`,
  },
  {
    name: 'who wrote back is counted',
    guards: ['reply_is_counted', 'message_replies_are_counted', 'reply_is_kept'],
    broken: `
      SELECT 1 FROM message m LEFT JOIN (SELECT message_id, count(*) AS count FROM reply GROUP BY 1) y ON y.message_id = m.id
      WHERE coalesce(y.count, 0) <> min(m.reply_count, ${limits.repliesKept})`,
  },
  {
    name: 'whoever wrote back has a conversation',
    guards: ['reply_opens_conversation', 'conversation_is_not_deleted'],
    broken: `SELECT 1 FROM reply y WHERE NOT EXISTS (SELECT 1 FROM conversation k WHERE k.message_id = y.message_id)`,
  },
  {
    name: 'whoever wrote back is counted',
    guards: ['conversation_is_counted', 'campaign_replied_is_counted'],
    broken: `SELECT 1 FROM campaign c WHERE c.replied <> (SELECT count(*) FROM conversation k WHERE k.campaign_id = c.id)`,
  },
  {
    name: 'who waits for an answer is known and counted',
    guards: [
      ...['conversation_waits', 'stop_holds_conversation', 'stop_answer_frees_conversation'],
      ...['do_not_contact_holds_conversation', 'let_back_in_frees_conversation'],
    ],
    broken: `
      SELECT 1 FROM conversation k JOIN message m ON m.id = k.message_id
      WHERE k.last_at_ms < (SELECT max(at_ms) FROM reply WHERE message_id = k.message_id)
        OR (k.variant_key IS NULL) <> (m.phone_key LIKE '${erasedPrefix}%')
        OR k.is_held <> (EXISTS (SELECT 1 FROM stop WHERE variant_key = k.variant_key AND answer IS NULL)
          OR EXISTS (SELECT 1 FROM do_not_contact WHERE variant_key = k.variant_key))
      UNION ALL
      SELECT 1 FROM campaign c WHERE c.waiting_replies <> (SELECT count(*) FROM conversation
        WHERE campaign_id = c.id AND waits_since_ms IS NOT NULL AND remind_at_ms IS NULL AND is_held = 0 AND variant_key IS NOT NULL)`,
  },
  {
    name: 'a campaign was started with a whole list',
    guards: ['campaign_starts_with_list', 'list_stays_published'],
    broken: `
      SELECT 1 FROM campaign c JOIN list l ON l.id = c.list_id WHERE c.state <> 'draft' AND l.published_at_ms IS NULL`,
  },
  {
    name: 'a list is erased when its campaigns are over',
    guards: ['list_is_erased_when_over', 'campaign_starts_with_known_people', 'campaign_goes_on_with_queued'],
    broken: `
      SELECT 1 FROM campaign c JOIN list l ON l.id = c.list_id
      WHERE l.erased_at_ms IS NOT NULL AND c.state IN ('starting', 'running', 'paused')`,
  },
  {
    name: 'nothing is to be sent to who was erased',
    guards: ['recipient_is_fixed'],
    broken: `
      SELECT 1 FROM recipient r JOIN message m ON m.recipient_id = r.id
      WHERE r.phone LIKE '${erasedPrefix}%' AND m.status IN ('pending', 'sending')`,
  },
  {
    name: 'a message is listed by the name and the number of its person',
    guards: ['recipient_is_listed'],
    broken: `
      SELECT 1 FROM message m JOIN recipient r ON r.id = m.recipient_id
      WHERE m.name_key <> r.folded OR m.phone_key <> r.phone`,
  },
  {
    name: 'a person is known by the rows that have them',
    guards: [
      ...['recipient_leaves_person', 'erased_recipient_leaves_person', 'membership_is_of_its_list'],
      ...['person_ends_with_last_row', 'membership_is_not_moved'],
    ],
    broken: `
      SELECT 1 FROM membership x JOIN recipient r ON r.id = x.recipient_id
        WHERE r.list_id <> x.list_id OR r.phone LIKE '${erasedPrefix}%'
      UNION ALL SELECT 1 FROM person WHERE NOT EXISTS (SELECT 1 FROM membership WHERE person_id = person.id)`,
  },
  {
    name: 'a person heard what was sent to them, and replied what they wrote',
    guards: ['person_heard', 'person_replied'],
    broken: `
      SELECT 1 FROM membership x JOIN person p ON p.id = x.person_id JOIN message m ON m.recipient_id = x.recipient_id
      WHERE (m.status = 'sent' AND p.heard_ms IS NULL)
        OR (p.replied_ms IS NULL AND EXISTS (SELECT 1 FROM reply WHERE message_id = m.id))`,
  },
];

/** The name of the first invariant that does not hold; null when all do. Reads every row. */
export function brokenInvariant(db: Pick<ReadDb, 'has'>): string | null {
  return invariants.find(({ broken }) => db.has(broken))?.name ?? null;
}
