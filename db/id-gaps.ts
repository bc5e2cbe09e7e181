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
export function unpackIds(packed: Uint8Array): number[] {
  const ids: number[] = [];
  let id = 0;
  let gap = 0;
  let scale = 1;
  for (const byte of packed) {
    gap += (byte % more) * scale;
    scale *= more;
    if (byte >= more) continue;
    id += gap;
    ids.push(id);
    gap = 0;
    scale = 1;
  }
  return ids;
}
