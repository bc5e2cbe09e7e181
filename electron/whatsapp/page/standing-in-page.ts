import type { Restriction } from '../../../domain/state/restriction.ts';
import type { PageWindow } from './page-types.ts';
import type { PageReadiness, PageStanding } from './page-words.ts';

/**
 * Runs in the page, as text: everything that a hand-over needs of it, at one moment. A restriction does not count where
 * the page says that this chat is open all the same. Where a lock on new people has no known end, or is past it, the
 * page is told to ask its server anew, at most each `askLockEveryMs`: it would not do that by itself.
 */
export const readStandingInPage = (askLockEveryMs: number, chatId: string | null): PageReadiness => {
  const page = window as unknown as PageWindow;
  const tools = page.sendOnceTools;
  const attempt = <Value>(look: () => Value, otherwise: Value): Value => {
    try {
      return look();
    } catch {
      // This build does not say.
      return otherwise;
    }
  };

  const lock = (): Restriction | null => {
    const utils = page.require('WAWebReachoutTimelockUtils');
    if (!utils.isUserReachoutTimelocked()) return null;
    const { userPrefsIdb } = page.require('WAWebUserPrefsIndexedDBStorage');
    const stated = userPrefsIdb.get(utils.REACHOUT_TIMELOCK_IDB_KEY) as { time_enforcement_ends?: unknown } | undefined;
    const ends = Number(stated?.time_enforcement_ends ?? Number.NaN);
    // Where the server names no end, the page writes "in a minute". Ends of the server have whole seconds.
    const untilMs = Number.isFinite(ends) && ends % 1_000 === 0 ? ends : null;
    if (untilMs !== null && untilMs > Date.now()) return { kind: 'timelock', untilMs };
    tools?.askForLock(askLockEveryMs);
    return untilMs === null ? { kind: 'timelock', untilMs: null } : null;
  };
  const cap = (): Restriction | null => {
    const utils = page.require('WAWebIndividualNewChatMessageCappingLimitUtils');
    if (!utils.isUserCapped()) return null;
    const ends = utils.getCappingData()?.cycle_end_timestamp;
    return {
      kind: 'cap',
      untilMs: typeof ends === 'number' && Number.isFinite(ends) ? Math.round(ends * 1_000) : null,
    };
  };

  const isOpen = ({ kind }: Restriction): boolean => {
    if (tools === undefined || chatId === null) return false;
    const locked = () => page.require('WAWebReachoutTimelockUtils').canSendMsgWhileTimelocked;
    const capped = () => page.require('WAWebIndividualNewChatMessageCappingLimitUtils').canSendMsgWhileCapped;
    const mayWrite = kind === 'cap' ? capped() : locked();
    return tools.findChats(tools.idsOf(chatId)).some((chat) => mayWrite({ chat, contact: chat.contact }) === true);
  };

  const unknown: PageStanding = { socketState: '', streamState: '', isCaughtUp: null, asksCheck: false };
  const restriction = attempt(lock, null) ?? attempt(cap, null);
  return {
    isGateInPlace: attempt(
      () => page.require('WAWebSendMsgChatAction').addAndSendMsgToChat === page.sendOnceGate?.wrapper,
      false,
    ),
    ...(tools?.standing() ?? unknown),
    restriction: restriction !== null && attempt(() => isOpen(restriction), false) ? null : restriction,
  };
};

export const loadAnew = (): void => window.location.reload();
