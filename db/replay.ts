import { phoneAlias } from '../domain/alias.ts';
import type { FailureReason } from '../domain/message.ts';
import { digitVariants, variantKey } from '../domain/phone.ts';
import { assert } from '../domain/result.ts';
import { Fences } from './fences.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import { writeLedgerPosition } from './meta.ts';
import type { Db } from './open.ts';
import { Writer } from './writer.ts';

/** What another computer's report says of the people named in it. */
export type ExternalSends = {
  /** The text they have, and the campaign that is not to reach them, whatever becomes of its text. */
  readonly scopes: string[];
  readonly account: string;
  readonly newToken: () => string;
  readonly nowMs: number;
};

/** Gives the database what it does not know: after a crash, from the ledger, from another computer's report. */
export class Replay {
  readonly #db: Db;
  readonly #writer: Writer;
  readonly #fences: Fences;

  constructor(db: Db, hash: (alias: string) => string) {
    this.#db = db;
    this.#writer = new Writer(db);
    this.#fences = new Fences(this.#writer, hash);
  }

  /**
   * After a crash: a message that was being sent did certainly not leave if its gate never opened, and is not confirmed
   * if it did. The ledger must have been compared before. Returns the messages that were found.
   */
  recoverSending(nowMs: number): number[] {
    return this.#writer.immediate(() => {
      const open = this.#writer.all<{
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
        if (attempt.passed === 0) this.#writer.closeAttempt(attempt.token, nowMs);
        if (attempt.message_id === null || attempt.status !== 'sending') continue;
        const reason: FailureReason = attempt.passed === 1 ? 'interrupted' : 'not_handed_over';
        this.#writer.move(attempt.message_id, 'sending', 'failed', 'recovered', 'app', nowMs, { reason });
        if (attempt.passed === 1)
          this.#writer.run(`UPDATE attempt SET reconcile_at_ms = ? WHERE id = ?`, nowMs, attempt.id);
      }
      return open.flatMap((attempt) => attempt.message_id ?? []);
    });
  }

  /** Whether the database holds an attempt that passed the gate under this random part. */
  knowsPassed(random: string): boolean {
    return this.#writer.get(`SELECT 1 FROM attempt WHERE wa_random = ?`, random) !== undefined;
  }

  /**
   * The ledger says that this attempt passed the gate, and the database holds it open: the crash came between the two,
   * or a backup was made between them. The ids that were learned at the gate are known to the ledger alone.
   * Returns false when there is no such open attempt.
   */
  passFromLedger(entry: LedgerEntry, nowMs: number): boolean {
    return this.#writer.immediate(() => {
      const done = this.#writer.run(
        `UPDATE attempt SET wa_key = ?, wa_random = ?, passed_at_ms = ?
         WHERE token = ? AND outcome = 'unknown' AND wa_random IS NULL AND closed_at_ms IS NULL`,
        ...[ledgerKey(entry.random), entry.random, entry.atMs, entry.token],
      );
      if (done.changes !== 1) return false;
      const attempt = this.#writer.get<{ id: number; message_id: number | null }>(
        `SELECT id, message_id FROM attempt WHERE token = ?`,
        entry.token,
      );
      assert(attempt, 'a passed attempt exists');
      this.#fences.takeFree(entry, attempt.id);
      if (attempt.message_id !== null) this.#writer.note(attempt.message_id, 'passed', 'ledger', 'app', nowMs);
      return true;
    });
  }

  /**
   * Rebuilds the attempt of a ledger line that the database does not know, with its fences, and makes its message not
   * confirmed. Returns the message, or undefined when this database has none for it: the fences stand all the same.
   */
  replayFromLedger(entry: LedgerEntry, nowMs: number): number | undefined {
    return this.#writer.immediate(() => {
      const message = this.#writer.get<{ id: number; status: string; reason: string | null }>(
        `SELECT m.id, m.status, m.reason FROM message m JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id
         WHERE c.uid = ? AND r.row_number = ? AND NOT EXISTS (SELECT 1 FROM attempt WHERE message_id = m.id AND outcome <> 'not_sent')`,
        ...[entry.campaign, entry.row],
      );
      const messageId = message?.id ?? null;
      // A message that was cancelled or found to be a duplicate keeps its status: an acknowledgement will contradict
      // it.
      const becomesDoubtful =
        message?.status === 'pending' || (message?.status === 'failed' && message.reason !== 'duplicate');
      // Before the attempt is opened: only a message whose attempts all prove that it was not sent can be pending
      // again.
      if (becomesDoubtful && message.status === 'failed')
        this.#writer.move(message.id, 'failed', 'pending', 'recovered', 'app', nowMs);
      // A closed attempt keeps its token; its rebuilt twin needs one of its own.
      const isTaken = this.#writer.get(`SELECT 1 FROM attempt WHERE token = ?`, entry.token) !== undefined;
      const token = isTaken ? `${entry.token}-ledger` : entry.token;
      const kind = messageId === null ? 'ledger' : 'campaign';
      const attempt = { token, account: entry.account, chatId: '', body: '', attachmentHash: null, nowMs: entry.atMs };
      const attemptId = this.#writer.openAttempt(kind, messageId, attempt);
      this.#fences.takeFree(entry, attemptId);
      if (becomesDoubtful) {
        this.#fences.takeOwnWhereNone(token, attemptId);
        this.#writer.move(message.id, 'pending', 'sending', 'recovered', 'app', nowMs);
      }
      this.#writer.run(
        `UPDATE attempt SET wa_key = ?, wa_random = ?, passed_at_ms = ?, reconcile_at_ms = ? WHERE id = ?`,
        ...[ledgerKey(entry.random), entry.random, entry.atMs, entry.campaign === '' ? null : nowMs, attemptId],
      );
      if (becomesDoubtful)
        this.#writer.move(message.id, 'sending', 'failed', 'recovered', 'app', nowMs, { reason: 'interrupted' });
      return messageId ?? undefined;
    });
  }

  /**
   * People who have a text from another computer, as its report says: each gets an attempt that stands for that hand-over,
   * a fence under every spelling of the number, and a line in the ledger, which is on the disk first. A message on its way
   * to one of them is stopped before the gate. Who is fenced for good already stays so. Returns how many were new.
   */
  recordExternalSends(people: readonly string[], handed: ExternalSends, ledger: Ledger): number {
    const spellings = new Map(people.map((phone) => [variantKey(phone), digitVariants(phone)]));
    return this.#writer.immediate(() => {
      const lines = [...spellings.values()]
        .map((phones) => this.#externalSendLine(phones, handed))
        .filter((line) => !this.#fences.areForGood(line));
      if (lines.length === 0) return 0;
      for (const line of lines) this.#stopBeforeGate(line, ledger);
      const position = ledger.appendAll(lines);
      for (const line of lines) this.#addExternalSend(line);
      writeLedgerPosition(this.#db, position);
      return lines.length;
    });
  }

  #externalSendLine(phones: readonly string[], handed: ExternalSends): Omit<LedgerEntry, 'number'> {
    const token = handed.newToken();
    const aliases = phones.map((phone) => this.#fences.hash(phoneAlias(phone)));
    const { account, scopes, nowMs } = handed;
    return { token, campaign: '', row: 0, account, scopes, aliases, random: `external-${token}`, atMs: nowMs };
  }

  /** Whoever has the text already must not get it from a gate that is about to open. */
  #stopBeforeGate(line: Omit<LedgerEntry, 'number'>, ledger: Ledger): void {
    for (const { token, messageId } of this.#fences.heldByOpen(line)) {
      // Where the ledger says that it left and the database could not be told, its fences stand for good.
      const isInLedger = ledger.entries.some((entry) => entry.token === token);
      if (!isInLedger) this.#writer.giveUp(messageId, token, 'duplicate', line.atMs);
    }
  }

  #addExternalSend(line: Omit<LedgerEntry, 'number'>): void {
    const { token, account, atMs } = line;
    const attempt = { token, account, chatId: '', body: '', attachmentHash: null, nowMs: atMs };
    const attemptId = this.#writer.openAttempt('ledger', null, attempt);
    this.#fences.takeFree(line, attemptId);
    // It has no id that WhatsApp would know, so its record is never asked for.
    this.#writer.run(
      `UPDATE attempt SET wa_key = ?, wa_random = ?, passed_at_ms = ? WHERE id = ?`,
      ...[ledgerKey(line.random), line.random, atMs, attemptId],
    );
  }
}

/** The ledger holds no ids of people, so a key rebuilt from it knows its random part only. */
function ledgerKey(random: string): string {
  return JSON.stringify({ serialized: '', random, fromMe: true, remote: '' });
}
