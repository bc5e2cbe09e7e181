/** Adds one, or `by`, to the count of a kind. */
export function tally<Kind>(counts: Map<Kind, number>, kind: Kind, by = 1): void {
  counts.set(kind, (counts.get(kind) ?? 0) + by);
}
