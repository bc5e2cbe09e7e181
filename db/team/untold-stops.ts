import type { Db, ReadDb } from '../database.ts';

/**
 * Somebody of whom the team has not confirmed whether nobody is to contact them. `person`: the variant key of their
 * number, or their LID where no number is known.
 */
type UntoldStop = { readonly person: string; readonly changes: number; readonly isStopped: boolean };

/** A LID is on no list: it is blocked by the answer alone. */
const stoppedSql = (having: string) => `SELECT variant_key AS person FROM do_not_contact WHERE variant_key ${having}
  UNION SELECT variant_key FROM stop WHERE answer IS NULL AND variant_key ${having}
  UNION SELECT lid FROM stop WHERE answer IS NOT 'dismissed' AND lid ${having}`;

/** Everybody on do not contact, and who asked to stop and waits for an answer, after one of them and in their order. */
export function stoppedAfter(db: ReadDb, person: string, most: number): string[] {
  return db.values(`${stoppedSql('> @person')} ORDER BY 1 LIMIT @most`, { person, most });
}

/** Somebody whom a person let back in, and when. */
type Lifted = { readonly person: string; readonly atMs: number };

/** Whom this computer may have told of and leaves in peace no more, after one of them and in their order. */
export function liftedAfter(db: ReadDb, person: string, most: number): Lifted[] {
  return db.all(
    `SELECT person, max(at_ms) AS atMs FROM (SELECT variant_key AS person, at_ms FROM let_back_in
       UNION ALL SELECT coalesce(variant_key, lid), answered_at_ms FROM stop WHERE answer = 'dismissed')
     WHERE person > @person AND person NOT IN (${stoppedSql('> @person')}) GROUP BY 1 ORDER BY 1 LIMIT @most`,
    { person, most },
  );
}

/** Of whom that changed since the team was told. Triggers note it. */
export function untoldStops(db: ReadDb, most: number): UntoldStop[] {
  type Row = Omit<UntoldStop, 'isStopped'> & { readonly isStopped: 0 | 1 };
  return db
    .all<Row>(
      `SELECT u.person, u.changes, EXISTS (${stoppedSql('= u.person')}) AS isStopped
       FROM team_untold_stop u ORDER BY u.person LIMIT ?`,
      most,
    )
    .map((row) => ({ ...row, isStopped: row.isStopped === 1 }));
}

/** The team has confirmed these. Of whom it changed meanwhile, that is told next. */
export function confirmStops(db: Db, told: readonly UntoldStop[]): void {
  db.immediate(() => {
    for (const { person, changes } of told)
      db.run(`DELETE FROM team_untold_stop WHERE person = ? AND changes = ?`, person, changes);
  });
}
