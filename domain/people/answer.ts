import { z } from 'zod';
import { Ack } from '../messages/message.ts';
import { AtMs, Id } from '../view-parts.ts';

/**
 * Why an answer did not leave: its two minutes were over; more was written meanwhile; its person is not to be contacted, or
 * blocked in WhatsApp; the account is another one; WhatsApp restricts it; the app was quit; the send gate refused it.
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

/** `not_confirmed`: may have arrived, never sent again. `not_sent`: its words are back in their box, it never goes. */
const AnswerState = z.enum(['waiting', 'sending', 'sent', 'not_confirmed', 'not_sent']);

/** What was written to somebody who wrote back. */
export const AnswerView = z.object({
  id: Id,
  text: z.string(),
  state: AnswerState,
  /** Why it did not leave; null also where the app ended before it could. */
  why: AnswerEnd.nullable(),
  /** The random part of WhatsApp's id, by which it is found in the chat; null before the gate. */
  random: z.string().nullable(),
  ack: Ack.nullable(),
  atMs: AtMs,
});
export type AnswerView = z.infer<typeof AnswerView>;

/**
 * What its writer is asked before an answer goes: the person is not to be contacted, or got the same words within a minute.
 * Or the one before it has not left yet, or a placeholder in it is not filled: those two can only be waited for, or
 * written anew.
 */
export const answerQuestions = ['do_not_contact', 'same_words', 'one_on_its_way', 'placeholder'] as const;
export type AnswerQuestion = (typeof answerQuestions)[number];
