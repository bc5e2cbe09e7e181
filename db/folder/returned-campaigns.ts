import type { CameBack } from '../../domain/campaign.ts';
import type { Db } from '../database.ts';
import { scheduleSql } from '../stored-json.ts';

/**
 * Marks every campaign that is not over as returned: it came back with a backup or from another place, and what
 * happened to it since, such as a cancellation, is not known here. None of them sends anything before somebody lets it
 * go on, and their second messages and further dates no longer go by themselves. A campaign that a coordinator held
 * also waits for this computer’s own operator; what the team says of it now comes with the next news.
 */
export function markReturned(db: Db, cameBack: CameBack): void {
  db.run(
    `UPDATE campaign SET came_back = coalesce(came_back, ?), pause_reason = iif(state = 'running' OR pause_reason IN ('team', 'team_lost'), 'operator', pause_reason),
       state = iif(state = 'running', 'paused', state)
     WHERE state IN ('starting', 'running', 'paused')`,
    cameBack,
  );
  // A reading can be undone only in the database in which it was made.
  db.run(`DELETE FROM list_reading`);
  db.run(`UPDATE second_step SET by_itself = 0 WHERE by_itself = 1`);
  db.run(
    `UPDATE campaign SET schedule = json_set(schedule, '$.byItself', json('false'))
     WHERE ${scheduleSql('campaign', '$.byItself')} = 1`,
  );
}
