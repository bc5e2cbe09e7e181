import type { AttemptKind } from '../../domain/messages/message.ts';
import { idAliases } from '../../domain/people/alias.ts';
import { assert } from '../../domain/result.ts';
import type { Db } from '../database.ts';
import type { Fences } from '../ledger/fences.ts';
import type { LedgerEntry, LedgerLine, LedgerPosition } from '../ledger/ledger.ts';
import { writeLedgerPosition } from '../meta.ts';
import { noteHistory } from './message-status.ts';

export type NewAttempt = {
  readonly token: string;
  readonly account: string;
  readonly chatId: string;
  readonly body: string;
  readonly attachmentHash: string | null;
  readonly nowMs: number;
};

/** The id under which a message leaves: WhatsApp's key, its random part, and every id of the person. */
type PassedId = { readonly waKey: string; readonly waRandom: string; readonly ids: readonly string[] };

/** What the send gate checks once more. */
export type GateView = {
  readonly attemptId: number;
  readonly kind: AttemptKind;
  readonly messageId: number | null;
  readonly isOpen: boolean;
  readonly account: string;
  readonly chatId: string;
  readonly body: string;
  readonly attachmentHash: string | null;
  readonly status: string | null;
  readonly campaignState: string | null;
  readonly campaignUid: string | null;
  readonly messageAccount: string | null;
  readonly phone: string | null;
  readonly rowNumber: number | null;
  /** Until when the message may go; null without a time of its own. */
  readonly latestAtMs: number | null;
  /** The stored schedule of its campaign, and where its person is; null where the attempt belongs to no campaign. */
  readonly schedule: string | null;
  readonly country: string | null;
  readonly zones: string | null;
};

/** An attempt that news from WhatsApp is about. */
type KnownAttempt = {
  readonly id: number;
  readonly kind: AttemptKind;
  readonly messageId: number | null;
  readonly chatId: string;
  readonly waKey: string | null;
  readonly ack: number | null;
  /** 1 where the news is about a message that the gate refused. */
  readonly isRefused: 0 | 1;
  readonly isContradicted: 0 | 1;
};

const isOpenSql = `outcome = 'unknown' AND wa_random IS NULL AND closed_at_ms IS NULL`;

// These statements are put together once: a new text for each message would be parsed anew to find its prepared
// statement.
const viewSql = `SELECT a.id AS attemptId, a.kind, a.message_id AS messageId, a.account, a.chat_id AS chatId, a.body,
    a.attachment_hash AS attachmentHash, m.status, c.state AS campaignState, c.uid AS campaignUid,
    m.account AS messageAccount, r.phone, r.row_number AS rowNumber, m.latest_at_ms AS latestAtMs, c.schedule, m.country, m.zones,
    (${isOpenSql}) AS isOpen
  FROM attempt a LEFT JOIN message m ON m.id = a.message_id LEFT JOIN campaign c ON c.id = m.campaign_id
    LEFT JOIN recipient r ON r.id = m.recipient_id
  WHERE a.token = +?`;
const passSql = `UPDATE attempt SET wa_key = ?, wa_random = ?, passed_at_ms = ? WHERE token = ? AND ${isOpenSql}
  AND (message_id IS NULL OR EXISTS (SELECT 1 FROM message WHERE id = message_id AND status = 'sending'))`;
const knownSql = `SELECT id, kind, message_id AS messageId, chat_id AS chatId, wa_key AS waKey, ack,
  contradicted_at_ms IS NOT NULL AS isContradicted`;
const passedUnderSql = `${knownSql}, 0 AS isRefused FROM attempt WHERE wa_random = ?`;
const refusedUnderSql = `${knownSql}, 1 AS isRefused FROM attempt WHERE refused_random = ?`;

/**
 * An attempt is one hand-over to WhatsApp: opened, then passed by the gate or closed for ever, then acknowledged or
 * rejected. Triggers in `migrations/0001_guards.sql` refuse forbidden steps a second time.
 */
export class Attempts {
  readonly #db: Db;
  readonly #fences: Fences;

  constructor(db: Db, fences: Fences) {
    this.#db = db;
    this.#fences = fences;
  }

  /** Opens an attempt and returns its id. A test to oneself and an answer have no message and no fence. */
  open(kind: AttemptKind, messageId: number | null, attempt: NewAttempt): number {
    const { token, account, chatId, body, attachmentHash, nowMs } = attempt;
    const done = this.#db.run(
      `INSERT INTO attempt (token, kind, message_id, account, chat_id, body, attachment_hash, outcome, opened_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'unknown', ?)`,
      ...[token, kind, messageId, account, chatId, body, attachmentHash, nowMs],
    );
    return Number(done.lastInsertRowid);
  }

  /** Everything the send gate must look at once more, read in the same synchronous block as its answer. */
  viewForGate(token: string): GateView | undefined {
    const row = this.#db.get<Omit<GateView, 'isOpen'> & { isOpen: 0 | 1 }>(viewSql, token);
    return row && { ...row, isOpen: row.isOpen === 1 };
  }

  /**
   * The gate opens: stores the message's id, fences of ids learned only now, and the place in the ledger. True means
   * that it is on the disk; false, that the attempt was closed meanwhile.
   */
  pass(token: string, { waKey, waRandom, ids }: PassedId, ledger: LedgerPosition, nowMs: number): boolean {
    return this.#db.immediate(() => {
      const done = this.#db.run(passSql, ...[waKey, waRandom, nowMs, token]);
      if (done.changes !== 1) return false;
      const { id, messageId } = this.#byToken(token);
      const { scopes, aliases } = this.#fences.ofAttempt(id);
      const learned = ids.flatMap(idAliases).flatMap(this.#fences.hashes);
      for (const alias of learned.filter((hash) => !aliases.includes(hash)))
        for (const scope of scopes) this.#fences.take(scope, alias, id);
      writeLedgerPosition(this.#db, ledger);
      if (messageId !== null) noteHistory(this.#db, messageId, { what: 'passed', who: 'app', nowMs });
      return true;
    });
  }

  /**
   * Passes an open attempt because the ledger says so, after a crash or a backup between the two. Only the ledger knows
   * the ids learned at the gate. Returns false without such an attempt.
   */
  passFromLedger(entry: LedgerLine, nowMs: number): boolean {
    return this.#db.immediate(() => {
      const done = this.#db.run(
        `UPDATE attempt SET wa_key = ?, wa_random = ?, passed_at_ms = ? WHERE token = ? AND ${isOpenSql}`,
        ...[ledgerKey, entry.random, entry.atMs, entry.token],
      );
      if (done.changes !== 1) return false;
      const { id, messageId } = this.#byToken(entry.token);
      this.#fences.takeFree(entry, id);
      if (messageId !== null) noteHistory(this.#db, messageId, { what: 'passed', detail: 'ledger', who: 'app', nowMs });
      return true;
    });
  }

  /**
   * Passes the attempt that stands for a ledger's line. WhatsApp's record is read at `reconcileAtMs`; never for null.
   */
  passAsInLedger(
    attemptId: number,
    { random, atMs }: Pick<LedgerEntry, 'random' | 'atMs'>,
    reconcileAtMs: number | null,
  ): void {
    this.#db.run(
      `UPDATE attempt SET wa_key = ?, wa_random = ?, passed_at_ms = ?, reconcile_at_ms = ? WHERE id = ?`,
      ...[ledgerKey, random, atMs, reconcileAtMs, attemptId],
    );
  }

  /** Whether an attempt of the account passed the gate under this random part. */
  hasPassed(random: string, account: string | null): boolean {
    return this.#db.has(`SELECT 1 FROM attempt WHERE wa_random = ? AND account = ?`, random, account);
  }

  /** Whether this random part belongs to an attempt of the account that passed the gate or was refused there. */
  isOf(random: string, account: string | null): boolean {
    return this.hasPassed(random, account) || this.refusedToken(random, account) !== undefined;
  }

  /** Whether an answer passed the gate under this random part. */
  isAnswer(random: string): boolean {
    return this.#db.has(`SELECT 1 FROM attempt WHERE wa_random = ? AND kind = 'answer'`, random);
  }

  /** Whether the database knows a line of the ledger: its id passed the gate, or its attempt was seen leaving then. */
  knowsLine({ random, token }: Pick<LedgerEntry, 'random' | 'token'>): boolean {
    return this.#db.has(
      `SELECT 1 FROM attempt WHERE wa_random = ? UNION ALL SELECT 1 FROM attempt WHERE token = ? AND contradicted_at_ms IS NOT NULL`,
      ...[random, token],
    );
  }

  /** Whether this attempt passed the gate, or was seen leaving around it. */
  hasPassedByToken(token: string): boolean {
    return this.#db.has(
      `SELECT 1 FROM attempt WHERE token = ? AND (wa_random IS NOT NULL OR contradicted_at_ms IS NOT NULL)`,
      token,
    );
  }

  /** The attempt of the account whose message the gate refused under this random part. */
  refusedToken(random: string, account: string | null): string | undefined {
    const sql = `SELECT token FROM attempt WHERE refused_random = ? AND account = ?`;
    return this.#db.value<string>(sql, random, account);
  }

  /** What was believed unsent was seen leaving: its fences stand again, and its random part is known. */
  seeLeaving(token: string, random: string, nowMs: number): void {
    this.#db.run(
      `UPDATE attempt SET contradicted_at_ms = coalesce(contradicted_at_ms, ?), refused_random = coalesce(refused_random, ?)
       WHERE token = ? AND outcome = 'not_sent'`,
      ...[nowMs, random, token],
    );
  }

  /** The message of an attempt; undefined where it has none or is unknown. */
  messageOf(token: string): number | undefined {
    return this.#db.value<number | null>(`SELECT message_id FROM attempt WHERE token = ?`, token) ?? undefined;
  }

  isTokenTaken(token: string): boolean {
    return this.#db.has(`SELECT 1 FROM attempt WHERE token = ?`, token);
  }

  /** Records that the gate refused this message. Keeps its random part: an acknowledgement would be a contradiction. */
  noteRefusal(token: string, waRandom: string): void {
    this.#db.run(
      `UPDATE attempt SET refused_random = ? WHERE token = ? AND refused_random IS NULL AND wa_random IS NULL`,
      ...[waRandom, token],
    );
  }

  /** Gives an attempt up: `not_sent` when its gate never opened and now never can, `passed` when it may have left. */
  close(token: string, nowMs: number): 'not_sent' | 'passed' {
    this.#db.run(
      `UPDATE attempt SET closed_at_ms = ?, outcome = 'not_sent' WHERE token = ? AND outcome = 'unknown' AND wa_random IS NULL`,
      ...[nowMs, token],
    );
    // The attempt may have been closed before, by another computer's report or by an acknowledgement of a message that
    // its gate refused.
    const isClosed = this.#db.has(`SELECT 1 FROM attempt WHERE token = ? AND outcome = 'not_sent'`, token);
    return isClosed ? 'not_sent' : 'passed';
  }

  /** The attempt with this random part, if the chat is its own under any known alias or a LID that is nobody else's. */
  find({ random, remote }: { readonly random: string; readonly remote: string }): KnownAttempt | undefined {
    const found =
      this.#db.get<KnownAttempt>(passedUnderSql, random) ?? this.#db.get<KnownAttempt>(refusedUnderSql, random);
    if (!found) return undefined;
    if (remote === found.chatId || (found.waKey !== null && keyRemote(found.waKey) === remote)) return found;
    const hashes = idAliases(remote).flatMap(this.#fences.hashes);
    const { aliases } = this.#fences.ofAttempt(found.id);
    if (aliases.some((alias) => hashes.includes(alias))) return found;
    // WhatsApp may have learned the person's LID after the send; it counts unless it is known to be another person's.
    return remote.endsWith('@lid') && !hashes.some((hash) => this.#fences.isOfStranger(hash, aliases))
      ? found
      : undefined;
  }

  /** Records WhatsApp's acknowledgement of an attempt that passed; `serverAck` or more proves that it was sent. */
  acknowledge(attemptId: number, ack: number, proves: boolean, nowMs: number): void {
    this.#db.run(
      `UPDATE attempt SET ack = ?, acked_at_ms = coalesce(acked_at_ms, CASE WHEN ? THEN ? END),
         outcome = CASE WHEN ? THEN 'sent' ELSE outcome END, reconcile_at_ms = CASE WHEN ? THEN NULL ELSE reconcile_at_ms END
       WHERE id = ?`,
      ...[ack, Number(proves), nowMs, Number(proves), Number(proves), attemptId],
    );
  }

  /** WhatsApp acknowledged what the gate had refused. */
  contradict(attempt: KnownAttempt, ack: number, nowMs: number): void {
    // An open attempt is closed first, since only a closed one can be contradicted. One that passed under another id
    // counts as sent: WhatsApp has its text.
    this.#db.run(
      `UPDATE attempt SET closed_at_ms = ?, outcome = 'not_sent' WHERE id = ? AND outcome = 'unknown' AND wa_random IS NULL`,
      ...[nowMs, attempt.id],
    );
    this.#db.run(
      `UPDATE attempt SET ack = ?, acked_at_ms = coalesce(acked_at_ms, ?), contradicted_at_ms = coalesce(contradicted_at_ms, ?),
         outcome = CASE outcome WHEN 'unknown' THEN 'sent' ELSE outcome END, reconcile_at_ms = NULL WHERE id = ?`,
      ...[Math.max(ack, attempt.ack ?? 0), nowMs, nowMs, attempt.id],
    );
  }

  /** Records that WhatsApp rejected the message. The time of the first rejection stays. */
  reject(attemptId: number, nowMs: number): void {
    this.#db.run(`UPDATE attempt SET rejected_at_ms = coalesce(rejected_at_ms, ?) WHERE id = ?`, ...[nowMs, attemptId]);
  }

  /** Sets when WhatsApp's own record of a message in doubt is read next. */
  reconcileAt(messageId: number, atMs: number): void {
    this.#db.run(
      `UPDATE attempt SET reconcile_at_ms = ? WHERE message_id = ? AND outcome = 'unknown'`,
      ...[atMs, messageId],
    );
  }

  /**
   * WhatsApp's own record proved nothing; it is read again at `nextAtMs`, or never. The history tells of the first time
   * only.
   */
  noteReconciled(attemptId: number, messageId: number | null, nextAtMs: number | null, nowMs: number): void {
    this.#db.immediate(() => {
      this.#db.run(
        `UPDATE attempt SET reconciled_count = reconciled_count + 1, reconcile_at_ms = ? WHERE id = ?`,
        ...[nextAtMs, attemptId],
      );
      const isNoted =
        messageId === null ||
        this.#db.has(`SELECT 1 FROM history WHERE message_id = ? AND what = 'reconciled'`, messageId);
      if (!isNoted) noteHistory(this.#db, messageId, { what: 'reconciled', who: 'app', nowMs });
    });
  }

  #byToken(token: string): { readonly id: number; readonly messageId: number | null } {
    const found = this.#db.get<{ id: number; messageId: number | null }>(
      `SELECT id, message_id AS messageId FROM attempt WHERE token = ?`,
      token,
    );
    assert(found, 'a passed attempt exists');
    return found;
  }
}

/** The ledger holds no ids of people, so an attempt that passed by it has only its random part. */
const ledgerKey = JSON.stringify({ serialized: '', remote: '' });

/** The chat that a key names; undefined where the person was erased, and with them the key. */
function keyRemote(waKey: string): string | undefined {
  const key: { remote?: string } = JSON.parse(waKey);
  return key.remote;
}
