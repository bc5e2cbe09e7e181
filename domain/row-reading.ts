import { valueOfCell } from './blank-cell.ts';
import { type CellReading, mayBeOfAnotherCountry, readCell } from './cell-reading.ts';
import type { Mapping } from './contract.ts';
import { CountryNames } from './country-names.ts';
import { foldText } from './fold.ts';
import { KnownNumbers } from './known-numbers.ts';
import { limits } from './limits.ts';
import { decided, type ListChoices } from './list-choices.ts';
import { type CountryCode, countryOfPhone, isCountry } from './phone.ts';
import { countryOfReading, leaveOut, type Reading, type RowCause } from './row-cause.ts';
import { hasSheetColumn } from './sheet-column.ts';

/** One row of a file, cells as text. `rowNumber` is the one that a spreadsheet shows beside it: the first row is 1. */
export type TableRow = {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  /** Its quotation marks do not pair up, so it may have run into the row after it. */
  readonly broken: boolean;
};

/** What a row becomes. */
type RowReading =
  | {
      readonly kind: 'recipient';
      /** E.164. */
      readonly phone: string;
      /** The country that gives the number out. */
      readonly country: string;
      readonly assumedCountry: boolean;
      /** Cause and reading, as `decisionKey` writes them; empty where nothing had to be decided. */
      readonly decision: string;
      /** A country that a later row brings may make another number of it. */
      readonly mayChange: boolean;
    }
  | {
      readonly kind: 'undecided';
      readonly cause: RowCause;
      readonly readings: readonly Reading[];
      /** A country that a later row brings may make a number of it. */
      readonly mayChange: boolean;
    }
  | { readonly kind: 'left_out'; readonly cause: RowCause }
  | { readonly kind: 'not_chosen' };

/** What a list is read by. */
type ReadBy = {
  readonly mapping: Mapping;
  readonly headers: readonly string[];
  readonly country: CountryCode;
  readonly choices: ListChoices;
};

/** A decision as it is kept with the rows that follow it. */
export function decisionKey(cause: string, as: string): string {
  return `${cause}>${as}`;
}

/** The decision of a cell that was corrected in place. */
const editedKey = decisionKey('edited', 'edited');

/** Reads the rows of one list, one after the other. */
export class RowReader {
  readonly #by: ReadBy;
  readonly #names = new CountryNames();
  readonly #known = new KnownNumbers();
  /** The columns that stand in the file. */
  readonly #columns: number;
  readonly #edits: ReadonlyMap<number, string>;
  readonly #others: Set<CountryCode>;
  readonly #segment: readonly { readonly index: number; readonly values: ReadonlySet<string> }[];

  constructor(by: ReadBy) {
    this.#by = by;
    const { edits, countries, decisions, segment } = by.choices;
    this.#columns = hasSheetColumn(by.headers) ? by.headers.length - 1 : Number.POSITIVE_INFINITY;
    this.#edits = new Map(edits.map(({ rowNumber, cell }) => [rowNumber, cell]));
    const named = [...countries, ...decisions.map(({ as }) => countryOfReading(as) ?? '')];
    this.#others = new Set(named.filter(isCountry));
    this.#segment = segment.map(({ index, values }) => ({ index, values: new Set(values.map(segmentValue)) }));
  }

  /** The cell that the number is read from, as it stands in the file or as it was corrected. */
  cellOf({ rowNumber, cells }: TableRow): string {
    return this.#edits.get(rowNumber) ?? cells[this.#by.mapping.phone] ?? '';
  }

  /** The country that the row's column names; null where it names none that is known. */
  namedCountry({ cells }: TableRow): CountryCode | null {
    const { mapping } = this.#by;
    return mapping.country === null ? null : this.#names.read(cells[mapping.country] ?? '');
  }

  read(row: TableRow): RowReading {
    if (!this.#isChosen(row)) return { kind: 'not_chosen' };
    const found = this.#readNumber(row);
    const isEdited = this.#edits.has(row.rowNumber);
    if (found.kind === 'number') {
      const { phone, assumedCountry } = found;
      const made = this.#recipient(phone, assumedCountry, isEdited ? editedKey : '');
      return { ...made, mayChange: mayBeOfAnotherCountry(found) };
    }
    const decision = decided(found, this.#by.choices.decisions);
    if (decision === leaveOut) return { kind: 'left_out', cause: found.cause };
    if (decision !== null)
      return { ...this.#recipient(decision.phone, false, decisionKey(found.cause, decision.as)), mayChange: false };
    return { ...found, kind: 'undecided', mayChange: mayBeOfAnotherCountry(found) };
  }

  #recipient(phone: string, assumedCountry: boolean, decision: string) {
    const country = this.#known.countryOf(phone) ?? countryOfPhone(phone);
    if (country !== null) this.#others.add(country);
    return { kind: 'recipient', phone, country: country ?? '', assumedCountry, decision } as const;
  }

  #isChosen({ cells }: TableRow): boolean {
    return this.#segment.every(({ index, values }) => values.has(segmentValue(cells[index] ?? '')));
  }

  #readNumber(row: TableRow): CellReading {
    if (row.broken) return toDecide('broken_quotes');
    if (row.cells.some((text) => text.length > limits.importCellCharacters)) return toDecide('cell_too_long');
    const named = this.namedCountry(row);
    const country = named ?? this.#by.country;
    const isNamed = named !== null || this.#edits.has(row.rowNumber);
    this.#others.add(country);
    const cell = this.cellOf(row);
    const read = readCell(
      valueOfCell(cell) === '' ? '' : cell,
      { country, others: this.#others, isNamed },
      this.#known,
    );
    if (read.kind === 'number' || this.#edits.has(row.rowNumber)) return read;
    const second = this.#second(row, country);
    if (second !== null && read.readings.every(({ as }) => as === 'as_is'))
      return {
        ...read,
        cause: read.cause === 'empty' ? 'other_column' : read.cause,
        readings: [...read.readings, second],
      };
    const hasNothing = read.readings.length === 0 && (read.cause === 'empty' || read.cause === 'not_a_number');
    return hasNothing && this.#isNoPerson(row) ? toDecide('not_a_person') : read;
  }

  /** The number of the second column, where it is plain. */
  #second({ cells }: TableRow, country: CountryCode): Reading | null {
    const { second } = this.#by.mapping;
    const cell = second === null ? '' : (cells[second] ?? '');
    if (valueOfCell(cell) === '') return null;
    const read = readCell(cell, { country, others: [], isNamed: true }, this.#known);
    if (read.kind === 'number') return { as: 'second_column', phone: read.phone };
    const [only, further] = read.readings;
    const isPlain = only !== undefined && further === undefined && only.as !== 'as_is';
    return isPlain ? { as: 'second_column', phone: only.phone } : null;
  }

  /** A row without a number that is a total, a note below the table, or its header once more. */
  #isNoPerson({ cells }: TableRow): boolean {
    const { headers, mapping } = this.#by;
    const filled = [...cells.entries()].filter(([index, cell]) => index < this.#columns && cell.trim() !== '');
    const [first] = filled;
    if (first === undefined) return false;
    const isHeader = (index: number, cell: string) => foldText(cell.trim()) === foldText((headers[index] ?? '').trim());
    if (filled.length > 1 && filled.every(([index, cell]) => isHeader(index, cell))) return true;
    const [index, cell] = first;
    if (totalWords.test(foldText(cell.trim()))) return true;
    const isAlone = filled.length === 1 && headers.length > 2;
    return isAlone && (index !== mapping.name || /\d|[:.]$/.test(cell.trim()) || cell.trim().length > noteCharacters);
  }
}

/** A cell alone in its row that is longer than this is a note and no name. */
const noteCharacters = 50;

/** How a line of totals, or one that a program adds below a table, begins; as `foldText` gives it. */
const totalWords =
  /^(?:(?:grand |sub ?)?totals?|sum|summe|gesamt|suma|soma|somme|count|average|printed|generated|exported|created|page|pagina|impreso|impresso|gerado|exportado|generado|source|fuente|fonte|المجموع|الاجمالي|اجمالي|مجموع|صفحه)(?!\p{L})/u;

/** What values of a column are compared by when a part of a list is chosen. */
export function segmentValue(cell: string): string {
  return foldText(valueOfCell(cell)).slice(0, limits.nameCharacters);
}

function toDecide(cause: RowCause): CellReading {
  return { kind: 'to_decide', cause, readings: [] };
}
