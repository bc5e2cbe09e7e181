import type { AccountView } from '../../domain/state/account.ts';
import type { Text } from '../../domain/text/index.ts';
import { calledBy, isToldAtOnce, type Notice, noticeOfDrop, noticeOfWait } from './notices.ts';

/** Finds what lasts longer than a short outage, each once: an unconnected account, or one that waits for WhatsApp. */
export class LongWaits {
  /** Since when each account has no connection; null once that was notified. */
  readonly #lostAtMs = new Map<number, number | null>();
  /** The beginning of the wait that was last notified, for each account. */
  readonly #toldMs = new Map<number, number>();

  /** The notices that are due now. With several accounts each is named; a cause that several share is told once. */
  notices(text: Text, accounts: readonly AccountView[], nowMs: number): readonly Notice[] {
    // With several accounts, one that needs a person's help is notified at once by other means.
    const followed = accounts.length === 1 ? accounts : accounts.filter((account) => !isToldAtOnce(account));
    const news = followed.flatMap((account) => {
      const notice = this.#drop(text, account, nowMs) ?? this.#wait(text, account, nowMs);
      return notice === null ? [] : [{ account, notice }];
    });
    return [...Map.groupBy(news, ({ notice }) => notice.title).values()].flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const { account, notice } = first;
      const isOfOne = accounts.length > 1 && others.length === 0;
      return isOfOne ? { title: calledBy(account), body: notice.title, place: notice.place } : notice;
    });
  }

  #drop(text: Text, account: AccountView, nowMs: number): Notice | null {
    const { id, dispatcher } = account;
    if (dispatcher.kind !== 'not_linked') this.#lostAtMs.delete(id);
    else if (!this.#lostAtMs.has(id)) this.#lostAtMs.set(id, nowMs);
    const notice = noticeOfDrop(text, account, nowMs, this.#lostAtMs.get(id) ?? null);
    if (notice !== null) this.#lostAtMs.set(id, null);
    return notice;
  }

  #wait(text: Text, { id, dispatcher }: AccountView, nowMs: number): Notice | null {
    const notice = noticeOfWait(text, dispatcher, nowMs, this.#toldMs.get(id) ?? null);
    if (notice !== null && dispatcher.kind === 'waiting') this.#toldMs.set(id, dispatcher.sinceMs);
    return notice;
  }
}
