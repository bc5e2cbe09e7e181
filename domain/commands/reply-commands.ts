import { z } from 'zod';
import { SavedText } from '../campaign-views.ts';
import { limits } from '../limits.ts';
import { answerQuestions } from '../people/answer.ts';
import { ReplyFilter, ReplyRow } from '../people/reply-views.ts';
import { Talk } from '../people/talk.ts';
import { AtMs, Id, MessageText } from '../view-parts.ts';
import { byId, command, nothing, TextToKeep } from './command.ts';

/** Replies and answers. */
export const replyCommands = {
  /**
   * People who wrote back: those that wait for an answer first. The first `repliesShown` of them, and one more where
   * there are more.
   */
  'replies:list': command(ReplyFilter, z.array(ReplyRow)),

  /** One of them, wherever they stand among the others. */
  'replies:get': command(byId, ReplyRow),

  /** No answer is needed; or one is after all. `lastAtMs`: when they wrote last, as far as whoever says so has seen. */
  'replies:setDone': command(z.object({ id: Id, isDone: z.boolean(), lastAtMs: AtMs }), nothing),

  /** It comes back tomorrow at nine, or when they write again; or it does now. */
  'replies:setLater': command(z.object({ id: Id, isLater: z.boolean() }), nothing),

  /** The chat as WhatsApp has it; what the app keeps of it, where WhatsApp cannot be asked now. */
  'replies:chat': command(byId, Talk),

  /** Answers that are kept for whoever writes the like, as the person of a conversation would get them. */
  'replies:saved': command(byId, z.array(SavedText)),

  /** `replaces`: in place of the one that has this name; else a name that is taken is refused. */
  'replies:save': command(TextToKeep, nothing),
  'replies:deleteSaved': command(byId, nothing),

  /** Sends an answer, once for each `press`, or returns what to ask. Nothing goes where a message came after `seen`. */
  'replies:answer': command(
    z.object({
      id: Id,
      text: MessageText,
      press: z.uuid(),
      seen: z.string().max(limits.pageIdCharacters).nullable(),
      isRepeat: z.boolean(),
      isAllTheSame: z.boolean(),
    }),
    z.object({ asks: z.enum(answerQuestions).nullable() }),
  ),
};
