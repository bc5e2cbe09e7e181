import { z } from 'zod';
import { Schedule } from '../domain/campaign.ts';
import { limits } from '../domain/limits.ts';
import { ListChoices } from '../domain/lists/list-choices.ts';
import { ListFacts } from '../domain/lists/list-facts.ts';
import { Audience } from '../domain/people/audience.ts';
import { PersonFilter } from '../domain/people/person-filter.ts';
import { fromJson } from '../domain/result.ts';
import type { ReadDb } from './database.ts';

/** A moment that never comes, so that nothing of such a campaign is due until somebody sets its times anew. */
const neverMs = Date.UTC(9999, 11, 31);
const unreadableSchedule: Schedule = {
  startAtMs: neverMs,
  timeZone: 'UTC',
  window: null,
  gapMinMs: limits.gapMaxMs,
  gapMaxMs: limits.gapMaxMs,
  dailyCap: 1,
  pilotCount: null,
};

/** A campaign's stored schedule. If it cannot be read, this one campaign sends nothing. */
export function readSchedule(json: string): Schedule {
  return Schedule.safeParse(fromJson(json)).data ?? unreadableSchedule;
}

/** A value of a campaign's schedule, in SQL; null where it cannot be read, so that it does not hold up others. */
export const scheduleSql = (campaign: string, path: string) =>
  `CASE WHEN json_valid(${campaign}.schedule) THEN ${campaign}.schedule ->> '${path}' END`;

type StoredJson = { readonly table: string; readonly column: string; readonly shape: z.ZodType };

const Pair = <Item extends z.ZodType>(item: Item) => z.tuple([item, item]);

/** The columns that hold JSON, and the shape that it must have: SQLite's own constraints only check that it is JSON. */
const storedJson: readonly StoredJson[] = [
  { table: 'campaign', column: 'schedule', shape: Schedule },
  { table: 'list', column: 'fields', shape: z.array(z.object({ index: z.int().min(0), key: z.string() })) },
  { table: 'list', column: 'headers', shape: z.array(z.string()) },
  { table: 'list', column: 'further_indexes', shape: z.array(z.int().min(0)) },
  { table: 'list', column: 'choices', shape: ListChoices },
  { table: 'list', column: 'facts', shape: ListFacts },
  {
    table: 'list',
    column: 'possible_duplicates',
    shape: z.array(z.object({ rowNumbers: Pair(z.int()), phones: Pair(z.string()) })),
  },
  { table: 'list', column: 'audience', shape: Audience.nullable() },
  { table: 'kept_filter', column: 'filter', shape: PersonFilter },
  { table: 'left_out', column: 'readings', shape: z.array(z.object({ as: z.string(), phone: z.string() })) },
];

/** Excludes the cells of rows, which are too many to be read here one by one. */
const noCells = (table: string) => `
  SELECT 1 FROM ${table} WHERE json_type(cells) <> 'array'
    OR EXISTS (SELECT 1 FROM json_each(cells) WHERE type <> 'text')`;

/** The first column with JSON that the app does not write there; null when there is none. Reads every row. */
export function misshapenJson(db: Pick<ReadDb, 'has' | 'iterate'>): string | null {
  for (const { table, column, shape } of storedJson)
    for (const { json } of db.iterate<{ json: string }>(`SELECT DISTINCT ${column} AS json FROM ${table}`))
      if (!shape.safeParse(fromJson(json)).success) return `${table}.${column}`;
  const table = ['recipient', 'left_out'].find((one) => db.has(noCells(one)));
  return table === undefined ? null : `${table}.cells`;
}
