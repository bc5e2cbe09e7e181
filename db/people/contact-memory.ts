import type { Scope } from '../../domain/messages/scope.ts';
import type { AliasHash } from '../../domain/people/alias.ts';
import type { RecentContacts } from '../../domain/people/contact-memory.ts';
import type { ReadDb } from '../database.ts';
import { isOfTextSql, textValues } from '../ledger/fences.ts';
import { scheduleSql } from '../stored-json.ts';

/** A contact: a message that left, or was seen leaving although it was called unsent. */
const contactMs = 'coalesce(a.passed_at_ms, a.contradicted_at_ms)';

/** When it was known here: what another computer's report says left before its attempt was opened. */
const knownMs = `max(${contactMs}, a.opened_at_ms)`;

/**
 * The contacts under the alias of `f` that count for `c`: not its own, nor those of the campaign that it follows. What was
 * decided was decided on what was known by then.
 */
const countsSql = `a.id = f.attempt_id AND ${knownMs} > @contactsAfterMs AND ${contactMs} > @recentMs AND NOT EXISTS (
  SELECT 1 FROM fence o JOIN scope s ON s.id = o.scope_id WHERE o.attempt_id = a.id AND (s.name = 'campaign:' || c.uid
    OR s.name = (SELECT 'campaign:' || b.uid FROM campaign b WHERE b.id = c.follows_id)))`;

/** Whether the fence `f` is of `r`, under the number as typed or its digit variant: WhatsApp may know either. */
export const isTheirsSql = 'f.alias IN (SELECT value FROM json_each(phone_hashes(r.phone)))';

/** How long a contact counts. */
const memoryMs = '(@goesAtMs - @recentMs)';

/**
 * When the person of the fence `f` of the attempt `a` heard by it from another campaign than `c`; null where that is too
 * long ago, or too long before the time that the recipient `r` has for themselves.
 */
export const contactSql = `CASE WHEN ${countsSql} AND ${contactMs} > coalesce(due_of(r.row_number) - ${memoryMs}, 0) THEN ${contactMs} END`;

/** When a contact was first known that left earlier; null for all others. */
export const toldSql = `CASE WHEN a.opened_at_ms > ${contactMs} THEN iif(${contactSql} IS NOT NULL, a.opened_at_ms, NULL) END`;

const startsAt = (campaign: string) => `coalesce(${scheduleSql(campaign, '$.startAtMs')}, 0)`;
const hasOwnTimes = (campaign: string) =>
  `coalesce(${scheduleSql(campaign, '$.own.column')}, ${scheduleSql(campaign, '$.weekly')}) IS NOT NULL`;
/** When the campaign `c` goes to whoever has no time of their own. */
const allGoAt = `max(@goesAtMs, ${startsAt('c')})`;
const goesAt = `coalesce(due_of(r.row_number), ${allGoAt})`;

/**
 * The campaigns that may send to somebody at about the same time as the campaign of a stretch, and when, in front of a
 * statement with `waitsElsewhereSql`: the same for everybody of the stretch. The moment since when counts as recent,
 * however long ago it was.
 */
export const elsewhereSql = `WITH elsewhere AS MATERIALIZED (
  SELECT campaign.id, max(min(campaign.started_at_ms, @nowMs), @recentMs + 1) AS since_ms, max(@nowMs, ${startsAt('campaign')}) AS goes_ms
  FROM campaign c CROSS JOIN campaign
  WHERE c.id = +@campaignId AND campaign.state IN ('starting', 'running', 'paused') AND campaign.id <> c.id AND campaign.id IS NOT c.follows_id
    AND max(min(campaign.started_at_ms, @nowMs), @recentMs + 1) > @contactsAfterMs AND (c.started_at_ms IS NULL OR campaign.started_at_ms <= c.started_at_ms)
    AND (${hasOwnTimes('c')} OR ${hasOwnTimes('campaign')} OR abs(max(@nowMs, ${startsAt('campaign')}) - ${allGoAt}) < ${memoryMs}))`;

/**
 * Since when the recipient `r` waits in one of these that goes to them at about the same time; null where in none. Who
 * waits there for a person's decision may never get anything.
 */
export const waitsElsewhereSql = `(SELECT max(elsewhere.since_ms)
  FROM (SELECT r.phone AS phone UNION ALL SELECT phone_variant(r.phone)) number CROSS JOIN elsewhere
    CROSS JOIN message w ON w.campaign_id = elsewhere.id AND w.status = 'pending' AND w.phone_key = number.phone AND (w.set_aside IS NULL OR w.set_aside = 'no_answer')
    AND abs(iif(w.due_at_ms = 0, elsewhere.goes_ms, w.due_at_ms) - ${goesAt}) < ${memoryMs})`;

/** No contact lies after it. */
const never = Number.MAX_SAFE_INTEGER;

/** The values of the two statements; null where nobody is asked for. */
export function contactValues(contacts: RecentContacts | null) {
  const { afterMs, ...times } = contacts ?? { afterMs: never, recentMs: 0, nowMs: 0, goesAtMs: 0 };
  return { contactsAfterMs: afterMs, ...times };
}

type ContactQuestion = {
  readonly campaignId: number;
  /** Those of one person. */
  readonly aliases: readonly AliasHash[];
  /** The text that does not count; null where a rule holds, and no answer and no text is excepted from it. */
  readonly exceptText: Scope | null;
  /** It was known after the one moment, and left after the other. */
  readonly afterMs: number;
  readonly recentMs: number;
};

/** Two campaigns at once, known to whoever answered "send anyway" at *Check*: no news to each other. */
const isAnsweredSql = `EXISTS (SELECT 1 FROM message m CROSS JOIN campaign o ON o.id = m.campaign_id
  WHERE m.id = a.message_id AND 'send' = CASE WHEN o.started_at_ms <= c.started_at_ms THEN c.contacts_answer ELSE o.contacts_answer END)`;

const heardSql = `SELECT 1 FROM campaign c CROSS JOIN fence f CROSS JOIN attempt a
  WHERE c.id = +@campaignId AND f.alias = +@alias AND ${countsSql}
    AND NOT (+@textName <> '' AND (${isAnsweredSql}
      OR EXISTS (SELECT 1 FROM fence o WHERE o.attempt_id = a.id AND ${isOfTextSql('o')})))`;

/** Whether somebody heard lately from another campaign, as was known after a moment. */
export function heardAfter(db: ReadDb, { aliases, exceptText, afterMs, ...asked }: ContactQuestion): boolean {
  const values = { ...asked, contactsAfterMs: afterMs, ...textValues(exceptText) };
  return aliases.some((alias) => db.has(heardSql, { ...values, alias }));
}

/** The name of the campaign from which somebody on a list heard at a moment; null where this database does not know it. */
export function contactedBy(db: ReadDb, contact: { listId: number; rowNumber: number; atMs: number }): string | null {
  const sql = `SELECT c.name FROM recipient r JOIN fence f ON ${isTheirsSql}
      JOIN attempt a ON a.id = f.attempt_id JOIN message m ON m.id = a.message_id JOIN campaign c ON c.id = m.campaign_id
    WHERE r.list_id = @listId AND r.row_number = @rowNumber AND ${contactMs} = @atMs LIMIT 1`;
  return db.value<string>(sql, contact) ?? null;
}
