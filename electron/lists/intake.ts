import type { Db } from '../../db/database.ts';
import { DoNotContactList } from '../../db/do-not-contact.ts';
import { Lists, type NewLeftOut, type NewRecipient } from '../../db/lists.ts';
import type { ListField } from '../../db/schema.ts';
import type { CommandResult, Mapping } from '../../domain/contract.ts';
import { Deduper, readRow, type TableRow } from '../../domain/import.ts';
import { limits } from '../../domain/limits.ts';
import { type CountryCode, variantKey } from '../../domain/phone.ts';
import { type Result, succeed } from '../../domain/result.ts';
import { cleanValue, nameKey } from '../../domain/template.ts';
import type { TableFailure } from '../formats/table.ts';

type Sums = Parameters<Lists['publish']>[1];

/** What a new list is made from: rows of a file, or of another list. */
type ListSource = {
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly mapping: Mapping;
  readonly country: CountryCode;
  readonly rows: AsyncIterable<Result<TableRow, TableFailure>> | Iterable<Result<TableRow, TableFailure>>;
  readonly totalRows: number;
};
/** The clock, and who follows how far it has come. */
export type ListProgress = {
  readonly nowMs: () => number;
  readonly onProgress: (rows: number, totalRows: number | null) => void;
};

/**
 * Makes a list: unpublished rows in small transactions, published by one last commit. Stopping at any moment leaves
 * nothing that anybody sees.
 */
export async function makeList(
  db: Db,
  source: ListSource,
  { nowMs, onProgress }: ListProgress,
): Promise<CommandResult<{ listId: number }>> {
  const lists = new Lists(db);
  const { fileName, headers, mapping, country } = source;
  const fields = fieldsOf(mapping, headers);
  const places = { phoneIndex: mapping.phone, nameIndex: mapping.name };
  const listId = lists.begin({ fileName, country, headers: [...headers], fields, ...places }, nowMs());
  const intake = new Intake(db, mapping, country, fields, listId);
  for await (const row of source.rows) {
    if (!row.ok) {
      lists.dropUnpublished(listId);
      return row;
    }
    if (intake.add(row.value)) onProgress(intake.rows, source.totalRows);
  }
  lists.publish(listId, intake.finish(), nowMs());
  return succeed({ listId });
}

/** The placeholders of a list: the name first, then the mapped columns in the order of the file. */
function fieldsOf(mapping: Mapping, headers: readonly string[]): ListField[] {
  const header = (index: number) => headers[index] ?? '';
  const name =
    mapping.name === null ? [] : [{ key: nameKey, header: header(mapping.name), index: mapping.name, filled: 0 }];
  return [...name, ...mapping.fields.map(({ index, key }) => ({ key, header: header(index), index, filled: 0 }))];
}

/** Sorts the rows of one file into recipients and what is left out, and counts. */
class Intake {
  readonly listId: number;
  readonly #lists: Lists;
  readonly #mapping: Mapping;
  readonly #fields: ListField[];
  readonly #country: CountryCode;
  readonly #blocked: ReadonlySet<string>;
  readonly #deduper = new Deduper();
  readonly #sums: Omit<Sums, 'fields'> = {
    rows: 0,
    recipients: 0,
    sameNumber: 0,
    doNotContact: 0,
    cannotBeUsed: 0,
    assumedCountry: 0,
    possibleDuplicates: [],
    warnings: [],
  };
  #recipients: NewRecipient[] = [];
  #leftOut: NewLeftOut[] = [];

  constructor(db: Db, mapping: Mapping, country: CountryCode, fields: ListField[], listId: number) {
    this.#fields = fields;
    this.listId = listId;
    this.#lists = new Lists(db);
    this.#mapping = mapping;
    this.#country = country;
    this.#blocked = new Set(new DoNotContactList(db).list().map((entry) => variantKey(entry.phone)));
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
    return { ...this.#sums, fields: this.#fields };
  }

  #sort(row: TableRow): void {
    const read = readRow(row, this.#mapping, this.#country);
    const cells = [...row.cells];
    const name =
      this.#mapping.name === null ? '' : cleanValue(cells[this.#mapping.name] ?? '').slice(0, limits.nameCharacters);
    const base = { rowNumber: row.rowNumber, cell: cells[this.#mapping.phone] ?? '', name, cells };
    if (!read.ok) {
      this.#sums.cannotBeUsed += 1;
      this.#leftOut.push({ ...base, cell: read.failure.cell, reason: 'cannot_be_used', problem: read.failure.problem });
      return;
    }
    const { phone, warning, assumedCountry } = read.value;
    const sighting = this.#deduper.see(phone, row.rowNumber);
    if (sighting.kind === 'duplicate') {
      this.#sums.sameNumber += 1;
      this.#leftOut.push({ ...base, reason: 'same_number', problem: String(sighting.firstRowNumber) });
      return;
    }
    if (this.#blocked.has(variantKey(phone))) {
      this.#sums.doNotContact += 1;
      this.#leftOut.push({ ...base, reason: 'do_not_contact', problem: '' });
      return;
    }
    this.#sums.recipients += 1;
    for (const field of this.#fields) if (cleanValue(cells[field.index] ?? '') !== '') field.filled += 1;
    if (assumedCountry) this.#sums.assumedCountry += 1;
    if (sighting.kind === 'possible_duplicate' && this.#sums.possibleDuplicates.length < limits.problemsShown) {
      this.#sums.possibleDuplicates.push({ rowNumbers: sighting.rowNumbers, phones: sighting.phones });
    }
    if (warning !== null && this.#sums.warnings.length < limits.problemsShown) {
      this.#sums.warnings.push({ rowNumber: row.rowNumber, cell: base.cell, problem: warning });
    }
    if (row.others !== undefined && this.#sums.warnings.length < limits.problemsShown) {
      const cell = [base.cell, ...row.others].join(', ').slice(0, limits.nameCharacters);
      this.#sums.warnings.push({ rowNumber: row.rowNumber, cell, problem: 'one_of_several' });
    }
    const extra = cleanValue(cells[this.#mapping.fields[0]?.index ?? -1] ?? '').slice(0, limits.nameCharacters);
    this.#recipients.push({ rowNumber: row.rowNumber, name, phone, extra, cells });
  }

  #flush(): void {
    if (this.#recipients.length + this.#leftOut.length > 0)
      this.#lists.addRows(this.listId, this.#recipients, this.#leftOut);
    this.#recipients = [];
    this.#leftOut = [];
  }
}
