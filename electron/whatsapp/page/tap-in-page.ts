import type { MessageKeyInPage, PageWindow, SendJob } from './page-types.ts';
import type { GateNews } from './page-words.ts';

/** What WhatsApp gives to the step that encrypts: by itself, or as a part of one object. */
type SendRecord = {
  readonly type?: string;
  readonly data?: { readonly id?: MessageKeyInPage; readonly type?: string };
};
type Answer = { readonly error?: number | string | null } | null | undefined;

/**
 * Runs in the page, as text: listens below the send gate, where WhatsApp encrypts whatever leaves, by whichever way it
 * came. It stops and changes nothing: it tells the main process of each message that somebody wrote, and of the code by
 * which WhatsApp's server refused one, but not of what WhatsApp sends on its own (keys, receipts, edits). Returns null,
 * or why it cannot listen.
 */
export const installTap = (writtenTypes: readonly string[]): string | null => {
  const page = window as unknown as PageWindow;
  const tools = page.sendOnceTools;
  if (!tools) return 'the tools are missing';
  const job: SendJob = page.require('WAWebSendMsgJob');
  if (page.sendOnceTap) return job.encryptAndSendMsg === page.sendOnceTap ? null : 'the tap was replaced';
  const original = job.encryptAndSendMsg;
  const newPeopleLocked = 463;
  if (typeof original !== 'function') return 'WhatsApp encrypts in another way';
  const report = (news: GateNews): void =>
    void page.sendOnceNews({ documentId: tools.documentId, ...news }).catch(() => undefined);

  const isRecord = (value: unknown): value is SendRecord =>
    typeof value === 'object' && value !== null && typeof (value as SendRecord).data?.id?.id === 'string';
  const recordIn = (given: unknown): SendRecord | undefined =>
    isRecord(given) ? given : Object.values(given ?? {}).find(isRecord);

  const seen = (given: unknown): { random: string; remote: string } | null => {
    const record = recordIn(given);
    const { id, type = '' } = record?.data ?? {};
    if (record?.type !== 'message' || !id?.id || !writtenTypes.includes(type)) return null;
    return { random: id.id, remote: tools.textOf(id.remote) };
  };

  const tap = function encryptAndSendMsg(this: unknown, ...values: unknown[]): Promise<unknown> {
    let message: ReturnType<typeof seen> = null;
    try {
      message = seen(values[0]);
      if (message) report({ kind: 'leaving', ...message });
    } catch {
      // Whatever is wrong with listening, the message goes its way.
    }
    const ended = original.apply(this, values);
    const told = message;
    if (told)
      Promise.resolve(ended)
        .then((answer) => {
          const code = Number((answer as Answer)?.error ?? 0);
          if (code > 0) report({ kind: 'nack', ...told, code });
          // The page hears of a lock on new people only when it asks.
          if (code === newPeopleLocked) tools.askForLock(0);
        })
        .catch(() => undefined);
    return ended;
  };

  job.encryptAndSendMsg = tap;
  const present: SendJob = page.require('WAWebSendMsgJob');
  if (present.encryptAndSendMsg !== tap) return 'WhatsApp does not let itself be listened to';
  Object.defineProperty(window, 'sendOnceTap', { value: tap });
  return null;
};
