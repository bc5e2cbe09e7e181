import type { Stores } from './temporary-database.ts';

/** Gives messages that wait times of their own. */
export function giveTimes(
  { db }: Stores,
  times: readonly (readonly [id: number | undefined, occasion: string, dueAtMs: number, latestAtMs: number])[],
): void {
  for (const [id, occasion, dueAtMs, latestAtMs] of times)
    db.sqlite
      .prepare(`UPDATE message SET occasion = ?, due_at_ms = ?, latest_at_ms = ? WHERE id = ?`)
      .run(occasion, dueAtMs, latestAtMs, id);
}
