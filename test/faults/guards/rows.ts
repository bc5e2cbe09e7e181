type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;

const literal = (value: Value) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value));

/** A valid row of each table; a script changes the columns that it is about. */
const sound: Readonly<Record<string, Row>> = {
  account: { id: 9, phone: '+44', name: 'Office', folder: '' },
  setting: { key: 'theme', value: '"dark"' },
  list: {
    id: 9,
    uid: 'list-9',
    file_name: 'a.csv',
    country: 'GB',
    fields: '[]',
    headers: '[]',
    created_at_ms: 1,
    published_at_ms: 1,
    rows: 1,
    recipients: 1,
    possible_duplicates: '[]',
  },
  recipient: {
    id: 9,
    list_id: 1,
    row_number: 9,
    name: 'Ana',
    phone: '+447700900109',
    extra: '',
    cells: '[]',
  },
  left_out: { list_id: 1, row_number: 9, reason: 'same_number', problem: '', cell: '', name: '', cells: '[]' },
  attachment: {
    hash: 'a'.repeat(64),
    file_name: 'a.png',
    mime_type: 'image/png',
    kind: 'image',
    bytes: 1,
    created_at_ms: 1,
  },
  campaign: {
    id: 9,
    uid: 'campaign-9',
    name: 'C',
    state: 'running',
    pause_reason: null,
    text: 'Hello',
    repeat: 0,
    list_id: 1,
    account: '+44',
    schedule: '{}',
    pilot_approved: 0,
    created_at_ms: 1,
    started_at_ms: 1,
    finished_at_ms: null,
  },
  second_step: {
    campaign_id: 9,
    after_days: 1,
    at_minute: 600,
    whom: 'no_reply',
    word: '',
    text: 'Again',
    by_itself: 0,
    drawn_until_ms: 0,
  },
  campaign_counts: { campaign_id: 2 },
  skip: { campaign_id: 1, recipient_id: 1, reason: 'do_not_contact' },
  message: {
    id: 9,
    campaign_id: 1,
    recipient_id: 3,
    status: 'pending',
    reason: null,
    evidence: null,
    ack: null,
    settlement: null,
    contradiction: null,
    change: 3,
    changed_at_ms: 1,
    changed_by: 'operator',
    name_key: 'ana',
    phone_key: '+447700900103',
    account: '+44',
  },
  attempt: {
    id: 9,
    token: 'token-9'.padEnd(32, '-'),
    kind: 'campaign',
    message_id: 1,
    account: '+44',
    chat_id: 'x@c.us',
    body: 'Hello',
    outcome: 'unknown',
    wa_key: null,
    wa_random: null,
    refused_random: null,
    ack: null,
    opened_at_ms: 1,
    passed_at_ms: null,
    closed_at_ms: null,
    acked_at_ms: null,
    rejected_at_ms: null,
    contradicted_at_ms: null,
    reconciled_count: 0,
  },
  waiting: { campaign_id: 1, account: '+44', country: 'BR', zones: '', people: 1 },
  handed_over: { campaign_id: 1, account: '+44', from_ms: 900_000, count: 1, last_at_ms: 900_000 },
  scope: { id: 9, name: 'text:bye', version: 1 },
  fence: { scope_id: 1, alias: 'a', attempt_id: 9 },
  reply: { message_id: 1, at_ms: 1, written_at_ms: 1, text: 'Thanks' },
  stop: {
    at_ms: 1,
    phone: '+44',
    variant_key: '+44',
    text: 'Stop',
    stop_word: 'stop',
    answer: 'added',
    answered_at_ms: 2,
  },
  conversation: {
    message_id: 1,
    campaign_id: 1,
    waits_since_ms: 1,
    last_at_ms: 1,
    settled_how: null,
    settled_at_ms: null,
  },
  do_not_contact: { phone: '+44', variant_key: '+44', note: '', why: 'asked', who: '', file_name: '', added_at_ms: 1 },
  person: { id: 9, since_ms: 1 },
  person_number: { variant_key: '+44', person_id: 9 },
  membership: { recipient_id: 1, list_id: 1, person_id: 9 },
  tag: { id: 9, name: 'volunteer' },
  person_tag: { tag_id: 9, person_id: 9 },
  kept_filter: { id: 9, name: 'Quiet ones', filter: '{}' },
  answer: {
    attempt_id: 9,
    message_id: 1,
    press: 'press'.padEnd(36, '-'),
    seen_reply_id: 0,
    is_repeat: 0,
    is_all_the_same: 0,
    why: null,
  },
  pause: { campaign_id: 1, reason: 'operator', from_ms: 1, to_ms: 2 },
  list_reading: { campaign_id: 1, at_ms: 1, result: '{}', before: '[]', added: '[]' },
  saved_answer: { name: 'Parking', text: 'Hello', saved_at_ms: 1 },
  saved_text: { name: 'Greeting', text: 'Hello', saved_at_ms: 1 },
  alarm: { id: 9, kind: 'bypass', message_id: 1, detail: '', count: null, raised_at_ms: 1 },
  notice: { id: 9, kind: 'line_not_replayed', message_id: 1, campaign_id: 1, detail: '', raised_at_ms: 1 },
  team_ask: {
    id: 9,
    token: 'token'.padEnd(36, '-'),
    team: 'team',
    run: 'run',
    message_id: 1,
    campaign: '',
    fences: '[1]',
    asked_at_ms: 1,
    granted_over: null,
    told: 1,
  },
  history: { message_id: 1, number: 1, at_ms: 1, change: 3, detail: '', made_by: 'operator' },
};

/** The statement that adds a row, valid but for the given columns. */
export function add(table: string, changed: Row = {}): string {
  const row = { ...sound[table], ...changed };
  return `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')})`;
}

/** The statement that changes one message, by default the first. */
export const set = (what: string, id = 1) => `UPDATE message SET ${what} WHERE id = ${id}`;
/** The statement that changes the attempt that `add` makes. */
export const setAttempt = (what: string) => `UPDATE attempt SET ${what} WHERE id = 9`;
export const messageIs = (row: Row) =>
  set(
    Object.entries(row)
      .map(([name, value]) => `${name} = ${value === null ? 'NULL' : `'${value}'`}`)
      .join(', '),
  );
export const claim = set(`status = 'sending'`);

/** Messages that were sent or failed in doubt, and the attempts that belong to them. */
export const sent: Row = { status: 'sent', evidence: 'ack', ack: 1 };
export const inDoubt: Row = { status: 'failed', reason: 'no_confirmation' };
export const failed: Row = { status: 'failed', reason: 'missed' };
export const passed: Row = { wa_key: '{}', wa_random: 'r9', passed_at_ms: 2 };
export const acked: Row = { ...passed, outcome: 'sent', ack: 1, acked_at_ms: 3 };
export const closed: Row = { outcome: 'not_sent', closed_at_ms: 2 };
export const contradicted: Row = { ...closed, refused_random: 'f9', ack: 1, acked_at_ms: 3, contradicted_at_ms: 3 };

/** The attempt of an answer, and a second one. */
export const answering: Row = { kind: 'answer', message_id: null };
export const another: Row = { ...answering, id: 8, token: 'token-8'.padEnd(32, '-') };

/** The second message's attempt. */
export const second: Row = { id: 8, token: 'token-8'.padEnd(32, '-'), message_id: 2 };
export const draft = add('campaign', { state: 'draft', started_at_ms: null });

export const known = ['person', 'person_number', 'membership', 'tag', 'person_tag'].map((table) => add(table));

/**
 * The data that every script starts with: a published list of three people, and a running campaign with two messages.
 */
export const beginning: readonly string[] = [
  add('list', { id: 1, uid: 'list-1', rows: 3, recipients: 3 }),
  ...[1, 2, 3].map((id) => add('recipient', { id, row_number: id, phone: `+44770090010${id}` })),
  ...[1, 2].map((id) => add('campaign', { id, uid: `campaign-${id}` })),
  add('scope', { id: 1, name: 'text:hello' }),
  add('scope', { id: 2, name: 'text:again' }),
  add('campaign_counts', { campaign_id: 1, pending: 2 }),
  ...[1, 2].map((id) => add('message', { id, recipient_id: id, phone_key: `+44770090010${id}` })),
];
