import { valueOfCell } from '../../domain/lists/blank-cell.ts';
import type { Audience, AudienceChanges } from '../../domain/people/audience.ts';
import { asksForAnswer } from '../../domain/people/person-filter.ts';
import { digitVariants, variantKey } from '../../domain/phone/digit-variants.ts';
import type { Db, ReadDb, SqlValue } from '../database.ts';
import { type ConditionsSql, conditionsSql } from './person-filter-sql.ts';

export type PersonOnList = {
  readonly personId: number;
  readonly listId: number;
  readonly name: string;
  readonly phone: string;
  readonly cells: readonly string[];
};

/** All rows of these people, in the order of the people; for each person the newest row first. */
export function rowsOfPeople(db: Db, personIds: readonly number[]): PersonOnList[] {
  return db
    .all<Omit<PersonOnList, 'cells'> & { cells: string }>(
      `SELECT x.person_id AS personId, x.list_id AS listId, r.name, r.phone, r.cells
       FROM json_each(?) asked CROSS JOIN membership x ON x.person_id = asked.value CROSS JOIN recipient r ON r.id = x.recipient_id
       ORDER BY asked.key, x.recipient_id DESC`,
      JSON.stringify(personIds),
    )
    .map((row) => ({ ...row, cells: (JSON.parse(row.cells) as string[]).map((cell) => valueOfCell(cell)) }));
}

/** How many people who fit an audience now are not on its list, and how many people on the list no longer fit it. */
export function* countChanges(
  db: Db,
  listId: number,
  fitting: Iterable<readonly number[]>,
  nowMs: number,
): Generator<void, AudienceChanges> {
  const audience = audienceOf(db, listId);
  let came = 0;
  let went = 0;
  const drawn = new Set(db.values<number>(drawnPeopleSql, { listId }));
  for (const ids of fitting) {
    came += ids.filter((id) => !drawn.has(id)).length;
    yield;
  }
  const last = db.count(`SELECT coalesce(max(row_number), 0) FROM recipient WHERE list_id = ?`, listId);
  for (let after = 0; audience !== null && after < last; after += rowsAtOnce) {
    went += whoWent(db, listId, { after, until: after + rowsAtOnce }, { nowMs }).size;
    yield;
  }
  return { came, went };
}

const rowsAtOnce = 1_000;

/** People whom the list left out count too: they were drawn with the others. */
const drawnPeopleSql = `
  SELECT DISTINCT n.person_id FROM (SELECT phone FROM recipient WHERE list_id = @listId
    UNION ALL SELECT coalesce(o.cells ->> ('$[' || l.phone_index || ']'), '') FROM list l JOIN left_out o ON o.list_id = l.id WHERE l.id = @listId) drawn
  JOIN person_number n ON n.variant_key = variant_key(drawn.phone)`;

/** The audience that a list was drawn from; null for any other list. */
export function audienceOf(db: ReadDb, listId: number): Audience | null {
  const json = db.value<string>(`SELECT audience FROM list WHERE id = ?`, listId);
  return json === undefined || json === null ? null : (JSON.parse(json) as Audience);
}

/**
 * The rows of a drawn list whose people no longer fit: they got or said something since, lost a tag, or became one with
 * somebody on the list. Who wrote back since fits only an audience that asks for an answer. `isAgain`: the answer was
 * to this campaign, which goes again.
 */
export function whoWent(
  db: ReadDb,
  listId: number,
  rows: { readonly after: number; readonly until: number },
  { nowMs, isAgain = false }: { readonly nowMs: number; readonly isAgain?: boolean },
): ReadonlySet<number> {
  const audience = audienceOf(db, listId);
  if (audience === null) return new Set();
  const { where, values } = fitsSql(db, audience, nowMs, isAgain);
  const bound: Record<string, SqlValue> = { ...values, listId, ...rows };
  return new Set(
    db.values<number>(
      `SELECT r.row_number FROM recipient r WHERE r.list_id = @listId AND r.row_number > @after AND r.row_number <= @until
         AND NOT EXISTS (SELECT 1 FROM person_number n CROSS JOIN person p ON p.id = n.person_id
           WHERE n.variant_key = variant_key(r.phone) AND ${where.join(' AND ')})`,
      bound,
    ),
  );
}

/** People on the do-not-contact list under another of their numbers; this number itself is checked elsewhere. */
const isBlockedOtherwiseSql = `EXISTS (SELECT 1 FROM person_number o JOIN do_not_contact d ON d.variant_key = o.variant_key
  WHERE o.person_id = p.id AND o.variant_key <> n.variant_key)`;

/** People who became one with a person further up on the list since it was drawn: they keep one row, the first. */
const isOneWithEarlierSql = `EXISTS (SELECT 1 FROM person_number o CROSS JOIN recipient t ON t.list_id = r.list_id
  AND t.phone IN (o.variant_key, phone_variant(o.variant_key))
  WHERE o.person_id = p.id AND o.variant_key <> n.variant_key AND t.row_number < r.row_number)`;

/** The other numbers of the person with this number, in each spelling. */
export function otherNumbers(db: ReadDb, phone: string): string[] {
  return db
    .values<string>(
      `SELECT o.variant_key FROM person_number n CROSS JOIN person_number o ON o.person_id = n.person_id AND o.variant_key <> n.variant_key
       WHERE n.variant_key = ?`,
      variantKey(phone),
    )
    .flatMap(digitVariants);
}

/**
 * The other numbers of a message's person if its list was drawn from people. A fence under one of them blocks the
 * message; its own number alone takes fences.
 */
export function otherNumbersOf(db: ReadDb, messageId: number, phone: string): string[] {
  const sql = `SELECT 1 FROM message m JOIN campaign c ON c.id = m.campaign_id JOIN list l ON l.id = c.list_id
    WHERE m.id = +? AND l.audience IS NOT NULL`;
  return db.has(sql, messageId) ? otherNumbers(db, phone) : [];
}

function fitsSql(db: ReadDb, { conditions, drawnAtMs }: Audience, nowMs: number, isAgain: boolean): ConditionsSql {
  const asked = conditionsSql(db, conditions, nowMs);
  const where = [`NOT ${isBlockedOtherwiseSql}`, `NOT ${isOneWithEarlierSql}`, ...asked.where];
  const { values } = asked;
  if (isAgain || asksForAnswer(conditions)) return { where, values };
  return { where: ['coalesce(p.replied_ms, 0) <= @drawnAtMs', ...where], values: { ...values, drawnAtMs } };
}
