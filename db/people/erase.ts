import { limits } from '../../domain/limits.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import { forgetReadingsSql } from '../campaigns/list-readings.ts';
import type { Db } from '../database.ts';
import { dropSearchIndex } from '../search/search-index.ts';
import { dropUnusedTags } from './tags.ts';

/**
 * Erases the people of every list whose campaigns all ended before a moment: names, numbers, cells, texts and replies
 * are overwritten. Fences, attempts, history and sums stay. Returns how many people were erased.
 *
 * A list is marked first and then emptied in small transactions, with a stop after each. A list that was cut short is
 * finished next time. The text of a stop is kept until it is decided on, and after that as long as a campaign.
 */
export function* erasePeople(db: Db, endedBeforeMs: number, nowMs: number): Generator<void, number> {
  const lists = db.values<number>(listsSql, { endedBeforeMs });
  let people = 0;
  db.immediate(() => {
    for (const sql of dropStopsSql) db.run(sql, endedBeforeMs);
    db.run(forgetReadingsSql);
  });
  for (const listId of lists) {
    db.run(
      `UPDATE list SET erased_at_ms = ?, possible_duplicates = '[]', choices = json_set(choices, '$.edits', json('[]'), '$.segment', json('[]')),
         facts = json_set(facts, '$.blankCells', json('[]')) WHERE id = ? AND erased_at_ms IS NULL`,
      ...[nowMs, listId],
    );
    dropSearchIndex(db, listId);
    people += yield* emptyList(db, listId);
  }
  dropUnusedTags(db);
  if (lists.length > 0) db.emptyLog();
  return people;
}

const isKnown = `phone NOT LIKE '${erasedPrefix}%'`;

const listsSql = `
  SELECT l.id FROM list l WHERE l.published_at_ms IS NOT NULL
    AND EXISTS (SELECT 1 FROM campaign WHERE list_id = l.id)
    AND NOT EXISTS (SELECT 1 FROM campaign WHERE list_id = l.id
      AND (state NOT IN ('finished', 'cancelled') OR finished_at_ms >= @endedBeforeMs))
    AND (l.erased_at_ms IS NULL OR EXISTS (SELECT 1 FROM recipient WHERE list_id = l.id AND ${isKnown}))`;

function* emptyList(db: Db, listId: number): Generator<void, number> {
  db.run(`UPDATE left_out SET cell = '', name = '', cells = '[]', readings = '[]' WHERE list_id = ?`, listId);
  let people = 0;
  for (;;) {
    const ids = db.values<number>(
      `SELECT id FROM recipient WHERE list_id = ? AND ${isKnown} ORDER BY id LIMIT ?`,
      ...[listId, limits.importRowsPerTransaction],
    );
    if (ids.length === 0) return people;
    db.immediate(() => {
      for (const id of ids) for (const sql of blankingSql) db.run(sql, { id });
    });
    people += ids.length;
    yield;
  }
}

/** An answered stop of an id without a number stays: nothing else keeps its person from being written to. */
const decidedSql = `SELECT id FROM stop WHERE answered_at_ms < ? AND NOT (answer = 'added' AND phone IS NULL)`;
const dropStopsSql = [
  `DELETE FROM stop_alias WHERE stop_id IN (${decidedSql})`,
  `DELETE FROM stop WHERE id IN (${decidedSql})`,
];

const messagesOfPerson = `SELECT id FROM message WHERE recipient_id = @id`;

export const blankRepliesSql = `UPDATE reply SET text = '' WHERE message_id IN (${messagesOfPerson})`;
/** The attempts of a person's messages, and of the answers to them. */
const attemptsOfPerson = `(message_id IN (${messagesOfPerson})
  OR id IN (SELECT attempt_id FROM answer WHERE message_id IN (${messagesOfPerson})))`;
export const blankAttemptsSql = [
  // WhatsApp's record of an attempt is found by chat and key, so without them it is no longer looked for.
  `UPDATE attempt SET body = '', chat_id = '', reconcile_at_ms = NULL WHERE ${attemptsOfPerson}`,
  `UPDATE attempt SET wa_key = '{}' WHERE wa_key IS NOT NULL AND ${attemptsOfPerson}`,
];
export const blankRecipientSql = `
  UPDATE recipient SET name = '', folded_apart = NULL, extra = '', cells = '[]', phone = '${erasedPrefix}' || printf('%011d', id) WHERE id = @id`;

/** The order matters: the number goes last, since it marks a person who is not erased yet. */
const blankingSql = [blankRepliesSql, ...blankAttemptsSql, blankRecipientSql];
