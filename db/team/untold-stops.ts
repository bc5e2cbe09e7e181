import type { Db, ReadDb } from '../database.ts';

/**
 * A person of whom the team has not confirmed whether they may be contacted. `person`: the variant key of their number,
 * or their LID where no number is known.
 */
type UntoldStop = { readonly person: string; readonly changes: number; readonly isStopped: boolean };

/** A LID cannot be on the do-not-contact list: the answer to a stop alone blocks it. */
const stoppedSql = (having: string) => `SELECT variant_key AS person FROM do_not_contact WHERE variant_key ${having}
  UNION SELECT variant_key FROM stop WHERE answer IS NULL AND variant_key ${having}
  UNION SELECT lid FROM stop WHERE answer IS NOT 'dismissed' AND lid ${having}`;

/** Everybody after `person`, in order, who is on the do-not-contact list, or asked to stop and awaits a decision. */
export function stoppedAfter(db: ReadDb, person: string, most: number): string[] {
  return db.values(`${stoppedSql('> @person')} ORDER BY 1 LIMIT @most`, { person, most });
}

type Lifted = { readonly person: string; readonly atMs: number };

/** People after `person` of whom this computer may have told the team and who may be contacted again, in order. */
export function liftedAfter(db: ReadDb, person: string, most: number): Lifted[] {
  return db.all(
    `SELECT person, max(at_ms) AS atMs FROM (SELECT variant_key AS person, at_ms FROM let_back_in
       UNION ALL SELECT coalesce(variant_key, lid), answered_at_ms FROM stop WHERE answer = 'dismissed')
     WHERE person > @person AND person NOT IN (${stoppedSql('> @person')}) GROUP BY 1 ORDER BY 1 LIMIT @most`,
    { person, most },
  );
}

/** People whose stop has changed since the team was told. Triggers note them. */
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

/** Notes that the team has confirmed these. A stop that changed meanwhile is told next. */
export function confirmStops(db: Db, told: readonly UntoldStop[]): void {
  db.immediate(() => {
    for (const { person, changes } of told)
      db.run(`DELETE FROM team_untold_stop WHERE person = ? AND changes = ?`, person, changes);
  });
}
