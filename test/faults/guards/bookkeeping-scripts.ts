import { add, draft, inDoubt, known, messageIs, set } from './rows.ts';
import type { Bookkeeping } from './scripts.ts';

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

/** For each trigger that keeps history and sums, what it writes. */
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
    does: `UPDATE recipient SET folded_apart = 'zoe' WHERE id = 1`,
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
