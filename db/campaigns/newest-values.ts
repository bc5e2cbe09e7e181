import { valueOfCell } from '../../domain/lists/blank-cell.ts';
import { headerKey } from '../../domain/lists/segment.ts';
import { valueWriter, writersOf } from '../../domain/lists/value-form.ts';
import type { Db } from '../database.ts';
import { type ListRow, Lists } from './lists.ts';

/**
 * A person's cells with the newest list's values, except number, name, and the date, whose order of day and month is
 * its own list's. Only rows of one name that occur once on each list count: people may share a number.
 */
export function newestCells(
  db: Db,
  list: ListRow,
  { id, cells: before, dateIndex }: { id: number; cells: readonly string[]; dateIndex: number | null },
): readonly string[] {
  const newer = db.all<{ listId: number; cells: string }>(newerRowsSql, { id });
  const said = newer.map(({ listId, cells }) => underHeaders(db, list, listId, JSON.parse(cells)));
  const { phoneIndex, nameIndex, areaIndex, countryIndex, furtherIndexes } = list;
  const kept = [phoneIndex, nameIndex, areaIndex, countryIndex, dateIndex, ...furtherIndexes];
  return list.headers.map((_, index) => {
    const value = kept.includes(index) ? undefined : said.find((row) => row.has(index))?.get(index);
    return value ?? before[index] ?? '';
  });
}

/** The cells of a newer list's row under an older list's columns. A value read differently there is left out. */
function underHeaders(db: Db, list: ListRow, newerId: number, cells: readonly string[]): ReadonlyMap<number, string> {
  const newer = new Lists(db).get(newerId);
  const values = new Map<number, string>();
  if (newer === undefined) return values;
  const places = new Map(newer.headers.map((header, index) => [headerKey(header), index]));
  const asHere = writersOf(newer, list.country);
  for (const [index, header] of list.headers.entries()) {
    const place = places.get(headerKey(header));
    const value = place === undefined ? '' : valueOfCell(cells[place] ?? '');
    if (place === undefined || value === '') continue;
    const [form, theirs] = [formOf(list, index), formOf(newer, place)];
    const written = asHere[place]?.(value) ?? value;
    if (JSON.stringify(form) === JSON.stringify(theirs)) values.set(index, value);
    else if (valueWriter(form)(written) === written) values.set(index, written);
  }
  return values;
}

function formOf({ fields }: ListRow, place: number): ListRow['fields'][number]['form'] {
  return fields.find(({ index }) => index === place)?.form;
}

/** The rows of a person on later lists, the newest first. */
const newerRowsSql = `SELECT y.list_id AS listId, r.cells FROM membership x CROSS JOIN recipient s ON s.id = x.recipient_id
  CROSS JOIN membership y ON y.person_id = x.person_id AND y.recipient_id > x.recipient_id AND y.list_id <> x.list_id
  CROSS JOIN recipient r ON r.id = y.recipient_id
  WHERE x.recipient_id = @id AND r.folded = s.folded AND NOT EXISTS (
    SELECT 1 FROM membership o CROSS JOIN recipient t ON t.id = o.recipient_id
    WHERE o.person_id = x.person_id AND o.list_id IN (x.list_id, y.list_id)
      AND o.recipient_id NOT IN (x.recipient_id, y.recipient_id) AND t.folded = s.folded)
  ORDER BY y.recipient_id DESC`;
