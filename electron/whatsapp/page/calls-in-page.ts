import type { Account } from '../../../domain/state/state.ts';
import type { HandOverEnd, LookUp, OutgoingAttachment, OutgoingMessage } from '../../ports.ts';
import type { PageChat, PageMessage, PageWindow } from './page-types.ts';
import type { PageView } from './page-words.ts';

/** Functions that run in the page. Each is turned into text and stands on its own. None marks a chat as seen. */

/**
 * Whether the page gives out each of its parts that are named, and says which version it is. The library waits for the
 * page to say it in one place, which comes late in some builds and never in others.
 */
export const hasModules = (names: readonly string[]): boolean => {
  const page = window as unknown as { Debug?: { VERSION?: unknown }; require?: (name: string) => unknown };
  const part = (name: string): unknown => {
    try {
      return page.require?.(name);
    } catch {
      return undefined;
    }
  };
  if (!names.every((name) => Boolean(part(name)))) return false;
  if (page.Debug?.VERSION !== undefined) return true;
  const build = part('WAWebBuildConstants') as { VERSION_STR?: unknown; VERSION_BASE?: unknown } | undefined;
  const version = build?.VERSION_STR ?? build?.VERSION_BASE;
  if (typeof version !== 'string') return false;
  page.Debug = Object.assign(page.Debug ?? {}, { VERSION: version });
  return true;
};

/** How the page stands. Fails while the page is not far enough to be asked. */
export const viewPage = (): PageView => {
  const page = window as unknown as PageWindow;
  const { Socket } = page.require('WAWebSocketModel');
  const hasSynced = Socket.hasSynced === true;
  const ban = page.sendOnceBan ?? null;
  let asksPasskey = false;
  try {
    asksPasskey = page.require('WAWebAltDeviceLinkingApi').getPairingType() === 'SHORTCAKE_PASSKEY';
  } catch {
    // A build that links without passkeys.
  }
  if (page.sendOnceTools) return { ...page.sendOnceTools.standing(), hasSynced, asksPasskey, ban };
  let isCaughtUp: unknown = null;
  try {
    isCaughtUp = page.require('WAWebEventsWaitForOfflineDeliveryEnd').isOfflineDeliveryEnd();
  } catch {
    // A build without the flag does not say.
  }
  return {
    socketState: String(Socket.state),
    streamState: String(Socket.stream ?? ''),
    isCaughtUp: typeof isCaughtUp === 'boolean' ? isCaughtUp : null,
    asksCheck: false,
    hasSynced,
    asksPasskey,
    ban,
  };
};

/** Tells the library that the page has synced: it only listens for the change, and may have come too late for it. */
export const reportSynced = (): void => (window as unknown as PageWindow).onAppStateHasSyncedEvent?.();

/** Ends the login at WhatsApp. */
export const logOutInPage = (): Promise<void> =>
  (window as unknown as PageWindow).require('WAWebSocketModel').Socket.logout();

/** The linked account; null where the page does not know its number. */
export const readAccount = (): Account | null => {
  const page = window as unknown as PageWindow;
  const { textOf } = page.sendOnceTools ?? {};
  const id = textOf?.(page.require('WAWebUserPrefsMeUser').getMaybeMePnUser()) ?? '';
  const digits = /^(\d+)@/.exec(id)?.[1];
  if (digits === undefined) return null;
  return { id, phone: `+${digits}`, name: page.require('WAWebConnModel').Conn.serialize().pushname ?? '' };
};

/** Every id by which WhatsApp knows a person, by one of them. */
export const readIds = (id: string): string[] => (window as unknown as PageWindow).sendOnceTools?.idsOf(id) ?? [id];

/**
 * Asks WhatsApp for each number in turn until one is registered. Only a "no" for every one of them is a "no", and only in
 * the shape that is known for it: whatever else WhatsApp may say one day is no answer. Nor is a person without a LID on an
 * account whose chats stand under them: the library could not open that chat, and the person would be used up for it.
 */
export const lookUpInPage = async (numberIds: readonly string[]): Promise<LookUp> => {
  const page = window as unknown as PageWindow;
  const tools = page.sendOnceTools;
  const { Socket } = page.require('WAWebSocketModel');
  if (!tools || Socket.state !== 'CONNECTED') return { kind: 'unavailable', why: 'not connected' };
  // A build without the switch keeps its chats under numbers.
  const isMigrated = (): boolean =>
    tools.attempt(() => page.require('WAWebLid1X1MigrationGating').Lid1X1MigrationUtils.isLidMigrated(), false) ===
    true;
  for (const numberId of numberIds) {
    const wid = page.require('WAWebWidFactory').createWid(numberId);
    const found = await page.require('WAWebQueryExistsJob').queryWidExists(wid);
    if (Socket.state !== 'CONNECTED') return { kind: 'unavailable', why: 'not connected' };
    if (found === null) continue;
    const chatId = tools.textOf(found?.wid);
    if (!/^\d+@(c\.us|lid)$/.test(chatId)) return { kind: 'unavailable', why: 'an answer of an unknown shape' };
    const ids = [...new Set([...tools.idsOf(chatId), numberId])].filter((id) => id !== '');
    const isUnderLids = isMigrated();
    if (isUnderLids && !ids.some((id) => id.endsWith('@lid')))
      return { kind: 'unavailable', why: 'no LID on an account that has them' };
    // Newer builds answer with a LID whatever the account's chats stand under, and open none for one whose number they do not
    // know.
    const byNumber = isUnderLids ? undefined : ids.find((id) => id.endsWith('@c.us'));
    return { kind: 'registered', chatId: byNumber ?? chatId, ids };
  }
  return { kind: 'absent' };
};

/** WhatsApp's record of one of our own messages, by its random part; null when the page does not find it. */
export const readRecordInPage = async (
  key: { readonly serialized: string; readonly random: string; readonly remote: string },
  count: number,
): Promise<{ ack: number; remote: string } | null> => {
  const page = window as unknown as PageWindow;
  const tools = page.sendOnceTools;
  if (!tools) throw new Error('the tools are missing');
  const { Msg } = page.require('WAWebCollections');
  const isOurs = (message: PageMessage | null | undefined): message is PageMessage =>
    message?.id?.id === key.random && message.id.fromMe === true;
  const ids = key.remote === '' ? [] : tools.idsOf(key.remote);
  const keys = [...new Set([key.serialized, ...ids.map((id) => `true_${id}_${key.random}`)])].filter(Boolean);
  // Not every build lists its messages; by key each of them finds one.
  let found: PageMessage | undefined =
    Msg.getModelsArray?.().find(isOurs) ?? keys.map((text) => Msg.get(text) ?? undefined).find(isOurs);
  if (!found && keys.length > 0) {
    // Awaited, as the library does: a build may answer at once.
    const ask = async () => Msg.getMessagesById(keys);
    found = (await ask().catch(() => undefined))?.messages?.find(isOurs);
  }
  for (const chat of tools.findChats(ids)) found ??= (await tools.recentMessages(chat, count, null)).find(isOurs);
  if (!found) return null;
  return { ack: tools.ackOf(found), remote: tools.textOf(found.id.remote) };
};

/** The acknowledgements that WhatsApp's records of our messages show, of those that it finds by their keys. */
export const readAcksInPage = async (
  keys: readonly { readonly serialized: string; readonly random: string; readonly remote: string }[],
): Promise<{ random: string; remote: string; ack: number }[]> => {
  const page = window as unknown as PageWindow;
  const tools = page.sendOnceTools;
  if (!tools) throw new Error('the tools are missing');
  const wanted = new Set(keys.map(({ random }) => random));
  const textsOf = ({ serialized, random, remote }: (typeof keys)[number]): string[] => [
    serialized,
    ...tools.idsOf(remote).map((id) => `true_${id}_${random}`),
  ];
  const texts = new Set(keys.flatMap(textsOf).filter(Boolean));
  const found = await page.require('WAWebCollections').Msg.getMessagesById([...texts]);
  return (found?.messages ?? []).flatMap((message) => {
    if (!message?.id?.fromMe || !wanted.has(message.id.id)) return [];
    return [{ random: message.id.id, remote: tools.textOf(message.id.remote), ack: tools.ackOf(message) }];
  });
};

/** What is handed over, without the file's bytes, which went ahead in parts. */
export type OutgoingMessageInPage = Omit<OutgoingMessage, 'attachment'> & {
  readonly attachment: Omit<OutgoingAttachment, 'base64'> | null;
};

/** Takes the next part of a file that is to be handed over. False where the send gate does not stand. */
export const takeFilePart = (token: string, documentId: string, part: string): boolean => {
  const page = window as unknown as PageWindow;
  if (!page.sendOnceGate || page.sendOnceTools?.documentId !== documentId) return false;
  const parts = page.sendOnceGate.fileParts.get(token) ?? [];
  page.sendOnceGate.fileParts.set(token, parts);
  parts.push(part);
  return true;
};

/**
 * Calls the library's own send once, and only where the send gate stands in this very document. `sendSeen`, link
 * previews and contact cards are off. The token travels in `extraOptions`, which the library puts into the message.
 */
export const handOverInPage = async (outgoing: OutgoingMessageInPage, documentId: string): Promise<HandOverEnd> => {
  const page = window as unknown as PageWindow;
  const gate = page.sendOnceGate;
  if (!gate || page.sendOnceTools?.documentId !== documentId) return { kind: 'threw', why: 'the page was loaded anew' };
  if (page.require('WAWebSendMsgChatAction').addAndSendMsgToChat !== gate.wrapper) {
    return { kind: 'gate_missing', why: 'the gate was replaced' };
  }
  const library = page.WWebJS;
  if (!library) return { kind: 'threw', why: 'the library is not there' };
  const { attachment, text } = outgoing;
  const options: Record<string, unknown> = {
    isCaptionByUser: attachment !== null && text !== '',
    parseVCards: false,
    mentionedJidList: [],
    ignoreQuoteErrors: true,
    waitUntilMsgSent: false,
    extraOptions: { sendOnceToken: outgoing.token },
  };
  const isBlocked = (chat: PageChat): boolean => {
    try {
      return Boolean(page.require('WAWebCollections').Blocklist.get(chat.id));
    } catch {
      // A build without the list says it at the send.
      return false;
    }
  };
  const call = async (): Promise<HandOverEnd> => {
    if (attachment) {
      const base64 = gate.fileParts.get(outgoing.token)?.join('') ?? '';
      const binary = atob(base64);
      const bytes = new Uint8Array(binary.length);
      for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      gate.fileHashes.set(outgoing.token, Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join(''));
      options.media = { mimetype: attachment.mimeType, data: base64, filename: attachment.fileName };
      options.sendMediaAsDocument = attachment.kind === 'document';
      if (text !== '') options.caption = text;
    }
    const chat = await library.getChat(outgoing.chatId, { getAsModel: false });
    if (!chat) return { kind: 'threw', why: 'the chat cannot be opened' };
    // WhatsApp adds the message to the chat, sends nothing, and says so to nobody.
    if (isBlocked(chat)) return { kind: 'blocked' };
    await library.sendMessage(chat, attachment ? '' : text, options);
    return { kind: 'returned' };
  };
  try {
    const end = await call().catch((error: unknown): HandOverEnd => ({ kind: 'threw', why: String(error) }));
    // Whatever was said: what went past the gate may have left.
    if (gate.wrapper !== page.require('WAWebSendMsgChatAction').addAndSendMsgToChat)
      return { kind: 'bypassed', why: 'the gate was replaced during the call' };
    if (end.kind === 'returned' && !gate.askedTokens.has(outgoing.token))
      return { kind: 'bypassed', why: 'the call ended without a question to the gate' };
    return end;
  } finally {
    gate.fileParts.delete(outgoing.token);
    gate.fileHashes.delete(outgoing.token);
  }
};
