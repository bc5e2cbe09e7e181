import { digitVariants, variantKey } from '../phone/phone.ts';

/** How a number compares with those before it on the same list. */
type Sighting =
  | { readonly kind: 'first' }
  /** The very same number: this row is taken out. */
  | { readonly kind: 'duplicate'; readonly firstRowNumber: number }
  /** Maybe the same person's under an older form of the number: kept, and shown. */
  | { readonly kind: 'possible_duplicate'; readonly rowNumbers: [number, number]; readonly phones: [string, string] };

/** Finds repeats while a list is read row by row. */
export class Deduper {
  readonly #rowNumbers = new Map<string, number>();
  readonly #firstOfKey = new Map<string, string>();
  readonly #preferred: ReadonlyMap<string, number>;

  /** `preferred` are rows that are kept whatever comes before them, by their number. */
  constructor(preferred: ReadonlyMap<string, number> = new Map()) {
    this.#preferred = preferred;
  }

  /** Compares a row's number with those before it, and remembers it. */
  see(e164: string, rowNumber: number): Sighting {
    const preferred = this.#preferred.get(e164) ?? rowNumber;
    if (preferred !== rowNumber) return { kind: 'duplicate', firstRowNumber: preferred };
    const firstRowNumber = this.#rowNumbers.get(e164);
    if (firstRowNumber !== undefined) return { kind: 'duplicate', firstRowNumber };
    this.#rowNumbers.set(e164, rowNumber);
    if (digitVariants(e164).length === 1) return { kind: 'first' };
    const key = variantKey(e164);
    const earlier = this.#firstOfKey.get(key);
    if (earlier === undefined) {
      this.#firstOfKey.set(key, e164);
      return { kind: 'first' };
    }
    const earlierRow = this.#rowNumbers.get(earlier) ?? rowNumber;
    return { kind: 'possible_duplicate', rowNumbers: [earlierRow, rowNumber], phones: [earlier, e164] };
  }
}
