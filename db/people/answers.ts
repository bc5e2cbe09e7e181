import { limits } from '../../domain/limits.ts';
import { playedAck } from '../../domain/messages/message.ts';
import type { AnswerEnd, AnswerQuestion, AnswerView } from '../../domain/people/answer.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import { assert } from '../../domain/result.ts';
import type { Db } from '../database.ts';
import type { ClaimParts } from '../messages/claims.ts';

/** A person who wrote back: the account that they know, their chat with it, and who they are. */
type Correspondent = {
  readonly account: string;
  readonly chatId: string;
  readonly phone: string;
  readonly name: string;
};

type NewAnswer = {
  /** The message to which the person wrote back. */
  readonly messageId: number;
  readonly token: string;
  readonly text: string;
  /** The id of one press of Send, so that a press that arrives twice counts once. */
  readonly press: string;
  readonly isRepeat: boolean;
  readonly isAllTheSame: boolean;
  readonly nowMs: number;
};

type Stored = Omit<AnswerView, 'state'> & {
  readonly token: string;
  readonly outcome: 'unknown' | 'sent' | 'not_sent';
};

const saidTwiceSql = `SELECT 1 FROM attempt WHERE chat_id = @chatId AND kind = 'answer' AND body = @text
  AND opened_at_ms > @nowMs - ${limits.answerSameWordsMs} AND NOT (outcome = 'not_sent' AND contradicted_at_ms IS NULL)`;
const openSql = `SELECT 1 FROM attempt WHERE account = @account AND chat_id = @chatId AND kind = 'answer'
  AND outcome = 'unknown' AND wa_random IS NULL`;

/** Answers to people who wrote back: attempts opened when Send is pressed, which leave within two minutes or never. */
export class Answers {
  readonly #db: Db;
  readonly #parts: ClaimParts;

  constructor(db: Db, parts: ClaimParts) {
    this.#db = db;
    this.#parts = parts;
  }

  /** The person of a conversation; undefined where there is none, or the person was erased. */
  correspondent(messageId: number): Correspondent | undefined {
    return this.#db.get(
      `SELECT a.account, a.chat_id AS chatId, r.phone, r.name
       FROM conversation k JOIN message m ON m.id = k.message_id JOIN recipient r ON r.id = m.recipient_id
         JOIN attempt a ON a.message_id = m.id
       WHERE k.message_id = ? AND a.chat_id <> '' AND r.phone NOT LIKE '${erasedPrefix}%' ORDER BY a.id DESC LIMIT 1`,
      messageId,
    );
  }

  /** Opens the attempt of an answer, or returns the question to answer first. A known press does nothing. */
  open(answer: NewAnswer): 'opened' | 'known' | 'not_found' | AnswerQuestion {
    return this.#db.immediate(() => {
      const { messageId, token, text, press, nowMs } = answer;
      const to = this.correspondent(messageId);
      if (!to) return 'not_found';
      if (this.#db.has(`SELECT 1 FROM answer WHERE press = ?`, press)) return 'known';
      if (this.#db.has(openSql, { account: to.account, chatId: to.chatId })) return 'one_on_its_way';
      if (!answer.isAllTheSame && this.isStopped(messageId)) return 'do_not_contact';
      if (!answer.isRepeat && this.#db.has(saidTwiceSql, { chatId: to.chatId, text, nowMs })) return 'same_words';
      const attempt = { token, account: to.account, chatId: to.chatId, body: text, attachmentHash: null, nowMs };
      const attemptId = this.#parts.attempts.open('answer', null, attempt);
      this.#db.run(
        `INSERT INTO answer (attempt_id, message_id, press, seen_reply_id, is_repeat, is_all_the_same) VALUES (?, ?, ?, ?, ?, ?)`,
        ...[attemptId, messageId, press, this.#lastReplyId(messageId)],
        ...[Number(answer.isRepeat), Number(answer.isAllTheSame)],
      );
      return 'opened';
    });
  }

  /** Whether the person of a conversation is on the do-not-contact list, or asked to stop and nobody has decided. */
  isStopped(messageId: number): boolean {
    const { stops, isBlocked, fences } = this.#parts;
    const phone = this.correspondent(messageId)?.phone;
    return (phone !== undefined && isBlocked(phone)) || stops.standing(fences.ofMessage(messageId)) !== null;
  }

  /** An answer that still has words has a known person, since erasing the person erases the words. */
  forGate(attemptId: number): { phone: string; isAllTheSame: boolean; isOvertaken: boolean } {
    const given = this.#db.get<{ messageId: number; seenReplyId: number; isAllTheSame: 0 | 1 }>(
      `SELECT message_id AS messageId, seen_reply_id AS seenReplyId, is_all_the_same AS isAllTheSame FROM answer WHERE attempt_id = ?`,
      attemptId,
    );
    assert(given, 'an attempt of an answer has one');
    const to = this.correspondent(given.messageId);
    assert(to, 'whoever is erased takes the words of an answer along');
    const isOvertaken = this.#lastReplyId(given.messageId) > given.seenReplyId;
    return { phone: to.phone, isAllTheSame: given.isAllTheSame === 1, isOvertaken };
  }

  /** Stores why a closed answer did not leave. The first reason stays. */
  noteEnd(token: string, why: AnswerEnd): void {
    this.#db.run(
      `UPDATE answer SET why = ? WHERE why IS NULL
         AND attempt_id = (SELECT id FROM attempt WHERE token = ? AND outcome = 'not_sent')`,
      ...[why, token],
    );
  }

  /** Sets when WhatsApp's own record is read for answers in doubt that have no such time since the app last ended. */
  reconcileAll(nowMs: number): void {
    this.#db.run(
      `UPDATE attempt SET reconcile_at_ms = @nowMs WHERE kind = 'answer' AND outcome = 'unknown' AND wa_random IS NOT NULL
         AND reconcile_at_ms IS NULL AND chat_id <> '' AND passed_at_ms > @nowMs - ${limits.reconcileForMs}`,
      { nowMs },
    );
  }

  /** The answers in a conversation, the oldest first. `inFlight`: the tokens of those that are on their way. */
  of(messageId: number, inFlight: readonly string[]): AnswerView[] {
    return this.#db
      .all<Stored>(
        `SELECT w.attempt_id AS id, a.token, a.body AS text, w.why, a.wa_random AS random, a.ack, a.outcome,
           coalesce(a.passed_at_ms, a.opened_at_ms) AS atMs
         FROM answer w JOIN attempt a ON a.id = w.attempt_id WHERE w.message_id = ? AND a.body <> '' ORDER BY w.attempt_id`,
        messageId,
      )
      .map(({ token, outcome, ...view }) => ({
        ...view,
        ack: view.ack === null ? null : Math.min(view.ack, playedAck),
        state: stateOf(view.random, outcome, inFlight.includes(token)),
      }));
  }

  #lastReplyId(messageId: number): number {
    return this.#db.count(lastReplySql, messageId);
  }
}

/** The newest reply of a person, to any of our messages. */
const lastReplySql = `SELECT coalesce(max(y.id), 0) FROM reply y WHERE y.message_id IN (
  SELECT o.message_id FROM attempt a JOIN fence f ON f.attempt_id = a.id JOIN fence g ON g.alias = f.alias
    JOIN attempt o ON o.id = g.attempt_id WHERE a.message_id = ?)`;

function stateOf(random: string | null, outcome: Stored['outcome'], isInFlight: boolean): AnswerView['state'] {
  if (outcome !== 'unknown') return outcome;
  if (random === null) return 'waiting';
  return isInFlight ? 'sending' : 'not_confirmed';
}
