/** Seven bits of a number to a byte, the lowest first; the eighth says that more follow. */
const bits = 7;
const more = 1 << bits;

/** Ascending ids as the gaps between them, most of which take a single byte. */
export function packIds(ids: Iterable<number>): Buffer {
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

/** The ids that `packIds` made the bytes of. They fit into 32 bits: nobody imports four billion people. */
export function unpackIds(packed: Uint8Array): Uint32Array {
  const ids = new Uint32Array(packed.length);
  let count = 0;
  for (const cursor = new Cursor(packed); cursor.next(); count += 1) ids[count] = cursor.id;
  return ids.subarray(0, count);
}

/** Of ascending ids those that are packed as well; nothing is unpacked for it that is not looked at. */
export function keepPacked(ids: Uint32Array, packed: Uint8Array): Uint32Array {
  const cursor = new Cursor(packed);
  const kept = new Uint32Array(ids.length);
  let count = 0;
  // No `for … of`: until V8 has made machine code of it, it leaves rubbish for each id, and a first search waits for
  // that.
  for (let at = 0; at < ids.length; at += 1) {
    const id = ids[at] ?? 0;
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
