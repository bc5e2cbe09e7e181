import { limits } from '../limits.ts';
import { digitVariants, variantKey } from '../phone/digit-variants.ts';
import { valueOfCell } from './blank-cell.ts';

/** How a number relates to earlier ones of the same list. */
type Sighting =
  | { readonly kind: 'first' }
  /** The same number as in an earlier row: this row is taken out. */
  | { readonly kind: 'duplicate'; readonly firstRowNumber: number }
  /** Perhaps the same person's number in an older form: the row is kept, and the pair is shown. */
  | { readonly kind: 'possible_duplicate'; readonly rowNumbers: [number, number]; readonly phones: [string, string] };

/** What distinguishes rows with the same number: the cell of their dates' column; empty without such a column. */
export function occasionOf(cells: readonly string[], column: number | undefined): string {
  return column === undefined ? '' : valueOfCell(cells[column] ?? '').slice(0, limits.nameCharacters);
}

/** Rows with the same key are repeats of each other. */
export function repeatKey(e164: string, occasion: string): string {
  return `${e164} ${occasion}`;
}

/** Finds repeats while a list is read row by row. */
export class Deduper {
  readonly #rowNumbers = new Map<string, number>();
  readonly #firstOfKey = new Map<string, { readonly phone: string; readonly rowNumber: number }>();
  readonly #preferred: ReadonlyMap<string, number>;

  /** `preferred`: the rows to keep even if others precede them, by their `repeatKey`. */
  constructor(preferred: ReadonlyMap<string, number> = new Map()) {
    this.#preferred = preferred;
  }

  /** Compares a row's number with earlier ones and remembers it. A row for another occasion is no repeat. */
  see(e164: string, rowNumber: number, occasion = ''): Sighting {
    const repeated = repeatKey(e164, occasion);
    const preferred = this.#preferred.get(repeated) ?? rowNumber;
    if (preferred !== rowNumber) return { kind: 'duplicate', firstRowNumber: preferred };
    const firstRowNumber = this.#rowNumbers.get(repeated);
    if (firstRowNumber !== undefined) return { kind: 'duplicate', firstRowNumber };
    this.#rowNumbers.set(repeated, rowNumber);
    if (digitVariants(e164).length === 1) return { kind: 'first' };
    const key = variantKey(e164);
    const earlier = this.#firstOfKey.get(key);
    if (earlier === undefined) this.#firstOfKey.set(key, { phone: e164, rowNumber });
    if (earlier === undefined || earlier.phone === e164) return { kind: 'first' };
    return { kind: 'possible_duplicate', rowNumbers: [earlier.rowNumber, rowNumber], phones: [earlier.phone, e164] };
  }
}
