import type { ReplyFilter, ReplyRow, Report } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { searchTest } from '../../domain/messages/fold.ts';
import { type AliasHash, idAliases } from '../../domain/people/alias.ts';
import { type ReplyGroup, type ReplyPlace, replyGroup, replyGroups } from '../../domain/people/reply-views.ts';
import type { LineOrigin } from '../../domain/people/talk.ts';
import type { Db, ReadDb } from '../database.ts';
import { type CampaignPart, isInPartSql, ofPartSql, partValues } from '../report/report-part.ts';

/**
 * It waits for an answer. People who are to be stopped wait for that decision instead, and erased people do not wait.
 */
const waitsSql = `(k.waits_since_ms IS NOT NULL AND k.remind_at_ms IS NULL AND k.is_held = 0 AND k.variant_key IS NOT NULL)`;
/** A conversation that was put off: it waits again when its reminder comes. */
const laterSql = `(k.remind_at_ms IS NOT NULL AND k.is_held = 0 AND k.variant_key IS NOT NULL)`;
const answeredSql = `((k.waits_since_ms IS NULL OR k.is_held = 1) AND k.variant_key IS NOT NULL)`;

const settleSql = `UPDATE conversation SET waits_since_ms = NULL, remind_at_ms = NULL, settled_how = 'answered', settled_at_ms = @atMs
  WHERE waits_since_ms IS NOT NULL`;

const doneSql = `UPDATE conversation SET waits_since_ms = NULL, remind_at_ms = NULL, settled_how = 'done', settled_at_ms = @nowMs,
    done_since_ms = waits_since_ms, done_remind_at_ms = remind_at_ms
  WHERE waits_since_ms IS NOT NULL`;

const openSql = `UPDATE conversation SET remind_at_ms = done_remind_at_ms, done_remind_at_ms = NULL, done_since_ms = NULL,
  waits_since_ms = coalesce(done_since_ms, (SELECT max(at_ms) FROM reply WHERE message_id = conversation.message_id)),
  settled_how = NULL, settled_at_ms = NULL`;

type Done = { readonly id: number; readonly isDone: boolean; readonly lastAtMs: number };
type GroupSql = { readonly is: string; readonly order: string; readonly behind: string };
type Stored = Omit<ReplyRow, 'isStopped' | 'answer'> & { readonly isStopped: 0 | 1 };

/** Counts people: where a campaign goes again, one may have several messages, and have answered several. */
export function countReplies(db: ReadDb, scope: CampaignPart): Report['replies'] {
  const people = 'count(DISTINCT m.recipient_id)';
  const sql = `SELECT (SELECT ${people} FROM message m WHERE ${ofPartSql(scope)} AND m.status = 'sent') AS reached,
      ${people} AS people, ${people} FILTER (WHERE ${waitsSql}) AS waiting, ${people} FILTER (WHERE k.is_held = 1) AS stopped
    FROM conversation k JOIN message m ON m.id = k.message_id JOIN recipient r ON r.id = m.recipient_id
    WHERE k.campaign_id = @campaignId AND ${isInPartSql('r', scope)}`;
  return db.get<Report['replies']>(sql, partValues(scope)) ?? { reached: 0, people: 0, waiting: 0, stopped: 0 };
}

/** The people who wrote back: one conversation for each answered message, open until it is answered or closed. */
export class Conversations {
  readonly #db: Db;
  readonly #hash: (alias: string) => AliasHash;

  constructor(db: Db, hash: (alias: string) => AliasHash) {
    this.#db = db;
    this.#hash = hash;
  }

  /** How many conversations wait for an answer: triggers keep the count of each campaign. */
  waiting(): number {
    return this.#db.count(`SELECT coalesce(sum(waiting_replies), 0) FROM campaign WHERE waiting_replies > 0`);
  }

  /**
   * Those that wait come first, then the others, the newest first, from behind `after` on; one more than is shown says
   * that there are more. A search may find few of tens of thousands, so it stops after each stretch.
   */
  *list(filter: ReplyFilter, after: ReplyPlace | null = null): Generator<void, Omit<ReplyRow, 'answer'>[]> {
    const rows = new Map<number, Omit<ReplyRow, 'answer'>>();
    const groups = filter.group === 'all' ? replyGroups : [filter.group];
    const begun = after && replyGroup(after);
    for (const one of begun === null ? groups : groups.slice(groups.indexOf(begun)))
      for (const found of this.#found(filter, one, one === begun ? after : null)) {
        for (const row of found) {
          rows.set(row.messageId, rowOf(row));
          if (rows.size > limits.repliesShown) return [...rows.values()];
        }
        yield;
      }
    return [...rows.values()];
  }

  /** Those of a group that match the filter, a stretch after the other. */
  *#found(filter: ReplyFilter, group: ReplyGroup, after: ReplyPlace | null): Generator<Stored[], void> {
    const { campaignId, account, search, order } = filter;
    const isFound = searchTest(search);
    for (let last = after; ; ) {
      const stretch = this.#stretch(groupSql[group === 'waiting' ? order : group], last);
      yield stretch.filter(
        (row) =>
          (campaignId === null || row.campaignId === campaignId) &&
          (account === null || row.account === account) &&
          isFound(row.phone, row.name, row.text),
      );
      last = stretch.at(-1) ?? null;
      if (stretch.length < limits.repliesReadAtOnce) return;
    }
  }

  /** One conversation; undefined where nobody wrote back to the message, or the person was erased. */
  get(messageId: number): Omit<ReplyRow, 'answer'> | undefined {
    const sql = `${columnsSql} WHERE k.message_id = ? AND k.variant_key IS NOT NULL`;
    const row = this.#db.get<Stored>(sql, messageId);
    return row && rowOf(row);
  }

  #stretch({ is, order, behind }: GroupSql, after: ReplyPlace | null): Stored[] {
    return this.#db.all(
      `${columnsSql} WHERE ${is} ${after ? `AND ${behind}` : ''} ORDER BY ${order} LIMIT ${limits.repliesReadAtOnce}`,
      after
        ? { id: after.messageId, lastAtMs: after.lastAtMs, at: after.waitsSinceMs, remindAt: after.remindAtMs }
        : {},
    );
  }

  /**
   * The operator says that no answer is needed, or takes that back. Returns false where nothing changes, or where the
   * person wrote more meanwhile.
   */
  setDone({ id: messageId, isDone, lastAtMs }: Done, nowMs: number): boolean {
    const sql = isDone
      ? `${doneSql} AND message_id = @messageId AND last_at_ms = @lastAtMs`
      : `${openSql} WHERE message_id = @messageId AND waits_since_ms IS NULL`;
    return this.#db.run(sql, isDone ? { messageId, nowMs, lastAtMs } : { messageId }).changes === 1;
  }

  /**
   * No answer is needed by anybody who waits and matches the filter, unless they wrote after `nowMs`: a search may take
   * a while, and stops after each stretch. Returns how many there are; that time takes all of them back.
   */
  *setAllDone(filter: ReplyFilter, nowMs: number): Generator<void, number> {
    let count = 0;
    const sql = `${doneSql} AND last_at_ms <= @nowMs AND message_id IN (SELECT value FROM json_each(@ids))`;
    for (const found of this.#found(filter, 'waiting', null)) {
      const ids = JSON.stringify(found.map(({ messageId }) => messageId));
      count += this.#db.run(sql, { ids, nowMs }).changes;
      yield;
    }
    return count;
  }

  /** Takes back what was said of many at once, except of those who wrote since or were answered. Stops as that does. */
  *undoAllDone(atMs: number): Generator<void, void> {
    const sql = `${openSql} WHERE message_id IN (SELECT message_id FROM conversation
      WHERE settled_how = 'done' AND settled_at_ms = ? AND message_id > ? ORDER BY message_id LIMIT ?) RETURNING message_id`;
    for (let last = 0; ; yield) {
      const opened = this.#db.values<number>(sql, atMs, last, limits.repliesReadAtOnce);
      if (opened.length < limits.repliesReadAtOnce) return;
      last = Math.max(...opened);
    }
  }

  /** Sets or removes a reminder for a conversation that waits. Returns false where it does not wait. */
  setLater(messageId: number, remindAtMs: number | null): boolean {
    const sql = `UPDATE conversation SET remind_at_ms = ? WHERE message_id = ? AND waits_since_ms IS NOT NULL`;
    return this.#db.run(sql, remindAtMs, messageId).changes === 1;
  }

  nextReminderMs(): number | null {
    const sql = `SELECT min(remind_at_ms) FROM conversation WHERE remind_at_ms IS NOT NULL`;
    return this.#db.value<number | null>(sql) ?? null;
  }

  /**
   * Ends reminders whose time has come, or is too far ahead: a clock put back by days would keep them away for as long.
   */
  remind(nowMs: number): boolean {
    const sql = `UPDATE conversation SET remind_at_ms = NULL
      WHERE remind_at_ms IS NOT NULL AND (remind_at_ms <= @nowMs OR remind_at_ms > @nowMs + ${limits.remindAtMostMs})`;
    return this.#db.run(sql, { nowMs }).changes > 0;
  }

  /** The messages of the conversations that wait, the longest wait first. */
  toLookAt(most: number): number[] {
    const sql = `SELECT k.message_id FROM conversation k WHERE ${waitsSql} ORDER BY k.waits_since_ms LIMIT ?`;
    return this.#db.values<number>(sql, most);
  }

  /** The attempts, and their campaigns, that the lines of a chat came from. */
  origins(randoms: readonly string[]): LineOrigin[] {
    return this.#db.all(
      `SELECT a.wa_random AS random, a.kind, c.name AS campaign FROM json_each(?) CROSS JOIN attempt a
         LEFT JOIN message m ON m.id = a.message_id LEFT JOIN campaign c ON c.id = m.campaign_id WHERE a.wa_random = value`,
      JSON.stringify(randoms),
    );
  }

  /**
   * The chat shows an answer, sent from any device: the newest stored reply, also one that came meanwhile, and after it
   * a line of ours that a person wrote. Returns whether that is news.
   */
  answeredInChat(messageId: number, lines: readonly { readonly random: string }[], atMs: number): boolean {
    const newest = this.#db.value<string | null>(
      `SELECT wa_key FROM reply WHERE message_id = ? ${newestFirst} LIMIT 1`,
      messageId,
    );
    if (newest === undefined || newest === null || !lines.some(({ random }) => random === newest)) return false;
    return this.#db.run(`${settleSql} AND message_id = @messageId`, { messageId, atMs }).changes === 1;
  }

  /**
   * Somebody wrote to a person from any device, which answers what waits, unless this app handed that message over or
   * is about to. Returns the messages whose conversations it answered.
   */
  answered(ids: readonly string[], random: string | null, atMs: number): number[] {
    return this.#db.immediate(() => {
      const hashes = ids.flatMap(idAliases).map(this.#hash);
      if (this.#isOurs(random) || hashes.some((hash) => this.#isOnItsWay(hash))) return [];
      return hashes.flatMap((hash) =>
        this.#db.values<number>(
          `${settleSql} AND message_id IN (
             SELECT a.message_id FROM fence f JOIN attempt a ON a.id = f.attempt_id WHERE f.alias = @hash)
           RETURNING message_id`,
          { hash, atMs },
        ),
      );
    });
  }

  #isOurs(random: string | null): boolean {
    return this.#db.has(`SELECT 1 FROM attempt WHERE wa_random = @random OR refused_random = @random`, { random });
  }

  /** Whether WhatsApp shows a message or an answer before the send gate has let it go. */
  #isOnItsWay(hash: AliasHash): boolean {
    return this.#db.has(
      `SELECT 1 FROM fence f JOIN attempt a ON a.id = f.attempt_id WHERE f.alias = @hash AND ${beforeGateSql} UNION ALL
       SELECT 1 FROM attempt a JOIN answer w ON w.attempt_id = a.id JOIN attempt o ON o.message_id = w.message_id
         JOIN fence f ON f.attempt_id = o.id WHERE f.alias = @hash AND ${beforeGateSql}`,
      { hash },
    );
  }
}

const beforeGateSql = `a.outcome = 'unknown' AND a.passed_at_ms IS NULL AND a.closed_at_ms IS NULL`;

function rowOf({ isStopped, ...row }: Stored): Omit<ReplyRow, 'answer'> {
  return { ...row, isStopped: isStopped === 1 };
}

/** Missed replies become known after newer ones, so the order is by the time of writing. */
const newestFirst = `ORDER BY written_at_ms DESC, id DESC`;

const columnsSql = `
  SELECT k.message_id AS messageId, k.campaign_id AS campaignId, c.name AS campaignName, m.account, r.name, r.phone,
    (SELECT text FROM reply WHERE message_id = k.message_id ${newestFirst} LIMIT 1) AS text, k.last_at_ms AS lastAtMs,
    CASE WHEN k.is_held = 0 THEN k.waits_since_ms END AS waitsSinceMs, k.settled_how AS settled,
    k.settled_at_ms AS settledAtMs, CASE WHEN k.is_held = 0 THEN k.remind_at_ms END AS remindAtMs, k.is_held AS isStopped
  FROM conversation k JOIN message m ON m.id = k.message_id JOIN recipient r ON r.id = m.recipient_id
    JOIN campaign c ON c.id = k.campaign_id`;

/** Each group is read along its index, in the order in which it is shown. `behind`: after the last row read. */
const groupSql: Readonly<Record<Exclude<ReplyGroup, 'waiting'> | ReplyFilter['order'], GroupSql>> = {
  longest: {
    is: waitsSql,
    order: 'k.waits_since_ms, k.last_at_ms, k.message_id',
    behind: '(k.waits_since_ms, k.last_at_ms, k.message_id) > (@at, @lastAtMs, @id)',
  },
  shortest: {
    is: waitsSql,
    order: 'k.waits_since_ms DESC, k.last_at_ms DESC, k.message_id DESC',
    behind: '(k.waits_since_ms, k.last_at_ms, k.message_id) < (@at, @lastAtMs, @id)',
  },
  later: {
    is: laterSql,
    order: 'k.remind_at_ms, k.message_id',
    behind: '(k.remind_at_ms, k.message_id) > (@remindAt, @id)',
  },
  answered: {
    is: answeredSql,
    order: 'k.last_at_ms DESC, k.message_id DESC',
    behind: '(k.last_at_ms, k.message_id) < (@lastAtMs, @id)',
  },
};
