/** Seven bits of a number to a byte, the lowest first; the eighth says that more follow. */
const bits = 7;
const more = 1 << bits;

/** Ascending ids as the gaps between them, most of which take a single byte. */
export function packIds(ids: readonly number[]): Buffer {
  const bytes: number[] = [];
  let before = 0;
  for (const id of ids) {
    let gap = id - before;
    before = id;
    for (; gap >= more; gap = Math.floor(gap / more)) bytes.push((gap % more) + more);
    bytes.push(gap);
  }
  return Buffer.from(bytes);
}

/** The ids that `packIds` made the bytes of. */
export function unpackIds(packed: Uint8Array): Float64Array {
  const ids = new Float64Array(packed.length);
  let count = 0;
  for (const cursor = new Cursor(packed); cursor.next(); count += 1) ids[count] = cursor.id;
  return ids.subarray(0, count);
}

/** Of ascending ids those that are packed as well; nothing is unpacked for it that is not looked at. */
export function keepPacked(ids: Float64Array, packed: Uint8Array): Float64Array {
  const cursor = new Cursor(packed);
  const kept = new Float64Array(ids.length);
  let count = 0;
  for (const id of ids) {
    while (cursor.id < id) if (!cursor.next()) return kept.subarray(0, count);
    if (cursor.id === id) kept[count++] = id;
  }
  return kept.subarray(0, count);
}

/** Goes through packed ids. */
class Cursor {
  id = 0;
  readonly #packed: Uint8Array;
  #at = 0;

  constructor(packed: Uint8Array) {
    this.#packed = packed;
  }

  /** Returns false behind the last one. */
  next(): boolean {
    const packed = this.#packed;
    if (this.#at >= packed.length) return false;
    let scale = 1;
    for (;;) {
      const byte = packed[this.#at++] ?? 0;
      if (byte < more) {
        this.id += byte * scale;
        return true;
      }
      this.id += (byte - more) * scale;
      scale *= more;
    }
  }
}
