/** Counts one more of a kind, or so many. */
export function tally<Kind>(counts: Map<Kind, number>, kind: Kind, by = 1): void {
  counts.set(kind, (counts.get(kind) ?? 0) + by);
}
