import type { CampaignSummary } from '../../domain/contract.ts';
import { useWords } from '../text.tsx';

/** What a campaign will still send by itself: its next date, or its second message. Null where nothing. */
export function useWhatComes(campaign: CampaignSummary | null, nowMs: number): string | null {
  const { text, format } = useWords();
  if (campaign === null) return null;
  const { nextDay, nextStepMs, schedule } = campaign;
  // In a yearly campaign the next day that is drawn is hardly anybody's date.
  if (nextDay !== null && schedule.own !== undefined) return text('campaigns.everyYear');
  if (nextDay !== null) return text('campaigns.nextDay', { day: format.weekday(Date.parse(nextDay), 'UTC') });
  if (nextStepMs === null) return null;
  return text('campaigns.nextStep', { moment: format.moment(nextStepMs, nowMs, schedule.timeZone) });
}
