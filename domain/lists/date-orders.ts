import { type DateOrder, onlyOrderOf } from './date-reading.ts';

/** A short date with its year, perhaps behind a word: 3/4/2026, Tue 3.4.26. */
const shortDate = /^(\s*(?:\p{L}[\p{L}-]*\.?,?\s+)?)(\d{1,2})([-./])(\d{1,2})(?=\3(?:\d{2}|\d{4})(?!\d))/u;

type ReadColumn = { readonly column: number; readonly order: DateOrder };

/** The order of day and month in the short dates of each column, as far as the rows show it. */
export class DateOrders {
  readonly #shown = new Map<number, Set<DateOrder>>();
  readonly #read: ReadColumn | null;

  /** `read`: a column whose dates were already read in a known order, whatever its cells show. */
  constructor(rows: Iterable<{ readonly cells: readonly string[] }>, read: ReadColumn | null = null) {
    this.#read = read;
    for (const { cells } of rows) for (const [column, cell] of cells.entries()) this.#see(column, cell);
  }

  #see(column: number, cell: string): void {
    const order = shortDate.test(cell) ? onlyOrderOf(cell) : null;
    if (order === null) return;
    const shown = this.#shown.get(column) ?? new Set();
    this.#shown.set(column, shown.add(order));
  }

  /** The order shown by all dates of the column that show one; null where none does, or they differ. */
  of(column: number): DateOrder | null {
    if (this.#read?.column === column) return this.#read.order;
    const [one = null, other] = this.#shown.get(column) ?? [];
    return other === undefined ? one : null;
  }

  /** Rewrites rows with the same columns into these orders: swaps day and month where a column has the other. */
  rewriter(theirs: DateOrders): (cells: readonly string[]) => string[] {
    const isOther = (column: number) => {
      const [order, their] = [this.of(column), theirs.of(column)];
      return order !== null && their !== null && order !== their;
    };
    return (cells) => cells.map((cell, column) => (isOther(column) ? cell.replace(shortDate, '$1$4$3$2') : cell));
  }
}
