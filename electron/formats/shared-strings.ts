import { TableError } from './table.ts';

const blockBytes = 4 * 1024 * 1024;

/**
 * The texts that a workbook keeps in one place and names by number. Two million of them are kept as bytes, which take a
 * fifth of what as many strings would.
 */
export class SharedStrings {
  readonly #blocks: Buffer[] = [];
  /** Where each begins and ends, counted through all blocks. */
  #places = new Float64Array(2_048);
  #count = 0;
  #end = 0;

  /** A text is at most a few thousand characters long. */
  add(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    const isFull = (this.#end % blockBytes) + bytes.length > blockBytes;
    if (isFull) this.#end = this.#blocks.length * blockBytes;
    const place = this.#end;
    while (this.#blocks.length * blockBytes < place + bytes.length) this.#blocks.push(Buffer.allocUnsafe(blockBytes));
    bytes.copy(this.#blocks[Math.floor(place / blockBytes)] ?? bytes, place % blockBytes);
    this.#end = place + bytes.length;
    this.#note(place, this.#end);
  }

  get(index: number): string {
    const [start, end] = [this.#places[2 * index], this.#places[2 * index + 1]];
    if (!Number.isInteger(index) || index < 0 || index >= this.#count || start === undefined || end === undefined)
      throw new TableError('corrupt_file', 'a text is missing');
    if (start === end) return '';
    const offset = start % blockBytes;
    return this.#blocks[Math.floor(start / blockBytes)]?.toString('utf8', offset, offset + end - start) ?? '';
  }

  #note(start: number, end: number): void {
    if (2 * this.#count + 2 > this.#places.length) {
      const more = new Float64Array(this.#places.length * 2);
      more.set(this.#places);
      this.#places = more;
    }
    this.#places[2 * this.#count] = start;
    this.#places[2 * this.#count + 1] = end;
    this.#count += 1;
  }
}
