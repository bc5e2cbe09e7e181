import { type FailureReason, isNotConfirmedReason, type Status } from '../../domain/messages/message.ts';
import type { Scope } from '../../domain/messages/scope.ts';
import { phoneAlias } from '../../domain/people/alias.ts';
import { digitVariants, variantKey } from '../../domain/phone/digit-variants.ts';
import type { Alarms } from '../alarms.ts';
import type { Db } from '../database.ts';
import type { Attempts } from '../messages/attempts.ts';
import { closeUnsent, move, notSetAsideSql } from '../messages/message-status.ts';
import type { Messages } from '../messages/messages.ts';
import { forgetOldChats } from '../messages/moves.ts';
import { deleteMeta, readLedgerPosition, writeLedgerPosition, writeMeta } from '../meta.ts';
import type { Notices } from '../notices.ts';
import type { Fences } from './fences.ts';
import type { Ledger, LedgerEntry, LedgerLine } from './ledger.ts';

/** What another computer's report says of the people named in it. */
type ExternalSends = {
  /** The scopes of the text that these people have, and of the campaign that must not reach them, whatever its text. */
  readonly scopes: Scope[];
  readonly account: string;
  readonly newToken: () => string;
  readonly nowMs: number;
  /** When the message left there, by the person's number; where the report does not say, now. */
  readonly leftAtMs?: Readonly<Record<string, number>>;
};

type ReplayParts = {
  readonly alarms: Alarms;
  readonly attempts: Attempts;
  readonly fences: Fences;
  readonly messages: Messages;
  readonly notices: Notices;
};

/** What a crash left open: an attempt, or a message on its way without an attempt. */
type LeftOpen = {
  readonly messageId: number | null;
  readonly token: string | null;
  readonly hasPassed: 0 | 1;
};

/** Limits a recovery to one account. `except`: the tokens of attempts that are still being handled. */
export type OfAccount = { readonly account: string; readonly except: readonly string[] };

/** What cannot be taken in: its message, where it belongs to one, and whether it may have left. */
type Left = { readonly messageId: number | null | undefined; readonly hasPassed: 0 | 1 };

/**
 * Gives the database what it does not know, after a crash, from the ledger or another computer's report. An entry that
 * contradicts the rows stays as it is, with an alarm where its message may have left, else with a notice: the app
 * starts, and the other entries are taken in.
 */
export class Replay {
  readonly #db: Db;
  readonly #parts: ReplayParts;

  constructor(db: Db, parts: ReplayParts) {
    this.#db = db;
    this.#parts = parts;
  }

  /**
   * What was being sent certainly did not leave if its gate never opened, and is not confirmed if it did. The ledger
   * must have been compared before. Returns the messages that were found.
   */
  recoverSending(nowMs: number, of: OfAccount | null = null): number[] {
    return this.#db.immediate(() => {
      const open = this.#db.all<LeftOpen>(
        `SELECT message_id AS messageId, token, wa_random IS NOT NULL AS hasPassed FROM attempt
         WHERE id IN (
           SELECT id FROM attempt WHERE passed_at_ms IS NULL AND outcome = 'unknown' AND closed_at_ms IS NULL
           UNION ALL SELECT s.id FROM message w JOIN attempt s ON s.message_id = w.id
             WHERE w.status = 'sending' AND s.outcome = 'unknown')
           AND account = coalesce(@account, account) AND token NOT IN (SELECT value FROM json_each(@except))
         UNION ALL SELECT id, NULL, EXISTS (SELECT 1 FROM attempt WHERE message_id = message.id AND outcome <> 'not_sent')
           FROM message WHERE status = 'sending' AND account = coalesce(@account, account)
             AND NOT EXISTS (SELECT 1 FROM attempt WHERE message_id = message.id AND outcome = 'unknown')`,
        { account: of?.account ?? null, except: JSON.stringify(of?.except ?? []) },
      );
      for (const one of open) if (!this.#db.isDone(() => this.#recoverOne(one, nowMs))) this.#leaveAsItIs(one, nowMs);
      return open.flatMap(({ messageId }) => messageId ?? []);
    });
  }

  #recoverOne({ messageId, token, hasPassed }: LeftOpen, nowMs: number): void {
    const { attempts } = this.#parts;
    if (token !== null) attempts.close(token, nowMs);
    if (messageId === null) return;
    const change = 'recovered';
    if (hasPassed === 0) closeUnsent(this.#db, messageId, { change, reason: 'not_handed_over', nowMs });
    else {
      move(this.#db, messageId, ['sending', 'failed'], { change, who: 'app', nowMs, reason: 'interrupted' });
      attempts.reconcileAt(messageId, nowMs);
    }
  }

  /**
   * Opens an attempt with fences for a ledger's line that the database does not know, and makes its message not
   * confirmed. Returns the message; undefined without one, and the fences stand all the same.
   */
  replayFromLedger(entry: LedgerEntry, nowMs: number): number | undefined {
    return this.#db.immediate(() => {
      const message = this.#messageOf(entry);
      // The team's database may have been put back as well, and would hear of this line from nobody else.
      deleteMeta(this.#db, 'team_past');
      // Nor from this computer: the line names its person by hashes under a key of its own.
      if (message === undefined && entry.campaign !== '') writeMeta(this.#db, 'forgotten_sends', '1');
      if (this.#db.isDone(() => this.#replay(entry, message, nowMs))) return message?.id;
      // The person stays fenced, whatever state the message is in.
      this.#parts.attempts.passAsInLedger(this.#openFor(this.#underOwnToken(entry), null), entry, null);
      this.#leaveAsItIs({ messageId: message?.id, hasPassed: 1 }, nowMs);
      return message?.id;
    });
  }

  #replay(entry: LedgerEntry, message: LineMessage | undefined, nowMs: number): void {
    const { attempts, fences } = this.#parts;
    const change = { change: 'recovered', who: 'app', nowMs } as const;
    const line = this.#underOwnToken(entry);
    const becomesDoubtful = message !== undefined && maySeemUnsent(message);
    // This comes before the attempt is opened: a message can become pending again only while all its attempts prove
    // that it was not sent.
    if (becomesDoubtful && message.status === 'failed') move(this.#db, message.id, ['failed', 'pending'], change);
    if (becomesDoubtful) this.#takeAccount(message.id, entry);
    const attemptId = this.#openFor(line, message?.id ?? null);
    if (becomesDoubtful) {
      // The message left for the date of the line, whatever its list has said since, and waits for nobody's decision
      // any more.
      const sql = `UPDATE message SET occasion = ?, ${notSetAsideSql} WHERE id = ?`;
      this.#db.run(sql, occasionOf(entry), message.id);
      fences.takeOwnWhereNone(line.token, attemptId, occasionOf(entry));
      move(this.#db, message.id, ['pending', 'sending'], change);
    }
    attempts.passAsInLedger(attemptId, entry, entry.campaign === '' ? null : nowMs);
    if (becomesDoubtful) move(this.#db, message.id, ['sending', 'failed'], { ...change, reason: 'interrupted' });
  }

  /** The message left from the account of the line, even if it waited for another here. No old chat is read for it. */
  #takeAccount(messageId: number, { account }: LedgerEntry): void {
    this.#db.run(`UPDATE message SET account = ? WHERE id = ?`, account, messageId);
    forgetOldChats(this.#db, messageId);
  }

  /** A closed attempt keeps its token and each line has its own, so the attempt for this line gets a new token. */
  #underOwnToken(entry: LedgerEntry): LedgerEntry {
    const isTaken = this.#parts.attempts.isTokenTaken(entry.token);
    return isTaken ? { ...entry, token: `${entry.token}-${entry.random}` } : entry;
  }

  /** Leaves a message whose rows contradict each other as it is: where it may have left, only a person can find out. */
  #leaveAsItIs({ messageId, hasPassed }: Left, nowMs: number): void {
    const { alarms, notices } = this.#parts;
    const about = messageId ? { messageId } : {};
    if (hasPassed === 1) alarms.raise('unreplayed', about, nowMs);
    else notices.raise('line_not_replayed', about, nowMs);
  }

  /**
   * Records who has a text from another computer: an attempt each, a fence under every spelling of the number, and a
   * ledger's line, which is on the disk first. A message on its way to them is stopped before the gate. Returns how
   * many were not fenced for good before.
   */
  recordExternalSends(people: readonly string[], handed: ExternalSends, ledger: Ledger): number {
    const spellings = new Map(people.map((phone) => [variantKey(phone), digitVariants(phone)]));
    return this.#db.immediate(() => {
      const lines = [...spellings.values()]
        .map((phones) => this.#externalSendLine(phones, handed))
        .filter((line) => !this.#parts.fences.areForGood(line));
      if (lines.length === 0) return 0;
      for (const line of lines) this.#stopBeforeGate(line, ledger, handed.nowMs);
      const position = ledger.appendAll(lines);
      // This attempt has no id that WhatsApp knows, so WhatsApp is never asked for its record.
      for (const line of lines)
        this.#parts.attempts.passAsInLedger(this.#openFor(line, null, handed.nowMs), line, null);
      writeLedgerPosition(this.#db, position);
      return lines.length;
    });
  }

  /** The message of a ledger line, while none of its attempts may have left. */
  #messageOf({ campaign, row, ...entry }: LedgerEntry) {
    return this.#db.get<LineMessage>(
      // CROSS JOIN keeps the order: the campaign, its list's row, that person's message. Any other reads a whole
      // campaign for each line.
      `SELECT m.id, m.status, m.reason FROM campaign c CROSS JOIN recipient r ON r.list_id = c.list_id AND r.row_number = ?
         CROSS JOIN message m ON m.campaign_id = c.id AND m.recipient_id = r.id
       WHERE c.uid = ? AND NOT EXISTS (SELECT 1 FROM attempt WHERE message_id = m.id AND outcome <> 'not_sent')
         AND (m.occasion = ? OR NOT EXISTS (
           SELECT 1 FROM message o WHERE o.campaign_id = c.id AND o.recipient_id = r.id AND o.id <> m.id))`,
      ...[row, campaign, occasionOf(entry)],
    );
  }

  /** Its time is that of the line, unless `nowMs` is given. It takes those of the fences that are free. */
  #openFor(line: LedgerLine, messageId: number | null, nowMs = line.atMs): number {
    const { token, account } = line;
    const attempt = { token, account, chatId: '', body: '', attachmentHash: null, nowMs };
    const attemptId = this.#parts.attempts.open(messageId === null ? 'ledger' : 'campaign', messageId, attempt);
    this.#parts.fences.takeFree(line, attemptId);
    return attemptId;
  }

  #externalSendLine(phones: readonly string[], handed: ExternalSends): LedgerLine {
    const token = handed.newToken();
    const aliases = phones.map((phone) => this.#parts.fences.hash(phoneAlias(phone)));
    const { account, scopes, nowMs, leftAtMs = {} } = handed;
    const said = phones.flatMap((phone) => leftAtMs[phone] ?? []);
    const atMs = said.length === 0 ? nowMs : Math.min(nowMs, Math.max(...said));
    return { token, campaign: '', row: 0, account, scopes, aliases, random: `external-${token}`, atMs };
  }

  /** Stops attempts just before their gate whose person has the text already. */
  #stopBeforeGate(line: LedgerLine, ledger: Ledger, nowMs: number): void {
    const held = this.#parts.fences.heldByOpen(line);
    // This is nearly always empty, so the ledger is not read for each of thousands of people in a report.
    if (held.length === 0) return;
    // Lines that the database could not be told of come after the line that it remembers.
    const inLedger = new Set<string>();
    for (const entry of ledger.linesAfter(readLedgerPosition(this.#db))) inLedger.add(entry.token);
    for (const { token, messageId } of held) {
      // Where the ledger says that the message left and the database was not told, its fences stand for good.
      if (!inLedger.has(token)) this.#parts.messages.giveUp(messageId, token, 'duplicate', nowMs);
    }
  }
}

/** The date that the message of a line was for. */
function occasionOf({ scopes }: Pick<LedgerEntry, 'scopes'>): string {
  return scopes[0]?.occasion ?? '';
}

type LineMessage = { readonly id: number; readonly status: Status; readonly reason: FailureReason | null };

/**
 * Whether a message is shown as unsent. Cancelled ones and duplicates keep their status, which an acknowledgement will
 * contradict; one in doubt is shown as such already.
 */
function maySeemUnsent({ status, reason }: LineMessage): boolean {
  if (status !== 'failed') return status === 'pending';
  return reason !== null && reason !== 'duplicate' && !isNotConfirmedReason(reason);
}
