import type { Schedule } from '../../domain/campaign.ts';
import { expectedFinish } from '../../domain/forecast.ts';

/** About when a draft's last message will be out if it is started now. Null when there is nothing to send. */
export function expectedFinishMs(schedule: Schedule, messages: number, nowMs: number): number | null {
  if (messages === 0) return null;
  return expectedFinish(schedule, Math.max(nowMs, schedule.startAtMs ?? 0), messages);
}
