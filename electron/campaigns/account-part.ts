import type { CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import type { AccountPart } from '../../domain/schedule/account-forecast.ts';
import { dayOf } from '../../domain/schedule/pacing.ts';
import type { CampaignParts } from './parts.ts';

type Parts = Pick<CampaignParts, 'queue' | 'clock'>;
/** The first sending days are expensive to look up, and only a warm-up needs them. */
type PartNow = Omit<AccountPart, 'sendingDays'>;

/** The part of a campaign that an account has, what it has sent of that today, and what else it sends. */
export function accountPart(
  { queue, clock }: Parts,
  { id, schedule }: Pick<CampaignRow, 'id' | 'schedule'>,
  phone: string,
  places: AccountPart['places'],
): PartNow {
  const nowMs = clock.nowMs();
  const sentToday = (campaignId: number, timeZone: string) =>
    queue.handedOverOn(campaignId, dayOf(nowMs, timeZone), phone);
  const others = queue
    .runningCampaigns(nowMs)
    .filter((other) => other.id !== id)
    .map((other) => ({ ...other, waiting: queue.waiting(other.id, phone) }));
  return {
    phone,
    places,
    handedOverToday: sentToday(id, schedule.timeZone),
    beside: others
      .filter(({ waiting }) => waiting.length > 0)
      .map((other) => ({
        schedule: other.schedule,
        waiting: other.waiting,
        handedOverToday: other.schedule.dailyCap === null ? 0 : sentToday(other.id, other.schedule.timeZone),
      })),
  };
}
