import { z } from 'zod';
import { Ack } from '../messages/message.ts';
import { AtMs, Id } from '../view-parts.ts';

/**
 * Why an answer did not leave: its two minutes were over; more was written meanwhile; its person is not to be
 * contacted, or is blocked in WhatsApp; another account is linked; WhatsApp restricts the account; the app was quit;
 * the send gate refused it.
 */
export const answerEnds = [
  'too_late',
  'newer_words',
  'do_not_contact',
  'blocked_in_whatsapp',
  'other_account',
  'restricted',
  'stopped',
  'refused',
] as const;
export const AnswerEnd = z.enum(answerEnds);
export type AnswerEnd = z.infer<typeof AnswerEnd>;

/** `not_confirmed`: may have arrived, never sent again. `not_sent`: will never go; its words are back in their box. */
const AnswerState = z.enum(['waiting', 'sending', 'sent', 'not_confirmed', 'not_sent']);

export const AnswerView = z.object({
  id: Id,
  text: z.string(),
  state: AnswerState,
  /** Why it did not leave; null also where the app ended first. */
  why: AnswerEnd.nullable(),
  /** The random part of WhatsApp's id, which finds it in the chat; null before the gate. */
  random: z.string().nullable(),
  ack: Ack.nullable(),
  atMs: AtMs,
});
export type AnswerView = z.infer<typeof AnswerView>;

/**
 * Why an answer needs a question to its writer before it is sent: the person is not to be contacted, or got the same
 * words within a minute. Or why it cannot be sent yet: the previous answer has not left, or a placeholder is not
 * filled.
 */
export const answerQuestions = ['do_not_contact', 'same_words', 'one_on_its_way', 'placeholder'] as const;
export type AnswerQuestion = (typeof answerQuestions)[number];
