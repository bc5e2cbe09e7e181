import type { CampaignCheck } from '../../domain/contract.ts';
import { dayOf } from '../../domain/schedule/pacing.ts';
import type { CampaignParts } from './parts.ts';

/** The other campaigns that send from an account at present: they take turns that a forecast must leave to them. */
export function campaignsBeside(
  { queue, clock }: Pick<CampaignParts, 'queue' | 'clock'>,
  account: string,
  id: number,
): CampaignCheck['beside'] {
  const nowMs = clock.nowMs();
  const others = queue.runningCampaigns(nowMs).filter((other) => other.id !== id && other.account === account);
  return others.map(({ id: otherId, schedule }) => ({
    schedule,
    waiting: queue.waiting(otherId),
    handedOverToday: schedule.dailyCap === null ? 0 : queue.handedOverOn(otherId, dayOf(nowMs, schedule.timeZone)),
  }));
}
