/** What functions that run in WhatsApp's page see there. Types alone: as text they can use no import. */

import type { Ban, PageStanding } from './page-words.ts';

/** An id of a person or chat. Builds differ in the field with its text, and may have a method of that name. */
export type Wid = {
  readonly _serialized?: unknown;
  readonly $1?: unknown;
  readonly user?: unknown;
  readonly server?: unknown;
};
export type MessageKeyInPage = Wid & { readonly fromMe: boolean; readonly id: string; readonly remote: Wid | string };

/** A message as the page keeps it. `t` is in seconds; an attachment has a preview as `body`, its text as `caption`. */
export type PageMessage = {
  readonly id: MessageKeyInPage;
  readonly type: string;
  readonly t: number;
  readonly ack: number;
  readonly body?: string;
  readonly caption?: string;
  /** The SHA-256 of the file in base64. */
  readonly filehash?: string;
};

export type PageChat = {
  readonly id: Wid;
  /** When something was last written there, in seconds; absent where nothing ever was. */
  readonly t?: number;
  readonly msgs: { getModelsArray(): PageMessage[] };
  readonly contact?: unknown;
};
/** Whether the account may write into a chat despite a restriction, for example because the person wrote. */
type IsOpenChat = (of: { readonly chat: PageChat; readonly contact: unknown }) => boolean;
type SendResult = { readonly messageSendResult?: string };
export type Sender = { addAndSendMsgToChat: (...values: unknown[]) => [Promise<unknown>, Promise<SendResult>] };
/** The place where WhatsApp encrypts a message and sends it to its server. */
export type SendJob = { encryptAndSendMsg: (...values: unknown[]) => Promise<unknown> };

/** How long after a connect the page's flag is trusted although the end of catching up was not reported. */
export type BelievesCaughtUp = {
  readonly afterMs: number;
  /** The longest such time, where the page connects again and again. */
  readonly atMostMs: number;
};

type PageModules = {
  readonly WAWebSocketModel: {
    readonly Socket: {
      readonly state: string;
      /** The stream below the socket; absent in older builds. */
      readonly stream?: string;
      readonly hasSynced: boolean;
      on(events: string, call: () => void): void;
      logout(): Promise<void>;
    };
  };
  readonly WAWebEventsWaitForOfflineDeliveryEnd: { isOfflineDeliveryEnd(): boolean };
  readonly WAWebBackendEventBus: {
    readonly BackendEventBus: { triggerRefreshQR(): void; on(event: string, call: () => void): void };
  };
  readonly WAWebLaunchSocketUtils: { refreshQR(): void };
  readonly WAWebAltDeviceLinkingApi: { getPairingType(): string };
  readonly WAWebCmd: {
    readonly Cmd: {
      refreshQR?(): void;
      on(event: string, call: (said: { banned?: unknown; expire?: unknown }) => void): void;
    };
  };
  readonly WAWebBuildConstants: { readonly VERSION_STR?: string; readonly VERSION_BASE?: string };
  readonly WAWebSendMsgJob: SendJob;
  readonly WAWebMsgGetters: { getIsNotification(message: PageMessage): boolean };
  readonly WAWebUserPrefsIndexedDBStorage: { readonly userPrefsIdb: { get(key: string): unknown } };
  readonly WAWebIntegrityChallengeUtils: { readonly INTEGRITY_CHALLENGE_IDB_KEY?: string };
  readonly WAWebReachoutTimelockUtils: {
    readonly REACHOUT_TIMELOCK_IDB_KEY: string;
    isUserReachoutTimelocked(): boolean;
    readonly canSendMsgWhileTimelocked: IsOpenChat;
  };
  readonly WAWebGetReachoutTimelockJob: { fetchReachoutTimelock(): Promise<unknown> };
  readonly WAWebIndividualNewChatMessageCappingLimitUtils: {
    isUserCapped(): boolean;
    readonly canSendMsgWhileCapped: IsOpenChat;
    getCappingData(): { readonly cycle_end_timestamp?: number } | null | undefined;
  };
  readonly WAWebConnModel: { readonly Conn: { serialize(): { readonly pushname?: string } } };
  readonly WAWebUserPrefsMeUser: { getMaybeMePnUser(): Wid | undefined; getMaybeMeLidUser(): Wid | undefined };
  readonly WAWebWidFactory: { createWid(id: string): Wid };
  readonly WAWebLid1X1MigrationGating: { readonly Lid1X1MigrationUtils: { isLidMigrated(): boolean } };
  readonly WAWebApiContact: { getCurrentLid(wid: Wid): Wid | undefined; getPhoneNumber(wid: Wid): Wid | undefined };
  readonly WAWebQueryExistsJob: { queryWidExists(wid: Wid): Promise<{ wid?: Wid } | null | undefined> };
  readonly WAWebCollections: {
    readonly Blocklist: { get(wid: Wid): unknown };
    readonly Chat: { get(wid: Wid): PageChat | undefined; getModelsArray(): PageChat[] };
    readonly Msg: {
      get(key: string): PageMessage | undefined;
      getModelsArray?(): PageMessage[];
      getMessagesById(keys: readonly string[]): Promise<{ messages?: readonly (PageMessage | null)[] } | undefined>;
    };
  };
  readonly WAWebChatLoadMessages: {
    loadEarlierMsgs(options: { chat: PageChat }): Promise<PageMessage[] | null | undefined>;
  };
  readonly WAWebSendMsgChatAction: Sender;
};

/** Small helpers of ours that each new document gets once, since functions sent to the page cannot share code. */
export type PageTools = {
  readonly documentId: string;
  /** The value of `look`, or `otherwise` in builds where it fails. */
  attempt<Value>(look: () => Value, otherwise: Value): Value;
  /** The text of an id, without the part that names a device; '' for none. */
  textOf(id: Wid | string | null | undefined): string;
  /** The id and, where the page knows it, its counterpart: the LID of a number, the number of a LID. */
  idsOf(id: Wid | string): string[];
  accountIds(): string[];
  standing(): PageStanding;
  /** Makes the page ask its server for the restriction on new people, unless it asked within the time. */
  askForLock(everyMs: number): void;
  /** A message's tick. Above the ticks that people see, WhatsApp has a number that says nothing about them. */
  ackOf(message: PageMessage): number;
  hexOf(base64: string): string;
  /** The chats under the ids, without creating one: a person may have one under the number and one under the LID. */
  findChats(ids: readonly string[]): PageChat[];
  /** A chat's last messages, loading earlier ones: at least `count` if there are as many, none from before the time. */
  recentMessages(chat: PageChat, count: number, sinceMs: number | null): Promise<PageMessage[]>;
};

type PageGate = {
  readonly wrapper: Sender['addAndSendMsgToChat'];
  /** The tokens about which the main process was asked, in this document. */
  readonly askedTokens: ReadonlySet<string>;
  /** The parts of a file in base64 by token, as they arrive before the hand-over. */
  readonly fileParts: Map<string, string[]>;
  /** The hash of the file that the hand-over gave to the library, by token. */
  readonly fileHashes: Map<string, string>;
};

export type PageWindow = {
  require<Name extends keyof PageModules>(name: Name): PageModules[Name];
  readonly WWebJS?: {
    getChat(id: string, options: { getAsModel: false }): Promise<PageChat | null | undefined>;
    sendMessage(chat: PageChat, content: string, options: Record<string, unknown>): Promise<unknown>;
  };
  /** The library's listener for "the page has synced". */
  readonly onAppStateHasSyncedEvent?: () => void;
  /** The library's timer for the next pairing code. */
  readonly codeInterval?: number;
  readonly sendOnceAsk: (question: unknown) => Promise<unknown>;
  readonly sendOnceNews: (news: unknown) => Promise<unknown>;
  sendOnceTools?: PageTools;
  sendOnceGate?: PageGate;
  sendOnceTap?: SendJob['encryptAndSendMsg'];
  /** Set while WhatsApp's server has turned the account away for a time, and has not accepted it again. */
  sendOnceBan?: Ban | null;
};
