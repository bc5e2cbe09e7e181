import type { FailureCode } from '../../domain/contract.ts';
import type { NumberColumns } from '../../domain/lists/value-form.ts';

/** The most rows that a spreadsheet has. */
export const sheetRowsMost = 1_048_576;

/** Why a file cannot be read as a list. `detail` names the row where that helps; it never has a cell's text. */
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

/** A row as the readers see it, before the length of its cells is limited. */
export type RawRow = {
  readonly rowNumber: number;
  readonly cells: string[];
  readonly broken: boolean;
};

/** What an operator should know about a sheet besides its rows. */
export type SheetFacts = {
  /** How many rows have content but are not shown by the spreadsheet, for example because of a filter. */
  readonly hiddenRows: number;
  /** The columns that have content but are not shown, by their place. */
  readonly hiddenColumns: readonly number[];
  /** Null where no date's form follows the computer; `ambiguous`: the first one readable in two orders, in ISO 8601. */
  readonly shortDates: { readonly ambiguous: string | null } | null;
  /** Columns with numbers whose format is missing in the file, so that they were written in a form of ours. */
  readonly numberColumns: NumberColumns['columns'];
  /** The first row with a formula, if no formula in the sheet has a value: what is shown there is not in the file. */
  readonly uncalculatedRow: number | null;
  /** A few words of a text whose letters were guessed. */
  readonly guessedWords: readonly string[];
};

/** A workbook of any program. */
export type Workbook = {
  /** The names of its sheets in order; hidden sheets only where there is no other. */
  readonly sheets: readonly string[];
  /**
   * The rows of one sheet, some at a time. Formulas are not evaluated: their stored value is read. Rows without cells
   * are left out, but the others keep the numbers that the spreadsheet shows.
   */
  rows(sheet: string): AsyncGenerator<RawRow[]>;
  /** What else is known of a sheet after its rows were read. */
  facts(sheet: string): SheetFacts;
};

/** Whether a program has computed a sheet's formulas. One value is enough: a blank result may look like no value. */
export class FormulaValues {
  #firstMissing: number | null = null;
  #areThere = false;

  note(rowNumber: number, isThere: boolean): void {
    if (isThere) this.#areThere = true;
    else this.#firstMissing ??= rowNumber;
  }

  /** Null where a formula has a value, or there are no formulas. */
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

/** Removes empty cells at the end, so that formatting far to the right does not count as columns. */
export function withoutEmptyEnd(cells: string[]): string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return last + 1 === cells.length ? cells : cells.slice(0, last + 1);
}
