import type { Queue } from '../../db/messages/queue.ts';

/** The id of a campaign's message that goes first where everybody's hours are open; null when nothing waits. */
export function firstWaiting(queue: Queue, campaignId: number, nowMs: number): number | null {
  const ids = queue.nextOfEach(campaignId, nowMs).flatMap(({ dueId, nextId }) => dueId ?? nextId ?? []);
  return ids.length === 0 ? null : Math.min(...ids);
}
