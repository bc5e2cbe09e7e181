import type { Restriction } from '../../domain/restriction.ts';
import type { PageWindow } from './page-types.ts';

/**
 * Runs in the page: what WhatsApp lays upon the account, as it tells its own code. Null for nothing, and where a build does
 * not say. It is turned into text, so it stands on its own.
 */
export const readRestrictionInPage = (): Restriction | null => {
  const page = window as unknown as PageWindow;
  const timeOf = (value: unknown, unitMs: number): number | null =>
    typeof value === 'number' && Number.isFinite(value) ? Math.round(value * unitMs) : null;
  try {
    const lock = page.require('WAWebReachoutTimelockUtils');
    if (lock.isUserReachoutTimelocked()) {
      const { userPrefsIdb } = page.require('WAWebUserPrefsIndexedDBStorage');
      const stated = userPrefsIdb.get(lock.REACHOUT_TIMELOCK_IDB_KEY) as
        | { time_enforcement_ends?: unknown }
        | undefined;
      return { kind: 'timelock', untilMs: timeOf(stated?.time_enforcement_ends, 1) };
    }
  } catch {
    // This build does not say.
  }
  try {
    const cap = page.require('WAWebIndividualNewChatMessageCappingLimitUtils');
    if (cap.isUserCapped()) return { kind: 'cap', untilMs: timeOf(cap.getCappingData()?.cycle_end_timestamp, 1_000) };
  } catch {
    // This build does not say.
  }
  return null;
};
