import { z } from 'zod';
import { Ack, serverAck } from '../messages/message.ts';
import { type ChatMessage, chatMessageKinds } from '../messages/message-copy.ts';
import { AtMs, Id } from '../view-parts.ts';
import { AnswerView } from './answer.ts';

/** A line of a chat as WhatsApp has it, or an answer of ours that is not in the chat yet. */
const TalkLine = z.object({
  /** The random part of WhatsApp's id; another key for a line that is not in the chat. */
  key: z.string(),
  fromMe: z.boolean(),
  kind: z.enum(chatMessageKinds),
  text: z.string(),
  /** Null for their messages, and for ours without a tick. */
  ack: Ack.nullable(),
  atMs: AtMs,
  /** The campaign that sent it; null for their messages and for what a person wrote. */
  campaign: z.string().nullable(),
  /** The state of an answer from here; null for all other lines. Such a line of ours was written on the phone. */
  answer: AnswerView.shape.state.nullable(),
});
export type TalkLine = z.infer<typeof TalkLine>;

/** The chat with somebody who wrote back, at the moment it is opened. */
export const Talk = z.object({
  lines: z.array(TalkLine),
  /** Whether WhatsApp's chat was read. If not, their last words are unknown, and nothing can be sent. */
  isRead: z.boolean(),
  /** The last message of the chat, which the writer of an answer has read. */
  seen: z.string().nullable(),
  /** Nothing is sent to them without a question: they are not to be contacted, or asked for that. */
  isStopped: z.boolean(),
  /** The known person with their tags; null where the people of their list are not known yet. */
  person: z.object({ id: Id, tags: z.array(z.string()) }).nullable(),
  /** The last answer, if it did not leave: its words are back in the box they were typed in. */
  unsent: AnswerView.pick({ id: true, text: true, why: true }).nullable(),
});
export type Talk = z.infer<typeof Talk>;

/** What the app knows about a line beyond WhatsApp's chat. */
export type LineOrigin = { readonly random: string; readonly kind: string; readonly campaign: string | null };

/** The lines of a chat together with our answers. Answers that are not in the chat stand below it. */
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

/** Whether a person here wrote the chat's last message. A campaign's does not count, nor one WhatsApp has not taken. */
export function isAnswered(lines: readonly ChatMessage[], origins: readonly LineOrigin[]): boolean {
  const ofCampaigns = new Set(origins.flatMap(({ random, kind }) => (kind === 'answer' ? [] : [random])));
  const last = lines.findLast(({ random, fromMe, ack }) => !fromMe || (ack >= serverAck && !ofCampaigns.has(random)));
  return last?.fromMe === true;
}
