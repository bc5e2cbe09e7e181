/** WhatsApp's full key of a message. `random` is the part that is unique; `remote` names the chat. */
export type MessageKey = {
  readonly serialized: string;
  readonly random: string;
  readonly remote: string;
};

/** What stands of a key: what was kept of it, and beside that its random part and the attempt's chat. */
type StoredKey = { readonly waKey: string; readonly random: string; readonly chatId: string };

/**
 * What is kept of the key of a message that passes its gate, as JSON: what does not follow from the attempt's chat and from
 * the random part, which stand beside it. That is nothing where the key names that chat and is written as builds write it.
 */
export function keptKey({ serialized, random, remote }: MessageKey, chatId: string): string {
  return JSON.stringify({
    ...(serialized === textOf(remote, random) ? {} : { serialized }),
    ...(remote === chatId ? {} : { remote }),
  });
}

/** The key of which that was kept. Of somebody who was erased it names no chat, and has no text that WhatsApp would know. */
export function wholeKey({ waKey, random, chatId }: StoredKey): MessageKey {
  const kept = JSON.parse(waKey) as Partial<MessageKey>;
  const { remote = chatId } = kept;
  return { random, remote, serialized: kept.serialized ?? textOf(remote, random) };
}

/** How builds write a key of ours. */
const textOf = (remote: string, random: string): string => (remote === '' ? '' : `true_${remote}_${random}`);
