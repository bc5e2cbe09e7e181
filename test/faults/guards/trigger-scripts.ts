import { acked, add, another, answering, closed, contradicted, failed, inDoubt, known, passed, sent } from './rows.ts';
import { type Bookkeeping, refused, refusedAfter, type Script } from './scripts.ts';

const set = (what: string, id = 1) => `UPDATE message SET ${what} WHERE id = ${id}`;
const setAttempt = (what: string) => `UPDATE attempt SET ${what} WHERE id = 9`;
const messageIs = (row: Readonly<Record<string, string | number | null>>) =>
  set(
    Object.entries(row)
      .map(([name, value]) => `${name} = ${value === null ? 'NULL' : `'${value}'`}`)
      .join(', '),
  );
const second = { id: 8, token: 'token-8'.padEnd(32, '-'), message_id: 2 };
const claim = set(`status = 'sending'`);
const draft = add('campaign', { state: 'draft', started_at_ms: null });

/** For each trigger what it alone refuses, while every other trigger is gone. */
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
  history_is_not_changed: refusedAfter([add('history')], `UPDATE history SET what = 'x'`),
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
    // Erased while a message waits for them, and by half.
    `UPDATE recipient SET phone = '+99900000000001', name = '', extra = '', cells = '[]' WHERE id = 1`,
    `UPDATE recipient SET phone = '+99900000000003' WHERE id = 3`,
  ),
  history_only_grows: refusedAfter(
    [add('history')],
    `REPLACE INTO history SELECT * FROM history`,
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

/** What only the triggers of a message count. */
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

function messageTriggers(): Record<string, Script> {
  return {
    message_born_pending: refused(
      add('message', sent),
      add('message', { id: 8, recipient_id: 3, campaign_id: 2, ack: 0 }),
      add('message', { id: 7, recipient_id: 2, campaign_id: 2, contradiction: 'x' }),
      add('message', { id: 6, recipient_id: 1, campaign_id: 2, ...failed, settlement: 'not_there' }),
      add('message', { id: 5, reply_count: 1 }),
    ),
    message_transition_is_legal: refusedAfter([claim], set(`status = 'pending'`)),
    message_identity_is_fixed: refused(
      set('recipient_id = 3'),
      set('campaign_id = 2', 2),
      set('id = 7'),
      set("country = 'BR'"),
      set("zones = 'America/Manaus'"),
    ),
    message_moves_while_unsent: refusedAfter(
      [add('attempt', closed), claim],
      set(`account = '+45'`),
      set(`account = '+45', status = 'sending'`, 2),
    ),
    message_time_is_of_who_waits: refusedAfter(
      [messageIs(sent)],
      set(`occasion = '2026-12-09'`),
      set('due_at_ms = 1, latest_at_ms = 2'),
    ),
    message_ack_never_falls: refusedAfter(
      [messageIs({ ...sent, ack: 2 })],
      set('ack = 1'),
      set("evidence = 'operator', settlement = 'seen', ack = NULL"),
    ),
    message_ack_is_an_attempts: refusedAfter(
      [claim, add('attempt', { ...acked, ack: 2 }), messageIs(sent)],
      set('ack = 3'),
    ),
    message_is_not_replaced: refused(
      `REPLACE INTO message SELECT * FROM message WHERE id = 2`,
      add('message', { id: 8, recipient_id: 1 }).replace('INSERT', 'REPLACE'),
    ),
    message_contradiction_stays: refusedAfter(
      [set(`contradiction = 'pending'`)],
      set('contradiction = NULL'),
      set(`contradiction = 'x'`),
    ),
    message_evidence_only_grows: refusedAfter([messageIs(sent)], set(`evidence = 'operator', settlement = 'seen'`)),
    message_reason_is_fixed: refusedAfter(
      [messageIs(inDoubt)],
      set(`reason = 'missed'`),
      set(`reason = 'interrupted'`),
    ),
    message_repeat_is_an_answer: refusedAfter(
      [set(`set_aside = 'in_chat'`, 2)],
      set('repeat = 1, repeat_after = 0, repeat_at_ms = 1'),
      set('repeat = 1, repeat_after = 1, repeat_at_ms = 1', 2),
    ),
    message_waits_for_decision: refusedAfter(
      [set(`set_aside = 'second_step'`)],
      set(`status = 'sending', set_aside = NULL`),
    ),
    message_claim_needs_old_chat: refusedAfter([add('attempt'), set(`moved_from = '["+44"]'`)], claim),
    message_claim_needs_attempt: refusedAfter([add('attempt', closed)], claim),
    message_claim_needs_fences: refusedAfter([add('attempt'), add('fence')], claim),
    // What was granted over the connection before is not what stands now.
    message_claim_needs_team: refusedAfter(
      [`INSERT INTO meta VALUES ('team_connection', 'now')`, add('team_ask', { granted_over: 'before' })],
      claim,
    ),
    message_not_sent_needs_proof: refusedAfter(
      [claim, add('attempt', passed)],
      set(`status = 'failed', reason = 'not_handed_over'`),
      set(`status = 'cancelled', reason = NULL`),
      set(`status = 'pending', reason = NULL`),
    ),
    message_not_confirmed_needs_passed: refusedAfter(
      [claim, add('attempt'), add('attempt', { ...second, ...passed })],
      set(`status = 'failed', reason = 'no_confirmation'`),
      // Passed, but the message is not being sent.
      set(`status = 'failed', reason = 'interrupted'`, 2),
    ),
    message_queue_again_needs_reason: refusedAfter(
      [
        messageIs({ status: 'failed', reason: 'duplicate' }),
        `UPDATE message SET status = 'failed', reason = 'rejected' WHERE id = 2`,
      ],
      set(`status = 'pending', reason = NULL`),
      set(`status = 'pending', reason = NULL`, 2),
    ),
    message_sent_needs_ack: refusedAfter(
      [claim, add('attempt', passed)],
      set(`status = 'sent', evidence = 'ack', ack = 1`),
    ),
    message_settled_from_doubt: refusedAfter(
      [messageIs(failed)],
      set(`settlement = 'seen'`),
      set(`status = 'sent', reason = NULL, evidence = 'operator', settlement = 'seen'`, 1),
    ),
    message_is_not_deleted: refused(
      `DELETE FROM message WHERE id = 1`,
      `INSERT OR REPLACE INTO message SELECT * FROM message WHERE id = 2`,
    ),
  };
}

function attemptTriggers(): Record<string, Script> {
  const born = { ...second, id: 8 };
  const facts = { ...acked, rejected_at_ms: 4 };
  return {
    attempt_born_open: refused(
      add('attempt', acked),
      ...[
        passed,
        closed,
        { ...closed, outcome: 'unknown' },
        { ack: 0 },
        { acked_at_ms: 1 },
        { rejected_at_ms: 1 },
        { contradicted_at_ms: 1 },
        { refused_random: 'f' },
      ].map((row, index) =>
        add('attempt', {
          ...born,
          id: 20 + index,
          token: `token-${20 + index}`.padEnd(32, '-'),
          kind: 'test',
          message_id: null,
          ...row,
        }),
      ),
    ),
    attempt_is_not_replaced: refusedAfter([add('attempt')], `REPLACE INTO attempt SELECT * FROM attempt`),
    attempt_keeps_its_row: refusedAfter([add('attempt')], setAttempt('rowid = 77')),
    attempt_pass_needs_claim: refusedAfter(
      [add('attempt')],
      setAttempt(`wa_key = '{"serialized":"x"}', wa_random = 'r9', passed_at_ms = 2`),
    ),
    attempt_identity_is_fixed: refusedAfter(
      [add('attempt')],
      ...[
        `token = '${'x'.repeat(32)}'`,
        `kind = 'test', message_id = NULL`,
        `kind = 'campaign', message_id = 2`,
        `account = '+45'`,
        `chat_id = 'y'`,
        `body = 'x'`,
        `attachment_hash = 'x'`,
        'opened_at_ms = 2',
        'id = 9',
      ].map(setAttempt),
    ),
    attempt_outcome_is_final: refusedAfter(
      [add('attempt', closed)],
      setAttempt(`outcome = 'unknown'`),
      setAttempt(`outcome = 'sent', wa_key = '{}', wa_random = 'r9', passed_at_ms = 2, ack = 1, acked_at_ms = 3`),
    ),
    attempt_passes_once: refusedAfter(
      [add('attempt', passed), add('attempt', { ...second, closed_at_ms: 2 })],
      setAttempt(`wa_random = 'x'`),
      `UPDATE attempt SET wa_key = '{}', wa_random = 'r8', passed_at_ms = 3 WHERE id = 8`,
    ),
    attempt_closes_once: refusedAfter(
      [add('attempt', passed), add('attempt', { ...second, ...closed })],
      setAttempt('closed_at_ms = 3'),
      `UPDATE attempt SET closed_at_ms = 4 WHERE id = 8`,
    ),
    attempt_ack_never_falls: refusedAfter(
      [add('attempt', { ...acked, ack: 3 })],
      setAttempt('ack = 2'),
      setAttempt(`outcome = 'unknown', ack = NULL`),
    ),
    attempt_facts_stay: refusedAfter(
      [add('attempt', facts), add('attempt', { ...second, ...contradicted })],
      setAttempt('acked_at_ms = 9'),
      setAttempt('rejected_at_ms = 9'),
      `UPDATE attempt SET contradicted_at_ms = 9 WHERE id = 8`,
      `UPDATE attempt SET refused_random = NULL WHERE id = 8`,
    ),
    attempt_refused_random_is_its_own: refusedAfter(
      [add('attempt', passed), add('attempt', second)],
      setAttempt(`refused_random = 'f9'`),
      `UPDATE attempt SET refused_random = 'r9' WHERE id = 8`,
    ),
    attempt_is_not_deleted: refusedAfter([add('attempt')], `DELETE FROM attempt`),
  };
}

function answerTriggers(): Record<string, Script> {
  const written = [add('attempt', { ...passed, id: 7, token: 'token-7'.padEnd(32, '-') }), add('conversation')];
  const given = [...written, add('attempt', answering), add('answer')];
  const setAnswer = (what: string) => `UPDATE answer SET ${what}`;
  return {
    answer_is_an_open_attempt: refusedAfter(
      [...written, add('attempt', { ...answering, ...closed }), add('attempt', { ...another, kind: 'test' })],
      add('answer'),
      add('answer', { attempt_id: 8 }),
    ),
    answer_goes_to_who_wrote: refusedAfter(
      [...written, add('attempt', { ...answering, chat_id: 'y@c.us' }), add('attempt', { ...another, account: '+45' })],
      add('answer'),
      add('answer', { attempt_id: 8 }),
    ),
    answer_is_not_said_twice: refusedAfter(
      [
        ...written,
        add('attempt', { ...answering, ...acked, wa_random: 'r8' }),
        add('attempt', { ...another, opened_at_ms: 60_000 }),
      ],
      add('answer', { attempt_id: 8 }),
    ),
    answer_is_not_replaced: refusedAfter(given, `REPLACE INTO answer SELECT * FROM answer`),
    answer_is_fixed: refusedAfter(
      [...given, add('conversation', { message_id: 2 })],
      ...[
        'message_id = 2',
        `press = '${'x'.repeat(36)}'`,
        'seen_reply_id = 1',
        'is_repeat = 1',
        'is_all_the_same = 1',
      ].map(setAnswer),
      setAnswer(`why = 'too_late'`),
    ),
    answer_is_not_deleted: refusedAfter(given, `DELETE FROM answer`),
    answer_passes_as_it_was_given: refusedAfter(
      [add('attempt', answering)],
      setAttempt(`wa_key = '{"serialized":"x"}', wa_random = 'r9', passed_at_ms = 2`),
    ),
  };
}

function fenceTriggers(): Record<string, Script> {
  const held = [add('attempt', closed), add('attempt', second)];
  const takeOver = `UPDATE fence SET attempt_id = 8`;
  return {
    fence_needs_live_attempt: refusedAfter(held, add('fence')),
    fence_stands_before_a_person: refusedAfter(
      [add('attempt', passed), add('fence', { repeat: 2 }), add('attempt', second)],
      add('fence', { attempt_id: 8 }),
      add('fence', { attempt_id: 8, repeat: 1 }),
    ),
    fence_is_fixed: refusedAfter(
      [add('attempt'), add('fence')],
      ...['scope_id = 2', `occasion = '2026-12-31'`].map((moved) => `UPDATE fence SET ${moved}`),
      `UPDATE fence SET alias = 'b'`,
    ),
    fence_taken_over_from_unsent: refusedAfter(
      [add('attempt', passed), add('fence'), add('attempt', second)],
      takeOver,
    ),
    scope_is_fixed: refused(
      `UPDATE scope SET name = 'text:x' WHERE id = 1`,
      'UPDATE scope SET version = 2',
      'UPDATE scope SET id = id + 9',
    ),
    scope_is_not_replaced: refused(
      `REPLACE INTO scope VALUES (1, 'text:x', 1)`,
      `REPLACE INTO scope VALUES (9, 'text:hello', 1)`,
    ),
    scope_is_not_deleted: refused('DELETE FROM scope'),
    fence_is_not_deleted: refusedAfter([add('attempt'), add('fence')], `DELETE FROM fence`),
  };
}

/** More that one trigger refuses, from another beginning. */
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

const theirs = add('conversation', { variant_key: '+44' });
const isHeld = `SELECT is_held = 1 FROM conversation`;
const isFree = `SELECT is_held = 0 FROM conversation`;
const ofTeam = (...then: readonly string[]) =>
  [
    add('campaign', { id: 9, uid: 'campaign-9', team: 'open' }),
    add('message', { id: 8, campaign_id: 9, recipient_id: 3, phone_key: '+447700900103' }),
    ...then,
  ].join('; ');
const isUntold = `SELECT count(*) = 1 FROM team_untold`;
const inTeam = `INSERT INTO meta (key, value) VALUES ('team_connection', 'one')`;
const isUntoldStop = `SELECT changes FROM team_untold_stop WHERE person = '+44'`;
const openStop = add('stop', { answer: null, answered_at_ms: null });

/** What the triggers write that keep history and sums. */
export const bookkeeping: Readonly<Record<string, Bookkeeping>> = {
  message_leaves_history: {
    does: set(`status = 'cancelled'`),
    shows: `SELECT count(*) FROM history WHERE to_status = 'cancelled'`,
  },
  campaign_gets_counts: { does: add('campaign'), shows: `SELECT count(*) FROM campaign_counts WHERE campaign_id = 9` },
  message_is_counted: {
    does: add('message', { country: 'BR' }),
    shows: `SELECT pending = 3 AND people = 1 FROM campaign_counts NATURAL JOIN waiting WHERE campaign_id = 1`,
  },
  message_is_recounted: {
    does: `${add('waiting', { country: '', people: 2 })}; ${set(`status = 'cancelled'`)}`,
    shows: `SELECT pending = 1 AND cancelled = 1 AND is_counting IS NULL AND people = 1
      FROM campaign_counts NATURAL JOIN waiting WHERE campaign_id = 1`,
  },
  message_is_counted_where_it_moves: {
    does: `${add('waiting', { country: '', people: 2 })}; ${set(`account = '+45'`)}`,
    shows: `SELECT is_counting IS NULL AND (SELECT group_concat(account || people) FROM waiting) = '+441,+451'
      AND (SELECT moved_from FROM message WHERE id = 1) = '["+44"]' FROM campaign_counts`,
  },
  recipient_is_listed: {
    does: `UPDATE recipient SET folded = 'zoe' WHERE id = 1`,
    shows: `SELECT name_key = 'zoe' FROM message WHERE id = 1`,
  },
  team_is_told_of_message: { does: ofTeam(set(`status = 'cancelled'`, 8)), shows: isUntold },
  team_is_told_of_skip: { does: ofTeam(add('skip', { campaign_id: 9, recipient_id: 2 })), shows: isUntold },
  team_is_told_of_reply: {
    does: ofTeam(
      set(`status = 'cancelled'`, 8),
      add('conversation', { message_id: 8, campaign_id: 9 }),
      `DELETE FROM team_untold`,
      `UPDATE conversation SET is_held = 1`,
    ),
    shows: isUntold,
  },
  team_is_told_of_do_not_contact: { does: `${inTeam}; ${add('do_not_contact')}`, shows: isUntoldStop },
  team_is_told_of_let_back_in: {
    does: `${add('do_not_contact')}; ${inTeam}; DELETE FROM do_not_contact`,
    shows: isUntoldStop,
  },
  team_is_told_of_stop: { does: `${inTeam}; ${openStop}`, shows: isUntoldStop },
  team_is_told_of_stop_answer: {
    does: `${openStop}; ${inTeam}; UPDATE stop SET answer = 'dismissed', answered_at_ms = 2`,
    shows: isUntoldStop,
  },
  reply_is_counted: { does: add('reply'), shows: `SELECT reply_count = 1 FROM message WHERE id = 1` },
  reply_opens_conversation: {
    does: add('reply'),
    shows: `SELECT waits_since_ms = 1 AND campaign_id = 1 FROM conversation WHERE message_id = 1`,
  },
  conversation_waits: {
    does: `${add('conversation')}; UPDATE conversation SET variant_key = '+44'`,
    shows: `SELECT waiting_replies = 1 FROM campaign WHERE id = 1`,
  },
  stop_holds_conversation: {
    does: `${theirs}; ${add('stop', { answer: null, answered_at_ms: null })}`,
    shows: isHeld,
  },
  stop_answer_frees_conversation: {
    does: `${add('conversation', { variant_key: '+44', is_held: 1 })}; ${add('stop', { answer: null, answered_at_ms: null })};
      UPDATE stop SET answer = 'dismissed', answered_at_ms = 2`,
    shows: isFree,
  },
  do_not_contact_holds_conversation: { does: `${theirs}; ${add('do_not_contact')}`, shows: isHeld },
  let_back_in_frees_conversation: {
    does: `${add('conversation', { variant_key: '+44', is_held: 1 })}; ${add('do_not_contact')}; DELETE FROM do_not_contact`,
    shows: isFree,
  },
  conversation_is_counted: { does: add('conversation'), shows: `SELECT replied = 1 FROM campaign WHERE id = 1` },
  recipient_leaves_person: {
    does: `PRAGMA foreign_keys = OFF; ${known.join('; ')}; DELETE FROM recipient WHERE id = 1`,
    shows: `SELECT count(*) = 0 FROM membership`,
  },
  erased_recipient_leaves_person: {
    does: `${known.join('; ')}; UPDATE recipient SET phone = '+9991' WHERE id = 1`,
    shows: `SELECT count(*) = 0 FROM membership`,
  },
  person_ends_with_last_row: {
    does: `${known.join('; ')}; DELETE FROM membership`,
    shows: `SELECT count(*) = 0 FROM person`,
  },
  second_step_asks_about_changed_rows: {
    does: `${draft}; ${add('second_step', { by_itself: 1 })}; UPDATE campaign SET state = 'starting', started_at_ms = 1 WHERE id = 9;
      UPDATE recipient SET cells = '["x"]' WHERE id = 1`,
    shows: `SELECT by_itself = 0 FROM second_step`,
  },
  person_heard: {
    does: `${known.join('; ')}; ${messageIs({ ...inDoubt, changed_at_ms: 7 })}`,
    shows: `SELECT heard_ms = 7 FROM person`,
  },
  person_replied: {
    does: `${known.join('; ')}; ${add('reply', { at_ms: 7 })}`,
    shows: `SELECT replied_ms = 7 AND wrote_ms IS NOT NULL FROM person`,
  },
  attempt_is_counted: {
    does: `${add('attempt')}; UPDATE attempt SET wa_key = '{}', wa_random = 'r9', passed_at_ms = 900007 WHERE id = 9`,
    shows: `SELECT count = 1 AND last_at_ms = 900007 FROM handed_over WHERE campaign_id = 1 AND from_ms = 900000`,
  },
};
