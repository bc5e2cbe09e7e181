import type { Scope } from '../../domain/messages/scope.ts';
import { personAliases } from '../../domain/people/alias.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import type { ReadDb } from '../database.ts';

/** A message that may have reached a person before this computer had a team. */
export type PastSend = {
  readonly messageId: number;
  /** The team's campaign that it belongs to, where the data was put back since. */
  readonly campaign: string | null;
  readonly scopes: readonly Scope[];
  readonly aliases: readonly string[];
  readonly atMs: number;
};

const mayHaveLeft = `a.kind = 'campaign' AND NOT (a.outcome = 'not_sent' AND a.contradicted_at_ms IS NULL)`;
/** Messages to known people of which something may have left, and about which the team was never asked. */
const untoldMessages = `SELECT m.id FROM message m JOIN recipient r ON r.id = m.recipient_id
  WHERE m.id > @after AND r.phone NOT LIKE '${erasedPrefix}%'
    AND EXISTS (SELECT 1 FROM attempt a WHERE a.message_id = m.id AND ${mayHaveLeft})
    AND NOT EXISTS (SELECT 1 FROM team_ask t WHERE t.message_id = m.id AND t.team = @team)
  ORDER BY m.id LIMIT @most`;

const namedIn = (ids: readonly string[]) => ids.filter((id) => id !== '');

/**
 * The people among the next messages after one to whom something left, may have left, or is on its way, and what it
 * was. People who were erased since cannot be told, and neither can ids that became known only at the gate, except that
 * of the chat: they are stored only as hashes under another key.
 */
export function pastSends(
  db: ReadDb,
  team: string,
  page: { readonly after: number; readonly most: number },
): PastSend[] {
  type Row = Pick<PastSend, 'messageId' | 'campaign' | 'atMs'> &
    Record<'phone' | 'chatId' | 'leftTo' | 'scopes', string>;
  const rows = db.all<Row>(
    `SELECT a.message_id AS messageId, r.phone, a.chat_id AS chatId, a.opened_at_ms AS atMs, coalesce(a.wa_key ->> '$.remote', '') AS leftTo,
      (SELECT uid FROM campaign WHERE id = m.campaign_id AND team IS NOT NULL) AS campaign,
      (SELECT json_group_array(DISTINCT json_object('name', s.name, 'version', s.version, 'repeat', f.repeat, 'occasion', f.occasion))
        FROM fence f JOIN scope s ON s.id = f.scope_id WHERE f.attempt_id = a.id) AS scopes
    FROM attempt a JOIN message m ON m.id = a.message_id JOIN recipient r ON r.id = m.recipient_id
    WHERE a.message_id IN (${untoldMessages}) AND ${mayHaveLeft} ORDER BY a.message_id, a.id`,
    { team, ...page },
  );
  return rows.map(({ phone, chatId, leftTo, scopes, ...sent }) => ({
    ...sent,
    scopes: JSON.parse(scopes) as Scope[],
    // An attempt that stands for a line of the ledger names no chat.
    aliases: personAliases(phone, namedIn([chatId, leftTo])),
  }));
}
