import type { CameBack } from '../../domain/campaign.ts';
import type { Db } from '../database.ts';
import { scheduleSql } from '../stored-json.ts';

/**
 * Marks every campaign that is not over: it came back with a backup or from another place, and whatever was said of it
 * since, as that it is cancelled, is not known here. None of them sends anything before somebody lets it go on, and neither
 * a second message nor a further date goes by itself. One that a coordinator held waits for this computer’s own operator
 * besides: what the team says of it now is heard with the next news.
 */
export function markReturned(db: Db, cameBack: CameBack): void {
  db.run(
    `UPDATE campaign SET came_back = coalesce(came_back, ?), pause_reason = iif(state = 'running' OR pause_reason IN ('team', 'team_lost'), 'operator', pause_reason),
       state = iif(state = 'running', 'paused', state)
     WHERE state IN ('starting', 'running', 'paused')`,
    cameBack,
  );
  // What a reading has changed is taken back where it was read alone.
  db.run(`DELETE FROM list_reading`);
  db.run(`UPDATE second_step SET by_itself = 0 WHERE by_itself = 1`);
  db.run(
    `UPDATE campaign SET schedule = json_set(schedule, '$.byItself', json('false'))
     WHERE ${scheduleSql('campaign', '$.byItself')} = 1`,
  );
}
