import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { brokenInvariant, invariants } from '../../../../db/folder/invariants.ts';
import { statusCodes } from '../../../../db/messages/history-codes.ts';
import type { Status } from '../../../../domain/messages/message.ts';
import { chatOf } from '../../../support/attempts.ts';
import { live, livedPhones } from '../../../support/lived-database.ts';
import { knowPeople } from '../../../support/make-ready.ts';
import { addList, startMs } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

/** These guards forbid changes that leave no trace in any row, or that remove the only record of something. */
const traceless = [
  ...['transition_is_fixed_insert', 'transition_is_fixed_update', 'transition_is_fixed_delete'],
  ...[
    'message_ack_never_falls',
    'message_contradiction_stays',
    'message_evidence_only_grows',
    'message_reason_is_fixed',
  ],
  ...['message_is_not_replaced', 'attempt_born_open', 'attempt_is_not_replaced', 'attempt_keeps_its_row'],
  ...['attempt_identity_is_fixed', 'attempt_outcome_is_final', 'attempt_ack_never_falls', 'attempt_facts_stay'],
  ...['attempt_is_not_deleted', 'fence_needs_live_attempt', 'fence_taken_over_from_unsent'],
  ...['history_only_grows', 'history_is_not_changed', 'campaign_transition_is_legal'],
  ...[
    'campaign_days_go_on',
    'campaign_step_stays_one',
    'second_step_is_planned_before_start',
    'second_step_is_kept_after_start',
  ],
  ...['message_waits_for_decision', 'second_step_asks_about_changed_rows', 'message_time_is_of_who_waits'],
  // Only the team itself knows what it said.
  ...['message_claim_needs_team', 'team_ask_is_not_deleted', 'team_ask_stays_asked'],
  ...['team_is_told_of_message', 'team_is_told_of_reply', 'team_is_told_of_skip'],
  ...['team_is_told_of_do_not_contact', 'team_is_told_of_let_back_in'],
  ...['team_is_told_of_stop', 'team_is_told_of_stop_answer'],
  // Only the claim knows whether a chat was read: the message may afterwards have been moved and not sent.
  'message_claim_needs_old_chat',
  ...['campaign_is_frozen_while_starting', 'campaign_follows_one', 'campaign_is_not_deleted', 'list_stays_erased'],
  ...['attempt_refused_random_is_its_own', 'campaign_pilot_is_looked_at', 'reply_is_to_what_left'],
  ...['reply_stays_as_it_came', 'conversation_is_with_who_replied', 'conversation_is_fixed'],
  ...['answer_is_not_replaced', 'answer_is_fixed', 'account_keeps_its_number', 'message_moves_while_unsent'],
  ...['alarm_born_open', 'alarm_is_not_replaced', 'alarm_is_acknowledged_once', 'alarm_is_not_deleted'],
];

let stores: TemporaryStores;
let lived: ReturnType<typeof live>;
beforeEach(() => {
  stores = temporaryStores();
  lived = live(stores);
});

/** The bytes of the database without its triggers, which would refuse most of what breaks an invariant. */
function unguarded(): Buffer {
  const file = `${stores.folder}/copy.db`;
  stores.db.run('VACUUM INTO ?', file);
  const copy = new Database(file);
  const triggers = stores.db.values<string>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`);
  copy.exec(['BEGIN', ...triggers.map((name) => `DROP TRIGGER ${name}`), 'COMMIT'].join(';'));
  const bytes = copy.serialize();
  copy.close();
  return bytes;
}

/** The first invariant that is broken after the statements ran on such a copy. */
function brokenBy(bytes: Buffer, ...statements: string[]): string | null {
  const copy = new Database(bytes);
  copy.pragma('foreign_keys = OFF');
  for (const statement of statements) copy.exec(statement);
  const broken = brokenInvariant({ has: (sql) => copy.prepare(sql).get() !== undefined });
  copy.close();
  return broken;
}

/** For each invariant, changes that its guards would have refused and that no earlier invariant notices. */
function harm(): Readonly<Record<string, readonly (readonly string[])[]>> {
  const { campaignId, sent, doubt, unsent, pending } = lived;
  stores.replies.add({ ids: [chatOf(livedPhones[0])], text: 'Thanks', waKey: null, atMs: startMs });
  const was = (id: number, to: Status) =>
    `INSERT INTO history (message_id, number, at_ms, change, became, detail, made_by)
     SELECT ${id}, coalesce(max(number), 0) + 1, 1, 5, ${statusCodes[to]}, '', 'x' FROM history WHERE message_id = ${id}`;
  const { account, chat } = stores.db.get<{ account: string; chat: string }>(
    `SELECT account, chat_id AS chat FROM attempt WHERE message_id = ?`,
    sent,
  ) ?? { account: '', chat: '' };
  const answer = (id: number, to: string) =>
    `INSERT INTO attempt (id, token, kind, account, chat_id, body, outcome, opened_at_ms)
     VALUES (${id}, '${String(id).padEnd(32, '-')}', 'answer', '${account}', '${to}', 'At eleven', 'unknown', 1)`;
  const passed = `UPDATE attempt SET wa_key = '{}', wa_random = 'r91', passed_at_ms = 2 WHERE id = 91`;
  const answers = (id: number, isRepeat = 0) =>
    `INSERT INTO answer (attempt_id, message_id, press, seen_reply_id, is_repeat, is_all_the_same)
     VALUES (${id}, ${sent}, '${String(id).padEnd(32, '-')}', 0, ${isRepeat}, 0)`;
  const other = addList(stores, ['+447700900109']);
  knowPeople(stores.knownPeople);
  return {
    'each change of a message is legal and in its history': [
      [`UPDATE message SET status = 'cancelled' WHERE id = ${pending}`],
      [`DELETE FROM history WHERE message_id = ${sent}`],
      [`DELETE FROM history WHERE message_id = ${sent} AND to_status IS NULL`],
      [was(pending, 'sending'), was(pending, 'pending')],
    ],
    'what may have arrived was never queued again': [
      [was(doubt, 'pending'), `UPDATE message SET status = 'pending', reason = NULL WHERE id = ${doubt}`],
    ],
    'a message is of somebody of its campaign': [
      [`UPDATE message SET recipient_id = (SELECT id FROM recipient WHERE list_id = ${other}) WHERE id = ${pending}`],
      [`UPDATE campaign SET state = 'draft', started_at_ms = NULL WHERE id = ${campaignId}`],
    ],
    'a message is acknowledged as one of its attempts is': [
      [`UPDATE message SET ack = 3 WHERE id = ${sent}`],
      [`UPDATE attempt SET outcome = 'unknown', ack = NULL WHERE message_id = ${sent}`],
    ],
    'what is being sent has an open attempt': [
      [was(pending, 'sending'), `UPDATE message SET status = 'sending' WHERE id = ${pending}`],
    ],
    'an attempt in flight and one that passed its gate hold a fence of their campaign and one of their text': [
      ['DELETE FROM fence'],
      [`DELETE FROM fence WHERE scope_id IN (SELECT id FROM scope WHERE version > 0)`],
    ],
    'an answer that may have left was somebody’s, who wrote back in that chat, and its words went once a minute': [
      [answer(91, 'x@c.us')],
      [answer(91, 'x@c.us'), answers(91)],
      [answer(91, chat), answers(91, 1), passed, answer(92, chat), answers(92)],
      [answer(91, chat), answers(91), `UPDATE attempt SET kind = 'test' WHERE id = 91`],
      [answer(91, chat), answers(91), `UPDATE answer SET why = 'too_late'`],
    ],
    'not sent has a proof': [[`UPDATE message SET reason = 'missed' WHERE id = ${doubt}`]],
    'what is in doubt may have left, and only that is settled': [
      [`UPDATE message SET reason = 'no_confirmation' WHERE id = ${unsent}`],
      [`UPDATE message SET settlement = 'not_there' WHERE id = ${unsent}`],
    ],
    'an attempt that was closed never passed its gate': [
      [`UPDATE attempt SET closed_at_ms = 3 WHERE message_id = ${doubt}`],
    ],
    'nobody was claimed behind a fence of a later repeat': [
      [
        `INSERT INTO fence (scope_id, repeat, alias, attempt_id) SELECT scope_id, 2, alias, (SELECT min(id) FROM attempt)
         FROM fence WHERE attempt_id = (SELECT id FROM attempt WHERE message_id = ${doubt})`,
      ],
    ],
    'a second message is named after the first, so that its fences are known': [
      [`UPDATE campaign SET step_word = '', follows_id = 999, follows_group = 'no_reply' WHERE id = ${campaignId}`],
    ],
    'a repeat was declared against attempts that were there': [
      [`UPDATE campaign SET repeat = 1, repeat_after = 999 WHERE state <> 'draft'`],
      [`UPDATE message SET repeat = 1, repeat_after = 999, repeat_at_ms = 1 WHERE id = ${pending}`],
    ],
    'the sums of a campaign are those of its messages': [
      [`UPDATE campaign_counts SET pending = 9`],
      [`DELETE FROM message WHERE id = ${pending}`],
      ['DELETE FROM campaign_counts'],
    ],
    'who waits is counted by where they are': [
      ['DELETE FROM waiting'],
      [`UPDATE waiting SET people = people + 1`],
      [`INSERT INTO waiting (campaign_id, account, country, zones, people) VALUES (${campaignId}, '+44', 'BR', '', 1)`],
      [`UPDATE message SET country = 'BR' WHERE id = ${pending}`],
      [`UPDATE message SET zones = 'America/Manaus' WHERE id = ${pending}`],
    ],
    'what was handed over is counted': [
      ['DELETE FROM handed_over'],
      ['UPDATE handed_over SET count = count + 1'],
      [
        `INSERT INTO handed_over (campaign_id, account, from_ms, count, last_at_ms) VALUES (${campaignId}, '+44', 0, 1, 1)`,
      ],
    ],
    'who wrote back is counted': [[`UPDATE message SET reply_count = reply_count + 1 WHERE id = ${sent}`]],
    'whoever wrote back has a conversation': [
      [
        `INSERT INTO reply (message_id, at_ms, written_at_ms, text) VALUES (${doubt}, 1, 1, 'Hello')`,
        `UPDATE message SET reply_count = 1 WHERE id = ${doubt}`,
      ],
    ],
    'whoever wrote back is counted': [['UPDATE campaign SET replied = 9']],
    'who waits for an answer is known and counted': [
      [`UPDATE campaign SET waiting_replies = waiting_replies + 1`],
      [`UPDATE conversation SET is_held = 1`],
      [`UPDATE conversation SET variant_key = NULL`],
      [`UPDATE conversation SET last_at_ms = 0`],
    ],
    'a campaign was started with a whole list': [[`UPDATE list SET published_at_ms = NULL`]],
    'a list is erased when its campaigns are over': [[`UPDATE list SET erased_at_ms = 1`]],
    'nothing is to be sent to who was erased': [
      [
        `UPDATE recipient SET phone = '+99900000000001' WHERE id = (SELECT recipient_id FROM message WHERE id = ${pending})`,
      ],
    ],
    'a message is listed by the name and the number of its person': [
      [`UPDATE message SET name_key = 'zoe' WHERE id = ${pending}`],
      [`UPDATE recipient SET phone = '+447700900199' WHERE id = (SELECT recipient_id FROM message WHERE id = ${sent})`],
    ],
    'a person is known by the rows that have them': [
      [`INSERT INTO person (since_ms) VALUES (1)`],
      ['UPDATE membership SET list_id = 9'],
    ],
    'a person heard what was sent to them, and replied what they wrote': [['UPDATE person SET heard_ms = NULL']],
  };
}

describe('the invariants', () => {
  it('hold in a database whose guards stood all its life', () => {
    expect(brokenBy(unguarded())).toBeNull();
  });

  it('are each seen to be broken', () => {
    const all = harm();
    const bytes = unguarded();
    expect(Object.keys(all)).toEqual(invariants.map(({ name }) => name));
    for (const [name, changes] of Object.entries(all))
      for (const change of changes) expect(brokenBy(bytes, ...change), change.join('; ')).toBe(name);
  });

  it('speak for every guard, but for those that forbid what leaves no trace', () => {
    const triggers = stores.db.values<string>(`SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1`);
    expect([...invariants.flatMap(({ guards }) => guards), ...traceless].sort()).toEqual(triggers);
  });
});
