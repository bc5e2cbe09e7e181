import { z } from 'zod';
import { SavedText } from '../campaign-views.ts';
import { limits } from '../limits.ts';
import { answerQuestions } from '../people/answer.ts';
import { ReplyFilter, ReplyPlace, ReplyRow } from '../people/reply-views.ts';
import { Talk } from '../people/talk.ts';
import { AtMs, Id, MessageText } from '../view-parts.ts';
import { byId, command, nothing, TextToKeep } from './command.ts';

export const replyCommands = {
  /** People who wrote back, those who wait first. Returns `repliesShown` at most, plus one where there are more. */
  'replies:list': command(ReplyFilter.extend({ after: ReplyPlace.nullable() }), z.array(ReplyRow)),

  /** One row of that list, wherever it stands. */
  'replies:get': command(byId, ReplyRow),

  /** Marks that a conversation needs no answer, or needs one after all. `lastAtMs`: the newest reply seen. */
  'replies:setDone': command(z.object({ id: Id, isDone: z.boolean(), lastAtMs: AtMs }), nothing),

  /**
   * Marks that nobody who waits by now and matches the filter needs an answer. `atMs` takes all of them back at once,
   * except those who wrote since.
   */
  'replies:setAllDone': command(ReplyFilter, z.object({ count: z.int(), atMs: AtMs })),
  'replies:undoAllDone': command(z.object({ atMs: AtMs }), nothing),

  /** Puts a conversation off until nine o'clock tomorrow or their next message, or takes that back. */
  'replies:setLater': command(z.object({ id: Id, isLater: z.boolean() }), nothing),

  /** The chat as WhatsApp has it, or what the app keeps of it where WhatsApp cannot be asked now. */
  'replies:chat': command(byId, Talk),

  /** Kept answers for similar replies, filled in for the person of this conversation. */
  'replies:saved': command(byId, z.array(SavedText)),

  /** With `replaces`, replaces the answer that has this name; otherwise a name in use is refused. */
  'replies:save': command(TextToKeep, nothing),
  'replies:deleteSaved': command(byId, nothing),

  /** Sends an answer once per `press`, or returns a question. Nothing is sent when a message newer than `seen` came. */
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
