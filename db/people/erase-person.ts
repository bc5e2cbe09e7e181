import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ListChoices } from '../../domain/lists/list-choices.ts';
import type { ListFacts } from '../../domain/lists/list-facts.ts';
import type { Reading } from '../../domain/lists/row-cause.ts';
import { segmentValue } from '../../domain/lists/segment.ts';
import { foldText } from '../../domain/messages/fold.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import { digitVariants, variantKey } from '../../domain/phone/digit-variants.ts';
import { type CountryCode, isMobile, nationalDigits, parsePhone, plainCharacters } from '../../domain/phone/phone.ts';
import { forgetReadingsSql } from '../campaigns/list-readings.ts';
import type { Db } from '../database.ts';
import { tryMove } from '../messages/message-status.ts';
import type { leftOut } from '../schema.ts';
import { forgetInSearchIndex, noteForgotten } from '../search/search-index.ts';
import { addErasure, type TeamErasure } from '../team/erasures.ts';
import { blankAttemptsSql, blankRecipientSql, blankRepliesSql } from './erase.ts';
import { dropUnusedTags } from './tags.ts';

type PersonErased = {
  /** Messages that were still to go and were cancelled. */
  readonly cancelled: readonly number[];
  /** Whether nothing of the person is left in the database's log; otherwise it goes when the app is next closed. */
  readonly isLogClean: boolean;
};

type Place = {
  readonly id: number;
  readonly isUsed: 0 | 1;
  readonly listId: number;
  readonly rowNumber: number;
  readonly folded: string;
  readonly phone: string;
  readonly country: string;
};
type LeftOutRow = Readonly<Pick<typeof leftOut.$inferSelect, 'listId' | 'rowNumber' | 'cell' | 'name'>> & {
  readonly cells: string;
  readonly readings: string;
  readonly country: string;
};
/** Whether a text written in a list of a country is a number of the person. */
type IsOfPerson = (written: string, country: string) => boolean;

/**
 * Erases a person by their number, under each digit variant, from every list: name, number, cells, texts, replies and
 * WhatsApp's ids are overwritten, also in rows that were left out. Messages that were still to go are cancelled.
 * Fences, attempts, history and sums stay, so that nobody who is erased gets the same text again; so does the number on
 * the do-not-contact list. Returns null, and changes nothing, while a message is on its way to the person, or a list is
 * being read in which they may be.
 *
 * Rows that were left out are searched before the one transaction that erases, and the search index is cleaned after
 * it: sending waits for neither. What the team has to be told is written in that transaction too, since afterwards the
 * number is gone.
 */
export function* erasePerson(
  db: Db,
  phone: string,
  nowMs: number,
  forTeam: TeamErasure | null = null,
): Generator<void, PersonErased | null> {
  const key = variantKey(phone);
  const isOfPerson: IsOfPerson = (written, country) => {
    const read = parsePhone(written, country as CountryCode);
    return read.ok && variantKey(read.e164) === key;
  };
  const lists = JSON.stringify(db.values(listsSql));
  const leftOut = leftOutOf(db, placesOf(db, phone), phone, isOfPerson);
  const places: Place[] = [];
  const cancelled = db.immediate(() => {
    places.push(...placesOf(db, phone));
    const isAsLookedThrough = JSON.stringify(db.values(listsSql)) === lists;
    if (!isAsLookedThrough || db.has(beingReadSql) || places.some(({ id }) => isOnItsWay(db, id))) return null;
    const cancelled = places.flatMap(({ id }) => cancelOf(db, id, nowMs));
    for (const { listId, rowNumber } of leftOut) db.run(blankLeftOutSql, listId, rowNumber);
    for (const place of places) erasePlace(db, place);
    forgetStops(db, key, nowMs);
    // The note may hold what the person wrote with their stop word.
    db.run(`UPDATE do_not_contact SET note = '' WHERE variant_key = ?`, key);
    db.run(`DELETE FROM let_back_in WHERE variant_key = ?`, key);
    db.run(forgetReadingsSql);
    if (forTeam !== null) addErasure(db, forTeam);
    // A person with another number stays known, without this one.
    db.run(`DELETE FROM person_number WHERE variant_key = ?`, key);
    dropUnusedTags(db);
    const rows = [...places, ...leftOut];
    for (const [id, theirs] of Map.groupBy(rows, ({ listId }) => listId))
      forgetInNotes(db, id, new Set(theirs.map(({ rowNumber }) => rowNumber)), isOfPerson);
    for (const { listId } of places) noteForgotten(db, listId);
    return cancelled;
  });
  if (cancelled === null) return null;
  for (const [listId, people] of Map.groupBy(places, (place) => place.listId))
    yield* forgetInSearchIndex(db, listId, people);
  return { cancelled, isLogClean: db.emptyLog() };
}

/** Deletes the files of attachments whose recipients are all erased. Returns how many. */
export function dropAttachmentsOfErased(db: Db, folder: string): number {
  const used = new Set(db.values<string>(usedAttachmentsSql));
  const known = new Set(db.values<string>(`SELECT hash FROM attachment`));
  const dropped = readdirSync(folder).filter((name) => known.has(name) && !used.has(name));
  for (const name of dropped) rmSync(join(folder, name), { force: true });
  return dropped.length;
}

/** An attachment is in use while a campaign with it is not over, or has a recipient who is not erased. */
const usedAttachmentsSql = `
  SELECT DISTINCT attachment_hash FROM campaign c WHERE attachment_hash IS NOT NULL AND (
    state NOT IN ('finished', 'cancelled')
    OR EXISTS (SELECT 1 FROM recipient r WHERE r.list_id = c.list_id AND r.phone NOT LIKE '${erasedPrefix}%'))`;

/** While a list is read, its sums would become wrong, and the person may be in a row that is still to come. */
const beingReadSql = `SELECT 1 FROM list WHERE published_at_ms IS NULL`;

const listsSql = `SELECT id FROM list WHERE published_at_ms IS NOT NULL ORDER BY id`;

/** The person's rows in each list, under each way to write the number. */
const placesSql = `
  SELECT r.id, r.list_id AS listId, r.row_number AS rowNumber, r.folded, r.phone, r.country, EXISTS (SELECT 1 FROM message WHERE recipient_id = r.id)
    OR EXISTS (SELECT 1 FROM skip WHERE recipient_id = r.id) AS isUsed
  FROM list l CROSS JOIN json_each(?) v CROSS JOIN recipient r ON r.list_id = l.id AND r.phone = v.value`;

function placesOf(db: Db, phone: string): Place[] {
  return db.all(placesSql, JSON.stringify(digitVariants(phone)));
}

const leftOutSql = `
  SELECT o.list_id AS listId, o.row_number AS rowNumber, o.cell, o.name, o.cells, o.readings, l.country
  FROM left_out o JOIN list l ON l.id = o.list_id WHERE o.cells <> '[]' OR o.cell <> '' OR o.name <> ''`;

const blankLeftOutSql = `UPDATE left_out SET cell = '', name = '', cells = '[]', readings = '[]' WHERE list_id = ? AND row_number = ?`;

/** The person's rows that were left out: by any number in them, or by the name where the row's number is nobody's. */
function leftOutOf(db: Db, places: readonly Place[], phone: string, isOfPerson: IsOfPerson): LeftOutRow[] {
  const names = new Set(places.map(({ listId, folded }) => `${listId} ${oneSpaced(folded)}`));
  const spelled = digitVariants(phone).map(nationalDigits);
  return db.all<LeftOutRow>(leftOutSql).filter(({ listId, cell, name, cells, readings, country }) => {
    const written = [cell, ...(JSON.parse(cells) as string[])];
    const read = (JSON.parse(readings) as Reading[]).map((reading) => reading.phone);
    if ([...written, ...read].some((one) => isOfPerson(one, country))) return true;
    if (written.map(digitsOf).some((digits) => spelled.some((number) => digits.includes(number)))) return true;
    const folded = oneSpaced(foldText(name));
    return folded !== '' && names.has(`${listId} ${folded}`) && !parsePhone(cell, country as CountryCode).ok;
  });
}

function oneSpaced(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

function digitsOf(text: string): string {
  return plainCharacters(text).replaceAll(/\D/g, '');
}

/** Whether a message to them is claimed, an answer is being sent, or their campaign's messages are being made. */
function isOnItsWay(db: Db, id: number): boolean {
  return db.has(
    `SELECT 1 FROM message WHERE recipient_id = @id AND status = 'sending' UNION ALL
     SELECT 1 FROM message m JOIN answer w ON w.message_id = m.id JOIN attempt a ON a.id = w.attempt_id
       WHERE m.recipient_id = @id AND a.outcome = 'unknown' AND a.wa_random IS NULL UNION ALL
     SELECT 1 FROM recipient r JOIN campaign c ON c.list_id = r.list_id WHERE r.id = @id AND c.state = 'starting'`,
    { id },
  );
}

function cancelOf(db: Db, id: number, nowMs: number): number[] {
  const pending = db.values<number>(`SELECT id FROM message WHERE recipient_id = ? AND status = 'pending'`, id);
  const change = { change: 'cancelled', who: 'operator', nowMs } as const;
  return pending.filter((message) => tryMove(db, message, ['pending', 'cancelled'], change));
}

/** Blanks a row that messages refer to; deletes a row of a list that was not sent to yet. */
function erasePlace(db: Db, { id, isUsed, ...place }: Place): void {
  if (isUsed === 0) {
    db.run(`DELETE FROM recipient WHERE id = ?`, id);
    takeOutOfSums(db, place);
    return;
  }
  db.run(blankRecipientSql, { id });
  for (const sql of [blankRepliesSql, ...blankAttemptsSql]) db.run(sql, { id });
}

/** Takes the person out of the list's sums, also out of those of their country. */
function takeOutOfSums(db: Db, { listId, country, phone }: Pick<Place, 'listId' | 'country' | 'phone'>): void {
  const stored = db.value<string | null>(`SELECT facts ->> '$.countries' FROM list WHERE id = ?`, listId);
  const sums: ListFacts['countries'] = JSON.parse(stored ?? '[]');
  const isLandline = Number(!isMobile(phone));
  const left = sums.map((sum) =>
    sum.country === country
      ? { country, count: sum.count - 1, landlines: Math.max(0, sum.landlines - isLandline) }
      : sum,
  );
  db.run(
    `UPDATE list SET rows = rows - 1, recipients = recipients - 1, facts = json_set(facts, '$.countries', json(?)) WHERE id = ?`,
    ...[JSON.stringify(left.filter(({ count }) => count > 0)), listId],
  );
}

/**
 * The hashed ids stay, so that whoever asked to stop and to be erased is not written to unless let back in; so does the
 * random part of WhatsApp's id, by which the stop counts once.
 */
function forgetStops(db: Db, key: string, nowMs: number): void {
  db.run(
    `UPDATE stop SET phone = NULL, variant_key = NULL, text = '', answered_at_ms = coalesce(answered_at_ms, @nowMs),
       answer = CASE WHEN answer = 'added' AND NOT EXISTS (SELECT 1 FROM do_not_contact WHERE variant_key = @key) THEN 'dismissed'
         ELSE coalesce(answer, 'added') END
     WHERE variant_key = @key`,
    { nowMs, key },
  );
  // A team that has not heard of this stop yet is no longer told, unless the person is on the list: the number would
  // have to wait for that.
  const sql = `DELETE FROM team_untold_stop WHERE person = @key AND NOT EXISTS (SELECT 1 FROM do_not_contact WHERE variant_key = @key)`;
  db.run(sql, { key });
}

/** Removes the person from what was noted and decided about rows when a list was read. */
function forgetInNotes(db: Db, id: number, theirRows: ReadonlySet<number>, isOfPerson: IsOfPerson): void {
  const list = db.get<{ country: string; duplicates: string; segment: string; edits: string }>(
    `SELECT country, possible_duplicates AS duplicates, json_extract(choices, '$.segment') AS segment,
       json_extract(choices, '$.edits') AS edits FROM list WHERE id = ?`,
    id,
  );
  if (!list) return;
  const duplicates = JSON.parse(list.duplicates) as { phones: string[] }[];
  const isOther = (written: string) => !isOfPerson(written, list.country);
  // Other rows keep the number that somebody corrected for them.
  const edits = (JSON.parse(list.edits) as ListChoices['edits']).filter(
    ({ rowNumber, cell }) => !theirRows.has(rowNumber) && isOther(cell),
  );
  db.run(
    `UPDATE list SET possible_duplicates = ?, choices = json_set(choices, '$.edits', json(?), '$.segment', json(?)),
       facts = json_set(facts, '$.blankCells', json('[]')) WHERE id = ?`,
    JSON.stringify(duplicates.filter(({ phones }) => phones.every(isOther))),
    JSON.stringify(edits),
    JSON.stringify(segmentWithout(db, id, JSON.parse(list.segment))),
    id,
  );
}

/**
 * The chosen part of a list without values that no row holds any more: they may have been the person's. A column left
 * without values keeps one that nobody has: else everybody would be chosen.
 */
function segmentWithout(db: Db, listId: number, segment: ListChoices['segment']): ListChoices['segment'] {
  return segment.map(({ index, values, ...how }) => {
    const held = new Set(db.values<string>(heldValuesSql, { listId, place: `$[${index}]` }));
    const left = values.filter((value) => held.has(segmentValue(value)));
    return { ...how, index, values: left.length > 0 ? left : [erasedPrefix] };
  });
}

const heldValuesSql = `
  SELECT segment_value(coalesce(json_extract(cells, @place), '')) FROM recipient WHERE list_id = @listId
  UNION SELECT segment_value(coalesce(json_extract(cells, @place), '')) FROM left_out WHERE list_id = @listId`;
