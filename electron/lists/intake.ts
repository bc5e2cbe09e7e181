import { Lists, type NewLeftOut, type NewRecipient } from '../../db/campaigns/lists.ts';
import { SavedLists } from '../../db/campaigns/saved-lists.ts';
import type { Db } from '../../db/database.ts';
import { DoNotContactList } from '../../db/people/do-not-contact.ts';
import type { ListField } from '../../db/schema.ts';
import type { CommandResult, Mapping } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { valueOfCell } from '../../domain/lists/blank-cell.ts';
import { ColumnSurvey } from '../../domain/lists/column-values.ts';
import type { ListChoices } from '../../domain/lists/list-choices.ts';
import type { ListEvidence } from '../../domain/lists/list-evidence.ts';
import { ListSurvey } from '../../domain/lists/list-survey.ts';
import { Deduper } from '../../domain/lists/repeats.ts';
import { leaveOut } from '../../domain/lists/row-cause.ts';
import { RowReader, type TableRow } from '../../domain/lists/row-reading.ts';
import { columnForm, type NumberColumns } from '../../domain/lists/value-form.ts';
import { type CountryCode, variantKey } from '../../domain/phone/phone.ts';
import { type Result, succeed } from '../../domain/result.ts';
import { nameKey } from '../../domain/template/placeholder-names.ts';
import type { TableFailure } from '../formats/table.ts';
import type { JobProgress } from '../worker/jobs.ts';
import { pauseForOthers, withPauses } from '../worker/pauses.ts';
import { ListTally } from './list-tally.ts';

type Sums = Parameters<Lists['publish']>[1];

/** How the rows of a list are read. */
type ListHead = {
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly mapping: Mapping;
  readonly country: CountryCode;
  readonly choices: ListChoices;
};

type Rows = AsyncIterable<Result<TableRow, TableFailure>> | Iterable<Result<TableRow, TableFailure>>;

/** What a new list is made from: rows of a file, or of another list. */
type ListSource = ListHead & {
  /** They are gone through twice: looked at as a whole, then read one by one. */
  readonly rows: () => Rows;
  readonly totalRows: number;
  readonly numbers: NumberColumns;
  /** What they say as a whole, where that is known from a list with the same rows and columns. */
  readonly evidence?: ListEvidence;
  /** The rows that `choices` keep in place of others. */
  readonly kept?: Iterable<TableRow>;
};

/**
 * Makes a list: unpublished rows in small transactions, published by one last commit. Between two of them whoever sends has
 * time to begin one. Stopping at any moment leaves nothing that anybody sees.
 */
export async function makeList(
  db: Db,
  source: ListSource,
  { nowMs, onProgress }: JobProgress,
): Promise<CommandResult<{ listId: number }>> {
  const lists = new Lists(db);
  const { numbers } = source;
  const surveyed =
    source.evidence === undefined ? await survey(source) : succeed({ evidence: source.evidence, numbers });
  if (!surveyed.ok) return surveyed;
  const { fileName, headers, mapping, country, choices } = source;
  const fields = fieldsOf(source);
  const places = {
    ...{ phoneIndex: mapping.phone, furtherIndexes: mapping.further, areaIndex: mapping.area },
    ...{ nameIndex: mapping.name, countryIndex: mapping.country },
  };
  const listId = lists.begin({ fileName, country, headers: [...headers], fields, choices, ...places }, nowMs());
  const intake = new Intake(db, { ...source, ...surveyed.value }, fields, listId);
  const failed = await db.unhurried(async () => {
    for await (const row of source.rows()) {
      if (!row.ok) return row;
      if (!intake.add(row.value)) continue;
      onProgress(intake.rows, source.totalRows);
      await pauseForOthers();
    }
    return null;
  });
  if (failed) {
    await withPauses(new SavedLists(db).dropHidden(listId));
    return failed;
  }
  lists.publish(listId, intake.finish(), nowMs());
  return succeed({ listId });
}

/** Looks at all rows before any of them is read. */
async function survey(
  source: ListSource,
): Promise<Result<{ evidence: ListEvidence; numbers: NumberColumns }, TableFailure>> {
  const { headers, mapping, numbers } = source;
  const seen = new ListSurvey(source);
  const columns = new ColumnSurvey(headers.length, [mapping.phone, ...mapping.further, mapping.area ?? mapping.phone]);
  for await (const row of source.rows()) {
    if (!row.ok) return row;
    seen.see(row.value.cells);
    columns.see(row.value.cells);
  }
  return succeed({ evidence: seen.evidence(), numbers: { ...numbers, values: columns.columns() } });
}

/** The placeholders of a list: the name first, then the mapped columns in the order of the file. */
function fieldsOf({ mapping, headers, country, numbers }: ListSource): ListField[] {
  const header = (index: number) => headers[index] ?? '';
  const name =
    mapping.name === null ? [] : [{ key: nameKey, header: header(mapping.name), index: mapping.name, filled: 0 }];
  const fields = mapping.fields.map(({ index, key, form: chosen }): ListField => {
    const form = columnForm(index, chosen, country, numbers);
    return { key, header: header(index), index, filled: 0, ...(form === undefined ? {} : { form }) };
  });
  return [...name, ...fields];
}

/** The numbers of rows that are kept in place of others. One that is no recipient any more keeps nobody out. */
function keptNumbers(reader: RowReader, rows: Iterable<TableRow>): ReadonlyMap<string, number> {
  const kept = new Map<string, number>();
  for (const row of rows) {
    const read = reader.read(row);
    if (read.kind === 'recipient') kept.set(read.phone, row.rowNumber);
  }
  return kept;
}

/** Sorts the rows of one file into recipients and what is left out, and counts. */
class Intake {
  readonly listId: number;
  readonly #lists: Lists;
  readonly #mapping: Mapping;
  readonly #fields: ListField[];
  readonly #reader: RowReader;
  readonly #blocked: ReadonlySet<string>;
  readonly #deduper: Deduper;
  readonly #tally: ListTally;
  readonly #sums = {
    rows: 0,
    recipients: 0,
    sameNumber: 0,
    doNotContact: 0,
    cannotBeUsed: 0,
    leftOut: 0,
    notChosen: 0,
    assumedCountry: 0,
    possibleDuplicates: [] as Sums['possibleDuplicates'],
  };
  #recipients: NewRecipient[] = [];
  #leftOut: NewLeftOut[] = [];

  constructor(db: Db, source: ListSource & { readonly evidence: ListEvidence }, fields: ListField[], listId: number) {
    this.#fields = fields;
    this.listId = listId;
    this.#lists = new Lists(db);
    this.#mapping = source.mapping;
    this.#tally = new ListTally(source);
    const doNotContact = new DoNotContactList(db);
    const letBackIn = doNotContact.allLetBackIn();
    this.#reader = new RowReader({ ...source, rowCount: source.totalRows, letBackIn });
    this.#deduper = new Deduper(keptNumbers(this.#reader, source.kept ?? []));
    this.#blocked = doNotContact.keys();
  }

  get rows(): number {
    return this.#sums.rows;
  }

  /** Returns true when a batch was written, which is a good moment to report progress. */
  add(row: TableRow): boolean {
    this.#sums.rows += 1;
    this.#sort(row);
    if (this.#recipients.length + this.#leftOut.length < limits.importRowsPerTransaction) return false;
    this.#flush();
    return true;
  }

  /** Writes what is left, and returns what the list comes to. */
  finish(): Sums {
    this.#flush();
    return { ...this.#sums, fields: this.#fields, facts: this.#tally.facts() };
  }

  #sort(row: TableRow): void {
    const read = this.#reader.read(row);
    const cell = this.#reader.cellOf(row).slice(0, limits.nameCharacters);
    const base = { rowNumber: row.rowNumber, cell, name: this.#nameOf(row), cells: [...row.cells] };
    if (read.kind === 'not_chosen') {
      this.#sums.notChosen += 1;
      this.#leftOut.push({ ...base, reason: 'not_chosen', problem: '' });
      return;
    }
    if (this.#mapping.country !== null) this.#tally.named(this.#reader.namedCountry(row));
    this.#tally.refusal(this.#reader.refusal(row));
    if (read.kind === 'undecided') {
      this.#sums.cannotBeUsed += 1;
      this.#tally.open(row.rowNumber, read.cause, read.readings);
      this.#leftOut.push({ ...base, reason: 'cannot_be_used', problem: read.cause, readings: [...read.readings] });
    } else if (read.kind === 'left_out') {
      this.#sums.leftOut += 1;
      this.#tally.decided(read.cause, leaveOut, false);
      this.#leftOut.push({ ...base, reason: 'left_out', problem: read.cause });
    } else this.#sortNumber(row, base, read);
  }

  #sortNumber(row: TableRow, base: LeftOutBase, read: RecipientReading): void {
    const sighting = this.#deduper.see(read.phone, row.rowNumber);
    const [cause = '', as = ''] = read.decision.split('>');
    if (read.decision !== '') this.#tally.decided(cause, as, sighting.kind === 'duplicate');
    if (sighting.kind === 'duplicate') {
      this.#sums.sameNumber += 1;
      this.#leftOut.push({ ...base, reason: 'same_number', problem: String(sighting.firstRowNumber) });
      return;
    }
    if (this.#blocked.has(variantKey(read.phone))) {
      this.#sums.doNotContact += 1;
      this.#leftOut.push({ ...base, reason: 'do_not_contact', problem: '' });
      return;
    }
    if (sighting.kind === 'possible_duplicate' && this.#sums.possibleDuplicates.length < limits.problemsShown) {
      this.#sums.possibleDuplicates.push({ rowNumbers: sighting.rowNumbers, phones: sighting.phones });
    }
    this.#take(row, base, read);
  }

  #take(
    row: TableRow,
    { cell, ...base }: LeftOutBase,
    { phone, country, zones, isLandline, decision, countryFrom }: RecipientReading,
  ): void {
    this.#sums.recipients += 1;
    this.#tally.recipient(country, { isLandline, isCountryByRow: countryFrom === 'row', name: this.#nameOf(row) });
    if (countryFrom === 'list') this.#sums.assumedCountry += 1;
    for (const field of this.#fields) {
      const stands = row.cells[field.index] ?? '';
      if (valueOfCell(stands) === '') this.#tally.cell(field.index, stands);
      else field.filled += 1;
    }
    const extra = valueOfCell(row.cells[this.#mapping.fields[0]?.index ?? -1] ?? '').slice(0, limits.nameCharacters);
    this.#recipients.push({ ...base, phone, country, zones, decision, extra });
  }

  #nameOf({ cells }: TableRow): string {
    const { name } = this.#mapping;
    return name === null ? '' : valueOfCell(cells[name] ?? '').slice(0, limits.nameCharacters);
  }

  #flush(): void {
    if (this.#recipients.length + this.#leftOut.length > 0)
      this.#lists.addRows(this.listId, this.#recipients, this.#leftOut);
    this.#recipients = [];
    this.#leftOut = [];
  }
}

type LeftOutBase = Pick<NewLeftOut, 'rowNumber' | 'cell' | 'name' | 'cells'>;
type RecipientReading = Extract<ReturnType<RowReader['read']>, { kind: 'recipient' }>;
