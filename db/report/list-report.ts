import { and, eq, isNotNull } from 'drizzle-orm';
import type { ListPart, ListReport, ListRow } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { mappingOf } from '../../domain/lists/list-mapping.ts';
import { Refusals } from '../../domain/lists/refusal/refusal.ts';
import { leaveOut, type Reading } from '../../domain/lists/row-cause.ts';
import { decisionKey } from '../../domain/lists/row-reading.ts';
import { isCountry, kindOfPhone, parsePhone } from '../../domain/phone/phone.ts';
import type { ReadDb } from '../database.ts';
import { list } from '../schema.ts';

type StoredRow = Omit<ListRow, 'readings' | 'kept' | 'refusal'> & {
  readonly readings: string;
  /** Of a row that was decided by what it says: all its cells. */
  readonly saying: string | null;
  readonly keptNumber: number | null;
  readonly keptName: string | null;
  readonly keptCell: string | null;
};

/** How many rows of the file give the columns' samples. */
const sampledRows = 20;

/** A published list with its sums, the decisions about it, and the first rows of everything that can be decided. */
export function readListReport(db: ReadDb, id: number): ListReport | undefined {
  const isPublished = and(eq(list.id, id), isNotNull(list.publishedAtMs));
  const stored = db.orm.select().from(list).where(isPublished).get();
  if (!stored) return undefined;
  const { facts } = stored;
  return {
    ...stored,
    importedAtMs: stored.publishedAtMs ?? 0,
    mapping: mappingOf(stored),
    samples: firstCells(db, id),
    groupRows: asOfBetterCountry(
      facts,
      rowsOf(db, openRowsSql, {
        listId: id,
        numbers: JSON.stringify(facts.groups.flatMap((group) => group.rowNumbers)),
      }),
    ),
    repeats: readListRows(db, id, { kind: 'repeats' }, null, limits.rowSamples).rows,
  };
}

/** Rows that wait for the list's country, shown as they would be if it is the likelier country. */
function asOfBetterCountry({ groups, evidence }: ListReport['facts'], rows: readonly ListRow[]): ListRow[] {
  const { better } = evidence;
  const waiting = groups.find(({ cause }) => cause === 'country_first')?.rowNumbers ?? [];
  return rows.map((row) => {
    if (better === null || !isCountry(better) || !waiting.includes(row.rowNumber)) return row;
    const read = parsePhone(row.cell, better);
    return read.ok ? { ...row, readings: [withKind({ as: 'as_is', phone: read.e164 })] } : row;
  });
}

function withKind(reading: Reading): ListRow['readings'][number] {
  return { ...reading, kind: kindOfPhone(reading.phone) };
}

/** A page of the rows of a part of a list, in the order of the file. */
export function readListRows(
  db: ReadDb,
  listId: number,
  part: ListPart,
  after: number | null,
  most: number = limits.pageRows,
): { rows: ListRow[]; next: number | null } {
  const found = rowsOfPart(db, part, { listId, after: after ?? 0, most: most + 1 });
  const rows = found.slice(0, most);
  return { rows, next: found.length > most ? (rows.at(-1)?.rowNumber ?? null) : null };
}

type Page = { readonly listId: number; readonly after: number; readonly most: number };

function rowsOfPart(db: ReadDb, part: ListPart, page: Page): ListRow[] {
  if (part.kind === 'repeats') return rowsOf(db, `${repeatsSql} ${pageSql('o')}`, page);
  const { cause } = part;
  const causeSql = (reason: string) =>
    `${leftOutSql} AND o.reason = '${reason}' AND o.problem = @cause ${pageSql('o')}`;
  if (part.kind === 'cause') return rowsOf(db, causeSql('cannot_be_used'), { ...page, cause });
  if (part.as === leaveOut) return rowsOf(db, causeSql('left_out'), { ...page, cause });
  const decision = decisionKey(cause, part.as);
  return rowsOf(db, `${recipientsSql} AND r.decision = @decision ${pageSql('r')}`, { ...page, decision });
}

const noKept = `NULL AS keptNumber, NULL AS keptName, NULL AS keptCell`;
// Whoever was let back in is decided about together with all such people, so no cell is offered to be passed over.
const leftOutSql = `SELECT o.row_number AS rowNumber, o.name, o.cell, NULL AS phone, o.readings, ${noKept},
    CASE WHEN o.problem = 'says_no' THEN o.cells END AS saying FROM left_out o WHERE o.list_id = @listId`;
const openRowsSql = `${leftOutSql} AND o.row_number IN (SELECT value FROM json_each(@numbers)) ORDER BY o.row_number`;
/** The number's cell as it stands in the file: a correction keeps it, else it is among the recipient's cells. */
const cellSql = `coalesce((SELECT e.value ->> '$.cell' FROM json_each(l.choices, '$.edits') e WHERE e.value ->> '$.rowNumber' = r.row_number),
  json_extract(r.cells, '$[' || l.phone_index || ']'), '')`;
const recipientsSql = `SELECT r.row_number AS rowNumber, r.name, ${cellSql} AS cell, r.phone, '[]' AS readings, ${noKept},
    CASE WHEN r.decision LIKE 'says_no%' THEN r.cells END AS saying FROM recipient r JOIN list l ON l.id = r.list_id WHERE r.list_id = @listId`;
const repeatsSql = `SELECT o.row_number AS rowNumber, o.name, o.cell, r.phone, '[]' AS readings,
    CAST(o.problem AS INTEGER) AS keptNumber, coalesce(r.name, k.name, '') AS keptName, coalesce(CASE WHEN r.id IS NULL THEN NULL ELSE ${cellSql} END, k.cell, '') AS keptCell, NULL AS saying
  FROM left_out o JOIN list l ON l.id = o.list_id
  LEFT JOIN recipient r ON r.list_id = o.list_id AND r.row_number = CAST(o.problem AS INTEGER)
  LEFT JOIN left_out k ON k.list_id = o.list_id AND k.row_number = CAST(o.problem AS INTEGER)
  WHERE o.list_id = @listId AND o.reason = 'same_number'`;
const pageSql = (table: string) => `AND ${table}.row_number > @after ORDER BY ${table}.row_number LIMIT @most`;

function rowsOf(db: ReadDb, sql: string, bound: Readonly<Record<string, string | number>>): ListRow[] {
  const rows = db.all<StoredRow>(sql, bound);
  const refusals = rows.some(({ saying }) => saying !== null)
    ? new Refusals(headersOf(db, Number(bound.listId)))
    : null;
  return rows.map(({ keptNumber, keptName, keptCell, saying, ...row }) => ({
    ...row,
    ...saidOf(JSON.parse(row.readings), saying, refusals),
    kept: keptNumber === null ? null : { rowNumber: keptNumber, name: keptName ?? '', cell: keptCell ?? '' },
  }));
}

function headersOf(db: ReadDb, id: number): string[] {
  return db.orm.select({ headers: list.headers }).from(list).where(eq(list.id, id)).get()?.headers ?? [];
}

/** What a row may become; of one that says no, or another row with its number does, the cell that says so. */
function saidOf(
  readings: readonly Reading[],
  saying: string | null,
  refusals: Refusals | null,
): Pick<ListRow, 'readings' | 'refusal'> {
  if (saying === null) return { readings: readings.map(withKind) };
  const cells: string[] = JSON.parse(saying);
  const index = refusals?.find(cells)?.index;
  const refusal = index === undefined ? readings[0]?.from : { index, cell: cells[index] ?? '' };
  return {
    readings: [],
    ...(refusal && { refusal: { ...refusal, cell: refusal.cell.slice(0, limits.nameCharacters) } }),
  };
}

function firstCells(db: ReadDb, listId: number): string[][] {
  const rows = db.values<string>(
    `SELECT cells FROM (
       SELECT * FROM (SELECT row_number, cells FROM recipient WHERE list_id = @listId ORDER BY row_number LIMIT ${sampledRows})
       UNION ALL
       SELECT * FROM (SELECT row_number, cells FROM left_out WHERE list_id = @listId ORDER BY row_number LIMIT ${sampledRows}))
     ORDER BY row_number LIMIT ${sampledRows}`,
    { listId },
  );
  return rows.map((cells) => JSON.parse(cells));
}
