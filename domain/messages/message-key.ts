/** WhatsApp's full key of a message. `random` is its unique part; `remote` names the chat. */
export type MessageKey = {
  readonly serialized: string;
  readonly random: string;
  readonly remote: string;
};

/** How a key is stored: the part that was kept, and beside it the random part and the attempt's chat. */
type StoredKey = { readonly waKey: string; readonly random: string; readonly chatId: string };

/**
 * The part of a gated message's key that is kept, as JSON: what the attempt's chat and the random part, which are
 * stored beside it, do not tell. It is empty where the key names that chat and is written as WhatsApp's builds write
 * it.
 */
export function keptKey({ serialized, random, remote }: MessageKey, chatId: string): string {
  return JSON.stringify({
    ...(serialized === textOf(remote, random) ? {} : { serialized }),
    ...(remote === chatId ? {} : { remote }),
  });
}

/** The key that was stored so. For an erased person it names no chat, and has no text that WhatsApp would know. */
export function wholeKey({ waKey, random, chatId }: StoredKey): MessageKey {
  const kept = JSON.parse(waKey) as Partial<MessageKey>;
  const { remote = chatId } = kept;
  return { random, remote, serialized: kept.serialized ?? textOf(remote, random) };
}

/** How WhatsApp's builds write a key of ours. */
const textOf = (remote: string, random: string): string => (remote === '' ? '' : `true_${remote}_${random}`);
