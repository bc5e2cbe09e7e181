import {
  acked,
  add,
  another,
  answering,
  claim,
  closed,
  contradicted,
  failed,
  inDoubt,
  messageIs,
  passed,
  second,
  sent,
  set,
  setAttempt,
} from './rows.ts';
import { refused, refusedAfter, type Script } from './scripts.ts';

/**
 * For each trigger of messages, attempts, answers and fences, a statement that it alone refuses, while all other
 * triggers are gone.
 */

export function messageTriggers(): Record<string, Script> {
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
    // The grant came over an earlier connection than the present one.
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
      // The gate opened, but the message is not being sent.
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

export function attemptTriggers(): Record<string, Script> {
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

export function answerTriggers(): Record<string, Script> {
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

export function fenceTriggers(): Record<string, Script> {
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
