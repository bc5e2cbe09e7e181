import { useMemo } from 'react';
import type { CampaignSummary, MessageRow } from '../../domain/contract.ts';
import { nextOpening, placeOfHours, toClock, type Whereabouts } from '../../domain/schedule/hours.ts';
import { needsHand } from '../../domain/state/account.ts';
import type { DispatcherState } from '../../domain/state/state.ts';
import { useNowOf } from '../shared/accounts/account-now.tsx';
import { useOverview } from '../store/use-store.ts';
import { useWords } from '../text.tsx';
import { useNow } from '../ui/hooks/use-now.ts';

/** What a row waits for apart from its turn, and when that ends, in a few words. The second is empty if unknown. */
export type RowWait = { readonly words: string; readonly when: string };
type FindWait = (row: MessageRow) => RowWait | null;

/** Finds what a pending row waits for; null for its turn only. Times are given only while sending goes on by itself. */
export function useRowWaits(): FindWait {
  const { text, format } = useWords();
  const nowMs = useNow(hoursLookedAtMs);
  const nowOf = useNowOf();
  const dispatcher = useOverview((overview) => overview.dispatcher);
  const accounts = useOverview((overview) => overview.accounts);
  const campaigns = useOverview((overview) => overview.campaigns);
  return useMemo(() => {
    const goesOn = dispatcher.kind === 'waiting' || dispatcher.kind === 'sending';
    const running = new Map(campaigns.filter(({ state }) => goesOn && state === 'running').map((one) => [one.id, one]));
    const closed = closedHours(nowMs);
    const byPhone = new Map(accounts.length > 1 ? accounts.map((account) => [account.phone, account]) : []);
    const from = (atMs: number) => text('outbox.goesFrom', { time: format.moment(atMs, nowMs) });
    return (row) => {
      const campaign = running.get(row.campaignId);
      if (row.setAside !== null) {
        const againMs = row.setAsideUntilMs ?? 0;
        const when = campaign && againMs > nowMs ? text('outbox.nextTry', { time: format.moment(againMs, nowMs) }) : '';
        return { words: text(`outbox.setAside.${row.setAside}`), when };
      }
      // Its own time comes first, and is shown by itself.
      if (campaign === undefined || (row.dueAtMs !== null && row.dueAtMs > nowMs)) return null;
      const account = byPhone.get(row.account);
      if (account !== undefined && needsHand(account)) return { words: nowOf(account), when: '' };
      const hours = closed(campaign, row);
      if (hours?.opensMs === null) return { words: text('outbox.noHours'), when: '' };
      if (hours) {
        const time = toClock(campaign.schedule.window?.fromMinute ?? 0);
        const country = format.country(row.country);
        const words = text(hours.isTheirs ? 'outbox.fromThere' : 'outbox.fromHour', { time, country });
        return { words, when: from(hours.opensMs) };
      }
      const untilMs = limitedUntil(account?.dispatcher ?? dispatcher, campaign.id);
      return untilMs === null ? null : { words: text('outbox.dailyLimit'), when: from(untilMs) };
    };
  }, [text, format, nowMs, nowOf, dispatcher, accounts, campaigns]);
}

/** How often is checked whether somebody's hours have begun. */
const hoursLookedAtMs = 30_000;

/** `opensMs` is null where no time of day is possible. */
type ClosedHours = { readonly opensMs: number | null; readonly isTheirs: boolean };

/** Examines the zones of each place once, not for each row. */
function closedHours(nowMs: number): (campaign: CampaignSummary, where: Whereabouts) => ClosedHours | null {
  const known = new Map<string, ClosedHours | null>();
  return (campaign, where) => {
    const { id, schedule } = campaign;
    const { window } = schedule;
    if (window === null) return null;
    const key = `${id} ${where.country} ${where.zones}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const { zones, why } = placeOfHours(schedule, where, nowMs);
    const opensMs = nextOpening(nowMs, window, zones);
    const hours = opensMs !== nowMs ? { opensMs, isTheirs: why === 'theirs' } : null;
    known.set(key, hours);
    return hours;
  };
}

/** When the daily limit that holds a campaign back ends; null if sending does not wait for it. */
function limitedUntil(dispatcher: DispatcherState, campaignId: number): number | null {
  if (dispatcher.kind !== 'waiting' || dispatcher.campaignId !== campaignId) return null;
  return dispatcher.why === 'cap' || dispatcher.why === 'warm_up' ? dispatcher.untilMs : null;
}
