import { useMemo } from 'react';
import type { Schedule } from '../../../domain/campaign.ts';
import type { CampaignCheck, CampaignDetail } from '../../../domain/contract.ts';
import { accountForecast, forecastTogether } from '../../../domain/schedule/account-forecast.ts';
import { type Forecast, forecast } from '../../../domain/schedule/forecast.ts';
import { openOf } from '../../store/counts.ts';

/** When the rest of a campaign is sent, from all its accounts. Null where nothing is, or by dates of their own. */
export function useForecast(detail: CampaignDetail, check: CampaignCheck | null, nowMs: number): Forecast | null {
  const { schedule, state, counts, list } = detail;
  const messages = state === 'draft' ? (check?.willSend ?? list?.recipients ?? 0) : openOf(counts);
  const accounts = check?.accounts;
  return useMemo(() => {
    if (messages === 0 || hasMoments(schedule)) return null;
    // Before the first check only the number of people is known.
    if (accounts === undefined) return forecast(schedule, nowMs, messages);
    const forecasts = accounts.map((account) => accountForecast(schedule, account, nowMs));
    return forecastTogether(forecasts, schedule.timeZone);
  }, [schedule, messages, accounts, nowMs]);
}

export function useAccountForecast(
  account: CampaignCheck['accounts'][number] | undefined,
  schedule: Schedule,
  nowMs: number,
): Forecast | null {
  return useMemo(
    () => (account === undefined || hasMoments(schedule) ? null : accountForecast(schedule, account, nowMs)),
    [account, schedule, nowMs],
  );
}

function hasMoments({ own, weekly }: Schedule): boolean {
  return own !== undefined || weekly !== undefined;
}
