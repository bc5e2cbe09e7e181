import type { FailureCode } from '../../domain/contract.ts';
import type { NumberColumns } from '../../domain/lists/value-form.ts';

/** Why a file cannot be read as a list. `detail` names the row where that helps; it is never a cell's text. */
export type TableFailure = {
  readonly code: Extract<
    FailureCode,
    | 'file_too_large'
    | 'too_many_rows'
    | 'too_many_columns'
    | 'not_a_table'
    | 'password_protected'
    | 'old_xls'
    | 'empty_file'
    | 'not_calculated'
    | 'corrupt_file'
    | 'unreadable_file'
  >;
  readonly detail: string;
};

/** Carries a failure up through the readers of one file. It is caught in `read-table.ts` and goes no further. */
export class TableError extends Error {
  readonly failure: TableFailure;

  constructor(code: TableFailure['code'], detail = '', options?: ErrorOptions) {
    super(code, options);
    this.failure = { code, detail };
  }
}

/** The row as the readers see it, before its cells are bounded. */
export type RawRow = {
  readonly rowNumber: number;
  readonly cells: string[];
  readonly broken: boolean;
};

/** What an operator should know of a sheet beside its rows. */
export type SheetFacts = {
  /** Rows with anything in them that the spreadsheet does not show, as behind a filter. */
  readonly hiddenRows: number;
  /** The columns with anything in them that it does not show, by their place. */
  readonly hiddenColumns: readonly number[];
  /** Null where no date follows the computer; `ambiguous` is the first that could be read in another order, in ISO 8601. */
  readonly shortDates: { readonly ambiguous: string | null } | null;
  /** Columns with numbers that were written in a form of ours: the file has none. */
  readonly numberColumns: NumberColumns['columns'];
  /** The first row whose formula has no value, where none has one: what the spreadsheet shows there is not in the file. */
  readonly uncalculatedRow: number | null;
  /** A few words of a text whose letters were guessed. */
  readonly guessedWords: readonly string[];
};

/** A workbook, whichever program wrote it. */
export type Workbook = {
  /** The names of its sheets in order; the hidden ones only where there is no other. */
  readonly sheets: readonly string[];
  /**
   * The rows of one sheet, some at a time. Formulas are not evaluated: their stored value is read. Rows without cells do not
   * come, but the numbers of the others are those that the spreadsheet shows.
   */
  rows(sheet: string): AsyncGenerator<RawRow[]>;
  /** What else is known of a sheet, once its rows were read. */
  facts(sheet: string): SheetFacts;
};

/** Whether a program has worked out the formulas of a sheet. A blank result may look like none, so one is enough. */
export class FormulaValues {
  #firstMissing: number | null = null;
  #areThere = false;

  note(rowNumber: number, isThere: boolean): void {
    if (isThere) this.#areThere = true;
    else this.#firstMissing ??= rowNumber;
  }

  /** Null where one has a value, or where there are none. */
  get uncalculatedRow(): number | null {
    return this.#areThere ? null : this.#firstMissing;
  }
}

export const nothingHidden: SheetFacts = {
  hiddenRows: 0,
  hiddenColumns: [],
  shortDates: null,
  numberColumns: [],
  uncalculatedRow: null,
  guessedWords: [],
};

/** Cells without the empty ones at the end, so that formatting far to the right does not count as columns. */
export function withoutEmptyEnd(cells: string[]): string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return last + 1 === cells.length ? cells : cells.slice(0, last + 1);
}
