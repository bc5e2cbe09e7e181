import type { CameBack } from '../../domain/campaign.ts';
import type { Db } from '../database.ts';
import { scheduleSql } from '../stored-json.ts';

/**
 * Marks every open campaign as returned: what happened to it since, such as a cancellation, is not known here. It sends
 * nothing before somebody lets it go on, nor do its second messages and further dates go by themselves. One that a
 * coordinator held also waits for this computer's operator; the team's word comes with its next news.
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
