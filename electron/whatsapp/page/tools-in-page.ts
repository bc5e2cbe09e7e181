import type { BelievesCaughtUp, PageChat, PageMessage, PageTools, PageWindow, Wid } from './page-types.ts';
import type { PageStanding } from './page-words.ts';

/** Runs in the page: puts our helpers there once and returns the document's id. As text, it stands on its own. */
export const installTools = (believe: BelievesCaughtUp): string => {
  const page = window as unknown as PageWindow;
  if (page.sendOnceTools) return page.sendOnceTools.documentId;

  const attempt = <Value>(look: () => Value, otherwise: Value): Value => {
    try {
      return look();
    } catch {
      return otherwise;
    }
  };

  const textOf = (id: Wid | string | null | undefined): string => {
    if (id === null || id === undefined) return '';
    const own = String(id);
    const isText = (value: unknown): value is string => typeof value === 'string';
    // An id that was copied is no more than its fields. Only texts count: in some builds `$1` is a method.
    const fields = typeof id === 'string' ? [] : [id._serialized, id.$1, `${id.user}@${id.server}`];
    const text = own.startsWith('[object ') ? (fields.find(isText) ?? '') : own;
    return text.replace(/:\d+@/, '@');
  };

  const idsOf = (id: Wid | string): string[] => {
    const text = textOf(id);
    const counterpart = (): string => {
      const contacts = page.require('WAWebApiContact');
      const wid = page.require('WAWebWidFactory').createWid(text);
      return textOf(text.endsWith('@lid') ? contacts.getPhoneNumber(wid) : contacts.getCurrentLid(wid));
    };
    // The counterpart is a help, not a need: a build without it knows the id itself.
    return [...new Set([text, attempt(counterpart, '')])].filter((known) => known !== '');
  };

  const accountIds = (): string[] => {
    const me = page.require('WAWebUserPrefsMeUser');
    return [textOf(me.getMaybeMePnUser()), textOf(me.getMaybeMeLidUser())].filter((id) => id !== '');
  };

  // After a connect the flag stays "true" for some seconds, until the server says. Only the event is of this one.
  let connectedAt = 0;
  let doubtedSince: number | null = null;
  const believes = (): boolean => {
    const now = performance.now();
    const sinceMs = doubtedSince ?? now;
    if (now - connectedAt < believe.afterMs && now - sinceMs < believe.atMostMs) return doubtedSince === null;
    doubtedSince = null;
    return true;
  };
  const followConnection = (): void => {
    const { Socket } = page.require('WAWebSocketModel');
    const isConnected = (): boolean =>
      Socket.state === 'CONNECTED' && (Socket.stream === undefined || Socket.stream === 'CONNECTED');
    let wasConnected = isConnected();
    Socket.on('change:state change:stream', () => {
      if (isConnected() && !wasConnected) {
        connectedAt = performance.now();
        doubtedSince ??= connectedAt;
      }
      wasConnected = isConnected();
    });
    page.require('WAWebBackendEventBus').BackendEventBus.on('offline_delivery_end', () => {
      doubtedSince = null;
    });
  };
  // A build that does not tell: its flag is all there is.
  attempt(followConnection, undefined);

  // The page keeps the question until it was answered, and lays it over all else at each of its starts.
  const checkKey = (): string =>
    attempt(() => page.require('WAWebIntegrityChallengeUtils').INTEGRITY_CHALLENGE_IDB_KEY, undefined) ??
    'WAIntegrityChallengeState';
  // A build that keeps it elsewhere does not say.
  const asksCheck = (): boolean =>
    attempt(() => Boolean(page.require('WAWebUserPrefsIndexedDBStorage').userPrefsIdb.get(checkKey())), false);

  const standing = (): PageStanding => {
    const { Socket } = page.require('WAWebSocketModel');
    // A build without the flag does not say.
    const isCaughtUp: unknown = attempt(
      () => page.require('WAWebEventsWaitForOfflineDeliveryEnd').isOfflineDeliveryEnd(),
      null,
    );
    return {
      socketState: String(Socket.state),
      streamState: String(Socket.stream ?? ''),
      isCaughtUp: typeof isCaughtUp === 'boolean' ? isCaughtUp && believes() : null,
      asksCheck: asksCheck(),
    };
  };

  let lockAskedAt = Number.NEGATIVE_INFINITY;
  const askForLock = (everyMs: number): void => {
    if (performance.now() - lockAskedAt < everyMs) return;
    lockAskedAt = performance.now();
    const ask = async () => page.require('WAWebGetReachoutTimelockJob').fetchReachoutTimelock();
    ask().catch(() => undefined);
  };

  const isNote = (message: PageMessage): boolean =>
    attempt(
      () => page.require('WAWebMsgGetters').getIsNotification(message),
      /notification|^(gp2|protocol|call_log)$/.test(message.type),
    );

  const ackOf = ({ ack }: PageMessage): number => (typeof ack === 'number' && ack <= 4 ? ack : 0);

  const hexOf = (base64: string): string =>
    Array.from(atob(base64), (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');

  const findChats = (ids: readonly string[]): PageChat[] => {
    const { createWid } = page.require('WAWebWidFactory');
    const { Chat } = page.require('WAWebCollections');
    return [...new Set(ids.flatMap((id) => Chat.get(createWid(id)) ?? []))];
  };

  const recentMessages = async (chat: PageChat, count: number, sinceMs: number | null): Promise<PageMessage[]> => {
    // WhatsApp's times have whole seconds, cut off.
    const isRecent = (message: PageMessage): boolean => sinceMs === null || message.t * 1_000 + 999 >= sinceMs;
    // WhatsApp's own notes between the messages do not count: counted, a chat would look as if it had no more messages.
    const isWritten = (message: PageMessage): boolean => !isNote(message);
    let messages = chat.msgs.getModelsArray();
    while (messages.filter(isWritten).length < count && messages.every(isRecent)) {
      const earlier = await page.require('WAWebChatLoadMessages').loadEarlierMsgs({ chat });
      const known = messages.length;
      messages = [...new Set([...(earlier ?? []), ...chat.msgs.getModelsArray()])];
      // A page that gives again what is known has no more: to ask on would hold the page for good.
      if (messages.length === known) break;
    }
    return messages.filter((message) => isWritten(message) && isRecent(message));
  };

  const tools: PageTools = {
    documentId: crypto.randomUUID(),
    attempt,
    textOf,
    idsOf,
    accountIds,
    standing,
    askForLock,
    ackOf,
    hexOf,
    findChats,
    recentMessages,
  };
  Object.defineProperty(window, 'sendOnceTools', { value: Object.freeze(tools) });
  return tools.documentId;
};
