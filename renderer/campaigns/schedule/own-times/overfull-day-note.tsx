import { useMemo } from 'react';
import type { Schedule } from '../../../../domain/campaign.ts';
import type { CampaignCheck } from '../../../../domain/contract.ts';
import { overfullDay } from '../../../../domain/schedule/account-forecast.ts';
import type { OwnTimesPlan } from '../../../../domain/schedule/own-times-plan.ts';
import { useWords } from '../../../text.tsx';

type Props = {
  readonly schedule: Schedule;
  readonly plan: OwnTimesPlan | null;
  readonly check: CampaignCheck | null;
};

/** Says that a day has more people than can get their message on it. Nothing while all fit. */
export function OverfullDayNote({ schedule, plan, check }: Props) {
  const { text, format } = useWords();
  const day = useMemo(() => plan && check && overfullDay(schedule, plan.days, check.accounts), [schedule, plan, check]);
  if (day === null) return null;
  const { firstMs, count: people, fits } = day;
  const named = format.weekday(firstMs, schedule.timeZone);
  return <p className="small tone-warn">{text('campaign.own.tooMany', { day: named, people, fits })}</p>;
}
