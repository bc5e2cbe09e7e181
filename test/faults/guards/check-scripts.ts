import { answerEnds } from '../../../domain/people/answer.ts';
import { acked, add, another, answering, closed, contradicted, failed, passed, sent } from './rows.ts';
import { refused, refusedAfter, type Script } from './scripts.ts';

const counters = [
  'pending',
  'sending',
  'sent',
  'delivered',
  'read',
  'seen_by_operator',
  'not_sent',
  'not_confirmed',
  'cancelled',
  'to_check',
  'has_text',
];
const isDone = { settled_how: 'done', settled_at_ms: 1, done_since_ms: 1 };
const draftCampaign = add('campaign', { state: 'draft', started_at_ms: null });
const oneOf = (column: string, ...words: string[]) => words.map((word) => `${column} = '${word}'`).join(' OR ');
const reasons = oneOf(
  'reason',
  'invalid_number',
  'not_on_whatsapp',
  'do_not_contact',
  'duplicate',
  'missed',
  'skipped',
  'look_up_failed',
  'contacted_recently',
  'text_changed',
  'text_not_made',
  'left_group',
  'blocked_in_whatsapp',
  'not_handed_over',
  'attachment_failed',
  'no_confirmation',
  'interrupted',
  'rejected',
);
const noJson = (table: string, ...columns: string[]) =>
  columns.map((column) => [`${table}: json_valid(${column})`, refused(add(table, { [column]: '{' }))] as const);

const repeated = { repeat: 1, repeat_after: 0, repeat_at_ms: 1 };

/** For each CHECK, a row that only this CHECK refuses. */
export const checkScripts: Readonly<Record<string, Script>> = {
  ...Object.fromEntries([
    ...noJson('setting', 'value'),
    ...noJson('team_ask', 'fences'),
    ...noJson('list', 'fields', 'headers', 'possible_duplicates', 'further_indexes', 'choices', 'facts', 'audience'),
    ...noJson('recipient', 'cells'),
    ...noJson('list_reading', 'result', 'before', 'added'),
    ...noJson('left_out', 'cells', 'readings'),
    ...noJson('campaign', 'schedule'),
    ...noJson('kept_filter', 'filter'),
    ...counters.map(
      (name) => [`campaign_counts: ${name} >= 0`, refused(add('campaign_counts', { [name]: -1 }))] as const,
    ),
  ]),
  'list: published_at_ms IS NULL OR rows = recipients + same_number + do_not_contact + cannot_be_used + left_out + not_chosen':
    refused(add('list', { rows: 2 })),
  "account: phone GLOB '+[0-9]*'": refused(add('account', { phone: '44' })),
  'account: phone IS NOT NULL OR folder IS NOT NULL': refused(add('account', { phone: null, folder: null })),
  "message: account <> ''": refused(add('message', { account: '' })),
  'list: people_until >= 0': refused(add('list', { people_until: -1 })),
  'tag: length(trim(name)) > 0': refused(add('tag', { name: ' ' })),
  'kept_filter: length(trim(name)) > 0': refused(add('kept_filter', { name: ' ' })),
  "do_not_contact: why IN ('asked', 'wrote', 'file')": refused(add('do_not_contact', { why: 'guess' })),
  'list: phone_index >= 0': refused(add('list', { phone_index: -1 })),
  'list: name_index >= 0': refused(add('list', { name_index: -1 })),
  'list: area_index >= 0': refused(add('list', { area_index: -1 })),
  'list: country_index >= 0': refused(add('list', { country_index: -1 })),
  "recipient: zones = '' OR zones GLOB '[A-Z]*/[A-Z]*'": refused(add('recipient', { zones: 'Manaus' })),
  "message: zones = '' OR zones GLOB '[A-Z]*/[A-Z]*'": refused(add('message', { zones: 'Manaus' })),
  "recipient: country = '' OR country GLOB '[A-Z][A-Z]'": refused(add('recipient', { country: 'Brazil' })),
  'list: length(trim(saved_name)) > 0': refused(add('list', { saved_name: ' ' })),
  'message: due_at_ms >= 0': refused(add('message', { due_at_ms: -1, latest_at_ms: 1 })),
  'message: (due_at_ms = 0) = (latest_at_ms IS NULL) AND coalesce(latest_at_ms, 0) >= due_at_ms': refused(
    add('message', { due_at_ms: 1 }),
    add('message', { due_at_ms: 2, latest_at_ms: 1 }),
  ),
  'message: reply_count >= 0': refused(`UPDATE message SET reply_count = -1`),
  "message: country = '' OR country GLOB '[A-Z][A-Z]'": refused(add('message', { country: 'Brazil' })),
  'waiting: people >= 0': refused(add('waiting', { people: -1 })),
  'handed_over: from_ms % 900000 = 0': refused(add('handed_over', { from_ms: 899_999 })),
  'handed_over: count > 0': refused(add('handed_over', { count: 0 })),
  'handed_over: last_at_ms >= from_ms AND last_at_ms < from_ms + 900000': refused(
    add('handed_over', { last_at_ms: 899_999 }),
    add('handed_over', { last_at_ms: 1_800_000 }),
  ),
  'saved_text: length(trim(name)) > 0': refused(add('saved_text', { name: ' ' })),
  'team_ask: length(token) = 36': refused(add('team_ask', { token: 'short' })),
  'team_ask: told BETWEEN -1 AND 4': refused(add('team_ask', { told: 5 }), add('team_ask', { told: -2 })),
  'saved_answer: length(trim(name)) > 0': refused(add('saved_answer', { name: ' ' })),
  'pause: to_ms IS NULL OR to_ms >= from_ms': refused(add('pause', { from_ms: 3 })),
  "recipient: phone GLOB '+[1-9]*' AND substr(phone, 2) NOT GLOB '*[^0-9]*'": refused(
    add('recipient', { phone: '07700900109' }),
    add('recipient', { phone: '+44 7700' }),
  ),
  "left_out: reason IN ('same_number', 'do_not_contact', 'cannot_be_used', 'left_out', 'not_chosen')": refused(
    add('left_out', { reason: 'x' }),
  ),
  "attachment: length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'": refused(
    add('attachment', { hash: 'a'.repeat(63) }),
    add('attachment', { hash: 'G'.repeat(64) }),
  ),
  "attachment: kind IN ('image', 'video', 'document')": refused(add('attachment', { kind: 'x' })),
  'attachment: bytes > 0': refused(add('attachment', { bytes: 0 })),
  "campaign: state IN ('draft', 'starting', 'running', 'paused', 'finished', 'cancelled')": refused(
    add('campaign', { state: 'x' }),
  ),
  "campaign: pause_reason IN ('operator', 'pilot', 'overdue', 'other_account', 'attachment_unreadable', 'all_absent', 'unanswered', 'team', 'team_lost')":
    refused(add('campaign', { state: 'paused', pause_reason: 'x' })),
  "campaign: team IN ('open', 'over')": refused(add('campaign', { team: 'x' })),
  "campaign: team IS NULL OR team = 'over' OR state <> 'finished'": refused(
    add('campaign', { team: 'open', state: 'finished', finished_at_ms: 1 }),
  ),
  'campaign: attachment_name IS NULL OR attachment_hash IS NOT NULL': refused(
    add('campaign', { attachment_name: 'Map.pdf' }),
  ),
  'campaign: repeat >= 0': refused(add('campaign', { repeat: -1 })),
  'campaign: repeat_after >= 0': refused(add('campaign', { repeat: 1, repeat_after: -1 })),
  "campaign: repeat_after = 0 OR (repeat > 0 AND state <> 'draft')": refused(
    add('campaign', { repeat_after: 1 }),
    add('campaign', { repeat: 1, repeat_after: 1, state: 'draft', started_at_ms: null }),
  ),
  'campaign: pilot_approved IN (0, 1)': refused(add('campaign', { pilot_approved: 2 })),
  "campaign: (state = 'paused') = (pause_reason IS NOT NULL)": refused(
    add('campaign', { state: 'paused' }),
    add('campaign', { id: 8, uid: 'campaign-8', pause_reason: 'operator' }),
  ),
  "campaign: came_back IN ('restored', 'moved')": refused(
    add('campaign', { state: 'paused', pause_reason: 'operator', came_back: 'x' }),
  ),
  "campaign: came_back IS NULL OR state = 'starting' OR state = 'paused'": refused(
    add('campaign', { came_back: 'restored' }),
    add('campaign', { id: 8, uid: 'campaign-8', state: 'finished', finished_at_ms: 1, came_back: 'moved' }),
  ),
  "campaign: (state = 'draft') = (started_at_ms IS NULL)": refused(
    add('campaign', { state: 'draft' }),
    add('campaign', { id: 8, uid: 'campaign-8', started_at_ms: null }),
  ),
  "campaign: state = 'draft' OR (account IS NOT NULL AND list_id IS NOT NULL)": refused(
    add('campaign', { account: null }),
    add('campaign', { id: 8, uid: 'campaign-8', list_id: null }),
  ),
  "campaign: (state IN ('finished', 'cancelled')) = (finished_at_ms IS NOT NULL)": refused(
    add('campaign', { state: 'finished' }),
    add('campaign', { id: 8, uid: 'campaign-8', finished_at_ms: 1 }),
  ),
  'campaign: absent_asked IN (0, 1)': refused(add('campaign', { absent_asked: 2 })),
  'campaign: leave_copies_out IN (0, 1)': refused(add('campaign', { leave_copies_out: 2 })),
  "campaign: contacts_answer IN ('leave_out', 'send')": refused(
    add('campaign', { contacts_answer: 'x', contacts_answered_at_ms: 1 }),
  ),
  "campaign: later_contacts_answer IN ('leave_out', 'send')": refused(add('campaign', { later_contacts_answer: 'x' })),
  'campaign: (contacts_answer IS NULL) = (contacts_answered_at_ms IS NULL)': refused(
    add('campaign', { contacts_answer: 'send' }),
    add('campaign', { contacts_answered_at_ms: 1 }),
  ),
  'campaign: later_contacts_answer IS NULL OR started_at_ms IS NOT NULL': refused(
    add('campaign', { state: 'draft', started_at_ms: null, later_contacts_answer: 'send' }),
  ),
  'campaign: replied >= 0': refused(add('campaign', { replied: -1 })),
  'campaign: follows_id <> id': refused(add('campaign', { follows_id: 9 })),
  'campaign: leave_blanks_out IN (0, 1)': refused(add('campaign', { leave_blanks_out: 2 })),
  'campaign: keeps_place IN (0, 1)': refused(add('campaign', { keeps_place: 2 })),
  "skip: reason IN ('already_has_text', 'do_not_contact', 'contacted_recently', 'blank_placeholder', 'no_hours', 'no_moment', 'erased')":
    refused(add('skip', { reason: 'x' })),
  'campaign: waiting_replies >= 0': refused(`UPDATE campaign SET waiting_replies = -1 WHERE id = 1`),
  'conversation: is_held IN (0, 1)': refused(add('conversation', { is_held: 2 })),
  "conversation: settled_how IN ('answered', 'done')": refused(
    add('conversation', { waits_since_ms: null, settled_how: 'x', settled_at_ms: 1 }),
  ),
  'conversation: (waits_since_ms IS NULL) = (settled_how IS NOT NULL)': refused(
    add('conversation', { waits_since_ms: null }),
    add('conversation', isDone),
  ),
  "conversation: (settled_how IS 'done') = (done_since_ms IS NOT NULL)": refused(
    add('conversation', { waits_since_ms: null, settled_how: 'done', settled_at_ms: 1 }),
    add('conversation', { done_since_ms: 1 }),
  ),
  'conversation: done_remind_at_ms IS NULL OR done_since_ms IS NOT NULL': refused(
    add('conversation', { done_remind_at_ms: 1 }),
  ),
  'conversation: (settled_how IS NULL) = (settled_at_ms IS NULL)': refused(add('conversation', { settled_at_ms: 1 })),
  'reply: written_at_ms <= at_ms': refusedAfter([add('attempt', passed)], add('reply', { written_at_ms: 2 })),
  "stop: answer IN ('added', 'dismissed')": refused(add('stop', { answer: 'x' })),
  'stop: (phone IS NULL) = (variant_key IS NULL)': refused(
    add('stop', { phone: null }),
    add('stop', { variant_key: null }),
  ),
  'stop: lid IS NULL OR phone IS NULL': refused(add('stop', { lid: '1@lid' })),
  'stop: (answer IS NULL) = (answered_at_ms IS NULL)': refused(
    add('stop', { answer: null }),
    add('stop', { answered_at_ms: null }),
  ),
  "campaign: follows_group IN ('not_sent', 'no_read_receipt', 'no_reply', 'replied', 'said_word')": refused(
    add('campaign', { id: 8, uid: 'c8', follows_group: 'x' }),
  ),
  'campaign: step_word IS NULL OR (follows_id IS NOT NULL AND follows_group IS NOT NULL)': refused(
    add('campaign', { step_word: '', follows_group: 'no_reply' }),
    add('campaign', { step_word: '', follows_id: 1 }),
  ),
  "campaign: next_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'": refused(
    add('campaign', { next_day: 'Thursday' }),
  ),
  "campaign: next_day IS NULL OR (state <> 'draft' AND state <> 'finished')": refused(
    add('campaign', { next_day: '2026-12-10', state: 'draft', started_at_ms: null }),
    add('campaign', { next_day: '2026-12-10', state: 'finished', finished_at_ms: 2 }),
  ),
  'second_step: after_days >= 1': refusedAfter([draftCampaign], add('second_step', { after_days: 0 })),
  'second_step: at_minute BETWEEN 0 AND 1439': refusedAfter(
    [draftCampaign],
    add('second_step', { at_minute: -1 }),
    add('second_step', { at_minute: 1440 }),
  ),
  "second_step: whom IN ('no_reply', 'no_read_receipt', 'said_word')": refusedAfter(
    [draftCampaign],
    add('second_step', { whom: 'x' }),
  ),
  'second_step: by_itself IN (0, 1)': refusedAfter([draftCampaign], add('second_step', { by_itself: 2 })),
  'second_step: drawn_until_ms >= 0': refusedAfter([draftCampaign], add('second_step', { drawn_until_ms: -1 })),
  'campaign_counts: is_counting = 0': refused(add('campaign_counts', { is_counting: 1 })),
  'campaign_counts: campaign_id > 0': {
    setUp: [add('campaign', { id: 0 })],
    forbidden: [add('campaign_counts', { campaign_id: 0 })],
  },
  "scope: (version = 0 AND name GLOB 'campaign:?*') OR (version > 0 AND name GLOB 'text:?*')": {
    setUp: [add('attempt')],
    forbidden: [
      add('scope', { version: 0 }),
      add('scope', { name: 'campaign:x' }),
      add('scope', { name: 'campaign:', version: 0 }),
      add('scope', { name: 'text:' }),
      add('scope', { name: 'other' }),
      add('scope', { version: -1 }),
    ],
  },
  'history: became BETWEEN 0 AND 4': refused(add('history', { became: -1 }), add('history', { became: 5 })),
  'fence: repeat >= 0': {
    setUp: [add('attempt')],
    forbidden: [add('fence', { repeat: -1 })],
  },
  "alarm: kind IN ('bypass', 'contradiction', 'second_copy', 'restored', 'ledger_ahead', 'ledger_lost', 'ledger_damaged', 'other_machine', 'ledger_unknown', 'unreplayed')":
    refused(add('alarm', { kind: 'x' })),
  'alarm: length(trim(acknowledged_by)) > 0': refused(add('alarm', { acknowledged_at_ms: 2, acknowledged_by: ' ' })),
  'notice: length(trim(dismissed_by)) > 0': refused(add('notice', { dismissed_at_ms: 2, dismissed_by: '' })),
  'alarm: count >= 0': refused(add('alarm', { count: -1 })),
  'alarm: (acknowledged_at_ms IS NULL) = (acknowledged_by IS NULL)': refused(
    add('alarm', { acknowledged_at_ms: 2 }),
    add('alarm', { id: 8, kind: 'contradiction', acknowledged_by: 'Ana' }),
  ),
  "notice: kind IN ('backup_missed', 'campaign_not_begun', 'date_unseen', 'line_not_replayed', 'setting_unreadable')":
    refused(add('notice', { kind: 'x' })),
  'notice: (dismissed_at_ms IS NULL) = (dismissed_by IS NULL)': refused(
    add('notice', { dismissed_at_ms: 2 }),
    add('notice', { dismissed_by: 'Ana' }),
  ),
  ...messageScripts(),
  ...answerScripts(),
  ...attemptScripts(),
};

function messageScripts(): Record<string, Script> {
  return {
    [`message: ${oneOf('status', 'pending', 'sending', 'sent', 'failed', 'cancelled')}`]: refused(
      add('message', { status: 'x' }),
    ),
    [`message: ${reasons}`]: refused(add('message', { status: 'failed', reason: 'x' })),
    "message: evidence IN ('ack', 'operator')": refused(add('message', { ...sent, evidence: 'x' })),
    'message: ack BETWEEN 0 AND 4': refused(
      add('message', { ...sent, ack: 5 }),
      add('message', { id: 8, ...failed, ack: -1 }),
    ),
    "message: settlement IN ('seen', 'not_there')": refused(add('message', { ...sent, settlement: 'x' })),
    'message: copies_seen >= 0': refused(add('message', { copies_seen: -1 })),
    "message: (status = 'failed') = (reason IS NOT NULL)": refused(
      add('message', { status: 'failed' }),
      `UPDATE message SET reason = 'missed' WHERE id = 1`,
    ),
    "message: (status = 'sent') = (evidence IS NOT NULL)": refused(
      add('message', { status: 'sent', ack: 1 }),
      `UPDATE message SET evidence = 'ack', ack = 1 WHERE id = 1`,
    ),
    "message: evidence IS NOT 'ack' OR (ack IS NOT NULL AND ack >= 1)": refused(
      add('message', { ...sent, ack: 0 }),
      `UPDATE message SET status = 'sent', evidence = 'ack' WHERE id = 1`,
    ),
    "message: evidence IS NOT 'operator' OR settlement IS 'seen'": refused(
      add('message', { ...sent, evidence: 'operator' }),
      `UPDATE message SET status = 'sent', evidence = 'operator', settlement = 'not_there' WHERE id = 1`,
    ),
    [`message: ${oneOf('set_aside', 'no_answer', 'in_chat', 'got_meanwhile', 'contacted', 'text_changed', 'asked_to_stop', 'second_step', 'list_changed', 'old_chat')}`]:
      refused(add('message', { set_aside: 'x' })),
    'message: repeat > 0': refused(add('message', { ...repeated, repeat: 0 })),
    'message: repeat_after >= 0': refused(add('message', { ...repeated, repeat_after: -1 })),
    'message: (repeat IS NULL) = (repeat_after IS NULL) AND (repeat IS NULL) = (repeat_at_ms IS NULL)': refused(
      add('message', { ...repeated, repeat_after: null }),
      add('message', { ...repeated, repeat_at_ms: null }),
      add('message', { ...repeated, repeat: null }),
    ),
    'message: json_valid(moved_from)': refused(add('message', { moved_from: '{' })),
    "message: set_aside IS NOT 'old_chat' OR moved_from IS NOT NULL": refused(
      add('message', { set_aside: 'old_chat' }),
    ),
    'message: look_rounds >= 0': refused(add('message', { look_rounds: -1 })),
    "message: set_aside IS NULL OR status = 'pending'": refused(add('message', { ...failed, set_aside: 'in_chat' })),
    "message: (set_aside IS 'no_answer') = (set_aside_until_ms IS NOT NULL)": refused(
      add('message', { set_aside: 'no_answer' }),
      add('message', { id: 8, set_aside: 'in_chat', set_aside_until_ms: 1 }),
    ),
    'message: (look_rounds > 0) = (first_look_failed_ms IS NOT NULL)': refused(
      add('message', { look_rounds: 1 }),
      add('message', { id: 8, first_look_failed_ms: 1 }),
    ),
    "message: reason IS NOT 'not_on_whatsapp' OR (first_absent_ms IS NOT NULL AND first_absent_ms < changed_at_ms)":
      refused(
        add('message', { ...failed, reason: 'not_on_whatsapp' }),
        add('message', { ...failed, id: 8, reason: 'not_on_whatsapp', first_absent_ms: 1, changed_at_ms: 1 }),
      ),
    "message: settlement IS NULL OR status IN ('sent', 'failed')": refused(add('message', { settlement: 'seen' })),
  };
}

function answerScripts(): Record<string, Script> {
  const setUp = [add('attempt', answering), add('conversation')];
  const refusedOf = (...rows: Parameters<typeof add>[1][]): Script => ({
    setUp,
    forbidden: rows.map((row) => add('answer', row)),
  });
  return {
    'conversation: remind_at_ms IS NULL OR waits_since_ms IS NOT NULL': refused(
      add('conversation', { waits_since_ms: null, ...isDone, remind_at_ms: 2 }),
    ),
    'answer: length(press) >= 32': refusedOf({ press: 'short' }),
    'answer: is_repeat IN (0, 1)': refusedOf({ is_repeat: 2 }),
    'answer: is_all_the_same IN (0, 1)': refusedOf({ is_all_the_same: 2 }),
    [`answer: why IN (${answerEnds.map((why) => `'${why}'`).join(', ')})`]: refusedOf({ why: 'x' }),
  };
}

function attemptScripts(): Record<string, Script> {
  const other = { id: 8, token: 'token-8'.padEnd(32, '-'), message_id: 2 };
  return {
    'attempt: ack IS NULL OR ack < 1 OR acked_at_ms IS NOT NULL': refused(
      add('attempt', { ...acked, acked_at_ms: null }),
    ),
    'attempt: length(token) >= 22': refused(add('attempt', { token: 'short' })),
    [`attempt: ${oneOf('kind', 'campaign', 'test', 'ledger', 'answer')}`]: refused(
      add('attempt', { kind: 'x', message_id: null }),
    ),
    [`attempt: ${oneOf('outcome', 'unknown', 'sent', 'not_sent')}`]: refused(add('attempt', { outcome: 'x' })),
    'attempt: ack BETWEEN 0 AND 4': refused(add('attempt', { ...acked, ack: 5 })),
    'attempt: reconciled_count >= 0': refused(add('attempt', { reconciled_count: -1 })),
    "attempt: (kind = 'campaign') = (message_id IS NOT NULL)": refused(
      add('attempt', { message_id: null }),
      add('attempt', { ...other, kind: 'test' }),
    ),
    "attempt: kind <> 'answer' OR attachment_hash IS NULL": refused(
      add('attempt', { ...answering, attachment_hash: 'a'.repeat(64) }),
    ),
    'attempt: (wa_random IS NULL) = (wa_key IS NULL)': refused(
      add('attempt', { ...passed, wa_key: null }),
      add('attempt', { ...other, wa_key: '{}' }),
    ),
    'attempt: (wa_random IS NULL) = (passed_at_ms IS NULL)': refused(
      add('attempt', { ...passed, passed_at_ms: null }),
      add('attempt', { ...other, passed_at_ms: 2 }),
    ),
    "attempt: outcome <> 'not_sent' OR (wa_random IS NULL AND closed_at_ms IS NOT NULL)": refused(
      add('attempt', { ...closed, ...passed }),
      add('attempt', { ...other, ...closed, closed_at_ms: null }),
    ),
    "attempt: outcome <> 'sent' OR (wa_random IS NOT NULL AND ack IS NOT NULL AND ack >= 1)": refused(
      add('attempt', { ...acked, wa_key: null, wa_random: null, passed_at_ms: null }),
      add('attempt', { ...other, ...acked, wa_random: 'r8', ack: 0 }),
    ),
    "attempt: outcome <> 'unknown' OR ack IS NULL OR ack = 0": refused(
      add('attempt', { ...passed, ack: 1, acked_at_ms: 3 }),
    ),
    "attempt: outcome <> 'not_sent' OR ack IS NULL OR ack < 1 OR contradicted_at_ms IS NOT NULL": refused(
      add('attempt', { ...contradicted, contradicted_at_ms: null }),
    ),
  };
}

/** A second attempt, for another message. */
const later = { id: 8, token: 'token-8'.padEnd(32, '-'), message_id: 2 };

/** For each unique index, a second row that only this index refuses. */
export const indexScripts: Readonly<Record<string, Script>> = {
  do_not_contact_variant: refusedAfter([add('do_not_contact')], add('do_not_contact', { phone: '+45' })),
  scope_name_unique: refused(add('scope', { name: 'text:hello' })),
  team_ask_token_unique: refusedAfter([add('team_ask')], add('team_ask', { id: 8 })),
  tag_name_unique: refusedAfter([add('tag')], add('tag', { id: 8, name: 'Volunteer' })),
  kept_filter_name_unique: refusedAfter([add('kept_filter')], add('kept_filter', { id: 8 })),
  list_uid_unique: refused(add('list', { uid: 'list-1' })),
  recipient_row: refused(add('recipient', { row_number: 1 })),
  recipient_phone: refused(add('recipient', { phone: '+447700900101' })),
  campaign_uid_unique: refused(add('campaign', { uid: 'campaign-1' })),
  saved_answer_name_unique: { setUp: [add('saved_answer')], forbidden: [add('saved_answer')] },
  saved_text_name_unique: { setUp: [add('saved_text')], forbidden: [add('saved_text')] },
  pause_open: {
    setUp: [add('pause', { to_ms: null }), add('pause', { campaign_id: null, to_ms: null })],
    forbidden: [add('pause', { to_ms: null }), add('pause', { campaign_id: null, to_ms: null })],
  },
  stop_wa_key_unique: { setUp: [add('stop', { wa_key: 'k' })], forbidden: [add('stop', { wa_key: 'k' })] },
  reply_wa_key_unique: { setUp: [add('reply', { wa_key: 'k' })], forbidden: [add('reply', { wa_key: 'k' })] },
  message_recipient: refused(add('message', { recipient_id: 1 })),
  account_phone: { setUp: [add('account')], forbidden: [add('account', { id: 8, folder: 'two' })] },
  account_folder: { setUp: [add('account')], forbidden: [add('account', { id: 8, phone: '+45' })] },
  attempt_before_gate: { setUp: [add('attempt')], forbidden: [add('attempt', { ...later, account: '+45' })] },
  message_single_flight: {
    setUp: [`UPDATE message SET status = 'sending' WHERE id = 1`],
    forbidden: [`UPDATE message SET status = 'sending' WHERE id = 2`],
  },
  attempt_token_unique: { setUp: [add('attempt', closed)], forbidden: [add('attempt', { id: 8, message_id: 2 })] },
  attempt_wa_random_unique: {
    setUp: [add('attempt', passed)],
    forbidden: [add('attempt', { ...passed, ...later })],
  },
  attempt_refused_random_unique: {
    setUp: [add('attempt', { ...closed, refused_random: 'f' })],
    forbidden: [add('attempt', { ...later, refused_random: 'f' })],
  },
  attempt_answer_open: { setUp: [add('attempt', answering)], forbidden: [add('attempt', another)] },
  answer_press_unique: {
    setUp: [
      add('attempt', answering),
      add('attempt', { ...another, chat_id: 'y@c.us' }),
      add('conversation'),
      add('answer'),
    ],
    forbidden: [add('answer', { attempt_id: 8 })],
  },
  alarm_open: { setUp: [add('alarm')], forbidden: [add('alarm', { id: 8 })] },
  notice_once: { setUp: [add('notice')], forbidden: [add('notice', { id: 8 })] },
  attempt_live: {
    setUp: [add('attempt', passed)],
    forbidden: [add('attempt', { id: 8, token: 'token-8'.padEnd(32, '-') })],
  },
};

/** For each key, a second holder of the same fence. */
export const keyScripts: Readonly<Record<string, Script>> = {
  fence: {
    setUp: [add('attempt', passed), add('fence'), add('attempt', later)],
    forbidden: [add('fence', { attempt_id: 8 })],
  },
};
