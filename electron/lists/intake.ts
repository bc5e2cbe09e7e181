import { Lists } from '../../db/campaigns/lists.ts';
import { SavedLists } from '../../db/campaigns/saved-lists.ts';
import type { Db } from '../../db/database.ts';
import { DoNotContactList } from '../../db/people/do-not-contact.ts';
import type { ListField } from '../../db/schema.ts';
import type { Mapping } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { ColumnSurvey } from '../../domain/lists/column-values.ts';
import type { ListChoices } from '../../domain/lists/list-choices.ts';
import type { ListEvidence } from '../../domain/lists/list-evidence.ts';
import { ListSurvey } from '../../domain/lists/list-survey.ts';
import { type Refusal, Refusals } from '../../domain/lists/refusal/refusal.ts';
import { Deduper, occasionOf, repeatKey } from '../../domain/lists/repeats.ts';
import { type RefusingRows, RowReader, type TableRow } from '../../domain/lists/row-reading.ts';
import { columnForm, type NumberColumns } from '../../domain/lists/value-form.ts';
import type { Audience } from '../../domain/people/audience.ts';
import type { CountryCode } from '../../domain/phone/phone.ts';
import { type Result, succeed } from '../../domain/result.ts';
import { nameKey } from '../../domain/template/placeholder-names.ts';
import type { Answer } from '../commands.ts';
import type { TableFailure } from '../formats/table.ts';
import type { JobProgress } from '../worker/jobs.ts';
import { pauseForOthers, withPauses } from '../worker/pause-for-others.ts';
import { ListTally } from './list-tally.ts';
import { RowSorter, type Sums } from './row-sorter.ts';

type ListHead = {
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly mapping: Mapping;
  readonly country: CountryCode;
  readonly choices: ListChoices;
  /** The audience that the list was drawn for, where it does not come from a file. */
  readonly audience?: Audience | null;
};

type Rows = AsyncIterable<Result<TableRow, TableFailure>> | Iterable<Result<TableRow, TableFailure>>;

type ListSource = ListHead & {
  /** The rows, which are read twice: first for the survey, then one by one. */
  readonly rows: () => Rows;
  readonly totalRows: number;
  readonly numbers: NumberColumns;
  /** The result of the survey, where it is known from a list with the same rows and columns. */
  readonly evidence?: ListEvidence;
  /** The rows that `choices` keep in place of others. */
  readonly kept?: Iterable<TableRow>;
};

/** Makes a list: small transactions write rows unpublished, a last one publishes. Stopping leaves nothing visible. */
export async function makeList(
  db: Db,
  source: ListSource,
  { nowMs, onProgress }: JobProgress,
): Answer<{ listId: number }> {
  const lists = new Lists(db);
  const surveyed = await survey(source);
  if (!surveyed.ok) return surveyed;
  const { fileName, headers, mapping, country, choices, audience = null } = source;
  const fields = fieldsOf(source);
  const places = {
    phoneIndex: mapping.phone,
    furtherIndexes: mapping.further,
    areaIndex: mapping.area,
    nameIndex: mapping.name,
    countryIndex: mapping.country,
  };
  const head = { fileName, country, headers: [...headers], fields, choices, audience };
  const listId = lists.begin({ ...head, ...places }, nowMs());
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

type Surveyed = { readonly evidence: ListEvidence; readonly numbers: NumberColumns; readonly refusing: RefusingRows };

async function survey(source: ListSource): Promise<Result<Surveyed, TableFailure>> {
  const { headers, mapping, numbers, evidence } = source;
  const refusals = new Refusals(headers);
  const refusing = new Map<number, { row: TableRow; refusal: Refusal }>();
  const seen = new ListSurvey(source);
  const columns = new ColumnSurvey(headers.length, [mapping.phone, ...mapping.further, mapping.area ?? mapping.phone]);
  for await (const row of source.rows()) {
    if (!row.ok) return row;
    const { rowNumber, cells } = row.value;
    const refusal = refusals.find(cells);
    if (refusal !== null) refusing.set(rowNumber, { row: row.value, refusal });
    if (evidence !== undefined) continue;
    seen.see(cells);
    columns.see(cells);
  }
  if (evidence !== undefined) return succeed({ evidence, numbers, refusing });
  return succeed({ evidence: seen.evidence(), numbers: { ...numbers, values: columns.columns() }, refusing });
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

/** The numbers of the rows kept in place of others. A kept row that is no recipient any more keeps no other out. */
function keptRepeats(reader: RowReader, { kept: rows = [], choices }: ListSource): ReadonlyMap<string, number> {
  const kept = new Map<string, number>();
  for (const row of rows) {
    const read = reader.read(row);
    if (read.kind !== 'recipient') continue;
    kept.set(repeatKey(read.phone, occasionOf(row.cells, choices.occasions)), row.rowNumber);
  }
  return kept;
}

/** Writes the sorted rows of one list in small transactions. */
class Intake {
  readonly listId: number;
  readonly #lists: Lists;
  readonly #sorter: RowSorter;
  readonly #tally: ListTally;
  readonly #reader: RowReader;
  readonly #deduper: Deduper;
  readonly #hasCountries: boolean;
  #rows = 0;

  constructor(db: Db, source: ListSource & Surveyed, fields: ListField[], listId: number) {
    this.listId = listId;
    this.#lists = new Lists(db);
    const { mapping } = source;
    this.#hasCountries = mapping.country !== null;
    this.#tally = new ListTally(source);
    this.#sorter = new RowSorter(db, { mapping, fields, tally: this.#tally, choices: source.choices });
    const letBackIn = new DoNotContactList(db).allLetBackIn();
    this.#reader = new RowReader({ ...source, rowCount: source.totalRows, letBackIn });
    this.#deduper = new Deduper(keptRepeats(this.#reader, source));
  }

  get rows(): number {
    return this.#rows;
  }

  /** Returns true when a batch was written, which is a good moment to report progress. */
  add(row: TableRow): boolean {
    this.#rows += 1;
    const read = this.#reader.read(row);
    if (read.kind !== 'not_chosen') {
      if (this.#hasCountries) this.#tally.named(this.#reader.namedCountry(row));
      this.#tally.refusal(this.#reader.refusal(row));
    }
    this.#sorter.sort(row, read, this.#reader.shownCellOf(row), this.#deduper);
    if (this.#sorter.waiting < limits.importRowsPerTransaction) return false;
    this.#flush();
    return true;
  }

  finish(): Sums {
    this.#flush();
    return { ...this.#sorter.sums(), rows: this.#rows };
  }

  #flush(): void {
    const { recipients, leftOut } = this.#sorter.take();
    if (recipients.length + leftOut.length > 0) this.#lists.addRows(this.listId, recipients, leftOut);
  }
}
