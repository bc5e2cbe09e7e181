import { type DateOrder, onlyOrderOf, orderOfColumn } from '../../domain/lists/date-reading.ts';
import { type OwnTime, type OwnTimesOf, ownTimeOf } from '../../domain/schedule/own-times.ts';
import { shortDateFormat } from '../../domain/schedule/short-date.ts';
import type { ReadDb } from '../database.ts';
import type { CampaignRow } from './campaign-rows.ts';

/** How own times are computed, and how many cells fit only one order of day and month; null without own times. */
export type ReadOwnTimes = OwnTimesOf & { readonly counts: Readonly<Record<DateOrder, number>> };

type Row = { readonly cells: readonly string[]; readonly country: string; readonly zones: string };

type Counts = ReadOwnTimes['counts'];

/**
 * Reads the dates of a campaign's column by what all its cells say, else by the list's country; from the start on as
 * they were read then. The last list's result is kept, since each stretch of a start asks for it.
 */
export class OwnTimesReader {
  readonly #db: ReadDb;
  #last: { readonly of: string; readonly counts: Counts; readonly usual: DateOrder } | undefined;

  constructor(db: ReadDb) {
    this.#db = db;
  }

  read({ listId, schedule }: Pick<CampaignRow, 'listId' | 'schedule'>, nowMs: number): ReadOwnTimes | null {
    const { own: rule, timeZone, window } = schedule;
    if (rule === undefined || listId === null) return null;
    const { counts, usual } = this.#column(listId, rule.column);
    const order = rule.orderAtStart ?? orderOfColumn(counts, usual);
    return { rule, order, timeZone, window, nowMs, counts };
  }

  #column(listId: number, column: number): { readonly counts: Counts; readonly usual: DateOrder } {
    const publishedAtMs = this.#db.value<number | null>(`SELECT published_at_ms FROM list WHERE id = ?`, listId);
    const of = [listId, publishedAtMs, column].join();
    if (this.#last?.of !== of)
      this.#last = { of, counts: countOrders(this.#db, listId, column), usual: orderOfList(this.#db, listId, column) };
    return this.#last;
  }
}

function countOrders(db: ReadDb, listId: number, column: number): Counts {
  const counts = { dmy: 0, mdy: 0 };
  const sql = `SELECT json_extract(cells, ?) FROM recipient WHERE list_id = ?`;
  for (const cell of db.values<string | null>(sql, `$[${column}]`, listId)) {
    const only = onlyOrderOf(cell ?? '');
    if (only !== null) counts[only] += 1;
  }
  return counts;
}

/** A workbook shows its short dates in the order of the country that it was read for. */
function orderOfList(db: ReadDb, listId: number, column: number): DateOrder {
  const list = db.get<{ country: string; facts: string }>(`SELECT country, facts FROM list WHERE id = ?`, listId);
  const numbers = list && JSON.parse(list.facts).numbers;
  const known = numbers?.columns?.find((one: { index: number }) => one.index === column);
  const country = known?.hasShortDates ? numbers.country : (list?.country ?? '');
  return country !== '' && shortDateFormat(country).startsWith('m') ? 'mdy' : 'dmy';
}

/** The moment of a person of the list, or why they have none. */
export function timeOfRow(of: OwnTimesOf, { cells, country, zones }: Row): OwnTime {
  return ownTimeOf(of, { cell: cells[of.rule.column] ?? '', country, zones });
}
