import type { PageTools, PageWindow, Sender } from './page-types.ts';
import type { GateNews } from './page-words.ts';

/** A message as the library hands it to WhatsApp, with the token that only the gate may see. */
type OutgoingMessage = {
  readonly id?: Parameters<PageTools['textOf']>[0] & { readonly fromMe?: boolean; readonly id?: string };
  readonly type?: string;
  readonly body?: string;
  readonly caption?: string;
  readonly filehash?: string;
  sendOnceToken?: string;
  __x_id?: unknown;
};

/**
 * Runs in the page, as text: puts the send gate around the last step before WhatsApp takes a message. The wrapper stops
 * every message there, asks the main process with its token and exact key, and calls the original only on a fresh "go",
 * once for each token. Returns null, or why the gate cannot stand here.
 */
export const installGate = (maxAgeMs: number, askAgainMs: number): string | null => {
  const page = window as unknown as PageWindow;
  const tools = page.sendOnceTools;
  if (!tools) return 'the tools are missing';
  if (typeof page.sendOnceAsk !== 'function') return 'the main process cannot be asked';
  const sender: Sender = page.require('WAWebSendMsgChatAction');
  if (page.sendOnceGate) {
    return sender.addAndSendMsgToChat === page.sendOnceGate.wrapper ? null : 'the gate was replaced';
  }
  const original = sender.addAndSendMsgToChat;
  if (typeof original !== 'function') return 'WhatsApp sends in another way';

  const usedTokens = new Set<string>();
  const fileHashes = new Map<string, string>();
  const fileParts = new Map<string, string[]>();
  const ask = page.sendOnceAsk;
  const report = (news: GateNews): void =>
    void page.sendOnceNews({ documentId: tools.documentId, ...news }).catch(() => undefined);

  // WhatsApp makes pictures and videos smaller before it hashes them, so their own hash is that of the file we gave it.
  // Documents stay as they are, and what WhatsApp computed must match.
  const fileHashOf = (message: OutgoingMessage, givenHash: string | undefined): string | null => {
    if (typeof message.filehash !== 'string') return null;
    const isConverted = message.type === 'image' || message.type === 'video';
    return isConverted && givenHash !== undefined ? givenHash : tools.hexOf(message.filehash);
  };

  const questionOf = (chatId: Parameters<PageTools['idsOf']>[0], message: OutgoingMessage, token: string) => {
    const key = message.id as { fromMe?: boolean; id?: string; remote?: string } | undefined;
    const remote = tools.textOf(key?.remote);
    return {
      documentId: tools.documentId,
      token,
      key: {
        serialized: tools.textOf(message.id),
        random: typeof key?.id === 'string' ? key.id : '',
        fromMe: key?.fromMe === true,
        remote,
      },
      ids: [...new Set([...tools.idsOf(chatId), ...tools.idsOf(remote)])],
      type: message.type ?? '',
      text: (message.type === 'chat' ? message.body : message.caption) ?? '',
      fileHash: fileHashOf(message, fileHashes.get(token)),
      ...tools.standing(),
      askedAtMs: Date.now(),
      accountIds: tools.accountIds(),
    };
  };

  /** Resolves on a fresh "go" and on nothing else. After "not yet" everything is looked at and asked anew. */
  const wait = async (chatId: Parameters<PageTools['idsOf']>[0], message: OutgoingMessage, token: string) => {
    for (;;) {
      const question = questionOf(chatId, message, token);
      const askedAt = performance.now();
      const askedAtWall = Date.now();
      const answer = (await ask(question)) as { go?: boolean; why?: string; isNotYet?: boolean } | null;
      const ages = [performance.now() - askedAt, Date.now() - askedAtWall];
      if (answer?.isNotYet === true) {
        await new Promise((resolve) => setTimeout(resolve, askAgainMs));
        continue;
      }
      if (answer?.go !== true) throw new Error(`the send gate refused: ${answer?.why ?? 'no answer'}`);
      if (!ages.every((age) => age >= 0 && age <= maxAgeMs)) throw new Error('the send gate discarded a late go');
      return question.key;
    }
  };

  const wrapper = function addAndSendMsgToChat(...values: unknown[]): ReturnType<Sender['addAndSendMsgToChat']> {
    const [chat, message] = values as [{ id: string } | undefined, OutgoingMessage | undefined];
    const token = message?.sendOnceToken;
    if (message) delete message.sendOnceToken;
    // The library puts all fields of a file's model into the message. In newer builds its private id would be the message's.
    if (message) delete message.__x_id;
    if (!chat || !message || typeof token !== 'string' || token === '' || usedTokens.has(token)) {
      report({ kind: 'not_ours', type: message?.type ?? '' });
      const refused = Promise.reject(new Error('the send gate refused: not ours'));
      refused.catch(() => undefined);
      return [refused, refused];
    }
    usedTokens.add(token);
    // The original runs in the same turn as the look at the clocks, so nothing can come between them.
    const handedOver = wait(chat.id, message, token).then((key) => ({
      key,
      promises: original.apply(sender, values),
    }));
    const added = handedOver.then(({ promises }) => promises[0]);
    const sent = handedOver.then(({ promises }) => promises[1]);
    handedOver
      .then(async ({ key, promises }) => {
        const result = await promises[1];
        if (typeof result?.messageSendResult !== 'string') return;
        const { serialized, random, remote } = key;
        const ack = page.require('WAWebCollections').Msg.get(serialized)?.ack ?? null;
        report({ kind: 'result', random, remote, result: result.messageSendResult, ack });
      })
      .catch((error: unknown) => report({ kind: 'failed', why: String(error) }));
    added.catch(() => undefined);
    sent.catch(() => undefined);
    return [added, sent];
  };

  sender.addAndSendMsgToChat = wrapper;
  // Asked for anew: a page may give everybody a copy of their own.
  const seen: Sender = page.require('WAWebSendMsgChatAction');
  if (seen.addAndSendMsgToChat !== wrapper) return 'WhatsApp does not let itself be wrapped';
  Object.defineProperty(window, 'sendOnceGate', {
    value: Object.freeze({ wrapper, askedTokens: usedTokens, fileHashes, fileParts }),
  });
  return null;
};
