import type { PracticeSettings } from '../protocol.ts';
import type { ChatStore } from './chat-store.ts';
import type { Connection } from './connection.ts';
import { account, digitsOf, lidOf, numberWidOf } from './directory.ts';
import { pause } from './emitter.ts';
import type { Journal } from './journal.ts';
import { createMediaModules } from './media.ts';
import type { ChatModel } from './models.ts';
import type { Network } from './network.ts';
import type { SendFocus } from './send-focus.ts';
import type { Sender } from './sender.ts';
import { asUserWidOrThrow, createWid, Wid, type WidLike } from './wid.ts';

export interface PageParts {
  readonly chatStore: ChatStore;
  readonly connection: Connection;
  readonly network: Network;
  readonly sender: Sender;
  readonly journal: Journal;
  readonly focus: SendFocus;
  readonly settings: PracticeSettings;
}

type Modules = Readonly<Record<string, unknown>>;

/**
 * WhatsApp Web's modules by name: every one that the library requires on the way from the QR code to a sent message.
 */
export function createModules(parts: PageParts): Modules {
  return {
    ...loginModules(parts.connection),
    ...storeModules(parts),
    ...lookUpModules(parts),
    ...sendModules(parts),
    ...createMediaModules(() => parts.focus.scenario(), parts.settings),
  };
}

/** `window.require`: fails for an unknown name, as the real one does, and the library counts on that. */
export function createRequire(modules: Modules): (name: string) => unknown {
  return (name) => {
    if (!Object.hasOwn(modules, name)) throw new Error(`Requiring unknown module "${name}"`);
    return modules[name];
  };
}

function loginModules(connection: Connection): Modules {
  const keyPair = { pubKey: crypto.getRandomValues(new Uint8Array(32)), privKey: new Uint8Array(32) };
  const refreshQR = (): void => connection.conn.renewRef();
  return {
    WAWebSocketModel: { Socket: connection.socket },
    WAWebCmd: { Cmd: Object.assign(connection.commands, { refreshQR }) },
    WAWebConnModel: { Conn: connection.conn },
    WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
    WAWebLaunchSocketUtils: { refreshQR },
    WAWebAltDeviceLinkingApi: {
      setPairingType: () => undefined,
      initializeAltDeviceLinking: () => Promise.resolve(),
      initializeQRLinking: () => Promise.resolve(),
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
    WAWebMiscBrowserUtils: { info: () => ({ os: 'Practice', name: 'Practice' }) },
    WAWebUserPrefsMeUser: { getMaybeMePnUser: () => account.wid, getMaybeMeLidUser: () => account.lid },
  };
}

function storeModules({ chatStore }: PageParts): Modules {
  const messages = Object.assign(chatStore.messages, {
    getMessagesById: async (keys: readonly string[]) => ({ messages: await chatStore.load(keys) }),
  });
  const chats = Object.assign(chatStore.chats, {
    find: (wid: WidLike) => chatStore.openChat(createWid(wid)),
  });
  return {
    WAWebCollections: { Msg: messages, Chat: chats },
    WAWebMsgKey: chatStore.MessageKey,
    WAWebChatLoadMessages: {
      loadEarlierMsgs: ({ chat }: { readonly chat: ChatModel }) => chatStore.loadEarlier(chat),
    },
    WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
    // Builds differ in whether it exists, and the library takes both.
    WAWebCallCollection: undefined,
  };
}

function lookUpModules({ network, connection, chatStore, settings }: PageParts): Modules {
  const known = new Set<string>();

  async function queryWidExists(wid: Wid): Promise<{ readonly wid: Wid } | null> {
    await pause(settings.lookUpMs);
    const digits = digitsOf(wid);
    const { registration } = network.scenarioOf(wid);
    if (connection.socket.state !== 'CONNECTED' || registration === 'outage')
      throw new Error('ServerStatusCodeError: 503');
    if (registration === 'none' || !/^\d{7,15}$/.test(digits)) return null;
    known.add(digits);
    return { wid: registration === 'lid' ? lidOf(digits) : new Wid(digits, 'c.us') };
  }

  async function findOrCreateLatestChat(wid: Wid): Promise<{ readonly chat: ChatModel }> {
    const scenario = network.scenarioOf(wid);
    if (scenario.chat === 'no_lid_error') throw new Error('No LID for user');
    if (scenario.chat === 'hangs') await pause(settings.hangMs);
    const byLid = scenario.chat === 'lid' || (wid.isLid() && scenario.registration === 'lid');
    known.add(digitsOf(wid));
    return { chat: await chatStore.openChat(byLid ? lidOf(digitsOf(wid)) : numberWidOf(wid)) };
  }

  return {
    WAWebWidFactory: { createWid, createWidFromWidLike: createWid, asUserWidOrThrow },
    WAWebQueryExistsJob: { queryWidExists },
    WAWebFindChatAction: { findOrCreateLatestChat },
    WAWebApiContact: {
      getCurrentLid: (wid: Wid) => (known.has(digitsOf(wid)) ? lidOf(digitsOf(wid)) : undefined),
      getPhoneNumber: (wid: Wid) => (known.has(digitsOf(wid)) ? numberWidOf(wid) : undefined),
    },
  };
}

function sendModules({ sender, journal, focus }: PageParts): Modules {
  const stream = { markAvailable: () => undefined, markUnavailable: () => undefined };
  return {
    WAWebChatGetters: {
      getIsNewsletter: (chat: ChatModel) => chat.id.isNewsletter(),
      getIsBroadcast: (chat: ChatModel) => {
        focus.begin(chat);
        return chat.id.isBroadcast();
      },
    },
    WAWebStreamModel: { Stream: stream },
    WAWebUpdateUnreadChatAction: {
      sendSeen: ({ chat }: { readonly chat: ChatModel }) => {
        chat.setUnreadCount(0);
        journal.note({ kind: 'seen', at: Date.now(), to: numberWidOf(chat.id).toString() });
      },
    },
    WALinkify: { findLinks, findLink: (text: string | undefined) => findLinks(text)[0] },
    WAWebLinkPreviewChatAction: { getLinkPreview: () => Promise.resolve(undefined) },
    WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
    WAWebSendMsgChatAction: {
      addAndSendMsgToChat: (...values: Parameters<Sender['addAndSend']>) => sender.addAndSend(...values),
    },
  };
}

function findLinks(text: string | undefined): { readonly href: string }[] {
  return Array.from((text ?? '').matchAll(/https?:\/\/\S+/g), ([href]) => ({ href }));
}
