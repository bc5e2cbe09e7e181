import type { Db, ReadDb } from '../database.ts';

/** Somebody of whom the team has not confirmed whether nobody is to contact them; `key`: the variant key of their number. */
export type UntoldStop = { readonly key: string; readonly changes: number; readonly isStopped: boolean };

const stoppedSql = (having: string) => `SELECT variant_key FROM do_not_contact WHERE variant_key ${having}
  UNION SELECT variant_key FROM stop WHERE answer IS NULL AND variant_key ${having}`;

/** Everybody on do not contact, and who asked to stop and waits for an answer, after a key and in its order. */
export function stoppedAfter(db: ReadDb, key: string, most: number): string[] {
  return db.values(`${stoppedSql('> @key')} ORDER BY 1 LIMIT @most`, { key, most });
}

/** Somebody whom a person let back in, and when. */
export type Lifted = { readonly key: string; readonly atMs: number };

/** Whom this computer may have told of and leaves in peace no more, after a key and in its order. */
export function liftedAfter(db: ReadDb, key: string, most: number): Lifted[] {
  return db.all(
    `SELECT variant_key AS key, max(at_ms) AS atMs FROM (SELECT variant_key, at_ms FROM let_back_in
       UNION ALL SELECT variant_key, answered_at_ms FROM stop WHERE answer = 'dismissed')
     WHERE variant_key > @key AND variant_key NOT IN (${stoppedSql('> @key')}) GROUP BY 1 ORDER BY 1 LIMIT @most`,
    { key, most },
  );
}

/** Of whom that changed since the team was told. Triggers note it. */
export function untoldStops(db: ReadDb, most: number): UntoldStop[] {
  type Row = Omit<UntoldStop, 'isStopped'> & { readonly isStopped: 0 | 1 };
  return db
    .all<Row>(
      `SELECT u.variant_key AS key, u.changes, EXISTS (${stoppedSql('= u.variant_key')}) AS isStopped
       FROM team_untold_stop u ORDER BY u.variant_key LIMIT ?`,
      most,
    )
    .map((row) => ({ ...row, isStopped: row.isStopped === 1 }));
}

/** The team has confirmed these. Of whom it changed meanwhile, that is told next. */
export function confirmStops(db: Db, told: readonly UntoldStop[]): void {
  db.immediate(() => {
    for (const { key, changes } of told)
      db.run(`DELETE FROM team_untold_stop WHERE variant_key = ? AND changes = ?`, key, changes);
  });
}
