import type { ChatLine, MessageDetail } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { serverAck } from '../../../domain/messages/message.ts';
import { useRead } from '../../ui/hooks/use-read.ts';

/** What this computer's chat says about the message. A tick is WhatsApp's own acknowledgement. */
type ChatSays = 'reading' | 'cannot' | 'empty' | 'tick' | 'no_tick' | 'missing';

export type ChatView = {
  readonly says: ChatSays;
  /** The last messages of the chat, oldest first. */
  readonly lines: readonly ChatLine[];
  readonly read: () => Promise<void>;
};

/** The end of the person's chat as WhatsApp has it here. Its lines prove nothing until the message itself is known. */
export function useChat(id: number, message: MessageDetail | null): ChatView {
  const { result, isOld, again: read } = useRead('message:chat', { id });
  if (isOld || message === null) return { says: 'reading', lines: [], read };
  const lines = result?.ok ? (result.value?.toSorted((one, other) => one.atMs - other.atMs) ?? null) : null;
  return { says: saysOf(lines, message), lines: lines ?? [], read };
}

function saysOf(lines: readonly ChatLine[] | null, message: MessageDetail): ChatSays {
  if (lines === null) return 'cannot';
  if (lines.length === 0) return 'empty';
  const copies = lines.filter((line) => isTheMessage(line, message));
  if (copies.length === 0) return 'missing';
  return copies.some((line) => (line.ack ?? 0) >= serverAck) ? 'tick' : 'no_tick';
}

/** Whether a line is ours, has exactly these words, and is not from before the hand-over. */
export function isTheMessage(line: ChatLine, { text, attempts }: MessageDetail): boolean {
  const passedAtMs = attempts.findLast((attempt) => attempt.passedAtMs !== null)?.passedAtMs ?? 0;
  return line.fromMe && line.atMs >= passedAtMs - limits.verifyMarginMs && plain(line.text) === plain(text);
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}
