import { useMemo } from 'react';
import type { CampaignCheck, CampaignDetail } from '../../../domain/contract.ts';
import { daysTogether, type Forecast, forecast, waitingIn } from '../../../domain/schedule/forecast.ts';
import { openOf } from '../../store/counts.ts';

/**
 * When the rest of a campaign will go out by its present schedule. Null while there is nothing to send. Of several accounts
 * only main knows what each has sent and sends besides, so days and end are main's.
 */
export function useForecast(detail: CampaignDetail, check: CampaignCheck | null, nowMs: number): Forecast | null {
  const { schedule, state, counts, list } = detail;
  const messages = state === 'draft' ? (check?.willSend ?? list?.recipients ?? 0) : openOf(counts);
  const places = check?.places;
  const beside = check?.beside;
  const handedOverToday = check?.handedOverToday ?? 0;
  const sendingDays = check?.sendingDays;
  const senders = check?.senders;
  const lastMs = check?.expectedFinishMs ?? null;
  return useMemo(() => {
    // Each of them has a moment of its own.
    if (messages === 0 || schedule.own !== undefined || schedule.weekly !== undefined) return null;
    if (senders && senders.length > 1)
      return { days: daysTogether(senders, schedule.timeZone), stretches: [], finishMs: lastMs };
    const waiting = places === undefined ? messages : waitingIn(schedule, messages, places);
    const around = { handedOverToday, sendingDays: sendingDays ?? [], beside: beside ?? [] };
    return forecast(schedule, nowMs, waiting, around);
  }, [schedule, messages, places, handedOverToday, sendingDays, beside, senders, lastMs, nowMs]);
}
