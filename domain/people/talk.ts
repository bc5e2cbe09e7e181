import { z } from 'zod';
import { Ack, serverAck } from '../messages/message.ts';
import { type ChatMessage, chatMessageKinds } from '../messages/message-copy.ts';
import { AtMs, Id } from '../view-parts.ts';
import { AnswerView } from './answer.ts';

/** A line of a chat as WhatsApp has it, or one of ours that is not there yet. */
const TalkLine = z.object({
  /** The random part of WhatsApp's id; of what is not in the chat another one. */
  key: z.string(),
  fromMe: z.boolean(),
  kind: z.enum(chatMessageKinds),
  text: z.string(),
  /** Null for theirs, and for ours without a tick. */
  ack: Ack.nullable(),
  atMs: AtMs,
  /** The campaign that sent it; null for theirs and for what a person wrote. */
  campaign: z.string().nullable(),
  /** What became of an answer from here; null for all else, which was written on the phone where it is ours. */
  answer: AnswerView.shape.state.nullable(),
});
export type TalkLine = z.infer<typeof TalkLine>;

/** A chat with somebody who wrote back, as it is when it is opened. */
export const Talk = z.object({
  lines: z.array(TalkLine),
  /** Whether WhatsApp's chat was read: without it nobody knows their last words, and nothing can be sent. */
  isRead: z.boolean(),
  /** The last message of the chat, which whoever answers has read. */
  seen: z.string().nullable(),
  /** Nothing goes to them without a question: they are not to be contacted, or asked for that. */
  isStopped: z.boolean(),
  /** Who it is among the people that are known, with their tags; null where their list was not taken in yet. */
  person: z.object({ id: Id, tags: z.array(z.string()) }).nullable(),
  /** The last answer, where it did not leave: its words are back in their box. */
  unsent: AnswerView.pick({ id: true, text: true, why: true }).nullable(),
});
export type Talk = z.infer<typeof Talk>;

/** What a line is besides what WhatsApp says of it. */
export type LineOrigin = { readonly random: string; readonly kind: string; readonly campaign: string | null };

/** The lines of a chat with our answers among them; those that are not in it stand below. */
export function talkLines(
  lines: readonly ChatMessage[],
  origins: readonly LineOrigin[],
  answers: readonly AnswerView[],
): TalkLine[] {
  const inChat = lines.map(({ random, ...line }, place): TalkLine => {
    const origin = origins.find((one) => one.random === random);
    const answer = answers.find((one) => one.random === random);
    const ack = line.fromMe ? Ack.safeParse(Math.max(line.ack, answer?.ack ?? 0)) : null;
    return {
      ...line,
      key: random === '' ? `line-${place}` : random,
      ack: ack?.success ? ack.data : null,
      campaign: origin?.campaign ?? null,
      answer: answer?.state ?? (origin?.kind === 'answer' ? 'sent' : null),
    };
  });
  const shown = new Set(inChat.map(({ key }) => key));
  const others = answers.filter(({ random, state }) => state !== 'not_sent' && !(random !== null && shown.has(random)));
  return [
    ...inChat,
    ...others.map(({ id, text, ack, atMs, state }): TalkLine => {
      return { key: `answer-${id}`, fromMe: true, kind: 'text', text, ack, atMs, campaign: null, answer: state };
    }),
  ];
}

/** Whether a person wrote the last word of a chat for us. What a campaign sends, or WhatsApp has not taken, is none. */
export function isAnswered(lines: readonly ChatMessage[], origins: readonly LineOrigin[]): boolean {
  const ofCampaigns = new Set(origins.flatMap(({ random, kind }) => (kind === 'answer' ? [] : [random])));
  const last = lines.findLast(({ random, fromMe, ack }) => !fromMe || (ack >= serverAck && !ofCampaigns.has(random)));
  return last?.fromMe === true;
}
