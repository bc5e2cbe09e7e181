/** More than any state takes. */
const mostBytes = 4_096;
const mostValues = 256;

/**
 * Writes states as short texts, which are equal just where the states are: a byte for each value and each name. Their
 * JSON, or a hash of it, takes two to three times as long, and was most of what a search took.
 */
export class StateKeys {
  readonly #codes = new Map<unknown, number>();
  readonly #bytes = Buffer.alloc(mostBytes);
  #length = 0;

  of(state: unknown): string {
    this.#length = 0;
    this.#add(state);
    if (this.#length > mostBytes) throw new Error('a state is too long for its key');
    return this.#bytes.toString('latin1', 0, this.#length);
  }

  #add(value: unknown): void {
    if (Array.isArray(value)) this.#addList(value);
    else if (typeof value === 'object' && value !== null) this.#addRecord(value as Readonly<Record<string, unknown>>);
    else this.#put(value);
  }

  #addList(values: readonly unknown[]): void {
    this.#put('[');
    for (const value of values) this.#add(value);
    this.#put(']');
  }

  #addRecord(values: Readonly<Record<string, unknown>>): void {
    this.#put('{');
    // `Object.entries` would make an array for each field, which takes twice as long as all else here.
    for (const name in values) {
      this.#put(name);
      this.#add(values[name]);
    }
    this.#put('}');
  }

  #put(value: unknown): void {
    const code = this.#codes.get(value) ?? this.#newCode(value);
    this.#bytes[this.#length] = code;
    this.#length += 1;
  }

  #newCode(value: unknown): number {
    const code = this.#codes.size;
    if (code === mostValues) throw new Error('a model has too many values for one byte each');
    this.#codes.set(value, code);
    return code;
  }
}
