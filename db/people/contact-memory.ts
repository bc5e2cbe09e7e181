import type { Scope } from '../../domain/messages/scope.ts';
import type { AliasHash } from '../../domain/people/alias.ts';
import type { RecentContacts } from '../../domain/people/contact-memory.ts';
import type { ReadDb } from '../database.ts';
import { isOfTextSql, textValues } from '../ledger/fences.ts';
import { scheduleSql } from '../stored-json.ts';

/** The moment of a contact: a message that left, or was seen leaving although it was called unsent. */
const contactMs = 'coalesce(a.passed_at_ms, a.contradicted_at_ms)';

/** When a contact became known here. A contact from another computer's report left before its attempt was opened. */
const knownMs = `max(${contactMs}, a.opened_at_ms)`;

/**
 * Whether a contact under the alias of `f` counts for `c`: not its own or its first campaign's, and not known when the
 * operator decided.
 */
const countsSql = `a.id = f.attempt_id AND ${knownMs} > @contactsAfterMs AND ${contactMs} > @recentMs AND NOT EXISTS (
  SELECT 1 FROM fence o JOIN scope s ON s.id = o.scope_id WHERE o.attempt_id = a.id AND (s.name = 'campaign:' || c.uid
    OR s.name = (SELECT 'campaign:' || b.uid FROM campaign b WHERE b.id = c.follows_id)))`;

/** Whether the fence `f` is of `r`, under the number as typed or its digit variant: WhatsApp may know either. */
export const isTheirsSql = 'f.alias IN (SELECT value FROM json_each(phone_hashes(r.phone)))';

const memoryMs = '(@goesAtMs - @recentMs)';

/**
 * When the person of the fence `f` heard by its attempt `a` from another campaign than `c`; null where that is too long
 * ago, or too long before the own time of the recipient `r`. Of two conditions SQLite asks the one without a subquery
 * first, so the own time, which is a call of JavaScript, stands within the other.
 */
export const contactSql = `CASE WHEN ${countsSql} THEN iif(${contactMs} > coalesce(due_of(r.row_number) - ${memoryMs}, 0), ${contactMs}, NULL) END`;

/** For a contact that left before it became known, when it became known; null for all others. */
export const toldSql = `CASE WHEN a.opened_at_ms > ${contactMs} THEN iif(${contactSql} IS NOT NULL, a.opened_at_ms, NULL) END`;

const startsAt = (campaign: string) => `coalesce(${scheduleSql(campaign, '$.startAtMs')}, 0)`;
const hasOwnTimes = (campaign: string) =>
  `coalesce(${scheduleSql(campaign, '$.own.column')}, ${scheduleSql(campaign, '$.weekly')}) IS NOT NULL`;
/** When the campaign `c` goes to people without a time of their own. */
const allGoAt = `max(@goesAtMs, ${startsAt('c')})`;
const goesAt = `coalesce(due_of(r.row_number), ${allGoAt})`;

/**
 * The campaigns that may send to people at about the same time as the campaign of a stretch, and when: goes in front of
 * a statement with `waitsElsewhereSql`, and is the same for all people of the stretch. The moment from which they count
 * as recent is kept, however long ago it was.
 */
export const elsewhereSql = `WITH elsewhere AS MATERIALIZED (
  SELECT campaign.id, max(min(campaign.started_at_ms, @nowMs), @recentMs + 1) AS since_ms, max(@nowMs, ${startsAt('campaign')}) AS goes_ms
  FROM campaign c CROSS JOIN campaign
  WHERE c.id = +@campaignId AND campaign.state IN ('starting', 'running', 'paused') AND campaign.id <> c.id AND campaign.id IS NOT c.follows_id
    AND max(min(campaign.started_at_ms, @nowMs), @recentMs + 1) > @contactsAfterMs AND (c.started_at_ms IS NULL OR campaign.started_at_ms <= c.started_at_ms)
    AND (${hasOwnTimes('c')} OR ${hasOwnTimes('campaign')} OR abs(max(@nowMs, ${startsAt('campaign')}) - ${allGoAt}) < ${memoryMs}))`;

/**
 * Since when the recipient `r` waits in one of these campaigns that goes to them at about the same time; null where in
 * none. Messages that wait for a person's decision do not count, since they may never go.
 */
export const waitsElsewhereSql = `(SELECT max(elsewhere.since_ms)
  FROM (SELECT r.phone AS phone UNION ALL SELECT phone_variant(r.phone)) number CROSS JOIN elsewhere
    CROSS JOIN message w ON w.campaign_id = elsewhere.id AND w.status = 'pending' AND w.phone_key = number.phone AND (w.set_aside IS NULL OR w.set_aside = 'no_answer')
    AND abs(iif(w.due_at_ms = 0, elsewhere.goes_ms, w.due_at_ms) - ${goesAt}) < ${memoryMs})`;

const never = Number.MAX_SAFE_INTEGER;

/** The values for the two statements; with null, no contact counts. */
export function contactValues(contacts: RecentContacts | null) {
  const { afterMs, ...times } = contacts ?? { afterMs: never, recentMs: 0, nowMs: 0, goesAtMs: 0 };
  return { contactsAfterMs: afterMs, ...times };
}

type ContactQuestion = {
  readonly campaignId: number;
  readonly aliases: readonly AliasHash[];
  /** The text that does not count; null where the rule of the settings holds, which excepts no text and no answer. */
  readonly exceptText: Scope | null;
  /** Only contacts that became known after `afterMs` and left after `recentMs`. */
  readonly afterMs: number;
  readonly recentMs: number;
};

/** Two campaigns that run at once are no news to the operator who answered "send anyway" at *Check*. */
const isAnsweredSql = `EXISTS (SELECT 1 FROM message m CROSS JOIN campaign o ON o.id = m.campaign_id
  WHERE m.id = a.message_id AND 'send' = CASE WHEN o.started_at_ms <= c.started_at_ms THEN c.contacts_answer ELSE o.contacts_answer END)`;

const heardSql = `SELECT 1 FROM campaign c CROSS JOIN fence f CROSS JOIN attempt a
  WHERE c.id = +@campaignId AND f.alias = +@alias AND ${countsSql}
    AND NOT (+@textName <> '' AND (${isAnsweredSql}
      OR EXISTS (SELECT 1 FROM fence o WHERE o.attempt_id = a.id AND ${isOfTextSql('o')})))`;

/** Whether a person heard from another campaign lately, which became known only after a moment. */
export function heardAfter(db: ReadDb, { aliases, exceptText, afterMs, ...asked }: ContactQuestion): boolean {
  const values = { ...asked, contactsAfterMs: afterMs, ...textValues(exceptText) };
  return aliases.some((alias) => db.has(heardSql, { ...values, alias }));
}

/** The name of the campaign from which somebody on a list heard at a moment; null where it is not known here. */
export function contactedBy(db: ReadDb, contact: { listId: number; rowNumber: number; atMs: number }): string | null {
  const sql = `SELECT c.name FROM recipient r JOIN fence f ON ${isTheirsSql}
      JOIN attempt a ON a.id = f.attempt_id JOIN message m ON m.id = a.message_id JOIN campaign c ON c.id = m.campaign_id
    WHERE r.list_id = @listId AND r.row_number = @rowNumber AND ${contactMs} = @atMs LIMIT 1`;
  return db.value<string>(sql, contact) ?? null;
}
