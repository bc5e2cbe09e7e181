import { useMemo } from 'react';
import type { CampaignCheck, CampaignDetail } from '../../../domain/contract.ts';
import { type Forecast, forecast, waitingIn } from '../../../domain/forecast.ts';
import { openOf } from '../../store/counts.ts';

/** When the rest of a campaign will go out by its present schedule. Null while there is nothing to send. */
export function useForecast(detail: CampaignDetail, check: CampaignCheck | null, nowMs: number): Forecast | null {
  const { schedule, state, counts, list } = detail;
  const messages = state === 'draft' ? (check?.willSend ?? list?.recipients ?? 0) : openOf(counts);
  const countries = check?.countries;
  const handedOverToday = check?.handedOverToday ?? 0;
  const sendingDays = check?.sendingDays;
  return useMemo(() => {
    if (messages === 0) return null;
    const waiting = countries === undefined ? messages : waitingIn(schedule, messages, countries);
    const fromMs = Math.max(nowMs, schedule.startAtMs ?? 0);
    return forecast(schedule, fromMs, waiting, { handedOverToday, sendingDays: sendingDays ?? [] });
  }, [schedule, messages, countries, handedOverToday, sendingDays, nowMs]);
}
