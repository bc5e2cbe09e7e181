import { ListRows } from '../../db/campaigns/list-rows.ts';
import { type ListRow, Lists } from '../../db/campaigns/lists.ts';
import { SavedLists } from '../../db/campaigns/saved-lists.ts';
import type { Db } from '../../db/database.ts';
import type { Mapping } from '../../domain/contract.ts';
import { DateOrders } from '../../domain/lists/date-orders.ts';
import { withChange } from '../../domain/lists/list-choices.ts';
import type { ListEvidence } from '../../domain/lists/list-evidence.ts';
import { mappingOf } from '../../domain/lists/list-mapping.ts';
import type { TableRow } from '../../domain/lists/row-reading.ts';
import { hasSheetColumn } from '../../domain/lists/sheet-column.ts';
import type { NumberColumns } from '../../domain/lists/value-form.ts';
import { foldText } from '../../domain/messages/fold.ts';
import { isCountry } from '../../domain/phone/phone.ts';
import { type Result, refuse, succeed } from '../../domain/result.ts';
import { languages } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import type { Answer } from '../commands.ts';
import type { Job, JobProgress } from '../worker/jobs.ts';
import { makeList } from './intake.ts';
import { inspectTable, readTable, type SheetInspection } from './read-table.ts';
import { isRowsChange, rereadRows } from './reread-rows.ts';

/** Makes a list from a saved one: every row is judged again, as when its file was imported. */
export async function takeSavedList(db: Db, job: Job<'savedList'>, progress: JobProgress): Answer<{ listId: number }> {
  const list = new Lists(db).get(job.savedListId);
  if (!list?.savedName) return refuse('not_found');
  return remake(db, { ...list, fileName: list.savedName }, (rows) => rows, progress);
}

/**
 * Makes a list from an older one and a file of corrected rows. A corrected row replaces the row whose number it has, if
 * it is that row; all others come last. Nobody on the list is lost, and dates are written in its order.
 */
export async function correctList(db: Db, job: Job<'correct'>, progress: JobProgress): Answer<{ listId: number }> {
  const list = new Lists(db).get(job.listId);
  if (!list) return refuse('not_found');
  const read = await readCorrected(job, list);
  if (!read.ok) return read;
  const rowsOfList = new ListRows(db);
  const isCorrected = new Set<number | null>();
  const corrected = read.value.map((row) => {
    const whole = inItsPlace(rowsOfList, list, row, isCorrected);
    isCorrected.add(whole.rowNumber);
    return whole;
  });
  const { edits, despiteNo = [] } = list.choices;
  // The corrected row may say something else.
  const ofOthers = {
    edits: edits.filter(({ rowNumber }) => !isCorrected.has(rowNumber)),
    despiteNo: despiteNo.filter((rowNumber) => !isCorrected.has(rowNumber)),
  };
  const now = { ...list, choices: { ...list.choices, ...ofOthers } };
  const inOrder = inOrderOf(db, list.id, corrected);
  return remake(db, now, (rows) => withCorrected(rows, inOrder), progress);
}

/**
 * Makes a list from an older one and the rows of a further sheet of its file, which come after the others. Phone
 * numbers, names and countries come from the columns in which the sheet has them, everything else by the names of the
 * columns; dates are written in the order of the older list. A last column names the sheet of each row.
 */
export async function addSheet(db: Db, job: Job<'addSheet'>, progress: JobProgress): Answer<{ listId: number }> {
  const list = new Lists(db).get(job.listId);
  const mapping = list ? mappingOf(list) : null;
  if (!list || mapping === null) return refuse('not_found');
  const { country } = list;
  const inspected = await inspectTable(job.path, { language: job.language, country });
  if (!inspected.ok) return inspected;
  const sheet = inspected.value.sheets.find(({ name }) => name === job.sheet);
  if (!sheet?.mapping) return refuse('not_this_list', job.fileName);
  const columns = columnsLike(list.headers, mapping, { headers: sheet.headers, mapping: sheet.mapping });
  const { headers, ofSheet, named } = withSheetColumn(list.headers, job);
  const further: CorrectedRow[] = [];
  for await (const row of readTable(job.path, { sheet: sheet.name, headerRow: sheet.headerRow, country })) {
    if (!row.ok) return row;
    const { cells, broken } = row.value;
    const inOrder = columns.map((place) => (place === undefined ? '' : (cells[place] ?? '')));
    further.push({ rowNumber: null, cells: ofSheet(inOrder, sheet.name), broken });
  }
  const rewritten = inOrderOf(db, list.id, further);
  const facts = { ...list.facts, numbers: withNumbers(list.facts.numbers, columns, sheet.facts.numberColumns) };
  return remake(db, { ...list, headers, facts }, (rows) => withCorrected(named(rows), rewritten), progress);
}

/** Rows with the dates rewritten in the order of a list, as far as both orders are known. */
function inOrderOf(db: Db, listId: number, rows: readonly CorrectedRow[]): CorrectedRow[] {
  const rewrite = new DateOrders(new SavedLists(db).rows(listId)).rewriter(new DateOrders(rows));
  return rows.map((row) => ({ ...row, cells: rewrite(row.cells) }));
}

/** Where the columns of a list are in another sheet. */
function columnsLike(
  headers: readonly string[],
  mapping: Mapping,
  other: { readonly headers: readonly string[]; readonly mapping: Mapping },
): (number | undefined)[] {
  const roles = ['phone', 'area', 'name', 'country'] as const;
  const plain = (header: string) => foldText(header.trim());
  return headers.map((header, index) => {
    const role = roles.find((one) => mapping[one] === index);
    const place = role === undefined ? null : other.mapping[role];
    if (place !== null) return place;
    const named = other.headers.findIndex((one) => plain(one) === plain(header));
    return named < 0 ? undefined : named;
  });
}

/** The number columns of a list together with those of a further sheet, whose columns are in other places. */
function withNumbers(
  numbers: NumberColumns,
  places: readonly (number | undefined)[],
  further: NumberColumns['columns'],
): NumberColumns {
  const columns = places.flatMap((place, index) => {
    const both = [
      ...numbers.columns.filter((one) => one.index === index),
      ...further.filter((one) => one.index === place),
    ];
    if (both.length === 0) return [];
    const hasShortDates = both.some((one) => one.hasShortDates);
    return [{ index, hasShortDates, hasUnclearTexts: both.some((one) => one.hasUnclearTexts) }];
  });
  return { ...numbers, columns };
}

/** Reads a list another way or with a new decision: in place if only rows of a draft's own list change, else anew. */
export async function changeList(
  db: Db,
  { listId, change }: Job<'change'>,
  progress: JobProgress,
): Answer<{ listId: number }> {
  const list = new Lists(db).get(listId);
  const mapping = list ? mappingOf(list) : null;
  if (!list || mapping === null) return refuse('not_found');
  const { country, choices, facts } = list;
  if (isRowsChange(change) && isCountry(country)) {
    const { choices: decided } = withChange({ mapping, country, choices }, change);
    const done = await rereadRows(db, { list: { ...list, mapping, country }, change, choices: decided }, progress);
    if (done !== null) return done;
  }
  // The survey of all rows does not change with a decision about some of them.
  const isAlike = change.kind !== 'mapping' && change.kind !== 'country';
  const evidence = isAlike ? { evidence: facts.evidence } : {};
  const changed = { ...list, ...withChange({ mapping, country, choices }, change), ...evidence };
  return remake(db, changed, (rows) => rows, progress);
}

/** A list whose rows are read anew; `mapping` replaces its own where that was changed. */
type Remade = ListRow & { readonly mapping?: Mapping; readonly evidence?: ListEvidence };

function remake(
  db: Db,
  list: Remade,
  changed: (rows: Iterable<TableRow>) => Iterable<TableRow>,
  progress: JobProgress,
): Answer<{ listId: number }> {
  const mapping = list.mapping ?? mappingOf(list);
  const { fileName, headers, country, choices, audience } = list;
  if (mapping === null || !isCountry(country)) return Promise.resolve(refuse('not_allowed_now'));
  const rowsNow = () => changed(new SavedLists(db).rows(list.id));
  const kept = new Set(choices.kept);
  const evidence = list.evidence === undefined ? {} : { evidence: list.evidence };
  const { numbers } = list.facts;
  const source = { fileName, headers, mapping, country, choices, audience, totalRows: list.rows, numbers, ...evidence };
  return makeList(
    db,
    { ...source, rows: () => succeeded(rowsNow()), kept: kept.size === 0 ? [] : only(kept, rowsNow()) },
    progress,
  );
}

function* succeeded(rows: Iterable<TableRow>): Generator<Result<TableRow, never>> {
  for (const row of rows) yield succeed(row);
}

function* only(rowNumbers: ReadonlySet<number>, rows: Iterable<TableRow>): Generator<TableRow> {
  for (const row of rows) if (rowNumbers.has(row.rowNumber)) yield row;
}

/** A corrected row; without the number of a row of the list it is another person. */
type CorrectedRow = { readonly rowNumber: number | null; readonly cells: string[]; readonly broken: boolean };

function* withCorrected(rows: Iterable<TableRow>, corrected: readonly CorrectedRow[]): Generator<TableRow> {
  const waiting = new Map(corrected.flatMap((row) => (row.rowNumber === null ? [] : [[row.rowNumber, row]])));
  let last = 0;
  for (const row of rows) {
    const { rowNumber } = row;
    const better = waiting.get(rowNumber);
    waiting.delete(rowNumber);
    yield better ? { ...better, rowNumber } : row;
    last = rowNumber;
  }
  const further = [...waiting.values(), ...corrected.filter((row) => row.rowNumber === null)];
  for (const row of further) {
    last += 1;
    yield { ...row, rowNumber: last };
  }
}

/** A row of a file: null in a column that the file does not have. */
type ReadRow = Omit<CorrectedRow, 'cells'> & { readonly cells: readonly (string | null)[] };

/**
 * A row of a file, completed with the columns that the file does not have. Its number may belong to another person, in
 * a file of another list, or occur twice: then it counts as another person. Without a name the two cannot be told
 * apart, and it only replaces a row that could not be used.
 */
function inItsPlace(
  list: ListRows,
  { id, nameIndex }: ListRow,
  row: ReadRow,
  taken: ReadonlySet<number | null>,
): CorrectedRow {
  const { rowNumber } = row;
  const [before] = rowNumber === null || taken.has(rowNumber) ? [] : list.at(id, [rowNumber]);
  const cells = row.cells.map((cell, at) => cell ?? before?.cells[at] ?? '');
  const nameIn = (its: readonly string[]) => (nameIndex === null ? '' : foldText((its[nameIndex] ?? '').trim()));
  const name = nameIn(cells);
  const isItsPlace =
    before !== undefined && name === nameIn(before.cells) && (name !== '' || before.reason === 'cannot_be_used');
  return isItsPlace ? { ...row, cells } : { ...row, cells: row.cells.map((cell) => cell ?? ''), rowNumber: null };
}

/** The rows of a corrected file with their cells in the order of the list's columns. */
async function readCorrected(job: Job<'correct'>, list: ListRow): Answer<ReadRow[]> {
  const { country } = list;
  const inspected = await inspectTable(job.path, { country });
  if (!inspected.ok) return inspected;
  for (const sheet of inspected.value.sheets) {
    const { columns, rowColumn } = placesOf(sheet, list.headers);
    if (columns[list.phoneIndex ?? 0] === undefined) continue;
    const corrected: ReadRow[] = [];
    for await (const row of readTable(job.path, { sheet: sheet.name, headerRow: sheet.headerRow, country })) {
      if (!row.ok) return row;
      const { cells, broken } = row.value;
      const number = rowColumn === undefined ? Number.NaN : Number(cells[rowColumn] || Number.NaN);
      const inOrder = columns.map((place) => (place === undefined ? null : (cells[place] ?? '')));
      corrected.push({ rowNumber: Number.isInteger(number) ? number : null, cells: inOrder, broken });
    }
    return succeed(corrected);
  }
  return refuse('not_this_list', job.fileName);
}

/** Where the file has the list's columns, and the row numbers, which come after them. */
function placesOf(sheet: SheetInspection, headers: readonly string[]) {
  const rowHeaders = new Set<string>(languages.map((language) => createText(language).text('reportFile.row')));
  const free = new Set(sheet.headers.keys());
  const take = (isIt: (header: string) => boolean) => {
    const place = [...free].find((one) => isIt(sheet.headers[one] ?? ''));
    if (place !== undefined) free.delete(place);
    return place;
  };
  const columns = headers.map((header) => take((found) => found === header));
  return { columns, rowColumn: take((found) => rowHeaders.has(found)) };
}

/**
 * The columns of a list with one for the sheet: the one from an earlier sheet, or a new last one. `ofSheet` writes the
 * name into the rows of a sheet, `named` into the rows that the list already has.
 */
function withSheetColumn(headers: readonly string[], { language, from }: Pick<Job<'addSheet'>, 'language' | 'from'>) {
  const hasOne = hasSheetColumn(headers);
  const place = hasOne ? headers.length - 1 : headers.length;
  const ofSheet = (cells: readonly string[], sheet: string) =>
    Array.from({ length: place + 1 }, (_, index) => (index === place ? sheet : (cells[index] ?? '')));
  function* named(rows: Iterable<TableRow>): Generator<TableRow> {
    for (const row of rows) yield hasOne ? row : { ...row, cells: ofSheet(row.cells, from) };
  }
  const now = hasOne ? [...headers] : [...headers, createText(language).text('campaign.recipients.fromSheet')];
  return { headers: now, ofSheet, named };
}
