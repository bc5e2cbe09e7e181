import type { Lists, NewLeftOut, NewRecipient } from '../../db/campaigns/lists.ts';
import type { Db } from '../../db/database.ts';
import { DoNotContactList } from '../../db/people/do-not-contact.ts';
import type { ListField } from '../../db/schema.ts';
import type { Mapping } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { valueOfCell } from '../../domain/lists/blank-cell.ts';
import { rowNames } from '../../domain/lists/full-name.ts';
import type { ListChoices } from '../../domain/lists/list-choices.ts';
import { type Deduper, occasionOf } from '../../domain/lists/repeats.ts';
import { leaveOut } from '../../domain/lists/row-cause.ts';
import type { RowReader, TableRow } from '../../domain/lists/row-reading.ts';
import { variantKey } from '../../domain/phone/digit-variants.ts';
import type { ListTally } from './list-tally.ts';

export type Sums = Parameters<Lists['publish']>[1];
export type RowReading = ReturnType<RowReader['read']>;
type RecipientReading = Extract<RowReading, { kind: 'recipient' }>;
type LeftOutBase = Pick<NewLeftOut, 'rowNumber' | 'cell' | 'name' | 'cells'>;
type Counted = Omit<Sums, 'fields' | 'facts' | 'choices'> & { leftOut: number; notChosen: number };

const nothing: Counted = {
  rows: 0,
  recipients: 0,
  sameNumber: 0,
  doNotContact: 0,
  cannotBeUsed: 0,
  leftOut: 0,
  notChosen: 0,
  assumedCountry: 0,
  possibleDuplicates: [],
};

/** Sorts rows into recipients and left-out rows, and counts both. Earlier counts can be removed again. */
export class RowSorter {
  readonly #mapping: Mapping;
  readonly #fields: ListField[];
  readonly #nameIn: ReturnType<typeof rowNames>;
  readonly #tally: ListTally;
  readonly #occasions: number | undefined;
  readonly #blocked: ReadonlySet<string>;
  readonly #sums: Counted;
  #recipients: NewRecipient[] = [];
  #leftOut: NewLeftOut[] = [];

  /** `before`: the sums of a list whose rows are partly sorted anew. */
  constructor(
    db: Db,
    list: {
      readonly mapping: Mapping;
      readonly fields: readonly ListField[];
      readonly tally: ListTally;
      readonly choices: Pick<ListChoices, 'occasions'>;
    },
    before: Counted = nothing,
  ) {
    this.#mapping = list.mapping;
    this.#fields = list.fields.map((field) => ({ ...field }));
    this.#nameIn = rowNames(list.mapping.name, list.fields);
    this.#tally = list.tally;
    this.#occasions = list.choices.occasions;
    this.#blocked = new DoNotContactList(db).keys();
    this.#sums = { ...before, possibleDuplicates: [...before.possibleDuplicates] };
  }

  get waiting(): number {
    return this.#recipients.length + this.#leftOut.length;
  }

  take(): { readonly recipients: readonly NewRecipient[]; readonly leftOut: readonly NewLeftOut[] } {
    const taken = { recipients: this.#recipients, leftOut: this.#leftOut };
    this.#recipients = [];
    this.#leftOut = [];
    return taken;
  }

  sums(): Sums {
    const possibleDuplicates = this.#sums.possibleDuplicates.toSorted(
      (one, other) => one.rowNumbers[1] - other.rowNumbers[1],
    );
    return { ...this.#sums, possibleDuplicates, fields: this.#fields, facts: this.#tally.facts() };
  }

  /** `by` -1 removes what the row was counted as from the sums. */
  sort(row: TableRow, read: RowReading, cell: string, deduper: Deduper, by: 1 | -1 = 1): void {
    const base = { rowNumber: row.rowNumber, cell, name: this.#nameOf(row), cells: [...row.cells] };
    if (read.kind === 'not_chosen') {
      this.#sums.notChosen += by;
      this.#leftOut.push({ ...base, reason: 'not_chosen', problem: '' });
    } else if (read.kind === 'undecided') {
      this.#sums.cannotBeUsed += by;
      this.#tally.open(row.rowNumber, read.cause, read.readings, by);
      this.#leftOut.push({ ...base, reason: 'cannot_be_used', problem: read.cause, readings: [...read.readings] });
    } else if (read.kind === 'left_out') {
      this.#sums.leftOut += by;
      this.#tally.decided({ cause: read.cause, as: leaveOut }, by);
      const readings = read.saidBy === undefined ? [] : [read.saidBy];
      this.#leftOut.push({ ...base, reason: 'left_out', problem: read.cause, readings });
    } else this.#sortNumber(row, base, read, { deduper, by });
  }

  #sortNumber(
    row: TableRow,
    base: LeftOutBase,
    read: RecipientReading,
    { deduper, by }: { readonly deduper: Deduper; readonly by: 1 | -1 },
  ): void {
    const occasion = occasionOf(row.cells, this.#occasions);
    const sighting = deduper.see(read.phone, row.rowNumber, occasion);
    const [cause = '', as = ''] = read.decision.split('>');
    if (read.decision !== '') this.#tally.decided({ cause, as, isRepeat: sighting.kind === 'duplicate' }, by);
    if (sighting.kind === 'duplicate') {
      this.#sums.sameNumber += by;
      this.#leftOut.push({ ...base, reason: 'same_number', problem: String(sighting.firstRowNumber) });
      return;
    }
    if (this.#blocked.has(variantKey(read.phone))) {
      this.#sums.doNotContact += by;
      this.#leftOut.push({ ...base, reason: 'do_not_contact', problem: '' });
      return;
    }
    if (sighting.kind === 'possible_duplicate') this.#notePair(sighting, by);
    this.#addRecipient(row, { ...base, occasion }, read, by);
  }

  #notePair({ rowNumbers, phones }: Sums['possibleDuplicates'][number], by: 1 | -1): void {
    const pairs = this.#sums.possibleDuplicates;
    const at = pairs.findIndex((pair) => pair.rowNumbers[1] === rowNumbers[1]);
    if (by < 0 && at >= 0) pairs.splice(at, 1);
    if (by > 0 && pairs.length < limits.problemsShown) pairs.push({ rowNumbers, phones });
  }

  #addRecipient(
    row: TableRow,
    { cell, ...base }: LeftOutBase & { readonly occasion: string },
    { phone, country, zones, isLandline, decision, countryFrom }: RecipientReading,
    by: 1 | -1,
  ): void {
    this.#sums.recipients += by;
    this.#tally.recipient(country, { isLandline, isCountryByRow: countryFrom === 'row', name: base.name }, by);
    if (countryFrom === 'list') this.#sums.assumedCountry += by;
    for (const field of this.#fields) {
      const stands = row.cells[field.index] ?? '';
      if (valueOfCell(stands) === '') this.#tally.cell(field.index, stands, by);
      else field.filled += by;
    }
    const extra = valueOfCell(row.cells[this.#mapping.fields[0]?.index ?? -1] ?? '').slice(0, limits.nameCharacters);
    this.#recipients.push({ ...base, phone, country, zones, decision, extra });
  }

  #nameOf({ cells }: TableRow): string {
    return this.#nameIn((index) => valueOfCell(cells[index] ?? '')).slice(0, limits.nameCharacters);
  }
}
