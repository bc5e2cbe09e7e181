import type { Schedule } from '../campaign.ts';
import { isSeries } from './series.ts';

/** What a team campaign cannot have, because each computer would do it differently. */
type NotWithTeam = 'series' | 'own_times' | 'second_message' | 'follow_up' | 'repeat';

/** Why a draft cannot be started with the team; null where it can. */
export function whyNotWithTeam(draft: {
  readonly schedule: Pick<Schedule, 'own' | 'weekly'>;
  readonly repeat: number;
  readonly followsId: number | null;
  readonly hasStep: boolean;
}): NotWithTeam | null {
  if (isSeries(draft.schedule)) return 'series';
  if (draft.schedule.own !== undefined) return 'own_times';
  if (draft.hasStep) return 'second_message';
  if (draft.followsId !== null) return 'follow_up';
  return draft.repeat > 0 ? 'repeat' : null;
}
