import type Database from 'better-sqlite3';
import { idAliases, personAliases } from '../domain/alias.ts';
import {
  type FailureReason,
  type NotConfirmedReason,
  type NotSentReason,
  type Settlement,
  serverAck,
} from '../domain/message.ts';
import { assert } from '../domain/result.ts';
import type { LedgerEntry, LedgerPosition } from './ledger.ts';
import type { Db } from './open.ts';

export type ClaimRequest = {
  readonly messageId: number;
  readonly token: string;
  readonly account: string;
  readonly chatId: string;
  readonly phone: string;
  /** Every id WhatsApp resolved for the person. */
  readonly ids: readonly string[];
  readonly body: string;
  readonly attachmentHash: string | null;
  readonly scopes: Scopes;
  readonly nowMs: number;
};
/** The two scopes of a fence: this campaign, and this text in any campaign. */
export type Scopes = { readonly campaign: string; readonly text: string };

export type ClaimResult = 'claimed' | 'not_pending' | 'not_running' | 'other_account' | 'do_not_contact' | 'duplicate';

export type GateView = {
  readonly attemptId: number;
  readonly kind: 'campaign' | 'test' | 'ledger';
  readonly messageId: number | null;
  readonly isOpen: boolean;
  readonly account: string;
  readonly chatId: string;
  readonly body: string;
  readonly attachmentHash: string | null;
  readonly status: string | null;
  readonly campaignState: string | null;
  readonly campaignUid: string | null;
  readonly campaignAccount: string | null;
  readonly phone: string | null;
  readonly rowNumber: number | null;
};

export type AckResult =
  | { readonly kind: 'not_ours' }
  | {
      readonly kind: 'recorded';
      readonly messageId: number | null;
      readonly changed: boolean;
      readonly contradiction: boolean;
    };

type AttemptRow = {
  id: number;
  message_id: number | null;
  chat_id: string;
  outcome: string;
  wa_key: string | null;
  ack: number | null;
  refused: number;
};

/** Whether a number, in any of its digit variants, is on the do-not-contact list. */
type Move = [
  id: number,
  from: string,
  to: string,
  change: string,
  who: string,
  nowMs: number,
  more?: { reason?: FailureReason },
];

export type IsBlocked = (phone: string) => boolean;

/**
 * Every write that moves a message. Each change of status names the status it comes from and touches exactly one row;
 * what must never be is refused a second time by the triggers in `migrations/0001_guards.sql`.
 */
export class Messages {
  readonly #sqlite: Database.Database;
  readonly #hash: (alias: string) => string;
  readonly #isBlocked: IsBlocked;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(db: Db, hash: (alias: string) => string, isBlocked: IsBlocked) {
    this.#sqlite = db.sqlite;
    this.#hash = hash;
    this.#isBlocked = isBlocked;
  }

  /**
   * Takes a pending message for sending: one immediate transaction that checks all that must hold, opens the attempt
   * and takes every fence. When it answers `claimed`, the claim is on the disk. A duplicate is marked as such.
   */
  claim(request: ClaimRequest): ClaimResult {
    return this.#immediate(() => {
      const now = this.#get<{ status: string; state: string; account: string | null }>(
        `SELECT m.status, c.state, c.account FROM message m JOIN campaign c ON c.id = m.campaign_id WHERE m.id = ?`,
        request.messageId,
      );
      if (now?.status !== 'pending') return 'not_pending';
      if (now.state !== 'running') return 'not_running';
      if (now.account !== request.account) return 'other_account';
      const aliases = personAliases(request.phone, request.ids);
      if (this.#isBlocked(request.phone) || phonesOf(aliases).some(this.#isBlocked)) {
        this.#move(request.messageId, 'pending', 'failed', 'failed', 'app', request.nowMs, {
          reason: 'do_not_contact',
        });
        return 'do_not_contact';
      }
      const scopes = [request.scopes.campaign, request.scopes.text];
      if (this.#blocked(scopes, aliases)) {
        this.#move(request.messageId, 'pending', 'failed', 'failed', 'app', request.nowMs, { reason: 'duplicate' });
        return 'duplicate';
      }
      const attemptId = this.openAttempt('campaign', request.messageId, request);
      for (const scope of scopes) for (const alias of aliases) this.#takeFence(scope, this.#hash(alias), attemptId);
      this.#move(request.messageId, 'pending', 'sending', 'claimed', 'app', request.nowMs);
      return 'claimed';
    });
  }

  /** Opens an attempt. For a test to oneself there is no message and no fence. */
  openAttempt(
    kind: 'campaign' | 'test' | 'ledger',
    messageId: number | null,
    attempt: Pick<ClaimRequest, 'token' | 'account' | 'chatId' | 'body' | 'attachmentHash' | 'nowMs'>,
  ): number {
    const done = this.#run(
      `INSERT INTO attempt (token, kind, message_id, account, chat_id, body, attachment_hash, outcome, opened_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'unknown', ?)`,
      ...[
        attempt.token,
        kind,
        messageId,
        attempt.account,
        attempt.chatId,
        attempt.body,
        attempt.attachmentHash,
        attempt.nowMs,
      ],
    );
    return Number(done.lastInsertRowid);
  }

  /** Everything the send gate must look at once more, read in the same synchronous block as its answer. */
  viewForGate(token: string): GateView | undefined {
    const row = this.#get<Omit<GateView, 'isOpen'> & { isOpen: number }>(
      `SELECT a.id AS attemptId, a.kind, a.message_id AS messageId, a.account, a.chat_id AS chatId, a.body,
         a.attachment_hash AS attachmentHash, m.status, c.state AS campaignState, c.uid AS campaignUid,
         c.account AS campaignAccount, r.phone, r.row_number AS rowNumber,
         (a.outcome = 'unknown' AND a.wa_random IS NULL AND a.closed_at_ms IS NULL) AS isOpen
       FROM attempt a LEFT JOIN message m ON m.id = a.message_id LEFT JOIN campaign c ON c.id = m.campaign_id
         LEFT JOIN recipient r ON r.id = m.recipient_id
       WHERE a.token = ?`,
      token,
    );
    return row && { ...row, isOpen: row.isOpen === 1 };
  }

  /** The scopes and hashed aliases under which an attempt holds its fences. */
  fencesOf(attemptId: number): { scopes: string[]; aliases: string[] } {
    const rows = this.#all<{ scope: string; alias: string }>(
      `SELECT scope, alias FROM fence WHERE attempt_id = ?`,
      attemptId,
    );
    return { scopes: [...new Set(rows.map((row) => row.scope))], aliases: [...new Set(rows.map((row) => row.alias))] };
  }

  /** Whether another attempt's fence stands before a person under ids that were learned only now. */
  isFencedForAnother(attemptId: number, scopes: readonly string[], ids: readonly string[]): boolean {
    return ids.flatMap(idAliases).some((alias) =>
      scopes.some((scope) => {
        const holder = this.#get<{ attempt_id: number }>(
          `SELECT f.attempt_id FROM fence f JOIN attempt a ON a.id = f.attempt_id WHERE f.scope = ? AND f.alias = ?
             AND f.attempt_id <> ? AND NOT (a.outcome = 'not_sent' AND a.contradicted_at_ms IS NULL)`,
          ...[scope, this.#hash(alias), attemptId],
        );
        return holder !== undefined;
      }),
    );
  }

  /**
   * Records that the gate opens: the id under which the message leaves, the fences of ids learned only now, and where
   * the ledger stands. When it answers true, all of it is on the disk; when false, the attempt was closed meanwhile.
   */
  pass(
    token: string,
    id: { waKey: string; waRandom: string; ids: readonly string[] },
    ledger: LedgerPosition,
    nowMs: number,
  ): boolean {
    return this.#immediate(() => {
      const done = this.#run(
        `UPDATE attempt SET wa_key = ?, wa_random = ?, passed_at_ms = ?
         WHERE token = ? AND outcome = 'unknown' AND wa_random IS NULL AND closed_at_ms IS NULL
           AND (message_id IS NULL OR EXISTS (SELECT 1 FROM message WHERE id = message_id AND status = 'sending'))`,
        ...[id.waKey, id.waRandom, nowMs, token],
      );
      if (done.changes !== 1) return false;
      const view = this.viewForGate(token);
      assert(view, 'a passed attempt exists');
      const { scopes } = this.fencesOf(view.attemptId);
      for (const scope of scopes)
        for (const alias of id.ids.flatMap(idAliases)) this.#takeFence(scope, this.#hash(alias), view.attemptId);
      this.writeLedgerPosition(ledger);
      if (view.messageId !== null) this.note(view.messageId, 'passed', '', 'app', nowMs);
      return true;
    });
  }

  /** Where the ledger stands, in one statement: a crash between number and checksum would look like another ledger. */
  writeLedgerPosition(position: LedgerPosition): void {
    this.#run(
      `INSERT INTO meta (key, value) VALUES ('ledger_number', ?), ('ledger_checksum', ?)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      ...[String(position.number), position.checksum],
    );
  }

  /** The gate refused this message. Its random part is kept: an acknowledgement of it would be a contradiction. */
  noteRefusal(token: string, waRandom: string): void {
    this.#run(
      `UPDATE attempt SET refused_random = ? WHERE token = ? AND refused_random IS NULL AND wa_random IS NULL`,
      waRandom,
      token,
    );
  }

  /**
   * Gives an attempt up. Answers `not_sent` when its gate never opened, and from then on it never can; `passed` when
   * the message may have left.
   */
  closeAttempt(token: string, nowMs: number): 'not_sent' | 'passed' {
    const done = this.#run(
      `UPDATE attempt SET closed_at_ms = ?, outcome = 'not_sent' WHERE token = ? AND outcome = 'unknown' AND wa_random IS NULL`,
      ...[nowMs, token],
    );
    return done.changes === 1 ? 'not_sent' : 'passed';
  }

  /** Closes the attempt and, if its gate never opened, says so of the message in the same transaction. */
  giveUp(messageId: number, token: string, reason: NotSentReason, nowMs: number): 'not_sent' | 'passed' | 'cancelled' {
    return this.#immediate(() => {
      if (this.closeAttempt(token, nowMs) === 'passed') return 'passed';
      const state = this.#get<{ state: string }>(
        `SELECT c.state FROM message m JOIN campaign c ON c.id = m.campaign_id WHERE m.id = ?`,
        messageId,
      )?.state;
      // A contradiction may have made it sent meanwhile; then there is nothing left to say of it here.
      if (state === 'cancelled') {
        this.#tryMove(messageId, 'sending', 'cancelled', 'cancelled', 'app', nowMs);
        return 'cancelled';
      }
      this.#tryMove(messageId, 'sending', 'failed', 'closed_before_gate', 'app', nowMs, { reason });
      return 'not_sent';
    });
  }

  /** A pending message that certainly did not leave and will not. Answers false when it is not pending any more. */
  failPending(messageId: number, reason: NotSentReason, nowMs: number): boolean {
    return this.#immediate(() => this.#tryMove(messageId, 'pending', 'failed', 'failed', 'app', nowMs, { reason }));
  }

  /** The gate opened and no acknowledgement came. When WhatsApp's own record is read next is set with it. */
  failNotConfirmed(messageId: number, reason: NotConfirmedReason, nowMs: number, reconcileAtMs: number): boolean {
    return this.#immediate(() => {
      const moved = this.#tryMove(
        messageId,
        'sending',
        'failed',
        reason === 'rejected' ? 'rejected' : 'not_confirmed',
        'app',
        nowMs,
        { reason },
      );
      if (moved) {
        this.#run(
          `UPDATE attempt SET reconcile_at_ms = ? WHERE message_id = ? AND outcome = 'unknown'`,
          reconcileAtMs,
          messageId,
        );
      }
      return moved;
    });
  }

  /**
   * Records an acknowledgement. It counts when the random part is an attempt's and the chat is the attempt's, under any
   * alias it is known by. It outranks whatever was believed; where it shows a belief to be wrong, that is said.
   */
  recordAck(found: { random: string; remote: string; ack: number }, nowMs: number): AckResult {
    return this.#immediate(() => {
      const attempt = this.#attemptByRandom(found.random, found.remote);
      if (!attempt) return { kind: 'not_ours' };
      const changed = found.ack > (attempt.ack ?? -1);
      const proves = found.ack >= serverAck;
      if (changed && attempt.refused === 0) {
        this.#run(
          `UPDATE attempt SET ack = ?, acked_at_ms = coalesce(acked_at_ms, CASE WHEN ? THEN ? END),
             outcome = CASE WHEN ? THEN 'sent' ELSE outcome END, reconcile_at_ms = CASE WHEN ? THEN NULL ELSE reconcile_at_ms END
           WHERE id = ?`,
          ...[found.ack, Number(proves), nowMs, Number(proves), Number(proves), attempt.id],
        );
      } else if (proves && attempt.refused === 1) {
        this.#contradictRefusal(attempt, found.ack, nowMs);
      }
      if (attempt.message_id === null || !proves || !changed) {
        return { kind: 'recorded', messageId: attempt.message_id, changed: false, contradiction: false };
      }
      const contradiction = this.#acknowledge(attempt.message_id, found.ack, attempt.refused === 1, nowMs);
      return { kind: 'recorded', messageId: attempt.message_id, changed: true, contradiction };
    });
  }

  /** WhatsApp said no to a message after the gate had opened. It may have arrived all the same. */
  recordRejection(found: { random: string; remote: string }, nowMs: number): { messageId: number | null } | undefined {
    return this.#immediate(() => {
      const attempt = this.#attemptByRandom(found.random, found.remote);
      if (!attempt || attempt.refused === 1) return undefined;
      this.#run(`UPDATE attempt SET rejected_at_ms = coalesce(rejected_at_ms, ?) WHERE id = ?`, nowMs, attempt.id);
      if (attempt.message_id !== null && attempt.outcome === 'unknown') {
        this.#run(
          `UPDATE message SET reason = 'rejected' WHERE id = ? AND status = 'failed' AND reason = 'no_confirmation'`,
          attempt.message_id,
        );
      }
      return { messageId: attempt.message_id };
    });
  }

  /** WhatsApp's own record was read and proved nothing; when it is read next. */
  noteReconciled(attemptId: number, messageId: number | null, nextAtMs: number, nowMs: number): void {
    this.#immediate(() => {
      this.#run(
        `UPDATE attempt SET reconciled_count = reconciled_count + 1, reconcile_at_ms = ? WHERE id = ?`,
        nextAtMs,
        attemptId,
      );
      if (messageId !== null) this.note(messageId, 'reconciled', '', 'app', nowMs);
    });
  }

  /** The operator takes messages out of the queue. Those that are not pending any more stay as they are. */
  cancel(ids: readonly number[], who: string, nowMs: number): number {
    return this.#immediate(
      () => ids.filter((id) => this.#tryMove(id, 'pending', 'cancelled', 'cancelled', who, nowMs)).length,
    );
  }

  /** The operator queues messages again. Only what is proven unsent, is no duplicate, and whose campaign still runs. */
  queueAgain(ids: readonly number[], who: string, nowMs: number): number {
    return this.#immediate(() => ids.filter((id) => this.#queueOneAgain(id, who, nowMs)).length);
  }

  /** The operator looked at the chat. "Not there" closes the question for the report and never reopens the door. */
  settle(messageId: number, settlement: Settlement, who: string, nowMs: number): boolean {
    return this.#immediate(() => {
      const set = `settlement = ?, change = 'settled', changed_by = ?`;
      const doubt = `id = ? AND status = 'failed' AND reason IN ('no_confirmation', 'interrupted', 'rejected')`;
      if (settlement === 'seen') {
        const sql = `UPDATE message SET status = 'sent', reason = NULL, evidence = 'operator', changed_at_ms = ?, ${set} WHERE ${doubt}`;
        return this.#run(sql, nowMs, settlement, who, messageId).changes === 1;
      }
      const done = this.#run(`UPDATE message SET ${set} WHERE ${doubt}`, settlement, who, messageId);
      if (done.changes === 1) this.note(messageId, 'settled', settlement, who, nowMs);
      return done.changes === 1;
    });
  }

  /** Writes a line into a message's history that changes no status. */
  note(messageId: number, what: string, detail: string, who: string, nowMs: number): void {
    this.#run(
      `INSERT INTO history (message_id, at_ms, what, detail, who) VALUES (?, ?, ?, ?, ?)`,
      messageId,
      nowMs,
      what,
      detail,
      who,
    );
  }

  /**
   * After a crash: a message that was being sent did certainly not leave if its gate never opened, and is not confirmed
   * if it did. The ledger must have been compared before. Answers the messages that were found.
   */
  recoverSending(nowMs: number): number[] {
    return this.#immediate(() => {
      const open = this.#all<{
        id: number;
        message_id: number | null;
        token: string;
        passed: number;
        status: string | null;
      }>(
        `SELECT a.id, a.message_id, a.token, a.wa_random IS NOT NULL AS passed, m.status
         FROM attempt a LEFT JOIN message m ON m.id = a.message_id
         WHERE a.outcome = 'unknown' AND (m.status = 'sending' OR (a.wa_random IS NULL AND a.closed_at_ms IS NULL))`,
      );
      for (const attempt of open) {
        if (attempt.passed === 0) this.closeAttempt(attempt.token, nowMs);
        if (attempt.message_id === null || attempt.status !== 'sending') continue;
        const reason: FailureReason = attempt.passed === 1 ? 'interrupted' : 'not_handed_over';
        this.#move(attempt.message_id, 'sending', 'failed', 'recovered', 'app', nowMs, { reason });
        if (attempt.passed === 1) this.#run(`UPDATE attempt SET reconcile_at_ms = ? WHERE id = ?`, nowMs, attempt.id);
      }
      return open.flatMap((attempt) => attempt.message_id ?? []);
    });
  }

  /** Whether the database holds an attempt that passed the gate under this random part. */
  knowsPassed(random: string): boolean {
    return this.#get(`SELECT 1 FROM attempt WHERE wa_random = ?`, random) !== undefined;
  }

  /**
   * The ledger says that this attempt passed the gate, and the database holds it open: the crash came between the two,
   * or a backup was made between them. The ids that were learned at the gate are known to the ledger alone.
   * Answers false when there is no such open attempt.
   */
  passFromLedger(entry: LedgerEntry, nowMs: number): boolean {
    return this.#immediate(() => {
      const done = this.#run(
        `UPDATE attempt SET wa_key = ?, wa_random = ?, passed_at_ms = ?
         WHERE token = ? AND outcome = 'unknown' AND wa_random IS NULL AND closed_at_ms IS NULL`,
        ...[ledgerKey(entry), entry.random, entry.atMs, entry.token],
      );
      if (done.changes !== 1) return false;
      const view = this.viewForGate(entry.token);
      assert(view, 'a passed attempt exists');
      this.#takeFreeFences(entry, view.attemptId);
      if (view.messageId !== null) this.note(view.messageId, 'passed', 'ledger', 'app', nowMs);
      return true;
    });
  }

  /**
   * Rebuilds the attempt of a ledger line that the database does not know, with its fences, and makes its message not
   * confirmed. Answers the message, or undefined when this database has none for it: the fences stand all the same.
   */
  rebuildFromLedger(entry: LedgerEntry, nowMs: number): number | undefined {
    return this.#immediate(() => {
      const message = this.#get<{ id: number; status: string; reason: string | null }>(
        `SELECT m.id, m.status, m.reason FROM message m JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id
         WHERE c.uid = ? AND r.row_number = ? AND NOT EXISTS (SELECT 1 FROM attempt WHERE message_id = m.id AND outcome <> 'not_sent')`,
        ...[entry.campaign, entry.row],
      );
      const canRebuild =
        message?.status === 'pending' || (message?.status === 'failed' && message.reason !== 'duplicate');
      const messageId = canRebuild ? message.id : null;
      // A closed attempt keeps its token; its rebuilt twin needs one of its own.
      const isTaken = this.#get(`SELECT 1 FROM attempt WHERE token = ?`, entry.token) !== undefined;
      const token = isTaken ? `${entry.token}-ledger` : entry.token;
      const kind = messageId === null ? 'ledger' : 'campaign';
      const attempt = { token, account: entry.account, chatId: '', body: '', attachmentHash: null, nowMs: entry.atMs };
      const attemptId = this.openAttempt(kind, messageId, attempt);
      this.#takeFreeFences(entry, attemptId);
      if (messageId !== null && message?.status === 'failed')
        this.#move(messageId, 'failed', 'pending', 'recovered', 'app', nowMs);
      if (messageId !== null) this.#move(messageId, 'pending', 'sending', 'recovered', 'app', nowMs);
      this.#run(
        `UPDATE attempt SET wa_key = ?, wa_random = ?, passed_at_ms = ?, reconcile_at_ms = ? WHERE id = ?`,
        ...[ledgerKey(entry), entry.random, entry.atMs, nowMs, attemptId],
      );
      if (messageId !== null)
        this.#move(messageId, 'sending', 'failed', 'recovered', 'app', nowMs, { reason: 'interrupted' });
      return messageId ?? undefined;
    });
  }

  #takeFreeFences({ scopes, aliases }: LedgerEntry, attemptId: number): void {
    for (const scope of scopes) for (const alias of aliases) this.#takeFreeFence(scope, alias, attemptId);
  }

  /**
   * People who have a text from another computer, as its report says: each gets an attempt that stands for that hand-over,
   * and a fence. Those who are fenced already stay as they are. Answers the lines that the ledger must hold too.
   */
  recordElsewhere(
    people: readonly string[],
    handed: { scope: string; account: string; newToken: () => string; nowMs: number },
  ): Omit<LedgerEntry, 'number'>[] {
    return this.#immediate(() => {
      const fresh = people.filter((phone) => !this.#blocked([handed.scope], personAliases(phone, [])));
      return fresh.map((phone) => {
        const token = handed.newToken();
        const aliases = personAliases(phone, []).map(this.#hash);
        const entry = {
          token,
          campaign: '',
          row: 0,
          account: handed.account,
          scopes: [handed.scope],
          aliases,
          random: `elsewhere-${token}`,
          atMs: handed.nowMs,
        };
        const attempt = {
          token,
          account: handed.account,
          chatId: '',
          body: '',
          attachmentHash: null,
          nowMs: handed.nowMs,
        };
        const attemptId = this.openAttempt('ledger', null, attempt);
        for (const alias of aliases) this.#takeFence(handed.scope, alias, attemptId);
        // It has no id that WhatsApp would know, so its record is never asked for.
        this.#run(
          `UPDATE attempt SET wa_key = ?, wa_random = ?, passed_at_ms = ? WHERE id = ?`,
          ...[ledgerKey({ ...entry, number: 0 }), entry.random, handed.nowMs, attemptId],
        );
        return entry;
      });
    });
  }

  #takeFreeFence(scope: string, alias: string, attemptId: number): void {
    // Where another attempt holds the fence already, it stands: one is enough.
    this.#run(
      `INSERT INTO fence (scope, alias, attempt_id) VALUES (?, ?, ?) ON CONFLICT (scope, alias) DO UPDATE SET attempt_id = excluded.attempt_id
       WHERE (SELECT outcome FROM attempt WHERE id = fence.attempt_id) = 'not_sent'
         AND (SELECT contradicted_at_ms FROM attempt WHERE id = fence.attempt_id) IS NULL`,
      ...[scope, alias, attemptId],
    );
  }

  #acknowledge(messageId: number, ack: number, wasRefused: boolean, nowMs: number): boolean {
    const now = this.#get<{ status: string; reason: string | null; ack: number | null }>(
      `SELECT status, reason, ack FROM message WHERE id = ?`,
      messageId,
    );
    assert(now, 'an attempt belongs to a message');
    const best = Math.max(ack, now.ack ?? 0);
    if (now.status === 'sent') {
      // A refused message that WhatsApp took beside the one that was sent is a second copy: that is said.
      this.#run(
        `UPDATE message SET ack = ?, evidence = 'ack', contradiction = coalesce(contradiction, ?) WHERE id = ?`,
        ...[best, wasRefused ? now.status : null, messageId],
      );
      if (best > (now.ack ?? 0)) this.note(messageId, 'acknowledged', String(best), 'whatsapp', nowMs);
      return wasRefused;
    }
    const doubt = now.status === 'sending' || (now.status === 'failed' && isDoubt(now.reason));
    const contradiction = wasRefused || !doubt ? `${now.status}${now.reason ? `:${now.reason}` : ''}` : null;
    this.#run(
      `UPDATE message SET status = 'sent', reason = NULL, evidence = 'ack', ack = ?, change = ?, changed_by = 'whatsapp',
         changed_at_ms = ?, contradiction = coalesce(contradiction, ?) WHERE id = ? AND status = ?`,
      ...[best, contradiction ? 'contradiction' : 'acknowledged', nowMs, contradiction, messageId, now.status],
    );
    return contradiction !== null;
  }

  #contradictRefusal(attempt: AttemptRow, ack: number, nowMs: number): void {
    // The attempt may still be open: it is closed first, since only a closed one is contradicted.
    this.#run(
      `UPDATE attempt SET closed_at_ms = ?, outcome = 'not_sent' WHERE id = ? AND outcome = 'unknown'`,
      nowMs,
      attempt.id,
    );
    this.#run(
      `UPDATE attempt SET ack = ?, acked_at_ms = coalesce(acked_at_ms, ?), contradicted_at_ms = coalesce(contradicted_at_ms, ?) WHERE id = ?`,
      ...[ack, nowMs, nowMs, attempt.id],
    );
  }

  #attemptByRandom(random: string, remote: string): AttemptRow | undefined {
    const columns = `id, message_id, chat_id, outcome, wa_key, ack`;
    const row =
      this.#get<AttemptRow>(`SELECT ${columns}, 0 AS refused FROM attempt WHERE wa_random = ?`, random) ??
      this.#get<AttemptRow>(`SELECT ${columns}, 1 AS refused FROM attempt WHERE refused_random = ?`, random);
    if (!row) return undefined;
    if (remote === row.chat_id || (row.wa_key !== null && keyRemote(row.wa_key) === remote)) return row;
    const hashes = idAliases(remote).map(this.#hash);
    return this.fencesOf(row.id).aliases.some((alias) => hashes.includes(alias)) ? row : undefined;
  }

  #queueOneAgain(id: number, who: string, nowMs: number): boolean {
    const done = this.#run(
      `UPDATE message SET status = 'pending', reason = NULL, change = 'queued_again', changed_at_ms = ?, changed_by = ?
       WHERE id = ? AND status = 'failed'
         AND reason IN ('invalid_number', 'not_on_whatsapp', 'do_not_contact', 'missed', 'not_handed_over', 'attachment_failed')
         AND NOT EXISTS (SELECT 1 FROM attempt WHERE message_id = message.id
           AND (outcome <> 'not_sent' OR contradicted_at_ms IS NOT NULL))
         AND EXISTS (SELECT 1 FROM campaign WHERE id = campaign_id AND state IN ('running', 'paused'))`,
      ...[nowMs, who, id],
    );
    return done.changes === 1;
  }

  #blocked(scopes: readonly string[], aliases: readonly string[]): boolean {
    return scopes.some((scope) =>
      aliases.some(
        (alias) =>
          this.#get(
            `SELECT 1 FROM fence f JOIN attempt a ON a.id = f.attempt_id WHERE f.scope = ? AND f.alias = ?
               AND NOT (a.outcome = 'not_sent' AND a.contradicted_at_ms IS NULL)`,
            ...[scope, this.#hash(alias)],
          ) !== undefined,
      ),
    );
  }

  #takeFence(scope: string, alias: string, attemptId: number): void {
    // The trigger refuses a take-over from an attempt that is not proven unsent, and the transaction fails with it.
    this.#run(
      `INSERT INTO fence (scope, alias, attempt_id) VALUES (?, ?, ?)
       ON CONFLICT (scope, alias) DO UPDATE SET attempt_id = excluded.attempt_id`,
      ...[scope, alias, attemptId],
    );
  }

  #move(...change: Move): void {
    assert(this.#tryMove(...change), `message ${change[0]} was ${change[1]}`);
  }

  #tryMove(
    id: number,
    from: string,
    to: string,
    change: string,
    who: string,
    nowMs: number,
    more: { reason?: FailureReason } = {},
  ): boolean {
    const done = this.#run(
      `UPDATE message SET status = ?, reason = ?, change = ?, changed_at_ms = ?, changed_by = ? WHERE id = ? AND status = ?`,
      ...[to, more.reason ?? null, change, nowMs, who, id, from],
    );
    return done.changes === 1;
  }

  #immediate<Value>(work: () => Value): Value {
    return this.#sqlite.inTransaction ? work() : this.#sqlite.transaction(work).immediate();
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const made = this.#sqlite.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }

  #get<Row>(sql: string, ...values: unknown[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  #all<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  #run(sql: string, ...values: unknown[]): Database.RunResult {
    return this.#prepare(sql).run(...values);
  }
}

/** The ledger holds no ids of people, so a key rebuilt from it knows its random part only. */
function ledgerKey(entry: LedgerEntry): string {
  return JSON.stringify({ serialized: '', random: entry.random, fromMe: true, remote: '' });
}

function isDoubt(reason: string | null): boolean {
  return reason === 'no_confirmation' || reason === 'interrupted' || reason === 'rejected';
}

function phonesOf(aliases: readonly string[]): string[] {
  return aliases.flatMap((alias) => (alias.startsWith('phone:') ? alias.slice('phone:'.length) : []));
}

function keyRemote(waKey: string): string | undefined {
  const parsed: unknown = JSON.parse(waKey);
  return parsed !== null && typeof parsed === 'object' && 'remote' in parsed ? String(parsed.remote) : undefined;
}
