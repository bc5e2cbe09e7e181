/** How many bits of a number a byte holds, the lowest first; the eighth bit says that more bytes follow. */
const bits = 7;
const more = 1 << bits;

/** Packs ascending ids as the gaps between them, most of which take a single byte. */
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

/** Unpacks what `packIds` made. Ids fit into 32 bits: nobody imports four billion people. */
export function unpackIds(packed: Uint8Array): Uint32Array {
  const ids = new Uint32Array(packed.length);
  let count = 0;
  for (const cursor = new Cursor(packed); cursor.next(); count += 1) ids[count] = cursor.id;
  return ids.subarray(0, count);
}

/** Those of some ascending ids that are among the packed ones. Unpacks no further than it has to look. */
export function keepPacked(ids: Uint32Array, packed: Uint8Array): Uint32Array {
  const cursor = new Cursor(packed);
  const kept = new Uint32Array(ids.length);
  let count = 0;
  // No `for … of`: until V8 compiles it, it makes garbage for each id, and a first search waits for that.
  for (let at = 0; at < ids.length; at += 1) {
    const id = ids[at] ?? 0;
    while (cursor.id < id) if (!cursor.next()) return kept.subarray(0, count);
    if (cursor.id === id) kept[count++] = id;
  }
  return kept.subarray(0, count);
}

class Cursor {
  id = 0;
  readonly #packed: Uint8Array;
  #at = 0;

  constructor(packed: Uint8Array) {
    this.#packed = packed;
  }

  /** Returns false after the last id. */
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
