import { assert } from '../../domain/result.ts';
import type { Db } from '../database.ts';
import { blockedSql } from '../people/do-not-contact.ts';
import { dropSearchIndex } from '../search/search-index.ts';
import { readCampaign } from './campaign-rows.ts';
import { addRecipientSql, type NewRow, recipientValues } from './lists.ts';
import { makeNewMessages, type NewRecipient } from './new-messages.ts';
import { type ReadOwnTimes, timeOfRow } from './own-times.ts';
import { sendersOf } from './senders.ts';
import { ShownTexts } from './shown-texts.ts';

/**
 * Puts rows on the list of a started campaign when a person says so, with messages for dates that are certain and
 * ahead. Returns how many messages; null where the list may not change, because a draft has shown it too.
 */
export function addToList(
  db: Db,
  hash: (words: string) => string,
  campaignId: number,
  { rows, of, nowMs }: { readonly rows: readonly NewRow[]; readonly of: ReadOwnTimes | null; readonly nowMs: number },
): number | null {
  return db.immediate(() => {
    const campaign = readCampaign(db, campaignId);
    if (campaign?.state !== 'running' && campaign?.state !== 'paused') return null;
    const { listId, account } = campaign;
    assert(listId !== null && account !== null, 'a campaign that was started has its list and account');
    if (db.has(`SELECT 1 FROM campaign WHERE list_id = ? AND state IN ('draft', 'starting')`, listId)) return null;
    const sender = sendersOf(db, campaign, nowMs);
    const added = rows.flatMap((row): NewRecipient[] => {
      // In a weekly campaign these people get their first message with the next date.
      const time = of === null ? ({ kind: 'moment' } as const) : timeOfRow(of, row);
      const occasion = of === null ? '' : (row.cells[of.rule.column] ?? '');
      const id = time.kind === 'moment' ? addRow(db, listId, row, occasion) : null;
      if (id === null || time.kind !== 'moment') return [];
      const { phone } = sender?.({ id, cells: row.cells }) ?? { phone: account };
      const { country, zones } = row;
      return [{ id, cells: JSON.stringify(row.cells), country, zones, account: phone, ...time }];
    });
    const isBlocked = ({ id }: NewRecipient) =>
      db.has(`SELECT 1 FROM recipient r WHERE r.id = ? AND ${blockedSql}`, id);
    const reached = added.filter((one) => !isBlocked(one));
    if (of !== null) {
      for (const { id } of added.filter(isBlocked))
        db.run(`INSERT INTO skip (campaign_id, recipient_id, reason) VALUES (?, ?, 'do_not_contact')`, campaignId, id);
      makeNewMessages(db, new ShownTexts(db, hash), campaign, reached, { addedBy: 'operator', nowMs });
    }
    db.run(
      `UPDATE list SET rows = rows + ?, recipients = recipients + ? WHERE id = ?`,
      ...[added.length, added.length, listId],
    );
    dropSearchIndex(db, listId);
    return reached.length;
  });
}

/** Adds a row after the last one. Returns null where the list already has that number for that date. */
function addRow(db: Db, listId: number, row: NewRow, occasion: string): number | null {
  const rowNumber = 1 + db.count(lastRowSql, { listId });
  const values = recipientValues(listId, { ...row, rowNumber, occasion });
  const done = db.run(`${addRecipientSql} ON CONFLICT DO NOTHING`, ...values);
  return done.changes === 1 ? Number(done.lastInsertRowid) : null;
}

/** The last row number of a list. Rows that were left out have numbers too. */
const lastRowSql = `SELECT max(coalesce((SELECT max(row_number) FROM recipient WHERE list_id = @listId), 0),
  coalesce((SELECT max(row_number) FROM left_out WHERE list_id = @listId), 0))`;
