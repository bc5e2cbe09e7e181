import { brokenInvariant } from '../../../db/folder/invariants.ts';
import { limits } from '../../../domain/limits.ts';
import { type FailureReason, isNotSentReason, type Status, transitions } from '../../../domain/messages/message.ts';
import { paths } from '../model/paths.ts';
import type { AppProcess } from './app-process.ts';
import { wrongTimes } from './own-times-oracle.ts';
import type { SimulatedWhatsApp, Taken } from './whatsapp.ts';

type MessageRow = {
  id: number;
  status: Status;
  reason: FailureReason | null;
  evidence: string | null;
  settlement: string | null;
  contradiction: string | null;
  campaign: string;
  row: number;
  phone: string;
  occasion: string;
};
type HistoryRow = { message_id: number; number: number; to_status: Status | null; detail: string };

const messagesSql = `SELECT m.id, m.status, m.reason, m.evidence, m.settlement, m.contradiction, c.uid AS campaign,
  r.row_number AS row, r.phone, m.occasion FROM message m JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id`;
const historySql = `SELECT message_id, number, to_status, detail FROM history ORDER BY message_id, number`;
const recountSql = `SELECT count(*) FROM campaign_counts t WHERE
  t.pending <> (SELECT count(*) FROM message WHERE campaign_id = t.campaign_id AND status = 'pending')
  OR t.sending <> (SELECT count(*) FROM message WHERE campaign_id = t.campaign_id AND status = 'sending')
  OR t.sent <> (SELECT count(*) FROM message WHERE campaign_id = t.campaign_id AND status = 'sent')
  OR t.delivered <> (SELECT count(*) FROM message WHERE campaign_id = t.campaign_id AND status = 'sent' AND ack >= 2)
  OR t.read <> (SELECT count(*) FROM message WHERE campaign_id = t.campaign_id AND status = 'sent' AND ack >= 3)
  OR t.seen_by_operator <> (SELECT count(*) FROM message WHERE campaign_id = t.campaign_id AND evidence = 'operator')
  OR t.not_sent + t.not_confirmed <> (SELECT count(*) FROM message WHERE campaign_id = t.campaign_id AND status = 'failed')
  OR t.not_confirmed <> (SELECT count(*) FROM message WHERE campaign_id = t.campaign_id
    AND reason IN ('no_confirmation', 'interrupted', 'rejected'))
  OR (SELECT sum(reply_count) FROM message WHERE campaign_id = t.campaign_id)
    <> (SELECT count(*) FROM reply y JOIN message m ON m.id = y.message_id WHERE m.campaign_id = t.campaign_id)
  OR t.cancelled <> (SELECT count(*) FROM message WHERE campaign_id = t.campaign_id AND status = 'cancelled')
  OR t.to_check <> (SELECT count(*) FROM message WHERE campaign_id = t.campaign_id AND settlement IS NULL
    AND reason IN ('no_confirmation', 'interrupted', 'rejected'))
  OR t.has_text <> (SELECT count(*) FROM message WHERE campaign_id = t.campaign_id AND reason = 'duplicate')`;

/** Finds both errors: quarters of an hour with a wrong count, and hand-overs that no quarter counts. */
const handedOverSql = `WITH real AS (
    SELECT m.campaign_id, a.account, a.passed_at_ms / 900000 * 900000 AS from_ms, count(*), max(a.passed_at_ms)
    FROM attempt a JOIN message m ON m.id = a.message_id WHERE a.passed_at_ms IS NOT NULL GROUP BY 1, 2, 3)
  SELECT count(*) FROM (SELECT * FROM real EXCEPT SELECT * FROM handed_over) UNION ALL
  SELECT count(*) FROM (SELECT * FROM handed_over EXCEPT SELECT * FROM real) ORDER BY 1 DESC`;

/** The claims of campaigns in each person's own hours. Attempts restored from the ledger have another time. */
const claimsSql = `SELECT a.opened_at_ms AS atMs, r.country FROM attempt a JOIN message m ON m.id = a.message_id
  JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id
  WHERE a.kind = 'campaign' AND c.schedule ->> '$.window.perPerson' = 1 AND coalesce(a.wa_key ->> 'serialized', 'none') <> ''`;
type Claim = { readonly atMs: number; readonly country: string };

/** By the wall clocks of a country's outermost places, read without the app's help. */
function isInHours({ atMs, country }: Claim): boolean {
  const zones = country === 'BR' ? ['America/Noronha', 'America/Rio_Branco'] : ['Europe/London'];
  return zones.every((timeZone) => {
    const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', hourCycle: 'h23', timeZone }).format(atMs);
    return clock >= '07:01' && clock < '18:00';
  });
}

/** What is wrong in the world at this moment, in words: a text twice, or a false status. */
export function wrongsOfTheWorld(whatsapp: SimulatedWhatsApp, app: AppProcess | null): string[] {
  const said: string[] = [...whatsapp.harms];
  for (const [key, count] of whatsapp.deliveries()) if (count > 1) said.push(`${key}: delivered ${count} times`);
  if (app) said.push(...numbersTwice(app), ...wrongAnswers(app, whatsapp.taken), ...wrongTimes(app, whatsapp));
  for (const message of app ? messagesOf(app) : []) {
    said.push(...wrongStatus(message, whatsapp));
    if (message.reason === 'not_on_whatsapp' && !wasSaidTwice(message.phone, whatsapp.said))
      said.push(`message ${message.id} is not on WhatsApp, which was not said twice with a witness`);
  }
  return said;
}

/** What is wrong in the records before it does harm: sums, history, the ledger, and what was noticed at a gate. */
export function wrongsOfTheBooks(whatsapp: SimulatedWhatsApp, app: AppProcess | null): string[] {
  const said = [...whatsapp.violations];
  if (!app) return said;
  const { sqlite } = app.stores.db;
  // A reason for which a backup of this moment would be refused.
  const broken = brokenInvariant(app.stores.db);
  if (broken !== null) said.push(`not so any more: ${broken}`);
  if (sqlite.prepare(recountSql).pluck().get() !== 0) said.push('the counts differ from a recount');
  if (sqlite.prepare(handedOverSql).pluck().get() !== 0) said.push('the hand-overs of a day differ from a recount');
  for (const claim of sqlite.prepare(claimsSql).all() as Claim[])
    if (!isInHours(claim)) said.push(`claimed outside hours: ${claim.country}`);
  said.push(...wrongHistory(messagesOf(app), sqlite.prepare(historySql).all() as HistoryRow[]));
  said.push(...wrongLedger(app, whatsapp.taken));
  return said;
}

const messagesOf = (app: AppProcess) => app.stores.db.sqlite.prepare(messagesSql).all() as MessageRow[];

function wrongStatus(message: MessageRow, whatsapp: SimulatedWhatsApp): string[] {
  const delivered = whatsapp.takenOf(message).filter(({ place }) => place === 'delivered');
  // The app knows nothing about a message that went past the gate, until WhatsApp acknowledges it.
  const known = delivered.filter((one) => !one.isForgotten && (one.isThroughGate || one.isAlarmed));
  const name = `message ${message.id} is ${message.status}${message.reason ? `:${message.reason}` : ''}`;
  const said: string[] = [];
  if (message.evidence === 'ack' && delivered.length === 0) said.push(`${name} by an ack, and was never delivered`);
  if (message.evidence === 'operator' && message.settlement !== 'seen') said.push(`${name} by nobody's word`);
  if (known.length > 0 && !mayHaveArrived(message)) said.push(`${name}, and was delivered`);
  if (delivered.some((one) => one.isAlarmed) && message.contradiction === null) said.push(`${name} without the alarm`);
  return said;
}

/** Numbers that more than one account sends from. */
function numbersTwice({ accounts }: AppProcess): string[] {
  const phones = accounts.ready().map(({ phone }) => phone);
  const twice = phones.filter((phone, place) => phones.indexOf(phone) !== place);
  return twice.map((phone) => `${phone} has two sessions`);
}

const answersSql = `SELECT token, outcome, contradicted_at_ms IS NOT NULL AS isContradicted FROM attempt WHERE kind = 'answer'`;
type AnswerRow = { readonly token: string; readonly outcome: string; readonly isContradicted: 0 | 1 };

/** An answer that is "sent" was delivered, and one that is "not sent" was not. */
function wrongAnswers({ stores }: AppProcess, taken: readonly Taken[]): string[] {
  return (stores.db.sqlite.prepare(answersSql).all() as AnswerRow[]).flatMap(({ token, outcome, isContradicted }) => {
    const delivered = taken.filter((one) => one.token === token && one.place === 'delivered');
    const known = delivered.filter((one) => !one.isForgotten && (one.isThroughGate || one.isAlarmed));
    return [
      ...(outcome === 'sent' && delivered.length === 0 ? ['an answer is sent, and was never delivered'] : []),
      ...(outcome === 'not_sent' && isContradicted === 0 && known.length > 0
        ? ['an answer is not sent, and was delivered']
        : []),
    ];
  });
}

/** Whether a number was called not registered twice, ten minutes apart, each time with a witness right after it. */
function wasSaidTwice(phone: string, all: SimulatedWhatsApp['said']): boolean {
  const accounts = new Set(all.map(({ account }) => account));
  return [...accounts].some((account) =>
    wasSaidTwiceBy(
      phone,
      all.filter((one) => one.account === account),
    ),
  );
}

function wasSaidTwiceBy(phone: string, said: SimulatedWhatsApp['said']): boolean {
  const times = said.flatMap((one, index) => {
    const next = said[index + 1];
    const isWitnessed = next?.said === 'registered' && next.phone !== phone;
    return one.phone === phone && one.said === 'absent' && isWitnessed ? [one.atMs] : [];
  });
  return times.some((first) => times.some((second) => second - first >= limits.absentAgainMs));
}

function mayHaveArrived({ status, reason }: MessageRow): boolean {
  return status === 'sent' || status === 'sending' || (reason !== null && !isNotSentReason(reason));
}

function wrongHistory(messages: readonly MessageRow[], rows: readonly HistoryRow[]): string[] {
  const said: string[] = [];
  const begun = { status: 'pending' as Status, word: 'pending', number: 0 };
  const now = new Map(messages.map(({ id }) => [id, begun]));
  for (const row of rows) {
    const before = now.get(row.message_id) ?? begun;
    if (row.number !== before.number + 1) said.push(`the history of message ${row.message_id} has a gap`);
    const to = row.to_status ?? before.status;
    const word = row.to_status === null ? before.word : wordOf(to, row.detail);
    const move = `${before.word}>${word}`;
    if (row.to_status !== null && !transitions[before.status].includes(to)) said.push(`illegal: ${move}`);
    if (row.to_status !== null && !paths.has(move)) said.push(`no path of the model: ${move}`);
    now.set(row.message_id, { status: to, word, number: row.number });
  }
  for (const { id, status } of messages)
    if (now.get(id)?.status !== status)
      said.push(`message ${id} is ${status}, its history says ${now.get(id)?.status}`);
  return said;
}

/** A status in the words of the model. */
function wordOf(status: Status, detail: string): string {
  if (status === 'sent') return `sent:${detail}`;
  if (status !== 'failed') return status;
  if (detail === 'duplicate') return 'failed:duplicate';
  return isNotSentReason(detail as FailureReason) ? 'failed:not_sent' : 'failed:not_confirmed';
}

function wrongLedger(app: AppProcess, taken: readonly Taken[]): string[] {
  const lines = new Set([...app.ledger.lines()].map((entry) => entry.random));
  const known = new Set(app.stores.db.values<string>(`SELECT wa_random FROM attempt WHERE wa_random IS NOT NULL`));
  return taken
    .filter((one) => one.isThroughGate && !one.isForgotten)
    .flatMap(({ random }) => [
      ...(lines.has(random) ? [] : [`${random} left without a line in the ledger`]),
      ...(known.has(random) ? [] : [`${random} left and the database does not know it`]),
    ]);
}
