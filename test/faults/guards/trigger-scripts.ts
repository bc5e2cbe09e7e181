import { answerTriggers, attemptTriggers, fenceTriggers, messageTriggers } from './message-trigger-scripts.ts';
import { add, claim, closed, contradicted, draft, known, passed, second, set, setAttempt } from './rows.ts';
import { refused, refusedAfter, type Script } from './scripts.ts';

/** For each trigger, a statement that it alone refuses, while all other triggers are gone. */
export const triggerScripts: Readonly<Record<string, Script>> = {
  transition_is_fixed_insert: refused(`INSERT INTO transition VALUES ('sending', 'pending')`),
  transition_is_fixed_update: refused(
    `UPDATE transition SET to_status = 'pending' WHERE from_status = 'sending' AND to_status = 'sent'`,
  ),
  transition_is_fixed_delete: refused(`DELETE FROM transition`),
  ...messageTriggers(),
  ...attemptTriggers(),
  ...answerTriggers(),
  ...fenceTriggers(),
  team_ask_stays_asked: refusedAfter(
    [add('team_ask')],
    ...[
      `token = '${'other'.padEnd(36, '-')}'`,
      `team = 'x'`,
      `run = 'x'`,
      'message_id = 2',
      `campaign = 'x'`,
      'asked_at_ms = 2',
      'id = 8',
    ].map((change) => `UPDATE team_ask SET ${change}`),
    ...['told = 0', 'told = -1', `fences = '[]'`].map((change) => `UPDATE team_ask SET ${change}`),
  ),
  team_ask_is_not_deleted: refusedAfter([add('team_ask')], `DELETE FROM team_ask`),
  history_is_not_changed: refusedAfter([add('history')], `UPDATE history SET change = 5`),
  history_is_not_deleted: refusedAfter([add('history')], `DELETE FROM history`),
  campaign_transition_is_legal: refusedAfter(
    [add('campaign', { state: 'cancelled', finished_at_ms: 1 })],
    `UPDATE campaign SET state = 'running', finished_at_ms = NULL WHERE id = 9`,
    `UPDATE campaign SET state = 'draft', started_at_ms = NULL WHERE id = 1`,
  ),
  campaign_goes_on_with_queued: refusedAfter(
    [add('campaign', { state: 'finished', finished_at_ms: 1 })],
    `UPDATE campaign SET state = 'running', finished_at_ms = NULL WHERE id = 9`,
  ),
  campaign_list_is_fixed: refusedAfter(
    [add('list')],
    `UPDATE campaign SET list_id = 9 WHERE id = 1`,
    `UPDATE campaign SET account = '+45' WHERE id = 1`,
    `UPDATE campaign SET uid = 'x' WHERE id = 1`,
    `UPDATE campaign SET team = 'open' WHERE id = 1`,
  ),
  campaign_follows_one: refused(`UPDATE campaign SET follows_id = 2 WHERE id = 1`),
  campaign_step_is_named_after_first: refused(
    add('campaign', { step_word: '', follows_id: 1, follows_group: 'no_reply' }),
  ),
  campaign_days_go_on: refusedAfter(
    [
      `UPDATE campaign SET state = 'running', next_day = NULL WHERE id = 1`,
      add('campaign', { next_day: '2026-12-10' }),
    ],
    `UPDATE campaign SET next_day = '2026-12-09' WHERE id = 9`,
    `UPDATE campaign SET next_day = '2026-12-09' WHERE id = 1`,
  ),
  campaign_step_stays_one: refusedAfter(
    [add('campaign', { uid: 'c1-2', step_word: '', follows_id: 1, follows_group: 'no_reply' })],
    `UPDATE campaign SET step_word = NULL WHERE id = 9`,
    `UPDATE campaign SET follows_group = 'said_word' WHERE id = 9`,
  ),
  second_step_is_planned_before_start: refusedAfter(
    [draft],
    add('second_step', { campaign_id: 1 }),
    add('second_step', { drawn_until_ms: 1 }),
  ),
  second_step_is_kept_after_start: refusedAfter(
    [
      draft,
      add('second_step'),
      `UPDATE campaign SET state = 'starting', started_at_ms = 1 WHERE id = 9`,
      `UPDATE second_step SET drawn_until_ms = 5`,
    ],
    ...[
      'drawn_until_ms = 4',
      'after_days = 2',
      'at_minute = 1',
      `whom = 'said_word'`,
      `word = 'x'`,
      `text = 'x'`,
      'by_itself = 1',
      'campaign_id = 1',
    ].map((change) => `UPDATE second_step SET ${change}`),
  ),
  campaign_starts_with_list: refusedAfter(
    [add('list', { published_at_ms: null }), add('campaign', { state: 'draft', started_at_ms: null, list_id: 9 })],
    `UPDATE campaign SET state = 'starting', started_at_ms = 1 WHERE id = 9`,
  ),
  membership_is_of_its_list: refusedAfter([add('list'), add('person')], add('membership', { list_id: 9 })),
  membership_is_not_moved: refusedAfter(known, `UPDATE membership SET recipient_id = 2`),
  list_is_erased_when_over: refused(`UPDATE list SET erased_at_ms = 1 WHERE id = 1`),
  list_stays_erased: refusedAfter(
    [add('list', { erased_at_ms: 1 })],
    `UPDATE list SET erased_at_ms = NULL WHERE id = 9`,
    `UPDATE list SET erased_at_ms = 2 WHERE id = 9`,
  ),
  campaign_starts_with_known_people: refusedAfter(
    [add('list', { erased_at_ms: 1 }), add('campaign', { state: 'draft', started_at_ms: null, list_id: 9 })],
    `UPDATE campaign SET state = 'starting', started_at_ms = 1 WHERE id = 9`,
  ),
  campaign_is_frozen_while_starting: refusedAfter(
    [add('attachment'), add('campaign', { state: 'starting', attachment_hash: 'a'.repeat(64) })],
    ...[
      ...['text = 1', 'repeat = 1', 'leave_blanks_out = 1', 'keeps_place = 1', 'started_at_ms = 2'],
      ...['attachment_hash = NULL', `attachment_name = 'Other.pdf'`],
      `contacts_answer = 'send', contacts_answered_at_ms = 1`,
    ].map((change) => `UPDATE campaign SET ${change} WHERE id = 9`),
  ),
  campaign_repeat_is_declared_at_start: refusedAfter(
    [
      add('campaign', { repeat: 2 }),
      add('campaign', { id: 8, uid: 'campaign-8', state: 'draft', started_at_ms: null }),
    ],
    `UPDATE campaign SET repeat = 1 WHERE id = 1`,
    `UPDATE campaign SET repeat = 0 WHERE id = 9`,
    `UPDATE campaign SET repeat = 3, text = 'Other' WHERE id = 9`,
    `UPDATE campaign SET state = 'starting', started_at_ms = 1, repeat = 1, repeat_after = 1 WHERE id = 8`,
  ),
  campaign_is_not_deleted: refused(`DELETE FROM campaign WHERE id = 2`),
  counts_are_born_empty: refused(add('campaign_counts', { campaign_id: 2, pending: 1 })),
  counts_are_only_counted: refused(
    `UPDATE campaign_counts SET pending = 9`,
    `UPDATE campaign_counts SET campaign_id = 2`,
  ),
  counts_are_not_deleted: refused(`DELETE FROM campaign_counts`),
  account_keeps_its_number: refusedAfter(
    [add('account')],
    `UPDATE account SET phone = '+45'`,
    `UPDATE account SET phone = NULL`,
    `UPDATE account SET id = 7`,
  ),
  ...countTriggers(),
  list_stays_published: refused(`UPDATE list SET published_at_ms = NULL`, `UPDATE list SET published_at_ms = 2`),
  campaign_pilot_is_looked_at: refusedAfter(
    [add('campaign', { state: 'paused', pause_reason: 'pilot', pilot_approved: 1 })],
    `UPDATE campaign SET pilot_approved = 1 WHERE id = 1`,
    `UPDATE campaign SET pilot_approved = 0 WHERE id = 9`,
  ),
  recipient_is_fixed: refused(
    `UPDATE recipient SET phone = '+447700900199' WHERE id = 1`,
    // An erasure while a message waits for the person, and an incomplete erasure.
    `UPDATE recipient SET phone = '+99900000000001', name = '', extra = '', cells = '[]' WHERE id = 1`,
    `UPDATE recipient SET phone = '+99900000000003' WHERE id = 3`,
  ),
  history_only_grows: refusedAfter(
    [add('history')],
    `REPLACE INTO history SELECT message_id, number, at_ms, change, became, detail, made_by FROM history`,
    add('history', { number: 3 }),
    add('history', { number: 0 }),
  ),
  alarm_born_open: refused(add('alarm', { acknowledged_at_ms: 2, acknowledged_by: 'Ana' })),
  alarm_is_not_replaced: refusedAfter(
    [add('alarm')],
    `REPLACE INTO alarm SELECT * FROM alarm`,
    add('alarm', { id: 8 }).replace('INSERT', 'REPLACE'),
  ),
  alarm_is_acknowledged_once: refusedAfter(
    [add('alarm')],
    `UPDATE alarm SET kind = 'restored'`,
    `UPDATE alarm SET detail = 'x', acknowledged_at_ms = 2, acknowledged_by = 'Ana'`,
  ),
  alarm_is_not_deleted: refusedAfter([add('alarm')], `DELETE FROM alarm`),
};

/** Counts that only a message's triggers keep. */
function countTriggers(): Record<string, Script> {
  const more = add('handed_over');
  const replied = [add('attempt', passed), add('reply')];
  return {
    waiting_begins_counted: refused(add('waiting')),
    waiting_is_only_counted: refusedAfter([add('waiting')], `UPDATE waiting SET people = 0`),
    waiting_is_not_deleted: refusedAfter([add('waiting')], `DELETE FROM waiting`),
    handed_over_begins_with_one: refused(add('handed_over', { count: 2 })),
    handed_over_only_grows: refusedAfter(
      [add('handed_over', { count: 2, last_at_ms: 900_007 })],
      ...[
        'count = 1',
        'count = 4',
        'count = 3, last_at_ms = 900006',
        'count = 3, campaign_id = 2',
        "count = 3, account = '+45'",
      ].map((change) => `UPDATE handed_over SET ${change}`),
      `UPDATE handed_over SET count = 3, from_ms = 0, last_at_ms = 899999`,
    ),
    handed_over_is_not_deleted: refusedAfter([more], `DELETE FROM handed_over`),
    message_is_for_its_list: refusedAfter(
      [add('list'), add('recipient', { list_id: 9 })],
      add('message', { recipient_id: 9 }),
    ),
    message_replies_are_counted: refusedAfter([add('reply')], set('reply_count = 2'), set('reply_count = 1', 2)),
    reply_is_to_what_left: refused(add('reply')),
    reply_stays_as_it_came: refusedAfter(
      replied,
      ...['message_id = 2', 'at_ms = 2', 'written_at_ms = 0', `wa_key = 'k'`, `text = 'Other'`, 'id = 7'].map(
        (change) => `UPDATE reply SET ${change}`,
      ),
    ),
    reply_is_kept: refusedAfter(replied, `DELETE FROM reply`),
    conversation_is_with_who_replied: refusedAfter(
      [add('reply')],
      add('conversation', { campaign_id: 2 }),
      add('conversation', { message_id: 2 }),
    ),
    conversation_is_fixed: refusedAfter(
      [add('conversation')],
      `UPDATE conversation SET message_id = 2`,
      `UPDATE conversation SET campaign_id = 2`,
    ),
    conversation_is_not_deleted: refusedAfter([add('conversation')], `DELETE FROM conversation`),
    campaign_replied_is_counted: refused(`UPDATE campaign SET replied = 1 WHERE id = 1`),
  };
}

/** Further statements that one trigger refuses, from other initial data. */
export const furtherTriggerScripts: readonly (readonly [string, Script])[] = [
  ['message_claim_needs_attempt', refusedAfter([add('attempt', passed)], claim)],
  ['message_claim_needs_attempt', refusedAfter([add('attempt', { closed_at_ms: 2 })], claim)],
  ['message_claim_needs_fences', refusedAfter([add('attempt'), add('fence'), add('fence', { scope_id: 2 })], claim)],
  [
    'message_not_sent_needs_proof',
    refusedAfter([claim, add('attempt', contradicted)], set(`status = 'failed', reason = 'missed'`)),
  ],
  [
    'fence_taken_over_from_unsent',
    refusedAfter(
      [add('attempt', contradicted), add('fence'), add('attempt', second)],
      `UPDATE fence SET attempt_id = 8`,
    ),
  ],
  [
    'fence_taken_over_from_unsent',
    refusedAfter(
      [add('attempt', closed), add('fence'), add('attempt', { ...second, ...closed })],
      `UPDATE fence SET attempt_id = 8`,
    ),
  ],
  [
    'attempt_passes_once',
    refusedAfter(
      [add('attempt', closed)],
      setAttempt(`outcome = 'unknown', wa_key = '{}', wa_random = 'r9', passed_at_ms = 2`),
    ),
  ],
];
