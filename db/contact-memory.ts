import type { AliasHash } from '../domain/alias.ts';
import type { Scope } from '../domain/scope.ts';
import type { ReadDb } from './database.ts';
import { isOfTextSql, textValues } from './fences.ts';

/** A contact: a message that left, or was seen leaving although it was called unsent. */
const contactMs = 'coalesce(a.passed_at_ms, a.contradicted_at_ms)';

/**
 * The contacts under the alias of the fence `f` that count for the campaign `c`: not its own, and not those of the campaign
 * that it follows. Fences hold every id that was learned of a person.
 */
const countsSql = `a.id = f.attempt_id AND ${contactMs} > @contactsAfterMs AND NOT EXISTS (
  SELECT 1 FROM fence o WHERE o.attempt_id = a.id AND (o.scope = 'campaign:' || c.uid
    OR o.scope = (SELECT 'campaign:' || s.uid FROM campaign s WHERE s.id = c.follows_id)))`;

/**
 * Whether the fence `f` is of the recipient `r`, under the number as it was typed or its digit variant: WhatsApp may know
 * the person by either, and says so only at the claim.
 */
export const isTheirsSql = 'f.alias IN (phone_alias_hash(r.phone), variant_alias_hash(r.phone))';

/**
 * When the recipient `r` last heard from another campaign than `c`; null where that is too long ago. Asking first whether
 * anybody ever heard spares a first list the question, which computes something for each number.
 */
export const lastContactSql = `CASE WHEN EXISTS (SELECT 1 FROM fence) THEN (
  SELECT max(${contactMs}) FROM fence f JOIN attempt a WHERE ${isTheirsSql} AND ${countsSql}) END`;

type ContactQuestion = {
  readonly campaignId: number;
  /** Those of one person. */
  readonly aliases: readonly AliasHash[];
  /** The text that does not count; null where each does. */
  readonly exceptText: Scope | null;
  readonly afterMs: number;
};

const heardSql = `SELECT 1 FROM campaign c CROSS JOIN fence f CROSS JOIN attempt a
  WHERE c.id = +@campaignId AND f.alias = +@alias AND ${countsSql}
    AND NOT EXISTS (SELECT 1 FROM fence o WHERE o.attempt_id = a.id AND ${isOfTextSql('o')})`;

/** Whether somebody heard from another campaign after a moment. */
export function heardAfter(db: ReadDb, { campaignId, aliases, exceptText, afterMs }: ContactQuestion): boolean {
  const values = { campaignId, contactsAfterMs: afterMs, ...textValues(exceptText) };
  return aliases.some((alias) => db.has(heardSql, { ...values, alias }));
}

/** The name of the campaign from which somebody on a list heard at a moment; null where this database does not know it. */
export function contactedBy(db: ReadDb, contact: { listId: number; rowNumber: number; atMs: number }): string | null {
  const sql = `SELECT c.name FROM recipient r JOIN fence f ON ${isTheirsSql}
      JOIN attempt a ON a.id = f.attempt_id JOIN message m ON m.id = a.message_id JOIN campaign c ON c.id = m.campaign_id
    WHERE r.list_id = @listId AND r.row_number = @rowNumber AND ${contactMs} = @atMs LIMIT 1`;
  return db.value<string>(sql, contact) ?? null;
}
