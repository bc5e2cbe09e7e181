import type { PracticeSettings } from '../protocol.ts';
import { type ChatStore, isNote } from './chats/chat-store.ts';
import { account, digitsOf, lidOf, numberWidOf } from './chats/directory.ts';
import type { LidMap } from './chats/lid-map.ts';
import { type ChatModel, MessageModel } from './chats/models.ts';
import { noteNewChat } from './chats/notes.ts';
import type { SeenMarks } from './chats/seen-marks.ts';
import { asUserWidOrThrow, createWid, createWidFromWidLike, type Wid } from './chats/wid.ts';
import type { Connection } from './connection.ts';
import { pause } from './emitter.ts';
import type { Journal } from './journal.ts';
import type { Network } from './network.ts';
import type { Restrictions } from './restrictions.ts';
import { createMediaModules } from './sending/media.ts';
import type { SendFocus } from './sending/send-focus.ts';
import { type SendJob, ServerStatusCodeError } from './sending/send-job.ts';
import type { Sender } from './sending/sender.ts';

export interface PageParts {
  readonly chatStore: ChatStore;
  readonly connection: Connection;
  readonly network: Network;
  readonly sender: Sender;
  readonly job: SendJob;
  readonly seenMarks: SeenMarks;
  readonly lids: LidMap;
  readonly restrictions: Restrictions;
  readonly journal: Journal;
  readonly focus: SendFocus;
  readonly settings: PracticeSettings;
}

type Modules = Readonly<Record<string, unknown>>;

/**
 * WhatsApp Web's modules by name: all that the library requires between the QR code and a sent message.
 */
export function createModules(parts: PageParts): Modules {
  return {
    ...loginModules(parts),
    ...parts.restrictions.modules(),
    ...storeModules(parts),
    ...lookUpModules(parts),
    ...sendModules(parts),
    ...createMediaModules(() => parts.focus.scenario(), parts.settings),
  };
}

/** `window.require`. It fails for an unknown name, as the real one does: the library relies on that. */
export function createRequire(modules: Modules): (name: string) => unknown {
  return (name) => {
    if (!Object.hasOwn(modules, name)) throw new Error(`Requiring unknown module "${name}"`);
    return modules[name];
  };
}

function loginModules({ connection, chatStore, settings }: PageParts): Modules {
  const keyPair = { pubKey: crypto.getRandomValues(new Uint8Array(32)), privKey: new Uint8Array(32) };
  const { bus, offlineDelivery, offer } = connection;
  const { version } = settings;
  return {
    WAWebBuildConstants: { VERSION_BASE: version, VERSION_STR: version },
    WAWebBackendEventBus: { BackendEventBus: bus },
    WAWebEventsWaitForOfflineDeliveryEnd: {
      isOfflineDeliveryEnd: () => offlineDelivery.isOver(),
      waitForOfflineDeliveryEnd: () => offlineDelivery.wait(),
    },
    WAWebSocketModel: { Socket: connection.socket },
    WAWebCmd: { Cmd: connection.commands },
    WAWebConnModel: { Conn: connection.conn },
    WAWebOfflineHandler: {
      OfflineMessageHandler: { getOfflineDeliveryProgress: () => (offlineDelivery.isOver() ? 100 : 99) },
    },
    WAWebLaunchSocketUtils: { refreshQR: () => void connection.refreshQr() },
    WAWebAltDeviceLinkingApi: {
      getPairingType: () => offer.pairingType,
      setPairingType: () => undefined,
      initializeAltDeviceLinking: async () => offer.prepareForCode(),
      initializeQRLinking: async () => offer.prepareForQr(),
      startAltLinkingFlow: async (phone: string) => connection.askCode(phone),
    },
    WABase64: { encodeB64: (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)) },
    WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: 1 },
    WAWebAdvSignatureApi: {},
    WAWebUserPrefsInfoStore: { waNoiseInfo: { get: () => Promise.resolve({ staticKeyPair: keyPair }) } },
    WAWebSignalStoreApi: {
      waSignalStore: { getRegistrationInfo: () => Promise.resolve({ identityKeyPair: keyPair }) },
    },
    WAWebUserPrefsMultiDevice: { getADVSecretKey: () => btoa(account.name) },
    WAWebUserPrefsMeUser: {
      getMaybeMePnUser: () => chatStore.me.number(),
      getMaybeMeLidUser: () => chatStore.me.lid() ?? null,
    },
  };
}

function storeModules({ chatStore, network }: PageParts): Modules {
  const messages = Object.assign(chatStore.messages, {
    getMessagesById: async (keys: readonly string[]) => ({ messages: await chatStore.load(keys) }),
  });
  const chats = Object.assign(chatStore.chats, { find: (wid: Wid) => chatStore.openChat(wid) });
  const blocklist = { get: (wid: Wid) => (network.scenarioOf(wid).isBlocked ? { id: wid } : undefined) };
  return {
    WAWebCollections: { Msg: messages, Chat: chats, Blocklist: blocklist },
    WAWebMsgKey: chatStore.MessageKey,
    WAWebMsgGetters: {
      getIsNotification: (message: MessageModel) => isNote(MessageModel.contentOf(message).type),
    },
    WAWebChatLoadMessages: {
      loadEarlierMsgs: ({ chat }: { readonly chat: ChatModel }) => chatStore.loadEarlier(chat),
    },
    WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
    // Only some builds have this collection. The library works with both.
    WAWebCallCollection: undefined,
  };
}

/** WhatsApp's answer for a registered number. */
interface Registered {
  readonly wid: Wid;
  readonly biz: boolean;
  readonly bizInfo: undefined;
  readonly disappearingMode: { readonly duration: number; readonly settingTimestamp: number };
  readonly isUsernameSearch: boolean;
}

function lookUpModules({ network, connection, chatStore, lids, settings }: PageParts): Modules {
  async function queryWidExists(wid: Wid): Promise<Registered | object | null> {
    await pause(settings.lookUpMs);
    const digits = digitsOf(wid);
    const { registration, hidesLid } = network.scenarioOf(wid);
    const isOut = !connection.isUp || network.lookUpAnswer === 'outage' || registration === 'outage';
    if (isOut) throw new ServerStatusCodeError(503);
    if (network.lookUpAnswer === 'none_registered') return null;
    if (registration === 'odd_answer') return { user: digits, exists: true };
    if (registration === 'none' || !/^\d{7,15}$/.test(digits)) return null;
    if (!hidesLid) await lids.learn(wid);
    return {
      wid: registration === 'lid' ? lidOf(digits) : numberWidOf(wid),
      biz: false,
      bizInfo: undefined,
      disappearingMode: { duration: 0, settingTimestamp: 0 },
      isUsernameSearch: false,
    };
  }

  /** The address of a person's chat: the LID on a migrated account, otherwise the number. */
  async function addressOf(wid: Wid): Promise<Wid> {
    const { chat } = network.scenarioOf(wid);
    if (chat === 'no_lid_error') throw new Error('No LID for user');
    if (chat === 'lid' || settings.isLidMigrated) return lidOf(digitsOf(wid));
    const number = wid.isLid() ? lids.numberOf(wid) : numberWidOf(wid);
    if (!number) throw new Error('could not find phone number for lid while enforcing pre-migration rules');
    return number;
  }

  async function findOrCreateLatestChat(wid: Wid): Promise<{ readonly chat: ChatModel; readonly created: boolean }> {
    const scenario = network.scenarioOf(wid);
    if (scenario.chat === 'hangs') await pause(settings.hangMs);
    const address = wid.isUser() ? await addressOf(wid) : wid;
    const known = chatStore.chatOf(address);
    if (known) return { chat: known, created: false };
    const chat = await chatStore.openChat(address);
    if (!scenario.hidesLid) await lids.learn(address);
    if (address.isUser() && (settings.notesOnNewChats || scenario.notes))
      await noteNewChat(chatStore, chat, scenario.notes === true);
    return { chat, created: true };
  }

  return {
    WAWebWidFactory: { createWid, createWidFromWidLike, asUserWidOrThrow },
    WAWebQueryExistsJob: { queryWidExists },
    WAWebFindChatAction: { findOrCreateLatestChat },
    WAWebLid1X1MigrationGating: { Lid1X1MigrationUtils: { isLidMigrated: () => settings.isLidMigrated } },
    WAWebApiContact: {
      getCurrentLid: (wid: Wid) => lids.lidOf(wid),
      getPhoneNumber: (wid: Wid) => lids.numberOf(wid),
    },
  };
}

function sendModules({ sender, job, seenMarks, focus }: PageParts): Modules {
  return {
    WAWebChatGetters: {
      getIsNewsletter: (chat: ChatModel) => chat.id.isNewsletter(),
      getIsBroadcast: (chat: ChatModel) => {
        focus.begin(chat);
        return chat.id.isBroadcast();
      },
    },
    WAWebStreamModel: { Stream: seenMarks.stream },
    WAWebUpdateUnreadChatAction: {
      sendSeen: async ({ chat }: { readonly chat: ChatModel }) => seenMarks.mark(chat.id),
    },
    WALinkify: { findLinks, findLink: (text: string | undefined) => findLinks(text)[0] },
    WAWebLinkPreviewChatAction: { getLinkPreview: () => Promise.resolve(undefined) },
    WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
    WAWebSendMsgChatAction: sender.chatAction,
    WAWebSendMsgRecordAction: sender.recordAction,
    WAWebSendMsgJob: job.module,
  };
}

function findLinks(text: string | undefined): { readonly href: string }[] {
  return Array.from((text ?? '').matchAll(/https?:\/\/\S+/g), ([href]) => ({ href }));
}
