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
  const others = queue
    .runningCampaigns(nowMs)
    .map(({ id: otherId, schedule }) => ({ otherId, schedule, waiting: queue.waiting(otherId, account) }))
    .filter(({ otherId, waiting }) => otherId !== id && waiting.length > 0);
  return others.map(({ otherId, schedule, waiting }) => ({
    ...{ schedule, waiting },
    handedOverToday:
      schedule.dailyCap === null ? 0 : queue.handedOverOn(otherId, dayOf(nowMs, schedule.timeZone), account),
  }));
}
