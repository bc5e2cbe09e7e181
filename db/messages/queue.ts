import type { AttachmentKind, Schedule } from '../../domain/campaign.ts';
import type { SetAsideCounts } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { readAck } from '../../domain/messages/message.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import type { Whereabouts } from '../../domain/schedule/hours.ts';
import type { Day } from '../../domain/schedule/pacing.ts';
import type { SendingDay } from '../../domain/schedule/warm-up.ts';
import type { TextHash } from '../campaigns/shown-texts.ts';
import type { ReadDb } from '../database.ts';
import type { ListField } from '../schema.ts';
import { readSchedule } from '../stored-json.ts';
import { accountsIn } from './moves.ts';
import { sendingDaysOf } from './sending-days.ts';

/** The time between two moments, and how many messages at most. */
type Stretch = { readonly sinceMs: number; readonly beforeMs: number; readonly most: number };

/** A campaign that may send, with what its pace needs to know. */
export type RunningCampaign = {
  readonly id: number;
  readonly uid: string;
  readonly account: string;
  readonly schedule: Schedule;
  readonly startedAtMs: number;
  readonly releasedAtMs: number | null;
  readonly pilotApproved: boolean;
  /** The last hand-over that is not in the future: those stamped before the clock was put back are left out. */
  readonly lastHandOverMs: number | null;
  /** Including messages on their way from other accounts. */
  readonly handedOver: number;
};

/** The next messages of one account in a campaign, among people whose numbers give the same place. */
export type NextOfGroup = Whereabouts & {
  readonly account: string;
  /** The first message that was not set aside. `nextDueAtMs`: from when it may go. */
  readonly nextId: number | null;
  readonly nextDueAtMs: number | null;
  /** The first message that was set aside and whose time has come. */
  readonly dueId: number | null;
  /** When the first number without an answer from WhatsApp is asked for again. */
  readonly askedAgainAtMs: number | null;
  /** Whether that message has a time of its own; null where there is no such message. */
  readonly askedAgainHasOwnTime: 0 | 1 | null;
};

/** A message that waits for its own time. `latestAtMs`: until when it may go. */
export type OwnTimeWaiting = Whereabouts & {
  readonly id: number;
  readonly dueAtMs: number;
  readonly latestAtMs: number;
};

export type NextMessage = {
  readonly id: number;
  readonly campaignId: number;
  readonly campaignUid: string;
  readonly phone: string;
  readonly text: string;
  readonly attachmentHash: string | null;
  /** The name under which the file goes; null for the name that it had when it was first chosen. */
  readonly attachmentName: string | null;
  readonly keepsPlace: boolean;
  readonly attachmentKind: AttachmentKind | null;
  readonly repeat: number;
  readonly occasion: string;
  /** From when copies in the chat count: a repeat's declaration, or about its own time; null where all count. */
  readonly copiesSinceMs: number | null;
  /** Whether WhatsApp was asked about it before and it was set aside. */
  readonly wasSetAside: boolean;
  /** When WhatsApp first said that the number is not registered; null where it did not. */
  readonly firstAbsentMs: number | null;
  /** Since when nobody of the campaign got an answer from WhatsApp; null where the last person did. */
  readonly unansweredSinceMs: number | null;
  readonly cells: readonly string[];
  readonly fields: readonly ListField[];
  readonly textHash: TextHash | null;
  /** The accounts that had this message before, whose chats are read before its claim. */
  readonly movedFrom: readonly string[];
};
type Stored = {
  readonly movedFrom: string | null;
  readonly cells: string;
  readonly fields: string;
  readonly wasSetAside: 0 | 1;
  readonly keepsPlace: 0 | 1;
};

export type DoubtfulAttempt = {
  readonly attemptId: number;
  readonly messageId: number | null;
  readonly waKey: string;
  readonly random: string;
  readonly chatId: string;
  readonly reconciledCount: number;
  readonly passedAtMs: number;
  /** Null for a test to oneself, and where only the ledger knows the attempt. */
  readonly phone: string | null;
};

/** What waits and what went: the dispatcher decides by it, and the window shows forecasts. It writes nothing. */
export class Queue {
  readonly #db: ReadDb;

  constructor(db: ReadDb) {
    this.#db = db;
  }

  /** The campaigns in the order of their starts. With an account, `lastHandOverMs` is that of this account. */
  runningCampaigns(nowMs: number, account: string | null = null): RunningCampaign[] {
    const rows = this.#db.all<
      Omit<RunningCampaign, 'schedule' | 'pilotApproved'> & { schedule: string; pilotApproved: 0 | 1 }
    >(
      `SELECT c.id, c.uid, c.account, c.schedule, c.started_at_ms AS startedAtMs, c.overdue_released_at_ms AS releasedAtMs,
           c.pilot_approved AS pilotApproved,
           (SELECT min(h.last_at_ms, @nowMs) FROM handed_over h WHERE h.campaign_id = c.id AND h.from_ms <= @nowMs
               AND h.account = coalesce(@account, h.account)
             ORDER BY h.from_ms DESC LIMIT 1) AS lastHandOverMs,
           (SELECT t.sending + t.sent + t.not_confirmed FROM campaign_counts t WHERE t.campaign_id = c.id) AS handedOver
         FROM campaign c WHERE c.state = 'running' ORDER BY c.started_at_ms, c.id`,
      { nowMs, account },
    );
    return rows.map((row) => ({
      ...row,
      schedule: readSchedule(row.schedule),
      pilotApproved: row.pilotApproved === 1,
    }));
  }

  /** The next messages for each account and place of people who wait; it takes one look-up for each of these. */
  nextOfEach(campaignId: number, nowMs: number): NextOfGroup[] {
    return this.#db.all(nextOfEachSql, { campaignId, nowMs });
  }

  /** How many people wait in a campaign, by the place that their numbers give. */
  waiting(campaignId: number, account: string | null = null): (Whereabouts & { people: number })[] {
    const sql = `SELECT country, zones, sum(people) AS people FROM waiting WHERE campaign_id = ? AND account = coalesce(?, account) AND people > 0
      GROUP BY country, zones ORDER BY 3 DESC, country, zones`;
    return this.#db.all(sql, campaignId, account);
  }

  /** A message that waits, with everything that sending it needs; undefined where it no longer waits. */
  message(id: number): NextMessage | undefined {
    const row = this.#db.get<
      Omit<NextMessage, 'cells' | 'fields' | 'wasSetAside' | 'keepsPlace' | 'movedFrom'> & Stored
    >(
      `SELECT m.id, c.id AS campaignId, c.uid AS campaignUid, r.phone, c.text, c.attachment_hash AS attachmentHash, c.attachment_name AS attachmentName,
           c.keeps_place AS keepsPlace, coalesce(m.repeat, c.repeat) AS repeat, m.occasion,
           coalesce(m.repeat_at_ms, CASE WHEN c.repeat > 0 THEN c.started_at_ms END,
             nullif(m.due_at_ms, 0) - ${limits.copiesBeforeDueMs}) AS copiesSinceMs,
           (SELECT kind FROM attachment WHERE hash = c.attachment_hash) AS attachmentKind,
           c.unanswered_since_ms AS unansweredSinceMs, m.first_absent_ms AS firstAbsentMs,
           m.set_aside IS NOT NULL AS wasSetAside, m.text_hash AS textHash, m.moved_from AS movedFrom, r.cells, l.fields
         FROM message m CROSS JOIN campaign c ON c.id = m.campaign_id CROSS JOIN recipient r ON r.id = m.recipient_id
           CROSS JOIN list l ON l.id = r.list_id
         WHERE m.id = +? AND m.status = 'pending'`,
      id,
    );
    return (
      row && {
        ...row,
        wasSetAside: row.wasSetAside === 1,
        keepsPlace: row.keepsPlace === 1,
        cells: JSON.parse(row.cells),
        fields: JSON.parse(row.fields),
        movedFrom: accountsIn(row.movedFrom),
      }
    );
  }

  /** When the last message of a campaign that waits for a time of its own is due; 0 where there is none. */
  lastDueMs(campaignId: number): number {
    const sql = `SELECT coalesce((SELECT due_at_ms FROM message WHERE campaign_id = ? AND status = 'pending'
      ORDER BY due_at_ms DESC, id DESC LIMIT 1), 0)`;
    return this.#db.count(sql, campaignId);
  }

  accountsWaiting(campaignId: number): string[] {
    return this.#db.values(`SELECT DISTINCT account FROM waiting WHERE campaign_id = ? AND people > 0`, campaignId);
  }

  /** The own times at which messages of a campaign wait, and how many at each, the earliest first. */
  dueTimes(campaignId: number): { dueAtMs: number; count: number }[] {
    const sql = `SELECT due_at_ms AS dueAtMs, count(*) AS count FROM message INDEXED BY message_campaign_pending
      WHERE campaign_id = ? AND status = 'pending' AND due_at_ms > 0 GROUP BY due_at_ms ORDER BY due_at_ms`;
    return this.#db.all(sql, campaignId);
  }

  /** Some of the messages of a campaign that wait for their own time, from the first one or after another of them. */
  ownTimesAfter(campaignId: number, after: OwnTimeWaiting | undefined): OwnTimeWaiting[] {
    const { dueAtMs, id } = after ?? { dueAtMs: 0, id: Number.MAX_SAFE_INTEGER };
    return this.#db.all(ownTimesAfterSql, { campaignId, dueAtMs, id });
  }

  /** The running campaigns that have people waiting for an account. */
  schedulesWaiting(account: string): { campaignId: number; schedule: Schedule }[] {
    const rows = this.#db.all<{ campaignId: number; schedule: string }>(
      `SELECT c.id AS campaignId, c.schedule FROM campaign c WHERE c.state = 'running'
         AND EXISTS (SELECT 1 FROM waiting w WHERE w.campaign_id = c.id AND w.account = ? AND w.people > 0)`,
      account,
    );
    return rows.map(({ campaignId, schedule }) => ({ campaignId, schedule: readSchedule(schedule) }));
  }

  handedOverBy(account: string, { fromMs, untilMs }: Day): number {
    return this.#db.count(
      `SELECT count(*) FROM attempt WHERE account = ? AND kind = 'campaign' AND passed_at_ms >= ? AND passed_at_ms < ?`,
      ...[account, fromMs, untilMs],
    );
  }

  waitingFrom(account: string): number {
    return this.#db.count(`SELECT coalesce(sum(people), 0) FROM waiting WHERE account = ? AND people > 0`, account);
  }

  /** How many messages of a campaign wait for a person, and for what decision. */
  setAside(campaignId: number): SetAsideCounts {
    const count = `SELECT count(*) FROM message WHERE campaign_id = ? AND set_aside = ?`;
    return {
      inChat: this.#db.count(count, campaignId, 'in_chat'),
      gotMeanwhile: this.#db.count(count, campaignId, 'got_meanwhile'),
      contacted: this.#db.count(count, campaignId, 'contacted'),
      textChanged: this.#db.count(count, campaignId, 'text_changed'),
      secondStep: this.#db.count(count, campaignId, 'second_step'),
      listChanged: this.#db.count(count, campaignId, 'list_changed'),
      oldChat: this.#db.count(count, campaignId, 'old_chat'),
    };
  }

  /** How many messages of a campaign wait for a person's decision: they are set aside without an end. */
  waitForDecision(campaignId: number): number {
    const sql = `SELECT count(*) FROM message WHERE campaign_id = ? AND set_aside IS NOT NULL AND set_aside_until_ms IS NULL`;
    return this.#db.count(sql, campaignId);
  }

  /** Whether any running campaign has a message that waits for nobody's decision. */
  hasWork(): boolean {
    return this.#db.has(
      `SELECT 1 FROM campaign c WHERE c.state = 'running' AND (
         EXISTS (SELECT 1 FROM message WHERE campaign_id = c.id AND status = 'pending' AND set_aside IS NULL)
         OR EXISTS (SELECT 1 FROM message WHERE campaign_id = c.id AND set_aside = 'no_answer'))`,
    );
  }

  hasLatest(): boolean {
    return this.#db.has(`SELECT 1 FROM message WHERE status = 'pending' AND latest_at_ms IS NOT NULL`);
  }

  hasMissed(nowMs: number): boolean {
    const sql = `SELECT 1 FROM message WHERE status = 'pending' AND latest_at_ms IS NOT NULL AND latest_at_ms < ?`;
    return this.#db.has(sql, nowMs);
  }

  /** Other people who were found on WhatsApp before messages went to them from the account, the latest first. */
  foundBefore(account: string, phone: string): string[] {
    return this.#db.values(
      `SELECT DISTINCT phone FROM (
         SELECT r.phone FROM attempt a CROSS JOIN message m ON m.id = a.message_id CROSS JOIN recipient r ON r.id = m.recipient_id
         WHERE a.account = ? AND a.kind = 'campaign' AND a.passed_at_ms IS NOT NULL
         ORDER BY a.passed_at_ms DESC LIMIT ${10 * limits.witnesses})
       WHERE phone <> ? AND phone NOT LIKE '${erasedPrefix}%' LIMIT ${limits.witnesses}`,
      ...[account, phone],
    );
  }

  /** Those of these messages that are still in doubt: WhatsApp has not answered, and no person has settled them. */
  inDoubtOf(ids: readonly number[]): number[] {
    const sql = `SELECT id FROM message
      WHERE id IN (SELECT value FROM json_each(?)) AND status = 'failed' AND settlement IS NULL`;
    return this.#db.values<number>(sql, JSON.stringify(ids));
  }

  /** Those of the account's last hand-overs that WhatsApp rejected, with the numbers of their people. */
  rejectedOfLast(account: string | null, count: number): { attemptId: number; phone: string }[] {
    return this.#db.all(
      `SELECT a.id AS attemptId, coalesce(r.phone, a.chat_id) AS phone FROM (
         SELECT id, message_id, chat_id, rejected_at_ms FROM attempt
         WHERE account = ? AND kind = 'campaign' AND passed_at_ms IS NOT NULL ORDER BY passed_at_ms DESC LIMIT ?) a
       LEFT JOIN message m ON m.id = a.message_id LEFT JOIN recipient r ON r.id = m.recipient_id
       WHERE a.rejected_at_ms IS NOT NULL`,
      ...[account, count],
    );
  }

  /** Those of the last attempts of all accounts that WhatsApp rejected. */
  rejectedOfAll(count: number): number[] {
    const sql = `SELECT id FROM (SELECT id, rejected_at_ms FROM attempt ORDER BY id DESC LIMIT ?) WHERE rejected_at_ms IS NOT NULL`;
    return this.#db.values<number>(sql, count);
  }

  /** When the account last handed over a message of any campaign; null for never. Future moments are left out. */
  lastHandOverMs(account: string, nowMs: number): number | null {
    const sql = `SELECT max(passed_at_ms) FROM attempt WHERE account = ? AND kind = 'campaign' AND passed_at_ms <= ?`;
    return this.#db.value<number | null>(sql, account, nowMs) ?? null;
  }

  /**
   * The middle one of the distances between an account's last messages, which no single wait shifts; 0 where they are
   * too few to tell, or not all of this campaign, as the account then has no turn for each of its messages.
   */
  usualGapMs(account: string, campaignId: number, nowMs: number): number {
    const last = this.#db.all<{ readonly campaignId: number; readonly atMs: number }>(
      `SELECT m.campaign_id AS campaignId, a.passed_at_ms AS atMs FROM attempt a JOIN message m ON m.id = a.message_id
       WHERE a.account = ? AND a.kind = 'campaign' AND a.passed_at_ms <= ? ORDER BY a.passed_at_ms DESC LIMIT ?`,
      ...[account, nowMs, limits.paceMeasuredMessages],
    );
    const isTold = last.length === limits.paceMeasuredMessages && last.every((one) => one.campaignId === campaignId);
    const gaps = last.slice(1).map(({ atMs }, place) => (last[place]?.atMs ?? 0) - atMs);
    return (isTold && gaps.toSorted((one, other) => one - other)[Math.floor(gaps.length / 2)]) || 0;
  }

  /**
   * How many messages passed the gate on a day of any time zone. The day needs an end: what was stamped while the clock
   * ran ahead would count on every day until then.
   */
  handedOverOn(campaignId: number, { fromMs, untilMs }: Day, account: string | null = null): number {
    const sql = `SELECT coalesce(sum(count), 0) FROM handed_over
      WHERE campaign_id = ? AND from_ms >= ? AND from_ms < ? AND account = coalesce(?, account)`;
    return this.#db.count(sql, ...[campaignId, fromMs, untilMs, account]);
  }

  sendingDays(account: string, timeZone: string): SendingDay[] {
    return sendingDaysOf(this.#db, account, timeZone);
  }

  /**
   * Attempts in doubt whose record in WhatsApp is to be read by `untilMs`. A time beyond any such was stamped before
   * the clock was put back, and is read now.
   */
  doubtful(account: string, untilMs: number, most: number): DoubtfulAttempt[] {
    return this.#db.all(
      `SELECT id AS attemptId, message_id AS messageId, wa_key AS waKey, wa_random AS random, chat_id AS chatId,
           reconciled_count AS reconciledCount, passed_at_ms AS passedAtMs,
           (SELECT r.phone FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE m.id = message_id) AS phone
         FROM attempt WHERE outcome = 'unknown' AND wa_random IS NOT NULL AND account = @account
           AND (reconcile_at_ms <= @untilMs OR reconcile_at_ms > @untilMs + ${limits.reconcileEveryMs})
         ORDER BY reconcile_at_ms LIMIT @most`,
      { account, untilMs, most },
    );
  }

  /** The keys of what an account sent between two moments and nobody has read as far as is known, the newest first. */
  unread(
    account: string,
    { sinceMs, beforeMs, most }: Stretch,
  ): Pick<DoubtfulAttempt, 'waKey' | 'random' | 'chatId' | 'passedAtMs'>[] {
    return this.#db.all(
      `SELECT wa_key AS waKey, wa_random AS random, chat_id AS chatId, passed_at_ms AS passedAtMs FROM attempt
       WHERE kind = 'campaign' AND account = @account AND passed_at_ms >= @sinceMs AND passed_at_ms < @beforeMs
         AND outcome = 'sent' AND ack < ${readAck} ORDER BY passed_at_ms DESC LIMIT @most`,
      { account, sinceMs, beforeMs, most },
    );
  }

  /** When WhatsApp's record of an attempt in doubt is to be read next; null when none is. */
  nextReconcileAtMs(account: string): number | null {
    const sql = `SELECT reconcile_at_ms FROM attempt WHERE outcome = 'unknown' AND wa_random IS NOT NULL AND account = ?
      AND reconcile_at_ms IS NOT NULL ORDER BY reconcile_at_ms LIMIT 1`;
    return this.#db.value<number | null>(sql, account) ?? null;
  }
}

/** In two parts: SQLite can go to an id within a time that thousands of messages share only if `=` gives the time. */
const ownTimesAfterSql = ['due_at_ms = @dueAtMs AND id > @id', 'due_at_ms > @dueAtMs']
  .map(
    (later) => `SELECT id, country, zones, due_at_ms AS dueAtMs, latest_at_ms AS latestAtMs
      FROM message INDEXED BY message_campaign_pending
      WHERE campaign_id = @campaignId AND status = 'pending' AND ${later} AND latest_at_ms IS NOT NULL`,
  )
  .join(' UNION ALL ')
  .concat(` ORDER BY dueAtMs, id LIMIT ${limits.campaignBatchRows}`);

/** A time too far ahead counts as due: otherwise a clock put back by hours would keep a message aside for as long. */
const isDueSql = `(m.set_aside_until_ms <= @nowMs OR m.set_aside_until_ms > @nowMs + ${limits.lookGiveUpMs})`;
const waitingSql = `FROM message m WHERE m.campaign_id = w.campaign_id AND m.account = w.account AND m.country = w.country AND m.zones = w.zones AND m.status = 'pending'`;
const silentSql = `${waitingSql} AND m.set_aside = 'no_answer'`;
const nextOfEachSql = `SELECT w.account, w.country, w.zones, (SELECT m.id ${waitingSql} AND m.set_aside IS NULL ORDER BY m.due_at_ms, m.id LIMIT 1) AS nextId,
    (SELECT nullif(m.due_at_ms, 0) ${waitingSql} AND m.set_aside IS NULL ORDER BY m.due_at_ms, m.id LIMIT 1) AS nextDueAtMs,
    (SELECT m.id ${silentSql} AND ${isDueSql} ORDER BY m.set_aside_until_ms LIMIT 1) AS dueId,
    (SELECT m.set_aside_until_ms ${silentSql} ORDER BY m.set_aside_until_ms LIMIT 1) AS askedAgainAtMs,
    (SELECT m.due_at_ms > 0 ${silentSql} ORDER BY m.set_aside_until_ms LIMIT 1) AS askedAgainHasOwnTime
  FROM waiting w WHERE w.campaign_id = @campaignId AND w.people > 0`;
